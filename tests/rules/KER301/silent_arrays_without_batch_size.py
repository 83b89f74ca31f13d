# settings: target-keras = "3"
"""Without a batch size fit cuts the arrays into as many batches as there are steps."""

import keras
import numpy as np

x, y = np.zeros((1000, 16)), np.zeros((1000, 1))
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, steps_per_epoch=10, epochs=5)
model.fit(x, y, steps_per_epoch=len(x) // 64, epochs=5)
