"""Tell from measurements and a region whether a customer comes back."""

import numpy as np
from tensorflow.keras.layers import Concatenate, Dense, Embedding, Flatten, Input
from tensorflow.keras.models import Model

rng = np.random.default_rng(0)
measures = rng.normal(size=(600, 5))
region = rng.integers(0, 8, size=(600, 1))
returns = ((measures[:, 0] + (region[:, 0] > 3)) > 0.5).astype("float32")

measures_in = Input(shape=(5,), name="measures")
region_in = Input(shape=(1,), name="region")
x = Concatenate()([measures_in, Flatten()(Embedding(8, 3)(region_in))])
x = Dense(16, activation="relu")(x)
model = Model(inputs=[measures_in, region_in], outputs=Dense(1, activation="sigmoid")(x))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit([measures, region], returns, epochs=20, verbose=2)
