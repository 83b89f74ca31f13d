"""Parts of tf.data datasets, and datasets put one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.dataset_counts import least, not_negative, picked, rounds, samples_in, sized_like
from kerlint.keras.data.datasets import ENDLESS, DatasetValue, Pipeline
from kerlint.keras.data.elements import arrays_in, map_arrays
from kerlint.script import Size
from kerlint.symbolic.arithmetic import add, ceil_divide, known, same, subtract
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import interval
from kerlint.symbolic.values import Arguments

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def take(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`take(count)`: the first elements."""
    number = ev.number(arguments.value(0, "count"))
    facts = rounds(dataset)
    if known(number) == -1:
        return dataset.derive(facts, ev, node)
    if facts.repeats != 1:
        # A part of an endless dataset: so many elements, of which a pass may hold fewer.
        count, samples = number, samples_in(number, facts)
    else:
        count = least(number, facts.count)
        samples = _within(samples_in(number, facts), facts)
    part = _part(facts, 0, number)
    changed = replace(
        facts, element=part, count=count, size=sized_like(samples, facts), repeats=1, sized=facts.sized
    )
    return dataset.derive(changed, ev, node)


def skip(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`skip(count)`: all but the first elements."""
    number = ev.number(arguments.value(0, "count"))
    facts = rounds(dataset)
    if number is None or known(number) == -1:
        return dataset.derive(replace(facts, count=None, size=None), ev, node)
    if facts.repeats == ENDLESS:
        return dataset.derive(facts, ev, node)
    skipped = samples_in(number, facts)
    samples = None
    if facts.size is not None and skipped is not None:
        samples = not_negative(subtract(facts.size.samples, skipped))
    count = None if facts.count is None else not_negative(subtract(facts.count, number))
    changed = replace(facts, element=_part(facts, number, None), count=count, size=sized_like(samples, facts))
    return dataset.derive(changed, ev, node)


def _part(facts: Pipeline, start: Any, stop: Any) -> Any:
    bounds = [None if bound is None else samples_in(bound, facts) for bound in (start, stop)]
    if (start is not None and bounds[0] is None) or (stop is not None and bounds[1] is None):
        return facts.element
    return map_arrays(facts.element, lambda leaf: picked(leaf, interval(bounds[0], bounds[1])))


def _within(samples: Any, facts: Pipeline) -> Any:
    return None if facts.size is None else least(samples, facts.size.samples)


def shard(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`shard(num_shards, index)`: every so many-th element."""
    shards, index = ev.number(arguments.value(0, "num_shards")), ev.number(arguments.value(1, "index"))
    facts = rounds(dataset)

    def share(total: Any) -> Any:
        if total is None or shards is None or index is None:
            return None
        return ceil_divide(subtract(total, index), shards)

    samples = share(facts.size.samples) if facts.size is not None and facts.batched is False else None
    mark = ("part", ("shard", known(shards)), known(index) if known(index) is not None else ev.new_key())
    element = map_arrays(facts.element, lambda leaf: picked(leaf, mark))
    return dataset.derive(
        replace(facts, element=element, count=share(facts.count), size=sized_like(samples, facts)), ev, node
    )


def filtered(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`filter` and the like: nobody knows how many elements are left."""
    mark = ("rows", ("filter", ev.new_key()))
    element = map_arrays(dataset.pipeline.element, lambda leaf: picked(leaf, mark))
    changed = replace(rounds(dataset), element=element, count=None, size=None, sized=False)
    return dataset.derive(changed, ev, node)


def concatenate(dataset: DatasetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`concatenate(dataset)`: one after the other."""
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
