"""Symbolic numbers never contradict real ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerlint.symbolic.arithmetic import (
    Quantity,
    add,
    apply,
    ceil_divide,
    describe,
    divides,
    floor_divide,
    known,
    known_int,
    less,
    multiply,
    quotient,
    same,
    sized,
    subtract,
    symbol,
)

SYMBOLS = {name: symbol(name, name) for name in "nbk"}
leaves = st.one_of(st.integers(-20, 200), st.sampled_from(sorted(SYMBOLS)).map(SYMBOLS.get))
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(apply, st.sampled_from(["+", "-", "*", "//", "%"]), inner, inner)
        | st.builds(apply, st.sampled_from(["neg", "int", "abs"]), inner)
        | st.builds(lambda a, b: apply("max", a, b), inner, inner)
    ),
    max_leaves=6,
).filter(lambda value: value is not None)
values = st.fixed_dictionaries({name: st.integers(1, 60) for name in SYMBOLS})


def worth(value: Any, assignment: dict[str, int]) -> Any:
    """The expression with numbers put in for its symbols."""
    if not isinstance(value, Quantity):
        return value
    if value.op == "symbol":
        return assignment[value.args[1]]
    return known(apply(value.op, *(worth(arg, assignment) for arg in value.args)))


@given(expressions, expressions, values)
def test_comparisons_hold_for_every_assignment(a: Any, b: Any, assignment: dict[str, int]) -> None:
    x, y = worth(a, assignment), worth(b, assignment)
    if x is None or y is None:
        return
    for claim, truth in ((same(a, b), x == y), (less(a, b), x < y)):
        assert claim is None or claim == truth
    if y:
        assert divides(b, a) is None or divides(b, a) == (x % y == 0)


@given(expressions)
def test_known_values_are_right(value: Any) -> None:
    number = known(value)
    if number is not None:
        assert worth(value, dict.fromkeys(SYMBOLS, 1)) == number


@given(st.integers(0, 10_000), st.integers(1, 300))
def test_steps_as_people_write_them(n: int, b: int) -> None:
    total, batch = symbol("n", "n"), symbol("b", "b")
    ceilings = [
        apply("ceil", apply("/", total, batch)),
        apply("int", apply("ceil", apply("/", total, apply("float", batch)))),
        apply("//", subtract(add(total, batch), 1), batch),
        apply("//", add(total, subtract(batch, 1)), batch),
        apply("neg", apply("//", apply("neg", total), batch)),
        ceil_divide(total, batch),
    ]
    for value in ceilings:
        found = quotient(value)
        assert found is not None
        assert found.rounding == "ceil"
        assert same(found.total, total)
        assert same(found.divisor, batch)
        assert worth(value, {"n": n, "b": b}) == -(-n // b)


@pytest.mark.parametrize("value", [3, symbol("n", "n"), apply("+", symbol("n", "n"), 2), "text", None])
def test_what_is_no_quotient(value: Any) -> None:
    assert quotient(value) is None


def test_zero_divisor_has_no_result() -> None:
    assert floor_divide(5, 0) is None
    assert ceil_divide(5, 0) is None
    assert apply("/", 1, 0) is None


def test_huge_powers_are_not_worked_out() -> None:
    assert apply("**", 9, apply("**", 9, 9)) is None


def test_product_with_zero_is_zero() -> None:
    assert multiply(0, symbol("n", "n")) == 0


def test_words() -> None:
    n, b = symbol("n", "n"), symbol("b", "b")
    assert describe(sized(40000, "counted in data")) == "40,000"
    assert describe(apply("//", apply("+", n, 1), b)) == "(n + 1) // b"
    assert describe(apply("ceil", apply("/", n, b))) == "ceil(n / b)"
    assert describe(apply("-", n, apply("-", b, 1))) == "n - (b - 1)"


def test_a_difference_without_its_symbols_is_known() -> None:
    i = symbol(("i",), "i")
    assert known_int(subtract(add(i, 20), i)) == 20
    assert known_int(subtract(i, 20)) is None


def test_sums_without_end_stay_cheap() -> None:
    total, step = symbol("n", "n"), symbol("s", "s")
    for _ in range(300):
        total = apply("min", total, add(total, step))
        assert less(total, 0) is None
    assert same(total, total) is True
