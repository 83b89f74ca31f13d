from keras.layers import Conv2D, Input, MaxPooling2D, UpSampling2D, concatenate
from keras.models import Model


def unet(size):
    inputs = Input((size, size, 1))
    skips = []
    x = inputs
    for filters in (16, 32, 64):
        x = Conv2D(filters, 3, padding="same", activation="relu")(x)
        skips.append(x)
        x = MaxPooling2D(2)(x)
    for skip in reversed(skips):
        x = concatenate([UpSampling2D(2)(x), skip])
        x = Conv2D(16, 3, padding="same", activation="relu")(x)
    return Model(inputs, Conv2D(1, 1, activation="sigmoid")(x))


model = unet(256)
