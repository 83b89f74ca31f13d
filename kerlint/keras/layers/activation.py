"""Activations and regularization as layers: the shape stays.

Sources: `keras.src.layers.activations`, `keras.src.layers.regularization`.
"""

from __future__ import annotations

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, text, times
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import known


def unchanged(call: LayerCall) -> Inferred:
    """The output has the input's shape, and nothing is learnt."""
    return call.result(call.shape)


def _spatial_dropout(call: LayerCall) -> Inferred:
    return call.result(call.shape_of(call.spec.rank + 2))


def _prelu(call: LayerCall) -> Inferred:
    shape = call.shape
    slopes: list[Dim] = list(shape[1:])
    shared = call.given("shared_axes")
    for axis in shared if isinstance(shared, tuple | list) else () if shared is None else (shared,):
        number = known(axis)
        if not isinstance(number, int):
            raise NotKnownError
        if not -len(slopes) < number <= len(slopes):
            raise RefusedError(f"PReLU: shared_axes={number} is no axis of the input {text(shape)}")
        slopes[number - 1] = 1
    for size in slopes:
        call.defined(size, "size of every axis that is not in shared_axes")
    return call.result(shape, times(*slopes))


for _name, _parameters, _activation in (
    ("Activation", "activation", None),
    ("ELU", "alpha", "elu"),
    ("LeakyReLU", "negative_slope", "leaky_relu"),
    ("ReLU", "max_value negative_slope threshold", "relu"),
    ("ThresholdedReLU", "theta", "thresholded_relu"),
):
    register(_name, _parameters, unchanged, family="activation", elementwise=True, activation=_activation)
register("Softmax", "axis", unchanged, family="activation", activation="softmax")
register(
    "PReLU",
    "alpha_initializer alpha_regularizer alpha_constraint shared_axes",
    _prelu,
    family="activation",
    elementwise=True,
    weighted=True,
    activation="prelu",
)

for _name, _parameters in (
    ("ActivityRegularization", "l1 l2"),
    ("AlphaDropout", "rate noise_shape seed"),
    ("Dropout", "rate noise_shape seed"),
    ("GaussianDropout", "rate seed"),
    ("GaussianNoise", "stddev seed"),
):
    register(_name, _parameters, unchanged, family="regularization", elementwise=True, linear=True)
for _rank in (1, 2, 3):
    register(
        f"SpatialDropout{_rank}D",
        "rate seed name dtype" if _rank == 1 else "rate data_format seed name dtype",
        _spatial_dropout,
        family="regularization",
        rank=_rank,
        elementwise=True,
        linear=True,
    )
