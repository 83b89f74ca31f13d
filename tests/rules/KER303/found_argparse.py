import argparse

import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

ap = argparse.ArgumentParser()
ap.add_argument("--val-steps", default=10, type=int)
opts = vars(ap.parse_args())
x, y = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=16)
model.fit(x, y, epochs=5, validation_data=flow, validation_steps=opts["val_steps"])  # expect: KER303 warning "160 of 640 images (25.0 %)"
