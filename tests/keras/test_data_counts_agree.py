"""Samples, classes and lengths of data below a directory, against real Keras on real folders."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from kerlint.script import DataSource, samples
from kerlint.symbolic.arithmetic import known
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow

SUFFIXES = (
    ".jpg",
    ".JPG",
    ".jpeg",
    ".png",
    ".bmp",
    ".gif",
    ".ppm",
    ".tif",
    ".tiff",
    ".webp",
    ".txt",
    ".wav",
    "",
)
PIECES = 25


@pytest.fixture(scope="module")
def keras() -> Any:
    """`tf.keras` under TensorFlow's import, which has the old generators."""
    tensorflow = pytest.importorskip("tensorflow")
    return tensorflow.keras


def _tree(chance: random.Random, root: Path, common: str = ".jpg") -> list[str]:
    """Class folders with files at several depths, hidden folders, files beside the folders."""
    suffixes = (*SUFFIXES, *(common,) * len(SUFFIXES))
    classes = [f"class_{i}" for i in range(chance.randint(1, 4))]
    folders = [*classes, *([".hidden"] if chance.random() < 0.3 else [])]
    for name in folders:
        for i in range(chance.randint(0 if name == ".hidden" else 3, 12)):
            below = chance.choice(("", "", "deep", "deep/deeper", ".dotted"))
            path = root / name / below / f"file_{i}{chance.choice(suffixes)}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        (root / name).mkdir(exist_ok=True)
    for i in range(chance.randint(0, 3)):
        (root / f"beside_{i}{chance.choice(suffixes)}").touch()
    return classes


def _written(chance: random.Random, options: dict[str, list[str]]) -> str:
    """Some of the arguments, as code."""
    chosen = [f"{name}={chance.choice(values)}" for name, values in options.items() if chance.random() < 0.5]
    return ", ".join(chosen)


def _run(code: str, namespace: dict[str, Any]) -> Any:
    """What real Keras gives for an expression, None where it raises."""
    try:
        return eval(code, namespace)
    except (ValueError, FileNotFoundError, IndexError):
        return None


def test_flow_from_directory(keras: Any, tmp_path: Path) -> None:
    told = 0
    for piece in range(PIECES):
        chance = random.Random(piece)
        root = tmp_path / str(piece)
        root.mkdir()
        classes = _tree(chance, root)
        split = chance.choice(["", "validation_split=0.2", "validation_split=0.33", "validation_split=1/3"])
        arguments = _written(
            chance,
            {
                "batch_size": ["1", "3", "7"],
                "class_mode": ["'categorical'", "'sparse'", "None", "'input'"],
                "classes": [
                    repr(chance.sample(classes, 1)),
                    repr(classes[::-1]),
                    "['.']",
                    "['class_0', 'missing']",
                ],
                "target_size": ["(8, 6)"],
                "color_mode": ["'grayscale'", "'rgba'"],
                "shuffle": ["False"],
            },
        )
        if split:
            arguments += chance.choice([", subset='training'", ", subset='validation'", ""])
        call = f"ImageDataGenerator({split}).flow_from_directory({str(root)!r}, {arguments})".replace(
            ", ,", ","
        )
        real = _run(call, {"ImageDataGenerator": keras.preprocessing.image.ImageDataGenerator})
        if real is None:
            continue
        script = read(f"from tensorflow.keras.preprocessing.image import ImageDataGenerator\nflow = {call}\n")
        (ours,) = script.data
        told += 1
        assert samples(ours) == real.samples, call
        assert known(ours.length) == len(real), call
        assert known(ours.classes) == real.num_classes, call
        assert ours.inputs is not None, call
        assert ours.inputs[1:] == real.image_shape, call
        assert ours.size is not None
        assert ours.size.source == f"counted in {root}"
    assert told > PIECES // 2


def _same(ours: DataSource, real: Any, call: str) -> None:
    count = int(real.cardinality())
    assert known(ours.length) == count, call
    names = getattr(real, "class_names", None)
    spec = real.element_spec
    x, y = spec if isinstance(spec, tuple) else (spec, None)
    if ours.inputs is not None:
        assert tuple(ours.inputs) == tuple(x.shape), call
    if ours.labels is not None:
        assert tuple(known(dim) for dim in ours.labels) == tuple(y.shape), call
    if names and y is not None:
        assert known(ours.classes) == len(names), call


@pytest.mark.parametrize("kind", ["image", "text"])
def test_dataset_from_directory(keras: Any, tmp_path: Path, kind: str) -> None:
    told = 0
    for piece in range(PIECES):
        chance = random.Random(1000 + piece)
        root = tmp_path / str(piece)
        root.mkdir()
        classes = _tree(chance, root, ".jpg" if kind == "image" else ".txt")
        arguments = _written(
            chance,
            {
                "batch_size": ["1", "3", "None"],
                "label_mode": ["'int'", "'categorical'", "'binary'", "None"],
                "labels": ["None", "'inferred'"],
                "class_names": [repr(classes), repr(classes[::-1])],
                **(
                    {"image_size": ["(8, 6)", "(9, 9)"], "color_mode": ["'grayscale'"]}
                    if kind == "image"
                    else {}
                ),
            },
        )
        arguments += chance.choice(
            [
                "",
                ", validation_split=0.3, subset='training', seed=1",
                ", validation_split=0.3, subset='validation', seed=1",
                ", validation_split=1/3, subset='both', seed=1",
                ", validation_split=0.25, subset='validation', shuffle=False",
            ]
        )
        call = f"keras.utils.{kind}_dataset_from_directory({str(root)!r}, {arguments})".replace(", ,", ",")
        real = _run(call, {"keras": keras})
        if real is None:
            continue
        ours = read(f"from tensorflow import keras\nflow = {call}\n").data
        reals = list(real) if "'both'" in call else [real]
        assert len(ours) == len(reals), call
        for mine, theirs in zip(ours, reals, strict=True):
            _same(mine, theirs, call)
        told += 1
    assert told > PIECES // 3
