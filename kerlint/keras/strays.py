"""What scripts hand over in place of a tensor: a layer or model that was never called, or its class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.layers import spec
from kerlint.keras.layers_value import FunctionLayer, LayerValue, StandInLayer
from kerlint.keras.tensors import TensorValue
from kerlint.symbolic.values import DictValue, External, ListValue, TupleValue

if TYPE_CHECKING:
    from kerlint.script import Call


def stray(value: Any) -> str | None:
    """Words for the first layer, model or class of a layer among what should be tensors; None where there is none.

    "" where Keras has refused already what makes it: `Flatten(x)`.

    Keras 2 and 3 refuse all of these (measured with Keras 3.15 and tf_keras 2.21).
    """
    if isinstance(value, ListValue | TupleValue | DictValue):
        parts = value.items.values() if isinstance(value, DictValue) else value.items
        return next((words for part in parts if (words := stray(part)) is not None), None)
    if isinstance(value, LayerValue):
        # A layer made with a tensor among its arguments is refused as it is made.
        return "" if tensor_argument(value.made) else _words(value)
    if isinstance(value, External) and value.path.startswith("keras.layers."):
        name = value.path.rpartition(".")[2]
        return None if spec(name) is None else f"the class {name}"
    return None


# These take a tensor for what it is.
_TAKES_TENSORS = frozenset({"Input", "InputLayer", "Lambda", "Normalization"})


def tensor_argument(call: Call) -> str | None:
    """The parameter under which the call that makes a layer gets a model's tensor (`Flatten(x)`), None for none."""
    if not call.target.startswith("keras.") or call.class_name in _TAKES_TENSORS:
        return None
    return next((name for name, given in call.arguments.items() if _of_a_model(given.value)), None)


def _of_a_model(value: Any) -> bool:
    """Is it what a layer gives, and does it depend on an Input?"""
    if not isinstance(value, TensorValue) or value.producer is None:
        return False
    if isinstance(value.producer.layer, FunctionLayer):
        # A function of Keras may give numbers: `ZeroPadding2D(correct_pad(x, 3))`.
        return False
    waiting = [value]
    seen: set[int] = set()
    while waiting:
        producer = waiting.pop().producer
        if producer is None or id(producer) in seen:
            continue
        seen.add(id(producer))
        if producer.layer.class_name == "InputLayer" or producer.kind == "layer":
            return True
        waiting.extend(producer.tensors)
    return False


def _words(layer: LayerValue) -> str:
    from kerlint.keras.models import ModelValue

    if isinstance(layer, ModelValue):
        return f"the model {layer.variable or layer.made.class_name}"
    if isinstance(layer, StandInLayer):
        return "a layer of a model"
    return f"the layer {layer.class_name}"
