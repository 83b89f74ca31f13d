"""The default run trains with logits kept: what other switches would do is not looked at."""

import argparse

from tensorflow import keras

parser = argparse.ArgumentParser()
parser.add_argument("--activation", default="softmax")
parser.add_argument("--probe", action="store_true")
args = parser.parse_args()

activation = "relu" if args.probe else args.activation
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(10, activation=activation)])
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(x, y)
