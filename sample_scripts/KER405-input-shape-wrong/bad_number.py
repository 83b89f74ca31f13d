"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()

model = Sequential([
    Dense(64, activation="relu", input_shape=(64)),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.data / 16, digits.target, epochs=20, verbose=2)
