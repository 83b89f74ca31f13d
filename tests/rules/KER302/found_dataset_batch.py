import numpy as np
import tensorflow as tf

BUFFER, BATCH, EPOCHS = 1000, 128, 10
x, y = np.zeros((6400, 20), "float32"), np.zeros((6400, 1), "float32")
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(BUFFER).batch(64).repeat()
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(dataset, epochs=EPOCHS, steps_per_epoch=6400 // BATCH)  # expect: KER302 warning "`BATCH` (128)" "batches of 64"
