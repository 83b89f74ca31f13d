"""In place of what Keras fetches or reads from a disk: data sets, folders, images, pretrained weights."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


def data_sets(datasets: Any) -> None:
    random = np.random.default_rng(0)

    def images(
        train: int, test: int, shape: tuple[int, ...], classes: int, column: bool
    ) -> Callable[..., Any]:
        def labels(count: int) -> Any:
            return random.integers(0, classes, (count, 1) if column else count).astype("uint8")

        return lambda *_, **__: (
            (np.zeros((train, *shape), "uint8"), labels(train)),
            (np.zeros((test, *shape), "uint8"), labels(test)),
        )

    def texts(train: int, test: int, classes: int) -> Callable[..., Any]:
        def half(count: int, words: int) -> Any:
            rows = np.empty(count, object)
            for i in range(count):
                rows[i] = random.integers(1, words, 20).tolist()
            return rows, random.integers(0, classes, count)

        def load(*_: Any, num_words: int | None = None, **__: Any) -> Any:
            return half(train, num_words or 30_000), half(test, num_words or 30_000)

        return load

    def table(train: int, test: int, columns: int) -> Callable[..., Any]:
        return lambda *_, **__: tuple((random.random((n, columns)), random.random(n)) for n in (train, test))

    loads = {
        "mnist": images(60_000, 10_000, (28, 28), 10, column=False),
        "fashion_mnist": images(60_000, 10_000, (28, 28), 10, column=False),
        "cifar10": images(50_000, 10_000, (32, 32, 3), 10, column=True),
        "cifar100": images(50_000, 10_000, (32, 32, 3), 100, column=True),
        "imdb": texts(25_000, 25_000, 2),
        "reuters": texts(8_982, 2_246, 46),
        "boston_housing": table(404, 102, 13),
        "california_housing": table(480, 120, 8),
    }
    for name, load in loads.items():
        if hasattr(datasets, name):
            module = getattr(datasets, name)
            module.load_data = load
            module.get_word_index = lambda *_, **__: {f"word{i}": i for i in range(1, 30_000)}


def image_folder(
    *_: Any, image_size: Any = (256, 256), batch_size: int = 32, label_mode: Any = "int", **__: Any
) -> Any:
    import tensorflow as tf

    images = tf.data.Dataset.from_tensors(np.zeros((batch_size, *image_size, 3), "float32")).repeat(4)
    return images if label_mode is None else images.map(lambda x: (x, tf.zeros((batch_size,), "int32")))


def text_folder(*_: Any, batch_size: int = 32, label_mode: Any = "int", **__: Any) -> Any:
    import tensorflow as tf

    texts = tf.data.Dataset.from_tensors(np.array(["the cat sat on the mat"] * batch_size)).repeat(4)
    return texts if label_mode is None else texts.map(lambda x: (x, tf.zeros((batch_size,), "int32")))


class _Flow:
    """What flow_from_directory gives: batches of images and their classes."""

    def __init__(self, size: tuple[int, ...], batch: int, mode: str | None) -> None:
        self.samples = self.n = 4 * batch
        self.batch_size = batch
        self.class_indices = {"cats": 0, "dogs": 1}
        self.classes = np.zeros(self.n, int)
        images = np.zeros((batch, *size, 3), "float32")
        self._batch = images if mode is None else (images, np.zeros((batch,), "float32"))

    def __len__(self) -> int:
        return 4

    def __iter__(self) -> Iterator[Any]:
        while True:
            yield self._batch

    def __next__(self) -> Any:
        return self._batch


def flow(
    _: Any,
    *__: Any,
    target_size: Any = (256, 256),
    batch_size: int = 32,
    class_mode: Any = "categorical",
    **___: Any,
) -> _Flow:
    return _Flow(tuple(target_size), batch_size, class_mode)


def load_img(*_: Any, target_size: Any = None, **__: Any) -> Any:
    from PIL import Image

    height, width = target_size[:2] if target_size else (120, 160)
    return Image.new("RGB", (width, height), (90, 120, 150))


def from_scratch(applications: Any) -> None:
    """No architecture downloads its weights."""
    for module in [
        applications,
        *(m for m in vars(applications).values() if isinstance(m, types.ModuleType)),
    ]:
        for name, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and name[0].isupper():
                setattr(module, name, _unpretrained(value))


def _unpretrained(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def make(*args: Any, **kwargs: Any) -> Any:
        return (
            function(*args[:1], None, *args[2:], **kwargs)
            if len(args) > 1
            else function(*args, **{**kwargs, "weights": None})
        )

    return make
