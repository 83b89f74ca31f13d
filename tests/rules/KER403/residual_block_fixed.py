import tensorflow as tf
from tensorflow.keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, Input


def residual(x, filters, strides=1):
    shortcut = x
    x = Conv2D(filters, 3, strides=strides, padding="same")(x)
    x = BatchNormalization()(x)
    x = Activation("relu")(x)
    x = Conv2D(filters, 3, padding="same")(x)
    if strides > 1:
        shortcut = Conv2D(filters, 1, strides=strides)(shortcut)
    x = Add()([x, shortcut])
    return Activation("relu")(x)


inputs = Input((32, 32, 3))
x = Conv2D(64, 3, padding="same")(inputs)
x = residual(x, 64)
x = residual(x, 64, strides=2)
outputs = Dense(10, activation="softmax")(GlobalAveragePooling2D()(x))
model = tf.keras.Model(inputs, outputs)
