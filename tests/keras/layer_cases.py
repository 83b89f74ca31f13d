"""Random layers and inputs, valid and invalid, to hold `kerlint.keras.layers` against real Keras.

`CASES` has a generator for every layer class; each gives a Case for a `random.Random`. Keras itself is
imported by the callers only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kerlint.keras.layers import Inferred, infer


@dataclass(frozen=True)
class Inner:
    """A wrapped layer or a cell."""

    class_name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A layer applied to inputs: one shape, or a list of them (`spread`: given one by one)."""

    class_name: str
    arguments: dict[str, Any]
    shapes: Any
    spread: bool = False
    call_arguments: dict[str, Any] = field(default_factory=dict)
    dtype: str = "float32"


@dataclass(frozen=True)
class Outcome:
    """What real Keras did: shapes and numbers, or the text of its refusal."""

    output: Any = None
    params: int | None = None
    trainable: int | None = None
    refusal: str | None = None


def run(keras: Any, case: Case) -> Outcome:
    """Build the layer with real Keras and apply it to symbolic inputs."""
    try:
        layer = _make(keras, case.class_name, case.arguments)
        if isinstance(case.shapes, list):
            inputs = [keras.Input(batch_shape=shape, dtype=case.dtype) for shape in case.shapes]
            output = (
                layer(*inputs, **case.call_arguments) if case.spread else layer(inputs, **case.call_arguments)
            )
        else:
            output = layer(keras.Input(batch_shape=case.shapes, dtype=case.dtype), **case.call_arguments)
        shapes = (
            tuple(tuple(t.shape) for t in output) if isinstance(output, list | tuple) else tuple(output.shape)
        )
        return Outcome(shapes, layer.count_params(), _count(layer.trainable_weights))
    except Exception as error:
        return Outcome(refusal=f"{type(error).__name__}: {error}")


def fails_in_call(keras: Any, case: Case) -> bool:
    """Does the layer refuse real arrays of these shapes? Some wrong shapes Keras finds out only then."""
    import numpy as np

    def array(shape: tuple[int | None, ...]) -> Any:
        return np.zeros([2 if size is None else size for size in shape], case.dtype)

    inputs = (
        [array(shape) for shape in case.shapes] if isinstance(case.shapes, list) else [array(case.shapes)]
    )
    try:
        layer = _make(keras, case.class_name, case.arguments)
        together = isinstance(case.shapes, list) and not case.spread
        layer(inputs, **case.call_arguments) if together else layer(*inputs, **case.call_arguments)
    except Exception:
        return True
    return False


def _count(weights: Any) -> int:
    total = 0
    for weight in weights:
        size = 1
        for dim in weight.shape:
            size *= dim
        total += size
    return total


def _make(keras: Any, class_name: str, arguments: dict[str, Any]) -> Any:
    def real(value: Any) -> Any:
        if isinstance(value, Inner):
            return _make(keras, value.class_name, value.arguments)
        if isinstance(value, list) and any(isinstance(entry, Inner) for entry in value):
            return [real(entry) for entry in value]
        return value

    return getattr(keras.layers, class_name)(**{name: real(value) for name, value in arguments.items()})


def ours(case: Case) -> Inferred:
    """What Kerlint says of the case."""
    return infer(case.class_name, case.arguments, case.shapes, call_arguments=case.call_arguments)


def disagreement(keras: Any, case: Case) -> str | None:
    """How Kerlint and Keras differ, None where they agree. All of a Case is known, so all must be told."""
    inferred, outcome = ours(case), run(keras, case)
    if inferred.problem is not None and outcome.refusal is None and fails_in_call(keras, case):
        return None
    if (inferred.problem is None) != (outcome.refusal is None):
        said, did = inferred.problem or inferred.output, outcome.refusal or outcome.output
        return f"{case}\n  kerlint: {said}\n  keras:   {did}"
    if outcome.refusal is not None:
        return None
    told = (inferred.output, inferred.params, inferred.trainable_params)
    true = (outcome.output, outcome.params, outcome.trainable)
    return None if told == true else f"{case}\n  kerlint: {told}\n  keras:   {true}"


# --- what random layers are made of -----------------------------------------------------------------


def _chance(rng: random.Random, probability: float) -> bool:
    return rng.random() < probability


def _dim(rng: random.Random, high: int = 12, none: float = 0.15) -> int | None:
    return None if _chance(rng, none) else rng.randint(1, high)


def _shape(rng: random.Random, axes: int, high: int = 12, none: float = 0.12) -> tuple[int | None, ...]:
    """A shape of `axes` axes behind the batch; now and then with one too few or too many."""
    if _chance(rng, 0.06):
        axes = max(0, axes + rng.choice((-1, 1)))
    batch = rng.randint(1, 4) if _chance(rng, 0.2) else None
    return (batch, *(_dim(rng, high, none) for _ in range(axes)))


def _size(rng: random.Random, high: int = 8) -> int:
    return rng.choice((0, -1)) if _chance(rng, 0.03) else rng.randint(1, high)


def _window(rng: random.Random, rank: int, high: int) -> Any:
    if _chance(rng, 0.5):
        return _size(rng, high)
    count = rank + rng.choice((-1, 1)) if _chance(rng, 0.03) else rank
    entries = [_size(rng, high) for _ in range(count)]
    return tuple(entries) if _chance(rng, 0.7) else entries


def _maybe(rng: random.Random, arguments: dict[str, Any], probability: float = 0.4, **choices: Any) -> None:
    for name, values in choices.items():
        if _chance(rng, probability):
            arguments[name] = values(rng) if callable(values) else rng.choice(values)


def _common(rng: random.Random, arguments: dict[str, Any]) -> None:
    _maybe(rng, arguments, 0.08, trainable=(False, True))


_BOOL = (True, False)
_FORMATS = ("channels_last", "channels_first")

Maker = Callable[[random.Random], Case]


def _convolution(name: str, rank: int) -> Maker:
    def make(rng: random.Random) -> Case:
        depthwise = name.startswith("Depthwise")
        arguments: dict[str, Any] = {} if depthwise else {"filters": _size(rng)}
        arguments["kernel_size"] = _window(rng, rank, 5)
        paddings = ("valid", "same", "SAME", "causal") if name == "Conv1D" else ("valid", "same", "Valid")
        _maybe(
            rng,
            arguments,
            strides=lambda r: _window(r, rank, 3),
            padding=paddings,
            use_bias=_BOOL,
        )
        _maybe(rng, arguments, 0.2, dilation_rate=lambda r: _window(r, rank, 3), data_format=_FORMATS)
        if depthwise or name.startswith("Separable"):
            _maybe(rng, arguments, depth_multiplier=_size)
        elif name.endswith("Transpose"):
            _maybe(rng, arguments, 0.3, output_padding=lambda r: r.choice((0, 1, (1,) * rank)))
        else:
            _maybe(rng, arguments, 0.2, groups=(1, 2, 3))
            _maybe(rng, arguments, 0.05, lora_rank=(1, 3))
        _common(rng, arguments)
        return Case(name, arguments, _shape(rng, rank + 1))

    return make


def _pooling(name: str, rank: int) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {"pool_size": _window(rng, rank, 4)}
        _maybe(rng, arguments, 0.3, strides=lambda r: _window(r, rank, 3), data_format=_FORMATS)
        _maybe(rng, arguments, padding=("valid", "same", "full"))
        if arguments.get("padding") == "full" and _chance(rng, 0.9):
            arguments["padding"] = "same"
        return Case(name, arguments, _shape(rng, rank + 1))

    return make


def _global_pooling(name: str, rank: int) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {}
        _maybe(rng, arguments, keepdims=_BOOL, data_format=_FORMATS)
        return Case(name, arguments, _shape(rng, rank + 1))

    return make


def _adaptive_pooling(name: str, rank: int) -> Maker:
    def make(rng: random.Random) -> Case:
        size = rng.randint(1, 4) if _chance(rng, 0.5) else tuple(rng.randint(1, 4) for _ in range(rank))
        arguments: dict[str, Any] = {"output_size": size}
        _maybe(rng, arguments, data_format=_FORMATS)
        batch, *rest = _shape(rng, rank + 1)
        return Case(name, arguments, (batch, *rest) if len(rest) == rank + 1 else (batch, *[5] * (rank + 1)))

    return make


def _pads(name: str, rank: int, parameter: str) -> Maker:
    def make(rng: random.Random) -> Case:
        def number(r: random.Random) -> int:
            return -1 if _chance(r, 0.02) else r.randint(0, 4)

        kind = rng.randint(0, 3)
        arguments: dict[str, Any] = {}
        if kind == 1:
            arguments[parameter] = number(rng)
        elif kind == 2:
            arguments[parameter] = tuple(number(rng) for _ in range(max(rank, 2)))
        elif kind == 3 and rank > 1:
            count = rank + 1 if _chance(rng, 0.05) else rank
            arguments[parameter] = tuple((number(rng), number(rng)) for _ in range(count))
        if rank > 1:
            _maybe(rng, arguments, 0.3, data_format=_FORMATS)
        return Case(name, arguments, _shape(rng, rank + 1))

    return make


def _up_sampling(rng: random.Random, rank: int) -> Case:
    arguments: dict[str, Any] = {"size": _size(rng, 3) if rank == 1 else _window(rng, rank, 3)}
    if rank > 1:
        _maybe(rng, arguments, 0.3, data_format=_FORMATS)
    return Case(f"UpSampling{rank}D", arguments, _shape(rng, rank + 1))


def _dense(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"units": _size(rng)}
    _maybe(rng, arguments, use_bias=_BOOL)
    _maybe(rng, arguments, 0.05, lora_rank=(1, 2))
    _common(rng, arguments)
    return Case("Dense", arguments, _shape(rng, rng.choice((0, 1, 1, 1, 2, 3))))


def _einsum_dense(rng: random.Random) -> Case:
    units, more = rng.randint(1, 5), rng.randint(1, 5)
    axes, equation, output = rng.choice(
        (
            (1, "ab,bc->ac", units),
            (2, "abc,cd->abd", (None, units)),
            (2, "abc,cd->abd", (4, units)),
            (2, "abc,cde->abde", (None, units, more)),
            (2, "...x,xy->...y", units),
            (3, "...x,xy->...y", units),
            (3, "abcd,cde->abe", (None, units)),
            (2, "ab...,bc->ac...", units),
            (2, "abc,cd->ade", (None, units)),
        )
    )
    arguments: dict[str, Any] = {"equation": equation, "output_shape": output}
    letters = equation.split("->")[1].strip(".")
    _maybe(rng, arguments, 0.6, bias_axes=(letters[-1], letters[1:] or letters, "z"))
    if arguments.get("bias_axes") == "z" and _chance(rng, 0.8):
        del arguments["bias_axes"]
    _maybe(rng, arguments, 0.05, lora_rank=(1, 2))
    shape = _shape(rng, axes, 5)
    if len(shape) > axes + 1 and "..." not in equation:
        shape = shape[:-1]
    return Case("EinsumDense", arguments, shape)


def _embedding(rng: random.Random) -> Case:
    arguments = {"input_dim": _size(rng, 20), "output_dim": _size(rng)}
    _maybe(rng, arguments, 0.1, mask_zero=_BOOL, lora_rank=(1, 2))
    _common(rng, arguments)
    return Case("Embedding", arguments, _shape(rng, rng.choice((0, 1, 1, 2))), dtype="int32")


def _reversible_embedding(rng: random.Random) -> Case:
    arguments = {"input_dim": _size(rng, 20), "output_dim": _size(rng)}
    _maybe(rng, arguments, tie_weights=_BOOL)
    reverse = {"reverse": True} if _chance(rng, 0.3) else {}
    shape = (None, 3, arguments["output_dim"]) if reverse else _shape(rng, 1)
    return Case("ReversibleEmbedding", arguments, shape, call_arguments=reverse, dtype="int32")


def _recurrent(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {"units": _size(rng)}
        _maybe(rng, arguments, return_sequences=_BOOL, use_bias=_BOOL)
        _maybe(rng, arguments, 0.2, return_state=_BOOL, go_backwards=_BOOL)
        _maybe(rng, arguments, 0.1, stateful=_BOOL, dropout=(0.1,), recurrent_dropout=(0.2,))
        if name == "GRU":
            _maybe(rng, arguments, reset_after=_BOOL)
        _common(rng, arguments)
        return Case(name, arguments, _shape(rng, 2))

    return make


def _conv_lstm(name: str, rank: int) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {"filters": rng.randint(1, 4), "kernel_size": _window(rng, rank, 3)}
        _maybe(
            rng,
            arguments,
            padding=("valid", "same"),
            use_bias=_BOOL,
            return_sequences=_BOOL,
            strides=lambda r: r.randint(1, 2),
        )
        _maybe(rng, arguments, 0.2, return_state=_BOOL, data_format=_FORMATS)
        return Case(name, arguments, _shape(rng, rank + 2, 6, 0.04))

    return make


def _some_cell(rng: random.Random) -> Inner:
    name = rng.choice(("SimpleRNNCell", "GRUCell", "LSTMCell"))
    arguments: dict[str, Any] = {"units": rng.randint(1, 6)}
    _maybe(rng, arguments, use_bias=_BOOL)
    return Inner(name, arguments)


def _rnn(rng: random.Random) -> Case:
    cells: Any = [_some_cell(rng) for _ in range(rng.randint(1, 3))]
    kind = rng.randint(0, 2)
    cell = cells[0] if kind == 0 else cells if kind == 1 else Inner("StackedRNNCells", {"cells": cells})
    arguments: dict[str, Any] = {"cell": cell}
    _maybe(rng, arguments, return_sequences=_BOOL)
    if kind == 0:
        _maybe(rng, arguments, return_state=_BOOL)
    return Case("RNN", arguments, _shape(rng, 2, none=0.05))


def _some_recurrent(rng: random.Random) -> Inner:
    case = _recurrent(rng.choice(("SimpleRNN", "GRU", "LSTM")))(rng)
    arguments = {
        k: v for k, v in case.arguments.items() if k not in ("stateful", "trainable", "go_backwards")
    }
    return Inner(case.class_name, arguments)


def _bidirectional(rng: random.Random) -> Case:
    inner = _some_recurrent(rng) if _chance(rng, 0.95) else Inner("Dense", {"units": 3})
    arguments: dict[str, Any] = {"layer": inner}
    _maybe(rng, arguments, merge_mode=("concat", "sum", "mul", "ave", None))
    if _chance(rng, 0.02):
        arguments["merge_mode"] = "add"
    if _chance(rng, 0.2) and inner.class_name != "Dense":
        backward = dict(inner.arguments, go_backwards=_chance(rng, 0.8))
        if _chance(rng, 0.1):
            backward["return_sequences"] = not backward.get("return_sequences", False)
        arguments["backward_layer"] = Inner(inner.class_name, backward)
    return Case("Bidirectional", arguments, _shape(rng, 2, none=0.05))


def _time_distributed(rng: random.Random) -> Case:
    case = CASES[rng.choice(_TIME_DISTRIBUTED)](rng)
    while len(case.shapes) < 2:
        case = CASES[case.class_name](rng)
    shape = (case.shapes[0], _dim(rng), *case.shapes[1:])
    return Case("TimeDistributed", {"layer": Inner(case.class_name, case.arguments)}, shape)


def _spectral(rng: random.Random) -> Case:
    name = rng.choice(
        ("Dense", "Conv1D", "Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "Flatten", "SeparableConv2D")
    )
    case = CASES[name](rng)
    arguments = {k: v for k, v in case.arguments.items() if k not in ("trainable", "lora_rank")}
    return Case("SpectralNormalization", {"layer": Inner(name, arguments)}, case.shapes)


def _pipeline(rng: random.Random) -> Case:
    height, width = rng.randint(4, 8), rng.randint(4, 8)
    layers = [
        Inner("Rescaling", {"scale": 0.5}),
        Inner("CenterCrop", {"height": height, "width": width}),
        Inner("RandomFlip", {}),
    ]
    return Case("Pipeline", {"layers": layers[: rng.randint(1, 3)]}, (None, 10, 10, 3))


def _merging(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        count = rng.randint(2, 3) if _chance(rng, 0.9) else 1
        axes = rng.randint(1, 3)
        first = (None, *(_dim(rng, 4) for _ in range(axes)))
        shapes: list[Any] = [first]
        for _ in range(count - 1):
            dims = [1 if _chance(rng, 0.1) else _dim(rng, 4) if _chance(rng, 0.15) else d for d in first[1:]]
            if _chance(rng, 0.1):
                dims = dims[1:]
            shapes.append((rng.randint(1, 3) if _chance(rng, 0.1) else None, *dims))
        return Case(name, {}, shapes[0] if _chance(rng, 0.03) else shapes)

    return make


def _concatenate(rng: random.Random) -> Case:
    case = _merging("Concatenate")(rng)
    arguments: dict[str, Any] = {}
    _maybe(rng, arguments, axis=(1, -1, 2, -2, 0, 4, -5))
    return Case("Concatenate", arguments, case.shapes)


def _dot(rng: random.Random) -> Case:
    axes = rng.choice((1, 2, -1, (1, 1), (2, 1), (1, 2), (2, 2), (-1, -1), (-1, 1)))
    features = rng.randint(1, 4)
    shapes = [
        (None, *(features if _chance(rng, 0.7) else _dim(rng, 4, 0.05) for _ in range(rng.randint(1, 3))))
        for _ in range(2)
    ]
    if _chance(rng, 0.05):
        shapes.append((None, features))
    return Case("Dot", {"axes": axes}, shapes)


def _normalizing(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {}
        axes = rng.randint(1, 3)
        if name == "UnitNormalization" or name == "RMSNormalization":
            _maybe(rng, arguments, axis=(1, -1, 2))
        else:
            _maybe(rng, arguments, center=_BOOL, scale=_BOOL)
            _maybe(rng, arguments, 0.3, axis=(1, -1, 2, -2, 5))
        if name == "LayerNormalization":
            _maybe(rng, arguments, 0.2, axis=((1, 2), [-1, -2], (1,)))
        if name == "BatchNormalization":
            _maybe(rng, arguments, 0.1, renorm=_BOOL)
        shape = _shape(rng, axes)
        if name == "GroupNormalization":
            arguments["groups"] = rng.choice((1, 2, 3, -1, 0, 32) if _chance(rng, 0.3) else (1, 2))
            if _chance(rng, 0.7) and len(shape) > 1:
                shape = (*shape[:-1], rng.choice((4, 6, 12)))
        _common(rng, arguments)
        return Case(name, arguments, shape)

    return make


def _attention(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {}
        _maybe(rng, arguments, use_scale=_BOOL)
        if name == "Attention":
            _maybe(rng, arguments, score_mode=("dot", "concat"))
        features = rng.randint(1, 5)
        shapes = [(None, _dim(rng), features) for _ in range(rng.choice((2, 2, 3, 4)))]
        call = {"return_attention_scores": True} if _chance(rng, 0.3) else {}
        return Case(name, arguments, shapes[0] if _chance(rng, 0.05) else shapes, call_arguments=call)

    return make


def _multi_head(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"num_heads": _size(rng, 4), "key_dim": _size(rng, 4)}
    _maybe(
        rng,
        arguments,
        0.25,
        value_dim=(1, 3),
        use_bias=_BOOL,
        output_shape=(3, (4,), (2, 3)),
        use_gate=_BOOL,
    )
    axes = rng.choice((1, 1, 1, 2))
    query = (None, *(_dim(rng) for _ in range(axes)), _dim(rng, 5, 0.03))
    value = (None, *(_dim(rng) for _ in range(axes)), rng.randint(1, 5))
    key = (*value[:-1], rng.randint(1, 5)) if _chance(rng, 0.9) else (None, *([3] * axes), 2)
    shapes = [query, value, key] if _chance(rng, 0.4) else [query, value]
    return Case("MultiHeadAttention", arguments, shapes, spread=True)


def _grouped_query(rng: random.Random) -> Case:
    groups = rng.randint(1, 3)
    arguments: dict[str, Any] = {
        "head_dim": rng.randint(1, 4),
        "num_query_heads": groups * rng.randint(1, 2) + (1 if _chance(rng, 0.1) else 0),
        "num_key_value_heads": groups,
    }
    _maybe(rng, arguments, 0.25, use_bias=_BOOL, use_gate=_BOOL)
    features = rng.randint(1, 5)
    query = (None, rng.randint(1, 5), features)
    value = (None, rng.randint(1, 5), features if _chance(rng, 0.9) else features + 1)
    call = {"return_attention_scores": True} if _chance(rng, 0.3) else {}
    return Case("GroupQueryAttention", arguments, [query, value], spread=True, call_arguments=call)


def _prelu(rng: random.Random) -> Case:
    axes = rng.randint(1, 3)
    arguments: dict[str, Any] = {}
    _maybe(rng, arguments, shared_axes=(1, [1], [1, 2], (1, 2, 3), (5,)))
    return Case("PReLU", arguments, _shape(rng, axes))


def _reshape(rng: random.Random) -> Case:
    shape = _shape(rng, rng.randint(1, 3), 6)
    size = 1
    for dim in shape[1:]:
        size *= dim or 1
    divisor = rng.choice([d for d in range(1, size + 1) if size % d == 0])
    target = rng.choice(
        (
            (size,),
            (divisor, size // divisor),
            (-1, divisor),
            (divisor, -1),
            (-1,),
            (size + 1,),
            (-1, divisor + 1),
            (-1, -1),
            (1, size, 1),
            [divisor, size // divisor],
            (-2, 3),
        )
    )
    return Case("Reshape", {"target_shape": target}, shape)


def _permute(rng: random.Random) -> Case:
    axes = rng.randint(1, 3)
    dims = list(range(1, axes + 1))
    rng.shuffle(dims)
    if _chance(rng, 0.1):
        dims[0] += 1
    return Case("Permute", {"dims": tuple(dims)}, _shape(rng, axes))


def _plain(name: str, arguments: dict[str, Any], axes: tuple[int, ...] = (1, 2, 3)) -> Maker:
    return lambda rng: Case(name, dict(arguments), _shape(rng, rng.choice(axes)))


def _resized(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        arguments: dict[str, Any] = {"height": rng.randint(1, 6), "width": rng.randint(1, 6)}
        _maybe(rng, arguments, 0.3, data_format=_FORMATS)
        axes = 3 if _chance(rng, 0.8) else 2
        return Case(name, arguments, (None, *(_dim(rng, 12, 0.1) for _ in range(axes))))

    return make


def _normalization(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {}
    _maybe(rng, arguments, 0.4, axis=(-1, 1, None, (1, 2), 5))
    if _chance(rng, 0.3):
        arguments.update(axis=-1, mean=0.5, variance=2.0)
    return Case("Normalization", arguments, _shape(rng, rng.randint(1, 3)))


def _category_encoding(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"num_tokens": _size(rng)}
    _maybe(rng, arguments, 0.7, output_mode=("one_hot", "multi_hot", "count", "binary", "int"))
    return Case("CategoryEncoding", arguments, _shape(rng, rng.randint(0, 2), 3), dtype="int32")


def _discretization(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"bin_boundaries": [0.0, 1.0, 2.0]} if _chance(rng, 0.5) else {"num_bins": 5}
    _maybe(rng, arguments, 0.7, output_mode=("one_hot", "multi_hot", "count", "int"))
    return Case("Discretization", arguments, _shape(rng, rng.randint(0, 2), 3))


def _hashing(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"num_bins": _size(rng)}
    _maybe(rng, arguments, 0.6, output_mode=("one_hot", "multi_hot", "count", "int"))
    return Case("Hashing", arguments, _shape(rng, rng.randint(0, 2), 3), dtype="int64")


def _hashed_crossing(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"num_bins": rng.randint(1, 8)}
    _maybe(rng, arguments, 0.6, output_mode=("one_hot", "int"))
    shape = (None, 1) if _chance(rng, 0.8) else (None,)
    return Case("HashedCrossing", arguments, [shape, shape], dtype="int64")


def _lookup(name: str) -> Maker:
    def make(rng: random.Random) -> Case:
        words: list[Any] = ["a", "b", "c"] if name == "StringLookup" else [10, 20, 30]
        arguments: dict[str, Any] = {}
        modes = ("int", "one_hot", "multi_hot", "count")
        if _chance(rng, 0.3):
            arguments = {"max_tokens": rng.randint(2, 9), "pad_to_max_tokens": True}
        else:
            arguments["vocabulary"] = words
            if _chance(rng, 0.3) and name == "StringLookup":
                arguments["vocabulary"] = ["[UNK]", *words]
            _maybe(rng, arguments, 0.3, num_oov_indices=(0, 1, 2))
        _maybe(rng, arguments, 0.7, output_mode=modes)
        dtype = "string" if name == "StringLookup" else "int64"
        return Case(name, arguments, _shape(rng, rng.randint(0, 2), 3, 0.3), dtype=dtype)

    return make


def _text_vectorization(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {}
    if _chance(rng, 0.5):
        _maybe(rng, arguments, 0.7, output_sequence_length=(5, 20))
        return Case(
            "TextVectorization", arguments, (None, 1) if _chance(rng, 0.5) else (None,), dtype="string"
        )
    arguments = {"output_mode": rng.choice(("multi_hot", "count")), "vocabulary": ["a", "b"]}
    if _chance(rng, 0.4):
        arguments.update(max_tokens=9, pad_to_max_tokens=True)
    return Case("TextVectorization", arguments, (None,), dtype="string")


def _mel_spectrogram(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {}
    _maybe(rng, arguments, num_mel_bins=(16, 32), sequence_stride=(64, 100))
    return Case("MelSpectrogram", arguments, (None, rng.randint(3000, 9000)))


def _stft_spectrogram(rng: random.Random) -> Case:
    arguments: dict[str, Any] = {"frame_length": rng.choice((8, 12, 16))}
    _maybe(
        rng,
        arguments,
        0.35,
        mode=("log", "magnitude", "psd", "real", "imag", "angle", "stft"),
        frame_step=(1, 4, 20),
        fft_length=(16, 32),
        padding=("valid", "same"),
        expand_dims=_BOOL,
        data_format=_FORMATS,
    )
    return Case("STFTSpectrogram", arguments, _shape(rng, 2, 40, 0.05))


def _input_layer(rng: random.Random) -> Case:
    return Case("Identity", {}, _shape(rng, rng.randint(0, 3)))


_IMAGE_ARGUMENTS: dict[str, dict[str, Any]] = {
    "AugMix": {},
    "AutoContrast": {},
    "ContrastLimitedAdaptiveHistogramEqualization": {},
    "CutMix": {},
    "Equalization": {},
    "MixUp": {},
    "RandAugment": {},
    "RandomBrightness": {"factor": 0.2},
    "RandomColorDegeneration": {"factor": 0.2},
    "RandomColorJitter": {"brightness_factor": 0.2, "hue_factor": 0.1},
    "RandomContrast": {"factor": 0.2},
    "RandomElasticTransform": {},
    "RandomErasing": {},
    "RandomFlip": {},
    "RandomGaussianBlur": {},
    "RandomGrayscale": {},
    "RandomHue": {"factor": 0.2},
    "RandomInvert": {},
    "RandomPerspective": {},
    "RandomPosterization": {"factor": 3},
    "RandomRotation": {"factor": 0.2},
    "RandomSaturation": {"factor": 0.2},
    "RandomSharpness": {"factor": 0.2},
    "RandomShear": {},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomZoom": {"height_factor": 0.1},
    "Solarization": {},
}


def _image(name: str) -> Maker:
    return lambda rng: Case(
        name, dict(_IMAGE_ARGUMENTS[name]), (None, rng.randint(4, 12), rng.randint(4, 12), rng.choice((1, 3)))
    )


CASES: dict[str, Maker] = {
    "Activation": _plain("Activation", {"activation": "relu"}, (0, 1, 2, 3)),
    "ActivityRegularization": _plain("ActivityRegularization", {"l2": 0.1}),
    "AlphaDropout": _plain("AlphaDropout", {"rate": 0.5}),
    "CategoryEncoding": _category_encoding,
    "CenterCrop": _resized("CenterCrop"),
    "Concatenate": _concatenate,
    "Dense": _dense,
    "Discretization": _discretization,
    "Dot": _dot,
    "Dropout": _plain("Dropout", {"rate": 0.5}, (0, 1, 2, 3)),
    "ELU": _plain("ELU", {}),
    "EinsumDense": _einsum_dense,
    "Embedding": _embedding,
    "Flatten": lambda rng: Case(
        "Flatten", {"data_format": rng.choice((None, *_FORMATS))}, _shape(rng, rng.randint(0, 4))
    ),
    "GaussianDropout": _plain("GaussianDropout", {"rate": 0.5}),
    "GaussianNoise": _plain("GaussianNoise", {"stddev": 0.5}),
    "HashedCrossing": _hashed_crossing,
    "Hashing": _hashing,
    "Identity": _plain("Identity", {}, (0, 1, 2, 3)),
    "IntegerLookup": _lookup("IntegerLookup"),
    "LeakyReLU": _plain("LeakyReLU", {}),
    "Masking": _plain("Masking", {}, (1, 2)),
    "MaxNumBoundingBoxes": _plain("MaxNumBoundingBoxes", {"max_number": 3}, (3,)),
    "MelSpectrogram": _mel_spectrogram,
    "Normalization": _normalization,
    "PReLU": _prelu,
    "Permute": _permute,
    "RandomCrop": _resized("RandomCrop"),
    "ReLU": _plain("ReLU", {}),
    "RepeatVector": lambda rng: Case("RepeatVector", {"n": _size(rng, 5)}, _shape(rng, 1)),
    "Rescaling": _plain("Rescaling", {"scale": 0.5}),
    "Reshape": _reshape,
    "Resizing": _resized("Resizing"),
    "ReversibleEmbedding": _reversible_embedding,
    "STFTSpectrogram": _stft_spectrogram,
    "Softmax": _plain("Softmax", {}),
    "StringLookup": _lookup("StringLookup"),
    "TextVectorization": _text_vectorization,
    **{name: _image(name) for name in _IMAGE_ARGUMENTS},
    **{name: _merging(name) for name in ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract")},
    **{
        name: _normalizing(name)
        for name in (
            "BatchNormalization",
            "GroupNormalization",
            "LayerNormalization",
            "RMSNormalization",
            "UnitNormalization",
        )
    },
    **{name: _recurrent(name) for name in ("GRU", "LSTM", "SimpleRNN")},
    **{
        f"{kind}{rank}D{tail}": _convolution(f"{kind}{rank}D{tail}", rank)
        for kind, tail, ranks in (
            ("Conv", "", (1, 2, 3)),
            ("Conv", "Transpose", (1, 2, 3)),
            ("DepthwiseConv", "", (1, 2)),
            ("SeparableConv", "", (1, 2)),
        )
        for rank in ranks
    },
}
for _rank in (1, 2, 3):
    for _kind in ("Max", "Average"):
        CASES[f"{_kind}Pooling{_rank}D"] = _pooling(f"{_kind}Pooling{_rank}D", _rank)
        CASES[f"Global{_kind}Pooling{_rank}D"] = _global_pooling(f"Global{_kind}Pooling{_rank}D", _rank)
        CASES[f"Adaptive{_kind}Pooling{_rank}D"] = _adaptive_pooling(f"Adaptive{_kind}Pooling{_rank}D", _rank)
    CASES[f"ConvLSTM{_rank}D"] = _conv_lstm(f"ConvLSTM{_rank}D", _rank)
    CASES[f"Cropping{_rank}D"] = _pads(f"Cropping{_rank}D", _rank, "cropping")
    CASES[f"ZeroPadding{_rank}D"] = _pads(f"ZeroPadding{_rank}D", _rank, "padding")
    CASES[f"UpSampling{_rank}D"] = lambda rng, rank=_rank: _up_sampling(rng, rank)  # type: ignore[misc]
    CASES[f"SpatialDropout{_rank}D"] = _plain(f"SpatialDropout{_rank}D", {"rate": 0.5}, (_rank + 1,))
# Keras 3 leaves out the inner layer's check of its axes; these refuse wrong ones in the call all the same.
_TIME_DISTRIBUTED = (
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "ConvLSTM2D",
    "Dense",
    "Dropout",
    "Flatten",
    "LSTM",
    "MaxPooling2D",
    "Reshape",
    "SeparableConv2D",
)
CASES.update(
    Attention=_attention("Attention"),
    AdditiveAttention=_attention("AdditiveAttention"),
    Bidirectional=_bidirectional,
    GroupQueryAttention=_grouped_query,
    MultiHeadAttention=_multi_head,
    Pipeline=_pipeline,
    RNN=_rnn,
    SpectralNormalization=_spectral,
    TimeDistributed=_time_distributed,
)

# Classes of `keras.layers` that no case can cover, and why.
NOT_COVERED = {
    "FlaxLayer": "what it gives depends on a Flax module",
    "GRUCell": "called inside RNN; its weights are covered there",
    "InputLayer": "has no input; tested on its own",
    "InputSpec": "no layer",
    "JaxLayer": "what it gives depends on a JAX function",
    "LSTMCell": "called inside RNN; its weights are covered there",
    "Lambda": "what it gives depends on the script's function",
    "Layer": "base class",
    "SimpleRNNCell": "called inside RNN; its weights are covered there",
    "StackedRNNCells": "called inside RNN; its weights are covered there",
    "TFSMLayer": "what it gives depends on a saved model",
    "TorchModuleWrapper": "what it gives depends on a PyTorch module",
    "Wrapper": "base class",
}
