"""Faults of the steps of an epoch."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from benchmarks.faults.code import FITS, Code, Replacement, fault, keyword, literal
from kerlint.symbolic.tree import walk


def steps(code: Code, name: str) -> Iterator[cst.BaseExpression]:
    """What is given as steps; of a name, what it is set to."""
    for call in code.called(*FITS):
        argument = keyword(call, name)
        if argument is not None:
            held = code.assigned(argument.value.value) if isinstance(argument.value, cst.Name) else None
            yield argument.value if held is None else held


def tenth(code: Code, name: str) -> Iterator[Replacement]:
    """A tenth of the steps."""
    for value in steps(code, name):
        number = literal(value)
        if number is None or number >= 10:
            yield code.replaced(value, f"({code.code(value)}) // 10" if number is None else str(number // 10))


def division(value: cst.BaseExpression) -> cst.BinaryOperation | None:
    """The only division in an expression."""
    found = [
        node
        for node in walk(value)
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.FloorDivide | cst.Divide)
    ]
    return found[0] if len(found) == 1 else None


@fault("KER301", "steps_per_epoch fit")
def a_tenth_of_the_steps(code: Code) -> Iterator[Replacement]:
    yield from tenth(code, "steps_per_epoch")


@fault("KER304 KER301", "steps_per_epoch fit")
def samples_for_steps(code: Code) -> Iterator[Replacement]:
    for value in steps(code, "steps_per_epoch"):
        if (divided := division(value)) is not None:
            yield code.replaced(value, code.code(divided.left))


@fault("KER302 KER301 KER303", "steps_per_epoch fit")
def steps_of_another_batch_size(code: Code) -> Iterator[Replacement]:
    for value in steps(code, "steps_per_epoch"):
        if (divided := division(value)) is not None:
            by = divided.right
            held = code.assigned(by.value) if isinstance(by, cst.Name) else by
            if (number := literal(held)) is not None:
                yield code.replaced(by, str(2 * number))


@fault("KER303", "validation_steps fit")
def a_tenth_of_the_validation_steps(code: Code) -> Iterator[Replacement]:
    yield from tenth(code, "validation_steps")


@fault("KER304 KER303", "validation_steps fit")
def samples_for_validation_steps(code: Code) -> Iterator[Replacement]:
    for value in steps(code, "validation_steps"):
        if (divided := division(value)) is not None:
            yield code.replaced(value, code.code(divided.left))
