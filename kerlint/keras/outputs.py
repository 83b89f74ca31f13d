"""What a model's output finally is: the last activation on the way to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerlint.script import Activation, Layer, LayerCall, Output

# These hand values on as they are, if to other places; dropout once training is over.
_KEEPS_VALUES = re.compile(
    r"Flatten|Reshape|Permute|RepeatVector|ActivityRegularization|Identity|(Spatial|Gaussian)?Dropout(1D|2D|3D)?"
    r"|Cropping(1D|2D|3D)|UpSampling(1D|2D|3D)"
)
# Functions of the backend and of TensorFlow that do so, too.
_KEEPING_FUNCTIONS = frozenset(
    ("cast", "convert_to_tensor", "expand_dims", "flatten", "identity", "reshape", "squeeze", "stop_gradient")
)


def output_activation(output: Output) -> Activation | None:
    """The activation whose values this output has; "linear" for a layer without one, None where it is not known."""
    return _activation(output.call)


def _activation(call: LayerCall | None) -> Activation | None:
    while call is not None:
        layer = call.layer
        if layer.model is not None:
            inner = layer.model.outputs
            call = inner[0].call if len(inner) == 1 else None
        elif _keeps_values(layer):
            call = call.inputs[0] if len(call.inputs) == 1 else None
        elif layer.class_name == "TimeDistributed" and layer.inner is not None:
            return layer.inner.activation
        elif _passes_on(call):
            # `Activation("linear")` after `Dense(activation="relu")`.
            call = call.inputs[0]
        else:
            return layer.activation
    return None


def _keeps_values(layer: Layer) -> bool:
    if layer.keras:
        return _KEEPS_VALUES.fullmatch(layer.class_name) is not None
    return layer.class_name in _KEEPING_FUNCTIONS


def _passes_on(call: LayerCall) -> bool:
    activation = call.layer.activation
    only_activates = call.layer.class_name == "Activation" or (
        activation is not None and activation.written == "call"
    )
    return only_activates and activation is not None and activation.name == "linear" and len(call.inputs) == 1
