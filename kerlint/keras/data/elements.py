"""Batches and samples: arrays, and tuples, lists and dicts of arrays, on their way through generators and datasets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.values import placed
from kerlint.script import Shape, Transform
from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.arrays import ArrayStep, ArrayValue, new_dim
from kerlint.symbolic.arrays import as_array as numpy_array
from kerlint.symbolic.elementwise import array_behind
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import DictValue, Entry, ListValue, TupleValue, Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def as_array(value: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue | None:
    """The array that a value is or becomes; something unknown is an array of unknown shape with its own identity."""
    if isinstance(value, Entry):
        return entry_array(value)
    if isinstance(value, Unknown):
        return ArrayValue(
            rows=ev.length(value, node),
            steps=_unknown_steps(value),
            origin=(Source(value.key),),
            name=value.label or None,
            node=value.node or node,
        )
    if isinstance(value, Quantity):
        return array_behind(value, ev, node)
    if isinstance(value, ListValue) and all(item is None for item in value.items):
        # Filled where this path does not come by: nobody trains on an empty list, or on one of None.
        label = ev.label(node) if node is not None else None
        return ArrayValue(rows=new_dim(ev, f"len({label or '...'})", node), steps=None, name=label, node=node)
    return numpy_array(value, ev, node)


def entry_array(entry: Entry) -> ArrayValue:
    """A number as TensorFlow holds it."""
    return ArrayValue(shape=(), steps=None, origin=(Source(entry.key),), node=entry.node)


def _unknown_steps(value: Unknown) -> tuple[ArrayStep, ...] | None:
    """Nothing was done to what comes from outside; what a call out of sight made of data is not known."""
    given = () if value.arguments is None else value.arguments.values()
    return None if any(isinstance(item, ArrayValue | Unknown) for item in given) else ()


def steps_of(transforms: Iterable[Transform]) -> tuple[ArrayStep, ...]:
    """Transforms as steps done to an array."""
    return tuple(ArrayStep(t.name, t.value, t.node, t.random) for t in transforms)


def split_steps(array: ArrayValue) -> tuple[tuple[Transform, ...], tuple[Transform, ...]] | None:
    """The random and the fixed transforms that an array went through, None where they are not known."""
    if array.steps is None:
        return None
    done = [
        Transform(step.name, step.value, placed(step.node or array.node), step.random) for step in array.steps
    ]
    return tuple(t for t in done if t.random), tuple(t for t in done if not t.random)


def with_transforms(
    value: Any, transforms: Iterable[Transform], ev: Evaluator, node: CSTNode | None
) -> ArrayValue | Unknown:
    """The array after these transforms."""
    array = as_array(value, ev, node)
    if array is None:
        return ev.unknown(node)
    steps = None if array.steps is None else (*array.steps, *steps_of(transforms))
    return array.like(steps=steps, node=node, low=None, high=None)


def batch_of(
    shape: tuple[Any, ...] | None,
    rows: Any,
    transforms: Iterable[Transform] | None,
    origin: tuple[Any, ...],
    node: CSTNode | None,
    name: str | None = None,
) -> ArrayValue:
    """A batch of inputs; `shape` is one sample's."""
    return ArrayValue(
        shape=None if shape is None or rows is None else (rows, *shape),
        rows=rows,
        dtype="float32",
        steps=None if transforms is None else steps_of(transforms),
        origin=origin,
        name=name,
        node=node,
    )


def labels_array(
    shape: tuple[Any, ...] | None,
    rows: Any,
    encoding: str | None,
    classes: Any,
    origin: tuple[Any, ...],
    node: CSTNode | None,
) -> ArrayValue:
    """A batch of labels; `shape` is one sample's."""
    return ArrayValue(
        shape=None if shape is None or rows is None else (rows, *shape),
        rows=rows,
        encoding=encoding if encoding not in ("input", "none") else None,
        classes=classes,
        origin=tuple(s.narrow("labels") if isinstance(s, Source) else s for s in origin),
        node=node,
    )


# --- structures -------------------------------------------------------------------------------------


def arrays_in(structure: Any) -> list[Any]:
    """The leaves of nested tuples, lists and dicts."""
    if isinstance(structure, TupleValue | ListValue):
        return [leaf for item in structure.items for leaf in arrays_in(item)]
    if isinstance(structure, DictValue):
        return [leaf for item in structure.items.values() for leaf in arrays_in(item)]
    return [structure]


def map_arrays(structure: Any, function: Callable[[Any], Any]) -> Any:
    """The same structure with each leaf replaced."""
    if isinstance(structure, TupleValue):
        return TupleValue(
            [map_arrays(item, function) for item in structure.items], structure.node, structure.complete
        )
    if isinstance(structure, ListValue):
        return ListValue(
            [map_arrays(item, function) for item in structure.items], structure.node, structure.complete
        )
    if isinstance(structure, DictValue):
        items = {key: map_arrays(item, function) for key, item in structure.items.items()}
        return DictValue(items, structure.node, structure.complete)
    return function(structure)


def inputs_and_labels(batch: Any) -> tuple[Any, Any] | None:
    """X and y of what Keras is given as a batch: (x,), (x, y) and (x, y, weights) tuples, or x alone (y None).

    None for a tuple that Keras would not take, or where the batch is not known.
    """
    if isinstance(batch, TupleValue):
        if not batch.complete or not 1 <= len(batch.items) <= 3:
            return None
        return batch.items[0], batch.items[1] if len(batch.items) > 1 else None
    return None if isinstance(batch, Unknown) else (batch, None)


def label_names(labels: Any) -> tuple[str, ...] | None:
    """The names of the outputs that labels are for, where they are a dict."""
    if not isinstance(labels, DictValue):
        return None
    return tuple(key for key in labels.items if isinstance(key, str))


def leading(structure: Any) -> ArrayValue | None:
    """The first array of a structure, None where there is none."""
    first = next(iter(arrays_in(structure)), None)
    return first if isinstance(first, ArrayValue) else None


def batch_shape(structure: Any) -> Shape | None:
    """The shape of a single array as a batch, its first axis None; None for several arrays or unknown shape."""
    if isinstance(structure, TupleValue | ListValue | DictValue):
        leaves = arrays_in(structure)
        structure = leaves[0] if len(leaves) == 1 else None
    if not isinstance(structure, ArrayValue) or not structure.shape:
        return None
    return (None, *structure.shape[1:])


def transforms_of(structure: Any) -> tuple[tuple[Transform, ...] | None, tuple[Transform, ...] | None]:
    """Random and fixed transforms of all arrays in a structure, each None where one of them is not known."""
    random: list[Transform] = []
    fixed: list[Transform] = []
    for leaf in arrays_in(structure):
        parts = split_steps(leaf) if isinstance(leaf, ArrayValue) else None
        if parts is None:
            return None, None
        random += [t for t in parts[0] if not _listed(t, random)]
        fixed += [t for t in parts[1] if len(arrays_in(structure)) == 1 or not _listed(t, fixed)]
    return tuple(random), tuple(fixed)


def _listed(transform: Transform, found: list[Transform]) -> bool:
    return any(t.node is transform.node and t.name == transform.name for t in found)


def origins_of(structure: Any) -> tuple[Any, ...]:
    """The identities of the data in a structure."""
    arrays = [leaf for leaf in arrays_in(structure) if isinstance(leaf, ArrayValue)]
    return tuple(dict.fromkeys(source for array in arrays for source in array.origin))
