"""compile, fit, evaluate and predict: on models, and on unknown objects where the call can only be Keras's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras import callbacks
from kerlint.keras.compiling import compile_model
from kerlint.keras.data.values import DataValue
from kerlint.keras.objects import ConfiguredObject
from kerlint.script import Call, Compile, DataSource, Fit, Measurement, Model, Size
from kerlint.symbolic.arithmetic import known, known_int, same, subtract
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    DictValue,
    ListValue,
    TupleValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.models import ModelValue
    from kerlint.keras.run import KerasRun
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_FITS = ("fit", "fit_generator", "train_on_batch")
_EVALUATIONS = ("evaluate", "evaluate_generator", "test_on_batch")
METHODS = frozenset(
    (
        "compile",
        *_FITS,
        *_EVALUATIONS,
        *("predict", "predict_classes", "predict_proba", "predict_on_batch", "predict_generator"),
    )
)
# Methods and keywords that no other library's `fit` has.
_ONLY_KERAS = frozenset(("fit_generator", "evaluate_generator", "predict_generator", "train_on_batch"))
_FIT_KEYWORDS = frozenset(
    (
        "epochs nb_epoch steps_per_epoch samples_per_epoch validation_data validation_split validation_steps "
        "initial_epoch validation_batch_size"
    ).split()
)


# Those that even an object made by an unknown package can only take as a Keras model.
_ONLY_KERAS_KEYWORDS = _FIT_KEYWORDS - {"epochs", "initial_epoch"}
# Packages whose estimators look like Keras models and are none.
_LOOK_ALIKES = frozenset(
    "autokeras sklearn xgboost lightgbm catboost tflearn torch fastai skorch tpot h2o".split()
)


class HistoryValue(Value):
    """What `fit` returns."""

    def __init__(self, node: CSTNode | None) -> None:
        self.history = DictValue({}, node, complete=False)
        self.escaped = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.history if name == "history" else ev.unknown(node, name)


def method(model: ModelValue, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode) -> Any:
    """A training method called on a model."""
    if name == "compile":
        model.compiled = compile_model(model, arguments, ev, node)
        return None
    return _run(name, model, model.compiled, arguments, ev, node)


def called_on_array(model: ModelValue, given: Argument, ev: Evaluator, node: CSTNode) -> None:
    """`model(x)` on an array: written down where it has fewer axes than the model's input."""
    from kerlint.keras.run import KerasRun

    inputs = model.graph().inputs
    expected = inputs[0] if len(inputs) == 1 else None
    shape = given.value.shape
    if not expected or shape is None or len(shape) >= len(expected):
        return
    run = ev.extension(KerasRun)
    call = run.call("keras.Model.__call__", {"x": given}, node)
    data = _source(call.arguments, ev, may_hold_labels=False)
    run.applied.append(Measurement("__call__", model.snapshot(ev), model.compiled, data, None, call))


def unknown_method(
    name: str, receiver: Unknown, arguments: Arguments, ev: Evaluator, node: CSTNode | None
) -> Any:
    """The same on an unknown object; NotImplemented where it need not be Keras's."""
    from kerlint.keras.run import KerasRun

    if node is None or not _certainly_keras(name, receiver, arguments, ev):
        return NotImplemented
    run = ev.extension(KerasRun)
    if name == "compile":
        model = Model(ev.new_key(), "unknown", None, node, (), (), (), None, False, receiver.label or None)
        run.unknown_compiles[receiver.key] = compile_model(model, arguments, ev, node)
        return None
    compiled = run.unknown_compiles.setdefault(receiver.key, None)
    return _run(name, None, compiled, arguments, ev, node)


def _certainly_keras(name: str, receiver: Unknown, arguments: Arguments, ev: Evaluator) -> bool:
    from kerlint.keras.run import KerasRun

    if name in _ONLY_KERAS or receiver.key in ev.extension(KerasRun).unknown_compiles:
        return True
    given = set(arguments.keywords)
    values = list(arguments.values())
    if any(isinstance(value, callbacks.CallbackValue) or callbacks.found_in(value) for value in values):
        return name in _FITS
    if any(isinstance(value, DataValue) for value in values):
        # No other library takes Keras's generators and data sets.
        return name != "compile"
    keywords = _FIT_KEYWORDS
    if receiver.origin is not None and not receiver.origin.startswith(("keras.", "tensorflow.")):
        if receiver.origin.partition(".")[0] in _LOOK_ALIKES:
            return False
        keywords = _ONLY_KERAS_KEYWORDS
    if name == "compile":
        optimizer = values[0] if values else None
        return "loss" in given or isinstance(optimizer, ConfiguredObject)
    return name == "fit" and bool(given & keywords)


# --- the calls ----------------------------------------------------------------------------------------


def _bind(target: str, arguments: Arguments, run: KerasRun) -> dict[str, Argument]:
    """A training method's arguments, its data as `x`; Keras 1's keep their names, as they count samples."""
    bound: dict[str, Argument] = {}
    for parameter, argument in run.bind(target, arguments).items():
        bound.setdefault("x" if parameter in ("generator", "data") else parameter, argument)
    return bound


def _run(
    name: str,
    model: ModelValue | None,
    compiled: Compile | None,
    arguments: Arguments,
    ev: Evaluator,
    node: CSTNode,
) -> Any:
    from kerlint.keras.run import KerasRun

    run = ev.extension(KerasRun)
    # `history = model.fit(generator(x))` names no generator.
    ev.binding_name = None
    target = f"keras.Model.{name}"
    bound = _bind(target, arguments, run)
    complete = not (arguments.open_keywords or arguments.open_positional)
    call = run.call(target, bound, node, complete)
    if name in _FITS:
        run.fits.append(_fit(name, model, compiled, bound, call, ev))
        return HistoryValue(node) if name != "train_on_batch" else ev.unknown(node)
    data = _source(bound, ev, may_hold_labels=name in _EVALUATIONS)
    if model is not None:
        _learn_input(model, data)
    snapshot = None if model is None else model.snapshot(ev)
    measurement = Measurement(name, snapshot, compiled, data, _given(bound, "steps"), call)
    (run.evaluations if name in _EVALUATIONS else run.predictions).append(measurement)
    callbacks.resolve(_value(bound, "callbacks"))
    return ev.unknown(node)


def _fit(
    name: str,
    model: ModelValue | None,
    compiled: Compile | None,
    bound: Mapping[str, Argument],
    call: Call,
    ev: Evaluator,
) -> Fit:
    train = _source(bound, ev)
    validation, validates = _validation(bound, call, ev)
    split = _value(bound, "validation_split")
    if validates and validation is None and train is not None and "validation_data" not in bound:
        train, validation = _split(train, split, ev)
    if model is not None:
        _learn_input(model, train)
    given, complete = _callbacks(bound, call)
    return Fit(
        method=name,
        model=None if model is None else model.snapshot(ev),
        compile=compiled,
        train=train,
        validation=validation,
        validates=validates,
        steps=_given(bound, "steps_per_epoch"),
        validation_steps=_given(bound, "validation_steps"),
        epochs=_given(bound, "epochs", "nb_epoch"),
        batch_size=_given(bound, "batch_size"),
        class_weight=_given(bound, "class_weight"),
        callbacks=given,
        callbacks_complete=complete,
        call=call,
        repeated=ev.repeated,
    )


def _given(bound: Mapping[str, Argument], *names: str) -> Argument | None:
    """An argument as given; None where it is not, or None is given."""
    for name in names:
        argument = bound.get(name)
        if argument is not None and argument.value is not None:
            return argument
    return None


def _value(bound: Mapping[str, Argument], name: str) -> Any:
    argument = bound.get(name)
    return None if argument is None else argument.value


def _callbacks(bound: Mapping[str, Argument], call: Call) -> tuple[Any, bool]:
    if "callbacks" not in bound:
        return ((), True) if call.complete else (None, False)
    return callbacks.resolve(bound["callbacks"].value)


def _source(bound: Mapping[str, Argument], ev: Evaluator, may_hold_labels: bool = True) -> DataSource | None:
    """What the call reads samples from."""
    from kerlint.keras.data import source_of

    x = bound.get("x")
    if x is None or x.value is None or x.node is None:
        return None
    value = x.value
    if type(value) is TupleValue and not may_hold_labels:
        # `predict` takes a tuple for several inputs, as it does a list.
        value = ListValue(value.items, value.node, value.complete)
    return source_of(value, x.node, ev, labels=_value(bound, "y"), batch_size=_given(bound, "batch_size"))


def _validation(
    bound: Mapping[str, Argument], call: Call, ev: Evaluator
) -> tuple[DataSource | None, bool | None]:
    """The data that a fit validates on, and whether it validates at all."""
    from kerlint.keras.data import source_of

    data = bound.get("validation_data")
    if data is not None and data.value is not None:
        batch_size = _given(bound, "validation_batch_size", "batch_size")
        source = None if data.node is None else source_of(data.value, data.node, ev, batch_size=batch_size)
        # A bare parameter may be None.
        sure = type(data.value) is not Unknown or data.value.origin is not None or source is None
        return source, True if sure and type(data.value) is not Unknown else None
    split = bound.get("validation_split")
    if split is None or split.value is None:
        return None, False if call.complete else None
    number = known(split.value)
    return None, None if number is None else number > 0


def _split(train: DataSource, split: Any, ev: Evaluator) -> tuple[DataSource, DataSource | None]:
    """Training and validation part of arrays under `validation_split`: Keras keeps the last samples."""
    fraction = known(split)
    if train.kind not in ("array", "unknown") or fraction is None or not 0 < fraction < 1:
        return train, None
    total = train.size.samples if train.size is not None else None
    if same(total, train.label_size) is False:
        # Keras refuses to split these.
        return train, None
    count = known_int(total)
    first: Size | None = None
    rest: Size | None = None
    if count is not None and train.size is not None:
        kept = math.floor(count * (1 - fraction))
        first, rest = replace(train.size, samples=kept), replace(train.size, samples=subtract(count, kept))
    return (
        replace(train, size=first, label_size=None, length=None, subset="training", split=split),
        replace(
            train,
            key=ev.new_key(),
            size=rest,
            label_size=None,
            length=None,
            subset="validation",
            split=split,
            shuffle=False,
        ),
    )


def _learn_input(model: ModelValue, source: DataSource | None) -> None:
    """A model without a declared input takes the shape of the first data it sees."""
    # Keras 2 gives a single axis a second one, Keras 3 refuses it.
    if source is not None and source.inputs and len(source.inputs) > 1 and model.seen_input is None:
        model.see_input((None, *source.inputs[1:]))


def register(library: Library) -> None:
    """Teach the library what these methods on unknown objects are."""
    library.method(*METHODS)(unknown_method)
