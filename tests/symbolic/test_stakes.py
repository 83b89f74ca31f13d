"""Which decisions are taken the other way: those that can show a rule something new."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.builder import Reading
from kerlint.settings import Settings
from kerlint.source import source_from_text
from kerlint.syntax import parse
from kerlint.world import World

MODEL = """\
import keras
import numpy as np
model = keras.Sequential([keras.layers.Dense(3)])
model.compile("sgd", "mse")
"""
FIT = "model.fit(np.zeros((8, 4)), np.zeros((8, 3)))\n"

# What follows the model, and in how many runs it is read.
SCRIPTS = {
    "report-after-training": (FIT + "if best > 3:\n    report(best)\nelse:\n    note = 'weak'\n", 1),
    "training-on-one-side": ("if weights:\n    model.load_weights(weights)\nelse:\n    " + FIT, 2),
    "training-afterwards": ("rows = 8\nif fast:\n    rows = 4\n" + FIT, 2),
    "value-afterwards": ("size = 4 if fast else 8\n" + FIT, 2),
    "value-of-no-use": (FIT + "word = 'good' if score else 'bad'\n", 1),
    "same-condition-later": (
        "if ready:\n    print('ready')\n    done = 1\nif ready:\n    done = 2\nelse:\n    " + FIT,
        2,
    ),
    "function-left-early": (
        f"def work():\n    if ready:\n        note = 1\n        return note\n    {FIT}work()\n",
        2,
    ),
    "function-that-trains": (
        f"def train():\n    {FIT}if ready:\n    note = 1\nelse:\n    train()\n",
        2,
    ),
    "turn-left-early": (FIT + "for x in range(3):\n    if odd(x):\n        continue\n    show(x)\n", 1),
    "branch-that-uses-the-model": (
        FIT + "if plots:\n    note = 1\nelse:\n    model.predict(np.zeros((8, 4)))\n",
        2,
    ),
    "uncalled-training-beside-training": (
        f"{FIT}def late(flag):\n    size = 3\n    if flag:\n        size = 4\n    {FIT}",
        2,
    ),
    "uncalled-beside-training": (FIT + "def late(flag):\n    if flag:\n        keras.layers.Dense(3)\n", 1),
}


@pytest.mark.parametrize(("text", "runs"), SCRIPTS.values(), ids=SCRIPTS)
def test_runs(text: str, runs: int) -> None:
    source = source_from_text(MODEL + text, "train.py")
    reading = Reading(parse(source.text), source, Settings(), World(Path("/nonexistent")))
    assert len(list(reading.scripts())) == runs


def test_a_fit_behind_an_option_is_seen() -> None:
    source = source_from_text(MODEL + SCRIPTS["training-on-one-side"][0], "train.py")
    reading = Reading(parse(source.text), source, Settings(), World(Path("/nonexistent")))
    assert sorted(len(script.fits) for script in reading.scripts()) == [0, 1]
