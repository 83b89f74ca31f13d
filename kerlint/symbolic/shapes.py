"""Arithmetic of array shapes as numpy defines it, with entries that may be symbolic.

A Dims is a tuple of ints and Quantities; None stands for an unknown rank. Where numpy would raise, the functions
give None too: what the script would have got is not known.
"""

from __future__ import annotations

from typing import Any

from kerlint.symbolic.arithmetic import (
    Quantity,
    add,
    apply,
    ceil_divide,
    is_number,
    known,
    known_int,
    less,
    multiply,
    same,
    subtract,
)
from kerlint.symbolic.values import Unknown

Dims = tuple[Any, ...]


def as_number(value: Any) -> Any:
    """An unknown thing where only a number can stand is a symbol; other values as they are."""
    return value.quantity() if isinstance(value, Unknown) else value


def product(dims: Dims) -> Any:
    """The number of elements."""
    total: Any = 1
    for dim in dims:
        total = dim if total == 1 else multiply(total, dim)
    return total


def broadcast(first: Dims | None, second: Dims | None) -> Dims | None:
    """The shape of an elementwise operation's result, None where it depends on what is not known."""
    if first is None or second is None:
        return None
    rank = max(len(first), len(second))
    left = (1,) * (rank - len(first)) + tuple(first)
    right = (1,) * (rank - len(second)) + tuple(second)
    dims = [_broadcast_dim(a, b) for a, b in zip(left, right)]
    return None if None in dims else tuple(dims)


def _broadcast_dim(a: Any, b: Any) -> Any:
    x, y = known(a), known(b)
    if x == 1:
        return b
    if y == 1:
        return a
    if same(a, b):
        return a
    # A symbol against a known size above 1 is that size or 1: either way the result is the known size.
    if x is not None and y is None:
        return a
    if y is not None and x is None:
        return b
    return None


def normal_axis(axis: Any, rank: int) -> int | None:
    """A known axis as a non-negative int, None where it is not known or out of range."""
    number = known_int(axis)
    if number is None or not -rank <= number < rank:
        return None
    return number % rank


def without_axes(dims: Dims, axes: list[int], keep: bool = False) -> Dims:
    """The shape left after reducing `axes`; `keep` leaves 1 in their places."""
    if keep:
        return tuple(1 if i in axes else dim for i, dim in enumerate(dims))
    return tuple(dim for i, dim in enumerate(dims) if i not in axes)


def reshape(dims: Dims, target: Dims) -> Dims | None:
    """The result of `reshape`, with -1 worked out; None where the number of elements cannot fit."""
    if not all(is_number(dim) for dim in target):
        return None
    free = [i for i, dim in enumerate(target) if known(dim) == -1]
    if len(free) > 1:
        return None
    rest, wanted = _cancel(list(dims), [dim for i, dim in enumerate(target) if i not in free])
    if not free:
        fits = same(product(tuple(rest)), product(tuple(wanted)))
        return None if fits is False else tuple(target)
    left, right = known_int(product(tuple(rest))), known_int(product(tuple(wanted)))
    if right is not None and right > 0:
        if left is not None:
            missing: Any = left // right if left % right == 0 else None
        else:
            missing = _divide(rest, right)
    else:
        missing = apply("//", product(tuple(rest)), product(tuple(wanted)))
    if missing is None:
        return None
    return tuple(missing if i in free else dim for i, dim in enumerate(target))


def _cancel(left: list[Any], right: list[Any]) -> tuple[list[Any], list[Any]]:
    """Both products without the symbolic factors that they share."""
    kept = []
    for dim in right:
        match = next(
            (i for i, other in enumerate(left) if isinstance(dim, Quantity) and same(dim, other)), None
        )
        if match is None:
            kept.append(dim)
        else:
            del left[match]
    return left, kept


def _divide(dims: list[Any], divisor: int) -> Any:
    """The product of dims, some symbolic, over a known divisor."""
    plain = product(tuple(dim for dim in dims if known(dim) is not None))
    symbolic = product(tuple(dim for dim in dims if known(dim) is None))
    number = known_int(plain)
    if number is not None and number % divisor == 0:
        return multiply(symbolic, number // divisor) if number != divisor else symbolic
    return apply("//", multiply(symbolic, plain), divisor)


def concatenate(shapes: list[Dims], axis: int) -> Dims | None:
    """The shape of arrays put one after the other; None where their other axes differ."""
    rank = len(shapes[0])
    position = normal_axis(axis, rank)
    if position is None or any(len(shape) != rank for shape in shapes):
        return None
    total: Any = 0
    for shape in shapes:
        for i in range(rank):
            if i != position and same(shape[i], shapes[0][i]) is False:
                return None
        total = shape[position] if total == 0 else add(total, shape[position])
    return tuple(total if i == position else _surest([shape[i] for shape in shapes]) for i in range(rank))


def _surest(dims: list[Any]) -> Any:
    """Dims that must agree: a known one if there is any."""
    return next((dim for dim in dims if known(dim) is not None), dims[0])


def matmul(first: Dims | None, second: Dims | None) -> Dims | None:
    """The shape of `first @ second`."""
    if first is None or second is None or not first or not second:
        return None
    inner = second[-2] if len(second) > 1 else second[0]
    if same(first[-1], inner) is False:
        return None
    batch = broadcast(first[:-2], second[:-2])
    if batch is None:
        return None
    return batch + (first[-2:-1] if len(first) > 1 else ()) + (second[-1:] if len(second) > 1 else ())


def slice_bounds(dim: Any, start: Any, stop: Any) -> tuple[Any, Any] | None:
    """Where `[start:stop]` begins and ends in an axis of `dim` entries, as Python clips them.

    Symbolic bounds are taken to lie within the axis; a known bound in an axis of unknown size is clipped by `min`.
    """
    first = 0 if start is None else _bound(dim, as_number(start))
    last = dim if stop is None else _bound(dim, as_number(stop))
    if first is None or last is None:
        return None
    return first, last


def _bound(dim: Any, bound: Any) -> Any:
    if not is_number(bound):
        return None
    number, size = known_int(bound), known_int(dim)
    if known(bound) is not None and number is None:
        # A float is no index.
        return None
    if number is not None and size is not None:
        return max(size + number, 0) if number < 0 else min(number, size)
    if number is None:
        return add(dim, bound) if _negative(bound) else bound
    if number < 0:
        return subtract(dim, -number)
    return number if number == 0 else apply("min", dim, number)


def _negative(bound: Any) -> bool:
    """`-n` as a bound counts from the end."""
    return isinstance(bound, Quantity) and bound.op == "neg"


def slice_length(dim: Any, start: Any, stop: Any, step: Any) -> Any:
    """How many entries a slice takes; None where that is not known."""
    start, stop, step = as_number(start), as_number(stop), as_number(step)
    stride = 1 if step is None else known_int(step)
    if not stride:
        return None
    size, plain = known_int(dim), [None if bound is None else known_int(bound) for bound in (start, stop)]
    if size is not None and size < 0:
        return None
    if size is not None and all(b is None or n is not None for b, n in zip((start, stop), plain)):
        return len(range(*slice(plain[0], plain[1], stride).indices(size)))
    if stride < 0:
        return ceil_divide(dim, -stride) if start is None and stop is None else None
    bounds = slice_bounds(dim, start, stop)
    if bounds is None:
        return None
    first, last = bounds
    if known(first) == 0:
        length = last
    elif start is not None and stop is None and (known_int(start) or 0) < 0:
        # The last k of n.
        length = apply("min", dim, -(known_int(start) or 0))
    else:
        length = subtract(last, first)
        if less(length, 0):
            length = 0
    return length if stride == 1 else ceil_divide(length, stride)
