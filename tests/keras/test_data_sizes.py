"""Where the number of samples comes from, and that it says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kerlint.builder import Reading
from kerlint.script import DataSource, Script, samples
from kerlint.settings import DatasetSize, Settings
from kerlint.source import read_source
from kerlint.symbolic.arithmetic import describe, known, same
from kerlint.syntax import parse
from kerlint.world import World
from tests.keras.reading import data, read

IMPORT = "from tensorflow.keras.preprocessing.image import ImageDataGenerator\nfrom tensorflow import keras\n"
FLOW = IMPORT + "train = ImageDataGenerator().flow_from_directory('data/train', batch_size=16)\n"


def _images(folder: Path, **classes: int) -> None:
    for name, count in classes.items():
        for i in range(count):
            path = folder / name / f"{i}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


def test_counted_on_disk(tmp_path: Path) -> None:
    _images(tmp_path / "data" / "train", cats=7, dogs=5)
    source = data(FLOW, tmp_path)
    assert samples(source) == 12
    assert source.size is not None
    assert source.size.source == "counted in data/train"
    assert source.classes == 2


def test_names_of_classes_come_from_disk(tmp_path: Path) -> None:
    _images(tmp_path / "data" / "train", cats=2, dogs=1, birds=1)
    script = read(
        FLOW
        + "model = keras.Sequential([keras.layers.Dense(len(train.class_indices))])\n"
        + "names = list(train.class_indices)\nmodel.fit(train, epochs=train.class_indices['dogs'])\n",
        tmp_path,
    )
    assert known(script.models[0].calls[0].layer.call.value("units")) == 3
    assert script.fits[0].epochs is not None
    assert script.fits[0].epochs.value == 2


def test_subsets_split_class_by_class(tmp_path: Path) -> None:
    _images(tmp_path / "data", a=9, b=4)
    script = read(
        IMPORT
        + "made = ImageDataGenerator(validation_split=0.3)\n"
        + "first = made.flow_from_directory('data', subset='training')\n"
        + "second = made.flow_from_directory('data', subset='validation')\n",
        tmp_path,
    )
    # int(2.7) + int(1.2)
    assert [samples(source) for source in script.data] == [10, 3]
    assert script.data[0].factory is not None
    assert script.data[0].factory.key == script.data[1].factory.key  # type: ignore[union-attr]


def test_unknown_size_keeps_its_name() -> None:
    script = read(
        FLOW
        + "model = keras.Sequential()\nmodel.fit(train, steps_per_epoch=train.samples // train.batch_size)\n"
    )
    source = script.fits[0].train
    assert source is not None
    assert source.size is not None
    assert describe(source.size.samples) == "train.samples"
    assert describe(source.length) == "ceil(train.samples / 16)"
    steps = script.fits[0].steps
    assert steps is not None
    assert same(steps.value.args[0], source.size.samples)


def test_length_is_batches() -> None:
    script = read(FLOW + "keras.Sequential().fit(train, steps_per_epoch=len(train))\n")
    fit = script.fits[0]
    assert fit.steps is not None
    assert fit.train is not None
    assert same(fit.steps.value, fit.train.length)


@pytest.mark.parametrize("key", ["data/train", "data/*", "train"])
def test_settings(key: str) -> None:
    source = data(FLOW, settings=Settings(datasets={key: DatasetSize(samples=40_000, classes=5)}))
    assert samples(source) == 40_000
    assert source.classes == 5
    assert source.size is not None
    assert source.size.source == "from [tool.kerlint.datasets]"


def test_settings_for_a_directory_do_not_tell_a_class_wise_share() -> None:
    text = IMPORT + (
        "train = ImageDataGenerator(validation_split=0.2).flow_from_directory('data', subset='training')\n"
    )
    sizes = {"data": DatasetSize(samples=1_000)}
    assert samples(data(text, settings=Settings(datasets=sizes))) is None


def test_comment() -> None:
    source = data(FLOW.replace("batch_size=16)", "batch_size=16)  # kerlint: samples=40_000"))
    assert samples(source) == 40_000
    assert source.size is not None
    assert source.size.source == "from the comment"


@pytest.mark.parametrize("between", [" ", ", ", "; "])
def test_comment_of_two_words(between: str) -> None:
    source = data(
        FLOW.replace("batch_size=16)", f"batch_size=16)  # kerlint: samples=40{between}classes=7 folders")
    )
    assert (samples(source), source.classes) == (40, 7)


def test_disk_comes_before_settings(tmp_path: Path) -> None:
    _images(tmp_path / "data" / "train", cats=3)
    assert samples(data(FLOW, tmp_path, Settings(datasets={"data/train": DatasetSize(samples=9)}))) == 3


def _notebook(*cells: tuple[str, str]) -> Script:
    content = {
        "cells": [
            {
                "cell_type": "code",
                "metadata": {},
                "execution_count": 1,
                "source": source,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": output}] if output else [],
            }
            for source, output in cells
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    source = read_source(json.dumps(content).encode(), "train.ipynb")
    reading = Reading(parse(source.text), source, Settings(), World(Path("/nonexistent")))
    return next(iter(reading.scripts()))


def _told(source: DataSource) -> tuple[int | None, object, str]:
    return samples(source), source.classes, source.size.source if source.size is not None else ""


def test_notebook_output_of_flows() -> None:
    script = _notebook(
        (IMPORT, ""),
        (
            "made = ImageDataGenerator()\none = made.flow_from_directory('a')\ntwo = made.flow_from_directory('b')",
            "Found 5216 images belonging to 2 classes.\nFound 624 images belonging to 2 classes.\n",
        ),
        (
            "third = made.flow_from_dataframe(frame)",
            "Found 90 validated image filenames belonging to 3 classes.\n",
        ),
        ("fourth = made.flow_from_directory('c')", "no such thing"),
    )
    cell = "from the cell's output"
    assert [_told(source) for source in script.data[:3]] == [(5216, 2, cell), (624, 2, cell), (90, 3, cell)]
    assert samples(script.data[3]) is None


def test_notebook_output_of_datasets() -> None:
    load = "keras.utils.image_dataset_from_directory"
    found = "Found 3670 files belonging to 5 classes.\n"
    subsets = "\n".join(
        f"{name} = {load}('a', validation_split=.2, subset='{name}', seed=1)"
        for name in ("training", "validation")
    )
    script = _notebook(
        (IMPORT, ""),
        (subsets, f"{found}Using 2936 files for training.\n{found}Using 734 files for validation.\n"),
        (
            f"one, two = {load}('b', validation_split=.2, subset='both', seed=1)",
            f"{found}Using 2936 files for training.\nUsing 734 files for validation.\n",
        ),
    )
    assert [samples(source) for source in script.data] == [2936, 734, 2936, 734]
    assert {source.classes for source in script.data} == {5}
    assert [known(source.length) for source in script.data] == [92, 23, 92, 23]
