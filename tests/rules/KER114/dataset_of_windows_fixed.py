import numpy as np
import tensorflow as tf

x = np.zeros((300, 24, 2), "float32")
y = np.zeros((300, 6), "float32")
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(300).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.LSTM(32, input_shape=(24, 2)),
    tf.keras.layers.Dense(6),
])
model.compile(optimizer="adam", loss=tf.keras.losses.Huber())
model.fit(ds, epochs=2)
