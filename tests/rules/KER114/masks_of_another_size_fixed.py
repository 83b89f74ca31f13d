import argparse

import keras
import numpy as np
from keras import layers

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=64)
args = parser.parse_args()
images = np.zeros((20, args.size, args.size, 3), dtype="float32")
masks = np.zeros((20, args.size, args.size, 1), dtype="int32")
inputs = keras.Input((args.size, args.size, 3))
h = inputs
for filters in (8, 16):
    h = layers.Conv2D(filters, 3, padding="same", activation="relu")(h)
    h = layers.MaxPooling2D()(h)
h = layers.UpSampling2D(4)(h)
outputs = layers.Conv2D(4, 1, activation="softmax")(h)
unet = keras.Model(inputs, outputs)
unet.compile("adam", "sparse_categorical_crossentropy")
unet.fit(images, masks)
