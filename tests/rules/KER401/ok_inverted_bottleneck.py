import tensorflow as tf
from tensorflow.keras import layers as L

inp = L.Input((56, 56, 16))
x = L.Conv2D(96, 1, use_bias=False)(inp)
x = L.ReLU(6.)(L.BatchNormalization()(x))
x = L.DepthwiseConv2D(3, strides=2, padding="same", use_bias=False)(x)
x = L.ReLU(6.)(L.BatchNormalization()(x))
x = L.BatchNormalization()(L.Conv2D(24, 1, use_bias=False)(x))
x = L.Conv2D(144, 1, use_bias=False)(x)
x = L.ReLU(6.)(L.BatchNormalization()(x))
model = tf.keras.Model(inp, x)
