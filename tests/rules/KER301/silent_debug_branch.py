# settings: target-keras = "3"
"""A quick look at a few batches, on purpose."""

import sys

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

debug = "--debug" in sys.argv
x, y = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=32)
model.fit(flow, steps_per_epoch=5 if debug else len(flow), epochs=3)
if debug:
    steps = 2
else:
    steps = len(x) // 32
model.fit(flow, steps_per_epoch=steps, epochs=3)
for epoch in range(4):
    model.fit(flow, steps_per_epoch=19, initial_epoch=epoch, epochs=epoch + 1)
