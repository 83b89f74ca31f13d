"""What is handed to fit, evaluate or predict, as a DataSource."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import (
    arrays_in,
    as_array,
    batch_shape,
    label_names,
    leading,
    map_arrays,
    origins_of,
    transforms_of,
)
from kerlint.keras.data.python_generators import batches_source, generator_source, passed_on
from kerlint.keras.data.sequences import SequenceValue
from kerlint.keras.data.values import DataValue
from kerlint.script import DataSource, Size
from kerlint.symbolic.arithmetic import ceil_divide, same
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.functions import PythonGenerator
from kerlint.symbolic.library.iteration import Zipped
from kerlint.symbolic.values import Argument, DictValue, ListValue, TupleValue, Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

# `fit` takes 32 samples at a time from arrays.
DEFAULT_BATCH = 32


@dataclass
class SourceKeys:
    """Numbers for objects that have no key of their own: the same object, the same number."""

    ev: Evaluator
    _keys: dict[Hashable, int] = field(default_factory=dict)
    # Kept alive, so that no other object gets their id.
    _objects: list[Any] = field(default_factory=list)

    def key(self, value: Any) -> int:
        """The object's number."""
        identity: Hashable = ("unknown", value.key) if isinstance(value, Unknown) else id(value)
        if identity not in self._keys:
            self._keys[identity] = self.ev.new_key()
            self._objects.append(value)
        return self._keys[identity]


def source_of(
    value: Any, node: CSTNode, ev: Evaluator, labels: Any = None, batch_size: Argument | None = None
) -> DataSource | None:
    """The data that a training or measuring call takes.

    Args:
        value: its x, or what stands for x and y together.
        node: the argument's expression.
        ev: the path.
        labels: its y, None where there is none.
        batch_size: its batch_size argument, None where Keras's default holds.
    """
    if value is None or isinstance(value, str | bytes):
        return None
    name = ev.label(node)
    if isinstance(value, DataValue | SequenceValue):
        source = value.snapshot(ev)
        return replace(source, name=name) if name else source
    key = ev.extension(SourceKeys).key(value)
    if isinstance(value, PythonGenerator):
        return generator_source(value, ev, node, key)
    if isinstance(value, Zipped):
        return _zipped(value, node, ev, key)
    if isinstance(value, TupleValue) and labels is None and value.complete and 1 <= len(value.items) <= 3:
        labels = value.items[1] if len(value.items) > 1 else None
        value = value.items[0]
    return _arrays(value, labels, node, ev, batch_size, key)


def _arrays(
    value: Any, labels: Any, node: CSTNode, ev: Evaluator, batch_size: Argument | None, key: int
) -> DataSource:
    name = ev.label(node) or _label(value)
    x = _as_arrays(value, ev, node)
    y = None if labels is None else _as_arrays(labels, ev, node)
    first = leading(x)
    if first is None or (isinstance(value, Unknown) and labels is None):
        # Arrays, or a generator made out of sight: nothing is known of sizes.
        return DataSource(key, "unknown", node, name, label_names=label_names(y), origin=origins_of(x))
    total = first.length(ev, node)
    if isinstance(value, Unknown) and total is None:
        total = ev.length(value, node)
    label = leading(y)
    if total is None and label is not None:
        total = label.length(ev, node)
    batch = _batch(batch_size, ev)
    augmentation, preprocessing = transforms_of(x)
    single = len(arrays_in(y)) == 1 if y is not None else False
    source = getattr(total, "source", None) or ""
    return DataSource(
        key,
        "unknown" if isinstance(value, Unknown) else "array",
        node,
        name,
        size=None if total is None else Size(total, source, node),
        batch_size=batch,
        length=None if total is None or batch is None else ceil_divide(total, batch.value),
        augmentation=augmentation,
        preprocessing=preprocessing,
        repeated=False,
        sized=True,
        inputs=batch_shape(x),
        labels=batch_shape(y) if y is not None else None,
        label_node=label.node if label is not None and single else None,
        label_size=None if label is None or isinstance(labels, Unknown) else label.length(ev, node),
        label_names=label_names(y),
        encoding="none" if labels is None else label.encoding if label is not None and single else None,
        classes=label.classes if label is not None and single else None,
        origin=origins_of(x),
    )


def _as_arrays(value: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """An array, or for several inputs the list, tuple or dict of them."""
    if isinstance(value, ListValue | TupleValue) and value.items:
        if all(isinstance(item, ArrayValue | Unknown) for item in value.items):
            return map_arrays(value, lambda leaf: as_array(leaf, ev, node) or leaf)
    if isinstance(value, DictValue):
        return map_arrays(value, lambda leaf: as_array(leaf, ev, node) or leaf)
    array = as_array(value, ev, node)
    return value if array is None else array


def _label(value: Any) -> str | None:
    if isinstance(value, Unknown):
        return value.label or None
    return value.name if isinstance(value, ArrayValue) else None


def _batch(given: Argument | None, ev: Evaluator) -> Argument | None:
    if given is None:
        return Argument(DEFAULT_BATCH, None, "batch_size")
    number = ev.number(given.value)
    return None if number is None else Argument(number, given.node, "batch_size")


def _zipped(value: Zipped, node: CSTNode, ev: Evaluator, key: int) -> DataSource:
    """`zip(images, masks)`: a Python generator over several sources, which hold the same samples in the same order."""
    parts = [source_of(part, node, ev) for part in value.parts]
    batch = ev.element(value, node)
    endless = any(part is None or part.kind != "generator" for part in parts) is False
    made = batches_source(batch, None, endless or None, ev, node, None, key)
    first = next((part for part in parts if part is not None), None)
    if first is None or any(part is None for part in parts):
        return made
    sizes = [part.size.samples for part in parts if part is not None and part.size is not None]
    # Sizes that are not known are taken to agree, as they have to.
    agree = len(sizes) == len(parts) and all(same(size, sizes[0]) is not False for size in sizes)
    handed_on = passed_on(made, first)
    return handed_on if agree else replace(handed_on, size=None, length=None)
