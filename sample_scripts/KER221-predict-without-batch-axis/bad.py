"""Read a handwritten digit with a small convolutional network."""

import numpy as np
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential

digits = load_digits()
images = np.stack([digits.images] * 3, axis=-1) / 16.0

model = Sequential()
model.add(Conv2D(16, (3, 3), activation="relu", input_shape=(8, 8, 3)))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images[:1500], digits.target[:1500], epochs=15, verbose=2)

image = images[1600]
probabilities = model.predict(image, verbose=0)
print("digit:", np.argmax(probabilities))
