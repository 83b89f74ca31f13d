from tensorflow.keras.applications import VGG16, InceptionV3, ResNet50
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Model

base = VGG16(weights="imagenet", include_top=False, input_shape=(150, 150, 3))
other = InceptionV3(weights="imagenet", include_top=False, input_shape=(75, 75, 3))
whole = ResNet50()
model = Model(base.input, Dense(2, activation="softmax")(GlobalAveragePooling2D()(base.output)))
