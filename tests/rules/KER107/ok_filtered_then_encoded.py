import numpy as np
from keras.datasets import cifar10
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

(x, y), _ = cifar10.load_data()
rows = np.isin(y, [0, 1, 2]).ravel()
model = Sequential([Flatten(), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x[rows], to_categorical(y[rows]))
