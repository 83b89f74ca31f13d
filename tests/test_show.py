"""What `show` says of a script."""

from __future__ import annotations

from typing import Any

from kerlint.reporting.show import payload, text
from tests.keras.reading import read

SCRIPT = """
import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import *
x, y = np.zeros((1000, 8, 8, 3)), np.zeros((1000, 2))
model = keras.Sequential([Input((8, 8, 3)), Conv2D(4, 3), Flatten(), Dense(2, activation="softmax")])
model.compile(keras.optimizers.SGD(0.1), "categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=100, epochs=3, validation_split=0.2)
"""


def shown(script: str) -> dict[str, Any]:
    return payload([read(script)], lambda node: None)


def test_the_keys() -> None:
    found = shown(SCRIPT)
    assert list(found) == ["filename", "models", "data", "compiles", "fits"]
    (model,) = found["models"]
    assert list(model) == ["name", "kind", "inputs", "outputs", "params", "layers"]
    assert list(model["layers"][0]) == ["name", "class", "output_shape", "params", "line"]


def test_a_model_as_summary_tells_it() -> None:
    (model,) = shown(SCRIPT)["models"]
    assert model["inputs"] == [[None, 8, 8, 3]]
    assert model["outputs"] == [[None, 2]]
    assert model["params"] == 112 + 144 * 2 + 2
    assert [(layer["class"], layer["output_shape"], layer["params"]) for layer in model["layers"]] == [
        ("Conv2D", [None, 6, 6, 4], 112),
        ("Flatten", [None, 144], 0),
        ("Dense", [None, 2], 290),
    ]


def test_what_an_epoch_sees() -> None:
    (fit,) = shown(SCRIPT)["fits"]
    train, validation = fit["train"], fit["validation"]
    assert (train["steps"], train["batch_size"], train["samples"], train["total"]) == (8, 100, 800, 800)
    assert (validation["steps"], validation["samples"], validation["percent"]) == (2, 200, 100.0)


def test_steps_that_leave_samples_out() -> None:
    (fit,) = shown(SCRIPT.replace("validation_split=0.2", "steps_per_epoch=3"))["fits"]
    assert (fit["train"]["samples"], fit["train"]["percent"]) == (300, 30.0)
    assert fit["validates"] is False
    assert fit["validation"] is None


def test_nearly_all_is_not_all() -> None:
    script = SCRIPT.replace("1000", "10000").replace("validation_split=0.2", "steps_per_epoch=3333")
    train = shown(script.replace("batch_size=100", "batch_size=3"))["fits"][0]["train"]
    assert (train["samples"], train["total"], train["percent"]) == (9999, 10000, 99.9)


def test_paths_that_agree_are_told_once() -> None:
    script = read(SCRIPT)
    assert payload([script, script], lambda node: 3) == payload([script], lambda node: 3)


def test_unknown_is_null() -> None:
    found = shown("import keras\nm = keras.models.load_model('m.h5')\nm.fit(x, y, epochs=n)")
    (model,) = found["models"]
    assert (model["kind"], model["params"], model["inputs"], model["outputs"]) == (
        "unknown",
        None,
        [None],
        [None],
    )
    assert found["fits"][0]["epochs"] is None
    assert found["fits"][0]["train"]["total"] is None


def test_the_text_is_a_table_like_summary() -> None:
    lines = text(shown(SCRIPT)).splitlines()
    assert any("conv2d (Conv2D)" in line and "(None, 6, 6, 4)" in line and "112" in line for line in lines)
    assert any("8 steps x 100 = 800 of 800 samples (100 %)" in line for line in lines)
    assert any("optimizer SGD, loss categorical_crossentropy, metrics accuracy" in line for line in lines)


def test_a_file_without_keras_says_so() -> None:
    assert "no model, data or training found" in text(shown("print(1)"))
