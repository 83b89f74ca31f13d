# settings: target-keras = "3"
import keras
import numpy as np
import tensorflow as tf

x, y = np.zeros((160, 64)), np.zeros((160,))
ds = tf.data.Dataset.from_tensor_slices((x, y)).repeat().batch(32)
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(ds, steps_per_epoch=160, epochs=5)  # expect: KER304 error "160 steps x 32 = 5,120 samples: 32 passes"
