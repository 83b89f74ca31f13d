"""What an ImageDataGenerator does to images: random transforms, and fixed ones in the order Keras applies them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.script import Transform
from kerlint.symbolic.arithmetic import Quantity, is_number, known
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.library.convert import to_python
from kerlint.symbolic.scopes import MISSING
from kerlint.symbolic.values import NO_KEY, Argument, External, ListValue, TupleValue, Unknown, as_bool

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

Transforms = tuple[Transform, ...]

RANDOM = (
    "rotation_range",
    "width_shift_range",
    "height_shift_range",
    "brightness_range",
    "shear_range",
    "zoom_range",
    "channel_shift_range",
    "horizontal_flip",
    "vertical_flip",
)
# In the order of `ImageDataGenerator.standardize`.
FIXED = (
    "preprocessing_function",
    "rescale",
    "samplewise_center",
    "samplewise_std_normalization",
    "featurewise_center",
    "featurewise_std_normalization",
    "zca_whitening",
)
# Normalising by the deviation, or whitening, switches the centring on that it needs.
_IMPLIED = {
    "samplewise_center": ("samplewise_std_normalization",),
    "featurewise_center": ("featurewise_std_normalization", "zca_whitening"),
}
# These are off when they leave the factor at one.
_AROUND_ONE = ("brightness_range", "zoom_range")
_RANDOM_LIBRARIES = ("albumentations", "imgaug", "numpy.random", "random", "scipy.stats", "tensorflow.random")
_CALLS_DEEP = 4


def transforms(
    settings: Mapping[str, Argument], complete: bool, ev: Evaluator, call: cst.CSTNode
) -> tuple[Transforms | None, Transforms | None]:
    """The random and the fixed transforms that these arguments of an ImageDataGenerator switch on.

    Where something of unknown value may or may not be on, random transforms are those that certainly are, None where
    that leaves none; the fixed ones are None.
    """
    random: list[Transform] = []
    fixed: list[Transform] = []
    doubtful_random = doubtful_fixed = not complete
    for name in RANDOM:
        argument = settings.get(name)
        on = argument is not None and switched_on(name, argument.value)
        if argument is not None and on:
            random.append(Transform(name, parameter(argument.value), argument.node or call, random=True))
        doubtful_random |= on is None
    for name in FIXED:
        argument = _effective(name, settings)
        if argument is None:
            continue
        on = switched_on(name, argument.value)
        doubtful_fixed |= on is None
        if name == "featurewise_std_normalization" and switched_on(name, settings.get("zca_whitening")):
            continue
        if name == "preprocessing_function" and on is not False:
            is_random = function_is_random(argument.value, ev)
            transform = Transform(
                name, function_identity(argument.value, ev), argument.node or call, bool(is_random)
            )
            doubtful_random |= is_random is None
            doubtful_fixed |= is_random is None
            if is_random is not None:
                (random if is_random else fixed).append(transform)
        elif on:
            fixed.append(Transform(name, parameter(argument.value), argument.node or call, random=False))
    augmentation = None if doubtful_random and not random else tuple(random)
    return augmentation, None if doubtful_fixed else tuple(fixed)


def _effective(name: str, settings: Mapping[str, Argument]) -> Argument | None:
    """The argument that switches a transform on: its own or one that implies it."""
    own = settings.get(name)
    if own is not None and switched_on(name, own.value) is not False:
        return own
    implying = [settings[other] for other in _IMPLIED.get(name, ()) if other in settings]
    return next((argument for argument in implying if switched_on(name, argument.value)), own)


def switched_on(name: str, value: Any) -> bool | None:
    """Does this argument do anything? None where that is not known. Zero, None, False and empty mean off."""
    if isinstance(value, Argument):
        value = value.value
    if isinstance(value, FunctionValue | BoundFunction | External):
        return True
    if isinstance(value, Quantity) and value.value is None:
        # A quotient such as 1 / scale is no way to write "off".
        return True if value.op in ("/", "*", "**") else None
    plain = to_python(value)
    if plain is NO_KEY:
        if isinstance(value, TupleValue | ListValue) and value.items:
            return True
        return None if isinstance(value, Unknown) else as_bool(value)
    if name in _AROUND_ONE and isinstance(plain, list | tuple):
        return any(bound != 1 for bound in plain)
    if isinstance(plain, list | tuple):
        return any(plain)
    return bool(plain)


def parameter(value: Any) -> Any:
    """A transform's parameter: a Number, a constant or a tuple of constants; None where not known."""
    if is_number(value):
        return known(value) if known(value) is not None else value
    plain = to_python(value)
    if plain is NO_KEY:
        return None
    return tuple(plain) if isinstance(plain, list | tuple) else plain


def function_identity(value: Any, ev: Evaluator) -> str | None:
    """What makes two functions the same one: the library's path, or the code of the script's own.

    None where it is not known, as for a function made by another function: what it closes over may differ.
    """
    if isinstance(value, External):
        return value.path
    if isinstance(value, Unknown):
        return value.origin if value.arguments is None else None
    if isinstance(value, BoundFunction):
        value = value.function
    if isinstance(value, FunctionValue) and value.closure.kind in ("module", "class"):
        return ev.code(value.node)
    return None


def function_is_random(value: Any, ev: Evaluator, depth: int = 0) -> bool | None:
    """Does the function draw random numbers? None for a function whose code is out of sight."""
    if isinstance(value, BoundFunction):
        value = value.function
    if isinstance(value, External):
        return _random_name(value.path)
    if isinstance(value, FunctionValue):
        return any(_draws(name, value, ev, depth) for name in _called_names(value.node))
    if isinstance(value, Unknown) and value.origin and value.arguments is None:
        return _random_name(value.origin)
    return None


def _random_name(path: str) -> bool:
    parts = path.split(".")
    return path.startswith(_RANDOM_LIBRARIES) or any(
        part == "random" or part.startswith(("rand", "augment")) for part in parts
    )


def _draws(name: str, function: FunctionValue, ev: Evaluator, depth: int) -> bool:
    if _random_name(name):
        return True
    first, _, rest = name.partition(".")
    value = function.closure.find(first)
    if value is MISSING:
        return False
    if isinstance(value, FunctionValue) and not rest and depth < _CALLS_DEEP and value is not function:
        return bool(function_is_random(value, ev, depth + 1))
    if isinstance(value, External):
        return _random_name(f"{value.path}.{rest}" if rest else value.path)
    return isinstance(value, Unknown) and (value.origin or "").startswith(_RANDOM_LIBRARIES)


def _called_names(node: cst.CSTNode) -> Iterator[str]:
    """The dotted names that are called below a node, and those of the objects indexed or called through."""
    stack: list[cst.CSTNode] = [node]
    while stack:
        current = stack.pop()
        if type(current) is cst.Call:
            name = _dotted(current.func)
            if name:
                yield name
        stack.extend(current.children)


def _dotted(node: cst.CSTNode) -> str:
    parts: list[str] = []
    while type(node) is cst.Attribute:
        parts.append(node.attr.value)
        node = node.value
    if type(node) is cst.Name:
        parts.append(node.value)
    return ".".join(reversed(parts))
