import argparse

import numpy as np
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("-b", "--batch", type=int, required=True)
args = parser.parse_args()
bs = args.batch
x, y = np.zeros((640, 9, 9, 1)), np.zeros((640, 3))
model = Sequential([Flatten(input_shape=(9, 9, 1)), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
flow = ImageDataGenerator().flow(x, y, batch_size=bs)
model.fit(flow, steps_per_epoch=len(x) // args.batch, epochs=2)
model.fit(flow, steps_per_epoch=len(x) // int(args.batch), epochs=2)
