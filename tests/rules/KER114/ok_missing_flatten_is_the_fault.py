import keras
import numpy as np
from keras import layers

x, y = np.zeros((100, 28, 28, 1)), np.zeros((100, 10))
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3), layers.Dense(10, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x, y)
