"""The model comes from a package that Kerlint does not know: its methods are Keras's all the same."""

import segmentation_models as sm
from keras.datasets import cifar10
from keras.preprocessing.image import ImageDataGenerator
from unet_of_ours import simple_unet

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
train = ImageDataGenerator(rescale=1 / 255).flow(x_train, y_train, batch_size=50)

model = simple_unet(32, 32, 3)
model.fit(train, steps_per_epoch=100, epochs=3)  # expect: KER301

other = sm.Unet("resnet34", classes=1)
other.compile("adam", loss="binary_crossentropy")
other.fit(train, steps_per_epoch=100)  # expect: KER301
