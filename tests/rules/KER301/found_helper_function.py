# settings: target-keras = "3"
"""The steps come out of a helper that rounds down."""

import math

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def steps_for(array, batch):
    return math.floor(len(array) / batch)


BATCH = 100
x, y = np.zeros((1050, 20, 20, 3)), np.zeros((1050, 5))
inputs = keras.Input(shape=(20, 20, 3))
h = keras.layers.Flatten()(inputs)
outputs = keras.layers.Dense(5, activation="softmax")(h)
model = keras.Model(inputs, outputs)
model.compile(loss=keras.losses.CategoricalCrossentropy(), optimizer="adam")
it = ImageDataGenerator(rescale=1 / 255.0).flow(x, y, batch_size=BATCH)
model.fit(it, epochs=12, steps_per_epoch=steps_for(x, BATCH))  # expect: KER301 error "10 steps x 100 = 1,000 of 1,050 images (95.2 %)"
