"""Notebooks with cells that do not parse: the others are checked without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kerlint.fixer import fix_bytes
from kerlint.linter import check_bytes
from kerlint.settings import Settings

DATA = "import keras\n(x, y), _ = keras.datasets.mnist.load_data()\ny = keras.utils.to_categorical(y)"
MODEL = 'model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="relu")])'
COMPILE = "model.compile('adam', 'categorical_crossentropy')"
FIT = "model.fit(x, y)"
STOP = "stop = keras.callbacks.EarlyStopping()"
SOFTMAX = MODEL.replace("relu", "softmax")
RELU = ("KER101", 3, 1)


def notebook(*cells: str) -> bytes:
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True), "outputs": []} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


@pytest.mark.parametrize(
    "cells, found",
    [
        ([DATA, "plt.plot(x", MODEL, COMPILE, FIT], [("KER900", 2, 1), RELU]),
        ([DATA, "\nsize = # your code", MODEL, "for i in x:\nprint(i)", COMPILE, FIT],
         [("KER900", 2, 2), RELU, ("KER900", 4, 2)]),
        # What a broken cell names may be anything, and used.
        ([DATA, MODEL, "model.add(Dense(", COMPILE, FIT], [("KER900", 3, 1)]),
        ([DATA, SOFTMAX, COMPILE, STOP, FIT], [("KER602", 4, 1)]),
        ([DATA, SOFTMAX, COMPILE, STOP, "model.fit(x, y, callbacks=[stop]", FIT], [("KER900", 5, 1)]),
        # Comments count, and none is unused that may belong to what is left out.
        ([DATA, "plt.plot(  # kerlint: ignore[KER900]", MODEL, COMPILE, FIT], [RELU]),
        ([DATA, "plt.plot(", MODEL, COMPILE, f"{FIT}  # kerlint: ignore[KER301]"], [("KER900", 2, 1), RELU]),
        (["# kerlint: ignore-file[KER900]", "plt.plot(", f"{DATA}\n{MODEL}", COMPILE, FIT], [("KER101", 3, 4)]),
        # A notebook of Python 2 says so once.
        ([DATA, "print 'a'", MODEL, "print 'b'", COMPILE, FIT], [("KER900", 2, 1)]),
    ],
)  # fmt: skip
def test_the_others_are_checked(cells: list[str], found: list[tuple[str, int, int]], tmp_path: Path) -> None:
    diagnostics = check_bytes(notebook(*cells), "a.ipynb", Settings(root=tmp_path)).diagnostics
    assert [(item.code, item.cell, item.span.start.row) for item in diagnostics] == found


def test_they_are_fixed(tmp_path: Path) -> None:
    broken = "if z:\nprint(\n  "
    result = fix_bytes(notebook(DATA, broken, MODEL, COMPILE, FIT), "a.ipynb", Settings(root=tmp_path))
    assert (result.count, result.refused) == (1, ())
    assert result.raw == notebook(DATA, broken, SOFTMAX, COMPILE, FIT)
