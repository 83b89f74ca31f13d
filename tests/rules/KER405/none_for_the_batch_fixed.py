import argparse

import numpy as np
import keras
from keras import layers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=32)
    args = parser.parse_args()
    images = np.zeros((50, args.size, args.size, 3))
    labels = np.zeros((50,))
    model = keras.Sequential()
    model.add(keras.Input((args.size, args.size, 3)))
    model.add(layers.Flatten())
    model.add(layers.Dense(2, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    model.fit(images, labels)


main()
