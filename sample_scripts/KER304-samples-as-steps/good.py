"""Fit a curve from a repeated Dataset."""

import numpy as np
import tensorflow as tf

BATCH_SIZE = 32

x_train = np.linspace(-1, 1, 160).reshape(-1, 1).astype("float32")
y_train = x_train**3

dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train))
dataset = dataset.shuffle(len(x_train)).batch(BATCH_SIZE).repeat()

model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation="relu", input_shape=(1,)),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mean_squared_error")
model.fit(dataset, epochs=2, steps_per_epoch=len(x_train) // BATCH_SIZE)
