"""Read handwritten digits; the loss is told to expect logits."""

from sklearn.datasets import load_digits
from tensorflow import keras
from tensorflow.keras import layers

digits = load_digits()
x = digits.data / 16

model = keras.Sequential([
    layers.Input(shape=(64,)),
    layers.Dense(64, activation="relu"),
    layers.Dense(10, activation="relu"),
])
model.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(x[:1500], digits.target[:1500], epochs=8, validation_data=(x[1500:], digits.target[1500:]), verbose=2)
