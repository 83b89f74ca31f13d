import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

x, y = np.zeros((300, 6, 6, 1)), np.zeros((300, 2))
model = Sequential([Flatten(input_shape=(6, 6, 1)), Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=10)
quick = False
model.fit_generator(flow, epochs=2, validation_data=flow, validation_steps=None)
model.fit_generator(flow, epochs=2, validation_data=flow, validation_steps=5 if quick else None)
