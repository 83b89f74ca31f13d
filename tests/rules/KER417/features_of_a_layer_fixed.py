from keras.applications.vgg16 import VGG16
from keras.models import Model

base = VGG16(weights="imagenet")
features = Model(inputs=base.input, outputs=base.get_layer("fc2").output)
features.summary()
