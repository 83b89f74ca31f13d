"""Shapes that functions of `keras.ops`, `keras.backend` and `tensorflow` give to symbolic tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kerlint.keras.layers.dims import fresh, plus, same_size, times
from kerlint.keras.plain import as_shape, plain
from kerlint.symbolic.arithmetic import known, known_int
from kerlint.symbolic.values import TupleValue

if TYPE_CHECKING:
    from kerlint.keras.tensors import TensorValue
    from kerlint.script import Dim, Shape
    from kerlint.symbolic.values import Arguments

_Rule = Callable[["Arguments", "Shape"], "Shape | None"]

_ELEMENTWISE = frozenset(
    (
        "abs absolute cast ceil clip clip_by_value cos elu epsilon erf exp expm1 floor hard_sigmoid identity "
        "l2_normalize leaky_relu log log10 log1p log_sigmoid log_softmax logical_not neg negative normalize "
        "ones_like pow relu relu6 round rsqrt selu sigmoid sign silu sin softmax softplus softsign sqrt "
        "square stop_gradient swish tan tanh zeros_like dropout convert_to_tensor tensor gelu reverse flip "
        "sort cumsum bias_add batch_normalization astype adjust_brightness adjust_contrast adjust_hue "
        "adjust_saturation per_image_standardization preprocess_input random_flip_left_right "
        "random_flip_up_down flip_left_right flip_up_down random_brightness random_contrast"
    ).split()
)
_BROADCAST = frozenset(
    (
        "add subtract multiply divide true_divide div floor_divide divide_no_nan maximum minimum mod power "
        "equal not_equal greater greater_equal less less_equal logical_and logical_or where "
        "squared_difference add_n"
    ).split()
)
_REDUCTIONS = frozenset(
    (
        "mean sum max min prod all any std var logsumexp reduce_mean reduce_sum reduce_max reduce_min "
        "reduce_prod reduce_all reduce_any reduce_std reduce_variance reduce_logsumexp amax amin norm"
    ).split()
)
_ARG_REDUCTIONS = frozenset(("argmax", "argmin", "arg_max", "arg_min", "count_nonzero"))


def result_shapes(
    name: str, arguments: Arguments, tensors: Sequence[TensorValue], backend: bool = False
) -> tuple[Shape | None, ...]:
    """The shapes of what a function gives; None for each that is not known.

    Args:
        name: the function's, without its module.
        arguments: as given.
        tensors: those among them.
        backend: is it one of `keras.backend`, where some names mean something else?
    """
    shapes = [tensor.shape for tensor in tensors]
    if name in ("split", "unstack", "array_split"):
        return _split(name, arguments, shapes[0])
    if name in _BROADCAST:
        return (broadcast(shapes),)
    if name in ("concatenate", "concat", "hstack", "vstack"):
        axis = known_int(arguments.value(1, "axis", default=-1 if name == "concatenate" else 0))
        return (_concatenated(shapes, axis),) if name[1:] != "stack" else (None,)
    if name == "stack":
        return (_stacked(shapes, known_int(arguments.value(1, "axis", default=0))),)
    if name in ("matmul", "batch_dot", "dot", "einsum", "tensordot"):
        first, last = shapes[0], shapes[-1]
        plain_product = (
            name == "matmul" and len(shapes) == 2 and first and last and len(arguments.keywords) == 0
        )
        return ((*first[:-1], last[-1]) if plain_product and first and last else None,)
    shape = shapes[0]
    if shape is None:
        return (None,)
    if name in _ELEMENTWISE:
        return (shape,)
    # keras.backend.repeat is RepeatVector.
    rule = None if backend and name == "repeat" else _RULES.get(name)
    if rule is not None:
        return (rule(arguments, shape),)
    if name in _REDUCTIONS or name in _ARG_REDUCTIONS:
        return (_reduced(arguments, shape, -1 if name in ("argmax", "argmin") else None),)
    return (None,)


def broadcast(shapes: Sequence[Shape | None]) -> Shape | None:
    """The shape of an elementwise result, None where it is not known or not possible."""
    result: list[Dim] = []
    for shape in shapes:
        if shape is None:
            return None
        longer, shorter = (list(shape), result) if len(shape) >= len(result) else (result, list(shape))
        offset = len(longer) - len(shorter)
        for i, dim in enumerate(shorter):
            other = longer[offset + i]
            if known(other) == 1:
                longer[offset + i] = dim
            elif known(dim) == 1 or same_size(dim, other):
                continue
            elif other is None or dim is None:
                longer[offset + i] = dim if other is None else other
            else:
                return None
        result = longer
    return tuple(result)


def _axes(value: Any, rank: int) -> list[int] | None:
    value = plain(value)
    items = list(value) if isinstance(value, tuple | list) else [value]
    found = []
    for item in items:
        axis = known_int(item)
        if axis is None or not -rank <= axis < rank:
            return None
        found.append(axis % rank)
    return found


def _reduced(arguments: Arguments, shape: Shape, default: int | None) -> Shape | None:
    value = arguments.value(1, "axis", "reduction_indices", default=default)
    keep = arguments.value(2, "keepdims", "keep_dims", default=False)
    axes = list(range(len(shape))) if value is None else _axes(value, len(shape))
    if axes is None or not isinstance(keep, bool):
        return None
    if keep:
        return tuple(1 if i in axes else dim for i, dim in enumerate(shape))
    return tuple(dim for i, dim in enumerate(shape) if i not in axes)


def _reshape(arguments: Arguments, shape: Shape) -> Shape | None:
    target = as_shape(arguments.value(1, "shape", "newshape", "target_shape"))
    if target is None:
        return None
    result = list(target)
    missing = [i for i, dim in enumerate(result) if known(dim) == -1]
    if len(missing) > 1:
        return None
    if missing:
        count, rest = times(*shape), times(*(d for i, d in enumerate(result) if i not in missing))
        total, part = known_int(count), known_int(rest)
        if total is not None and part:
            result[missing[0]] = total // part
        else:
            # Of a batch of unknown size, -1 is the batch where the rest says so.
            inner, wanted = times(*shape[1:]), times(*result[1:])
            batch = missing[0] == 0 and inner is not None and wanted is not None and same_size(inner, wanted)
            result[missing[0]] = shape[0] if batch else None
    return tuple(result)


def _expand(arguments: Arguments, shape: Shape) -> Shape | None:
    axis = known_int(arguments.value(1, "axis", default=-1))
    if axis is None or not -len(shape) - 1 <= axis <= len(shape):
        return None
    at = axis % (len(shape) + 1)
    return (*shape[:at], 1, *shape[at:])


def _squeeze(arguments: Arguments, shape: Shape) -> Shape | None:
    value = arguments.value(1, "axis")
    axes = [i for i, dim in enumerate(shape) if dim == 1] if value is None else _axes(value, len(shape))
    return None if axes is None else tuple(dim for i, dim in enumerate(shape) if i not in axes)


def _transposed(arguments: Arguments, shape: Shape) -> Shape | None:
    value = arguments.value(1, "perm", "axes", "pattern")
    axes = list(range(len(shape)))[::-1] if value is None else _axes(value, len(shape))
    return tuple(shape[axis] for axis in axes) if axes is not None and len(axes) == len(shape) else None


def _batch_flat(arguments: Arguments, shape: Shape) -> Shape | None:
    return (shape[0], times(*shape[1:])) if shape else None


def _flat(arguments: Arguments, shape: Shape) -> Shape | None:
    return (times(*shape),)


def _one_hot(arguments: Arguments, shape: Shape) -> Shape | None:
    depth = as_shape(arguments.value(1, "depth", "num_classes"))
    return (*shape, depth[0]) if depth else None


def _resized(arguments: Arguments, shape: Shape) -> Shape | None:
    size = as_shape(arguments.value(1, "size"))
    if size is None or len(size) != 2 or len(shape) not in (3, 4):
        return None
    return (*shape[:-3], *size, shape[-1])


def _tiled(arguments: Arguments, shape: Shape) -> Shape | None:
    counts = plain(arguments.value(1, "multiples", "n", "repeats"))
    if not isinstance(counts, tuple | list) or len(counts) != len(shape):
        return None
    sizes = [known_int(count) for count in counts]
    if any(size is None for size in sizes):
        return None
    return tuple(dim if size == 1 else times(dim, size) for dim, size in zip(shape, sizes))


def _repeated(arguments: Arguments, shape: Shape) -> Shape | None:
    count = known_int(arguments.value(1, "repeats"))
    axis = arguments.value(2, "axis")
    axes = None if axis is None else _axes(axis, len(shape))
    if count is None or axes is None or len(axes) != 1:
        return None
    return tuple(times(dim, count) if i == axes[0] else dim for i, dim in enumerate(shape))


def _padded(arguments: Arguments, shape: Shape) -> Shape | None:
    widths = plain(arguments.value(1, "pad_width", "paddings"))
    if not isinstance(widths, tuple | list) or len(widths) != len(shape):
        return None
    result: list[Dim] = []
    for dim, pair in zip(shape, widths):
        sizes = [known_int(size) for size in pair] if isinstance(pair, tuple | list) else []
        if len(sizes) != 2 or None in sizes:
            return None
        result.append(dim if sizes == [0, 0] else plus(dim, *sizes))
    return tuple(result)


def _swapped(arguments: Arguments, shape: Shape) -> Shape | None:
    axes = _axes((arguments.value(1, "axis1"), arguments.value(2, "axis2")), len(shape))
    if axes is None:
        return None
    order = list(range(len(shape)))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    return tuple(shape[axis] for axis in order)


_RULES: dict[str, _Rule] = {
    "reshape": _reshape,
    "expand_dims": _expand,
    "squeeze": _squeeze,
    "transpose": _transposed,
    "permute_dimensions": _transposed,
    "batch_flatten": _batch_flat,
    "flatten": _flat,
    "ravel": _flat,
    "one_hot": _one_hot,
    "resize": _resized,
    "tile": _tiled,
    "repeat": _repeated,
    "pad": _padded,
    "swapaxes": _swapped,
}


def _concatenated(shapes: Sequence[Shape | None], axis: int | None) -> Shape | None:
    first = shapes[0]
    if first is None or axis is None or not -len(first) <= axis < len(first):
        return None
    axis %= len(first)
    result = list(first)
    for shape in shapes[1:]:
        if shape is None or len(shape) != len(first):
            return None
        result[axis] = plus(result[axis], shape[axis])
    return tuple(result)


def _stacked(shapes: Sequence[Shape | None], axis: int | None) -> Shape | None:
    first = shapes[0]
    if first is None or axis is None or any(s is None or len(s) != len(first) for s in shapes):
        return None
    at = axis % (len(first) + 1)
    return (*first[:at], len(shapes), *first[at:])


def _cut(places: Sequence[Any], axis: int | None, shape: Shape | None) -> tuple[Shape | None, ...]:
    """A split at places along an axis."""
    ends = [known_int(place) for place in places]
    if shape is None or axis is None or not -len(shape) <= axis < len(shape):
        return (None,) * (len(places) + 1)
    axis %= len(shape)
    whole = known_int(shape[axis])
    inner = [end for end in ends if end is not None and end >= 0]
    if whole is None or len(inner) != len(ends):
        return (None,) * (len(places) + 1)
    edges = [0, *(min(end, whole) for end in inner), whole]
    sizes = [max(0, last - first) for first, last in pairwise(edges)]
    return tuple((*shape[:axis], size, *shape[axis + 1 :]) for size in sizes)


def _split(name: str, arguments: Arguments, shape: Shape | None) -> tuple[Shape | None, ...]:
    value = plain(arguments.value(1, "num_or_size_splits", "indices_or_sections", "num"))
    axis = known_int(arguments.value(2, "axis", default=0))
    count = len(value) if isinstance(value, tuple | list) else known_int(value)
    if name == "array_split" and isinstance(value, tuple | list):
        return _cut(value, axis, shape)
    if name == "unstack" and count is None and shape is not None and axis is not None and axis < len(shape):
        count = known_int(shape[axis])
    if not isinstance(count, int) or not 0 < count < 1000:
        return (None, None)
    if shape is None or axis is None or not -len(shape) <= axis < len(shape):
        return (None,) * count
    axis %= len(shape)
    if name == "unstack":
        return (tuple(d for i, d in enumerate(shape) if i != axis),) * count
    whole = known_int(shape[axis])
    part: Dim = whole // count if whole is not None else None if shape[axis] is None else fresh("?")
    if isinstance(value, tuple | list):
        sizes = as_shape(TupleValue(value))
        parts: Sequence[Dim] = sizes or (part,) * count
        return tuple((*shape[:axis], size, *shape[axis + 1 :]) for size in parts)
    return ((*shape[:axis], part, *shape[axis + 1 :]),) * count
