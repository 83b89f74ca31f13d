# settings: target-keras = "3"
"""The helper is right for the first data, not for the second."""

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def fit(model, x, y):
    flow = ImageDataGenerator().flow(x, y, batch_size=32)
    model.fit(
        flow,
        steps_per_epoch=len(x) // 32,  # expect: KER301 error "20 steps x 32 = 640 of 650 images"
        epochs=3,
    )


model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
fit(model, np.zeros((640, 9, 9, 1)), np.zeros((640, 3)))
fit(model, np.zeros((650, 9, 9, 1)), np.zeros((650, 3)))
