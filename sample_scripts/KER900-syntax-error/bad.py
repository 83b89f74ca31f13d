"""Classify small random vectors, in Python 2."""

import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

x = np.random.rand(500, 12)
y = (x.sum(axis=1) > 6).astype(int)

model = Sequential()
model.add(Dense(16, activation="relu", input_shape=(12,)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x[:400], y[:400], epochs=10, batch_size=20, validation_data=(x[400:], y[400:]))

score = model.evaluate(x[400:], y[400:], verbose=0)
print "accuracy:", score[1]
