"""Each of the workers takes its part."""

import horovod.keras as hvd
import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

hvd.init()
batch_size = 32
x, y = np.zeros((6400, 9, 9, 1)), np.zeros((6400, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=batch_size)
model.fit_generator(flow, steps_per_epoch=len(x) // batch_size // hvd.size(), epochs=2)
model.fit_generator(flow, steps_per_epoch=len(x) // (batch_size * hvd.size()), epochs=2)
