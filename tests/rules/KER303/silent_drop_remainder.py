# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

x, y = np.zeros((1000, 8)), np.zeros((1000, 1))
val = tf.data.Dataset.from_tensor_slices((x, y)).batch(48, drop_remainder=True)
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, epochs=4, validation_data=val, validation_steps=1000 // 48)
