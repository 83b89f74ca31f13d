# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

BATCH_SIZE = 64
features = np.random.normal(size=(2000, 12)).astype("float32")
target = np.random.normal(size=(2000, 1)).astype("float32")

ds = tf.data.Dataset.from_tensor_slices((features, target))
ds = ds.shuffle(1000).batch(BATCH_SIZE).prefetch(tf.data.AUTOTUNE)

model = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam")
history = model.fit(ds, epochs=20, steps_per_epoch=2000 // BATCH_SIZE)  # expect: KER301 error "31 steps x 64 = 1,984 of 2,000 samples"
