"""The catalogue of signatures, and calls bound through it."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

from kerlint.keras.names import exports
from kerlint.keras.signatures import VERSIONS, bind, catalog, signature, signatures
from kerlint.settings import Settings
from kerlint.symbolic.values import Argument, Arguments, TupleValue, Unknown
from tests.keras.reading import read

AGES = {"2": "tf_keras", "3-tf": "tf.keras", "3": "Keras 3"}


def bound(path: str, *positional: Any, major: int | None = None, **keywords: Any) -> dict[str, Any]:
    arguments = Arguments(
        tuple(Argument(value, None) for value in positional),
        {name: Argument(value, None, name) for name, value in keywords.items()},
    )
    return {name: argument.value for name, argument in bind(path, arguments, major).items()}


def test_a_signature_has_the_parameters_in_order_and_their_defaults() -> None:
    stopping = signature("keras.callbacks.EarlyStopping")
    assert stopping is not None
    assert stopping.positional[:3] == ("monitor", "min_delta", "patience")
    assert stopping.default("monitor") == "val_loss"
    assert stopping.default("baseline") is None
    pooling = signature("keras.layers.MaxPooling2D")
    assert pooling is not None
    assert pooling.default("pool_size") == (2, 2)
    assert signature("keras.callbacks.Nothing") is None


def test_defaults_that_hold_blanks_are_whole() -> None:
    tokenizer = signature("keras.preprocessing.text.Tokenizer")
    assert tokenizer is not None
    assert tokenizer.default("split") == " "
    assert "\t\n" in tokenizer.default("filters")


def test_parameters_after_a_star_take_no_position() -> None:
    found = signature("keras.losses.MeanSquaredError")
    assert found is not None
    assert set(found.positional) <= found.names
    for version in VERSIONS:
        for path, text in catalog(version).items():
            if text is not None and " * " in f" {text} ":
                made = signatures(f"keras.{path}")[version]
                after = text.split().index("*")
                assert len(made.positional) == after, path


def test_every_default_can_be_read() -> None:
    for version in VERSIONS:
        for path in catalog(version):
            made = signatures(f"keras.{path}").get(version)
            for parameter in made.defaults if made else ():
                made.default(parameter)


def test_the_version_asked_for_decides_the_order() -> None:
    names = ("loss_weights", "metrics")
    assert bound("keras.Model.compile", "sgd", "mse", None, major=3).keys() >= {names[0]}
    assert bound("keras.Model.compile", "sgd", "mse", None, major=2).keys() >= {names[1]}
    assert bound("keras.Sequential", None, "net", major=2) == {"layers": None, "name": "net"}


@pytest.mark.parametrize(
    "path, positional, keywords, expected",
    [
        # Keras 3 has no decay; 1e-6 is no truth value for its nesterov.
        ("optimizers.SGD", (0.1, 0.9, 1e-6, True), {}, "lr momentum decay nesterov"),
        ("optimizers.SGD", (0.1, 0.9, True), {}, "learning_rate momentum nesterov"),
        # A keyword that one version has.
        ("layers.Dense", (10, "uniform"), {"W_regularizer": None}, "output_dim init W_regularizer"),
        ("layers.Dense", (10, "relu"), {"input_dim": 4}, "units activation input_dim"),
        ("callbacks.ModelCheckpoint", ("a.h5",), {"period": 5}, "filepath period"),
        ("Model.fit", (1, 2, 32), {"nb_epoch": 5}, "x y batch_size nb_epoch"),
        ("Model.fit_generator", (1, 2, 3), {}, "generator steps_per_epoch epochs"),
        (
            "Model.fit_generator",
            (1, 2, 3),
            {"nb_val_samples": 4},
            "generator samples_per_epoch nb_epoch nb_val_samples",
        ),
        # Surplus positional arguments are dropped, unknown keywords kept.
        ("layers.Flatten", (None, 1, 2), {"nothing": 1}, "data_format nothing"),
        ("optimizers.legacy.Adam", (0.1,), {}, "learning_rate"),
    ],
)
def test_calls_are_bound_as_the_version_they_fit(
    path: str, positional: tuple[Any, ...], keywords: dict[str, Any], expected: str
) -> None:
    assert list(bound(f"keras.{path}", *positional, **keywords)) == expected.split()


def test_what_is_not_known_fits_everywhere() -> None:
    arguments = bound("keras.optimizers.SGD", Unknown("lr"), Unknown("momentum"), Unknown("c"))
    assert list(arguments) == ["learning_rate", "momentum", "nesterov"]
    assert list(bound("keras.layers.Conv2D", 8, TupleValue([3, 3]), TupleValue([1, 1]), "same")) == [
        "filters",
        "kernel_size",
        "strides",
        "padding",
    ]


@pytest.mark.parametrize(
    "head, target, third",
    [
        ("import keras", "3", "loss_weights"),
        ("import keras", "2", "metrics"),
        # What the script itself says counts as well: nobody needs to be told.
        ("import tf_keras as keras", "auto", "metrics"),
        ("import keras\nfrom keras import ops", "auto", "loss_weights"),
    ],
)
def test_a_script_is_bound_as_its_version_of_keras(head: str, target: str, third: str) -> None:
    script = read(
        f"{head}\nm = keras.Sequential([keras.layers.Dense(2)])\nm.compile('sgd', 'mse', given)\n",
        settings=Settings(target_keras=target),
    )
    assert list(script.compiles[0].call.arguments) == ["optimizer", "loss", third]


def test_every_name_of_every_version_is_exported() -> None:
    for version in VERSIONS:
        for path in catalog(version):
            module, _, name = path.rpartition(".")
            owner = module.rpartition(".")[2]
            assert owner[:1].isupper() or name in exports(module), path


@pytest.mark.tensorflow
def test_the_catalogue_is_that_of_the_installed_versions() -> None:
    pytest.importorskip("keras")
    pytest.importorskip("tf_keras")
    from tools import make_names

    for version, found in make_names.installed().items():
        assert json.loads(json.dumps(found)) == dict(catalog(version)), (
            f"{AGES[version]} differs; run: tools/in-venv python -m tools.make_names"
        )
    assert make_names.names({version: dict(catalog(version)) for version in VERSIONS}) == json.loads(
        (make_names.CATALOG / "names.json").read_text(encoding="utf-8")
    )


@pytest.mark.tensorflow
def test_signatures_are_those_of_keras() -> None:
    """The words say what `inspect` says, read back: order, kinds and defaults."""
    keras = pytest.importorskip("keras")
    checked = 0
    for name in dir(keras.layers):
        made = signature(f"keras.layers.{name}", 3)
        if made is None or not inspect.isclass(getattr(keras.layers, name)):
            continue
        real = list(inspect.signature(getattr(keras.layers, name).__init__).parameters.values())[1:]
        named = [p for p in real if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
        assert made.positional == tuple(p.name for p in named if p.kind is p.POSITIONAL_OR_KEYWORD), name
        assert made.names == {p.name for p in named}, name
        assert made.required == tuple(p.name for p in named if p.default is p.empty), name
        for parameter in named:
            if parameter.default is not parameter.empty:
                assert made.default(parameter.name) == parameter.default, (name, parameter.name)
        checked += 1
    assert checked > 100
