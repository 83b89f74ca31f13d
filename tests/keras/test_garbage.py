"""Whatever a script hands to Keras, Kerlint answers; it never fails."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import libcst as cst
import pytest

from kerlint.builder import library
from kerlint.keras.run import KerasRun
from kerlint.keras.tensors import TensorValue
from kerlint.settings import Settings
from kerlint.symbolic.arithmetic import symbol
from kerlint.symbolic.conditions import Decisions
from kerlint.symbolic.evaluator import Evaluator
from kerlint.symbolic.hints import Hints
from kerlint.symbolic.project import Project
from kerlint.symbolic.values import Argument, Arguments, DictValue, External, ListValue, TupleValue
from kerlint.world import World

NODE = cst.parse_expression("f()")
PATHS = sorted(path for path in library()._calls if path.startswith("keras."))


def evaluator() -> Evaluator:
    world = World(Path("/nonexistent"))
    return Evaluator(library(), world, Settings(), "script.py", Decisions(), Hints(""), Project(world))


def garbage(ev: Evaluator) -> list[Any]:
    return [
        None,
        -1,
        0,
        3.7,
        "word",
        True,
        ev.unknown(NODE, "x"),
        symbol("n", "n"),
        TupleValue([]),
        TupleValue([3, None, "a", ev.unknown(NODE)]),
        ListValue([-2, ListValue([1])], complete=False),
        DictValue({"a": 1, 3: None}, complete=False),
        External("keras.layers.Dense"),
        External("numpy.zeros"),
        TensorValue(None),
        TensorValue((None, 3, 4)),
        TensorValue(()),
        library().call("keras.layers.Dense", Arguments((Argument(3, NODE),)), ev, NODE),
        library().call("keras.Sequential", Arguments(), ev, NODE),
    ]


@pytest.mark.parametrize("path", PATHS)
def test_calls_of_keras_take_anything(path: str) -> None:
    ev = evaluator()
    values = garbage(ev)
    made = [library().call(path, Arguments(), ev, NODE)]
    for value in values:
        one = Argument(value, NODE)
        made.append(library().call(path, Arguments((one,)), ev, NODE))
        made.append(library().call(path, Arguments((one, one, one)), ev, NODE))
        named = ("name", "shape", "units", "activation", "layer", "inputs", "weights", "input_shape", "axis")
        given = {name: Argument(value, NODE, name) for name in named}
        made.append(library().call(path, Arguments((), given, True, True), ev, NODE))
    for thing, value in itertools.product(made[:8], values):
        ev.call(thing, Arguments((Argument(value, NODE),)), NODE)
        ev.item(thing, value, NODE)
        ev.operate("+", thing, value, NODE)
    ev.extension(KerasRun).script(ev)


METHODS = (
    "add pop summary get_layer compile fit fit_generator train_on_batch evaluate predict build count_params save "
    "compute_output_shape get_output_at load_weights to_json call"
).split()
ATTRIBUTES = (
    "layers output outputs input inputs input_shape output_shape optimizer trainable name history".split()
)


@pytest.mark.parametrize("name", METHODS)
def test_methods_of_models_take_anything(name: str) -> None:
    ev = evaluator()
    values = garbage(ev)
    inputs = TensorValue((None, 3))
    for value in values:
        for model in (
            library().call("keras.Sequential", Arguments((Argument(ListValue([value]), NODE),)), ev, NODE),
            library().call(
                "keras.Model", Arguments((Argument(inputs, NODE), Argument(value, NODE))), ev, NODE
            ),
            library().call("keras.models.load_model", Arguments((Argument(value, NODE),)), ev, NODE),
        ):
            one = Argument(value, NODE)
            ev.call(ev.attribute(model, name, NODE), Arguments(), NODE)
            ev.call(ev.attribute(model, name, NODE), Arguments((one, one, one)), NODE)
            keywords = {
                word: Argument(value, NODE, word)
                for word in (
                    "x",
                    "y",
                    "loss",
                    "optimizer",
                    "metrics",
                    "callbacks",
                    "validation_data",
                    "epochs",
                )
            }
            ev.call(ev.attribute(model, name, NODE), Arguments((), keywords, False, True), NODE)
            for attribute in ATTRIBUTES:
                found = ev.attribute(model, attribute, NODE)
                ev.item(found, value, NODE)
                ev.iterate(found, NODE)
                ev.element(found, NODE)
                model.set_attribute(attribute, value, ev, NODE)
    ev.extension(KerasRun).script(ev)
