"""Read handwritten digits; the training images meet the labels of the test images."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

digits = load_digits()
x_train, x_test = digits.data[:1500] / 16, digits.data[1500:] / 16
y_train, y_test = digits.target[:1500], digits.target[1500:]

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(64,)))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_test, epochs=8, verbose=2)
