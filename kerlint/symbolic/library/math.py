"""The math and statistics modules."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import known
from kerlint.symbolic.library.builtins import numeric
from kerlint.symbolic.values import Arguments

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# Functions of one or two numbers; their value is known where the numbers are.
_FUNCTIONS = (
    "sqrt log log2 log10 log1p exp sin cos tan tanh atan atan2 degrees radians gcd lcm comb isqrt hypot fmod"
    " copysign isnan isinf isfinite cosh sinh"
).split()


def register(library: Library) -> None:
    """Make math known to the library."""
    library.constant("math.pi", math.pi)
    library.constant("math.e", math.e)
    library.constant("math.inf", math.inf)
    library.constant("math.nan", math.nan)
    for name in _FUNCTIONS:
        library.calls(f"math.{name}")(_function(name))
    for name, op in (("ceil", "ceil"), ("floor", "floor"), ("trunc", "int"), ("fabs", "abs")):
        library.calls(f"math.{name}")(_rounding(op))

    @library.calls("math.pow")
    def power(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if len(arguments.positional) != 2:
            return ev.unknown(node)
        result = ev.operate("**", arguments.value(0), arguments.value(1), node)
        number = known(result)
        return result if number is None else float(number)

    @library.calls("math.prod")
    def prod(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = ev.iterate(arguments.value(0), node)
        if items is None or len(items) > 100 or arguments.keywords:
            return ev.unknown(node)
        total: Any = 1
        for item in items:
            total = item if total == 1 else ev.operate("*", total, item, node)
        return total


def _rounding(op: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return numeric(op, arguments, ev, node)

    return handler


def _function(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        numbers = [known(argument.value) for argument in arguments.positional]
        if None in numbers or not numbers or arguments.keywords or any(abs(n or 0) > 10**15 for n in numbers):
            return ev.unknown(node)
        try:
            return getattr(math, name)(*numbers)
        except (ValueError, TypeError, OverflowError):
            return ev.unknown(node)

    return handler
