import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential


def windows(series, size):
    x, y = [], []
    for i in range(len(series) - size):
        x.append(series[i : i + size])
        y.append(series[i + size])
    return np.array(x), np.array(y)


x, y = windows(np.sin(np.arange(1000)), 20)
model = Sequential([LSTM(8), Dense(1)])
model.compile("adam", "mse")
model.fit(x[..., None], y)
