# settings: target-keras = "auto"
"""Which Keras runs this is not known: it matters on Keras 3 only."""

import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator


def main():
    pictures = np.ones((1000, 16, 16, 3), dtype="float32")
    targets = np.zeros((1000, 3))
    model = Sequential([Flatten(input_shape=(16, 16, 3)), Dense(3, activation="softmax")])
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    flow = ImageDataGenerator(horizontal_flip=True).flow(pictures, targets, batch_size=64)
    steps = pictures.shape[0] // 64
    model.fit(flow, steps_per_epoch=steps, epochs=15)  # expect: KER301 info "15 steps x 64 = 960 of 1,000" "Keras 3 goes on"


if __name__ == "__main__":
    main()
