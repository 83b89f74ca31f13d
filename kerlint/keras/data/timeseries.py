"""`timeseries_dataset_from_array` and `split_dataset`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.dataset_methods import METHODS
from kerlint.keras.data.datasets import DatasetValue, Pipeline
from kerlint.keras.data.elements import as_array, labels_array
from kerlint.keras.data.values import argument, batch_argument, bind_call, record, record_call, symbolic_size
from kerlint.script import Size
from kerlint.symbolic.arithmetic import add, apply, ceil_divide, known, less, multiply, subtract
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import Source, interval
from kerlint.symbolic.values import Argument, Arguments, TupleValue, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_PATH = "keras.utils.timeseries_dataset_from_array"


def register(library: Library) -> None:
    """The two functions."""
    library.calls(_PATH)(_timeseries)
    library.calls("keras.utils.split_dataset")(_split_dataset)


def _timeseries(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Windows: end - start - (length - 1) * rate of them, at most one a target, every stride-th."""
    bound = bind_call(_PATH, arguments, ev)
    data = as_array(argument(bound, "data"), ev, node)
    targets = argument(bound, "targets")
    labels = None if targets is None else as_array(targets, ev, node)
    length, stride, rate = (
        ev.number(argument(bound, name, 1))
        for name in ("sequence_length", "sequence_stride", "sampling_rate")
    )
    start = argument(bound, "start_index")
    stop = argument(bound, "end_index")
    first = 0 if start is None else ev.number(start)
    last = (None if data is None else data.length(ev, node)) if stop is None else ev.number(stop)
    windows = None
    if None not in (length, stride, rate, first, last):
        windows = subtract(last, multiply(subtract(length, 1), rate))
        windows = windows if known(first) == 0 else subtract(windows, first)
        rows = None if labels is None else labels.length(ev, node)
        fewer = None if rows is None else less(rows, windows)
        windows = rows if fewer else windows
        if rows is not None and fewer is None:
            windows = None
        elif known(stride) != 1:
            windows = ceil_divide(windows, stride)
    part = interval(first, last) if start is not None or stop is not None else None
    batch = batch_argument(bound, 128, ev)
    rows = None if batch is None else batch.value
    dataset = DatasetValue(_PATH, bound, Pipeline(None), ev, node)
    batched = batch is not None or (None if argument(bound, "batch_size", 128) is not None else False)
    x = _windows(data, length, rows, batched, part, ev, node)
    y = None if labels is None else _targets(labels, rows, batched, part, node)
    element = x if targets is None else TupleValue([x, ev.unknown(node) if y is None else y], node)
    size = symbolic_size(dataset, "samples") if windows is None else Size(windows, "", node)
    count = None if batched is None else ceil_divide(size.samples, rows) if batched else size.samples
    dataset.pipeline = Pipeline(
        element,
        count,
        size,
        batch,
        batched,
        shuffle=as_bool(argument(bound, "shuffle", False)),
        classes=getattr(y, "classes", None),
    )
    record(dataset, ev)
    record_call(dataset.call_made, ev)
    return dataset


def _windows(
    data: ArrayValue | None,
    length: Any,
    rows: Any,
    batched: bool | None,
    part: tuple[Any, ...] | None,
    ev: Evaluator,
    node: CSTNode | None,
) -> Any:
    if data is None:
        return ev.unknown(node)
    sample = None if data.shape is None or length is None else (length, *data.shape[1:])
    shape = None if sample is None or batched is None else (rows, *sample) if batched else sample
    return data.like(shape=shape, rows=rows, origin=_picked(data, part), node=node)


def _targets(
    labels: ArrayValue, rows: Any, batched: bool | None, part: tuple[Any, ...] | None, node: CSTNode | None
) -> ArrayValue:
    sample = None if labels.shape is None else labels.shape[1:]
    made = labels_array(sample, rows, labels.encoding, labels.classes, _picked(labels, part), node)
    return made if batched else made.like(shape=sample, rows=None)


def _picked(array: ArrayValue, part: tuple[Any, ...] | None) -> tuple[Any, ...]:
    if part is None:
        return array.origin
    return tuple(s.pick(part) if isinstance(s, Source) else s for s in array.origin)


def _split_dataset(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """A left and a right part; a float is a share of the samples, rounded."""
    dataset = arguments.value(0, "dataset")
    if not isinstance(dataset, DatasetValue) or dataset.pipeline.batched is not False:
        return TupleValue([ev.unknown(node), ev.unknown(node)], node)
    total = dataset.pipeline.count
    left = _share(arguments.value(1, "left_size"), total, ev)
    right = _share(arguments.value(2, "right_size"), total, ev)
    if left is None and right is not None and total is not None:
        left = subtract(total, right)
    if left is None:
        unknown = replace(dataset.pipeline, count=None, size=None)
        return TupleValue([dataset.derive(unknown, ev, node) for _ in range(2)], node)
    count = Arguments((Argument(left, node),))
    first, second = METHODS["take"](dataset, count, ev, node), METHODS["skip"](dataset, count, ev, node)
    if right is not None and not (total is not None and known(subtract(total, add(left, right))) == 0):
        second = METHODS["take"](second, Arguments((Argument(right, node),)), ev, node)
    first.name = second.name = None
    return TupleValue([first, second], node)


def _share(value: Any, total: Any, ev: Evaluator) -> Any:
    if value is None:
        return None
    number = ev.number(value)
    if isinstance(known(number), float):
        return None if total is None else apply("round", multiply(number, total))
    return number
