"""numpy's functions that put arrays together and take them apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import add, is_number, known_int
from kerlint.symbolic.array_merging import merged
from kerlint.symbolic.arrays import ArrayValue, as_array, unknown_array
from kerlint.symbolic.library.array_methods import METHODS
from kerlint.symbolic.origins import joined
from kerlint.symbolic.values import Arguments, ListValue, SliceValue, TupleValue, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


def register(library: Library) -> None:
    """Make joining and splitting known to the library."""
    _register_joining(library)
    _register_splitting(library)


def concatenated(parts: list[Any], axis: Any, path: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """The parts one after the other along an axis."""
    arrays = [as_array(part, ev, node) for part in parts]
    found = [array for array in arrays if array is not None]
    position = known_int(axis)
    if not found or len(found) != len(arrays) or position is None:
        return unknown_array(ev, node, path)
    dims = [array.shape for array in found]
    shape = None if None in dims else shapes.concatenate([d for d in dims if d is not None], position)
    rows: Any = None
    if shape is None and position == 0:
        rows = _sum([array.length(ev, node) for array in found])
    result = merged(found, shape)
    result.rows = rows
    result.name, result.node = ev.binding_name, node
    first = position == 0 or (shape is not None and position == -len(shape))
    if first:
        result.origin = joined(result.origin)
    else:
        result.encoding, result.classes = None, None
    return result


def _sum(lengths: list[Any]) -> Any:
    total: Any = 0
    for length in lengths:
        if length is None:
            return None
        total = length if total == 0 else add(total, length)
    return total


def _parts(value: Any, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
    """The arrays to be joined; an array is a list of its rows."""
    items = as_items(value)
    return items if items is not None else ev.iterate(value, node)


def _stack_rank(array: ArrayValue, least: int, lead: bool) -> ArrayValue:
    """With at least so many axes: new ones in front, or behind."""
    if array.shape is None or len(array.shape) >= least:
        return array
    missing = (1,) * (least - len(array.shape))
    return array.like(shape=missing + array.shape if lead else array.shape + missing)


def _register_joining(library: Library) -> None:
    @library.calls("numpy.concatenate")
    def concatenate(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value, axis = arguments.value(0, "arrays"), arguments.value(1, "axis", default=0)
        parts = _parts(value, ev, node)
        if parts is None:
            return unknown_array(ev, node, "numpy.concatenate")
        if axis is None:
            arrays = [as_array(part, ev, node) for part in parts]
            parts = [METHODS["ravel"](a, Arguments(), ev, node) if a is not None else None for a in arrays]
            axis = 0
        return concatenated(parts, axis, "numpy.concatenate", ev, node)

    @library.calls("numpy.append")
    def append(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = [arguments.value(0, "arr"), arguments.value(1, "values")]
        axis = arguments.value(2, "axis")
        if axis is None:
            arrays = [as_array(part, ev, node) for part in parts]
            parts = [METHODS["ravel"](a, Arguments(), ev, node) if a is not None else None for a in arrays]
            axis = 0
        return concatenated(parts, axis, "numpy.append", ev, node)

    @library.calls("numpy.stack")
    def stack(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value, axis = arguments.value(0, "arrays"), known_int(arguments.value(1, "axis", default=0))
        array = as_array(value, ev, node) if axis == 0 else None
        if array is not None:
            return array.like(name=ev.binding_name, node=node)
        parts = _parts(value, ev, node)
        arrays = [as_array(part, ev, node) for part in parts or []]
        found = [a for a in arrays if a is not None and a.shape is not None]
        if axis is None or not found or len(found) != len(arrays) or not _alike(found):
            return unknown_array(ev, node, "numpy.stack", rows=None)
        dims = found[0].shape or ()
        if not -len(dims) - 1 <= axis <= len(dims):
            return ev.unknown(node)
        axis %= len(dims) + 1
        result = merged(found, (*dims[:axis], len(found), *dims[axis:]))
        result.encoding, result.classes = None, None
        return result.like(name=ev.binding_name, node=node)

    @library.calls("numpy.vstack", "numpy.row_stack")
    def vstack(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _stacked(arguments.value(0), 2, True, 0, ev, node)

    @library.calls("numpy.dstack")
    def dstack(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = _parts(arguments.value(0), ev, node)
        arrays = [as_array(part, ev, node) for part in parts or []]
        if not arrays or any(a is None or a.shape is None or len(a.shape) < 2 for a in arrays):
            return unknown_array(ev, node, "numpy.dstack")
        return _stacked(arguments.value(0), 3, False, 2, ev, node)

    @library.calls("numpy.column_stack")
    def column_stack(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _stacked(arguments.value(0), 2, False, 1, ev, node)

    @library.calls("numpy.hstack")
    def hstack(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = _parts(arguments.value(0), ev, node)
        arrays = [as_array(part, ev, node) for part in parts or []]
        if not arrays or any(a is None or a.shape is None for a in arrays):
            return unknown_array(ev, node, "numpy.hstack", rows=None)
        flat = all(a is not None and a.rank is not None and a.rank < 2 for a in arrays)
        return _stacked(arguments.value(0), 1, True, 0 if flat else 1, ev, node)


def _alike(arrays: list[ArrayValue]) -> bool:
    first = arrays[0].shape or ()
    return all(
        a.rank == len(first)
        and all(shapes.broadcast((x,), (y,)) is not None for x, y in zip(a.shape or (), first))
        for a in arrays
    )


def _stacked(value: Any, least: int, lead: bool, axis: int, ev: Evaluator, node: CSTNode | None) -> Any:
    parts = _parts(value, ev, node)
    if parts is None:
        return unknown_array(ev, node, "numpy.stack")
    arrays = [as_array(part, ev, node) for part in parts]
    ranked = [None if array is None else _stack_rank(array, least, lead) for array in arrays]
    return concatenated(ranked, axis, "numpy.stack", ev, node)


def _register_splitting(library: Library) -> None:
    for name in ("split", "array_split", "vsplit", "hsplit"):
        library.calls(f"numpy.{name}")(_split(name))


def _split(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "ary"), ev, node)
        cuts = arguments.value(1, "indices_or_sections")
        axis = known_int(arguments.value(2, "axis", default=1 if name == "hsplit" else 0))
        if array is None or axis is None or axis < 0 or array.shape is None or axis >= len(array.shape):
            return ev.unknown(node)
        borders = _borders(array.shape[axis], cuts, name)
        if borders is None:
            return ev.unknown(node)
        pieces = []
        for start, stop in pairwise(borders):
            index: Any = TupleValue([*(SliceValue() for _ in range(axis)), SliceValue(start, stop)])
            pieces.append(array.get_item(index.items[0] if axis == 0 else index, ev, node))
        return ListValue(pieces, node)

    return handler


def _borders(size: Any, cuts: Any, name: str) -> list[Any] | None:
    items = as_items(cuts)
    if items is not None:
        return [None, *items, None] if all(map(is_number, items)) else None
    sections, length = known_int(cuts), known_int(size)
    if sections is None or length is None or not 0 < sections <= 1000:
        return None
    if name != "array_split" and length % sections:
        return None
    each, extra = divmod(length, sections)
    borders = [0]
    for i in range(sections):
        borders.append(borders[-1] + each + (i < extra))
    return list(borders)
