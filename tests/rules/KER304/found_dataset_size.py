# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

x_all, y_all = np.zeros((600, 5)), np.zeros((600, 1))
train_size = int(0.8 * len(x_all))
ds = tf.data.Dataset.from_tensor_slices((x_all[:train_size], y_all[:train_size]))
ds = ds.shuffle(train_size).batch(30).repeat()
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(ds, steps_per_epoch=train_size, epochs=3)  # expect: KER304 error "`train_size` (480)" "30 passes"
