"""Classify small random vectors; the output was once a relu."""

import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

x = np.random.rand(500, 12)
y = to_categorical((x.sum(axis=1) > 6).astype(int), 2)

model = Sequential()
model.add(Dense(16, activation="relu", input_shape=(12,)))
model.add(Dense(2, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x[:400], y[:400], epochs=10, batch_size=20, validation_data=(x[400:], y[400:]))
