import keras
import numpy as np

a, b = keras.Input((4,)), keras.Input((6,))
model = keras.Model([a, b], keras.layers.Dense(1)(keras.layers.concatenate([a, b])))
model.compile("adam", "mse")
model.fit([np.zeros((10, 4)), np.zeros((10, 6))], np.zeros(10))
