import keras
from keras.layers import Activation, Conv1D, Dense, GlobalMaxPooling1D

PARAMS = {"filters": 64, "kernel": 5}


def block(x, filters):
    x = Conv1D(filters, PARAMS["kernel"], padding="same")(x)  # expect: KER401
    x = Conv1D(filters, PARAMS["kernel"], padding="same")(x)
    return Activation("relu")(x)


def main():
    series = keras.Input((128, 4))
    x = block(series, PARAMS["filters"])
    x = GlobalMaxPooling1D()(x)
    return keras.Model(series, Dense(6, activation="softmax")(x))


main()
