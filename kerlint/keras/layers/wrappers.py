"""Layers around a layer.

Sources: `TimeDistributed`, `Bidirectional` (`keras.src.layers.rnn`), `SpectralNormalization`, `Pipeline`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError, not_known
from kerlint.keras.layers.dims import Shape, is_shape, plus, text, times
from kerlint.keras.layers.names import class_name
from kerlint.keras.layers.spec import SPECS, Inferred, LayerSpec, register

_MERGED = ("concat", "sum", "mul", "ave")


def _inner(call: LayerCall, parameter: str = "layer") -> Any:
    inner = call.arguments.get(parameter)
    if not isinstance(getattr(inner, "class_name", None), str):
        raise NotKnownError
    return inner


def _inner_spec(inner: Any) -> LayerSpec | None:
    return SPECS.get(class_name(inner.class_name))


def _inferred(call: LayerCall, inner: Any, shape: Any) -> Inferred:
    found = call.infer_inner(inner, shape)
    if found.problem:
        raise RefusedError(f"{call.name}: {found.problem}", found.keras, found.kind or "shape")
    return found


def _own(call: LayerCall, found: Inferred, output: Any, fixed: Any = 0) -> Inferred:
    trainable = call.flag("trainable")
    trained = found.trainable_params if trainable else None if trainable is None else 0
    return Inferred(output, plus(found.params, fixed), trained)


def _time_distributed(call: LayerCall) -> Inferred:
    inner = _inner(call)
    shape = call.shape
    if len(shape) < 3:
        raise RefusedError(
            "TimeDistributed takes an input of at least 3 axes (batch, time, ...), "
            f"but gets shape {text(shape)}",
            kind="axes",
        )
    found = _inferred(call, inner, (shape[0], *shape[2:]))
    if found.output is None:
        return _own(call, found, None)
    if not is_shape(found.output):
        raise RefusedError(
            f"TimeDistributed takes a layer with one output, but {inner.class_name} gives several"
        )
    batch, *rest = found.output
    return _own(call, found, (batch, shape[1], *rest))


def _bidirectional(call: LayerCall) -> Inferred:
    inner = _inner(call)
    spec = _inner_spec(inner)
    if spec is not None and not spec.recurrent:
        raise RefusedError(
            f"Bidirectional wraps recurrent layers only, not {inner.class_name}", kind="argument"
        )
    merge = call.given("merge_mode")
    if merge is not None and merge not in _MERGED:
        raise RefusedError(
            f"Bidirectional: merge_mode={merge!r} is none of {', '.join(map(repr, _MERGED))}, None"
        )
    forward = _inferred(call, inner, list(call.shapes) if call.listed else call.shapes[0])
    found = _both(call, inner, forward)
    if forward.output is None:
        return _own(call, found, None)
    return _own(call, found, _merged(forward.output, merge))


def _both(call: LayerCall, inner: Any, forward: Inferred) -> Inferred:
    """The weights of both directions."""
    if call.arguments.get("backward_layer") is None:
        return Inferred(None, times(2, forward.params), times(2, forward.trainable_params))
    other = _inner(call, "backward_layer")
    for parameter in ("return_sequences", "return_state", "stateful"):
        one, two = _flag(inner, parameter), _flag(other, parameter)
        if one is not None and two is not None and one != two:
            raise RefusedError(
                f"Bidirectional: layer has {parameter}={one}, but backward_layer has {parameter}={two}"
            )
    one, two = _flag(inner, "go_backwards"), _flag(other, "go_backwards")
    if one is not None and one == two:
        raise RefusedError(f"Bidirectional: layer and backward_layer both have go_backwards={one}")
    backward = _inferred(call, other, list(call.shapes) if call.listed else call.shapes[0])
    return Inferred(
        None,
        plus(forward.params, backward.params),
        plus(forward.trainable_params, backward.trainable_params),
    )


def _flag(inner: Any, parameter: str) -> bool | None:
    arguments = getattr(inner, "arguments", None)
    value = arguments.get(parameter, False) if isinstance(arguments, Mapping) else None
    return value if isinstance(value, bool) else None


def _merged(output: Any, merge: str | None) -> Any:
    """Source: `Bidirectional.compute_output_shape`; the states of both directions follow the output."""
    sequences, states = (output, ()) if is_shape(output) else (output[0], output[1:])
    if merge == "concat":
        sequences = (*sequences[:-1], times(2, sequences[-1]))
    if merge is None:
        return (sequences, sequences, *states, *states)
    return (sequences, *states, *states) if states else sequences


def _spectral(call: LayerCall) -> Inferred:
    inner = _inner(call)
    spec = _inner_spec(inner)
    found = _inferred(call, inner, call.shape)
    if spec is not None and not _has_kernel(spec):
        raise RefusedError(
            "SpectralNormalization needs a layer with a kernel or embeddings, "
            f"which {inner.class_name} does not have"
        )
    return _own(call, found, found.output, None if found.kernel is None else found.kernel[-1])


def _has_kernel(spec: LayerSpec) -> bool:
    if spec.family == "convolution":
        return not spec.class_name.startswith("Separable")
    return spec.class_name in ("Dense", "EinsumDense", "Embedding", "ReversibleEmbedding") or spec.family in (
        "cell",
        "wrapper",
    )


def _pipeline(call: LayerCall) -> Inferred:
    layers = call.given("layers")
    if not isinstance(layers, tuple | list):
        raise NotKnownError
    shape: Shape | Any = call.shape
    total = Inferred(params=0, trainable_params=0)
    for layer in layers:
        found = _inferred(call, layer, shape)
        total = Inferred(
            None,
            plus(total.params, found.params),
            plus(total.trainable_params, found.trainable_params),
        )
        shape = found.output
    if call.shape is not None and None in call.shape[1:]:
        # Keras traces the layers' code here, which leaves more sizes open than the layers one by one do.
        shape = None
    return _own(call, total, shape)


register("TimeDistributed", _time_distributed, family="wrapper", weighted=True)
register(
    "Bidirectional",
    _bidirectional,
    family="wrapper",
    weighted=True,
)
register("SpectralNormalization", _spectral, family="wrapper", weighted=True)
register("Pipeline", _pipeline, family="wrapper", weighted=True)
register("Wrapper", not_known, family="wrapper", weighted=True)
