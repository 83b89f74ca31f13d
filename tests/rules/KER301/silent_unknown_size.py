# settings: target-keras = "3"
"""The folder is not here and nothing says how much it holds."""

import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("somewhere/else/train", batch_size=32)
model.fit(train, steps_per_epoch=31, epochs=20)
