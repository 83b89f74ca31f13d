"""Arrays whose entries are all known: nested tuples of plain numbers, row by row."""

from __future__ import annotations

import math
from typing import Any

from kerlint.symbolic.arrays import ArrayValue, Dims


def literal(values: Any) -> ArrayValue | None:
    """The array of nested tuples of plain numbers, with the facts that its entries tell; None for ragged ones."""
    dims = nested_shape(values)
    if dims is None:
        return None
    entries = list(_flat(values))
    kinds = {bool if isinstance(v, bool) else type(v) for v in entries}
    dtype = "float64" if float in kinds or not entries else "int64" if int in kinds else "bool"
    if dtype == "float64":
        values = map_values(values, float)
    elif kinds == {int, bool}:
        values = map_values(values, int)
    finite = bool(entries) and all(map(math.isfinite, entries))
    low, high = (min(entries), max(entries)) if finite else (None, None)
    array = ArrayValue(shape=dims, dtype=dtype, values=values, low=low, high=high)
    array.encoding, array.classes = encoding_of(values, dims)
    return array


def encoding_of(values: Any, dims: Dims) -> tuple[str | None, Any]:
    """Which labels these entries may be: (encoding, classes)."""
    entries = set(_flat(values))
    if not all(map(math.isfinite, entries)) or not entries:
        return None, None
    if any(v != int(v) or v < 0 for v in entries):
        return "float", None
    if len(dims) == 1 or (len(dims) == 2 and dims[1] == 1):
        return ("binary", 2) if entries == {0, 1} else ("int", None)
    if len(dims) == 2 and entries == {0, 1}:
        return ("one-hot", dims[1]) if all(sum(row) == 1 for row in values) else ("multi-label", dims[1])
    return None, None


def nested_shape(values: Any) -> Dims | None:
    """The shape of nested tuples; None for ragged ones."""
    if not isinstance(values, tuple):
        return ()
    if not values:
        return (0,)
    inner = {nested_shape(value) for value in values}
    return None if len(inner) != 1 or None in inner else (len(values), *(inner.pop() or ()))


def _flat(values: Any) -> Any:
    if isinstance(values, tuple):
        for value in values:
            yield from _flat(value)
    else:
        yield values


def flat_values(values: Any) -> list[Any]:
    """All entries, row by row."""
    return list(_flat(values))


def nest(entries: list[Any], dims: Dims) -> Any:
    """Entries as nested tuples of the given known dims."""
    if not dims:
        return entries[0]
    step = len(entries) // dims[0] if dims[0] else 0
    return tuple(nest(entries[i * step : (i + 1) * step], dims[1:]) for i in range(dims[0]))


def map_values(values: Any, function: Any) -> Any:
    """Entries with a function applied to each."""
    return tuple(map_values(v, function) for v in values) if isinstance(values, tuple) else function(values)
