"""What was renamed between the versions, held against their signatures."""

from __future__ import annotations

import pytest

from kerlint.keras.layers.names import CLASS_ALIASES
from kerlint.keras.renames import MODULES, OTHER_UNITS, PARAMETERS, names, parameter
from kerlint.keras.signatures import VERSIONS, catalog, signatures
from tests.keras.reading import read

OLD = ("1", "2.3", "2")


@pytest.mark.parametrize("old, new", sorted(names().items()))
def test_an_old_name_is_gone_and_the_new_one_is_there(old: str, new: str) -> None:
    assert any(old in catalog(version) for version in OLD)
    assert old not in catalog("3")
    assert new in catalog("3")


def test_what_is_written_by_hand_is_true() -> None:
    from kerlint.keras import renames

    assert renames._NAMES.keys() <= names().keys()
    known = {path.removeprefix("layers.") for version in VERSIONS for path in catalog(version)}
    # The class that Keras exports as GroupQueryAttention calls itself so.
    assert CLASS_ALIASES.keys() - known == {"GroupedQueryAttention"}


@pytest.mark.parametrize("path", PARAMETERS)
def test_parameters_have_the_old_and_the_new_name(path: str) -> None:
    for old, new in PARAMETERS[path].items():
        paths = [path]
        if path == "optimizers":
            paths = [
                f"optimizers.{name}"
                for name in ("SGD", "Adam", "RMSprop", "Adagrad", "Adadelta", "Nadam", "Adamax")
            ]
        for one in paths:
            found = signatures(f"keras.{one}")
            has_old = [version for version in OLD if version in found and old in found[version].names]
            has_new = [version for version in VERSIONS if version in found and new in found[version].names]
            assert has_old, (one, old)
            assert has_new, (one, new)
            assert "3" not in has_old
            # The new name came later.
            assert VERSIONS.index(has_new[-1]) < VERSIONS.index(has_old[-1])


def test_modules_that_moved() -> None:
    for old, new in MODULES.items():
        assert any(path.startswith(f"{new}.") for path in catalog("3"))
        assert not any(path.startswith(f"{old}.") for path in catalog("3"))


def test_parameters_of_anything() -> None:
    assert parameter("keras.optimizers.legacy.SGD", "lr") == "learning_rate"
    assert parameter("keras.layers.Convolution2D", "border_mode") == "padding"
    assert parameter("keras.layers.Embedding", "output_dim") == "output_dim"
    assert parameter("keras.layers.Dense", "output_dim") == "units"
    assert parameter("keras.Model.fit", "nb_epoch") == "epochs"
    assert parameter("keras.losses.Huber", "lr") == "lr"
    # These count something else today.
    for name in OTHER_UNITS:
        assert parameter("keras.Model.fit_generator", name) == name


def test_calls_with_old_names_are_read_by_todays() -> None:
    script = read("""
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD
from keras.callbacks import ModelCheckpoint
m = Sequential([Dense(2, input_dim=3)])
m.compile(SGD(0.1, 0.9, 1e-6, True), 'mse')
m.fit(x, y, nb_epoch=3, callbacks=[ModelCheckpoint('a.h5', period=5)])
""")
    optimizer = script.compiles[0].optimizer
    assert optimizer is not None
    assert {name: argument.value for name, argument in optimizer.arguments.items()} == {
        "learning_rate": 0.1,
        "momentum": 0.9,
        "decay": 1e-6,
        "nesterov": True,
    }
    assert "period" in script.callbacks[0].call.arguments


def test_the_words_of_keras_3_do_not_make_a_script_one_for_keras_2() -> None:
    assert read("from keras.wrappers import SKLearnClassifier\n").target.major is None
    assert read("from keras.wrappers.scikit_learn import KerasClassifier\n").target.major == 2


@pytest.mark.tensorflow
def test_words_for_losses_are_those_of_keras() -> None:
    from kerlint.keras.losses import LOSS_ALIASES

    versions = [pytest.importorskip("keras"), pytest.importorskip("tf_keras")]
    for old, new in LOSS_ALIASES.items():
        found = set()
        for keras in versions:
            try:
                found.add(keras.losses.get(old).__name__)
            except ValueError:
                continue
        # The last words of Keras 2.3 are strings that neither of these two knows.
        assert found <= {new}, (old, found)
        assert found or f"losses.{old}" in catalog("2.3"), old
