import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

x, y = np.zeros((50, 10, 3)), np.zeros((50, 10))
model = Sequential([LSTM(8, return_sequences=True), Dense(1)])
model.compile("adam", "mse")
model.fit(x, y)
model.fit(x, y.reshape(50, 10, 1))
