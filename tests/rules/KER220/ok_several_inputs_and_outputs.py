import keras
import numpy as np

a, b = keras.Input((4,)), keras.Input((6,))
h = keras.layers.concatenate([a, b])
model = keras.Model([a, b], [keras.layers.Dense(1)(h), keras.layers.Dense(2)(h)])
model.compile("adam", "mse")
model.fit([np.zeros((30, 4)), np.zeros((30, 6))], [np.zeros((30, 1)), np.zeros((30, 2))])
