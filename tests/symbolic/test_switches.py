"""Constants that turn training on and off: which of them are set otherwise in a further run."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.builder import Reading
from kerlint.settings import Settings
from kerlint.source import source_from_text
from kerlint.syntax import parse
from kerlint.world import World

HEAD = """\
import argparse
import keras
from absl import flags
"""
FIT = "keras.Sequential([keras.layers.Dense(3)]).fit(x, y)"

# A script, and what its further runs set otherwise.
FLIPPED = {
    "truth": (f"TRAIN = False\nif TRAIN:\n    {FIT}\n", [[True]]),
    "truth-turned-round": (f"LOAD = True\nif not LOAD:\n    {FIT}\n", [[False]]),
    "number": (f"train = 0\nif train == 1:\n    {FIT}\n", [[1]]),
    "annotated": (f"TRAIN: bool = False\nif TRAIN:\n    {FIT}\n", [[True]]),
    "word": (f"mode = 'test'\nif mode == 'train':\n    {FIT}\nelif mode == 'test':\n    pass\n", [["train"]]),
    "word-of-several": (f"mode = 'test'\nif mode in ('fit', 'tune'):\n    {FIT}\n", [["fit"], ["tune"]]),
    "word-against-else": (
        f"mode = 'test'\nif mode == 'test':\n    pass\nelse:\n    {FIT}\n",
        [["(something else)"]],
    ),
    "class": (f"class C:\n    FIT = False\nif C.FIT:\n    {FIT}\n", [[True]]),
    "object": (
        (
            "class T:\n    def __init__(self, learn=False):\n        self.learn = learn\n"
            f"    def run(self):\n        if self.learn:\n            {FIT}\nT().run()\n"
        ),
        [[True]],
    ),
    "parameter": (f"def run(train=False):\n    if train:\n        {FIT}\nrun()\n", [[True]]),
    "argument": (f"def run(train):\n    if train:\n        {FIT}\nrun(train=False)\n", [[True]]),
    "argument-of-a-constant": (
        f"T = False\ndef run(train):\n    if train:\n        {FIT}\nrun(train=T)\n",
        [[True]],
    ),
    "dict": (f"config = {{'train': False}}\nif config['train']:\n    {FIT}\n", [[True]]),
    "option": (
        (
            "p = argparse.ArgumentParser()\np.add_argument('--tune', action='store_true')\n"
            f"args = p.parse_args()\nif args.tune:\n    {FIT}\n{FIT}\n"
        ),
        [[True]],
    ),
    "flag": (
        f"flags.DEFINE_bool('tune', False, 'tune it')\nif flags.FLAGS.tune:\n    {FIT}\n{FIT}\n",
        [[True]],
    ),
    "left-early": (
        f"ONLY_TEST = True\ndef run():\n    if ONLY_TEST:\n        return\n    {FIT}\nrun()\n",
        [[False]],
    ),
    "two-together": (
        f"A = False\nB = False\nif A:\n    if B:\n        {FIT}\n    keras.Model().fit(x)\n",
        [[True], [True, True]],
    ),
    "one-of-two": (f"A = False\nB = False\nif A:\n    {FIT}\nif B:\n    {FIT}\n", [[True], [True]]),
    "no-training": ("DRAW = False\nif DRAW:\n    keras.utils.plot_model(m)\n", []),
    "set-twice": (f"TRAIN = True\nTRAIN = False\nif TRAIN:\n    {FIT}\n", []),
    "asked-for": (f"TRAIN = False\nif more():\n    TRAIN = other()\nif TRAIN:\n    {FIT}\n", []),
    "size": (f"CLASSES = 10\nif CLASSES == 2:\n    {FIT}\n", []),
    "number-of-more-use": (f"n = 1\nif n == 0:\n    {FIT}\nrows = n + 3\n", []),
    "word-of-more-use": (f"mode = 'test'\nif mode == 'train':\n    {FIT}\nsave(mode)\n", []),
    "word-that-is-told": (f"mode = 'test'\nprint(mode)\nif mode == 'train':\n    {FIT}\n", [["train"]]),
    "main": (f"if __name__ != '__main__':\n    {FIT}\n", []),
}


@pytest.mark.parametrize(("text", "flipped"), FLIPPED.values(), ids=FLIPPED)
def test_flipped(text: str, flipped: list[list[object]]) -> None:
    source = source_from_text(HEAD + text, "train.py")
    reading = Reading(parse(source.text), source, Settings(), World(Path("/nonexistent")))
    runs = [[value for _, value in script.flipped] for script in reading.scripts()]
    assert [run for run in runs if run] == flipped
    assert runs[0] == []
