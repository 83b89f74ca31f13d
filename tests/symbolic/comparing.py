"""Hold what the evaluator claims against what Python, numpy and scikit-learn really compute."""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from kerlint.symbolic.arithmetic import known
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.library.frames import FrameValue
from kerlint.symbolic.library.sequences import CountedList, RangeValue
from kerlint.symbolic.values import DictValue, ListValue, SetValue, TupleValue
from tests.symbolic.running import evaluators

Statement = Callable[[random.Random, list[str]], str]


def generated(
    seed: int,
    setup: str,
    statements: list[Statement],
    count: int,
    useful: Callable[[Any], bool] | None = None,
) -> tuple[str, dict[str, Any]]:
    """A random snippet that runs without error, and what its names are bound to.

    `useful`: which values later statements may go on with.
    """
    useful = useful or _is_data
    chance = random.Random(seed)
    np.random.seed(seed)
    namespace: dict[str, Any] = {}
    lines = [setup]
    exec(setup, namespace)
    arrays = [name for name in namespace if not name.startswith("__") and useful(namespace[name])]
    for number in range(count):
        name = f"v{number}"
        line = chance.choice(statements)(chance, arrays).replace("NEW", name)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                exec(line, namespace)
        except Exception:
            continue
        lines.append(line)
        if name in namespace and useful(namespace[name]):
            arrays.append(name)
    return "\n".join(lines), namespace


def _is_data(value: Any) -> bool:
    return isinstance(value, np.ndarray) and 0 < value.ndim < 5 and 0 < value.size < 20_000


def claims(text: str, namespace: dict[str, Any]) -> tuple[int, list[str]]:
    """How many facts the evaluator claims on a snippet, and those that are wrong."""
    (ev,) = evaluators(text)
    told = 0
    wrong: list[str] = []
    for name, value in ev.module_scope.names.items():
        if name.startswith("__") or name not in namespace:
            continue
        for fact, holds in facts(value, namespace[name], ev):
            told += 1
            if not holds:
                wrong.append(f"{name}: {fact}, really {_short(namespace[name])}")
    return told, wrong


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"array{value.shape} {value.dtype} {str(value.ravel()[:8].tolist())[:80]}"
    return repr(value)[:80]


def facts(value: Any, real: Any, ev: Any) -> Iterator[tuple[str, bool]]:
    """(fact, does it hold?) for everything that `value` claims about `real`."""
    number = known(value)
    if isinstance(value, bool | str | bytes) or value is None:
        yield f"is {value!r}", _equal(value, real)
    elif number is not None:
        yield f"is {number}", _equal(number, real)
    elif isinstance(value, ArrayValue):
        yield from _array_facts(value, real)
    elif isinstance(value, FrameValue):
        yield from _dim_fact("length", value.rows, len(real))
        if value.columns is not None and not value.series:
            yield f"columns {value.columns}", list(value.columns) == list(real.columns)
    elif isinstance(value, TupleValue | ListValue) and not isinstance(value, SetValue) and value.complete:
        parts = list(real)
        yield f"{len(value.items)} items", len(parts) == len(value.items)
        for item, part in zip(value.items, parts, strict=False):
            yield from facts(item, part, ev)
    elif isinstance(value, SetValue) and value.complete:
        yield "set", len(value.items) == len(real)
    elif isinstance(value, DictValue) and value.complete:
        yield f"keys {list(value.items)}", set(value.items) == set(real)
        for key, item in value.items.items():
            if key in real:
                yield from facts(item, real[key], ev)
    elif isinstance(value, CountedList | RangeValue):
        yield from _dim_fact("length", value.length(ev, None), len(list(real)))


def _equal(claimed: Any, real: Any) -> bool:
    try:
        if isinstance(real, str | bytes | bool) or real is None or isinstance(claimed, str | bytes):
            return bool(claimed == real)
        return math.isclose(float(claimed), float(real), rel_tol=1e-9) or (
            claimed != claimed and real != real
        )
    except (TypeError, ValueError):
        return False


def _dim_fact(name: str, claimed: Any, real: int) -> Iterator[tuple[str, bool]]:
    if known(claimed) is not None:
        yield f"{name} {known(claimed)}", known(claimed) == real


def _array_facts(value: ArrayValue, real: Any) -> Iterator[tuple[str, bool]]:
    if hasattr(real, "toarray"):
        real = real.toarray()
    array = np.asarray(real)
    if value.shape is not None:
        yield f"rank {len(value.shape)}", array.ndim == len(value.shape)
        for axis, (dim, size) in enumerate(zip(value.shape, array.shape, strict=False)):
            yield from _dim_fact(f"axis {axis}", dim, size)
    elif value.rows is not None and array.ndim:
        yield from _dim_fact("rows", value.rows, array.shape[0])
    if value.dtype not in (None, "str"):
        yield f"dtype {value.dtype}", str(array.dtype) == value.dtype
    if array.size and array.dtype.kind in "biuf":
        yield from _entry_facts(value, array)


def _entry_facts(value: ArrayValue, array: Any) -> Iterator[tuple[str, bool]]:
    if np.isnan(array.astype("float64")).all():
        return
    slack = 1e-6 * (1 + float(np.nanmax(np.abs(array.astype("float64")))))
    if known(value.low) is not None:
        yield f"low {value.low}", float(np.nanmin(array)) >= float(known(value.low) or 0) - slack
    if known(value.high) is not None:
        yield f"high {value.high}", float(np.nanmax(array)) <= float(known(value.high) or 0) + slack
    if value.values is not None:
        yield (
            f"values {str(value.values)[:60]}",
            bool(np.allclose(np.array(value.values), array, equal_nan=True)),
        )
    if value.encoding in ("int", "binary", "one-hot", "multi-label"):
        whole = bool(np.all(array == np.floor(array)) and array.min() >= 0)
        yield f"encoding {value.encoding}", whole
    if value.encoding in ("binary", "one-hot", "multi-label"):
        yield f"encoding {value.encoding}: 0 and 1", bool(np.isin(array, (0, 1)).all())
    if value.encoding == "one-hot":
        yield "one 1 a row", bool((array.sum(-1) == 1).all())
    if value.encoding == "int" and known(value.classes) is not None:
        yield f"{value.classes} classes", array.max() < (known(value.classes) or 0)
