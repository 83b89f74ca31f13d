"""Random tf.data pipelines: length, cardinality, shapes and samples that Kerlint tells, against TensorFlow's."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kerlint.script import DataSource, samples
from kerlint.symbolic.arithmetic import known
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow

PIPELINES = 150
SETUP = """
import numpy as np
import tensorflow as tf

x = np.zeros((23, 8, 6, 3), "float32")
y = np.arange(23) % 4
xs = np.zeros((23, 5))
"""
SOURCES = [
    "tf.data.Dataset.from_tensor_slices((x, y))",
    "tf.data.Dataset.from_tensor_slices(x)",
    "tf.data.Dataset.from_tensor_slices((x, tf.one_hot(y, 4)))",
    "tf.data.Dataset.from_tensor_slices((xs, xs))",
    "tf.data.Dataset.from_tensors((x, y))",
    "tf.data.Dataset.range(17)",
    "tf.data.Dataset.range(3, 29, 4)",
    "tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(x), tf.data.Dataset.range(9)))",
    "tf.keras.utils.timeseries_dataset_from_array(xs, None, 4)",
    "tf.keras.utils.timeseries_dataset_from_array(xs, y, 4, batch_size=3)",
    "tf.keras.utils.timeseries_dataset_from_array(xs, xs[3:], sequence_length=3, sequence_stride=2, batch_size=None)",
    "tf.keras.utils.timeseries_dataset_from_array(xs, y, 3, sampling_rate=2, start_index=2, end_index=20)",
]
STEPS = [
    ".batch({n})",
    ".batch({n}, drop_remainder=True)",
    ".shuffle(100)",
    ".shuffle({n}, reshuffle_each_iteration=False)",
    ".repeat({n})",
    ".take({n})",
    ".skip({n})",
    ".cache()",
    ".prefetch(tf.data.AUTOTUNE)",
    ".shard(3, 1)",
    ".concatenate(source)",
    ".unbatch()",
    ".map(lambda *sample: sample)",
    ".enumerate()",
    ".with_options(tf.data.Options())",
    ".window({n}, shift=2, drop_remainder=True)",
    ".window({n})",
]
ENDLESS = [".repeat()", ".repeat(-1)"]


def _pipeline(chance: random.Random) -> str:
    lines = [f"source = {chance.choice(SOURCES)}", "dataset = source"]
    for _ in range(chance.randint(0, 5)):
        step = chance.choice(STEPS).format(n=chance.choice((1, 2, 3, 5, 7, 40)))
        lines.append(f"dataset = dataset{step}")
    if chance.random() < 0.2:
        lines.append(f"dataset = dataset{chance.choice(ENDLESS)}")
    lines.append("count = dataset.cardinality()")
    return SETUP + "\n".join(lines) + "\nmodel.fit(dataset, epochs=2)\n"


def _run(text: str) -> tuple[Any, int] | None:
    namespace: dict[str, Any] = {"model": _Nothing()}
    try:
        exec(text, namespace)
        dataset, count = namespace["dataset"], int(namespace["count"])
        # What cannot be gone through is no dataset that anyone trains on.
        list(dataset.take(50))
        return dataset, count
    except Exception:
        return None


class _Nothing:
    def fit(self, *_: Any, **__: Any) -> None:
        """Stand in for a model."""


def _spec(dataset: Any) -> tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]:
    spec = dataset.element_spec
    if not isinstance(spec, tuple):
        return _shape(spec), None
    return _shape(spec[0]), _shape(spec[1]) if len(spec) > 1 else None


def _shape(spec: Any) -> tuple[Any, ...] | None:
    shape = getattr(spec, "shape", None)
    return None if shape is None or shape.rank is None or not hasattr(spec, "dtype") else tuple(shape)


def _disagreements(ours: DataSource, dataset: Any, cardinality: int) -> list[str]:
    found = []
    if ours.repeated is not None and ours.repeated != (cardinality == -1):
        found.append(f"repeated {ours.repeated}, TensorFlow's cardinality {cardinality}")
    if ours.sized and cardinality < 0:
        found.append(f"sized, TensorFlow's cardinality {cardinality}")
    length = known(ours.length)
    if cardinality >= 0 and length is not None and length != cardinality:
        found.append(f"length {length}, TensorFlow says {cardinality}")
    if cardinality == -2 and length is not None and length != (count := sum(1 for _ in dataset)):
        found.append(f"length {length}, there are {count}")
    x, y = _spec(dataset)
    for name, mine, theirs in (("inputs", ours.inputs, x), ("labels", ours.labels, y)):
        if mine is not None and theirs is not None:
            plain = [known(dim) for dim in mine[1:]]
            if len(mine) != len(theirs) or any(
                a != b for a, b in zip(plain, theirs[1:]) if None not in (a, b)
            ):
                found.append(f"{name} {plain}, TensorFlow says {theirs}")
    total = samples(ours)
    if total is not None and ours.batch_size is not None and cardinality != -1 and x:
        batches = [element[0] if isinstance(element, tuple) else element for element in dataset]
        real = sum(int(batch.shape[0]) for batch in batches)
        if real != total:
            found.append(f"samples {total}, there are {real}")
    return found


def test_random_pipelines() -> None:
    pytest.importorskip("tensorflow")
    told: dict[str, int] = {"pipelines": 0, "length": 0, "inputs": 0, "samples": 0}
    wrong = []
    for piece in range(PIPELINES):
        text = _pipeline(random.Random(piece))
        real = _run(text)
        if real is None:
            continue
        script = read(text)
        source = script.fits[0].train
        assert source is not None, text
        told["pipelines"] += 1
        told["length"] += known(source.length) is not None
        told["inputs"] += source.inputs is not None
        told["samples"] += samples(source) is not None
        dropping = "drop_remainder=True" in text
        for problem in _disagreements(source, *real):
            if not (dropping and problem.startswith("samples")):
                wrong.append(text[len(SETUP) :] + problem)
    assert not wrong, "\n\n".join(wrong[:5]) + f"\n{len(wrong)} of {told['pipelines']}"
    assert told["pipelines"] > PIPELINES // 2
    assert told["length"] > told["pipelines"] * 0.7
    assert told["inputs"] > told["pipelines"] // 4
