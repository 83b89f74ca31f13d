"""Read handwritten digits; the labels go from 0 to 9."""

from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()

model = keras.Sequential([
    keras.layers.Dense(64, activation="relu", input_shape=(64,)),
    keras.layers.Dense(9, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.data / 16, digits.target, epochs=10, verbose=2)
