"""What Keras refuses in a model, where to report it and where the shapes come from.

Shapes include the batch axis.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kerlint.diagnostic import Severity
from kerlint.keras.keras_1 import written_for_keras_1
from kerlint.keras.layers import spec
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding
from kerlint.symbolic.arithmetic import known_int
from kerlint.symbolic.values import as_bool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from libcst import CSTNode

    from kerlint.script import Dim, Layer, LayerCall, Model, Script, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Refusal:
    """A call of a layer that Keras refuses.

    Attributes:
        call: the call.
        model: the first model that it was met in.
        place: where to report it.
        severity: an error, or a warning where only a version refuses it that the script need not run on.
        notes: says which versions refuse it, where that is not all.
    """

    call: LayerCall
    model: Model
    place: CSTNode
    severity: Severity
    notes: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """What Keras refuses, with the shapes."""
        return self.call.problem or ""


def refusals(script: Script) -> Iterator[Refusal]:
    """The calls that the script's Keras refuses, each place once."""
    seen: set[int] = set()
    for model in script.models:
        for call in model.calls:
            major = script.target.major
            if call.problem is None or (major is not None and major not in _refusing(call)):
                continue
            where = place(call, model)
            if id(where) in seen:
                continue
            seen.add(id(where))
            if swapped_input(call) is not None and _of_keras_1(script):
                # Its images had their channels first where keras.json said so.
                continue
            everywhere = major is not None or set(_refusing(call)) >= {2, 3}
            yield Refusal(
                call,
                model,
                where,
                Severity.ERROR if everywhere else Severity.WARNING,
                () if everywhere else (_versions(call.refusing),),
            )


def _of_keras_1(script: Script) -> bool:
    """Is the script written with names of Keras 1?"""
    return any("nb_epoch" in fit.call.arguments for fit in script.fits) or any(
        written_for_keras_1(
            layer.call.class_name, {argument.keyword for argument in layer.call.arguments.values()}
        )
        for model in script.models
        for layer in model.layers()
    )


def finding(refusal: Refusal, advice: str | None) -> Finding:
    """What a rule says of a refusal, with where the shapes come from."""
    swapped = None if refusal.call.kind == "axes" else swapped_input(refusal.call)
    return Finding(
        refusal.place,
        refusal.problem,
        notes=refusal.notes if swapped is None else (*refusal.notes, reading(swapped)),
        help=advice,
        related=sources(refusal.call),
        severity=refusal.severity if swapped is None else Severity.WARNING,
    )


def _refusing(call: LayerCall) -> tuple[int, ...]:
    """The versions that refuse a call, be it as soon as data tell the model's input."""
    # What a recurrent layer gives has a fixed number of axes, whatever its input.
    return call.refusing if recurrent_source(call) is None else (2, 3)


def _versions(refusing: tuple[int, ...]) -> str:
    return (
        "Keras 3 refuses this, Keras 2 does not"
        if 3 in refusing
        else "Keras 2 refuses this, Keras 3 does not"
    )


def place(call: LayerCall, model: Model) -> CSTNode:
    """Where to report something about a call: the layer, or for one used several times its application."""
    layer = call.layer
    return call.node if _uses(model)[layer.key] > 1 or layer.model is not None else layer.node


@lru_cache(maxsize=16)
def _uses(model: Model) -> Counter[int]:
    """How many calls each layer has, by its key: several rules ask it for every call of a model."""
    return Counter(call.layer.key for call in model.calls)


def in_order(script: Script, reported: Iterable[CSTNode]) -> Iterator[CSTNode]:
    """Calls that Keras takes on this path, their shapes being known: for `Rule.clears`.

    What one setting of a script breaks, another may have right; that the two settings go together is not told.
    """
    found = {id(node) for node in reported}
    for model in script.models:
        for call in model.calls:
            if call.problem is None and _settled(call.output_shape):
                where = place(call, model)
                if id(where) not in found:
                    yield where


def _settled(shape: Shape | None) -> bool:
    return shape is not None and all(dim is None or known_int(dim) is not None for dim in shape)


# --- where shapes come from -----------------------------------------------------------------------------


def sources(call: LayerCall) -> tuple[tuple[CSTNode, str], ...]:
    """Related places: what gives each input of a call, with its shape, and where the model's input is told."""
    told: dict[int, tuple[CSTNode, str]] = {}
    for giver, shape in zip(call.inputs, call.input_shapes, strict=False):
        if shape is not None and giver.layer.class_name != "InputLayer":
            layer = giver.layer
            told.setdefault(id(layer.node), (layer.node, f"{words(layer)} gives {text(shape)}"))
    for begin in starts(call):
        shape = start_shape(begin)
        if shape is not None and begin is not call:
            told.setdefault(id(begin.layer.node), (begin.layer.node, f"the input is {text(shape)}"))
    return tuple(told.values())


def words(layer: Layer) -> str:
    """What messages call a layer: its class, for a nested model the name it has in the script."""
    if layer.model is None:
        return layer.class_name
    return layer.model.variable or (layer.model.parts or layer.call).class_name


def starts(call: LayerCall) -> list[LayerCall]:
    """The calls that a call finally depends on: InputLayers, or the first layer of a Sequential."""
    found: list[LayerCall] = []
    seen: set[int] = set()
    waiting = [call]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if current.inputs:
            waiting.extend(reversed(current.inputs))
        else:
            found.append(current)
    return found


def start_shape(begin: LayerCall) -> Shape | None:
    """The model's input where one of `starts` takes it."""
    if begin.layer.class_name == "InputLayer":
        return begin.output_shape
    return begin.input_shapes[0] if len(begin.input_shapes) == 1 else None


def way(call: LayerCall) -> list[LayerCall]:
    """The chain of calls with one input each that leads to a call, the call itself last."""
    chain = [call]
    while len(chain[0].inputs) == 1:
        chain.insert(0, chain[0].inputs[0])
    return chain


def channels_first(shape: Shape | None) -> bool:
    """Does a batch of images look like (batch, channels, height, width)?"""
    if shape is None or len(shape) != 4:
        return False
    channels, height, width = (known_int(dim) for dim in shape[1:])
    if channels not in (1, 3, 4) or height is None or width is None:
        return False
    return height > 4 and width > 4


def swapped_input(call: LayerCall) -> Shape | None:
    """The input that a call depends on, where it looks like channels first and no layer on the way is told so."""
    waiting, seen = [call], {id(call)}
    while waiting:
        current = waiting.pop()
        if "data_format" in current.layer.call.arguments:
            return None
        for giver in current.inputs:
            if id(giver) not in seen:
                seen.add(id(giver))
                waiting.append(giver)
    shapes = (start_shape(begin) for begin in starts(call))
    return next((shape for shape in shapes if channels_first(shape)), None)


def reading(swapped: Shape) -> str:
    """How Keras reads such an input; a keras.json that no script shows may say otherwise."""
    return (
        f"Keras reads {text(swapped[1:])} as (height, width, channels), unless its image_data_format is set to "
        "channels_first"
    )


def spatial(shape: Shape, first: bool) -> tuple[Dim, ...]:
    """The axes between batch and channels."""
    return shape[2:] if first else shape[1:-1]


# --- which rule speaks of it ----------------------------------------------------------------------------


def subject(call: LayerCall) -> str | None:
    """Which rule a refused call is for, so that one cause is told once; None where it is about no shapes."""
    if call.kind in _SUBJECTS:
        return _SUBJECTS[call.kind]
    if call.layer.model is not None and call.layer.model.kind == "application":
        return "pretrained-input"
    return "return-sequences" if recurrent_source(call) is not None else "layer-shape-mismatch"


_SUBJECTS = {
    "collapse": "spatial-collapse",
    "elements": "reshape-element-count",
    "layer": "disconnected-graph",
    "argument": None,
}
# Hand their input on with its axes as they are.
_KEEPS_AXES = re.compile(
    r"Activation|.*Normalization|(Spatial|Gaussian|Alpha)?Dropout(1D)?|GaussianNoise|ReLU|LeakyReLU|PReLU|ELU|Dense"
    r"|ThresholdedReLU|Softmax|Masking|ActivityRegularization|Identity"
)


def recurrent_source(call: LayerCall) -> LayerCall | None:
    """The recurrent layer whose `return_sequences` is why a call gets another number of axes than it takes."""
    shape = call.input_shapes[0] if call.input_shapes else None
    if call.kind != "axes" or shape is None or len(shape) not in (2, 3) or not call.inputs:
        return None
    source = recurrent_layer(call.inputs[0])
    if source is None:
        return None
    # Two axes where three are wanted, or the reverse as for RepeatVector.
    return source if returns_sequences(source.layer) is (len(shape) == 3) else None


def recurrent_layer(call: LayerCall) -> LayerCall | None:
    """The recurrent layer that a call's output has its axes from, None where another layer made them."""
    while True:
        if is_recurrent(call.layer):
            return call
        if not keeps_axes(call.layer) or len(call.inputs) != 1:
            return None
        call = call.inputs[0]


def keeps_axes(layer: Layer) -> bool:
    """Has its output the same axes as its input, but for the size of the last one?"""
    return layer.keras and _KEEPS_AXES.fullmatch(layer.class_name) is not None


def is_recurrent(layer: Layer) -> bool:
    """Is it an LSTM or the like, also in Bidirectional?"""
    if layer.class_name == "Bidirectional" and layer.inner is not None:
        layer = layer.inner
    found = spec(layer.class_name) if layer.keras else None
    return found is not None and found.recurrent


def returns_sequences(layer: Layer) -> bool | None:
    """What `return_sequences` says, None where that is not known."""
    if layer.class_name == "Bidirectional" and layer.inner is not None:
        layer = layer.inner
    if not layer.call.complete:
        return None
    return as_bool(layer.call.value("return_sequences", False))
