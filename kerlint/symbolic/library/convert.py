"""Between the values of a run and plain Python objects, for calls that Python itself can answer."""

from __future__ import annotations

from typing import Any

from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.values import (
    CONSTANTS,
    NO_KEY,
    DictValue,
    ListValue,
    SetValue,
    TupleValue,
)

_DEEPEST = 12


def to_python(value: Any, depth: int = 0) -> Any:
    """The plain Python object a value stands for, NO_KEY where any part of it is not known."""
    if isinstance(value, Quantity):
        return NO_KEY if value.value is None else value.value
    if isinstance(value, CONSTANTS):
        return value
    if depth > _DEEPEST or not getattr(value, "complete", False):
        return NO_KEY
    if isinstance(value, DictValue):
        items = {key: to_python(item, depth + 1) for key, item in value.items.items()}
        return NO_KEY if any(item is NO_KEY for item in items.values()) else items
    if isinstance(value, TupleValue | ListValue):
        parts = [to_python(item, depth + 1) for item in value.items]
        if any(part is NO_KEY for part in parts):
            return NO_KEY
        if isinstance(value, TupleValue):
            return tuple(parts)
        if isinstance(value, SetValue):
            return set(parts) if all(isinstance(part, CONSTANTS) for part in parts) else NO_KEY
        return parts
    return NO_KEY


def from_python(value: Any, node: Any = None, depth: int = 0) -> Any:
    """A plain Python object as a value; NO_KEY for objects of other kinds."""
    if isinstance(value, CONSTANTS):
        return value
    if depth > _DEEPEST:
        return NO_KEY
    if isinstance(value, dict):
        items = {key: from_python(item, node, depth + 1) for key, item in value.items()}
        known = all(item is not NO_KEY for item in items.values())
        return DictValue(items, node) if known else NO_KEY
    if not isinstance(value, list | tuple | set):
        return NO_KEY
    ordered = sorted(value, key=repr) if isinstance(value, set) else value
    parts = [from_python(item, node, depth + 1) for item in ordered]
    if any(part is NO_KEY for part in parts):
        return NO_KEY
    if isinstance(value, tuple):
        return TupleValue(parts, node)
    return SetValue(parts, node) if isinstance(value, set) else ListValue(parts, node)
