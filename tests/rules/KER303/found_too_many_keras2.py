# settings: target-keras = "2"
import numpy as np
import tensorflow as tf

x, y = np.zeros((1000, 8)), np.zeros((1000, 1))
train = tf.data.Dataset.from_tensor_slices((x, y)).batch(50)
valid = tf.data.Dataset.from_tensor_slices((x[:200], y[:200])).batch(50)
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(train, epochs=10, validation_data=valid, validation_steps=8)  # expect: KER303 error "8 steps x 50 = 400 for 200 samples (2 passes)" "no validation loss and metrics after the first epoch"
