import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

batch_size = 32
train_batchsize = 32
x, y = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=train_batchsize)
model.fit_generator(flow, steps_per_epoch=len(x) // batch_size, epochs=2)
