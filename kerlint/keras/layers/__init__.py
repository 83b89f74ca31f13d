"""Output shape and number of weights of every layer of `keras.layers`, worked out without Keras.

    spec("Convolution2D").parameters            # ("filters", "kernel_size", "strides", ...)
    infer("Dense", {"units": 10}, (None, 64))   # Inferred(output=(None, 10), params=650, ...)

Shapes include the batch axis. A size is an int, a Quantity (an integer that the script does not tell) or
None (Keras's own None). The facts are Keras 3's, read from its `compute_output_shape` and `build`;
`tests/keras` holds them against the real layers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kerlint.keras.layers import (
    activation,
    attention,
    convolution,
    core,
    merging,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    reshaping,
    retired,
    wrappers,
)
from kerlint.keras.layers.call import InferInner, LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, Shape, is_shape
from kerlint.keras.layers.names import CLASS_ALIASES, MERGING_FUNCTIONS, class_name
from kerlint.keras.layers.spec import SPECS, Inferred, InnerLayer, LayerSpec

FAMILIES = (
    activation,
    attention,
    convolution,
    core,
    merging,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    reshaping,
    retired,
    wrappers,
)

__all__ = [
    "CLASS_ALIASES",
    "MERGING_FUNCTIONS",
    "Dim",
    "Inferred",
    "InnerLayer",
    "LayerSpec",
    "Shape",
    "infer",
    "spec",
]

_Inputs = Shape | Sequence[Shape | None] | None


@lru_cache(maxsize=1024)
def spec(name: str) -> LayerSpec | None:
    """The layer class of that name, old names included; None where Keras has no such layer."""
    return SPECS.get(class_name(name))


def infer(
    name: str,
    arguments: Mapping[str, object],
    input_shapes: _Inputs,
    *,
    call_arguments: Mapping[str, object] | None = None,
    infer_model: InferInner | None = None,
) -> Inferred:
    """What the layer makes of inputs of these shapes.

    Args:
        name: the class, old names included.
        arguments: evaluated arguments by parameter name, old names included. What is no int, float, str,
            bool, None, Quantity, tuple or list is taken for not known.
        input_shapes: one shape as a tuple, several as a list (or a tuple that holds a tuple); None for an
            input whose shape is not known at all.
        call_arguments: what the layer was called with besides its inputs, evaluated.
        infer_model: asked for wrapped layers that are no class of Keras (a model in TimeDistributed).

    Never raises; what is not known is None.
    """
    if not call_arguments and _is_plain(arguments.values()) and _is_plain_shape(input_shapes):
        values = tuple(arguments.values())
        return _infer_plain(name, tuple(arguments), values, tuple(map(type, values)), input_shapes)
    return _infer(name, arguments, input_shapes, call_arguments or {}, infer_model)


_PLAIN = frozenset((int, float, str, bool, type(None)))


def _is_plain(values: Iterable[object]) -> bool:
    return all(type(value) in _PLAIN or _is_plain_shape(value) for value in values)


def _is_plain_shape(value: object) -> bool:
    return type(value) is tuple and all(dim is None or type(dim) is int for dim in value)


@lru_cache(maxsize=4096)
def _infer_plain(
    name: str,
    parameters: tuple[str, ...],
    values: tuple[object, ...],
    types: tuple[type, ...],
    shape: Shape,
) -> Inferred:
    """The same for one input, where all is known: networks repeat their layers, and editors their scripts.

    `types` tells 1, 1.0 and True apart in the memory of results.
    """
    return _infer(name, dict(zip(parameters, values)), shape, {}, None)


def _infer(
    name: str,
    arguments: Mapping[str, object],
    input_shapes: _Inputs,
    call_arguments: Mapping[str, object],
    infer_model: InferInner | None,
) -> Inferred:
    found = spec(name)
    if found is None:
        return Inferred()

    def infer_inner(inner: Any, shapes: _Inputs) -> Inferred:
        inner_name = getattr(inner, "class_name", None)
        if isinstance(inner_name, str) and spec(inner_name) is not None:
            inner_arguments = getattr(inner, "arguments", None)
            if isinstance(inner_arguments, Mapping):
                return infer(inner_name, inner_arguments, shapes, infer_model=infer_model)
        return infer_model(inner, shapes) if infer_model is not None else Inferred()

    several = input_shapes is not None and not is_shape(input_shapes)
    shapes: tuple[Any, ...] = tuple(input_shapes) if several and input_shapes is not None else (input_shapes,)
    call = LayerCall(
        found,
        {found.parameter(parameter): value for parameter, value in arguments.items()},
        shapes,
        several,
        infer_inner,
        call_arguments,
    )
    try:
        call.check_count()
        return found.rule(call)
    except NotKnownError:
        return Inferred() if found.weighted else Inferred(params=0, trainable_params=0)
    except RefusedError as refused:
        return Inferred(problem=str(refused), keras=refused.keras, kind=refused.kind)
