"""Train on augmented digits."""

import os

from sklearn.datasets import load_digits
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

digits = load_digits()
x, y = digits.images[:96, :, :, None], digits.target[:96]
os.makedirs("augmented", exist_ok=True)

datagen = ImageDataGenerator(rescale=1 / 16, rotation_range=10)
train = datagen.flow(x, y, batch_size=16)

model = Sequential([Flatten(input_shape=(8, 8, 1)), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, epochs=3, verbose=2)
