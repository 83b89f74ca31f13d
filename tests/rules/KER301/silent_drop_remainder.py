# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

x, y = np.zeros((1000, 16)), np.zeros((1000, 1))
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(64, drop_remainder=True)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
model.fit(ds, steps_per_epoch=1000 // 64, epochs=10)
