"""numpy's functions on arrays and numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import is_number, known, known_int
from kerlint.symbolic.array_merging import promote
from kerlint.symbolic.arrays import as_array, assumed_array
from kerlint.symbolic.elementwise import binary
from kerlint.symbolic.library import numpy_counts, numpy_join, numpy_make, numpy_random
from kerlint.symbolic.library.array_methods import METHODS, astype, permuted, regrouped
from kerlint.symbolic.library.builtins import extreme
from kerlint.symbolic.library.dtypes import axes_of
from kerlint.symbolic.library.scalars import argument_labels, cast
from kerlint.symbolic.values import Argument, Arguments, Unknown, Value, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# Functions that do what the method of the same name does.
_AS_METHOD = (
    "mean std var any all median reshape ravel transpose swapaxes squeeze repeat argsort argmax argmin cumsum dot"
    " clip round take nonzero"
).split()
# What these are given is an array, whatever else is not known of it.
_SHAPING = frozenset({"reshape", "transpose", "swapaxes"})
_NAMED_OTHERWISE = {"amax": "max", "amin": "min", "nanmean": "mean", "nanstd": "std", "around": "round"}
_OPERATORS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "true_divide": "/",
    "floor_divide": "//",
    "mod": "%",
    "remainder": "%",
    "power": "**",
    "matmul": "@",
    "equal": "==",
    "not_equal": "!=",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "logical_and": "&",
    "logical_or": "|",
}
_NO_NUMBERS = frozenset({"@", "&", "|", "==", "!=", "<", "<=", ">", ">="})
_SAME_SHAPE = (
    "sqrt log log2 log10 log1p exp expm1 sin cos tan tanh arctan abs absolute fabs sign square nan_to_num rint floor"
    " ceil isnan isfinite isinf logical_not negative flip fliplr flipud sort degrees radians sinh cosh"
).split()
_CASTS = (
    "int8 int16 int32 int64 int_ uint8 uint16 uint32 uint64 float16 float32 float64 float_ int float bool bool_"
).split()


def register(library: Library) -> None:
    """Make numpy known to the library."""
    library.constant("numpy.pi", math.pi)
    library.constant("numpy.e", math.e)
    library.constant("numpy.inf", math.inf)
    library.constant("numpy.nan", math.nan)
    library.constant("numpy.newaxis", None)
    for name in _AS_METHOD:
        library.calls(f"numpy.{name}")(_method(name))
    for name, method in _NAMED_OTHERWISE.items():
        if method not in ("max", "min"):
            library.calls(f"numpy.{name}")(_method(method))
    for name, op in _OPERATORS.items():
        library.calls(f"numpy.{name}")(_operator(op))
    for name in _SAME_SHAPE:
        library.calls(f"numpy.{name}")(_elementwise(name))
    for name in _CASTS:
        library.calls(f"numpy.{name}")(_cast(name))
    _register_numbers(library)
    _register_axes(library)
    numpy_counts.register(library)
    numpy_make.register(library)
    numpy_join.register(library)
    numpy_random.register(library)

    @library.method("reshape", "astype", "flatten", "ravel")
    def of_unknown(
        name: str, receiver: Unknown, arguments: Arguments, ev: Evaluator, node: CSTNode | None
    ) -> Any:
        # Only arrays, frames and tensors have these; the script goes on with an array.
        return METHODS[name](assumed_array(receiver, ev, node), arguments, ev, node)

    @library.fallback("numpy.")
    def other(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # numpy changes nothing that it is given but through `out`, so nothing escapes.
        return Unknown("", None, node, origin=path, arguments=arguments)


def rest_of(arguments: Arguments, *names: str) -> Arguments:
    """The arguments after the array, as the array's own method takes them."""
    keywords = {name: argument for name, argument in arguments.keywords.items() if name not in names}
    positional = arguments.positional[1:] if not any(name in arguments.keywords for name in names) else ()
    return Arguments(positional, keywords, arguments.open_positional, arguments.open_keywords)


def _method(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "a", "arr")
        array = as_array(value, ev, node)
        if array is None and isinstance(value, Unknown) and name in _SHAPING:
            array = assumed_array(value, ev, node)
        if array is None:
            return Unknown("", None, node, origin=f"numpy.{name}", arguments=arguments)
        return METHODS[name](array, rest_of(arguments, "a", "arr"), ev, node)

    return handler


def _operator(op: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        first, second = arguments.value(0), arguments.value(1)
        if len(arguments.positional) < 2 or arguments.get(2, "out", "where"):
            return ev.unknown(node)
        array = next(
            (a for a in (as_array(first, ev, node), as_array(second, ev, node)) if a and a.shape != ()), None
        )
        if array is not None or op in _NO_NUMBERS:
            array = as_array(first, ev, node)
            result = NotImplemented if array is None else binary(array, op, second, False, ev, node)
            return ev.unknown(node) if result is NotImplemented else result
        return ev.operate(op, first, second, node, argument_labels(arguments, ev)[:2])

    return handler


def _elementwise(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        if not isinstance(value, Value) or isinstance(value, Unknown):
            return _on_number(name, arguments, ev, node)
        array = as_array(value, ev, node)
        if array is None:
            return Unknown("", None, node, origin=f"numpy.{name}", arguments=arguments)
        if name in ("flip", "flipud", "sort"):
            return array.like(origin=regrouped(array, name), node=node)
        truths = name in ("isnan", "isfinite", "isinf", "logical_not")
        result = array.like() if truths else array.with_step(name, None, node)
        result.dtype = "bool" if truths else array.dtype if (array.dtype or "").startswith("float") else None
        result.low, result.high = (0, 1) if truths else (None, None)
        result.encoding, result.classes = None, None
        return result

    return handler


def _on_number(name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """A rounding that keeps what it rounds, or a known number's function value."""
    number = ev.number(arguments.value(0))
    if number is None:
        return ev.unknown(node)
    labels = argument_labels(arguments, ev)[:1]
    if name in ("ceil", "floor", "rint"):
        if isinstance(known(number), int):
            return number
        # numpy rounds to a float: only int() or astype(int) makes it a count.
        rounded = ev.quantity("round" if name == "rint" else name, number, node=node, labels=labels)
        return ev.quantity("float", rounded, node=node) if is_number(rounded) else rounded
    if name in ("abs", "absolute", "fabs"):
        return ev.quantity("abs", number, node=node, labels=labels)
    plain, function = known(number), getattr(math, name, None)
    if plain is None or function is None or name in ("isnan", "isfinite", "isinf"):
        return ev.unknown(node)
    try:
        return function(plain)
    except (ValueError, OverflowError):
        return ev.unknown(node)


def _cast(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        array = (
            as_array(value, ev, node) if isinstance(value, Value) and not isinstance(value, Unknown) else None
        )
        if array is not None:
            return astype(array, Arguments((Argument(name, None),)), ev, node)
        number = ev.number(value)
        if number is None or name.startswith("bool"):
            return ev.unknown(node)
        return cast(number, name, ev, node, argument_labels(arguments, ev)[:1])

    return handler


def _register_numbers(library: Library) -> None:
    for name, op in (("prod", "*"), ("product", "*"), ("sum", "+"), ("nansum", "+")):
        library.calls(f"numpy.{name}")(_folded("prod" if op == "*" else "sum", op))
    for name, op in (("max", "max"), ("min", "min"), ("amax", "max"), ("amin", "min")):
        library.calls(f"numpy.{name}")(_extreme(op))
    for name, op in (("maximum", "max"), ("minimum", "min")):
        library.calls(f"numpy.{name}")(_larger(op))


def _folded(method: str, op: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = as_items(arguments.value(0, "a"))
        if (
            items is not None
            and arguments.get(1, "axis") is None
            and all(map(is_number, items))
            and len(items) < 64
        ):
            result = numpy_make.total(items, op)
            return ev.unknown(node) if result is None else result
        return _method(method)(arguments, ev, node)

    return handler


def _extreme(op: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = as_items(arguments.value(0, "a"))
        if items and arguments.get(1, "axis") is None and all(map(is_number, items)):
            return extreme(op, Arguments(arguments.positional[:1]), ev, node)
        return _method(op)(arguments, ev, node)

    return handler


def _larger(op: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        first, second = arguments.value(0), arguments.value(1)
        if is_number(first) and is_number(second):
            return ev.quantity(op, first, second, node=node, labels=argument_labels(arguments, ev)[:2])
        a, b = as_array(first, ev, node), as_array(second, ev, node)
        if a is None or b is None:
            return ev.unknown(node)
        return a.like(
            shape=shapes.broadcast(a.shape, b.shape),
            rows=None,
            dtype=promote((a.dtype, b.dtype)),
            low=None,
            high=None,
            encoding=None,
            classes=None,
            steps=None,
            node=node,
        )

    return handler


def _register_axes(library: Library) -> None:
    @library.calls("numpy.expand_dims")
    def expand_dims(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "a")
        array = assumed_array(value, ev, node) if isinstance(value, Unknown) else as_array(value, ev, node)
        if array is None:
            return ev.unknown(node)
        axis = known_int(arguments.value(1, "axis"))
        if array.shape is None:
            rows = array.rows if axis not in (None, 0) and (axis or 0) < 0 else 1 if axis == 0 else None
            return array.like(rows=rows, node=node)
        rank = len(array.shape) + 1
        if axis is None or not -rank <= axis < rank:
            return array.like(shape=None, rows=None, node=node)
        axis %= rank
        dims = (*array.shape[:axis], 1, *array.shape[axis:])
        origin = regrouped(array, "batch of one") if axis == 0 else array.origin
        result = array.like(shape=dims, origin=origin, node=node)
        if axis == 0 or rank > 2:
            result.encoding, result.classes = None, None
        return result

    @library.calls("numpy.moveaxis", "numpy.rollaxis")
    def moveaxis(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "a"), ev, node)
        if array is None or array.shape is None:
            return ev.unknown(node)
        rank = len(array.shape)
        source = axes_of(arguments.value(1, "source", "axis"), rank)
        target = axes_of(arguments.value(2, "destination"), rank)
        if not source or not target or len(source) != 1 or len(target) != 1 or arguments.get(None, "start"):
            return ev.unknown(node)
        if node is not None and ev.code(node).split("(")[0].endswith("rollaxis"):
            return ev.unknown(node)
        axes = [axis for axis in range(rank) if axis != source[0]]
        axes.insert(target[0], source[0])
        return permuted(array, axes, node)

    @library.calls("numpy.pad")
    def pad(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "array"), ev, node)
        widths = [as_items(item) for item in as_items(arguments.value(1, "pad_width")) or []]
        if array is None or array.shape is None or len(widths) != len(array.shape):
            return ev.unknown(node)
        dims = []
        for dim, width in zip(array.shape, widths):
            if width is None or len(width) != 2 or not all(map(is_number, width)):
                return ev.unknown(node)
            dims.append(numpy_make.total([dim, *width], "+"))
        return array.like(shape=tuple(dims), encoding=None, classes=None, low=None, high=None, node=node)

    @library.calls("numpy.roll")
    def roll(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "a"), ev, node)
        return ev.unknown(node) if array is None else array.like(origin=regrouped(array, "roll"), node=node)
