"""Which of eight pixels are bright? Several may be."""

from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
x = digits.data.astype("float32") / 16
y = (x[:, 18:26] > 0.5).astype("float32")

inputs = keras.Input(shape=(64,))
h = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(8, activation="relu")(h)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=15, verbose=2)
