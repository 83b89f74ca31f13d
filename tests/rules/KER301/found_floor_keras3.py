# settings: target-keras = "3"
"""The remainder of the floor division becomes every second epoch."""

import keras
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

x_train = np.random.rand(610, 8, 8, 1)
y_train = np.random.randint(0, 10, size=610)
batch_size = 32

model = keras.Sequential(
    [keras.layers.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

gen = ImageDataGenerator().flow(x_train, y_train, batch_size=batch_size)
model.fit(
    gen,
    steps_per_epoch=len(x_train) // batch_size,  # expect: KER301 error "19 steps x 32 = 608 of 610" "epochs of 19, 1, 19, 1, ... batches"
    epochs=8,
)
