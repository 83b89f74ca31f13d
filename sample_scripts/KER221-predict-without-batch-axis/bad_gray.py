"""Read a handwritten digit with a small convolutional network."""

from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
images = digits.images.reshape(-1, 8, 8, 1) / 16.0

model = keras.Sequential([
    keras.layers.Conv2D(16, (3, 3), activation="relu", input_shape=(8, 8, 1)),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images[:1500], digits.target[:1500], epochs=15, verbose=2)

digit = digits.images[1600] / 16
probabilities = model.predict(digit, verbose=0)
