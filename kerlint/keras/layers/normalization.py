"""Normalizations: the shape stays, weights for the axes that are normalized.

Source: `keras.src.layers.normalization`.
"""

from __future__ import annotations

from kerlint.keras.layers.call import LayerCall, RefusedError
from kerlint.keras.layers.dims import Dim, plus, text, times
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import describe, divides, known, less


def _width(call: LayerCall) -> Dim:
    """The number of weights that `axis` asks for."""
    shape = call.shape
    return times(*(call.defined(shape[axis], f"axis {axis}") for axis in call.axes("axis", len(shape))))


def _affine(call: LayerCall, width: Dim) -> Dim:
    return plus(call.counted(call.flag("scale"), width), call.counted(call.flag("center"), width))


def _batch_normalization(call: LayerCall) -> Inferred:
    width = _width(call)
    moments = plus(times(2, width), call.counted(call.flag("renorm"), times(3, width)))
    return call.result(call.shape, _affine(call, width), moments)


def _layer_normalization(call: LayerCall) -> Inferred:
    flags = call.flag("scale"), call.flag("center")
    if True not in flags:
        # Nothing is sized by the axes then.
        call.axes("axis", len(call.shape))
        return call.result(call.shape, None if None in flags else 0)
    width = _width(call)
    if call.flag("rms_scaling"):
        return call.result(call.shape, width)
    return call.result(call.shape, _affine(call, width))


def _group_normalization(call: LayerCall) -> Inferred:
    width = _width(call)
    assert width is not None
    groups = call.size("groups", least=-1)
    if known(groups) == 0:
        raise RefusedError("GroupNormalization: groups=0 must be a positive whole number or -1")
    if groups != -1 and (less(width, groups) or divides(groups, width) is False):
        raise RefusedError(
            f"GroupNormalization: {describe(width)} channels of the input {text(call.shape)} do not divide "
            f"into groups={describe(groups)}"
        )
    return call.result(call.shape, _affine(call, width))


def _rms_normalization(call: LayerCall) -> Inferred:
    return call.result(call.shape, _width(call))


def _unit_normalization(call: LayerCall) -> Inferred:
    call.axes("axis", len(call.shape))
    return call.result(call.shape)


register(
    "BatchNormalization",
    _batch_normalization,
    family="normalization",
    weighted=True,
    linear=True,
)
register("LayerNormalization", _layer_normalization, family="normalization", weighted=True)
register(
    "GroupNormalization",
    _group_normalization,
    family="normalization",
    weighted=True,
)
register("RMSNormalization", _rms_normalization, family="normalization", weighted=True)
register("UnitNormalization", _unit_normalization, family="normalization")
