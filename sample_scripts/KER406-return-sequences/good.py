"""Predict the next value of a wave."""

import numpy as np
from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

wave = np.sin(np.arange(1200) * 0.3)
steps = 12
x = np.array([wave[i : i + steps] for i in range(len(wave) - steps)])[:, :, np.newaxis]
y = wave[steps:]

model = Sequential()
model.add(LSTM(24, return_sequences=True, input_shape=(12, 1)))
model.add(LSTM(12))
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=5, batch_size=32, verbose=2)
