"""Shares of a number that is not known: `ceil(0.2 * n)` is a fifth of n, and no other share is as large.

Shares are rounded, so of a handful of samples two different ones may be equal. Nobody trains on as few.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from kerlint.symbolic.arithmetic import Quantity, known

# Fewer samples than this are no data set.
_FEWEST = 50


@dataclass(frozen=True, slots=True)
class _Share:
    """About `factor` times the number that `key` stands for, at most `error` more or less."""

    key: Hashable
    factor: float
    error: float


def other_share(a: Any, b: Any) -> bool:
    """Are they certainly two numbers, because they are different shares of the same one?"""
    first, second = _share(a), _share(b)
    if first is None or second is None or first.key is None or first.key != second.key:
        return False
    return abs(first.factor - second.factor) * _FEWEST > first.error + second.error


def _share(value: Any) -> _Share | None:
    number = known(value)
    if number is not None:
        return _Share(None, 0, abs(number))
    if not isinstance(value, Quantity):
        return None
    if value.op == "symbol":
        return _Share(value.key, 1, 0)
    parts = [_share(arg) for arg in value.args]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    if value.op in ("ceil", "floor", "int", "round"):
        return _Share(found[0].key, found[0].factor, found[0].error + 1)
    if value.op == "neg":
        return _Share(found[0].key, -found[0].factor, found[0].error)
    return _of_two(value, *found) if len(found) == 2 else None


def _of_two(value: Quantity, left: _Share, right: _Share) -> _Share | None:
    if value.op in ("+", "-"):
        sign = 1 if value.op == "+" else -1
        keys = {left.key, right.key} - {None}
        if len(keys) > 1:
            return None
        key = next(iter(keys), None)
        return _Share(key, left.factor + sign * right.factor, left.error + right.error)
    by = known(value.args[1])
    if value.op == "*" and by is None:
        left, by = right, known(value.args[0])
    if not by or value.op not in ("*", "/", "//"):
        return None
    times = by if value.op == "*" else 1 / by
    return _Share(left.key, left.factor * times, left.error * abs(times) + (value.op == "//"))
