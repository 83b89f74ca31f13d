"""All columns of a table, as the model was made for four."""

import numpy as np
from tensorflow import keras

table = np.random.rand(200, 5)
x, y = table[:, :4], table[:, 4]

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, epochs=5)

net = keras.Sequential([keras.layers.LSTM(8, input_shape=(10, 1)), keras.layers.Dense(1)])
net.compile("adam", "mse")
series = np.random.rand(500, 10, 1)
net.fit(series, series[:, 0, 0], epochs=5)
