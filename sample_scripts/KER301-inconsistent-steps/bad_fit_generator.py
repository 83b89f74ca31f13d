"""A tenth of the batches makes an epoch, in a script of the time of fit_generator."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

batch_size = 16
x = np.random.rand(320, 6, 6, 1)
y = np.random.randint(2, size=320)

train_generator = ImageDataGenerator().flow(x, y, batch_size=batch_size)

model = Sequential()
model.add(Flatten(input_shape=(6, 6, 1)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="sgd")
model.fit_generator(train_generator, steps_per_epoch=2, epochs=3, verbose=2)
