# settings: target-keras = "2"
from keras.layers import Concatenate, Dense
from keras.models import Model, Sequential


def tower(width):
    net = Sequential()
    net.add(Dense(16, activation="relu", input_shape=(width,)))
    return net


left, right = tower(4), tower(6)
both = Concatenate()([left.output, right.output])
model = Model([left.input, right.input], Dense(1)(both))
