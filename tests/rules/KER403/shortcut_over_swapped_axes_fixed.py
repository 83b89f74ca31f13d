from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Add, Conv2D, Dense, GlobalAveragePooling2D


def block(x, filters):
    y = Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    shortcut = Conv2D(filters, 1, strides=(x.shape[1] // y.shape[1], x.shape[2] // y.shape[2]))(x)
    return Add()([shortcut, y])


image = Input((32, 32, 3))
x = GlobalAveragePooling2D()(block(image, 32))
model = Model(image, Dense(10, activation="softmax")(x))
