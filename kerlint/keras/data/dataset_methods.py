"""What the methods of a tf.data.Dataset make of it.

Counts follow tf.data: `batch` keeps the rest unless told to drop it, `take` and `skip` count elements
(batches once it is batched), `repeat` without a number never ends. Facts measured with TensorFlow 2.21.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.datasets import ENDLESS, DatasetValue, Method, Pipeline
from kerlint.keras.data.elements import arrays_in, leading, map_arrays
from kerlint.script import Size
from kerlint.symbolic.arithmetic import (
    add,
    apply,
    ceil_divide,
    floor_divide,
    known,
    known_int,
    less,
    multiply,
    same,
    subtract,
)
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import Source, interval
from kerlint.symbolic.values import Argument, Arguments, TupleValue, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def _unchanged(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return dataset.derive(dataset.pipeline, ev, node)


def rounds(dataset: DatasetValue) -> Pipeline:
    """The facts with a known number of rounds counted as one long pass: what follows does not stop between rounds."""
    facts = dataset.pipeline
    if facts.repeats in (1, ENDLESS, None):
        return facts
    count = None if facts.count is None else multiply(facts.count, facts.repeats)
    samples = None if facts.size is None else multiply(facts.size.samples, facts.repeats)
    return replace(facts, count=count, size=_sized(samples, facts), repeats=1)


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
        size=_sized(count, facts),
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
    element = map_arrays(dataset.pipeline.element, lambda leaf: _pick(leaf, mark))
    return dataset.derive(replace(dataset.pipeline, shuffle=True, element=element), ev, node)


def _pick(leaf: Any, selection: tuple[Any, ...]) -> Any:
    if not isinstance(leaf, ArrayValue):
        return leaf
    origin = tuple(s.pick(selection) if isinstance(s, Source) else s for s in leaf.origin)
    return leaf.like(origin=origin, name=leaf.name)


# --- parts ------------------------------------------------------------------------------------------


def _take(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    number = ev.number(arguments.value(0, "count"))
    facts = rounds(dataset)
    if known(number) == -1:
        return dataset.derive(facts, ev, node)
    if facts.repeats != 1:
        # A part of an endless dataset: so many elements, of which a pass may hold fewer.
        count, samples = number, _times(number, facts)
    else:
        count = _least(number, facts.count)
        samples = _within(_times(number, facts), facts)
    part = _part(facts, 0, number)
    changed = replace(
        facts, element=part, count=count, size=_sized(samples, facts), repeats=1, sized=facts.sized
    )
    return dataset.derive(changed, ev, node)


def _skip(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    number = ev.number(arguments.value(0, "count"))
    facts = rounds(dataset)
    if number is None or known(number) == -1:
        return dataset.derive(replace(facts, count=None, size=None), ev, node)
    if facts.repeats == ENDLESS:
        return dataset.derive(facts, ev, node)
    skipped = _times(number, facts)
    samples = None
    if facts.size is not None and skipped is not None:
        samples = _not_negative(subtract(facts.size.samples, skipped))
    count = None if facts.count is None else _not_negative(subtract(facts.count, number))
    changed = replace(facts, element=_part(facts, number, None), count=count, size=_sized(samples, facts))
    return dataset.derive(changed, ev, node)


def _part(facts: Pipeline, start: Any, stop: Any) -> Any:
    bounds = [None if bound is None else _times(bound, facts) for bound in (start, stop)]
    if (start is not None and bounds[0] is None) or (stop is not None and bounds[1] is None):
        return facts.element
    return map_arrays(facts.element, lambda leaf: _pick(leaf, interval(bounds[0], bounds[1])))


def _times(count: Any, facts: Pipeline) -> Any:
    """Samples in so many elements."""
    if count is None:
        return None
    if facts.batched is False:
        return count
    return None if facts.batch is None else multiply(count, facts.batch.value)


def _within(samples: Any, facts: Pipeline) -> Any:
    return None if facts.size is None else _least(samples, facts.size.samples)


def _least(first: Any, second: Any) -> Any:
    """The smaller of two Numbers, None where it is not known which."""
    if first is None or second is None:
        return first if second is None else None
    smaller = less(first, second)
    if smaller is None:
        # `ds.take(n_train)` is written for data that has as many.
        return first
    return first if smaller else second


def _not_negative(number: Any) -> Any:
    return 0 if number is not None and less(number, 0) else number


def _sized(samples: Any, facts: Pipeline) -> Size | None:
    if samples is None:
        return None
    source, node = ("", None) if facts.size is None else (facts.size.source, facts.size.node)
    return Size(samples, source, node)


def _shard(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    shards, index = ev.number(arguments.value(0, "num_shards")), ev.number(arguments.value(1, "index"))
    facts = rounds(dataset)

    def share(total: Any) -> Any:
        if total is None or shards is None or index is None:
            return None
        return ceil_divide(subtract(total, index), shards)

    samples = share(facts.size.samples) if facts.size is not None and facts.batched is False else None
    mark = ("part", ("shard", known(shards)), known(index) if known(index) is not None else ev.new_key())
    element = map_arrays(facts.element, lambda leaf: _pick(leaf, mark))
    return dataset.derive(
        replace(facts, element=element, count=share(facts.count), size=_sized(samples, facts)), ev, node
    )


def _filter(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    mark = ("rows", ("filter", ev.new_key()))
    element = map_arrays(dataset.pipeline.element, lambda leaf: _pick(leaf, mark))
    changed = replace(rounds(dataset), element=element, count=None, size=None, sized=False)
    return dataset.derive(changed, ev, node)


def _concatenate(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    other = arguments.value(0, "dataset")
    facts = rounds(dataset)
    if not isinstance(other, DatasetValue):
        return dataset.derive(replace(facts, count=None, size=None, sized=None), ev, node)
    more = rounds(other)
    count = None if facts.count is None or more.count is None else add(facts.count, more.count)
    size = None
    if facts.size is not None and more.size is not None:
        size = Size(add(facts.size.samples, more.size.samples), facts.size.source or more.size.source)
    same_batch = facts.batch is None or more.batch is None or same(facts.batch.value, more.batch.value)
    changed = replace(
        facts,
        element=_joined(facts.element, more.element),
        count=count,
        size=size,
        batch=facts.batch if same_batch else None,
        repeats=ENDLESS if more.repeats == ENDLESS else facts.repeats,
        sized=facts.sized and more.sized,
        shuffle=facts.shuffle or more.shuffle,
    )
    return dataset.derive(changed, ev, node)


def _joined(first: Any, second: Any) -> Any:
    """What is true of elements of either kind: the same structure, the data of both."""
    mine, theirs = arrays_in(first), arrays_in(second)
    if len(mine) != len(theirs):
        return first
    others = iter(theirs)

    def join(leaf: Any) -> Any:
        other = next(others)
        if not isinstance(leaf, ArrayValue) or not isinstance(other, ArrayValue):
            return leaf
        same_steps = (
            leaf.steps is not None and other.steps is not None and len(leaf.steps) == len(other.steps)
        )
        return leaf.like(
            origin=tuple(dict.fromkeys((*leaf.origin, *other.origin))),
            steps=leaf.steps if same_steps else None,
        )

    return map_arrays(first, join)


# --- functions --------------------------------------------------------------------------------------


def _arguments_for(element: Any, node: CSTNode | None) -> Arguments:
    """How tf.data hands an element to a function: tuples are spread."""
    items = element.items if isinstance(element, TupleValue) else (element,)
    return Arguments(tuple(Argument(item, node) for item in items))


def _call(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None, name: str) -> Any:
    function = arguments.value(0, name)
    return ev.call(function, _arguments_for(dataset.pipeline.element, node), node)


def _map(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result = _call(dataset, arguments, ev, node, "map_func")
    facts = dataset.pipeline
    classes = facts.classes
    return dataset.derive(replace(facts, element=result, classes=classes), ev, node)


def _flat_map(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result = _call(dataset, arguments, ev, node, "map_func")
    facts = rounds(dataset)
    if not isinstance(result, DatasetValue):
        unknown = replace(facts, element=ev.unknown(node), count=None, size=None, sized=False, batched=None)
        return dataset.derive(unknown, ev, node)
    inner = result.pipeline
    known_counts = facts.count is not None and inner.count is not None
    count = multiply(facts.count, inner.count) if known_counts else None
    size = _sized(count, facts) if count is not None else None
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
        fitting = None if whole is None else _not_negative(add(whole, 1))
        count = fitting if dropping else ceil_divide(facts.count, step)
    window = DatasetValue(dataset.call_made.target, {}, replace(facts, count=length, size=None), ev, node)
    changed = replace(
        facts,
        element=window,
        count=count,
        size=_sized(count, facts),
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
    size = _sized(number, facts) if facts.batched is False else facts.size
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
    "concatenate": _concatenate,
    "enumerate": _enumerate,
    "filter": _filter,
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
    "shard": _shard,
    "shuffle": _shuffle,
    "skip": _skip,
    "snapshot": _unchanged,
    "sparse_batch": _batch,
    "take": _take,
    "take_while": _filter,
    "unbatch": _unbatch,
    "unique": _filter,
    "window": _window,
    "with_options": _unchanged,
    "__iter__": _iterator,
    "__len__": _length,
}


def least_count(counts: list[Any]) -> Any:
    """The length of datasets zipped together, None where not known."""
    if not counts or any(count is None for count in counts):
        return None
    result = counts[0]
    for count in counts[1:]:
        if same(result, count):
            continue
        smaller = less(count, result)
        result = apply("min", result, count) if smaller is None else count if smaller else result
    return result
