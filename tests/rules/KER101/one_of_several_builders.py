"""A dict of builders; which one is taken the command line says."""

import sys

from tensorflow import keras


def small(classes):
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(classes, activation="softmax")])


def large(classes):
    layers = [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(classes, activation="elu")]  # expect: KER101 "elu"
    return keras.Sequential([keras.Input((8,)), *layers])


def linear(classes):
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(classes, activation="relu")])  # expect: KER101 "relu"


BUILDERS = {"small": small, "large": large, "linear": linear}

model = BUILDERS[sys.argv[1]](3)
model.compile("adam", "categorical_crossentropy")
model.fit(x, y)
