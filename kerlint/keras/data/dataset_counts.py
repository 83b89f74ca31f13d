"""Counting the elements of tf.data datasets, and the samples in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kerlint.keras.data.datasets import ENDLESS, DatasetValue, Pipeline
from kerlint.script import Size
from kerlint.symbolic.arithmetic import apply, less, multiply, same
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import Source


def rounds(dataset: DatasetValue) -> Pipeline:
    """The facts with a known number of rounds counted as one long pass: what follows does not stop between rounds."""
    facts = dataset.pipeline
    if facts.repeats in (1, ENDLESS, None):
        return facts
    count = None if facts.count is None else multiply(facts.count, facts.repeats)
    samples = None if facts.size is None else multiply(facts.size.samples, facts.repeats)
    passes = multiply(facts.passes, facts.repeats)
    return replace(facts, count=count, size=sized_like(samples, facts), repeats=1, passes=passes)


def picked(leaf: Any, selection: tuple[Any, ...]) -> Any:
    """An array of which only some samples are left, or all in another order."""
    if not isinstance(leaf, ArrayValue):
        return leaf
    origin = tuple(s.pick(selection) if isinstance(s, Source) else s for s in leaf.origin)
    return leaf.like(origin=origin, name=leaf.name)


def samples_in(count: Any, facts: Pipeline) -> Any:
    """Samples in so many elements."""
    if count is None:
        return None
    if facts.batched is False:
        return count
    return None if facts.batch is None else multiply(count, facts.batch.value)


def least(first: Any, second: Any) -> Any:
    """The smaller of two Numbers, None where it is not known which."""
    if first is None or second is None:
        return first if second is None else None
    smaller = less(first, second)
    if smaller is None:
        # `ds.take(n_train)` is written for data that has as many.
        return first
    return first if smaller else second


def not_negative(number: Any) -> Any:
    """A count that cannot fall below 0."""
    return 0 if number is not None and less(number, 0) else number


def sized_like(samples: Any, facts: Pipeline) -> Size | None:
    """A size that is known in the same way as the dataset's own."""
    if samples is None:
        return None
    source, node = ("", None) if facts.size is None else (facts.size.source, facts.size.node)
    return Size(samples, source, node)


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
