"""Learn to compress handwritten digits."""

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Dense, Flatten, Reshape
from tensorflow.keras.models import Sequential

images = load_digits().images.reshape(-1, 8, 8, 1) / 16.0

model = Sequential()
model.add(Conv2D(16, 3, strides=2, padding="same", activation="relu", input_shape=(8, 8, 1)))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(4 * 4 * 16, activation="relu"))
model.add(Reshape((8, 8, 16)))
model.add(Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"))
model.compile(optimizer="adam", loss="mse")
model.fit(images, images, epochs=10, verbose=2)
