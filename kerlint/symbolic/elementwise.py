"""Operators between arrays, and the steps that they do to data."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import Quantity, apply, is_number, known, same, symbol
from kerlint.symbolic.array_literals import flat_values, map_values, nest
from kerlint.symbolic.array_merging import promote
from kerlint.symbolic.arrays import ArrayValue, as_array
from kerlint.symbolic.origins import Source, is_random
from kerlint.symbolic.values import Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_BITS = frozenset({"&", "|", "^", "<<", ">>"})
_PYTHON: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# Entries are followed in these dtypes only: Python computes as they do.
_EXACT = frozenset({"int64", "float64", "bool"})
_INTEGERS = frozenset({"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"})


def binary(
    array: ArrayValue, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None
) -> Any:
    """`array op other`, or `other op array` if reflected."""
    if op == "@":
        return _matmul(array, other, reflected, ev, node)
    second = as_array(other, ev, node)
    if second is None:
        if isinstance(other, Unknown) or is_number(other):
            return _with_unknown(array, op, other, reflected, ev, node)
        return NotImplemented
    dims, rows = _result_shape(array, second)
    values = _values(array, op, second, reflected, dims)
    # Data met by a constant stays that data; two sets of data make a third that holds both.
    dominant, operand = (second, array) if not array.shape and second.shape else (array, second)
    swapped = reflected != (dominant is second)
    result = dominant.like(shape=dims, rows=rows, node=node, values=values, encoding=None, classes=None)
    if _row_by_row(dominant, operand):
        result.origin = tuple(dict.fromkeys((*dominant.origin, *operand.origin)))
    result.dtype = _dtype(op, dominant, operand, other if operand is second else None)
    constant = operand.values if not operand.shape and operand.values is not None else None
    result.low, result.high = _range(op, dominant, constant, swapped, result.dtype)
    if op in COMPARISONS or op in _BITS:
        if result.dtype == "bool":
            result.low, result.high = 0, 1
        return result
    name, value = _step(op, constant, swapped)
    result.steps = (
        None if result.steps is None else result.with_step(name, value, node, is_random(operand.origin)).steps
    )
    if _keeps_labels(op, dominant, constant, result.dtype):
        result.encoding, result.classes = dominant.encoding, dominant.classes
    return result


def _row_by_row(array: ArrayValue, operand: ArrayValue) -> bool:
    """Does each sample meet a sample of its own, rather than a mean or weights that all share?"""
    if not array.shape or not operand.shape or len(array.shape) != len(operand.shape):
        return False
    return known(operand.shape[0]) != 1 and same(array.shape[0], operand.shape[0]) is True


def _result_shape(first: ArrayValue, second: ArrayValue) -> tuple[Any, Any]:
    dims = shapes.broadcast(first.shape, second.shape)
    if dims is not None:
        return dims, None
    if first.shape is not None and second.shape is not None:
        return None, None
    # One rank is not known: the length stays where the other is a scalar.
    if second.shape == ():
        return first.shape, first.rows
    if first.shape == ():
        return second.shape, second.rows
    return None, first.rows if first.shape is None else None


def _with_unknown(
    array: ArrayValue, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None
) -> ArrayValue:
    scalar = known(other) is not None
    # An unknown mean or scale is taken not to add axes; where the array has an axis of 1 it may stretch it.
    fixed = scalar or array.shape is None or not any(known(dim) == 1 for dim in array.shape)
    result = array.like(
        shape=array.shape if fixed else None,
        encoding=None,
        classes=None,
        low=None,
        high=None,
        dtype=None,
        node=node,
    )
    if op in COMPARISONS:
        return result.like(dtype="bool", low=0, high=1, origin=array.origin)
    if op in _BITS:
        return result
    name, value = _step(op, other if scalar else None, reflected)
    return result.with_step(name, value, node)


def _step(op: str, constant: Any, reflected: bool) -> tuple[str, Any]:
    """The step that an operator does to data, and its parameter."""
    if op == "/" and not reflected:
        if constant is None:
            return "divide", None
        factor = apply("/", 1, constant)
        return "rescale", factor if known(factor) is None else known(factor)
    if op == "*":
        return ("multiply", None) if constant is None else ("rescale", known(constant) or constant)
    names = {"+": "add", "-": "subtract_from" if reflected else "subtract", "/": "divide_into"}
    return names.get(op, op), known(constant) if known(constant) is not None else constant


def _keeps_labels(op: str, array: ArrayValue, constant: Any, dtype: str | None) -> bool:
    return op in "+-*/" and array.encoding == "float" and constant is not None and bool(dtype)


def _dtype(op: str, array: ArrayValue, operand: ArrayValue, written: Any) -> str | None:
    if op in COMPARISONS:
        return "bool"
    first, second = array.dtype, operand.dtype
    if first is None or second is None or first == "str" or second == "str":
        return None
    if op in _BITS:
        return first if first == second else None
    if isinstance(written, bool | int | float) or (operand.shape == () and is_number(written)):
        # A Python number adapts to the array, unless it is of a higher kind.
        if op == "/" or isinstance(written, float) or second == "float64":
            return "float64" if first in _INTEGERS else first
        return first if first != "bool" or isinstance(written, bool) else second
    result = promote((first, second))
    if op == "/" and result is not None and result in _INTEGERS:
        return "float64"
    return result


def _range(op: str, array: ArrayValue, constant: Any, reflected: bool, dtype: str | None) -> tuple[Any, Any]:
    low, high, number = known(array.low), known(array.high), known(constant)
    if low is None or high is None or number is None or op not in ("+", "-", "*", "/"):
        return None, None
    try:
        ends = [_PYTHON[op](*((number, end) if reflected else (end, number))) for end in (low, high)]
    except (ArithmeticError, TypeError):
        return None, None
    if (op == "/" and reflected) or not all(math.isfinite(end) for end in ends):
        return None, None
    if dtype in _INTEGERS and dtype != "int64" and (min(ends) < 0 or max(ends) > 127):
        # Small integers wrap around.
        return (low, high) if op == "*" and number == 1 else (None, None)
    return min(ends), max(ends)


def _values(first: ArrayValue, op: str, second: ArrayValue, reflected: bool, dims: Any) -> Any:
    function = _PYTHON.get(op)
    if function is None or first.values is None or second.values is None or dims is None:
        return None
    if first.dtype not in _EXACT or second.dtype not in _EXACT or "bool" in (first.dtype, second.dtype):
        return None
    if first.shape not in {dims, ()} or second.shape not in {dims, ()}:
        return None
    count = len(flat_values(first.values if first.shape else second.values))
    left = flat_values(first.values) if first.shape else [first.values] * count
    right = flat_values(second.values) if second.shape else [second.values] * count
    try:
        pairs = zip(right, left) if reflected else zip(left, right)
        entries = [function(a, b) for a, b in pairs]
    except (ArithmeticError, TypeError):
        return None
    if any(isinstance(v, int) and abs(v) >= 2**63 for v in entries):
        return None
    return nest(entries, dims)


def _matmul(array: ArrayValue, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
    second = as_array(other, ev, node)
    if second is None:
        return ev.unknown(node)
    first, last = (second, array) if reflected else (array, second)
    dims = shapes.matmul(first.shape, last.shape)
    if dims == ():
        return ev.unknown(node)
    return ArrayValue(
        shape=dims, dtype=promote((first.dtype, last.dtype)), steps=None, origin=first.origin, node=node
    )


def array_behind(number: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue | None:
    """The array that `x / 255` is where x is unknown and turns out to be one; None for a count."""
    if not isinstance(number, Quantity) or number.value is not None:
        return None
    if number.op == "symbol":
        key, name = number.args
        if isinstance(key, tuple) and (key[-1] == "len" or key[0] in ("dim", "index", "field")):
            return None
        rows = symbol((key, "len"), f"len({name})", number.node)
        return ArrayValue(rows=rows, origin=(Source(("unknown", key)),), node=number.node)
    if number.op not in ("+", "-", "*", "/") or len(number.args) != 2:
        return None
    left, right = number.args
    reflected = known(left) is not None
    constant, rest = (left, right) if reflected else (right, left)
    array = array_behind(rest, ev, node) if known(constant) is not None else None
    if array is None:
        return None
    result = binary(array, number.op, constant, reflected, ev, number.node or node)
    return result if isinstance(result, ArrayValue) else None


def negate(array: ArrayValue, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """`-x`, `abs(x)`, `~x`."""
    if op == "neg":
        return binary(array, "*", -1, False, ev, node)
    result = array.like(low=None, high=None, encoding=None, classes=None, node=node)
    if op == "abs":
        if array.dtype in ("int64", "float64") and array.values is not None:
            result.values = map_values(array.values, abs)
        return result
    return result
