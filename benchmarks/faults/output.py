"""Faults of the output, the loss and the labels."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from benchmarks.faults.code import CONVOLUTIONS, Code, Replacement, argument, fault, literal, text_of
from kerlint.symbolic.tree import walk
from kerlint_rules.writing import last_name


def output_activation(code: Code, old: str, new: str, *losses: str) -> Iterator[Replacement]:
    """Another activation in the last layer in front of a compile."""
    values = {}
    for call in code.called("Dense", "Activation", *CONVOLUTIONS):
        position = {"Activation": 0, "Dense": 1}.get(str(last_name(call.func)), 99)
        if text_of(value := argument(call, "activation", position)) == old and value is not None:
            values[id(call)] = value
    nodes = [call for call in code.calls if id(call) in values]
    for call in code.before_compile(nodes, *losses):
        yield code.replaced(values[id(call)], f'"{new}"')


@fault("KER101", "softmax crossentropy compile")
def relu_for_softmax(code: Code) -> Iterator[Replacement]:
    yield from output_activation(
        code, "softmax", "relu", "categorical_crossentropy", "CategoricalCrossentropy"
    )


@fault("KER101", "sigmoid crossentropy compile")
def relu_for_sigmoid(code: Code) -> Iterator[Replacement]:
    yield from output_activation(code, "sigmoid", "relu", "crossentropy", "Crossentropy")


@fault("KER101", "sigmoid crossentropy compile")
def tanh_for_sigmoid(code: Code) -> Iterator[Replacement]:
    yield from output_activation(code, "sigmoid", "tanh", "crossentropy", "Crossentropy")


@fault("KER107 KER108 KER114", "Dense compile")
def one_output_unit_too_many(code: Code) -> Iterator[Replacement]:
    yield from output_units(
        code, "+", 1, "categorical_crossentropy", "binary_crossentropy", "mse", "mean_squared_error"
    )


@fault("KER107 KER108 KER114", "Dense sparse_categorical_crossentropy compile")
def one_output_unit_too_few(code: Code) -> Iterator[Replacement]:
    yield from output_units(code, "-", -1, "sparse_categorical_crossentropy")


def output_units(code: Code, sign: str, more: int, *losses: str) -> Iterator[Replacement]:
    """Another number of units in the last Dense in front of a compile with one of these losses."""
    for call in code.before_compile(
        list(code.called("Dense")), *(f"{quote}{loss}" for loss in losses for quote in "'\"")
    ):
        if (units := argument(call, "units", 0)) is not None:
            number = literal(units)
            yield code.replaced(
                units, f"{code.code(units)} {sign} 1" if number is None else str(number + more)
            )


def other_loss(code: Code, old: str, new: str) -> Iterator[Replacement]:
    """Another cross-entropy in compile, by its string or its function."""
    for call in code.called("compile"):
        for node in walk(call):
            if text_of(node) == old:
                yield code.replaced(node, f'"{new}"')
            elif isinstance(node, cst.Attribute) and node.attr.value == old:
                yield code.replaced(node.attr, new)


@fault("KER108 KER114 KER107", "categorical_crossentropy compile")
def sparse_loss_for_one_hot_labels(code: Code) -> Iterator[Replacement]:
    yield from other_loss(code, "categorical_crossentropy", "sparse_categorical_crossentropy")


@fault("KER108 KER114 KER107", "sparse_categorical_crossentropy compile")
def one_hot_loss_for_integers(code: Code) -> Iterator[Replacement]:
    yield from other_loss(code, "sparse_categorical_crossentropy", "categorical_crossentropy")


@fault("KER108 KER114 KER107", "to_categorical( categorical_crossentropy compile")
def to_categorical_left_out(code: Code) -> Iterator[Replacement]:
    for call in code.called("to_categorical"):
        if (labels := argument(call, "y", 0)) is not None:
            yield code.replaced(call, code.code(labels))
