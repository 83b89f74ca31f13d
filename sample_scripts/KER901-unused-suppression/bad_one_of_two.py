"""Classify small random vectors; the output was once a relu."""

import numpy as np
from tensorflow import keras

x = np.random.rand(500, 12)
y = keras.utils.to_categorical((x.sum(axis=1) > 6).astype(int), 2)

model = keras.Sequential()
model.add(keras.layers.Dense(16, input_shape=(12,)))  # kerlint: ignore[KER101, KER401]
model.add(keras.layers.Dense(12))  # kerlint: ignore[KER401]
model.add(keras.layers.Dense(2, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x, y, epochs=10, batch_size=20)
