import numpy as np
from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x_train, y_train), _ = mnist.load_data()
model = Sequential([Flatten(), Dense(10, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x_train, np.eye(10)[y_train])
