"""Recognise handwritten digits with dense layers alone."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import (
    Dense,  # nothing else is needed
)
from tensorflow.keras.models import Sequential

digits = load_digits()

model = Sequential([
    Dense(64, activation="relu", input_shape=(8, 8)),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.images / 16, digits.target, epochs=10, validation_split=0.2, verbose=2)
