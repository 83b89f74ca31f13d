"""Each builder has the output that its loss wants."""

import sys

from tensorflow import keras


def classifier():
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])


def regressor():
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="relu")])


kind = sys.argv[1]
model = {"classifier": classifier, "regressor": regressor}[kind]()
if kind == "classifier":
    model.compile("adam", "categorical_crossentropy")
else:
    model.compile("adam", "mse")
model.fit(x, y)
