"""numpy's functions that make arrays: from shapes, from lists, from files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, apply, ceil_divide, known, known_int, same, subtract
from kerlint.symbolic.array_literals import literal
from kerlint.symbolic.arrays import (
    ArrayValue,
    as_array,
    assumed_array,
    length_name,
    new_dim,
    new_origin,
    unknown_array,
)
from kerlint.symbolic.elementwise import array_behind
from kerlint.symbolic.library.dtypes import cast, dims_of, dtype_of
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Arguments, Unknown, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_MOST_KEPT = 1_000


def register(library: Library) -> None:
    """Make the constructors known to the library."""
    _register_filled(library)
    _register_like(library)
    _register_spaced(library)
    _register_from_values(library)
    _register_from_files(library)


def made(ev: Evaluator, node: CSTNode | None, path: str, **facts: Any) -> ArrayValue:
    """An array with data of its own."""
    facts.setdefault("origin", new_origin(ev, path))
    return ArrayValue(name=ev.binding_name, node=node, **facts)


def written_dtype(arguments: Arguments, position: int | None, default: str | None) -> str | None:
    """The dtype argument, `default` where none is given, None where it is not known."""
    value = arguments.value(position, "dtype")
    return default if value is None else dtype_of(value)


def _register_filled(library: Library) -> None:
    for name, entry in (("zeros", 0), ("ones", 1), ("empty", None)):
        library.calls(f"numpy.{name}")(_filled(name, entry))

    @library.calls("numpy.full")
    def full(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        dims, fill = dims_of(arguments.value(0, "shape")), arguments.value(1, "fill_value")
        dtype = written_dtype(arguments, 2, _dtype_of_fill(fill))
        bound = int(fill) if isinstance(fill, bool) else known(fill)
        return made(ev, node, "numpy.full", shape=dims, dtype=dtype, low=bound, high=bound)

    @library.calls("numpy.eye", "numpy.identity")
    def eye(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        rows, columns = arguments.value(0, "N", "n"), arguments.value(1, "M")
        if rows is None or (columns is not None and not isinstance(columns, int | Quantity)):
            return ev.unknown(node)
        size = ev.number(rows)
        dims = dims_of(size) if size is not None else None
        if dims is None:
            return ev.unknown(node)
        width = dims[0] if columns is None else columns
        square = columns is None or same(columns, rows) is True
        plain = square and known(arguments.value(2, "k", default=0)) == 0
        # Rows taken from it by labels are those labels, one-hot: the data is theirs, so it has no origin.
        return ArrayValue(
            shape=(dims[0], width),
            dtype=written_dtype(arguments, None, "float64"),
            low=0,
            high=1,
            encoding="one-hot" if plain else None,
            classes=width if plain else None,
            node=node,
        )


def _filled(name: str, entry: int | None) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        dims = dims_of(arguments.value(0, "shape"))
        dtype = written_dtype(arguments, 1, "float64")
        rows = None if dims is not None else _leading(arguments.value(0, "shape"))
        return made(ev, node, f"numpy.{name}", shape=dims, rows=rows, dtype=dtype, low=entry, high=entry)

    return handler


def _leading(shape: Any) -> Any:
    """The first dim of a shape of which other entries are not known."""
    items = as_items(shape)
    dims = dims_of(items[0]) if items else None
    return dims[0] if dims else None


def _dtype_of_fill(fill: Any) -> str | None:
    if isinstance(fill, bool):
        return "bool"
    number = known(fill)
    return "int64" if isinstance(number, int) else "float64" if isinstance(number, float) else None


def _register_like(library: Library) -> None:
    for name, entry in (("zeros_like", 0), ("ones_like", 1), ("empty_like", None), ("full_like", None)):
        library.calls(f"numpy.{name}")(_like(name, entry))


def _like(name: str, entry: int | None) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        model = as_array(arguments.value(0), ev, node)
        if model is None:
            return ev.unknown(node)
        bound = known(arguments.value(1, "fill_value")) if name == "full_like" else entry
        dtype = written_dtype(arguments, 2 if name == "full_like" else 1, model.dtype)
        if model.dtype == "str":
            dtype = None
        return made(
            ev, node, f"numpy.{name}", shape=model.shape, rows=model.rows, dtype=dtype, low=bound, high=bound
        )

    return handler


def _register_spaced(library: Library) -> None:
    @library.calls("numpy.arange")
    def arange(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        given = [ev.number(argument.value) for argument in arguments.positional[:3]]
        given += [
            ev.number(arguments.value(None, name)) for name in ("stop", "step") if arguments.get(None, name)
        ]
        if not given or None in given or arguments.open_positional:
            return ev.unknown(node)
        if len(given) == 1:
            start, stop, step = 0, given[0], 1
        else:
            start, stop, step = given[0], given[1], given[2] if len(given) > 2 else 1
        return _arange(start, stop, step, written_dtype(arguments, 3, "?"), ev, node)

    @library.calls("numpy.linspace")
    def linspace(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        count = ev.number(arguments.value(2, "num", default=50))
        start, stop = known(arguments.value(0, "start")), known(arguments.value(1, "stop"))
        if count is None or arguments.value(None, "retstep"):
            return ev.unknown(node)
        low, high = (None, None) if start is None or stop is None else (min(start, stop), max(start, stop))
        dtype = written_dtype(arguments, None, "float64")
        scalar = start is not None and stop is not None
        return made(
            ev,
            node,
            "numpy.linspace",
            shape=(count,) if scalar else None,
            rows=count,
            dtype=dtype,
            low=low,
            high=high,
            encoding="float" if dtype == "float64" else None,
        )


def _arange(start: Any, stop: Any, step: Any, dtype: str | None, ev: Evaluator, node: CSTNode | None) -> Any:
    numbers = [known(bound) for bound in (start, stop, step)]
    if None not in numbers:
        first, last, stride = (number if number is not None else 0 for number in numbers)
        if not stride or not all(map(math.isfinite, (first, last, stride))):
            return ev.unknown(node)
        integers = all(isinstance(number, int) for number in numbers)
        count: Any = max(0, -((first - last) // stride) if integers else math.ceil((last - first) / stride))
        natural = "int64" if integers else "float64"
        kept = dtype in ("?", natural)
        if integers and kept and count <= _MOST_KEPT:
            array = literal(tuple(range(int(first), int(last), int(stride))))
            if array is not None:
                array.encoding, array.classes, array.dtype = None, None, natural
                array.name, array.node, array.origin = ev.binding_name, node, new_origin(ev, "numpy.arange")
                return array
        dtype = natural if dtype == "?" else dtype
        ends: tuple[Any, Any] = (first, last)
    else:
        span = stop if known(start) == 0 else subtract(stop, start)
        count = span if known(step) == 1 else ceil_divide(span, step)
        dtype, ends = (None, (None, None)) if dtype == "?" else (dtype, (None, None))
    low, high = (None, None) if None in ends else (min(ends), max(ends))
    if count is None:
        return ev.unknown(node)
    return made(ev, node, "numpy.arange", shape=(count,), dtype=dtype, low=low, high=high)


def _register_from_values(library: Library) -> None:
    @library.calls("numpy.array", "numpy.asarray", "numpy.ascontiguousarray", "numpy.asanyarray")
    def array(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return array_from(arguments.value(0, "object", "a"), written_dtype(arguments, 1, "?"), ev, node)

    @library.calls("numpy.copy")
    def copy(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return array_from(arguments.value(0, "a"), "?", ev, node)

    @library.calls("numpy.fromiter", "numpy.asfarray")
    def from_iterable(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return array_from(arguments.value(0), written_dtype(arguments, 1, "float64"), ev, node)

    @library.calls("numpy.atleast_2d", "numpy.atleast_1d", "numpy.atleast_3d", "numpy.matrix")
    def at_least(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)


def array_from(value: Any, dtype: str | None, ev: Evaluator, node: CSTNode | None) -> Any:
    """`numpy.array(value, dtype)`; dtype "?" is numpy's choice, None one that is not known."""
    array = as_array(value, ev, node) or array_behind(value, ev, node)
    if array is None:
        if not isinstance(value, Unknown):
            return ev.unknown(node)
        array = assumed_array(value, ev, node)
    fresh = array.values is not None and not array.origin
    name = ev.binding_name
    if dtype not in ("?", array.dtype):
        result = cast(array, dtype, node)
        if fresh:
            result.steps = ()
    else:
        result = array.like(values=array.values, node=node)
    if fresh:
        result.origin = new_origin(ev, "numpy.array")
    result.name = name or getattr(value, "name", None)
    result.node = node
    return result


def _register_from_files(library: Library) -> None:
    for name in ("load", "fromfile", "frombuffer", "memmap", "fromstring"):
        library.calls(f"numpy.{name}")(_loaded(name, None))
    for name in ("loadtxt", "genfromtxt"):
        library.calls(f"numpy.{name}")(_loaded(name, "float64"))


def _loaded(name: str, dtype: str | None) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        given = arguments.value(None, "dtype")
        kind = dtype if given is None else dtype_of(given)
        if arguments.value(None, "unpack") is not None or arguments.value(None, "names") is not None:
            return ev.unknown(node)
        path = f"numpy.{name}"
        first = arguments.value(0)
        # The same file is the same data.
        origin = (Source((path, first)),) if isinstance(first, str) else new_origin(ev, path)
        rows = new_dim(ev, length_name(ev, node), node)
        return unknown_array(ev, node, path, rows=rows, dtype=kind, origin=origin)

    return handler


def total(values: list[Any], op: str) -> Any:
    """Numbers folded with `+` or `*`; None where one of them is none."""
    result: Any = None
    for value in values:
        result = value if result is None else apply(op, result, value)
        if result is None:
            return None
    neutral = 0 if op == "+" else 1
    number = known_int(result)
    return neutral if result is None else result if number is None else number
