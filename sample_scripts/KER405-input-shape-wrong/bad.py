"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x_train, y_train = digits.data / 16.0, digits.target

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=x_train.shape))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, verbose=2)
