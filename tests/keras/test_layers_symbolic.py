"""Layers on sizes that the script does not tell: never a guess.

Known sizes of a random case are hidden behind symbols. What Kerlint then says must hold for the true sizes: the
symbolic output worked out with the true values is the true output, and a problem told of symbols is also one of
the true values.
"""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from kerlint.keras.layers import infer, spec
from kerlint.symbolic.arithmetic import Quantity, symbol
from kerlint.symbolic.values import Unknown
from tests.keras.layer_cases import CASES, Case, ours

EACH = 60


class _NotDetermined(Exception):
    """The expression holds a symbol of Kerlint's own."""


def _value(number: Any, truth: dict[Any, int]) -> Any:
    if not isinstance(number, Quantity):
        return number
    if number.value is not None:
        return number.value
    if number.op == "symbol":
        if number.args[0] not in truth:
            raise _NotDetermined
        return truth[number.args[0]]
    parts = [_value(arg, truth) for arg in number.args]
    operations: dict[str, Any] = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "//": lambda a, b: a // b,
        "ceil": math.ceil,
        "neg": lambda a: -a,
    }
    return operations[number.op](*parts)


def _agrees(said: Any, true: Any, truth: dict[Any, int]) -> bool:
    if said is None:
        return True
    if isinstance(said, tuple):
        return (
            isinstance(true, tuple)
            and len(said) == len(true)
            and all(
                (a is None and b is None) if a is None or b is None else _agrees(a, b, truth)
                for a, b in zip(said, true)
            )
        )
    try:
        return bool(_value(said, truth) == true)
    except _NotDetermined:
        return True


def _hidden(rng: random.Random, case: Case, truth: dict[Any, int]) -> Case:
    """The case with some positive integers behind symbols."""

    def hide(value: Any) -> Any:
        if isinstance(value, tuple | list):
            return type(value)(hide(entry) for entry in value)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0 and rng.random() < 0.4:
            key = len(truth)
            truth[key] = value
            return symbol(key, f"n{key}")
        return value

    arguments = {name: hide(value) for name, value in case.arguments.items()}
    return Case(case.class_name, arguments, hide(case.shapes), case.spread, case.call_arguments, case.dtype)


@pytest.mark.parametrize("name", CASES)
def test_symbols_hold_for_the_true_sizes(name: str) -> None:
    for number in range(EACH):
        rng = random.Random(f"{name}-{number}")
        case = CASES[name](rng)
        truth: dict[Any, int] = {}
        hidden = _hidden(rng, case, truth)
        true, said = ours(case), ours(hidden)
        if said.problem is not None:
            assert true.problem is not None, (case, said.problem)
        elif true.problem is None:
            assert _agrees(said.output, true.output, truth), (hidden, said, true)
            assert _agrees(said.params, true.params, truth), (hidden, said, true)
            assert _agrees(said.trainable_params, true.trainable_params, truth), (hidden, said, true)


@pytest.mark.parametrize("name", CASES)
def test_unknown_arguments_and_inputs_raise_nothing(name: str) -> None:
    """An unknown argument, an object of no known kind, an unknown shape: no crash, nothing invented."""
    for number in range(EACH):
        rng = random.Random(f"{name}-{number}")
        case = CASES[name](rng)
        for parameter in case.arguments:
            for unknown in (Unknown("u"), object()):
                arguments = dict(case.arguments, **{parameter: unknown})
                said = infer(name, arguments, case.shapes, call_arguments=case.call_arguments)
                true = ours(case)
                if true.problem is None:
                    assert said.problem is None, (case, parameter, said.problem)
                    assert _agrees(said.output, true.output, {}), (case, parameter, said, true)
                    assert _agrees(said.params, true.params, {}), (case, parameter, said, true)
        shapes = [None] * len(case.shapes) if isinstance(case.shapes, list) else None
        blank = infer(name, case.arguments, shapes, call_arguments=case.call_arguments)
        if ours(case).problem is None:
            assert blank.problem is None, case


def test_symbolic_sizes_are_followed() -> None:
    width = symbol("width", "width")
    same = infer("Conv2D", {"filters": 8, "kernel_size": 3, "padding": "same"}, (None, width, width, 3))
    assert same.output == (None, width, width, 8)
    valid = infer("Conv2D", {"filters": 8, "kernel_size": 3}, (None, width, width, 3)).output
    assert valid is not None
    assert _value(valid[1], {"width": 28}) == 26
    flat = infer("Flatten", {}, (None, width, 4)).output
    assert flat is not None
    assert _value(flat[1], {"width": 7}) == 28
    dense = infer("Dense", {"units": width}, (None, 10))
    assert _value(dense.params, {"width": 7}) == 77


@pytest.mark.parametrize(
    ("name", "old", "new", "shape"),
    [
        (
            "Convolution2D",
            {"nb_filter": 32, "kernel_size": (3, 5), "border_mode": "same", "subsample": (2, 2)},
            {"filters": 32, "kernel_size": (3, 5), "padding": "same", "strides": 2},
            4,
        ),
        (
            "Convolution1D",
            {"nb_filter": 4, "filter_length": 3, "border_mode": "same", "subsample_length": 2, "bias": False},
            {"filters": 4, "kernel_size": 3, "padding": "same", "strides": 2, "use_bias": False},
            3,
        ),
        ("Dense", {"output_dim": 7, "init": "uniform"}, {"units": 7}, 2),
        ("LSTM", {"output_dim": 7, "dropout_W": 0.2}, {"units": 7}, 3),
        ("MaxPooling1D", {"pool_length": 3, "stride": 1}, {"pool_size": 3, "strides": 1}, 3),
        ("MaxPooling2D", {"dim_ordering": "th"}, {"data_format": "channels_first"}, 4),
    ],
)
def test_names_of_keras_1(name: str, old: dict[str, Any], new: dict[str, Any], shape: int) -> None:
    inputs = (None, 16, 16, 16)[:shape]
    today = spec(name)
    assert today is not None
    assert infer(name, old, inputs) == infer(today.class_name, new, inputs)
    assert infer(name, old, inputs).output is not None


def test_problems_quote_the_shapes() -> None:
    """A sentence that can be read without the code."""
    shrunk = infer("Conv2D", {"filters": 8, "kernel_size": 5}, (None, 3, 3, 8)).problem
    assert shrunk is not None
    assert "(5, 5)" in shrunk
    assert "(None, 3, 3, 8)" in shrunk
    merged = infer("Add", {}, [(None, 4), (None, 5)]).problem
    assert merged is not None
    assert "(None, 4) and (None, 5)" in merged


def test_unknown_class() -> None:
    assert spec("MyLayer") is None
    assert infer("MyLayer", {}, (None, 4)).output is None


def test_a_model_inside_a_wrapper_is_asked_for() -> None:
    from kerlint.keras.layers import Inferred

    class Model:
        class_name = "Sequential"
        arguments: dict[str, object] = {}

    asked = []

    def answer(inner: Any, shapes: Any) -> Inferred:
        asked.append((inner, shapes))
        return Inferred((None, 7), 100, 90)

    model = Model()
    found = infer("TimeDistributed", {"layer": model}, (None, 5, 4), infer_model=answer)
    assert asked == [(model, (None, 4))]
    assert (found.output, found.params, found.trainable_params) == ((None, 5, 7), 100, 90)
    assert infer("TimeDistributed", {"layer": model}, (None, 5, 4)).output is None


def test_defaults_that_only_an_older_version_has() -> None:
    """Keras 3 wants a `pool_size` of average pooling, Keras 2 does not."""
    assert infer("AveragePooling2D", {}, (None, 8, 8, 3)).output == (None, 4, 4, 3)
    assert infer("AveragePooling1D", {}, (None, 8, 3)).output == (None, 4, 3)
