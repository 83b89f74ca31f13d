"""`tfds.load`: TensorFlow Datasets, with the sizes of those that tutorials use.

Facts from the TensorFlow Datasets catalogue (splits, features, numbers of examples).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.datasets import DatasetValue, Pipeline
from kerlint.keras.data.sizes import learnt
from kerlint.keras.data.values import argument, bind, record
from kerlint.script import Size
from kerlint.symbolic.arithmetic import ceil_divide, known, symbol
from kerlint.symbolic.arrays import ArrayValue, new_dim
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    as_bool,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_PARAMETERS = (
    "name",
    "split",
    "data_dir",
    "batch_size",
    "shuffle_files",
    "download",
    "as_supervised",
    "decoders",
    "read_config",
    "with_info",
)


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A data set of the catalogue.

    Attributes:
        splits: examples by split.
        image: the shape of its images; a 0 is a size that differs from image to image. None for other data.
        classes: the number of classes, None where labels are no classes.
    """

    splits: dict[str, int] = field(default_factory=dict)
    image: tuple[int, ...] | None = None
    classes: int | None = None


_CATALOGUE = {
    "mnist": Catalogued({"train": 60_000, "test": 10_000}, (28, 28, 1), 10),
    "fashion_mnist": Catalogued({"train": 60_000, "test": 10_000}, (28, 28, 1), 10),
    "kmnist": Catalogued({"train": 60_000, "test": 10_000}, (28, 28, 1), 10),
    "cifar10": Catalogued({"train": 50_000, "test": 10_000}, (32, 32, 3), 10),
    "cifar100": Catalogued({"train": 50_000, "test": 10_000}, (32, 32, 3), 100),
    "svhn_cropped": Catalogued({"train": 73_257, "test": 26_032, "extra": 531_131}, (32, 32, 3), 10),
    "cats_vs_dogs": Catalogued({"train": 23_262}, (0, 0, 3), 2),
    "tf_flowers": Catalogued({"train": 3_670}, (0, 0, 3), 5),
    "horses_or_humans": Catalogued({"train": 1_027, "test": 256}, (300, 300, 3), 2),
    "rock_paper_scissors": Catalogued({"train": 2_520, "test": 372}, (300, 300, 3), 3),
    "beans": Catalogued({"train": 1_034, "validation": 133, "test": 128}, (500, 500, 3), 3),
    "malaria": Catalogued({"train": 27_558}, (0, 0, 3), 2),
    "oxford_flowers102": Catalogued({"train": 1_020, "validation": 1_020, "test": 6_149}, (0, 0, 3), 102),
    "stanford_dogs": Catalogued({"train": 12_000, "test": 8_580}, (0, 0, 3), 120),
    "food101": Catalogued({"train": 75_750, "validation": 25_250}, (0, 0, 3), 101),
    "imdb_reviews": Catalogued({"train": 25_000, "test": 25_000, "unsupervised": 50_000}, None, 2),
}
_SLICE = re.compile(r"^(\w+)(?:\[\s*(-?\d*)(%?)\s*:\s*(-?\d*)(%?)\s*\])?$")


def register(library: Library) -> None:
    """`tfds.load`."""
    library.calls("tensorflow_datasets.load", "tensorflow_datasets.public_api.load")(_load)


def _load(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    bound = bind(arguments, _PARAMETERS)
    name = argument(bound, "name")
    plain = name.partition(":")[0].partition("/")[0] if isinstance(name, str) else None
    loaded = Loaded(plain or f"data set {ev.new_key()}", _CATALOGUE.get(plain or ""), bound)
    split = argument(bound, "split")

    def one(part: Any) -> Any:
        return _dataset(loaded, part, ev, node)

    made: Any
    if split is None:
        splits = {} if loaded.facts is None else loaded.facts.splits
        made = Splits({part: one(part) for part in splits}, one, node)
    elif isinstance(split, Unknown):
        made = ev.unknown(node)
    else:
        made = _by_structure(split, one, node)
    if as_bool(argument(bound, "with_info", False)) is True:
        return TupleValue([made, Info(loaded)], node)
    return made


@dataclass(frozen=True, slots=True)
class Loaded:
    """One `tfds.load`.

    Attributes:
        name: of the data set.
        facts: what the catalogue says, None where it is not one of the known ones.
        bound: the arguments.
    """

    name: str
    facts: Catalogued | None
    bound: dict[str, Argument]

    def examples(self, split: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        """The examples of a split as a Number: the same for each one who asks."""
        count = _examples(self.facts, split)
        if count is not None:
            return count
        if isinstance(split, str):
            return symbol(
                ("tensorflow_datasets", self.name, split), f"the examples of {self.name}'s {split}", node
            )
        return new_dim(ev, f"the examples of {self.name}", node)


class Splits(DictValue):
    """All splits by name; of data sets that are not known, those that the script asks for."""

    __slots__ = ("make",)

    def __init__(self, items: dict[Any, Any], make: Callable[[Any], Any], node: CSTNode | None) -> None:
        super().__init__(items, node, complete=bool(items))
        self.make = make

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if isinstance(index, str) and index not in self.items:
            self.items[index] = self.make(index)
        return super().get_item(index, ev, node)


class Info(Value):
    """`info` of `with_info=True`: `splits["train"].num_examples`, `features["label"].num_classes`."""

    __slots__ = ("loaded", "path")

    def __init__(self, loaded: Loaded, path: tuple[Any, ...] = ()) -> None:
        self.loaded = loaded
        self.path = path

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        facts = self.loaded.facts
        if name in ("splits", "features") and not self.path:
            return Info(self.loaded, (name,))
        if name == "num_examples" and len(self.path) == 2:
            return self.loaded.examples(self.path[1], ev, node)
        if name == "num_classes" and facts is not None and facts.classes is not None:
            return facts.classes
        return ev.unknown(node, f"info.{name}")

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return Info(self.loaded, (*self.path, index)) if len(self.path) == 1 else ev.unknown(node)


def _by_structure(split: Any, one: Callable[[Any], Any], node: CSTNode | None) -> Any:
    items = as_items(split)
    if items is not None:
        kind = TupleValue if isinstance(split, TupleValue) else ListValue
        return kind([_by_structure(item, one, node) for item in items], node)
    if isinstance(split, DictValue):
        return DictValue({key: _by_structure(item, one, node) for key, item in split.items.items()}, node)
    if isinstance(split, External):
        # tfds.Split.TRAIN
        split = split.path.rpartition(".")[2].lower()
    return one(split)


def _dataset(loaded: Loaded, split: Any, ev: Evaluator, node: CSTNode | None) -> DatasetValue:
    bound, facts = loaded.bound, loaded.facts
    dataset = DatasetValue("tensorflow_datasets.load", bound, Pipeline(None), ev, node)
    source = Source(("tensorflow_datasets.load", loaded.name, *_part(split, ev)))
    found, count = learnt(ev, node).size, loaded.examples(split, ev, node)
    size = found if found is not None and known(count) is None else Size(count, "", node)
    element = _element(facts, as_bool(argument(bound, "as_supervised", False)), (source,), ev, node)
    shuffled = as_bool(argument(bound, "shuffle_files", False))
    classes = None if facts is None else facts.classes
    dataset.pipeline = Pipeline(element, size.samples, size, shuffle=shuffled, classes=classes)
    given = bound.get("batch_size")
    if given is not None and given.value is not None:
        number = ev.number(given.value)
        batch = None if number is None else Argument(number, given.node, "batch_size")
        count = None if number is None else ceil_divide(size.samples, number)
        dataset.pipeline = Pipeline(ev.unknown(node), count, size, batch, True, shuffle=shuffled)
    record(dataset, ev)
    return dataset


def _part(split: Any, ev: Evaluator) -> tuple[Any, ...]:
    return (split,) if isinstance(split, str) else (ev.new_key(),)


def _examples(facts: Catalogued | None, split: Any) -> int | None:
    """The examples of `train`, `train[:80%]`, `train[1000:]`, sums of these; None where not known."""
    if facts is None or not isinstance(split, str):
        return None
    if "+" in split:
        parts = [_examples(facts, part.strip()) for part in split.split("+")]
        return None if None in parts else sum(part for part in parts if part is not None)
    match = _SLICE.match(split.strip())
    if match is None or match[1] not in facts.splits:
        return None
    total = facts.splits[match[1]]
    start, stop = _bound(match[2], match[3], total, 0), _bound(match[4], match[5], total, total)
    return max(0, min(stop, total) - max(start, 0))


def _bound(digits: str | None, percent: str | None, total: int, default: int) -> int:
    """Percentages are rounded to whole examples."""
    if not digits or digits == "-":
        return default
    number = int(digits)
    value = round(total * number / 100) if percent else number
    return value + total if value < 0 else value


def _element(
    facts: Catalogued | None,
    supervised: bool | None,
    origin: tuple[Any, ...],
    ev: Evaluator,
    node: CSTNode | None,
) -> Any:
    if facts is None or supervised is None:
        return ev.unknown(node)
    x = ArrayValue(shape=(), dtype="str", origin=origin, node=node)
    if facts.image is not None:
        shape = tuple(side or new_dim(ev, "an image's side", node) for side in facts.image)
        x = ArrayValue(shape=shape, dtype="uint8", low=0, high=255, origin=origin, node=node)
    encoding = None if facts.classes is None else "binary" if facts.classes == 2 else "int"
    labels = tuple(s.narrow("label") for s in origin)
    y = ArrayValue(
        shape=(), dtype="int64", encoding=encoding, classes=facts.classes, origin=labels, node=node
    )
    if supervised:
        return TupleValue([x, y], node)
    name = "image" if facts.image is not None else "text"
    return DictValue({name: x, "label": y}, node, complete=False)
