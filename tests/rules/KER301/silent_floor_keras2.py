# settings: target-keras = "2"
"""Keras 2 begins each epoch anew: the floor division is harmless there."""

import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

x_train, y_train = np.zeros((50000, 32, 32, 3)), np.zeros((50000, 10))
batch_size = 128
model = Sequential([Flatten(input_shape=(32, 32, 3)), Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
datagen = ImageDataGenerator(width_shift_range=0.1)
model.fit_generator(
    datagen.flow(x_train, y_train, batch_size=batch_size), steps_per_epoch=len(x_train) // batch_size, epochs=20
)
model.fit_generator(datagen.flow(x_train, y_train, batch_size=batch_size), steps_per_epoch=380, epochs=20)
