"""Read handwritten digits; the model is built for images with three channels."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential

digits = load_digits()
images = digits.images[..., None] / 16

model = Sequential()
model.add(Conv2D(16, 3, activation="relu", input_shape=(8, 8, 3)))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images, digits.target, epochs=5, verbose=2)
