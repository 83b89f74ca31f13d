# settings: target-keras = "3"
"""A repeated Dataset goes on where the last epoch stopped: an epoch may have any length."""

import keras
import numpy as np
import tensorflow as tf

x, y = np.zeros((3000, 16)), np.zeros((3000, 1))
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(3000).repeat().batch(32)
other = tf.data.Dataset.from_tensor_slices((x, y)).batch(32).repeat()
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(train, steps_per_epoch=3000 // 32, epochs=10)
model.fit(other, steps_per_epoch=10, epochs=100)
model.fit(other, steps_per_epoch=2 * 3000 // 32, epochs=5)
enough = tf.data.Dataset.from_tensor_slices((x, y)).repeat(10).batch(32)
model.fit(enough, steps_per_epoch=93, epochs=10)
