"""`array[...]` as numpy defines it: basic slices, new axes, masks and index arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import Quantity, is_number, known, known_int, same, symbol
from kerlint.symbolic.array_literals import flat_values
from kerlint.symbolic.arrays import ArrayValue, as_array, length_name, new_dim
from kerlint.symbolic.origins import Source, interval, is_random, unique_entries
from kerlint.symbolic.values import ListValue, SliceValue, TupleValue, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


def take(array: ArrayValue, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """`array[index]`."""
    entry = _known_entry(array, index)
    if entry is not None:
        return entry
    if isinstance(index, str):
        return _field(array, index, ev, node)
    parts = _parts(index, ev, node)
    if parts is not None and array.shape is None and _is_table(array) and sum(map(_consumed, parts)) == 2:
        array = array.like(shape=(array.rows, new_dim(ev, "the number of columns", node)))
    if parts is None or array.shape is None:
        return _of_unknown_rank(array, parts, ev, node)
    parts = _expanded(parts, len(array.shape))
    dims = None if parts is None else _dims(array.shape, parts, ev, node)
    if parts is None or dims is None:
        return ev.unknown(node)
    origin, chosen = _origin(array, parts, ev)
    if dims == ():
        return array.entry(node)
    result = array.like(shape=dims, origin=origin, node=node)
    result.name = ev.label(node) if node is not None else None
    result.classes = _classes(array, chosen)
    if not _keeps_columns(parts):
        result.encoding, result.classes = _column_encoding(array)
    elif len(dims) != len(array.shape):
        if array.encoding == "one-hot" and not (chosen is not None and len(dims) == 1 + (chosen.rank or 0)):
            result.encoding, result.classes = None, None
    return _with_values(result, array, index)


def _is_table(array: ArrayValue) -> bool:
    """Has it two axes at most, as `loadtxt` gives them?"""
    source = array.origin[0] if len(array.origin) == 1 else None
    if not isinstance(source, Source) or not isinstance(source.key, tuple) or source.key[0] not in _TABLES:
        return False
    unchanged = array.steps is not None and all(step.name == "cast" for step in array.steps)
    return unchanged and not source.columns and array.rows is not None


_TABLES = frozenset({"numpy.loadtxt", "numpy.genfromtxt"})


def _field(array: ArrayValue, name: str, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    """One of the arrays of an .npz file, or a field of a structured array."""
    length = symbol(("field", array.origin, name), length_name(ev, node), node)
    origin = tuple(Source(("field", source, name)) for source in array.origin)
    return ArrayValue(rows=length, origin=origin, node=node)


def _classes(array: ArrayValue, chosen: ArrayValue | None) -> Any:
    """The classes of the rows that an index array chose: a mask may leave whole classes out."""
    if chosen is None or array.encoding == "one-hot":
        return array.classes
    regardless = bool(chosen.origin) and all(
        isinstance(source, Source) and (unique_entries(source) or is_random((source,)))
        for source in chosen.origin
    )
    return array.classes if regardless else None


def _column_encoding(array: ArrayValue) -> tuple[str | None, Any]:
    return ("float", None) if array.encoding == "float" else (None, None)


def _known_entry(array: ArrayValue, index: Any) -> Any:
    """The number at a known position of an array whose entries are known; numpy's own small types are none."""
    if array.dtype not in ("int64", "float64"):
        return None
    where = index.items if isinstance(index, TupleValue) else (index,)
    positions = [known_int(part) if not isinstance(part, bool) else None for part in where]
    if array.values is None or array.shape is None or len(positions) != len(array.shape) or None in positions:
        return None
    entry = array.values
    for position in positions:
        if position is None or not -len(entry) <= position < len(entry):
            return None
        entry = entry[position]
    return entry


def _with_values(result: ArrayValue, array: ArrayValue, index: Any) -> ArrayValue:
    """Keep the entries for a row or a slice of rows of an array whose entries are known."""
    if array.values is None:
        return result
    position = known_int(index)
    if (
        position is not None
        and not isinstance(index, bool)
        and -len(array.values) <= position < len(array.values)
    ):
        result.values = array.values[position]
    elif isinstance(index, SliceValue):
        bounds = [None if b is None else known_int(b) for b in (index.start, index.stop, index.step)]
        given = [b for b in (index.start, index.stop, index.step) if b is not None]
        if len(given) == sum(b is not None for b in bounds) and bounds[2] != 0:
            result.values = array.values[slice(*bounds)]
    if result.values is not None and not flat_values(result.values):
        result.values = None
    return result


def _parts(index: Any, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
    """The index's parts: ints and Quantities, SliceValues, None, Ellipsis and arrays; None if any is unknown."""
    written = list(index.items) if isinstance(index, TupleValue) else [index]
    parts: list[Any] = []
    for part in written:
        if part is None or part is Ellipsis or isinstance(part, SliceValue | ArrayValue):
            parts.append(part)
        elif is_number(part):
            if isinstance(part, float) or isinstance(known(part), float):
                return None
            parts.append(part)
        elif isinstance(part, ListValue | Value):
            array = as_array(part, ev, node)
            if array is None:
                return None
            parts.append(array)
        else:
            return None
    if any(isinstance(part, ArrayValue) and (part.shape is None or part.dtype is None) for part in parts):
        # Mask or index array? They select differently.
        return None if any(isinstance(part, ArrayValue) and part.shape is None for part in parts) else parts
    return parts


def _expanded(parts: list[Any], rank: int) -> list[Any] | None:
    """The parts with `...` and missing ones written out as full slices."""
    used = sum(_consumed(part) for part in parts)
    if used > rank or sum(part is Ellipsis for part in parts) > 1:
        return None
    fill: list[Any] = [SliceValue()] * (rank - used)
    for i, part in enumerate(parts):
        if part is Ellipsis:
            return [*parts[:i], *fill, *parts[i + 1 :]]
    return [*parts, *fill]


def _consumed(part: Any) -> int:
    if part is None or part is Ellipsis:
        return 0
    if isinstance(part, ArrayValue) and part.dtype == "bool":
        return len(part.shape or ())
    return 1


def _dims(shape: shapes.Dims, parts: list[Any], ev: Evaluator, node: CSTNode | None) -> shapes.Dims | None:
    """The result's shape."""
    dims: list[Any] = []
    advanced: list[shapes.Dims] = []
    places: list[int] = []
    has_array = any(isinstance(part, ArrayValue) for part in parts)
    axis = 0
    for i, part in enumerate(parts):
        if part is None:
            dims.append(1)
        elif isinstance(part, SliceValue):
            length = shapes.slice_length(shape[axis], part.start, part.stop, part.step)
            dims.append(
                new_dim(ev, f"len({ev.code(node)})" if node is not None else "len(...)")
                if length is None
                else length
            )
            axis += 1
        elif isinstance(part, ArrayValue):
            advanced.append(_selected(part, ev, node))
            places.append(i)
            dims.append(_HERE)
            axis += _consumed(part)
        else:
            position, size = known_int(part), known_int(shape[axis])
            if position is not None and size is not None and not -size <= position < size:
                return None
            if has_array:
                advanced.append(())
                places.append(i)
                dims.append(_HERE)
            axis += 1
    if not has_array:
        return tuple(dims)
    return _place_advanced(dims, advanced, places)


_HERE = object()


def _place_advanced(dims: list[Any], advanced: list[shapes.Dims], places: list[int]) -> shapes.Dims | None:
    """Index arrays side by side put their common shape where they stand, others at the front."""
    common: shapes.Dims | None = ()
    for each in advanced:
        common = shapes.broadcast(common, each)
    if common is None:
        return None
    rest = [dim for dim in dims if dim is not _HERE]
    together = places[-1] - places[0] == len(places) - 1
    position = dims.index(_HERE) if together else 0
    return (*rest[:position], *common, *rest[position:])


def _selected(part: ArrayValue, ev: Evaluator, node: CSTNode | None) -> shapes.Dims:
    if part.dtype == "bool":
        if part.values is not None:
            return (sum(map(bool, flat_values(part.values))),)
        return (_own_length(ev, node),)
    return part.shape or ()


def _own_length(ev: Evaluator, node: CSTNode | None) -> Any:
    return new_dim(ev, length_name(ev, node), node)


def _full(part: Any) -> bool:
    return (
        isinstance(part, SliceValue) and part.start is None and part.stop is None and part.step in (None, 1)
    )


def _keeps_columns(parts: list[Any]) -> bool:
    """Are all axes after the first taken whole?"""
    return all(part is None or _full(part) for part in parts[1:]) and parts[:1] != [None]


def _origin(array: ArrayValue, parts: list[Any], ev: Evaluator) -> tuple[tuple[Any, ...], ArrayValue | None]:
    """Which data the result holds, and the index array that chose its rows."""
    rows = next((part for part in parts if part is not None), None)
    rest = [part for part in parts if part is not None][1:]
    chosen = rows if isinstance(rows, ArrayValue) else None
    if chosen is not None and not array.origin:
        # A table of constants looked up by an index array, such as rows of np.eye: the index array's data.
        return chosen.origin, chosen
    columns = tuple(_column_key(part, ev) for part in rest)
    selection = _selection(array, rows, ev)
    origin = []
    for source in array.origin:
        if isinstance(source, Source):
            if selection is not None:
                source = source.pick(selection)
            if any(column != ":" for column in columns):
                source = source.narrow(columns)
        origin.append(source)
    return tuple(origin), chosen


def _selection(array: ArrayValue, rows: Any, ev: Evaluator) -> tuple[Any, ...] | None:
    if rows is None or _full(rows):
        return None
    if isinstance(rows, SliceValue):
        bounds = shapes.slice_bounds(array.shape[0] if array.shape else array.rows, rows.start, rows.stop)
        if bounds is None or known_int(rows.step or 1) != 1:
            return ("rows", ("slice", ev.new_key()))
        return interval(*bounds)
    if isinstance(rows, ArrayValue):
        if len(rows.origin) == 1:
            return ("rows", rows.origin[0])
        return ("rows", ("array", rows.values if rows.values is not None else ev.new_key()))
    return ("row", rows.key if isinstance(rows, Quantity) else rows)


def _column_key(part: Any, ev: Evaluator) -> Any:
    if _full(part):
        return ":"
    if isinstance(part, SliceValue):
        numbers = [shapes.as_number(bound) for bound in (part.start, part.stop, part.step)]
        bounds = tuple(b.key if isinstance(b, Quantity) else b for b in numbers)
        return bounds if all(b is None or isinstance(b, int | tuple) for b in bounds) else ev.new_key()
    if isinstance(part, Quantity):
        return part.key
    if isinstance(part, ArrayValue):
        return part.values if part.values is not None else ("array", ev.new_key())
    return part


def _of_unknown_rank(array: ArrayValue, parts: list[Any] | None, ev: Evaluator, node: CSTNode | None) -> Any:
    """What can still be said where the array's rank or the index is not known."""
    first = parts[0] if parts else None
    result = array.like(shape=None, rows=None, encoding=None, classes=None, node=node)
    if parts is None or first is Ellipsis or first is None:
        result.origin = tuple(
            source.pick(("rows", ("unknown", ev.new_key()))) if isinstance(source, Source) else source
            for source in array.origin
        )
        if array.shape is not None and len(array.shape) < 2:
            return ev.unknown(node)
        return result
    result.origin, _ = _origin(array, parts, ev)
    if isinstance(first, SliceValue):
        length = array.rows
        if length is not None:
            result.rows = shapes.slice_length(length, first.start, first.stop, first.step)
    elif isinstance(first, ArrayValue) and len(parts) == 1:
        result.rows = _selected(first, ev, node)[0] if first.shape else None
    elif not isinstance(first, ArrayValue):
        result.rows = None
    if len(parts) == 1 and isinstance(first, SliceValue | ArrayValue):
        result.encoding = array.encoding
        result.classes = _classes(array, first if isinstance(first, ArrayValue) else None)
    return result


def put(array: ArrayValue, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
    """`array[index] = value`: the array's entries change in place."""
    array.values = None
    number = known(value)
    new = as_array(value, ev, node)
    if number == 1 and _one_per_row(array, index, ev, node):
        array.encoding, array.classes, array.high = "one-hot", (array.shape or (None, None))[1], 1
        labels = as_array(index.items[1], ev, node)
        if labels is not None:
            array.origin = labels.origin or array.origin
        return
    array.encoding, array.classes = None, None
    bounds: list[Any] = [None, None] if new is None else [known(new.low), known(new.high)]
    if array.dtype == "bool":
        bounds = [0, 1]
    elif array.dtype is not None and not array.dtype.startswith("float"):
        bounds = [None if bound is None else int(bound) for bound in bounds]
        if array.dtype != "int64" and not all(bound is not None and 0 <= bound < 128 for bound in bounds):
            bounds = [None, None]
    low, high = known(array.low), known(array.high)
    array.low = None if low is None or bounds[0] is None else min(low, bounds[0])
    array.high = None if high is None or bounds[1] is None else max(high, bounds[1])
    if new is None or new.steps:
        array.steps = None
    if new is not None and new.origin:
        array.origin = tuple(dict.fromkeys((*array.origin, *new.origin)))


def _one_per_row(array: ArrayValue, index: Any, ev: Evaluator, node: CSTNode | None) -> bool:
    """`zeros[np.arange(n), labels] = 1`: one-hot encoding by hand."""
    if array.shape is None or len(array.shape) != 2 or known(array.high) != 0 or known(array.low) != 0:
        return False
    if not isinstance(index, TupleValue) or len(index.items) != 2:
        return False
    rows, labels = (as_array(item, ev, node) for item in index.items)
    if rows is None or labels is None or rows.rank != 1 or labels.rank != 1 or labels.dtype == "bool":
        return False
    source = rows.origin[0] if len(rows.origin) == 1 else None
    whole = (
        isinstance(source, Source) and isinstance(source.key, tuple) and source.key[:1] == ("numpy.arange",)
    )
    return whole and bool(same(rows.length(ev, node), array.shape[0]))
