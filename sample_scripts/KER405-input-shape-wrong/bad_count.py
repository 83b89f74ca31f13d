"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow import keras

x, y = load_digits(return_X_y=True)

model = keras.Sequential([
    keras.layers.Dense(64, activation="relu", input_shape=(x.shape[0],)),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x / 16, y, epochs=20, verbose=2)
