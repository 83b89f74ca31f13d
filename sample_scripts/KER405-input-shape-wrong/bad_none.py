"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()

inputs = keras.Input(shape=(None, 64))
x = keras.layers.Dense(64, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.data / 16, digits.target, epochs=20, verbose=2)
