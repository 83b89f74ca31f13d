from keras.layers import Conv2D, Input, MaxPooling2D, UpSampling2D, concatenate
from keras.models import Model

IMG_HEIGHT, IMG_WIDTH = 256, 256


def unet(n_filters=16):
    inputs = Input((IMG_HEIGHT, IMG_WIDTH, 3))
    skips = []
    x = inputs
    for level in range(3):
        x = Conv2D(n_filters * 2**level, 3, padding="same", activation="relu")(x)
        skips.append(x)
        x = MaxPooling2D(2)(x)
    for level, skip in enumerate(reversed(skips)):
        x = UpSampling2D(2)(x)
        x = concatenate([x, skip])
        x = Conv2D(n_filters * 2 ** (2 - level), 3, padding="same", activation="relu")(x)
    return Model(inputs, Conv2D(1, 1, activation="sigmoid")(x))


model = unet()
