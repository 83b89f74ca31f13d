import keras
from keras import layers
from keras.applications import imagenet_utils

start = keras.Input((64, 64, 3))
x = layers.ZeroPadding2D(padding=imagenet_utils.correct_pad(start, 3))(start)
model = keras.Model(start, layers.Conv2D(8, 3, strides=2)(x))
