"""The models of `keras.applications`: what they take, what they give, how many weights they have.

The numbers are those of `architectures`; the rules on arguments are those of each function and of
`obtain_input_shape` (`keras.src.applications`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.keras.architectures import Architecture, Network, architecture, names
from kerlint.keras.layers.call import NotKnownError, RefusedError
from kerlint.keras.layers.dims import (
    Dim,
    Shape,
    Size,
    below,
    differ,
    fresh,
    plus,
    quotient,
    text,
    times,
    unequal,
)
from kerlint.keras.layers.spec import Inferred
from kerlint.keras.signatures import signature
from kerlint.symbolic.arithmetic import Quantity, known
from kerlint.symbolic.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Architecture",
    "Network",
    "architecture",
    "has_top",
    "infer",
    "input_shape",
    "model_name",
    "names",
]

# Sides for which MobileNet has weights of its own: with a top, the image must be one of these squares.
_SIDES = {"mobilenet": (128, 160, 192, 224), "mobilenet_v2": (96, 128, 160, 192, 224)}


def input_shape(name: str, arguments: Mapping[str, object]) -> Shape | None:
    """The shape of the input that the model makes for itself, None where it is not known.

    Args:
        name: the architecture.
        arguments: evaluated arguments by parameter name.
    """
    found = architecture(name)
    if found is None:
        return None
    given = arguments.get("input_shape")
    if given is not None:
        if not isinstance(given, tuple | list) or len(given) != 3:
            return None
        return (None, *(_side(entry) for entry in given))
    top = _flag(arguments, "include_top")
    if top is None:
        return (None, fresh("height"), fresh("width"), 3)
    # Only a top that flattens or is told apart by size asks for a fixed image.
    side = found.size if top else None
    return (None, side, side, 3)


def model_name(name: str, arguments: Mapping[str, object]) -> str | None:
    """The name that Keras gives the model, None where it depends on what is not known."""
    given = arguments.get("name")
    if given is not None:
        return given if isinstance(given, str) else None
    found = signature(f"keras.applications.{name}", 3)
    default = None if found is None else found.default("name")
    if isinstance(default, str):
        return default
    # MobileNet and MobileNetV2: the width, and the size of the images or of those that the weights are from.
    shape, alpha = input_shape(name, arguments), arguments.get("alpha", 1.0)
    weights = arguments.get("weights", "imagenet")
    sides = _SIDES.get("" if (made := architecture(name)) is None else made.module)
    if sides is None or shape is None or not isinstance(alpha, int | float):
        return None
    if not isinstance(weights, str | None) or any(isinstance(side, Quantity) for side in shape[1:3]):
        return None
    rows, columns = shape[1:3]
    if weights == "imagenet" and (rows != columns or rows not in sides):
        rows = 224
    return f"{name.lower()}_{alpha:0.2f}_{rows}"


def _side(entry: object) -> Dim:
    if isinstance(entry, Unknown):
        return entry.quantity()
    number = known(entry)
    if isinstance(number, int):
        return number
    return None if entry is None else entry if isinstance(entry, Quantity) else fresh("input_shape")


def infer(name: str, arguments: Mapping[str, object], shape: Shape | None) -> Inferred:
    """What the model gives for an input of this shape, and its weights.

    Args:
        name: the architecture.
        arguments: evaluated arguments by parameter name; what is nothing plain is taken for not known.
        shape: the shape of what it is applied to (its own input, `input_tensor` or another tensor), the batch
            axis included; None where it is not known.

    Never raises; what is not known is None.
    """
    found = architecture(name)
    if found is None:
        return Inferred()
    try:
        _check_arguments(found, arguments)
        if arguments.get("input_tensor") is not None:
            if shape is not None:
                _check_tensor(found, arguments, shape)
        else:
            own = input_shape(name, arguments)
            if own is not None:
                _check_own(found, arguments, own)
                if shape is not None:
                    _check_fit(found, own, shape)
            shape = shape or own
        return _inferred(found, arguments, shape)
    except RefusedError as refused:
        return Inferred(problem=str(refused), keras=refused.keras, kind=refused.kind)
    except NotKnownError:
        return Inferred()


def has_top(arguments: Mapping[str, object]) -> bool | None:
    """Does the model end in a classifier? None where that is not known."""
    return _flag(arguments, "include_top")


def _flag(arguments: Mapping[str, object], parameter: str, default: bool = True) -> bool | None:
    value = arguments.get(parameter, default)
    if isinstance(value, Quantity):
        return None if value.value is None else bool(value.value)
    return bool(value) if value is None or isinstance(value, bool | int | float | str) else None


def _pretrained(arguments: Mapping[str, object]) -> bool:
    return arguments.get("weights", "imagenet") == "imagenet"


def _check_arguments(found: Architecture, arguments: Mapping[str, object]) -> None:
    """Refuse arguments that nothing fits, or that imagenet's weights do not fit."""
    shape = arguments.get("input_shape")
    if isinstance(shape, tuple | list) and len(shape) != 3:
        raise RefusedError(
            f"{found.name}: input_shape has {len(shape)} entries, not 3 (height, width, channels)"
        )
    if not _pretrained(arguments):
        return
    top = _flag(arguments, "include_top")
    classes = known(arguments.get("classes", 1000))
    if top and classes is not None and classes != 1000:
        raise RefusedError(
            f"{found.name}: weights='imagenet' with the top knows 1,000 classes, not {classes:,}"
        )
    activation = arguments.get("classifier_activation", "softmax")
    if top and isinstance(activation, str) and activation not in ("softmax", "linear"):
        raise RefusedError(
            f"{found.name}: weights='imagenet' with the top takes classifier_activation='softmax' or None, "
            f"not {activation!r}"
        )
    multiplier = known(arguments.get("depth_multiplier", 1))
    if found.name == "MobileNet" and multiplier is not None and multiplier != 1:
        raise RefusedError(f"MobileNet: weights='imagenet' exist for depth_multiplier=1, not {multiplier}")
    alpha = known(arguments.get("alpha", 1.0))
    small = _flag(arguments, "minimalistic", False)
    if found.variants and alpha is not None and small is not None:
        others = () if small else (float(said[6:]) for said in found.variants if said.startswith("alpha="))
        widths = sorted((1.0, *others))
        if alpha not in widths:
            listed = ", ".join(map(str, widths))
            raise RefusedError(f"{found.name}: weights='imagenet' exist for alpha {listed}, not {alpha}")
    if found.module == "nasnet" and isinstance(shape, tuple) and None in shape:
        raise RefusedError(f"{found.name}: weights='imagenet' need an input_shape without None")


def _check_own(found: Architecture, arguments: Mapping[str, object], own: Shape) -> None:
    """Refuse an `input_shape` that the architecture or its weights do not take."""
    _, height, width, channels = own
    told = text(own[1:])
    if _pretrained(arguments) and unequal(channels, 3):
        raise RefusedError(f"{found.name}: weights='imagenet' need images of 3 channels, not {told}")
    if found.module == "mobilenet_v3" and None in (height, width):
        return
    if any(below(side, found.least) for side in (height, width)):
        raise RefusedError(
            f"{found.name} takes images of at least {found.least}x{found.least} pixels, not {told}"
        )
    if not _flag(arguments, "include_top") or found.size is None:
        return
    if height is None or width is None:
        raise RefusedError(f"{found.name} with its top needs a fixed image size, not {told}")
    if _pretrained(arguments):
        _check_pretrained_size(found, height, width, told)


def _check_pretrained_size(found: Architecture, height: Dim, width: Dim, told: str) -> None:
    sides = _SIDES.get(found.module)
    if sides is None:
        if unequal(height, found.size) or unequal(width, found.size):
            raise RefusedError(
                f"{found.name}: weights='imagenet' with the top need images of {found.size}x{found.size}, "
                f"not {told}"
            )
    elif isinstance(height, int) and isinstance(width, int) and (height != width or height not in sides):
        listed = ", ".join(map(str, sides))
        raise RefusedError(
            f"{found.name}: weights='imagenet' with the top need square images of side {listed}, not {told}"
        )


def _check_tensor(found: Architecture, arguments: Mapping[str, object], shape: Shape) -> None:
    """Refuse an `input_tensor`; Keras checks no sizes here but those that its layers and weights need."""
    if len(shape) != 4:
        raise RefusedError(
            f"{found.name} takes batches of images, not an input_tensor of shape {text(shape)}"
        )
    if _pretrained(arguments) and unequal(shape[-1], 3):
        raise RefusedError(f"{found.name}: weights='imagenet' need images of 3 channels, not {text(shape)}")
    if any(below(_shrunk(found, side), 1) for side in shape[1:3]):
        raise RefusedError(f"{found.name} leaves nothing of an input_tensor of shape {text(shape)}")


def _check_fit(found: Architecture, own: Shape, shape: Shape) -> None:
    """Refuse to apply the model to another tensor than it was made for."""
    if len(shape) != len(own) or any(differ(a, b) for a, b in zip(own, shape, strict=True)):
        raise RefusedError(
            f"{found.name} was made for inputs of shape {text(own)}, but gets {text(shape)}",
            # Keras 2 warns of other sizes and goes on.
            (3,) if len(shape) == len(own) else (2, 3),
        )


def _chosen(found: Architecture, arguments: Mapping[str, object]) -> Network | None:
    """The numbers of the width that the call asks for, None where they are not known."""
    if known(arguments.get("depth_multiplier", 1)) != 1:
        return None
    alpha = known(arguments.get("alpha", 1.0))
    small = _flag(arguments, "minimalistic", False)
    if alpha is None or small is None:
        return None
    if small:
        return found.variants.get("minimalistic") if alpha == 1 else None
    return found.network if alpha == 1 else found.variants.get(f"alpha={float(alpha)}")


def _line(numbers: tuple[int, int], amount: Dim) -> Dim:
    return plus(numbers[0], times(numbers[1], amount))


def _shrunk(found: Architecture, side: Dim) -> Dim:
    for added, stride in found.shrinking:
        side = plus(quotient(plus(side, added), stride), 1)
    return side


def _inferred(found: Architecture, arguments: Mapping[str, object], shape: Shape | None) -> Inferred:
    network = _chosen(found, arguments)
    top = _flag(arguments, "include_top")
    if top is None:
        raise NotKnownError
    batch, height, width, channels = shape or (None, None, None, None)
    params = trained = None
    if network is not None and shape is not None:
        params, trained = _line(network.params, channels), _line(network.trainable, channels)
    sides = _shrunk(found, height), _shrunk(found, width)
    if top:
        classes = _classes(arguments)
        added = None if network is None else _line(network.top, classes)
        if found.top_per_pixel:
            added = plus(added, times(found.top_per_pixel, *sides))
        return Inferred((batch, classes), plus(params, added), plus(trained, added))
    features = fresh("features") if network is None else network.features
    return Inferred(
        _pooled(arguments, (batch, *sides, features), known_image=shape is not None), params, trained
    )


def _classes(arguments: Mapping[str, object]) -> Size:
    classes = _side(arguments.get("classes", 1000))
    if classes is None:
        raise NotKnownError
    return classes


def _pooled(arguments: Mapping[str, object], output: Shape, *, known_image: bool) -> Shape | None:
    pooling = arguments.get("pooling")
    if pooling is not None and not isinstance(pooling, str):
        return None
    if pooling in ("avg", "max"):
        return (output[0], output[-1])
    return output if known_image else None
