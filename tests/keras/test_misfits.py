"""Arguments that Keras refuses before it sees any input."""

from __future__ import annotations

import inspect
import random
from typing import Any

import pytest

from kerlint.keras.misfits import misfit
from kerlint.settings import Settings
from kerlint.symbolic.values import Argument, Arguments
from tests.keras.layer_cases import CASES, Case, run
from tests.keras.reading import read


def _given(*positional: Any, **keywords: Any) -> Arguments:
    return Arguments(
        tuple(Argument(value, None) for value in positional),
        {name: Argument(value, None, name) for name, value in keywords.items()},
    )


@pytest.mark.parametrize(
    ("class_name", "arguments", "major", "problem"),
    [
        ("Dense", _given(unitz=3), None, "Dense takes no argument 'unitz'"),
        ("Dense", _given(), None, "Dense lacks its argument 'units'"),
        ("Dense", _given(3, "relu", weights=[1]), None, None),
        ("Dense", _given(3, weights=[1]), 3, "Dense takes no argument 'weights'"),
        ("Dense", _given(3, weights=[1]), 2, None),
        ("Dense", _given(3, input_dim=4, name="first"), 3, None),
        ("Dense", _given(output_dim=3, init="uniform"), None, None),
        ("Dense", _given(output_dim=3, init="uniform"), 2, None),
        ("Dense", _given(output_dim=3, init="uniform"), 3, "Dense takes no argument 'output_dim'"),
        (
            "Dropout",
            _given(0.5, None, None, 3, 4, 5),
            3,
            "Dropout takes at most 3 positional arguments, but gets 6",
        ),
        (
            "SpatialDropout1D",
            _given(0.5, trainable=False),
            3,
            "SpatialDropout1D takes no argument 'trainable'",
        ),
        ("SpatialDropout1D", _given(0.5, trainable=False), None, None),
        ("StringLookup", _given(input_shape=(1,)), 3, "StringLookup takes no argument 'input_shape'"),
        ("LSTM", _given(3, implementation=1), 3, None),
        ("MyOwn", _given(3, whatever=1), 3, None),
    ],
)
def test_what_layers_take(
    class_name: str, arguments: Arguments, major: int | None, problem: str | None
) -> None:
    assert misfit(class_name, arguments, major) == problem


def test_what_may_be_given_elsewhere_is_not_missed() -> None:
    assert misfit("Dense", Arguments((), {}, False, True), 3) is None
    assert misfit("Dense", Arguments((), {}, True, False), 3) is None


def test_a_layer_that_is_not_made_has_the_problem_where_it_is_used() -> None:
    (model,) = read(
        """
        import keras
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activaton="relu"), keras.layers.Dense(2)])
        """,
        settings=Settings(target_keras="3"),
    ).models
    assert [call.problem for call in model.calls] == ["Dense takes no argument 'activaton'", None]


@pytest.mark.tensorflow
@pytest.mark.parametrize(("module", "major"), [("keras", 3), ("tf_keras", 2)])
def test_parameters_of_base_classes_are_no_misfits(module: str, major: int) -> None:
    layers = pytest.importorskip(module).layers
    for name, cls in vars(layers).items():
        # The lookups refuse some keywords that their base class takes.
        if inspect.isclass(cls) and name not in ("IntegerLookup", "StringLookup"):
            for parameter in _parameters(cls):
                said = misfit(
                    name, Arguments((), {parameter: Argument(1, None, parameter)}, False, True), major
                )
                assert said is None, (name, parameter)


def _parameters(cls: type) -> set[str]:
    """Of all the `__init__` that keywords are handed on to."""
    found: set[str] = set()
    for base in cls.__mro__:
        if "__init__" in vars(base) and base is not object:
            parameters = list(inspect.signature(vars(base)["__init__"]).parameters.values())[1:]
            found |= {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
            if not any(p.kind is p.VAR_KEYWORD for p in parameters):
                break
    return found


@pytest.mark.tensorflow
def test_keras_3_refuses_what_is_told() -> None:
    """Each class with keywords of other classes and of older versions, and with one argument less."""
    keras = pytest.importorskip("keras")
    keywords = "weights input_length batch_input_shape dynamic unitz trainable input_shape autocast dtype alpha".split()
    values = {"trainable": False, "input_shape": (3, 4), "autocast": True}
    refused = 0
    for name, make in CASES.items():
        case = next(c for c in (make(random.Random(i)) for i in range(60)) if run(keras, c).refusal is None)
        wrong = [
            {**case.arguments, word: values.get(word)} for word in keywords if word not in case.arguments
        ]
        wrong += [{k: v for k, v in case.arguments.items() if k != left_out} for left_out in case.arguments]
        for arguments in wrong:
            if misfit(name, _given(**arguments), 3) is not None:
                refused += 1
                again = Case(name, arguments, case.shapes, case.spread, case.call_arguments, case.dtype)
                assert run(keras, again).refusal is not None, (name, arguments)
    keras.backend.clear_session()
    assert refused > 5 * len(CASES)
