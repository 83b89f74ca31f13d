import numpy as np
import tensorflow as tf

batches = tf.data.Dataset.from_tensor_slices((np.zeros((10, 4, 8, 8, 3)), np.zeros((10, 4))))
model = tf.keras.Sequential()
model.add(tf.keras.layers.Flatten(input_shape=(8, 8, 3)))
model.add(tf.keras.layers.Dense(1))
model.compile("adam", "mse")
model.fit(batches)
model.fit(batches.unbatch().batch(4))
