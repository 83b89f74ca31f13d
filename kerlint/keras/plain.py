"""Values as plain Python objects, and shapes read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, known
from kerlint.symbolic.values import DictValue, ListValue, TupleValue, Unknown

if TYPE_CHECKING:
    from kerlint.script import Dim, Shape


def plain(value: Any) -> Any:
    """Lists, tuples and dicts as Python's own, all the way down; whatever else stays as it is.

    An incomplete list stays a ListValue: its length is not known.
    """
    if isinstance(value, TupleValue) and value.complete:
        return tuple(plain(item) for item in value.items)
    if isinstance(value, ListValue) and value.complete:
        return [plain(item) for item in value.items]
    if isinstance(value, DictValue) and value.complete:
        return {key: plain(item) for key, item in value.items.items()}
    return value


def as_dim(value: Any) -> Dim:
    """One size of a shape; a symbol where it is not known."""
    if value is None:
        return None
    if isinstance(value, Unknown):
        return value.quantity()
    number = known(value)
    if isinstance(number, int):
        return number
    if isinstance(number, float) and number.is_integer():
        return int(number)
    if isinstance(value, Quantity) and number is None:
        return value
    return Quantity("symbol", (object(), "?"))


def as_shape(value: Any) -> Shape | None:
    """The shape that a tuple or list (or a single number) gives, None where the rank is not known."""
    if isinstance(value, TupleValue | ListValue):
        return tuple(as_dim(item) for item in value.items) if value.complete else None
    if isinstance(value, tuple | list):
        return tuple(as_dim(item) for item in value)
    if isinstance(value, int | Quantity) and not isinstance(value, bool):
        return (as_dim(value),)
    return None


def shape_value(shape: Shape | None) -> Any:
    """A shape as the script sees it: a tuple."""
    return None if shape is None else TupleValue(shape)


def dims_equal(a: Shape, b: Shape) -> bool | None:
    """Are two shapes equal? None sizes fit everything; None (as a result) where it is not known."""
    from kerlint.symbolic.arithmetic import same

    if len(a) != len(b):
        return False
    answer: bool | None = True
    for first, second in zip(a, b):
        if first is None or second is None:
            continue
        equal = same(first, second)
        if equal is False:
            return False
        if equal is None:
            answer = None
    return answer
