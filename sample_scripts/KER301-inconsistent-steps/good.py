"""Tell stripes from dots on small augmented pictures."""

import numpy as np
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

rng = np.random.default_rng(3)
n_train, batch_size, epochs = 610, 32, 8

x_train = rng.random((n_train, 16, 16, 1), dtype="float32")
y_train = np.arange(n_train) % 2
x_train[y_train == 1, ::4] += 0.6  # stripes

model = Sequential()
model.add(Conv2D(8, (3, 3), activation="relu", input_shape=(16, 16, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])

datagen = ImageDataGenerator(width_shift_range=0.1, horizontal_flip=True)
train_generator = datagen.flow(x_train, y_train, batch_size=batch_size)

history = model.fit(
    train_generator,
    epochs=epochs,
    verbose=2,
)
