"""The fixes that rules offer: what they write, in the way the script is written, and for whom they are safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.diagnostic import Applicability, Diagnostic
from kerlint.fixer import apply_fixes
from kerlint.linter import lint_source
from kerlint.settings import Settings

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

OUTPUT = """\
import keras
import tensorflow as tf
from keras import layers

OPTIONS = {{"units": 4, "activation": "relu"}}


def block(units, activation="relu"):
    return layers.Dense(units, activation=activation)


model = keras.Sequential([layers.Input((8,)), layers.Dense(16, "relu"), {}])
model.compile(optimizer="adam", loss={})
"""
CATEGORICAL, BINARY = '"categorical_crossentropy"', "keras.losses.BinaryCrossentropy()"

MONITOR = """\
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
name = "val_acc"
model.fit(x, y, validation_split=0.1, callbacks=[keras.callbacks.EarlyStopping({})])
"""

WEIGHTS = """\
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
options = {{"class_weight": [1.0, 2.0]}}
model.fit(x, y, {})
"""


def found(text: str, code: str, target: str = "auto") -> Diagnostic:
    settings = Settings(select=(code,), target_keras=target, root=Path(__file__).parent)
    (diagnostic,) = lint_source(text, "script.py", settings)
    return diagnostic


def fixed(text: str, diagnostic: Diagnostic) -> str:
    assert diagnostic.fix is not None
    return apply_fixes(text, [diagnostic.fix])[0]


@pytest.mark.parametrize(
    "loss, before, after, applicability",
    [
        (CATEGORICAL, 'layers.Dense(4, activation="relu")', 'layers.Dense(4, activation="softmax")', SAFE),
        (CATEGORICAL, "layers.Dense(4, 'tanh')", "layers.Dense(4, 'softmax')", SAFE),
        (CATEGORICAL, "layers.Dense(n, 'tanh')", "layers.Dense(n, 'softmax')", UNSAFE),
        (
            CATEGORICAL,
            'layers.Dense(4), layers.Activation("relu")',
            'layers.Dense(4), layers.Activation("softmax")',
            SAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4), layers.ReLU()",
            'layers.Dense(4), layers.Activation("softmax")',
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=tf.nn.relu)",
            "layers.Dense(4, activation=tf.nn.softmax)",
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=layers.ELU())",
            'layers.Dense(4, activation="softmax")',
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=keras.activations.selu)",
            "layers.Dense(4, activation=keras.activations.softmax)",
            UNSAFE,
        ),
        (CATEGORICAL, 'layers.Dense(4, OPTIONS["activation"])', 'layers.Dense(4, "softmax")', UNSAFE),
        (BINARY, "layers.Dense(1, activation='relu')", "layers.Dense(1, activation='sigmoid')", UNSAFE),
        (BINARY, "layers.Dense(4, activation='relu')", "layers.Dense(4, activation='sigmoid')", UNSAFE),
    ],
)
def test_output_activation(loss: str, before: str, after: str, applicability: Applicability) -> None:
    text = OUTPUT.format(before, loss)
    diagnostic = found(text, "KER101")
    assert fixed(text, diagnostic) == OUTPUT.format(after, loss)
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == applicability


@pytest.mark.parametrize(
    "layer, loss",
    [
        # The same expression is a hidden layer's activation, too.
        ("block(16), block(4)", CATEGORICAL),
        # More than the activation stands there.
        ("layers.Dense(**OPTIONS)", CATEGORICAL),
        # Another activation does not help.
        ('layers.Dense(1, activation="relu")', CATEGORICAL),
        ('layers.Dense(4, activation="relu")', "keras.losses.CategoricalCrossentropy(from_logits=True)"),
    ],
)
def test_output_activation_without_a_fix(layer: str, loss: str) -> None:
    assert found(OUTPUT.format(layer, loss), "KER101").fix is None


@pytest.mark.parametrize("target, applicability", [("3", SAFE), ("2", UNSAFE), ("auto", UNSAFE)])
def test_monitor(target: str, applicability: Applicability) -> None:
    text = MONITOR.format("monitor='val_acc', patience=2")
    diagnostic = found(text, "KER601", target)
    assert fixed(text, diagnostic) == MONITOR.format("monitor='val_accuracy', patience=2")
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == applicability


def test_monitor_that_is_a_name_has_no_fix() -> None:
    assert found(MONITOR.format("name"), "KER601").fix is None


@pytest.mark.parametrize(
    "before, after",
    [
        ("class_weight=[1.0, 2.0]", "class_weight=dict(enumerate([1.0, 2.0]))"),
        ("class_weight=np.ones(2), epochs=3", "class_weight=dict(enumerate(np.ones(2))), epochs=3"),
    ],
)
def test_class_weight(before: str, after: str) -> None:
    text = "import numpy as np\n" + WEIGHTS.format(before)
    diagnostic = found(text, "KER603")
    assert fixed(text, diagnostic) == "import numpy as np\n" + WEIGHTS.format(after)


@pytest.mark.parametrize("argument", ["**options", 'class_weight="balanced"'])
def test_class_weight_without_a_fix(argument: str) -> None:
    assert found(WEIGHTS.format(argument), "KER603").fix is None


def test_save_to_dir() -> None:
    text = "import keras\nflow = keras.preprocessing.image.ImageDataGenerator().flow({})\nmodel.fit(flow)\n"
    before, after = 'x, y, save_to_dir="out", seed=1', "x, y, save_to_dir=None, seed=1"
    diagnostic = found(text.format(before), "KER217")
    assert fixed(text.format(before), diagnostic) == text.format(after)


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("layers.LSTM(8)", "layers.LSTM(8, return_sequences=True)"),
        ("layers.GRU(8, dropout=0.1,)", "layers.GRU(8, dropout=0.1, return_sequences=True,)"),
        ("layers.LSTM(units=8, return_sequences=False)", "layers.LSTM(units=8, return_sequences=True)"),
        (
            "layers.Bidirectional(layers.LSTM(8))",
            "layers.Bidirectional(layers.LSTM(8, return_sequences=True))",
        ),
        ('layers.LSTM(8, "tanh")', None),
        ("layers.LSTM(**{'units': 8})", None),
    ],
)
def test_a_recurrent_layer_gets_return_sequences(first: str, wanted: str | None) -> None:
    text = (
        "import keras\nfrom keras import layers\n\n"
        f"model = keras.Sequential([keras.Input((20, 4)), {first}, layers.LSTM(4)])\n"
    )
    diagnostic = found(text, "KER406")
    if wanted is None:
        assert diagnostic.fix is None
        return
    assert fixed(text, diagnostic) == text.replace(first, wanted)
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability is UNSAFE
