"""Functions of `keras.utils` and TimeseriesGenerator: shapes, classes and lengths against real Keras."""

from __future__ import annotations

from typing import Any

import pytest

from kerlint.script import samples
from kerlint.symbolic.arithmetic import known
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow

SETUP = """
import numpy as np
from tensorflow import keras
from tensorflow.keras.preprocessing.sequence import TimeseriesGenerator
from tensorflow.keras.preprocessing.text import Tokenizer

labels = np.array([0, 2, 1, 2, 4])
column = labels.reshape(-1, 1)
text = ["a b c", "d e", "a", "b b b b"]
words = Tokenizer(num_words=7)
words.fit_on_texts(text)
series = np.zeros((103, 3))
"""
ARRAYS = [
    "keras.utils.to_categorical(labels)",
    "keras.utils.to_categorical(labels, 9)",
    "keras.utils.to_categorical(column, num_classes=5)",
    "keras.utils.to_categorical([1, 0, 3])",
    "keras.utils.to_categorical(np.zeros((4, 6)), 3)",
    "keras.utils.normalize(np.ones((4, 6)))",
    "keras.utils.pad_sequences(words.texts_to_sequences(text), maxlen=6)",
    "keras.utils.pad_sequences([[1, 2], [3]], 4)",
    "words.texts_to_matrix(text, mode='count')",
]
WINDOWS = [
    "TimeseriesGenerator(series, series, 10)",
    "TimeseriesGenerator(series, series[:, 0], length=10, batch_size=8)",
    "TimeseriesGenerator(series, series, 10, sampling_rate=3, stride=4, batch_size=5)",
    "TimeseriesGenerator(series, series, 7, start_index=20, end_index=60, batch_size=6)",
]


def _real(code: str) -> Any:
    pytest.importorskip("tensorflow")
    namespace: dict[str, Any] = {}
    exec(f"{SETUP}made = {code}\n", namespace)
    return namespace["made"]


@pytest.mark.parametrize("code", ARRAYS)
def test_arrays(code: str) -> None:
    real = _real(code)
    source = read(f"{SETUP}keras.Sequential().fit({code}, {code})\n").fits[0].train
    assert source is not None
    assert samples(source) == len(real)
    assert source.inputs is not None
    assert tuple(known(dim) for dim in source.inputs[1:]) == real.shape[1:]
    if source.encoding == "one-hot":
        assert known(source.classes) == real.shape[-1]
        assert (real.sum(axis=-1) == 1).all()


@pytest.mark.parametrize("code", WINDOWS)
def test_windows(code: str) -> None:
    real = _real(code)
    (source,) = read(f"{SETUP}made = {code}\n").data
    assert known(source.length) == len(real)
    batches = [real[i] for i in range(len(real))]
    assert samples(source) == sum(len(x) for x, _ in batches)
    assert source.inputs is not None
    assert source.inputs[1:] == batches[0][0].shape[1:]
    assert source.labels is not None
    assert source.labels[1:] == batches[0][1].shape[1:]
