"""Dtypes, shapes and axes as arguments name them, and casts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import known, known_int
from kerlint.symbolic.array_literals import flat_values, map_values
from kerlint.symbolic.arrays import ArrayValue, Dims
from kerlint.symbolic.values import as_items

if TYPE_CHECKING:
    from libcst import CSTNode


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
