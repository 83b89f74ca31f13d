import numpy as np
from keras import Sequential, layers

x, y = np.load("x.npy"), np.load("y.npy")
model = Sequential([layers.LSTM(8, input_shape=(100, 20)), layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, batch_size=100)
