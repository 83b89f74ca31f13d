import numpy as np
from keras import Sequential, layers

x = np.random.rand(100, 15, 3)
y = np.random.rand(100)
model = Sequential()
model.add(layers.LSTM(8, return_sequences=True, input_shape=(15, 3)))
model.add(layers.Flatten())
model.add(layers.Dense(1))
model.compile("adam", "mse")
model.fit(x, y)
