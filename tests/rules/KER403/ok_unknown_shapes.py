import numpy as np
from keras.layers import LSTM, Conv2D, Dense, Flatten
from keras.models import Sequential

x = np.load("x.npy")
y = np.load("y.npy")

model = Sequential()
model.add(LSTM(32, input_shape=x.shape[1:]))
model.add(Dense(1))

other = Sequential()
other.add(Conv2D(8, 3, input_shape=x.shape[1:]))
other.add(Flatten())
other.add(Dense(1))
