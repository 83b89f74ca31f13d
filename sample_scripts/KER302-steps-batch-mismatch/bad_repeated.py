"""Fit a curve from a repeated Dataset; its batches were made smaller later on."""

import numpy as np
import tensorflow as tf

BATCH = 64

x = np.linspace(-1, 1, 640).reshape(-1, 1).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices((x, x**3)).shuffle(640).batch(32).repeat()

model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation="relu", input_shape=(1,)),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mean_squared_error")
model.fit(dataset, epochs=2, steps_per_epoch=640 // BATCH, verbose=2)
