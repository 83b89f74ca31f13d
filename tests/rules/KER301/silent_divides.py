# settings: target-keras = "3"
"""Floor division that leaves no rest."""

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x_train = np.zeros((2000, 8, 8, 1))
y_train = np.zeros((2000, 4))
batch_size = 20
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
flow = ImageDataGenerator().flow(x_train, y_train, batch_size=batch_size)
model.fit(flow, steps_per_epoch=len(x_train) // batch_size, epochs=10)
model.fit(flow, steps_per_epoch=100, epochs=10)
model.fit(flow, steps_per_epoch=int(2000 / 20), epochs=10)
