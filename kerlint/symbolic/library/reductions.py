"""Arrays reduced along axes: mean, max, argmax and their like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import known_int, subtract
from kerlint.symbolic.array_literals import flat_values
from kerlint.symbolic.arrays import ArrayValue, Dims, new_origin
from kerlint.symbolic.library.dtypes import axes_of
from kerlint.symbolic.origins import is_whole
from kerlint.symbolic.values import Arguments, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

Method = Callable[[ArrayValue, Arguments, "Evaluator", "CSTNode | None"], Any]


# --- reductions -------------------------------------------------------------------------------------


def reduction(name: str) -> Method:
    """The method `name` of arrays: mean, std, max, ..."""

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


def argmax(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`x.argmax(axis)`: classes from one-hot labels and probabilities."""
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
