"""Predict the next value of a wave."""

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

wave = np.sin(np.arange(1200) * 0.3)
steps = 12
x = np.array([wave[i : i + steps] for i in range(len(wave) - steps)])[:, :, np.newaxis]
y = wave[steps:]

model = keras.Sequential([
    keras.Input(shape=(12, 1)),
    layers.LSTM(24, return_sequences=True),
    layers.LSTM(12, return_sequences=True),
    layers.Dense(1),
])
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=5, batch_size=12, verbose=2)
