"""Layers of Keras 1 that Keras 2 had for its sake at most; their parameters keep Keras 1's names.

Sources: `keras.layers.core` and `keras.layers.advanced_activations` of Keras 1.2.2.
"""

from __future__ import annotations

from kerlint.keras.layers.activation import learnt_slopes
from kerlint.keras.layers.call import LayerCall
from kerlint.keras.layers.dims import Shape, plus, times
from kerlint.keras.layers.spec import Inferred, register

# How many slopes and thresholds each element has.
_SLOPES = {"ParametricSoftplus": 2, "SReLU": 4}


def _dense(call: LayerCall) -> Inferred:
    """TimeDistributedDense: a Dense at each step. MaxoutDense: the largest of `nb_feature` of them."""
    units = call.size("output_dim")
    maxout = call.name == "MaxoutDense"
    shape: Shape = call.shape_of(2 if maxout else 3)
    features = call.defined(shape[-1], "last axis")
    weights = plus(times(features, units), call.counted(call.flag("bias"), units))
    count = call.size("nb_feature") if maxout else 1
    return call.result((*shape[:-1], units), times(count, weights))


def _highway(call: LayerCall) -> Inferred:
    """A dense layer and its gate, which says how much of the input passes by."""
    shape = call.shape_of(2)
    features = call.defined(shape[1], "last axis")
    weights = plus(times(features, features), call.counted(call.flag("bias"), features))
    return call.result(shape, times(2, weights))


def _slopes(call: LayerCall) -> Inferred:
    return call.result(call.shape, times(_SLOPES[call.name], learnt_slopes(call)))


for _name in ("MaxoutDense", "TimeDistributedDense"):
    register(_name, _dense, family="core", weighted=True, linear=_name == "TimeDistributedDense")
register("Highway", _highway, family="core", weighted=True)
for _name in _SLOPES:
    register(_name, _slopes, family="activation", elementwise=True, weighted=True)
