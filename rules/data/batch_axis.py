"""Samples that lack the batch axis of what a model takes.

Shapes are those of one sample, or of a model's input with the batch axis. What Keras does was measured with Keras
3.15 and tf_keras 2.21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.symbolic.arithmetic import known_int, same
from kerlint_rules.data.given import input_call
from kerlint_rules.model.refusals import keeps_axes

if TYPE_CHECKING:
    from kerlint.script import Dim, Model, Shape


def takes_any_axes(model: Model) -> bool:
    """Embeds a Sequential words in any number of axes, with no layer behind that counts them?"""
    first = input_call(model)
    if first is None or first.layer.class_name != "Embedding":
        return False
    return all(call is first or keeps_axes(call.layer) for call in model.calls)


def lacks_batch(shape: Shape, expected: Shape) -> bool:
    """Is it certainly the shape of one sample, which Keras does not make a batch of?"""
    sample = expected[1:]
    if len(shape) == len(sample) - 1:
        # A grey image: Keras adds one axis at the end, not two.
        return len(shape) > 1 and known_int(sample[-1]) == 1 and _equal(shape, sample[:-1])
    if len(shape) != len(sample):
        return False
    last = known_int(sample[-1])
    if sample[-1] is not None and last is None:
        return False
    if last == 1:
        # Keras adds an axis at the end: these may be samples without it.
        return _equal(shape, sample) and any((known_int(size) or 0) > 1 for size in sample)
    if len(sample) == 1:
        return sample[0] is None or same(shape[0], sample[0]) is True
    if any(differ(a, b) for a, b in zip(shape, sample, strict=True)):
        # One image of another size.
        return len(sample) == 3 and last in (3, 4) and known_int(shape[-1]) == last
    return True


def _equal(one: Shape, other: Shape) -> bool:
    return all(
        a is not None and b is not None and same(a, b) is True for a, b in zip(one, other, strict=True)
    )


def differ(a: Dim, b: Dim) -> bool:
    """Are they certainly two sizes? None takes any."""
    return a is not None and b is not None and same(a, b) is False
