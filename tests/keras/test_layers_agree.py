"""Kerlint's shapes and parameter counts against real Keras, on random layers, valid and invalid."""

from __future__ import annotations

import inspect
import random
from dataclasses import replace
from typing import Any

import pytest

from kerlint.keras.layers import infer, spec
from tests.keras.layer_cases import CASES, NOT_COVERED, Case, Inner, disagreement, ours, run

pytestmark = pytest.mark.tensorflow

EACH = 20


@pytest.fixture(scope="module")
def keras() -> Any:
    return pytest.importorskip("keras")


@pytest.fixture(scope="module")
def tf_keras() -> Any:
    return pytest.importorskip("tf_keras")


def _classes(keras: Any) -> dict[str, type]:
    return {name: cls for name, cls in vars(keras.layers).items() if inspect.isclass(cls)}


def test_random_layers(keras: Any) -> None:
    """Output shape, weights, trained weights and verdict, class by class; refusals are among the cases."""
    found = []
    refused = 0
    for name, make in CASES.items():
        for number in range(EACH):
            case = make(random.Random(f"{name}-{number}"))
            difference = disagreement(keras, case)
            if difference:
                found.append(difference)
            refused += ours(case).problem is not None
        keras.backend.clear_session()
    assert not found, f"{len(found)} disagreements:\n" + "\n".join(found[:10])
    assert refused > len(CASES), "the generators no longer make invalid layers"


def test_several_tensors_where_one_is_taken(keras: Any, tf_keras: Any) -> None:
    refused = set()
    for name, make in CASES.items():
        case = next((c for c in (make(random.Random(i)) for i in range(30)) if _taken(keras, c)), None)
        if case is not None:
            several = replace(case, shapes=[case.shapes, case.shapes])
            said = ours(several)
            if said.problem is not None:
                refused.add(name)
                assert run(keras, several).refusal is not None, name
                assert not hasattr(tf_keras.layers, name) or run(tf_keras, several).refusal is not None, name
    keras.backend.clear_session()
    assert {"Dense", "Conv2D", "Flatten", "MaxPooling1D", "BatchNormalization", "Embedding"} <= refused
    assert not refused & {"Dropout", "Activation", "LSTM"}


def _taken(keras: Any, case: Case) -> bool:
    return isinstance(case.shapes, tuple) and not case.call_arguments and run(keras, case).refusal is None


def test_every_class_is_covered(keras: Any) -> None:
    """A layer that Keras adds must get a rule and cases (or a reason why it cannot have any)."""
    exported = {spec(name).class_name if spec(name) else name for name in _classes(keras)}  # type: ignore[union-attr]
    assert exported - set(CASES) - set(NOT_COVERED) == set()
    assert set(CASES) & set(NOT_COVERED) == set()
    assert {name for name in exported if spec(name) is None} == {"InputSpec"}


def test_aliases_are_the_same_class(keras: Any) -> None:
    for name, cls in _classes(keras).items():
        if name != "InputSpec":
            assert spec(name) is spec(cls.__name__), name


@pytest.mark.parametrize(
    "arguments",
    [
        {"shape": (28, 28, 1)},
        {"shape": ()},
        {"shape": [None, 3], "batch_size": 4},
        {"batch_shape": (2, None, 5)},
    ],
)
def test_input(keras: Any, arguments: dict[str, Any]) -> None:
    assert infer("Input", arguments, None).output == tuple(keras.Input(**arguments).shape)
    assert infer("InputLayer", arguments, None).output == tuple(keras.Input(**arguments).shape)


def test_lambda_with_output_shape(keras: Any) -> None:
    case = Case("Lambda", {"function": abs, "output_shape": (5,)}, (None, 5))
    layer = keras.layers.Lambda(lambda x: x, output_shape=(5,))
    assert ours(case).output == tuple(layer(keras.Input((5,))).shape)


def test_merging_functions(keras: Any) -> None:
    from kerlint.keras.layers import MERGING_FUNCTIONS

    for function, class_name in MERGING_FUNCTIONS.items():
        inputs = [keras.Input((4,)), keras.Input((4,))]
        arguments = {"axes": 1} if function == "dot" else {}
        output = getattr(keras.layers, function)(inputs, **arguments)
        assert infer(class_name, arguments, [(None, 4), (None, 4)]).output == tuple(output.shape)


# --- Keras 2 ----------------------------------------------------------------------------------------


def test_every_class_of_keras_2_is_known(tf_keras: Any) -> None:
    unknown = {name for name in _classes(tf_keras) if spec(name) is None}
    assert unknown == {"InputSpec"}


KERAS_2 = [
    Case("LocallyConnected1D", {"filters": 3, "kernel_size": 2}, (None, 8, 4)),
    Case("LocallyConnected1D", {"filters": 3, "kernel_size": 9}, (None, 8, 4)),
    Case("LocallyConnected2D", {"filters": 3, "kernel_size": (2, 3), "strides": 2}, (None, 8, 9, 4)),
    Case("LocallyConnected2D", {"filters": 3, "kernel_size": 3, "use_bias": False}, (None, 8, 9, 4)),
    Case("LocallyConnected2D", {"filters": 3, "kernel_size": 3}, (None, None, 9, 4)),
    Case("ThresholdedReLU", {"theta": 1.0}, (None, 4)),
    Case("RandomHeight", {"factor": 0.2}, (None, 8, 9, 3)),
    Case("RandomWidth", {"factor": 0.2}, (None, 8, 9, 3)),
    Case("Dense", {"units": 5}, (None, 4)),
    Case("GRU", {"units": 5}, (None, 4, 3)),
    Case("Conv2DTranspose", {"filters": 2, "kernel_size": 3, "strides": 2}, (None, 7, 8, 3)),
    Case("SeparableConv1D", {"filters": 2, "kernel_size": 3, "padding": "causal"}, (None, 7, 3)),
    Case("MultiHeadAttention", {"num_heads": 2, "key_dim": 3}, [(None, 4, 5), (None, 6, 7)], spread=True),
    Case("BatchNormalization", {"axis": [-1]}, (None, 4, 4, 3)),
]


@pytest.mark.parametrize("case", KERAS_2, ids=lambda case: f"{case.class_name}{case.shapes}")
def test_layers_of_keras_2(tf_keras: Any, case: Case) -> None:
    outcome, inferred = run(tf_keras, case), ours(case)
    assert (inferred.problem is None) == (outcome.refusal is None), outcome.refusal or inferred.problem
    if outcome.refusal is None:
        assert inferred.output == outcome.output
        assert (inferred.params, inferred.trainable_params) == (outcome.params, outcome.trainable)


@pytest.mark.parametrize(
    "case",
    [
        Case("Conv2D", {"filters": 6, "kernel_size": 3}, (None, 2, 8, 9, 5)),
        Case("ConvLSTM2D", {"filters": 6, "kernel_size": 3}, (None, 4, None, 9, 5)),
        Case("Cropping3D", {"cropping": 3}, (None, 8, 8, 6, 5)),
        Case(
            "TimeDistributed",
            {"layer": Inner("Conv2D", {"filters": 6, "kernel_size": 3})},
            (None, 3, 2, 8, 9, 5),
        ),
    ],
    ids=lambda case: case.class_name,
)
def test_what_only_keras_3_refuses(keras: Any, tf_keras: Any, case: Case) -> None:
    assert run(keras, case).refusal is not None
    assert run(tf_keras, case).refusal is None
    assert ours(case).problem is not None
    assert ours(case).keras == (3,)


@pytest.mark.parametrize(("name", "gates"), [("CuDNNLSTM", 4), ("CuDNNGRU", 3)])
def test_cudnn_layers(tf_keras: Any, name: str, gates: int) -> None:
    """They need a graphics card to run, but not to count their weights."""
    from importlib import import_module

    try:
        module = import_module(f"tf_keras.src.layers.rnn.cudnn_{name[5:].lower()}")
    except ImportError:
        pytest.skip("this tf_keras has no CuDNN layers")
    layer = getattr(module, name)(5)
    layer.build((None, 4, 3))
    inferred = infer(name, {"units": 5}, (None, 4, 3))
    assert inferred.params == layer.count_params() == gates * 5 * (3 + 5 + 2)
    assert inferred.output == (None, 5)
