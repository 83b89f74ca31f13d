"""Operations on plain constants, numbers and unknown things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, apply, is_number, known
from kerlint.symbolic.conditions import Condition
from kerlint.symbolic.values import NO_KEY, SliceValue, TupleValue, Unknown, constant

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.symbolic.evaluator import Evaluator


def constant_attribute(ev: Evaluator, value: Any, name: str, node: cst.CSTNode | None) -> Any:
    """An attribute of a plain constant or number."""
    from kerlint.symbolic.library.scalars import number_method, string_method

    if isinstance(value, str):
        return string_method(value, name, ev, node)
    if is_number(value):
        return number_method(value, name, ev, node)
    return ev.unknown(node, name)


def constant_item(ev: Evaluator, value: Any, index: Any, node: cst.CSTNode | None) -> Any:
    """An item of a plain constant: characters of strings."""
    if isinstance(value, str | bytes):
        if isinstance(index, SliceValue):
            bounds = [constant(part) for part in (index.start, index.stop, index.step)]
            if all(b is None or isinstance(b, int) for b in bounds) and bounds[2] != 0:
                return value[slice(*bounds)]
        position = known(index)
        if isinstance(position, int) and -len(value) <= position < len(value):
            return value[position]
    return ev.unknown(node)


def operate_plain(
    ev: Evaluator, op: str, left: Any, right: Any, node: cst.CSTNode | None, labels: Any
) -> Any:
    """An operation between constants, numbers and unknown things."""
    if isinstance(left, str):
        return _operate_string(ev, op, left, right, node)
    if isinstance(right, str) and op == "*":
        return _operate_string(ev, op, right, left, node)
    if op in ("&", "|", "^", "<<", ">>"):
        return _operate_bits(ev, op, left, right, node)
    a, b = numeric(left), numeric(right)
    if a is None or b is None or op not in ("+", "-", "*", "/", "//", "%", "**"):
        return ev.unknown(node)
    if isinstance(left, Unknown) and isinstance(right, Unknown) and op in ("+", "*"):
        # Two things of unknown kind: strings and lists add up as well as numbers do.
        return Unknown("", (op, left.key, right.key), node, number=apply(op, a, b, labels=labels, node=node))
    return ev.quantity(op, a, b, node=node, labels=labels)


def numeric(value: Any) -> Any:
    """The value as a Number (bool as int, an unknown thing as a symbol), None where it is none."""
    if isinstance(value, bool):
        return int(value)
    if is_number(value):
        return value
    return value.quantity() if isinstance(value, Unknown) else None


def _operate_bits(ev: Evaluator, op: str, left: Any, right: Any, node: cst.CSTNode | None) -> Any:
    a, b = constant(left), constant(right)
    if isinstance(a, int) and isinstance(b, int) and 0 <= b <= 64 and abs(a) < 2**64:
        operations = {
            "&": lambda: a & b,
            "|": lambda: a | b,
            "^": lambda: a ^ b,
            "<<": lambda: a << b,
            ">>": lambda: a >> b,
        }
        return operations[op]()
    if op in ("&", "|") and (isinstance(left, Condition) or isinstance(right, Condition)):
        return Condition(None)
    return ev.unknown(node)


def _operate_string(ev: Evaluator, op: str, text: str, other: Any, node: cst.CSTNode | None) -> Any:
    if op == "+" and isinstance(other, str) and len(text) + len(other) < 100_000:
        return text + other
    if op == "*" and isinstance(count := constant(other), int) and abs(count) * (len(text) + 1) < 100_000:
        return text * count
    if op == "%":
        values = [constant(v) for v in other.items] if isinstance(other, TupleValue) else [constant(other)]
        if NO_KEY not in values and not any(char in text for char in "*"):
            try:
                return text % tuple(values)
            except (TypeError, ValueError, OverflowError):
                return ev.unknown(node)
    return ev.unknown(node)


def negation(ev: Evaluator, value: Any) -> Any:
    """`not value`."""
    truth = ev.truth(value)
    if truth is not None:
        return not truth
    if isinstance(value, Condition):
        return value.inverse()
    if isinstance(value, Unknown | Quantity):
        return Condition(("truth", value.key), negated=True)
    return Condition(None)
