import os

from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x_train, y_train), _ = mnist.load_data()
flat = os.environ.get("FLAT_DATA")
model = Sequential()
if not flat:
    model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(32, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(x_train, y_train)
