"""Symbolic numbers: known values that remember how they came about, and unknown ones that can be compared.

A Number is a plain int or float, or a Quantity: an expression over symbols whose value may be known.
`steps = n // batch_size` stays the quotient it is, with n and batch_size named, also when both are known:
rules need to tell 32 written down from 32 computed.

Comparison is three-valued: True, False, or None where the script does not determine it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    from libcst import CSTNode

Key = Hashable

_OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "neg": operator.neg,
    "abs": abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "int": int,
    "float": float,
    "round": round,
    "max": max,
    "min": min,
}
# Results that stay expressions also when all is known.
_KEPT = frozenset(["/", "//", "%", "ceil"])
# Keeps `9 ** 9 ** 9` from being worked out.
_LARGEST = 10**30
# A longer expression is a number of its own.
_MOST_OPERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number as an expression.

    Attributes:
        op: an operation of this module ("+", "//", "ceil", ...), "symbol" or "const".
        args: the operands; a symbol has its identity and its name, a const its value.
        value: the number where known.
        labels: how the script writes each operand, None where it is no name.
        node: the expression in the script.
        source: for a size, where it was learnt ("counted in data/train", "[tool.kerlint.datasets]").
        size: how many operations the expression has where its number is not known.
    """

    op: str
    args: tuple[Any, ...]
    value: int | float | None = None
    labels: tuple[str | None, ...] = ()
    node: CSTNode | None = None
    source: str | None = None
    size: int = 0

    @property
    def key(self) -> Key:
        """Equal keys: the same number, whatever it is."""
        if self.value is not None:
            return self.value
        if self.op == "symbol":
            return ("symbol", self.args[0])
        return (self.op, *(_key(arg) for arg in self.args))

    def __repr__(self) -> str:
        return f"Quantity({describe(self)})"


def symbol(key: Key, name: str, node: CSTNode | None = None) -> Quantity:
    """A number that the script does not tell: same key, same number. `name` is for messages."""
    return Quantity("symbol", (key, name), node=node)


def sized(value: int, source: str, node: CSTNode | None = None) -> Quantity:
    """A known number with the place it was learnt from."""
    return Quantity("const", (value,), value=value, node=node, source=source)


# Asked for every operand of every expression: looking at the type is several times faster than isinstance.
_NUMBERS = frozenset([int, float, Quantity])


def is_number(value: object) -> bool:
    """Is it a Number (bool is not)?"""
    return type(value) in _NUMBERS


def known(value: Any) -> Any:
    """The plain int or float, None where it is not known or no number at all."""
    kind = type(value)
    if kind is int or kind is float:
        return value
    return value.value if kind is Quantity else None


def known_int(value: object) -> int | None:
    """The plain int, None for anything else (a float with an integer value included)."""
    number = known(value)
    return number if type(number) is int else None


def apply(op: str, *args: Any, labels: tuple[str | None, ...] = (), node: CSTNode | None = None) -> Any:
    """The result of an operation on Numbers: a plain number from plain ones, else a Quantity.

    Divisions always give a Quantity. None where Python would raise (division by zero, overflow).
    """
    values = [known(arg) for arg in args]
    result: int | float | None = None
    if None not in values:
        result = _compute(op, values)
        if result is None:
            return None
        if op not in _KEPT and Quantity not in map(type, args):
            return result
    elif op == "-" and (constant := _difference(*args)) is not None and constant == int(constant):
        # `i + 20 - i`
        result = int(constant)
    size = 0
    if result is None:
        size = 1 + sum(arg.size for arg in args if type(arg) is Quantity)
        if size > _MOST_OPERATIONS:
            # What a loop adds to again and again: of no use to any comparison, and dear to compare.
            return Quantity("symbol", (object(), "?"), node=node)
    return Quantity(op, args, value=result, labels=labels, node=node, size=size)


def _compute(op: str, values: list[Any]) -> int | float | None:
    if op == "**" and (abs(values[0]) > 10**6 or abs(values[1]) > 64):
        return None
    try:
        result = _OPERATIONS[op](*values)
    except (ArithmeticError, ValueError, TypeError):
        return None
    if isinstance(result, complex) or (isinstance(result, int) and abs(result) > _LARGEST):
        return None
    return result  # type: ignore[no-any-return]


def add(a: Any, b: Any) -> Any:
    """A + b; plain ints in, plain int out."""
    return apply("+", a, b)


def subtract(a: Any, b: Any) -> Any:
    """A - b."""
    return apply("-", a, b)


def multiply(a: Any, b: Any) -> Any:
    """A * b; 0 times anything is 0."""
    if known(a) == 0 or known(b) == 0:
        return 0
    return apply("*", a, b)


def floor_divide(a: Any, b: Any) -> Any:
    """A // b, a plain int where both are known; None for a zero divisor."""
    result = apply("//", a, b)
    value = known(result)
    return result if value is None else value


def ceil_divide(a: Any, b: Any) -> Any:
    """ceil(a / b) in integers, a plain int where both are known; None for a zero divisor."""
    x, y = known(a), known(b)
    if x is not None and y is not None:
        return None if y == 0 else -(-x // y)
    return apply("ceil", apply("/", a, b))


def _key(value: Any) -> Key:
    return value.key if isinstance(value, Quantity) else value


# --- comparison -------------------------------------------------------------------------------------


def same(a: Any, b: Any) -> bool | None:
    """Are they the same number? None where that is not known."""
    difference = _difference(a, b)
    if difference is None:
        return None
    return difference == 0


def less(a: Any, b: Any) -> bool | None:
    """Is a < b? None where that is not known."""
    difference = _difference(a, b)
    if difference is None:
        return None
    return difference < 0


def divides(divisor: Any, number: Any) -> bool | None:
    """Is `number` a multiple of `divisor`? None where that is not known."""
    d, n = known(divisor), known(number)
    if d is not None and n is not None:
        return n % d == 0 if d else None
    terms, by = _linear(number), _linear(divisor)
    if terms is None or by is None:
        return None
    if set(terms) == set(by) and len(by) == 1:
        (atom,) = by
        ratio = _ratio(terms[atom], by[atom])
        return True if ratio.denominator == 1 else None
    if d and isinstance(d, int):
        # Multiples of d only, one by one; a symbol itself may or may not be one.
        if all(_ratio(c, d).denominator == 1 for c in terms.values()):
            return True
        rest = terms.get((), 0)
        if all(_ratio(c, d).denominator == 1 for atom, c in terms.items() if atom) and rest % d:
            return False
    elif d is None and len(by) == 1:
        # n = k * b written as a product: every term holds the divisor as a factor.
        (atom,) = by
        if atom and by[atom] == 1 and terms and all(_has_factor(a, atom) for a in terms):
            return all(c.denominator == 1 for c in terms.values()) or None
    return None


def _ratio(a: Fraction | int, b: Fraction | int) -> Fraction:
    # Few scripts get here, and the module is slow to import.
    from fractions import Fraction

    return Fraction(a, b)


def _has_factor(atom: tuple[Key, ...], factor: tuple[Key, ...]) -> bool:
    rest = list(atom)
    for key in factor:
        if key not in rest:
            return False
        rest.remove(key)
    return True


def _difference(a: Any, b: Any) -> Fraction | int | float | None:
    """The difference where it is a number, None where it depends on symbols."""
    x, y = known(a), known(b)
    if x is not None and y is not None:
        if math.isnan(x) or math.isnan(y) or math.isinf(x) or math.isinf(y):
            return None
        difference: int | float = x - y
        return difference
    first, second = _linear(a), _linear(b)
    if first is None or second is None:
        return None
    rest = dict(first)
    for atom, coefficient in second.items():
        rest[atom] = rest.get(atom, 0) - coefficient
    rest = {atom: c for atom, c in rest.items() if c}
    if not rest:
        return 0
    if set(rest) == {()}:
        return rest[()]
    return None


# A polynomial: each product of atoms (sorted keys; () is the constant term) with its coefficient.
Terms: TypeAlias = "dict[tuple[Key, ...], Fraction | int]"


def _linear(value: Any) -> Terms | None:
    number = known(value)
    if number is not None:
        if math.isnan(number) or math.isinf(number):
            return None
        return {(): number if isinstance(number, int) else _exact(number)} if number else {}
    if not isinstance(value, Quantity):
        return None
    if value.op in ("+", "-", "*", "neg", "int"):
        parts = [_linear(arg) for arg in value.args]
        if any(part is None for part in parts):
            return None
        if value.op == "neg":
            return _combine({}, parts[0] or {}, -1)
        if value.op == "+":
            return _combine(parts[0] or {}, parts[1] or {}, 1)
        if value.op == "-":
            return _combine(parts[0] or {}, parts[1] or {}, -1)
        if value.op == "*":
            return _product(parts[0] or {}, parts[1] or {})
        if value.args and _integral(value.args[0]):
            return parts[0]
    return {(value.key,): 1}


def _exact(number: float) -> Fraction:
    from fractions import Fraction

    return Fraction(number)


def _integral(value: Any) -> bool:
    """Certainly an integer: a symbol in a count's place counts as one."""
    number = known(value)
    if number is not None:
        return isinstance(number, int)
    if value.op in ("symbol", "//", "ceil", "floor", "int", "round"):
        return True
    return value.op in ("+", "-", "*", "%", "max", "min", "neg", "abs") and all(map(_integral, value.args))


def _combine(a: Terms, b: Terms, factor: int) -> Terms:
    result = dict(a)
    for atom, coefficient in b.items():
        result[atom] = result.get(atom, 0) + factor * coefficient
    return {atom: c for atom, c in result.items() if c}


def _product(a: Terms, b: Terms) -> Terms | None:
    if len(a) * len(b) > 64:
        return None
    result: Terms = {}
    for first, x in a.items():
        for second, y in b.items():
            atom = tuple(sorted((*first, *second), key=repr))
            result[atom] = result.get(atom, 0) + x * y
    return {atom: c for atom, c in result.items() if c}


# --- quotients --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotient:
    """A number of steps as people compute it.

    Attributes:
        total: what is divided (a number of samples).
        divisor: by what (a batch size).
        rounding: "floor", "ceil", "round", "true" (a float is left), or "over" (floor + 1).
        total_label, divisor_label: how the script writes them, where it writes a name.
        divisor_node: the expression that the divisor is in.
    """

    total: Any
    divisor: Any
    rounding: str
    total_label: str | None = None
    divisor_label: str | None = None
    node: CSTNode | None = None


def quotient(value: Any) -> Quotient | None:
    """Take `n // b` and its relatives apart; None for anything else.

    Knows floor and true division, int(), round(), ceil and floor around them, `n // b + 1`,
    `-(-n // b)`, `(n + b - 1) // b` and max(1, ...).
    """
    if not isinstance(value, Quantity):
        return None
    if value.op in ("//", "/"):
        return _division(value)
    if value.op in ("ceil", "floor", "int", "round", "float"):
        inner = quotient(value.args[0])
        if inner is None:
            return None
        rounding = {"int": "floor"}.get(value.op, value.op)
        if inner.rounding != "true" or value.op == "float":
            rounding = inner.rounding
        return _rounded(inner, rounding)
    if value.op in ("max", "min"):
        inners = [quotient(arg) for arg in value.args]
        found = [inner for inner in inners if inner is not None]
        return found[0] if len(found) == 1 and len(value.args) == 2 else None
    if value.op == "+" and known(value.args[1]) == 1:
        inner = quotient(value.args[0])
        return _rounded(inner, "over") if inner and inner.rounding == "floor" else None
    if value.op == "neg":
        inner = quotient(value.args[0])
        if inner and inner.rounding == "floor" and isinstance(inner.total, Quantity):
            if inner.total.op == "neg":
                label = inner.total.labels[0] if inner.total.labels else None
                return Quotient(
                    inner.total.args[0], inner.divisor, "ceil", label, inner.divisor_label, value.node
                )
    return None


def _division(value: Quantity) -> Quotient:
    total, divisor = value.args
    labels = value.labels or (None, None)
    rounding = "floor" if value.op == "//" else "true"
    # float(b) and int(n) around an operand change nothing about which number it is.
    total, total_label = _bare(total, labels[0])
    divisor, divisor_label = _bare(divisor, labels[1])
    if rounding == "floor" and isinstance(total, Quantity):
        raised = _raised_total(total, divisor)
        if raised is not None:
            return Quotient(raised[0], divisor, "ceil", raised[1], divisor_label, value.node)
    return Quotient(total, divisor, rounding, total_label, divisor_label, value.node)


def _bare(operand: Any, label: str | None) -> tuple[Any, str | None]:
    while isinstance(operand, Quantity) and operand.op in ("float", "int") and _integral(operand.args[0]):
        label = operand.labels[0] if operand.labels else label
        operand = operand.args[0]
    return operand, label


def _raised_total(total: Quantity, divisor: Any) -> tuple[Any, str | None] | None:
    """N of (n + b - 1), however the three stand; None where it is no such sum."""
    parts: list[tuple[Any, str | None]] = []

    def leaves(value: Any, label: str | None) -> None:
        if isinstance(value, Quantity) and value.op in ("+", "-") and len(parts) < 4:
            labels = value.labels or (None, None)
            leaves(value.args[0], labels[0])
            leaves(value.args[1], labels[1])
        else:
            parts.append((value, label))

    leaves(total, None)
    for part, label in parts:
        if same(subtract(add(part, divisor), 1), total) and not same(part, divisor):
            return part, label
    return None


def _rounded(inner: Quotient, rounding: str) -> Quotient:
    return Quotient(inner.total, inner.divisor, rounding, inner.total_label, inner.divisor_label, inner.node)


# --- words ------------------------------------------------------------------------------------------


def describe(value: Any) -> str:
    """For messages: `40,000`, `nb_train_samples`, `len(x_train) // 32`."""
    number = known(value)
    if number is not None:
        return f"{number:,}" if isinstance(number, int) else f"{number:,g}"
    if not isinstance(value, Quantity):
        return "an unknown number"
    if value.op == "symbol":
        return str(value.args[1])
    if value.op in ("+", "-", "*", "/", "//", "%", "**"):
        left, right = (_operand(arg, value) for arg in value.args)
        return f"{left} {value.op} {right}"
    if value.op == "neg":
        return f"-{_operand(value.args[0], value)}"
    return f"{value.op}({', '.join(describe(arg) for arg in value.args)})"


def _operand(value: Any, parent: Quantity) -> str:
    text = describe(value)
    compound = isinstance(value, Quantity) and value.value is None and value.op in _PRECEDENCE
    if compound and _PRECEDENCE[value.op] <= _PRECEDENCE.get(parent.op, 9) and value is not parent.args[0]:
        return f"({text})"
    if compound and _PRECEDENCE[value.op] < _PRECEDENCE.get(parent.op, 9):
        return f"({text})"
    return text


_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2, "neg": 3, "**": 4}
