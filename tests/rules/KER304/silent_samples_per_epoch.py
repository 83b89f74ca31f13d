"""Keras 1 counted samples."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

X_train, Y_train = np.zeros((500, 3, 32, 32)), np.zeros((500, 10))
model = Sequential()
model.add(Flatten(input_shape=(3, 32, 32)))
model.add(Dense(10, activation="softmax"))
model.compile("sgd", "categorical_crossentropy")
flow = ImageDataGenerator().flow(X_train, Y_train, batch_size=32)
model.fit_generator(flow, samples_per_epoch=len(X_train), nb_epoch=10)
model.fit_generator(flow, samples_per_epoch=500, nb_epoch=10, validation_data=flow, nb_val_samples=500)
