import numpy as np
from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
mask = y_train < 5
x_train, y_train = x_train[mask], y_train[mask]
keep = np.where(y_test < 5)[0]
x_test, y_test = x_test[keep], y_test[keep]
model = Sequential([Flatten(), Dense(5, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x_train, y_train, validation_data=(x_test, y_test))
