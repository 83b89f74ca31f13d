from keras import Input, Model
from keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D


def residual(x, filters, stride=1):
    y = Conv2D(filters, 3, strides=stride, padding="same")(x)
    y = Activation("relu")(BatchNormalization()(y))
    y = BatchNormalization()(Conv2D(filters, 3, padding="same")(y))
    shortcut = BatchNormalization()(Conv2D(filters, 1, strides=stride)(x))
    return Activation("relu")(Add()([y, shortcut]))


inp = Input((32, 32, 3))
x = Activation("relu")(Conv2D(16, 3, padding="same")(inp))
x = residual(x, 16)
x = residual(x, 32, 2)
model = Model(inp, Dense(10, activation="softmax")(GlobalAveragePooling2D()(x)))
