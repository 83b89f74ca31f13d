"""Preprocessing and augmentation layers applied to data: `train.map(lambda x, y: (augment(x, training=True), y))`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number, known
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.classes import Instance
from kerlint.symbolic.values import Arguments, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.layers_value import LayerValue
    from kerlint.symbolic.evaluator import Evaluator

# Layers whose names do not begin with "Random" although they draw random numbers.
_DRAWING = frozenset(
    [
        "AugMix",
        "CutMix",
        "MixUp",
        "RandAugment",
        "Solarization",
        "Dropout",
        "SpatialDropout2D",
        "GaussianNoise",
        "GaussianDropout",
        "GridMask",
        "CutOut",
        "ChannelShuffle",
        "FourierMix",
        "Mosaic",
        "JitteredResize",
    ]
)
_FIXED = frozenset(
    [
        "AutoContrast",
        "CategoryEncoding",
        "CenterCrop",
        "Discretization",
        "Equalization",
        "Grayscale",
        "Hashing",
        "HashedCrossing",
        "IntegerLookup",
        "MelSpectrogram",
        "Normalization",
        "Rescaling",
        "Resizing",
        "StringLookup",
        "TextVectorization",
    ]
)
# Their outputs have another shape than their inputs.
_RESHAPING = frozenset(["CategoryEncoding", "HashedCrossing", "MelSpectrogram", "TextVectorization"])
_SIZED = ("Resizing", "CenterCrop", "RandomCrop")


def is_random_layer(class_name: str) -> bool:
    """Does the layer change inputs at random while training?"""
    return class_name.startswith("Random") or class_name in _DRAWING


def _parts(layer: LayerValue) -> list[LayerValue] | None:
    """The layers of a model in order, None for a layer; an incomplete model has none that counts."""
    from kerlint.keras.models import ModelValue

    if not isinstance(layer, ModelValue):
        return None
    graph = layer.graph()
    return [node.layer for node in graph.nodes] if graph.complete else []


def prepares_data(layer: LayerValue) -> bool:
    """Is it a preprocessing or augmentation layer, or a model or a layer of the script made of nothing else?"""
    from kerlint.keras.layers_value import LayerValue

    parts = _parts(layer)
    if parts is None and isinstance(layer, Instance):
        parts = [value for value in layer.attributes.values() if isinstance(value, LayerValue)]
    if parts is not None:
        return bool(parts) and all(prepares_data(part) for part in parts)
    name = layer.class_name
    return layer.keras and (name in _FIXED or is_random_layer(name) or name == "InputLayer")


def apply_to_array(
    layer: LayerValue, array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None
) -> Any:
    """What came out of a layer for which `prepares_data` holds.

    Random layers do nothing with `training=False`. Without the argument they work: their default is True in Keras 3.
    """
    if isinstance(layer, Instance):
        return layer.invoke("call", arguments, ev, node)
    training = as_bool(arguments.value(1, "training", default=True)) is not False
    return _applied(layer, array.like(node=node), training)


def _applied(layer: LayerValue, array: ArrayValue, training: bool) -> ArrayValue:
    for part in _parts(layer) or ():
        if isinstance(part, Instance):
            return array.like(steps=None, shape=None)
        array = _applied(part, array, training)
    for name, value, random in layer_steps(layer):
        if not random or training:
            array = array.with_step(name, value, layer.made.node, random)
    if layer.class_name in _SIZED and array.shape and len(array.shape) > 2:
        sides = (layer.arguments.get("height"), layer.arguments.get("width"))
        known_sides = all(is_number(side) for side in sides)
        return array.like(shape=(*array.shape[:-3], *sides, array.shape[-1]) if known_sides else None)
    if layer.class_name in ("Rescaling", "Normalization"):
        return array.like(low=None, high=None, dtype="float32")
    return array.like(shape=None) if layer.class_name in _RESHAPING else array


def layer_steps(layer: LayerValue) -> list[tuple[str, Any, bool]]:
    """What a layer does to data, as (name, value, random); plain scaling under the names that arithmetic has."""
    name, arguments = layer.class_name, layer.arguments
    if name == "InputLayer" or _parts(layer) is not None:
        return []
    if name == "Rescaling":
        scale, offset = arguments.get("scale"), arguments.get("offset", 0)
        steps: list[tuple[str, Any, bool]] = [("rescale", _plain(scale), False)]
        return steps if known(offset) == 0 else [*steps, ("add", _plain(offset), False)]
    if name == "Resizing":
        return [("resize", (_plain(arguments.get("height")), _plain(arguments.get("width"))), False)]
    if is_random_layer(name):
        first = next(iter(arguments.values()), None)
        return [(name, _plain(first), True)]
    # Two layers of the same class may have learnt different things: the object is the parameter.
    return [(name, layer.key, False)]


def _plain(value: Any) -> Any:
    number = known(value)
    if number is not None:
        return number
    return value if isinstance(value, str) or is_number(value) else None
