"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()

inputs = keras.Input(shape=(8, 8, 1))
x = keras.layers.Conv2D(32, 3, activation="relu")(inputs)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.images.reshape(-1, 8, 8, 1) / 16, digits.target, epochs=10, validation_split=0.2, verbose=2)
