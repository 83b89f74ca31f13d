import tensorflow as tf
from tensorflow.keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, Input


def residual(x, filters, strides=1):
    shortcut = x
    x = Conv2D(filters, 3, strides=strides, padding="same")(x)
    x = BatchNormalization()(x)
    x = Activation("relu")(x)
    x = Conv2D(filters, 3, padding="same")(x)
    # The shortcut keeps its size.
    x = Add()([x, shortcut])  # expect: KER403 error "(None, 16, 16, 64) and (None, 32, 32, 64)" "make the inputs agree"
    return Activation("relu")(x)


inputs = Input((32, 32, 3))
x = Conv2D(64, 3, padding="same")(inputs)
x = residual(x, 64)
x = residual(x, 64, strides=2)
outputs = Dense(10, activation="softmax")(GlobalAveragePooling2D()(x))
model = tf.keras.Model(inputs, outputs)
