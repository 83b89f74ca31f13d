"""What the methods of a tf.data.Dataset make of it.

Counts follow tf.data: `batch` keeps the rest unless told to drop it, `take` and `skip` count elements
(batches once it is batched), `repeat` without a number never ends. Facts measured with TensorFlow 2.21.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.dataset_counts import not_negative, picked, rounds, sized_like
from kerlint.keras.data.dataset_parts import concatenate, filtered, shard, skip, take
from kerlint.keras.data.datasets import ENDLESS, DatasetValue, Method
from kerlint.keras.data.elements import entry_array, inputs_and_labels, leading, map_arrays
from kerlint.keras.data.values import unrecorded
from kerlint.symbolic.arithmetic import (
    add,
    ceil_divide,
    floor_divide,
    known,
    known_int,
    multiply,
    subtract,
)
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.classes import Instance
from kerlint.symbolic.values import Argument, Arguments, Entry, TupleValue, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def _unchanged(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return dataset.derive(dataset.pipeline, ev, node)


# --- batches ----------------------------------------------------------------------------------------


def _batch(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return _batched(dataset, arguments, arguments.value(1, "drop_remainder", default=False), ev, node)


def _padded_batch(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return _batched(dataset, arguments, arguments.value(3, "drop_remainder", default=False), ev, node)


def _batched(
    dataset: DatasetValue, arguments: Arguments, drop_remainder: Any, ev: Evaluator, node: CSTNode | None
) -> Any:
    given, dropping = arguments.get(0, "batch_size"), as_bool(drop_remainder)
    number = None if given is None else ev.number(given.value)
    facts = rounds(dataset)
    divide = floor_divide if dropping else ceil_divide
    count = None if number is None or facts.count is None or dropping is None else divide(facts.count, number)
    batch = None if number is None or given is None else Argument(number, given.node, "batch_size")
    if facts.batched:
        # Batches of batches: how many samples an element holds is more than one argument tells.
        batch = None
    element = map_arrays(facts.element, lambda leaf: _stack(leaf, number))
    changed = replace(
        facts, element=element, count=count, batch=batch, batched=True, dropping=dropping is not False
    )
    return dataset.derive(changed, ev, node)


def _stack(leaf: Any, number: Any) -> Any:
    if isinstance(leaf, Entry):
        leaf = entry_array(leaf)
    if not isinstance(leaf, ArrayValue):
        return leaf
    if leaf.shape is None or number is None:
        return leaf.like(shape=None, rows=number, node=leaf.node)
    return leaf.like(shape=(number, *leaf.shape), rows=None)


def unstack(leaf: Any) -> Any:
    """One entry of a batch."""
    if not isinstance(leaf, ArrayValue):
        return leaf
    return leaf.like(shape=leaf.shape[1:] if leaf.shape else None, rows=None)


def _unbatch(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    facts = rounds(dataset)
    first = leading(facts.element)
    rows = first.shape[0] if first is not None and first.shape else None
    count: Any = None
    if facts.batched and facts.batch is not None and not facts.dropping:
        count = None if facts.size is None else facts.size.samples
    elif facts.count is not None:
        inside = facts.batch.value if facts.batched and facts.batch is not None else known_int(rows)
        count = (
            None
            if inside is None or (facts.batched and facts.batch is None)
            else multiply(facts.count, inside)
        )
    changed = replace(
        facts,
        element=map_arrays(facts.element, unstack),
        count=count,
        size=sized_like(count, facts),
        batch=None,
        batched=False,
        dropping=False,
        sized=None,
    )
    return dataset.derive(changed, ev, node)


def _rebatch(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return _batch(_unbatch(dataset, Arguments(), ev, node), arguments, ev, node)


# --- passes -----------------------------------------------------------------------------------------


def _repeat(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    value = arguments.value(0, "count")
    number = ENDLESS if value is None else ev.number(value)
    facts = dataset.pipeline
    if known(facts.count) == 0:
        repeats: Any = facts.repeats
    elif known(number) == -1:
        repeats = ENDLESS
    elif number is None or facts.repeats is None:
        repeats = None
    elif facts.repeats == ENDLESS:
        repeats = ENDLESS
    else:
        repeats = number if facts.repeats == 1 else multiply(facts.repeats, number)
    return dataset.derive(replace(facts, repeats=repeats), ev, node)


def _shuffle(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    again = as_bool(arguments.value(2, "reshuffle_each_iteration", default=True))
    if arguments.value(2, "reshuffle_each_iteration", default=True) is None:
        again = True
    # Another order in every pass: what `take` and `skip` cut out of it afterwards changes, too.
    kind = "reshuffled" if again is not False else "order"
    mark = (kind, ev.new_key())
    element = map_arrays(dataset.pipeline.element, lambda leaf: picked(leaf, mark))
    return dataset.derive(replace(dataset.pipeline, shuffle=True, element=element), ev, node)


# --- functions --------------------------------------------------------------------------------------


def _arguments_for(element: Any, node: CSTNode | None) -> Arguments:
    """How tf.data hands an element to a function: tuples are spread."""
    items = element.items if isinstance(element, TupleValue) else (element,)
    return Arguments(tuple(Argument(item, node) for item in items))


def _call(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None, name: str) -> Any:
    """What a function makes of an element. Datasets that it makes on the way are nobody's sources."""
    function = arguments.value(0, name)
    given = _arguments_for(dataset.pipeline.element, node)
    with unrecorded(ev):
        if isinstance(function, Instance) and function.method("call") is not None:
            # A layer of the script's own: what it does stands in its `call`.
            return function.invoke("call", given, ev, node)
        return ev.call(function, given, node)


def _map(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result = _call(dataset, arguments, ev, node, "map_func")
    pair = inputs_and_labels(result)
    # The labels' own number of classes counts, once a function has had them in hand.
    same_labels = pair is None or (pair[1] is not None and leading(pair[1]) is None)
    facts = replace(dataset.pipeline, element=result)
    return dataset.derive(facts if same_labels else replace(facts, classes=None), ev, node)


def _flat_map(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result = _call(dataset, arguments, ev, node, "map_func")
    facts = rounds(dataset)
    if not isinstance(result, DatasetValue):
        unknown = replace(facts, element=ev.unknown(node), count=None, size=None, sized=False, batched=None)
        return dataset.derive(unknown, ev, node)
    inner = result.pipeline
    known_counts = facts.count is not None and inner.count is not None
    count = multiply(facts.count, inner.count) if known_counts else None
    size = sized_like(count, facts) if count is not None else None
    batched = None if inner.batched else inner.batched
    changed = replace(
        facts, element=inner.element, count=count, size=size, sized=False, batch=None, batched=batched
    )
    return dataset.derive(changed, ev, node)


def _window(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Elements that are datasets themselves: `size` elements each."""
    length = ev.number(arguments.value(0, "size"))
    shift = arguments.value(1, "shift")
    step = length if shift is None else ev.number(shift)
    stride = known(arguments.value(2, "stride", default=1))
    dropping = as_bool(arguments.value(3, "drop_remainder", default=False))
    facts = rounds(dataset)
    count = None
    if facts.count is not None and length is not None and step is not None and stride == 1:
        whole = floor_divide(subtract(facts.count, length), step)
        fitting = None if whole is None else not_negative(add(whole, 1))
        count = fitting if dropping else ceil_divide(facts.count, step)
    window = DatasetValue(dataset.call_made.target, {}, replace(facts, count=length, size=None), ev, node)
    changed = replace(
        facts,
        element=window,
        count=count,
        size=sized_like(count, facts),
        batch=None,
        batched=None if facts.batched else False,
    )
    return dataset.derive(changed, ev, node)


def _enumerate(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    element = TupleValue([ArrayValue(shape=(), dtype="int64", node=node), dataset.pipeline.element], node)
    return dataset.derive(replace(dataset.pipeline, element=element), ev, node)


def _apply(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result = ev.call(arguments.value(0, "transformation_func"), Arguments((Argument(dataset, node),)), node)
    return result if isinstance(result, DatasetValue) else _opaque(dataset, arguments, ev, node)


def _opaque(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Something that regroups elements in ways that are not followed."""
    changed = replace(
        dataset.pipeline,
        element=ev.unknown(node),
        count=None,
        size=None,
        batch=None,
        batched=None,
        repeats=None,
        sized=None,
    )
    return dataset.derive(changed, ev, node)


def _assert_cardinality(
    dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None
) -> Any:
    number = ev.number(arguments.value(0, "expected_cardinality"))
    facts = dataset.pipeline
    size = sized_like(number, facts) if facts.batched is False else facts.size
    return dataset.derive(replace(facts, count=number, size=size, sized=True), ev, node)


def _iterator(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return dataset


def _cardinality(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return dataset.cardinality(ev, node)


def _length(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    length = dataset.length(ev, node)
    return ev.unknown(node) if length is None else length


def _element(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return dataset.elements(ev, node)


METHODS: dict[str, Method] = {
    "apply": _apply,
    "as_numpy_iterator": _iterator,
    "make_one_shot_iterator": _iterator,
    "assert_cardinality": _assert_cardinality,
    "batch": _batch,
    "bucket_by_sequence_length": _opaque,
    "cache": _unchanged,
    "cardinality": _cardinality,
    "concatenate": concatenate,
    "enumerate": _enumerate,
    "filter": filtered,
    "flat_map": _flat_map,
    "get_next": _element,
    "get_single_element": _element,
    "group_by_window": _opaque,
    "ignore_errors": _unchanged,
    "interleave": _flat_map,
    "map": _map,
    "padded_batch": _padded_batch,
    "prefetch": _unchanged,
    "ragged_batch": _batch,
    "rebatch": _rebatch,
    "rejection_resample": _opaque,
    "repeat": _repeat,
    "scan": _opaque,
    "shard": shard,
    "shuffle": _shuffle,
    "skip": skip,
    "snapshot": _unchanged,
    "sparse_batch": _batch,
    "take": take,
    "take_while": filtered,
    "unbatch": _unbatch,
    "unique": filtered,
    "window": _window,
    "with_options": _unchanged,
    "__iter__": _iterator,
    "__len__": _length,
}
