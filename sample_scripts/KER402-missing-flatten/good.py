"""Recognise handwritten digits."""

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

digits = load_digits()
images = digits.images.reshape(-1, 8, 8, 1) / 16.0
labels = to_categorical(digits.target, 10)
x_train, x_test, y_train, y_test = train_test_split(images, labels, random_state=0)

model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(8, 8, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(64, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, validation_data=(x_test, y_test), verbose=2)
