# settings: target-keras = "3"
"""Nothing says whether the batch size divides the data."""

import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def train(x_train, y_train, batch_size, epochs):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    flow = ImageDataGenerator(rotation_range=15).flow(x_train, y_train, batch_size=batch_size)
    model.fit(flow, steps_per_epoch=len(x_train) // batch_size, epochs=epochs)  # expect: KER301 info "unless `batch_size` divides `len(x_train)`"
    return model
