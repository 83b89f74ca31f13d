"""Activations and regularization as layers: the shape stays.

Sources: `keras.src.layers.activations`, `keras.src.layers.regularization`.
"""

from __future__ import annotations

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, text, times
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import known


def unchanged(call: LayerCall) -> Inferred:
    """The output has the input's shape, and nothing is learnt; several tensors are handed on as several."""
    if len(call.shapes) == 1:
        return call.result(call.shape)
    shapes = tuple(shape for shape in call.shapes if shape is not None)
    return call.result(shapes if len(shapes) == len(call.shapes) else None)


def _spatial_dropout(call: LayerCall) -> Inferred:
    return call.result(call.shape_of(call.spec.rank + 2))


def _prelu(call: LayerCall) -> Inferred:
    return call.result(call.shape, learnt_slopes(call))


def learnt_slopes(call: LayerCall) -> Dim:
    """One weight for each element of a sample, shared along `shared_axes`."""
    shape = call.shape
    slopes: list[Dim] = list(shape[1:])
    shared = call.given("shared_axes")
    for axis in shared if isinstance(shared, tuple | list) else () if shared is None else (shared,):
        number = known(axis)
        if not isinstance(number, int):
            raise NotKnownError
        if not -len(slopes) < number <= len(slopes):
            raise RefusedError(f"{call.name}: shared_axes={number} is no axis of the input {text(shape)}")
        slopes[number - 1] = 1
    for size in slopes:
        call.defined(size, "size of every axis that is not in shared_axes")
    return times(*slopes)


for _name, _activation in (
    ("Activation", None),
    ("ELU", "elu"),
    ("LeakyReLU", "leaky_relu"),
    ("ReLU", "relu"),
    ("ThresholdedReLU", "thresholded_relu"),
):
    register(_name, unchanged, family="activation", elementwise=True, activation=_activation)
register("Softmax", unchanged, family="activation", activation="softmax")
register(
    "PReLU",
    _prelu,
    family="activation",
    elementwise=True,
    weighted=True,
    activation="prelu",
)

for _name in ("ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise"):
    register(_name, unchanged, family="regularization", elementwise=True, linear=True)
for _rank in (1, 2, 3):
    register(
        f"SpatialDropout{_rank}D",
        _spatial_dropout,
        family="regularization",
        rank=_rank,
        elementwise=True,
        linear=True,
    )
