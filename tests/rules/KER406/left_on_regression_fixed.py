import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

x = np.random.rand(300, 10, 2)
y = np.random.rand(300)


class Forecast:
    def __init__(self, units=32):
        self.model = Sequential()
        self.model.add(LSTM(units, return_sequences=True, input_shape=x.shape[1:]))
        self.model.add(LSTM(units))
        self.model.add(Dense(1))
        self.model.compile(loss="mse", optimizer="adam")

    def fit(self, epochs):
        self.model.fit(x, y, epochs=epochs, batch_size=20)


Forecast().fit(3)
