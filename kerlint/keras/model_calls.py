"""What calling `keras.Sequential`, `keras.Model`, `keras.applications` and the loaders of models gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras import names
from kerlint.keras.applications_value import ApplicationModel
from kerlint.keras.models import FunctionalModel, ModelValue, UnknownModel
from kerlint.keras.sequential import SequentialModel
from kerlint.keras.strays import stray
from kerlint.keras.tensors import TensorValue, tensors_in
from kerlint.symbolic.values import Arguments, DictValue, ListValue, TupleValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from libcst import CSTNode

    from kerlint.script import Call
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_LOADERS = (
    "keras.models.load_model",
    "keras.models.model_from_json",
    "keras.models.model_from_yaml",
    "keras.models.model_from_config",
    "keras.models.Graph",
)


def _record(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode) -> Call:
    from kerlint.keras.run import KerasRun

    return ev.extension(KerasRun).record(path, arguments, node)


def _named(call: Call, class_name: str, ev: Evaluator) -> str | None:
    from kerlint.keras.run import KerasRun

    given = call.arguments.get("name")
    if given is None or given.value is None:
        return ev.extension(KerasRun).names.new(class_name)
    return given.value if isinstance(given.value, str) else None


def sequential(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`keras.Sequential([...])`."""
    if node is None:
        return ev.unknown(node)
    call = _record("keras.Sequential", arguments, ev, node)
    made = SequentialModel(call, _named(call, "Sequential", ev), ev)
    made.extend(call.value("layers"), ev)
    return made


def clone(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`keras.models.clone_model(model)`; an unknown model where the layers are to be others."""
    given = arguments.value(0, "model")
    same_layers = len(arguments.positional) + len(arguments.keywords) == 1
    made = given.clone(ev) if isinstance(given, ModelValue) and same_layers else None
    return _loader("keras.models.clone_model")(arguments, ev, node) if made is None else made


def model(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`keras.Model(inputs, outputs)`."""
    if node is None:
        return ev.unknown(node)
    call = _record("keras.Model", arguments, ev, node)
    inputs, outputs = call.value("inputs", call.value("input")), call.value("outputs", call.value("output"))
    return functional(call, inputs, outputs, ev)


def functional(call: Call, inputs: Any, outputs: Any, ev: Evaluator, register: bool = True) -> Any:
    """A functional model between tensors; an unknown one where there are none."""
    from kerlint.keras.run import KerasRun

    name = _named(call, "Functional", ev)
    found = tensors_in(inputs) or []
    ends = _ends(outputs)
    problem = _problem(inputs, outputs)
    if not ends:
        unknown = UnknownModel("Model", call, name, ev)
        unknown.problem = problem
        return unknown
    whole = bool(found) and _complete(inputs) and _complete(outputs)
    made = FunctionalModel(call, name, ev, found, ends, whole)
    made.problem = problem
    if not register:
        ev.extension(KerasRun).models.remove(made)
    return made


def _problem(inputs: Any, outputs: Any) -> str | None:
    """Why Keras refuses to make a model between these, None where nothing is known to be wrong."""
    for value, place in ((inputs, "inputs"), (outputs, "outputs")):
        words = stray(value)
        if words:
            return f"the {place} of this model hold {words} itself, not a tensor"
    return None


def _ends(value: Any) -> list[tuple[str | None, TensorValue | None]]:
    """The outputs given: tensors, each with its key in a dict; None for one that is not known."""
    if isinstance(value, TensorValue):
        return [(None, value)]
    if isinstance(value, TupleValue | ListValue):
        return [end for item in value.items for end in _ends(item) or [(None, None)]]
    if isinstance(value, DictValue):
        return [
            (key if isinstance(key, str) else None, tensor)
            for key, item in value.items.items()
            for _, tensor in _ends(item) or [(None, None)]
        ]
    return []


def _complete(value: Any) -> bool:
    if isinstance(value, TupleValue | ListValue | DictValue):
        parts = value.items.values() if isinstance(value, DictValue) else value.items
        return value.complete and all(_complete(part) for part in parts)
    return isinstance(value, TensorValue)


def _application(name: str) -> Callable[[Arguments, Evaluator, CSTNode | None], Any]:
    path = f"keras.applications.{name}"

    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if node is None:
            return ev.unknown(node)
        call = _record(path, arguments, ev, node)
        return ApplicationModel(call, ev)

    return handler


def register(library: Library) -> None:
    """Teach the library Keras's models."""
    library.calls("keras.Sequential")(sequential)
    library.calls("keras.Model")(model)
    for name in names.exports("applications"):
        if name[:1].isupper():
            library.calls(f"keras.applications.{name}")(_application(name))

    library.calls("keras.models.clone_model")(clone)
    for path in _LOADERS:
        library.calls(path)(_loader(path))

    @library.calls("keras.utils.multi_gpu_model")
    def multi_gpu_model(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        given = arguments.value(0, "model")
        return given if isinstance(given, ModelValue) else ev.unknown(node)


def _loader(path: str) -> Callable[[Arguments, Evaluator, CSTNode | None], Any]:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if node is None:
            return ev.unknown(node)
        call = _record(path, arguments, ev, node)
        return UnknownModel("Model", call, None, ev)

    return handler
