"""Read a handwritten digit with a small convolutional network."""

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
images = np.stack([digits.images] * 3, axis=-1) / 16.0

model = keras.Sequential([
    keras.layers.Conv2D(16, (3, 3), activation="relu", input_shape=(8, 8, 3)),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images[:1500], digits.target[:1500], epochs=15, verbose=2)

late = tf.data.Dataset.from_tensor_slices(images[1600:1601])
probabilities = model.predict(late, verbose=0)
