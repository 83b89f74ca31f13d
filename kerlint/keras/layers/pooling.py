"""Pooling: windowed, global and adaptive.

Source: `keras.src.layers.pooling`, `keras.ops.operation_utils.compute_pooling_output_shape`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.keras.layers.dims import convolved, text
from kerlint.keras.layers.spec import Inferred, register

if TYPE_CHECKING:
    from kerlint.keras.layers.call import LayerCall


def _windowed(call: LayerCall) -> Inferred:
    rank = call.spec.rank
    pool = call.sizes("pool_size", rank)
    strides = pool if call.arguments.get("strides") is None else call.sizes("strides", rank)
    padding = call.choice("padding", ("valid", "same"))
    spatial, channels, first = call.image(rank)
    sizes = [convolved(length, k, s, padding) for length, k, s in zip(spatial, pool, strides, strict=True)]
    call.fits(sizes, f"pool_size={text(pool)}")
    return call.result(call.with_image(sizes, channels, first))


def _global(call: LayerCall) -> Inferred:
    spatial, channels, first = call.image(call.spec.rank)
    if call.certain_flag("keepdims"):
        return call.result(call.with_image((1,) * len(spatial), channels, first))
    return call.result((call.shape[0], channels))


def _adaptive(call: LayerCall) -> Inferred:
    sizes = call.sizes("output_size", call.spec.rank)
    first = call.channels_first()
    channels = call.shape[1 if first else -1]
    return call.result(call.with_image(sizes, channels, first))


for _rank in (1, 2, 3):
    for _kind in ("Max", "Average"):
        _linear = _kind == "Average"
        register(
            f"{_kind}Pooling{_rank}D",
            _windowed,
            family="pooling",
            rank=_rank,
            linear=_linear,
        )
        register(
            f"Global{_kind}Pooling{_rank}D",
            _global,
            family="pooling",
            rank=_rank,
            linear=_linear,
        )
        register(
            f"Adaptive{_kind}Pooling{_rank}D",
            _adaptive,
            family="pooling",
            rank=_rank,
            linear=_linear,
        )
