"""Plain Python generators, and what their batches are cut out of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import (
    arrays_in,
    batch_shape,
    inputs_and_labels,
    label_names,
    leading,
    origins_of,
    transforms_of,
)
from kerlint.keras.data.flows import Flow
from kerlint.keras.data.sizes import learnt
from kerlint.keras.data.values import placed
from kerlint.script import Call, DataSource, Size
from kerlint.symbolic.arithmetic import Quantity, ceil_divide, known, same
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.functions import PythonGenerator
from kerlint.symbolic.origins import Source
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import Argument

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def batch_rows(batch: Any) -> Any:
    """How many samples a batch of inputs holds, as plainly as it can be said; None where nothing names the number."""
    first = leading(batch)
    if first is None:
        return None
    rows = first.shape[0] if first.shape else first.rows
    if not isinstance(rows, Quantity) or rows.value is not None:
        return known(rows)
    # `x[i : i + batch_size]` holds i + batch_size - i samples.
    plainest = next((leaf for leaf in _leaves(rows) if same(rows, leaf)), rows)
    return None if any(_anonymous(leaf) for leaf in _leaves(plainest)) else plainest


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Quantity) and value.op not in ("symbol", "const"):
        for part in value.args:
            yield from _leaves(part)
    else:
        yield value


def _anonymous(value: Any) -> bool:
    """A number that only the analysis has a name for: the length of a list, the index of a loop."""
    if not isinstance(value, Quantity) or value.op != "symbol":
        return False
    key = value.args[0]
    return isinstance(key, tuple) and bool(key) and key[0] in ("dim", "index")


def drawn_from(batch: Any, candidates: Iterable[Any]) -> ArrayValue | None:
    """The array among `candidates` that a batch of inputs is cut out of."""
    first = leading(batch)
    if first is None or len(first.origin) != 1 or not isinstance(first.origin[0], Source):
        return None
    part = first.origin[0]
    for array in candidates:
        if isinstance(array, ArrayValue) and len(array.origin) == 1 and isinstance(array.origin[0], Source):
            whole = array.origin[0]
            if (
                whole.key == part.key
                and part.rows[: len(whole.rows)] == whole.rows
                and len(part.rows) == len(whole.rows) + 1
            ):
                return array
    return None


def _in_sight(value: PythonGenerator) -> Iterator[Any]:
    """What a generator function was given, and what it sees from where it stands."""
    yield from value.arguments.values()
    scope: Scope | None = value.function.closure
    while scope is not None:
        yield from scope.names.values()
        scope = scope.parent


def generator_source(value: PythonGenerator, ev: Evaluator, node: CSTNode, key: int) -> DataSource:
    """A generator function's batches."""
    call = Call(value.function.name, {}, placed(value.node or node), False, key)
    batch = _first_known(value.yields(ev))
    pair = inputs_and_labels(batch)
    whole = None if pair is None else drawn_from(pair[0], _in_sight(value))
    endless = value.endless(ev)
    flow = None if pair is None else _flow_behind(pair[0], ev)
    if flow is None:
        return batches_source(batch, whole, endless, ev, node, call, key)
    # Going through an iterator of ImageDataGenerator never ends.
    made = batches_source(batch, None, True, ev, node, call, key)
    return passed_on(made, flow.snapshot(ev))


def _flow_behind(batch: Any, ev: Evaluator) -> Flow | None:
    """The iterator whose batches a generator hands on."""
    from kerlint.keras.run import KerasRun

    origin = origins_of(batch)
    flows = [source for source in ev.extension(KerasRun).data_sources if isinstance(source, Flow)]
    return next((flow for flow in reversed(flows) if origin and flow.origins(ev) == origin), None)


def passed_on(made: DataSource, inner: DataSource) -> DataSource:
    """A generator's batches that are those of another source."""
    return replace(
        made,
        size=inner.size,
        batch_size=inner.batch_size,
        length=inner.length,
        shuffle=inner.shuffle,
        call=inner.call,
        factory=inner.factory,
        directory=inner.directory,
        subset=inner.subset,
        split=inner.split,
        augmentation=inner.augmentation if made.augmentation is None else made.augmentation,
        preprocessing=inner.preprocessing if made.preprocessing is None else made.preprocessing,
    )


def _first_known(yielded: list[Any]) -> Any:
    """The first batch that holds an array."""
    for batch in yielded:
        if any(isinstance(leaf, ArrayValue) for leaf in arrays_in(batch)):
            return batch
    return yielded[0] if yielded else None


def batches_source(
    batch: Any,
    whole: ArrayValue | None,
    endless: bool | None,
    ev: Evaluator,
    node: CSTNode,
    call: Call | None,
    key: int,
) -> DataSource:
    """A plain generator that yields batches like `batch`, cut out of `whole`."""
    pair = inputs_and_labels(batch)
    x, y = pair if pair is not None else (None, None)
    augmentation, preprocessing = transforms_of(x) if x is not None else (None, None)
    labels = leading(y)
    rows = batch_rows(x)
    size = learnt(ev, node).size
    total = None if whole is None else whole.length(ev, node)
    if total is not None and (size is None or known(total) is not None):
        size = Size(total, getattr(total, "source", None) or "", node)
    return DataSource(
        key,
        "python-generator",
        node,
        ev.label(node) or ev.binding_name,
        size=size,
        batch_size=None if rows is None else Argument(rows, None, "batch_size"),
        length=None if size is None or rows is None else ceil_divide(size.samples, rows),
        augmentation=augmentation,
        preprocessing=preprocessing,
        repeated=endless,
        sized=False,
        call=call,
        inputs=batch_shape(x),
        labels=batch_shape(y),
        label_names=label_names(y),
        encoding=("none" if pair is not None and y is None else None) if labels is None else labels.encoding,
        classes=getattr(labels, "classes", None),
        origin=() if x is None else origins_of(x) if whole is None else whole.origin,
    )
