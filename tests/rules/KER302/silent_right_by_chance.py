"""The steps come out right, whatever was divided."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((2000, 9, 9, 1)), np.zeros((2000, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=20)
model.fit_generator(flow, steps_per_epoch=4000 // 40, epochs=2)
model.fit_generator(flow, steps_per_epoch=100, epochs=2)
