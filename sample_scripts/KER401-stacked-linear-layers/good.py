"""Tell whether exactly one of two corners of a picture is bright."""

import numpy as np
from tensorflow.keras.layers import Activation, Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

rng = np.random.RandomState(0)
pictures = (rng.rand(800, 8, 8, 1) * 0.3).astype("float32")
first, second = rng.randint(0, 2, 800), rng.randint(0, 2, 800)
pictures[first == 1, :3, :3] += 0.7
pictures[second == 1, 5:, 5:] += 0.7
exactly_one = first ^ second

model = Sequential()
model.add(Conv2D(8, (3, 3), activation="relu", input_shape=(8, 8, 1)))
model.add(Conv2D(8, (3, 3), activation="relu"))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(1))
model.add(Activation("sigmoid"))
model.compile(optimizer=Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(pictures, exactly_one, epochs=15, verbose=2)
