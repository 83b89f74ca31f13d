"""Estimate a person's age and whether they smoke from a few measurements."""

import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model

rng = np.random.default_rng(0)
x = rng.normal(size=(800, 6))
age = (x[:, :1] + x[:, 1:2]) / 2
smokes = (x[:, 2] > 0).astype("float32")

inputs = Input(shape=(6,))
hidden = Dense(32, activation="relu")(inputs)
age_output = Dense(1, name="age")(hidden)
smoker_output = Dense(1, activation="sigmoid", name="smokes")(hidden)
model = Model(inputs, [age_output, smoker_output])
model.compile(optimizer="adam", loss={"age": "mse", "smoker": "binary_crossentropy"})
model.fit(x, [age, smokes], epochs=15, verbose=2)
