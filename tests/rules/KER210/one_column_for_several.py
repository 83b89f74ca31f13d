"""One column of a table, where the model was made for four."""

import numpy as np
from tensorflow import keras

table = np.random.rand(200, 5)
x, y = table[:, 0], table[:, 4]

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, epochs=5)  # expect: KER210 error "(None,)" "(None, 4)"

net = keras.Sequential([keras.layers.LSTM(8, input_shape=(10, 1)), keras.layers.Dense(1)])
net.compile("adam", "mse")
series = np.sin(np.arange(500) / 10)
net.fit(series, series, epochs=5)  # expect: KER210 error "(None,)" "(None, 10, 1)"
