# settings: target-keras = "3"
"""The Sequence's own length is what the steps must be."""

import keras
import numpy as np


class Windows(keras.utils.Sequence):
    def __init__(self, series, batch_size):
        super().__init__()
        self.series, self.batch_size = series, batch_size

    def __len__(self):
        return len(self.series) // self.batch_size

    def __getitem__(self, index):
        rows = self.series[index * self.batch_size : (index + 1) * self.batch_size]
        return rows[:, :-1], rows[:, -1:]


windows = Windows(np.zeros((1000, 9)), 64)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(windows, steps_per_epoch=1000 // 64, epochs=10)
model.fit(windows, steps_per_epoch=len(windows), epochs=10)
