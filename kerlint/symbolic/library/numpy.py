"""numpy's functions on arrays and numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import apply, is_number, known, known_int, multiply
from kerlint.symbolic.arrays import (
    ArrayValue,
    as_array,
    assumed_array,
    flat_values,
    literal,
    merged,
    new_dim,
    new_origin,
    promote,
)
from kerlint.symbolic.elementwise import binary
from kerlint.symbolic.library import numpy_join, numpy_make, numpy_random
from kerlint.symbolic.library.array_methods import METHODS, astype, axes_of, permuted, regrouped
from kerlint.symbolic.library.builtins import extreme
from kerlint.symbolic.library.containers import argument_labels, cast
from kerlint.symbolic.origins import is_whole
from kerlint.symbolic.values import Argument, Arguments, TupleValue, Unknown, Value, as_items

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
    _register_questions(library)
    _register_counts(library)
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


def _register_questions(library: Library) -> None:
    @library.calls("numpy.shape")
    def shape(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "a")
        array = as_array(value, ev, node)
        return ev.attribute(value if array is None else array, "shape", node)

    @library.calls("numpy.ndim", "numpy.size")
    def size(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    @library.calls("numpy.where")
    def where(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        condition = as_array(arguments.value(0, "condition"), ev, node)
        if condition is None:
            return ev.unknown(node)
        if len(arguments.positional) == 1:
            return METHODS["nonzero"](condition, Arguments(), ev, node)
        choices = [as_array(argument.value, ev, node) for argument in arguments.positional[1:3]]
        if len(choices) != 2 or any(choice is None for choice in choices):
            return condition.like(
                shape=None, rows=None, dtype=None, low=None, high=None, steps=None, node=node
            )
        first, second = (choice for choice in choices if choice is not None)
        dims = shapes.broadcast(shapes.broadcast(condition.shape, first.shape), second.shape)
        result = merged([first, second], dims, condition.origin).like(
            encoding=None, classes=None, steps=None, node=node
        )
        if not isinstance(known(first.low), int | float) or first.shape == () or second.shape == ():
            result.dtype = first.dtype if first.dtype == second.dtype else None
        flat = bool(dims) and (len(dims or ()) == 1 or known((dims or (0,))[-1]) == 1)
        if flat and (first.values, second.values) in ((0, 1), (1, 0)):
            result.encoding, result.classes = "binary", 2
        return result


def _register_counts(library: Library) -> None:
    @library.calls("numpy.unique")
    def unique(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "ar"), ev, node)
        if array is None or arguments.get(None, "axis"):
            return ev.unknown(node)
        found = _distinct(array, ev, node)
        more = [
            arguments.get(i, name)
            for i, name in enumerate(("return_index", "return_inverse", "return_counts"), 1)
        ]
        extra = [argument for argument in more if argument is not None and argument.value is not False]
        if not extra:
            return found
        count = found.length(ev, node)
        names = [name for name, argument in zip(("index", "inverse", "counts"), more) if argument in extra]
        parts: list[Any] = [found]
        for name in names:
            length = array.size if name == "inverse" else count
            dims = (length,) if length is not None and (name != "inverse" or array.rank == 1) else None
            parts.append(
                ArrayValue(shape=dims, dtype="int64", low=0, origin=new_origin(ev, "numpy.unique"), node=node)
            )
        return TupleValue(parts, node)

    @library.calls("numpy.bincount")
    def bincount(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "x"), ev, node)
        if array is None or arguments.get(1, "weights", "minlength"):
            return ev.unknown(node)
        largest = None
        if array.values is not None and flat_values(array.values):
            largest = max(flat_values(array.values))
        elif array.encoding == "int" and array.classes is not None and is_whole(array.origin):
            largest = apply("-", array.classes, 1)
        length = new_dim(ev, "the number of classes", node) if largest is None else apply("+", largest, 1)
        return ArrayValue(
            shape=(length,), dtype="int64", low=0, origin=new_origin(ev, "numpy.bincount"), node=node
        )

    @library.calls("numpy.histogram", "numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt")
    def nothing(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    @library.calls("numpy.set_printoptions", "numpy.seterr")
    def settings(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None

    @library.calls("numpy.tile")
    def tile(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array, times = as_array(arguments.value(0, "A"), ev, node), arguments.value(1, "reps")
        items = as_items(times)
        repeats = [times] if items is None else items
        if array is None or array.shape is None or not all(map(is_number, repeats)):
            return ev.unknown(node)
        rank = max(len(array.shape), len(repeats))
        dims = (1,) * (rank - len(array.shape)) + array.shape
        counts = [1] * (rank - len(repeats)) + repeats
        new = tuple(dim if known(count) == 1 else multiply(dim, count) for dim, count in zip(dims, counts))
        return array.like(shape=new, encoding=None, classes=None, origin=regrouped(array, "tile"), node=node)


def _distinct(array: ArrayValue, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    origin = new_origin(ev, "numpy.unique")
    if array.values is not None:
        found = literal(tuple(sorted(set(flat_values(array.values)))))
        if found is not None:
            return found.like(
                values=found.values, origin=origin, node=node, dtype=array.dtype, encoding=None, classes=None
            )
    if array.encoding in ("int", "binary") and array.classes is not None and is_whole(array.origin):
        return ArrayValue(
            shape=(array.classes,),
            dtype=array.dtype,
            low=array.low,
            high=array.high,
            origin=origin,
            node=node,
        )
    name = f"len(np.unique({array.name}))" if array.name else "the number of distinct values"
    return ArrayValue(
        shape=(new_dim(ev, name, node),),
        dtype=array.dtype,
        low=array.low,
        high=array.high,
        origin=origin,
        node=node,
    )
