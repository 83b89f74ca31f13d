"""Comparisons: True, False, or a Condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, is_number, less, same
from kerlint.symbolic.classes import EnumMember
from kerlint.symbolic.conditions import Condition, comparison
from kerlint.symbolic.operations import numeric
from kerlint.symbolic.values import (
    NO_KEY,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    constant,
    constant_key,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

_ELEMENTWISE = frozenset(("==", "!=", "<", "<=", ">", ">="))


def compare(ev: Evaluator, op: str, left: Any, right: Any, node: CSTNode) -> Any:
    """True, False or a Condition; an array of them for arrays. `node` is where they are compared."""
    if op in _ELEMENTWISE:
        for value, other, reflected in ((left, right, False), (right, left, True)):
            if isinstance(value, Value) and value.compares_elementwise:
                result = value.operate(op, other, reflected, ev, node)
                return Condition(None) if result is NotImplemented else result
    outcome = _compare(ev, op, left, right)
    if outcome is not None:
        return outcome
    condition = comparison(op, left, right)
    assumed = ev.truth(condition)
    return condition if assumed is None else assumed


def _compare(ev: Evaluator, op: str, left: Any, right: Any) -> bool | None:
    if op in ("!=", "is not", "not in"):
        inverse = _compare(ev, {"!=": "==", "is not": "is", "not in": "in"}[op], left, right)
        return None if inverse is None else not inverse
    if op == "in":
        return _contains(ev, right, left)
    if op in ("==", "is"):
        return _equal(left, right)
    if op in ("<", ">", "<=", ">="):
        a, b = numeric(left), numeric(right)
        if a is None or b is None:
            if isinstance(left, str) and isinstance(right, str):
                return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[op]
            return None
        if op in (">", "<="):
            a, b = b, a
        smaller = less(a, b)
        if op in ("<", ">"):
            return smaller
        return None if smaller is None else not smaller
    return None


def _equal(left: Any, right: Any) -> bool | None:
    if left is right and not isinstance(left, Unknown):
        return True
    a, b = _plain(left), _plain(right)
    if a is not NO_KEY and b is not NO_KEY:
        return bool(a == b)
    if isinstance(left, EnumMember) or isinstance(right, EnumMember):
        known = (constant(value) is not NO_KEY or isinstance(value, EnumMember) for value in (left, right))
        return bool(left == right) if all(known) else None
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return (
            True
            if isinstance(left, Unknown) and isinstance(right, Unknown) and left.key == right.key
            else None
        )
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return same(left, right) if is_number(left) and is_number(right) else False
    if isinstance(left, TupleValue | ListValue) and isinstance(right, TupleValue | ListValue):
        return _equal_items(left, right)
    if isinstance(left, External) and isinstance(right, External):
        return left.path == right.path or None
    if a is None or b is None:
        # Something is compared with None, and it is an object.
        return False if not isinstance(left, Condition) and not isinstance(right, Condition) else None
    return None


def _plain(value: Any) -> Any:
    return value.plain() if isinstance(value, EnumMember) else constant(value)


def _equal_items(left: TupleValue | ListValue, right: TupleValue | ListValue) -> bool | None:
    if left.kind != right.kind:
        return False
    if not (left.complete and right.complete):
        return None
    if len(left.items) != len(right.items):
        return False
    results = [_equal(a, b) for a, b in zip(left.items, right.items, strict=True)]
    if False in results:
        return False
    return None if None in results else True


def _contains(ev: Evaluator, container: Any, item: Any) -> bool | None:
    if isinstance(container, str):
        return item in container if isinstance(item, str) else None
    if isinstance(container, DictValue):
        key = constant_key(item)
        if key is NO_KEY:
            return None
        return True if key in container.items else (False if container.complete else None)
    items = ev.iterate(container, None)
    if items is None:
        return None
    results = [_equal(item, other) for other in items]
    if True in results:
        return True
    return None if None in results else False
