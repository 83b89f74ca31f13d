import numpy as np
import tensorflow as tf

series = np.random.rand(500, 12, 4).astype("float32")
target = np.random.rand(500, 12, 1).astype("float32")
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.GRU(20, return_sequences=True, input_shape=(12, 4)))
model.add(tf.keras.layers.Dense(2))  # expect: KER114 error "(None, 12, 2)" "(None, 12, 1)"
model.compile("rmsprop", "mae")
model.fit(series, target)
