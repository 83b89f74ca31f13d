"""Fixes of code that serves several paths, models or calls: it must not be mended for one and broken for another."""

from __future__ import annotations

import pytest

from kerlint.diagnostic import Applicability
from kerlint.linter import lint_source
from kerlint.settings import Settings

HEAD = """\
import sys
import keras
import numpy as np
import tensorflow as tf
from keras import layers
(x, y), _ = keras.datasets.mnist.load_data()
rows = keras.utils.to_categorical(y)
flag = len(sys.argv) > 1
"""
MODEL = """\
model = keras.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
"""
RELU = 'model = keras.Sequential([keras.Input((28,)), layers.Dense(10, activation="relu")])\n'
BUILD = """\
def build(units, activation, loss):
    model = keras.Sequential([keras.Input((28,)), layers.Dense(units, activation=activation)])
    model.compile("adam", loss)
    return model
"""
WATCHED = """\
model = keras.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=[{}])
stop = keras.callbacks.EarlyStopping(monitor="val_acc")
model.fit(x, y, validation_split=0.1, callbacks=[stop])
"""
SECOND_FIT = """\
model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
model.fit(x, y, validation_split=0.1, callbacks=[stop])
"""
DATA = "data = tf.data.Dataset.from_tensor_slices((x, y)).batch(32)\n"
IMAGES = (
    "model = keras.Sequential([keras.Input({}), layers.Conv2D(4, 3, activation='relu'), layers.Dense(10)])\n"
)
FLOW = """\
from tensorflow.keras.preprocessing.image import ImageDataGenerator
data = ImageDataGenerator().flow_from_directory("photos", target_size=(64, 64))
scaled = ImageDataGenerator(rescale=1 / 255).flow_from_directory("more", target_size=(64, 64))
"""
SMALL = "model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten(), layers.Dense(3)])\n"
OTHER = SMALL.replace("32, 32", "64, 64").replace("model", "other")
SHARED = "def dense(units):\n    return layers.Dense(units)\n"
STACK = """\
model = keras.Sequential([keras.Input((28,)), *stack])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x[:, 0], y)
"""
LOOP = """\
model = keras.Sequential()
for _ in range({}):
    model.add(layers.LSTM(8))
model.add(layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)
"""


def applicability(code: str, text: str) -> Applicability | None:
    """That of the only fix."""
    (found,) = lint_source(HEAD + text, "script.py", Settings(select=(code,), target_keras="3"))
    return None if found.fix is None else found.fix.applicability


SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE


@pytest.mark.parametrize(
    "code, text, fix",
    [
        # An output with a choice of losses, or of activations.
        ("KER101", f'{RELU}model.compile("adam", "categorical_crossentropy")\n', SAFE),
        ("KER101", f'{RELU}model.compile("adam", "mse" if flag else "categorical_crossentropy")\n', None),
        ("KER101", f'{BUILD}build(10, "relu", "categorical_crossentropy")\n', UNSAFE),
        ("KER101", f'{BUILD}build(10, "relu", "categorical_crossentropy")\nbuild(1, "linear", "mse")\n', None),
        # Steps of data that end, and of data that do not.
        ("KER304", f"{MODEL}{DATA}model.fit(data, steps_per_epoch=len(x))\n", SAFE),
        (
            "KER304",
            f"{MODEL}{DATA}if flag:\n    data = data.repeat()\nmodel.fit(data, steps_per_epoch=len(x))\n",
            None,
        ),
        (
            "KER301",
            f"{MODEL}{DATA}if flag:\n    data = data.repeat()\nmodel.fit(data, steps_per_epoch=9999)\n",
            None,
        ),
        (
            "KER303",
            (f"{MODEL}{DATA}if flag:\n    data = data.repeat()\n"
            "model.fit(x, y, validation_data=data, validation_steps=9)\n"),
            None,
        ),
        # A comment that would go with the steps.
        ("KER304", f"{MODEL}{DATA}model.fit(\n    data,\n    steps_per_epoch=len(x),  # all\n)\n", SAFE),
        ("KER304", f"{MODEL}{DATA}model.fit(\n    data,\n    steps_per_epoch=len(\n  x # all\n))\n", UNSAFE),
        # What the metric is called is not known on every path.
        ("KER601", WATCHED.format('"accuracy"'), SAFE),
        ("KER601", WATCHED.format('"accuracy" if flag else chosen()'), None),
        ("KER601", WATCHED.format('"accuracy"') + MODEL + SECOND_FIT, None),
        # Weights that are none, or already a dict.
        ("KER603", f"{MODEL}weights = [1.0, 2.0]\nmodel.fit(x, y, class_weight=weights)\n", SAFE),
        ("KER603", f"{MODEL}model.fit(x, y, class_weight=[1.0, 2.0] if flag else None)\n", None),
        ("KER603", f"{MODEL}def go(w=[1.0]):\n    model.fit(x, y, class_weight=w)\ngo()\ngo({{0: 1.0}})\n", None),
        # Weights in the order of their counting, which need not be that of the classes.
        ("KER603", f"{MODEL}weights = [1 / n for n in count(y)]\nmodel.fit(x, y, class_weight=weights)\n", UNSAFE),
        ("KER603", f"{MODEL}weights = [1.0] if flag else np.ones(10)\nmodel.fit(x, y, class_weight=weights)\n", UNSAFE),
        # Sizes that are left open cannot be flattened for a Dense layer.
        ("KER402", IMAGES.format((28, 28, 1)) + "model.compile('adam', 'sparse_categorical_crossentropy')\n"
         "model.fit(x[..., None], y)\n", UNSAFE),
        ("KER402", IMAGES.format((None, None, 1)) + "model.compile('adam', 'sparse_categorical_crossentropy')\n"
         "model.fit(x[..., None], y)\n", None),
        # Images that another model takes as they are.
        ("KER210", f"{FLOW}{SMALL}model.fit(data)\n", UNSAFE),
        ("KER210", f"{FLOW}{SMALL}model.fit(data)\n{OTHER}other.fit(data)\n", None),
        ("KER202", f"{FLOW}{OTHER}other.fit(scaled, validation_data=data)\n", UNSAFE),
        ("KER202", f"{FLOW}{OTHER}other.fit(scaled, validation_data=data)\nunknown.fit(data)\n", None),
        # A layer that is hidden in one place and, with its activation behind it, the output in another.
        ("KER401", f"{SHARED}stack = [dense(64), layers.Dense(10), layers.Softmax()]\n{STACK}", UNSAFE),
        ("KER401", f"{SHARED}stack = [dense(64), dense(10), layers.Softmax()]\n{STACK}", None),
        # The last layer of a loop is made by the code of the first.
        ("KER406", LOOP.format(2), None),
    ],
)  # fmt: skip
def test_who_may_put_it_in(code: str, text: str, fix: Applicability | None) -> None:
    assert applicability(code, text) is fix
