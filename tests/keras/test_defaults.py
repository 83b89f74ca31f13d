"""What Kerlint takes for Keras's default where an argument is not given, against the catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kerlint.keras.signatures import catalog, signatures

ROOT = Path(__file__).resolve().parents[2]
FLOWS = "preprocessing.image.ImageDataGenerator.flow"

# Whose arguments a module reads, as beginnings of paths below Keras.
READ_BY = {
    "kerlint/keras/applications.py": ("applications.",),
    "kerlint/keras/data/builtin.py": ("datasets.",),
    "kerlint/keras/data/directories.py": (
        "utils.image_dataset_from_directory",
        "utils.text_dataset_from_directory",
        "utils.audio_dataset_from_directory",
    ),
    "kerlint/keras/data/file_flows.py": (f"{FLOWS}_from_",),
    "kerlint/keras/data/flows.py": (FLOWS,),
    "kerlint/keras/data/sequences.py": ("preprocessing.sequence.TimeseriesGenerator",),
    "kerlint/keras/data/text.py": ("utils.pad_sequences", "utils.load_img", "utils.normalize"),
    "kerlint/keras/data/timeseries.py": ("utils.timeseries_dataset_from_array",),
    "rules/model/refusals.py": ("layers.LSTM", "layers.GRU", "layers.SimpleRNN"),
    "rules/model/stacked_linear_layers.py": ("layers.Dense", "layers.Conv"),
    "rules/training/monitor_not_logged.py": ("callbacks.",),
}
READERS = ("argument", "get", "text", "value", "_flag")


def defaults_written(file: str) -> Iterator[tuple[str, Any]]:
    """Each `argument(bound, "name", default)` of a module, and `batch_argument(bound, default, ev)`."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        plain = [arg.value if isinstance(arg, ast.Constant) else ... for arg in node.args]
        if called == "batch_argument":
            if plain[1] is not ...:
                yield "batch_size", plain[1]
        elif called in READERS and not isinstance(plain[0], int):
            for name, default in pairwise(plain):
                if isinstance(name, str) and default is not ...:
                    yield name, default


@pytest.mark.parametrize("file", READ_BY)
def test_defaults_written_by_hand_are_those_of_keras(file: str) -> None:
    written = set(defaults_written(file))
    compared = set()
    paths = [path for path in {**catalog("2"), **catalog("3")} if path.startswith(READ_BY[file])]
    for path in paths:
        # Before them, some were others: only what the versions in use say counts.
        for version, found in signatures(f"keras.{path}").items():
            for name, default in written:
                if version in ("2", "3") and name in found.defaults:
                    assert found.default(name) == default, (path, version, name)
                    compared.add((name, default))
    assert compared == written
    assert written
