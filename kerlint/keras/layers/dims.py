"""Arithmetic on shapes whose sizes may be symbolic, or None for Keras's own None.

`None` stays None in every operation: a size that varies from batch to batch varies after a convolution too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.script import Dim, Shape
from kerlint.symbolic import arithmetic
from kerlint.symbolic.arithmetic import Quantity, describe, known, less, same, symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

Size = int | Quantity

__all__ = [
    "Dim",
    "Shape",
    "Size",
    "below",
    "convolved",
    "differ",
    "fresh",
    "is_shape",
    "larger",
    "minus",
    "plus",
    "quotient",
    "quotient_up",
    "same_size",
    "text",
    "times",
    "unequal",
    "window",
]


def fresh(name: str) -> Quantity:
    """An integer of which nothing is known; equal to no other. `name` is for messages."""
    return symbol(object(), name)


def _size(result: int | Quantity | None) -> Size:
    """A result of `arithmetic` as a size: plain where known, fresh where it was too large to work out."""
    if result is None:
        return fresh("?")
    value = known(result)
    return int(value) if value is not None else result


def plus(*dims: Dim) -> Dim:
    """The sum."""
    total: Size = 0
    for dim in dims:
        if dim is None:
            return None
        if type(total) is int and type(dim) is int:
            total += dim
        elif dim != 0:
            total = _size(arithmetic.add(total, dim) if total != 0 else dim)
    return total


def minus(dim: Dim, amount: Dim) -> Dim:
    """The difference; may be zero or negative."""
    if dim is None or amount is None:
        return None
    return _size(arithmetic.subtract(dim, amount))


def times(*dims: Dim) -> Dim:
    """The product, 1 of nothing."""
    total: Size = 1
    for dim in dims:
        if dim is None:
            return None
        if dim != 1:
            total = _size(arithmetic.multiply(total, dim) if total != 1 else dim)
    return total


def quotient(dim: Dim, divisor: Size) -> Dim:
    """The quotient, rounded down."""
    if dim is None:
        return None
    return dim if same(divisor, 1) else _size(arithmetic.floor_divide(dim, divisor))


def quotient_up(dim: Dim, divisor: Size) -> Dim:
    """The quotient, rounded up."""
    if dim is None:
        return None
    return dim if same(divisor, 1) else _size(arithmetic.ceil_divide(dim, divisor))


def larger(a: Size, b: Size) -> Size:
    """The larger one; fresh where that is not known."""
    smaller = less(a, b)
    if smaller is None:
        return a if same(a, b) else fresh("?")
    return b if smaller else a


def differ(a: Dim, b: Dim) -> bool:
    """Are they certainly different sizes? None (any size) differs from nothing."""
    return a is not None and b is not None and same(a, b) is False


def unequal(a: Dim, b: Dim) -> bool:
    """Does Keras's `a != b` certainly hold? None differs from a known size then."""
    if a is None or b is None:
        return isinstance(a, int) or isinstance(b, int)
    return differ(a, b)


def below(dim: Dim, bound: int) -> bool:
    """Is it certainly less than bound?"""
    return dim is not None and less(dim, bound) is True


def same_size(a: Dim, b: Dim) -> bool:
    """Certainly the same size, or both None."""
    if a is None or b is None:
        return a is b
    return same(a, b) is True


def window(kernel: Size, dilation: Size) -> Size:
    """How far a kernel reaches, the gaps of dilation included."""
    if same(dilation, 1):
        return kernel
    return plus(times(dilation, minus(kernel, 1)), 1) or fresh("?")


def convolved(length: Dim, kernel: Size, stride: Size, padding: str | None, dilation: Size = 1) -> Dim:
    """The length after a window of `kernel` passed over; zero or negative where it does not fit.

    `padding` is "valid", "same", "causal" or None where it is not known.
    Source: `keras.ops.operation_utils.compute_conv_output_shape`.
    """
    if length is None:
        return None
    if padding is None:
        return length if same(kernel, 1) and same(stride, 1) else fresh("?")
    if padding != "valid":
        return quotient_up(length, stride)
    return plus(quotient(minus(length, window(kernel, dilation)), stride), 1)


def text(shape: Iterable[Dim]) -> str:
    """For messages: `(None, 28, 28, 3)`."""
    parts = ["None" if dim is None else str(dim) if isinstance(dim, int) else describe(dim) for dim in shape]
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def is_shape(value: object) -> bool:
    """Is it one shape (a tuple of sizes), not a list of several?"""
    return isinstance(value, tuple) and all(dim is None or isinstance(dim, int | Quantity) for dim in value)
