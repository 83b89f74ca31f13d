import keras
from keras import layers

image = keras.Input((64, 64, 1))
x = layers.Concatenate()([image, image, image])
base = keras.applications.VGG16(include_top=False, input_shape=(64, 64, 3), pooling="max")
model = keras.Model(image, layers.Dense(2)(base(x)))
second = keras.applications.VGG16(include_top=False, input_tensor=layers.Conv2D(3, 1)(image))
