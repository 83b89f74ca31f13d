"""Methods of arrays; numpy's functions of the same name share them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import known, known_int, multiply, same, subtract
from kerlint.symbolic.arrays import (
    ArrayValue,
    Dims,
    as_array,
    flat_values,
    length_name,
    map_values,
    nest,
    new_dim,
    new_origin,
)
from kerlint.symbolic.elementwise import binary
from kerlint.symbolic.library.convert import from_python
from kerlint.symbolic.origins import Source, is_whole
from kerlint.symbolic.values import NO_KEY, Arguments, ListValue, TupleValue, as_bool, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

Method = Callable[[ArrayValue, Arguments, "Evaluator", "CSTNode | None"], Any]

_DTYPES = {
    "int": "int64",
    "int_": "int64",
    "float": "float64",
    "float_": "float64",
    "double": "float64",
    "bool_": "bool",
    "uint": "uint64",
    "i4": "int32",
    "i8": "int64",
    "f2": "float16",
    "f4": "float32",
    "f8": "float64",
    "u1": "uint8",
    "half": "float16",
    "single": "float32",
    "longlong": "int64",
}
_NUMERIC = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()
)


def dtype_of(value: Any) -> str | None:
    """The name numpy has for a dtype given as a string, a type or `x.dtype`; None where not known."""
    name = value if isinstance(value, str) else getattr(value, "path", "").rpartition(".")[2]
    name = name.lstrip("<>=|")
    name = _DTYPES.get(name, name)
    return name if name in _NUMERIC else "str" if name in ("str", "str_", "unicode_") else None


def dims_of(value: Any) -> Dims | None:
    """A shape argument: a number, or a tuple or list of numbers; None where it is anything else."""
    items = as_items(value)
    dims = (value,) if items is None else tuple(map(shapes.as_number, items))
    return (
        dims
        if all(known(dim) is None or known_int(dim) is not None for dim in dims) and _numbers(dims)
        else None
    )


def _numbers(dims: tuple[Any, ...]) -> bool:
    from kerlint.symbolic.arithmetic import is_number

    return all(is_number(dim) for dim in dims)


def axes_of(value: Any, rank: int) -> list[int] | None:
    """An axis argument as non-negative axes, all of them for None; None where not known."""
    if value is None:
        return list(range(rank))
    items = as_items(value)
    axes = [shapes.normal_axis(axis, rank) for axis in ([value] if items is None else items)]
    return None if None in axes else [axis for axis in axes if axis is not None]


def regrouped(array: ArrayValue, how: Any) -> tuple[Any, ...]:
    """The origin of an array whose first axis no longer counts the same samples."""
    return tuple(
        Source(("regrouped", how, source)) if isinstance(source, Source) else source
        for source in array.origin
    )


# --- shape ------------------------------------------------------------------------------------------


def reshape(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`x.reshape(...)`."""
    given = [argument.value for argument in arguments.positional] or [
        arguments.value(None, "shape", "newshape", default=-1)
    ]
    target = dims_of(given[0]) if len(given) == 1 else dims_of(ListValue(given))
    if target is None or arguments.open_positional or arguments.value(None, "order", default="C") != "C":
        return array.like(shape=None, rows=None, node=node, encoding=None, classes=None, steps=array.steps)
    return reshaped(array, target, ev, node)


def reshaped(array: ArrayValue, target: Dims, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    """The array with another shape; -1 is worked out where it can be."""
    if array.shape is None:
        name = length_name(ev, node)
        new: Dims | None = tuple(new_dim(ev, name, node) if known(dim) == -1 else dim for dim in target)
    else:
        new = shapes.reshape(array.shape, target)
    if new is None:
        return array.like(shape=None, rows=None, steps=None, node=node)
    same_rows = (
        bool(array.shape) and bool(new) and same(array.shape[0] if array.shape else None, new[0]) is True
    )
    result = array.with_step("reshape", tuple(known(dim) for dim in new[1:]), node)
    result.shape, result.rows = new, None
    result.origin = (
        array.origin if same_rows or array.shape is None else regrouped(array, tuple(map(known, new)))
    )
    flat_labels = len(new) == 1 or (len(new) == 2 and known(new[1]) == 1)
    if not (same_rows and (flat_labels or (array.shape is not None and len(new) == len(array.shape)))):
        result.encoding, result.classes = (
            (array.encoding, array.classes) if array.encoding == "float" else (None, None)
        )
    if array.values is not None and all(known_int(dim) is not None for dim in new):
        result.values = nest(flat_values(array.values), new)
    return result


def _flatten(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if array.rank == 1:
        return array.like(values=array.values, node=node)
    if array.shape is None:
        return array.like(rows=None, origin=regrouped(array, "flat"), node=node)
    return reshaped(array, (shapes.product(array.shape),), ev, node)


def _transpose(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = [argument.value for argument in arguments.positional]
    axes_value = given[0] if len(given) == 1 else ListValue(given) if given else arguments.value(None, "axes")
    if array.shape is None:
        return array.like(rows=None, origin=regrouped(array, "transposed"), node=node)
    rank = len(array.shape)
    axes = list(reversed(range(rank))) if axes_value is None else axes_of(axes_value, rank)
    if axes is None or sorted(axes) != list(range(rank)):
        return array.like(shape=None, rows=None, origin=regrouped(array, "transposed"), node=node)
    return permuted(array, axes, node)


def permuted(array: ArrayValue, axes: list[int], node: CSTNode | None) -> ArrayValue:
    """The array with its axes in another order."""
    dims = array.shape or ()
    result = array.like(shape=tuple(dims[axis] for axis in axes), node=node)
    if axes and axes[0] != 0:
        result.origin = regrouped(array, tuple(axes))
        result.encoding, result.classes = None, None
    return result


def _swapaxes(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if array.shape is None:
        return array.like(rows=None, origin=regrouped(array, "transposed"), node=node)
    rank = len(array.shape)
    first = shapes.normal_axis(arguments.value(0, "axis1"), rank)
    second = shapes.normal_axis(arguments.value(1, "axis2"), rank)
    if first is None or second is None:
        return array.like(shape=None, origin=regrouped(array, "transposed"), node=node)
    axes = list(range(rank))
    axes[first], axes[second] = axes[second], axes[first]
    return permuted(array, axes, node)


def _squeeze(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    axis = arguments.value(0, "axis")
    if array.shape is None:
        return array.like(rows=None, node=node)
    if axis is None:
        if any(known(dim) is None for dim in array.shape[1:]):
            return array.like(shape=None, rows=None, node=node)
        axes: list[int] | None = [i for i, dim in enumerate(array.shape) if known(dim) == 1]
    else:
        axes = axes_of(axis, len(array.shape))
    if axes is None:
        return array.like(shape=None, rows=None, node=node)
    dims = shapes.without_axes(array.shape, axes)
    return array.like(
        shape=dims, origin=regrouped(array, "squeezed") if 0 in axes else array.origin, node=node
    )


def _repeat(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    count, axis = arguments.value(0, "repeats"), arguments.value(1, "axis")
    if axis is None:
        flat = _flatten(array, Arguments(), ev, node)
        axis, array = 0, flat
    if array.shape is None or known_int(count) is None:
        return array.like(shape=None, rows=None, steps=None, encoding=None, classes=None, node=node)
    position = shapes.normal_axis(axis, len(array.shape))
    if position is None:
        return ev.unknown(node)
    dims = tuple(
        multiply(dim, known_int(count)) if i == position else dim for i, dim in enumerate(array.shape)
    )
    changed = array.like(shape=dims, node=node)
    if position:
        changed.encoding, changed.classes = None, None
    return changed


# --- dtype and values -------------------------------------------------------------------------------


def astype(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`x.astype(dtype)`."""
    return cast(array, dtype_of(arguments.value(0, "dtype")), node)


def cast(array: ArrayValue, dtype: str | None, node: CSTNode | None) -> ArrayValue:
    """The array in another dtype; a cast to the same one is no step."""
    if dtype is not None and dtype == array.dtype:
        return array.like(values=array.values, node=node)
    result = array.with_step("cast", dtype, node)
    result.dtype = dtype
    if array.values is not None:
        result.values = _cast_values(array, dtype)
    integer = dtype is not None and dtype.startswith(("int", "uint"))
    from_float = array.dtype is None or array.dtype.startswith("float")
    low, high = known(array.low), known(array.high)
    if low is not None and high is not None and not (math.isfinite(low) and math.isfinite(high)):
        low = high = None
    if integer and low is not None and high is not None:
        low, high = int(low), int(high)
        result.low, result.high = (low, high) if _fits(low, high, dtype or "") else (None, None)
    elif integer:
        # Beyond a small type's range values wrap around.
        result.low, result.high = (array.low, array.high) if dtype == "int64" else (None, None)
    if dtype == "bool":
        result.low, result.high = 0, 1
    if integer and from_float and array.encoding == "float":
        result.encoding, result.classes = None, None
    return result


def _fits(low: int, high: int, dtype: str) -> bool:
    """Does an integer type hold these without wrapping around?"""
    bits = int(dtype.lstrip("uint"))
    least, beyond = (0, 1 << bits) if dtype.startswith("u") else (-(1 << bits - 1), 1 << bits - 1)
    return least <= low and high < beyond


def _cast_values(array: ArrayValue, dtype: str | None) -> Any:
    """The entries in another dtype where it holds them exactly."""
    entries = flat_values(array.values)
    if dtype == "float64":
        return map_values(array.values, float)
    small = all(math.isfinite(entry) and entry == int(entry) and abs(entry) < 2**24 for entry in entries)
    if dtype == "float32" and small:
        return map_values(array.values, float)
    if dtype in ("int64", "int32") and small:
        return map_values(array.values, int)
    if dtype == "uint8" and small and all(0 <= entry <= 255 for entry in entries):
        return map_values(array.values, int)
    return None


def _copy(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return array.like(values=array.values, node=node)


def _fill(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    value = known(arguments.value(0, "value"))
    array.low = array.high = value
    array.values, array.encoding, array.classes, array.origin = None, None, None, ()


def _tolist(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if array.values is not None:

        def thaw(value: Any) -> Any:
            return [thaw(item) for item in value] if isinstance(value, tuple) else value

        listed = from_python(thaw(array.values), node)
        if listed is not NO_KEY:
            return listed
    from kerlint.symbolic.library.sequences import CountedList

    length = array.length(ev, node)
    return ev.unknown(node) if length is None else CountedList(length, node=node)


def _item(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    entries = flat_values(array.values) if array.values is not None else []
    position = known_int(arguments.value(0, default=0))
    if position is not None and -len(entries) <= position < len(entries):
        return entries[position]
    return ev.unknown(node)


def _round(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return array.like(encoding=None, classes=None, node=node, low=None, high=None)


def _clip(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    low, high = known(arguments.value(0, "a_min", "min")), known(arguments.value(1, "a_max", "max"))
    result = array.with_step("clip", (low, high), node)
    result.low, result.high = low, high
    if result.dtype in (None, "bool") or isinstance(low, float) or isinstance(high, float):
        result.dtype = array.dtype if array.dtype in ("float16", "float32", "float64") else None
    result.encoding, result.classes = None, None
    return result


def _sort(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    array.values = None
    array.origin = tuple(
        source.pick(("order", ev.new_key())) if isinstance(source, Source) else source
        for source in array.origin
    )


def _argsort(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if array.rank == 0:
        return ev.unknown(node)
    return ArrayValue(
        shape=array.shape,
        rows=array.rows,
        dtype="int64",
        low=0,
        origin=new_origin(ev, "numpy.argsort"),
        node=node,
    )


# --- reductions -------------------------------------------------------------------------------------


def _reduction(name: str) -> Method:
    def method(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        axis, keep = arguments.value(0, "axis"), as_bool(arguments.value(None, "keepdims", default=False))
        if axis is None and not keep:
            return _whole(array, name, ev, node)
        if array.shape is None:
            return array.like(
                shape=None,
                rows=None,
                dtype=None,
                encoding=None,
                classes=None,
                steps=None,
                node=node,
                low=None,
                high=None,
            )
        axes = axes_of(axis, len(array.shape))
        if axes is None or keep is None:
            return ev.unknown(node)
        dims = shapes.without_axes(array.shape, axes, keep)
        if dims == ():
            return _whole(array, name, ev, node)
        return _reduced(array, name, dims, 0 in axes, ev, node)

    return method


def _reduced(
    array: ArrayValue, name: str, dims: Dims, first: bool, ev: Evaluator, node: CSTNode | None
) -> ArrayValue:
    bounded = name in ("max", "min", "mean", "median")
    boolean = name in ("any", "all")
    integer = array.dtype is None or not array.dtype.startswith("float")
    dtype = array.dtype if name in ("max", "min") else "bool" if boolean else None
    if name in ("mean", "std", "var", "median"):
        dtype = "float64" if integer and array.dtype is not None else array.dtype
    if name in ("sum", "prod") and array.dtype in ("int64", "float64", "float32"):
        dtype = array.dtype
    return ArrayValue(
        shape=dims,
        dtype=dtype,
        low=array.low if bounded else 0 if boolean else None,
        high=array.high if bounded else 1 if boolean else None,
        steps=array.steps if name in ("max", "min", "mean") else None,
        origin=new_origin(ev, f"numpy.{name}") if first else array.origin,
        node=node,
    )


def _whole(array: ArrayValue, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """A reduction to one number."""
    if array.values is not None and array.dtype in ("int64", "float64"):
        entries = flat_values(array.values)
        if name in ("max", "min") and entries:
            return max(entries) if name == "max" else min(entries)
        if name == "sum" and array.dtype == "int64":
            return sum(entries)
        if name == "prod" and array.dtype == "int64":
            total: Any = 1
            for entry in entries:
                total *= entry
            return total if abs(total) < 2**63 else ev.unknown(node)
    if name == "max" and array.encoding == "int" and array.classes is not None and is_whole(array.origin):
        # Labels of a data set that is known to have so many classes.
        return subtract(array.classes, 1)
    return ev.unknown(node, f"{array.name}.{name}()" if array.name else "")


def _argmax(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    axis = arguments.value(0, "axis")
    if axis is None:
        return ev.unknown(node)
    if array.shape is None:
        return array.like(
            shape=None, dtype="int64", encoding="int", classes=None, low=0, high=None, steps=(), node=node
        )
    position = shapes.normal_axis(axis, len(array.shape))
    if position is None:
        return ev.unknown(node)
    dims = shapes.without_axes(array.shape, [position])
    if not dims:
        return ev.unknown(node)
    classes = array.shape[position]
    known_classes = known_int(classes)
    return ArrayValue(
        shape=dims,
        dtype="int64",
        encoding="int" if position == len(array.shape) - 1 else None,
        classes=array.classes if array.encoding == "one-hot" else None,
        low=0,
        high=None if known_classes is None else known_classes - 1,
        origin=array.origin if position else new_origin(ev, "numpy.argmax"),
        node=node,
    )


def _cumsum(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if arguments.value(0, "axis") is None:
        array = _flatten(array, Arguments(), ev, node)
    return array.like(encoding=None, classes=None, low=None, high=None, dtype=None, steps=None, node=node)


def _dot(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    other = as_array(arguments.value(0, "b"), ev, node)
    if other is None or array.shape is None or other.shape is None or len(other.shape) > 2:
        return ev.unknown(node)
    if not array.shape or not other.shape:
        return binary(array, "*", other, False, ev, node)
    return binary(array, "@", other, False, ev, node)


def _take_rows(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if arguments.value(1, "axis") != 0:
        return ev.unknown(node)
    return array.get_item(arguments.value(0, "indices"), ev, node)


def _nonzero(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if not array.shape:
        return ev.unknown(node)
    found = new_dim(ev, "the number of entries that are not 0", node)
    return TupleValue(
        [
            ArrayValue(
                shape=(found,), dtype="int64", low=0, origin=new_origin(ev, "numpy.nonzero"), node=node
            )
            for _ in array.shape
        ],
        node,
    )


METHODS: dict[str, Method] = {
    **{
        name: _reduction(name)
        for name in ("mean", "std", "var", "sum", "prod", "max", "min", "any", "all", "median")
    },
    "reshape": reshape,
    "flatten": _flatten,
    "ravel": _flatten,
    "transpose": _transpose,
    "swapaxes": _swapaxes,
    "squeeze": _squeeze,
    "repeat": _repeat,
    "astype": astype,
    "copy": _copy,
    # Of the sparse matrices that encoders give.
    "toarray": _copy,
    "todense": _copy,
    "fill": _fill,
    "tolist": _tolist,
    "item": _item,
    "round": _round,
    "clip": _clip,
    "sort": _sort,
    "argsort": _argsort,
    "argmax": _argmax,
    "argmin": _argmax,
    "cumsum": _cumsum,
    "dot": _dot,
    "take": _take_rows,
    "nonzero": _nonzero,
}
