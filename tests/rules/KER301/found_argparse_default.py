import argparse

import numpy as np
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=25)
parser.add_argument("--batch-size", type=int, default=50)
args = parser.parse_args()

data = np.load("faces.npz")
faces, ids = np.zeros((5000, 64, 64, 1)), np.zeros((5000, 12))

model = keras.models.Sequential()
model.add(keras.layers.Flatten(input_shape=(64, 64, 1)))
model.add(keras.layers.Dense(12, activation="softmax"))
model.compile(optimizer=keras.optimizers.Adam(), loss="categorical_crossentropy")
model.fit(
    ImageDataGenerator(zoom_range=0.1).flow(faces, ids, batch_size=args.batch_size),
    steps_per_epoch=10,  # expect: KER301 warning "10 steps x 50 = 500 of 5,000 images (10.0 %)"
    epochs=args.epochs,
)
