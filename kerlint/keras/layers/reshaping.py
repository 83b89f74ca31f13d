"""Layers that move, repeat, cut or pad values: nothing is learnt.

Source: `keras.src.layers.reshaping`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, Size, below, differ, fresh, minus, plus, quotient, text, times
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import Quantity, describe, divides, known
from kerlint.symbolic.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence


def _flatten(call: LayerCall) -> Inferred:
    shape = call.shape
    if not shape:
        raise RefusedError("Flatten needs a batch axis, but its input is a scalar")
    return call.result((shape[0], times(*shape[1:])))


def _permute(call: LayerCall) -> Inferred:
    value = call.given("dims")
    if not isinstance(value, tuple | list):
        raise RefusedError(f"Permute: dims={value!r} must be a tuple of axes", kind="argument")
    dims = [known(entry) for entry in value]
    if any(entry is None for entry in dims):
        raise NotKnownError
    if sorted(d for d in dims if d is not None) != list(range(1, len(dims) + 1)):
        raise RefusedError(f"Permute: dims={text(value)} must hold each axis from 1 to {len(dims)} once")
    shape = call.shape_of(len(dims) + 1)
    return call.result((shape[0], *(shape[int(d)] for d in dims if d is not None)))


def _repeat_vector(call: LayerCall) -> Inferred:
    count = call.size("n")
    batch, features = call.shape_of(2)
    return call.result((batch, count, features))


def _reshape(call: LayerCall) -> Inferred:
    value = call.given("target_shape")
    if isinstance(value, int) and value == -1:
        # Keras 2 takes Reshape(-1) for Reshape((-1,)) in some versions; nothing is told of it.
        raise NotKnownError
    if not isinstance(value, tuple | list):
        raise RefusedError(f"Reshape: target_shape={value!r} must be a tuple", kind="argument")
    target = [_target_size(entry) for entry in value]
    if target.count(-1) > 1:
        raise RefusedError(f"Reshape: target_shape={text(target)} has more than one -1", kind="argument")
    shape = call.shape
    if not shape:
        raise RefusedError("Reshape needs a batch axis, but its input is a scalar")
    batch, given = shape[0], times(*shape[1:])
    if given is None or None in target:
        return call.result((batch, *(None if size == -1 else size for size in target)))
    rest = times(*(size for size in target if size != -1))
    assert rest is not None
    if -1 not in target:
        if differ(given, rest):
            raise RefusedError(
                f"Reshape cannot turn {text(shape)} into {text((batch, *target))}: "
                f"{describe(given)} values a sample do not make {describe(rest)}",
                kind="elements",
            )
        return call.result((batch, *target))
    if divides(rest, given) is False or known(rest) == 0:
        raise RefusedError(
            f"Reshape cannot turn {text(shape)} into {text((batch, *target))}: "
            f"{describe(given)} values a sample do not divide by {describe(rest)}",
            kind="elements",
        )
    missing = quotient(given, rest)
    return call.result((batch, *(missing if size == -1 else size for size in target)))


def _target_size(entry: Any) -> Dim:
    if isinstance(entry, Unknown):
        return entry.quantity()
    number = known(entry)
    if isinstance(number, int):
        if number < -1:
            raise RefusedError(f"Reshape: target_shape has the size {number}", kind="argument")
        return number
    if entry is None:
        return None
    return entry if isinstance(entry, Quantity) and number is None else fresh("target_shape")


def _pairs(call: LayerCall, parameter: str) -> list[tuple[Size, Size]]:
    """(before, after) for each spatial axis, as given by one number, one for each axis, or pairs."""
    rank = call.spec.rank
    value = call.argument(parameter)
    if rank == 1:
        before, after = call.as_sizes(value, parameter, 2, 0)
        return [(before, after)]
    if not isinstance(value, tuple | list):
        return [(size, size) for size in call.as_sizes(value, parameter, rank, 0)]
    if len(value) != rank:
        raise RefusedError(f"{call.name}: {parameter} must have {rank} entries, not {len(value)}")
    pairs = []
    for entry in value:
        before, after = call.as_sizes(entry, parameter, 2, 0)
        pairs.append((before, after))
    return pairs


def _padding(call: LayerCall) -> Inferred:
    pairs = _pairs(call, "padding")
    spatial, channels, first = call.image(call.spec.rank)
    sizes = [plus(size, *pair) for size, pair in zip(spatial, pairs, strict=True)]
    return call.result(call.with_image(sizes, channels, first))


def _cropping(call: LayerCall) -> Inferred:
    pairs = _pairs(call, "cropping")
    spatial, channels, first = call.image(call.spec.rank)
    sizes = [minus(size, plus(*pair)) for size, pair in zip(spatial, pairs, strict=True)]
    if any(below(size, 1) for size in sizes):
        raise RefusedError(
            f"{call.name} cuts off {text(plus(*pair) for pair in pairs)}, "
            f"which leaves nothing of {text(call.shape)}",
            # Keras 2 lets an empty volume pass.
            (3,) if call.spec.rank == 3 else (2, 3),
            "collapse",
        )
    return call.result(call.with_image(sizes, channels, first))


def _up_sampling(call: LayerCall) -> Inferred:
    rank = call.spec.rank
    factors = (call.size("size"),) if rank == 1 else call.sizes("size", rank)
    spatial, channels, first = call.image(rank)
    return call.result(call.with_image(_multiplied(spatial, factors), channels, first))


def _multiplied(sizes: Sequence[Dim], factors: Sequence[Size]) -> list[Dim]:
    return [times(size, factor) for size, factor in zip(sizes, factors, strict=True)]


for _name, _rule in (
    ("Flatten", _flatten),
    ("Permute", _permute),
    ("RepeatVector", _repeat_vector),
    ("Reshape", _reshape),
):
    register(_name, _rule, family="reshaping", linear=True)
for _rank in (1, 2, 3):
    register(
        f"ZeroPadding{_rank}D",
        _padding,
        family="reshaping",
        rank=_rank,
        linear=True,
    )
    register(
        f"Cropping{_rank}D",
        _cropping,
        family="reshaping",
        rank=_rank,
        linear=True,
    )
    register(
        f"UpSampling{_rank}D",
        _up_sampling,
        family="reshaping",
        rank=_rank,
        linear=True,
    )
