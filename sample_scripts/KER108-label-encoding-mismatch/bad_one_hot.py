"""Read handwritten digits; the labels are one-hot rows, which the sparse loss does not take."""

from sklearn.datasets import load_digits
from tensorflow import keras
from tensorflow.keras.losses import SparseCategoricalCrossentropy
from tensorflow.keras.utils import to_categorical

digits = load_digits()
labels = to_categorical(digits.target, num_classes=10)

inputs = keras.Input((64,))
h = keras.layers.Dense(64, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(10)(h))
model.compile(
    "adam", SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy", "sparse_categorical_accuracy"]
)
model.fit(digits.data / 16, labels, epochs=8, verbose=2)
