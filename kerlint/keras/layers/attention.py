"""Attention layers.

Source: `keras.src.layers.attention`.
"""

from __future__ import annotations

from typing import Any

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, Shape, Size, plus, text, times, unequal
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import divides


def _scored(call: LayerCall) -> bool:
    """Are the attention scores given too?

    Raises:
        NotKnownError: that is not known.
    """
    value = call.call_arguments.get("return_attention_scores", False)
    if not isinstance(value, bool):
        raise NotKnownError
    return value


def _listed(call: LayerCall) -> tuple[Shape | None, Shape | None, Shape | None]:
    """Query, value and key of the layers that take them as a list."""
    if not call.listed:
        raise RefusedError(
            f"{call.name} takes a list [query, value] or [query, value, key] of inputs, not one"
        )
    if len(call.shapes) not in (2, 3):
        raise RefusedError(
            f"{call.name} takes a list [query, value] or [query, value, key], not {len(call.shapes)} inputs"
        )
    query, value = call.shapes[:2]
    return query, value, call.shapes[2] if len(call.shapes) == 3 else value


def _dot_product(call: LayerCall) -> Inferred:
    if not call.listed and call.shapes == (None,):
        raise NotKnownError
    query, value, key = _listed(call)
    weights: Dim = call.counted(call.flag("use_scale"), 1)
    mode = call.choice("score_mode", ("dot", "concat"))
    weights = plus(weights, call.counted(None if mode is None else mode == "concat", 1))
    return call.result(_attended(call, query, value, key), weights)


def _additive(call: LayerCall) -> Inferred:
    if not call.listed and call.shapes == (None,):
        raise NotKnownError
    query, value, key = _listed(call)
    if query is None:
        raise NotKnownError
    width = call.defined(query[-1], "last axis of the query")
    weights = call.counted(call.flag("use_scale"), width)
    return call.result(_attended(call, query, value, key), weights)


def _attended(call: LayerCall, query: Shape | None, value: Shape | None, key: Shape | None) -> Any:
    if query is None or value is None or key is None:
        return None
    output = (*query[:-1], value[-1])
    return (output, (*query[:-1], key[-2])) if _scored(call) else output


def _projections(call: LayerCall) -> tuple[Shape, Shape | None, Shape | None]:
    """Query, value and key of the layers that take them one by one: `attention(query, value, key)`."""
    query = call.shape
    value = call.shapes[1] if len(call.shapes) > 1 else None
    key = call.shapes[2] if len(call.shapes) > 2 else value
    if value is not None and key is not None:
        inner = value[1:-1], key[1:-1]
        if len(value) != len(key) or any(unequal(a, b) for a, b in zip(*inner, strict=True)):
            raise RefusedError(
                f"{call.name}: value {text(value)} and key {text(key)} must agree in all axes but the last"
            )
    return query, value, key


def _projected(call: LayerCall, features: Dim, width: Dim) -> Dim:
    return plus(times(features, width), call.bias(width))


def _multi_head(call: LayerCall) -> Inferred:
    heads, key_dim = call.size("num_heads"), call.size("key_dim")
    value_dim = key_dim if call.arguments.get("value_dim") is None else call.size("value_dim")
    query, value, key = _projections(call)
    if len(query) < 3:
        raise RefusedError(
            f"MultiHeadAttention takes a query of at least 3 axes (batch, time, features), not {text(query)}"
        )
    made = _output_sizes(call, query)
    output: Any = (*query[:-1], *made)
    if _scored(call):
        output = (output, (query[0], heads, query[1], query[1]))
    if value is None or key is None:
        return call.result(output, None)
    to_key, to_value = times(heads, key_dim), times(heads, value_dim)
    weights = plus(
        _projected(call, _last(call, query), to_key),
        _projected(call, _last(call, key), to_key),
        _projected(call, _last(call, value), to_value),
        _projected(call, to_value, times(*made)),
    )
    gate = call.counted(call.flag("use_gate"), _projected(call, _last(call, query), to_value))
    return call.result(output, plus(weights, gate))


def _output_sizes(call: LayerCall, query: Shape) -> tuple[Size, ...]:
    wanted = call.given("output_shape")
    if not wanted:
        return (_last(call, query),)
    entries = wanted if isinstance(wanted, tuple | list) else (wanted,)
    return tuple(call.as_size(entry, "output_shape") for entry in entries)


def _last(call: LayerCall, shape: Shape) -> Size:
    return call.defined(shape[-1], "last axis of query, key and value")


def _grouped_query(call: LayerCall) -> Inferred:
    heads, groups = call.size("num_query_heads"), call.size("num_key_value_heads")
    width = call.size("head_dim")
    if divides(groups, heads) is False:
        raise RefusedError(
            f"{call.name}: num_query_heads={heads} does not divide by num_key_value_heads={groups}"
        )
    query, value, key = _projections(call)
    output: Any = query
    if value is not None and key is not None:
        for shape in (query, value, key):
            if len(shape) != 3:
                raise RefusedError(
                    f"{call.name} takes inputs of 3 axes (batch, time, features), not {text(shape)}"
                )
        if unequal(query[-1], value[-1]):
            raise RefusedError(
                f"{call.name}: query {text(query)} and value {text(value)} must agree in the last axis"
            )
    if _scored(call):
        if key is None:
            raise NotKnownError
        output = (query, (query[0], heads, query[1], key[1]))
    if value is None or key is None:
        return call.result(output, None)
    features = _last(call, query)
    to_query, to_key = times(heads, width), times(groups, width)
    weights = plus(
        _projected(call, features, to_query),
        _projected(call, _last(call, key), to_key),
        _projected(call, _last(call, value), to_key),
        _projected(call, to_query, features),
    )
    gate = call.counted(call.flag("use_gate"), _projected(call, features, to_query))
    return call.result(output, plus(weights, gate))


register("Attention", _dot_product, family="attention", weighted=True)
register("AdditiveAttention", _additive, family="attention", weighted=True)
register(
    "MultiHeadAttention",
    _multi_head,
    family="attention",
    weighted=True,
)
register(
    "GroupQueryAttention",
    _grouped_query,
    family="attention",
    weighted=True,
)
