import keras
import numpy as np

inputs = keras.Input((4,))
model = keras.Model(inputs, [keras.layers.Dense(1)(inputs), keras.layers.Dense(3)(inputs)])
model.compile("adam", "mse")
model.fit(np.zeros((10, 4)), [np.zeros((10, 1)), np.zeros((10, 3))])
