# settings: target-keras = "3"
"""Each fit is one epoch: no rest is left for a next one."""

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((1000, 8, 8, 1)), np.zeros((1000, 3))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
flow = ImageDataGenerator(rotation_range=5).flow(x, y, batch_size=48)
for epoch in range(12):
    model.fit(flow, steps_per_epoch=len(x) // 48, epochs=1, verbose=0)
