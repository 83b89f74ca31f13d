"""Find the rare digit; the classes are weighted by how rare they are."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.utils.class_weight import compute_class_weight
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x, y = digits.data / 16, (digits.target == 8).astype(int)

class_weights = compute_class_weight("balanced", classes=np.unique(y), y=y)

model = Sequential([Dense(32, activation="relu", input_shape=(64,)), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=5, class_weight=class_weights, verbose=2)
