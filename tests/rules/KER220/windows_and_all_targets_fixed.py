import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential


class Forecaster:
    def __init__(self, window=24):
        self.window = window
        self.model = Sequential([LSTM(16, input_shape=(window, 1)), Dense(1)])
        self.model.compile("adam", "mse")

    def split(self, series):
        x = np.stack([series[i : i + self.window] for i in range(len(series) - self.window)])
        return x[..., np.newaxis], series[self.window :]

    def fit(self, series):
        x, y = self.split(series)
        self.model.fit(x, y, epochs=5)


Forecaster().fit(np.sin(np.linspace(0, 60, 1000)))
