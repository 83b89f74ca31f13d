"""Layers that take several inputs and give one.

Source: `keras.src.layers.merging`.
"""

from __future__ import annotations

from itertools import zip_longest

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, Shape, differ, fresh, plus, same_size, text, unequal
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import known


def _known_shapes(call: LayerCall) -> list[Shape]:
    if not call.listed:
        if call.shapes == (None,):
            raise NotKnownError
        raise RefusedError(f"{call.name} takes a list of inputs, but gets one of shape {text(call.shape)}")
    shapes = [shape for shape in call.shapes if shape is not None]
    if len(shapes) < len(call.shapes):
        raise NotKnownError
    if not shapes:
        raise RefusedError(f"{call.name} gets an empty list of inputs")
    return shapes


def _all(shapes: list[Shape]) -> str:
    return " and ".join(text(shape) for shape in shapes)


def _batch(call: LayerCall, shapes: list[Shape]) -> Dim:
    batches = [shape[0] for shape in shapes if shape and shape[0] is not None]
    if any(differ(batches[0], batch) for batch in batches):
        raise RefusedError(f"{call.name} cannot merge inputs of different batch sizes: {_all(shapes)}")
    return batches[0] if batches else None


def _broadcast(a: Dim, b: Dim) -> Dim:
    """The size of a sum; Keras gives None as soon as one is None."""
    if a is None or b is None:
        return None
    if known(a) == 1 or known(b) == 1:
        return b if known(a) == 1 else a
    if same_size(a, b):
        return a
    # A symbol against a size above 1: whatever it is, 1 or the same, the result is that size.
    return a if known(a) is not None else b if known(b) is not None else fresh("?")


def _elementwise(call: LayerCall) -> Inferred:
    shapes = _known_shapes(call)
    if call.name == "Subtract" and len(shapes) != 2:
        raise RefusedError(f"Subtract takes two inputs, but gets {len(shapes)}")
    batch = _batch(call, shapes)
    output: list[Dim] = list(shapes[0][1:])
    for shape in shapes[1:]:
        merged = []
        # Aligned at the last axis, as Keras does.
        for a, b in zip_longest(reversed(output), reversed(shape[1:]), fillvalue=1):
            if differ(a, b) and known(a) != 1 and known(b) != 1 and None not in (known(a), known(b)):
                raise RefusedError(f"{call.name} cannot merge inputs of shapes {_all(shapes)}")
            merged.append(_broadcast(a, b))
        output = merged[::-1]
    return call.result((batch, *output))


def _concatenate(call: LayerCall) -> Inferred:
    shapes = _known_shapes(call)
    rank = len(shapes[0])
    if any(len(shape) != rank for shape in shapes):
        raise RefusedError(f"Concatenate needs inputs with the same number of axes, not {_all(shapes)}")
    given = known(call.given("axis"))
    if not isinstance(given, int):
        raise NotKnownError
    if len(shapes) == 1 and given >= rank:
        # Keras hands a single input on before it looks at the axis.
        return call.result(shapes[0])
    if not -rank <= given < rank:
        raise RefusedError(f"Concatenate: axis={given} is no axis of {_all(shapes)}")
    axis = given % rank
    for index in range(rank):
        sizes = [shape[index] for shape in shapes if shape[index] is not None]
        if index != axis and any(differ(sizes[0], size) for size in sizes):
            raise RefusedError(
                f"Concatenate along axis {given} needs inputs that agree in all other axes, "
                f"not {_all(shapes)}"
            )
    joined = plus(*(shape[axis] for shape in shapes))
    return call.result((*shapes[0][:axis], joined, *shapes[0][axis + 1 :]))


def _dot(call: LayerCall) -> Inferred:
    shapes = _known_shapes(call)
    if len(shapes) != 2:
        raise RefusedError(f"Dot takes two inputs, but gets {len(shapes)}")
    value = call.given("axes")
    axes = [known(entry) for entry in (value if isinstance(value, tuple | list) else (value, value))]
    if len(axes) != 2:
        raise RefusedError(f"Dot: axes must be one number or two, not {len(axes)}")
    kept: list[list[Dim]] = []
    contracted: list[Dim] = []
    for axis, shape in zip(axes, shapes, strict=True):
        if not isinstance(axis, int):
            raise NotKnownError
        if not -len(shape) <= axis < len(shape) or len(shape) < 2:
            raise RefusedError(f"Dot: axes={axis} is no axis of the input {text(shape)}")
        contracted.append(shape[axis])
        kept.append([size for index, size in enumerate(shape) if index != axis % len(shape)])
    if unequal(*contracted):
        raise RefusedError(
            f"Dot cannot multiply {text(shapes[0])} and {text(shapes[1])} on axes {axes[0]} and {axes[1]}: "
            "the sizes differ"
        )
    output = kept[0] + kept[1][1:]
    return call.result(tuple(output) if len(output) > 1 else (*output, 1))


for _name in ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"):
    register(_name, _elementwise, family="merging", linear=_name in ("Add", "Average", "Subtract"))
register("Concatenate", _concatenate, family="merging", linear=True)
register("Dot", _dot, family="merging")
