# settings: target-keras = "2"
"""More steps than a pass has: tf.keras stops after the first epoch."""

import numpy as np
import tensorflow as tf

x_train = np.zeros((800, 10))
y_train = np.zeros((800, 1))

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid", input_shape=(10,))])
model.compile("adam", "binary_crossentropy")

train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(800).batch(40)
model.fit(train_ds, epochs=10, steps_per_epoch=60)  # expect: KER301 error "60 steps x 40 = 2,400 for 800 samples (3 passes)" "stops training"
