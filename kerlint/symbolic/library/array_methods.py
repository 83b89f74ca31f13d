"""Methods of arrays; numpy's functions of the same name share them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import known, known_int, multiply, same
from kerlint.symbolic.array_literals import flat_values, nest
from kerlint.symbolic.arrays import ArrayValue, Dims, as_array, length_name, new_dim, new_origin
from kerlint.symbolic.elementwise import binary
from kerlint.symbolic.library.convert import from_python
from kerlint.symbolic.library.dtypes import axes_of, cast, dims_of, dtype_of
from kerlint.symbolic.library.reductions import argmax, reduction
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import NO_KEY, Arguments, ListValue, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

Method = Callable[[ArrayValue, Arguments, "Evaluator", "CSTNode | None"], Any]


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
        name: reduction(name)
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
    # Of tensors.
    "numpy": _copy,
    "tolist": _tolist,
    "item": _item,
    "round": _round,
    "clip": _clip,
    "sort": _sort,
    "argsort": _argsort,
    "argmax": argmax,
    "argmin": argmax,
    "cumsum": _cumsum,
    "dot": _dot,
    "take": _take_rows,
    "nonzero": _nonzero,
}
