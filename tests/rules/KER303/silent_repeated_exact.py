# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

x, y = np.zeros((1200, 8)), np.zeros((1200, 1))
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(40).repeat()
vs = tf.data.Dataset.from_tensor_slices((x[:400], y[:400])).batch(40).repeat()
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(ds, steps_per_epoch=30, epochs=10, validation_data=vs, validation_steps=10)
