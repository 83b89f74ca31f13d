import numpy as np
from keras import Input, Model
from keras.layers import Dense


def data(n, columns):
    return np.random.rand(n, 10), np.random.rand(n, columns)


def train(units=2):
    start = Input((10,))
    model = Model(start, Dense(units)(Dense(16, activation="relu")(start)))
    model.compile(optimizer="adam", loss="mse")
    x, y = data(100, 2)
    model.fit(x, y, validation_data=data(20, 2), epochs=3)


train()
