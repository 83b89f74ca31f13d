import numpy as np
from keras.layers import Conv2DTranspose, Dense, Flatten, Input, Reshape, Conv2D
from keras.models import Model


def autoencoder(shape, code):
    image = Input(shape)
    x = image
    for filters in (16, 32):
        x = Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    grid = x.shape[1:]
    x = Dense(code)(Flatten()(x))
    x = Dense(int(np.prod(grid)))(x)
    x = Reshape(grid)(x)
    for filters in (32, 16):
        x = Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu")(x)
    return Model(image, Conv2D(shape[-1], 3, padding="same")(x))


model = autoencoder((28, 28, 1), 16)
