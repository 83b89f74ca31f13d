"""KER401 stacked-linear-layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known, known_int, less
from kerlint.symbolic.values import as_bool, as_items
from kerlint_rules.writing import argument, with_argument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from libcst import CSTNode

    from kerlint.script import Layer, LayerCall, Model, Script

CONVOLUTIONS = frozenset({"Conv1D", "Conv2D", "Conv3D"})
TRANSPOSED = frozenset({"Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"})
# Linear in what they are given; batch normalisation once training is over.
LINEAR = re.compile(
    r"BatchNormalization|(Spatial)?Dropout(1D|2D|3D)?|Flatten|Reshape|Permute|RepeatVector|ActivityRegularization"
    r"|(Global)?AveragePooling(1D|2D|3D)|ZeroPadding(1D|2D|3D)|Cropping(1D|2D|3D)|UpSampling(1D|2D|3D)"
)
# Words by which people name a layer that is meant to be linear.
MEANT = re.compile(
    r"emb|cod(e|ing)|latent|bottleneck|proj|feature|(^|_)z(_|$)|mean|mu|logvar|sigma", re.IGNORECASE
)


class StackedLinearLayers(Rule):
    """Two layers with weights follow each other with nothing nonlinear between them.

    What it finds
    -------------
    A `Dense` or convolution without activation whose output goes straight, or through normalisation,
    dropout, flattening, padding or average pooling, into the next one. Maximum pooling and layer
    normalisation are nonlinear.

    Left alone is what is linear on purpose: a layer narrower than its input and than the next one (a
    bottleneck, a low-rank projection), separable and grouped convolutions and pairs such as 1x5 and 5x1, 1x1
    convolutions that reduce channels, a learnt down- or upsampling, `Dense` and `Reshape` in front of
    convolutions as in generators, outputs used in several places or by another model (but for one that gives
    out most of its layers, to look at them), frozen layers, and layers named as embedding or projection.

    Why is this bad?
    ----------------
    A linear layer of a linear layer is one linear layer: the pair costs the weights and the time of two and
    can do no more than one. Measured with Keras 3.15: without activations two layers of 32 units learn
    exclusive-or to an accuracy of 0.60, with `relu` to 0.99; a convolution and a dense layer decide on two
    patches of an image with 0.58 instead of 1.0. On an easy task it does no harm: on scikit-learn's digits
    both reach 0.963.

    Example
    -------
    The two convolutions are as good as one with a larger kernel:

    ```python
    model = keras.Sequential([
        layers.Conv2D(32, 3),
        layers.Conv2D(32, 3),
        layers.Activation("relu"),
        layers.MaxPooling2D(),
    ])
    ```

    With an activation after each:

    ```python
    model = keras.Sequential([
        layers.Conv2D(32, 3, activation="relu"),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
    ])
    ```

    Fix
    ---
    Give the first layer of the pair an activation, or leave one of the two out. The fix adds
    `activation="relu"`; it is unsafe, because the model becomes another one.

    References
    ----------
    - https://keras.io/api/layers/core_layers/dense/ says that no activation means the linear one.
    """

    code: ClassVar[str] = "KER401"
    name: ClassVar[str] = "stacked-linear-layers"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at each layer with weights and at the one that it is fed by."""
        seen: set[int] = set()
        for model in _listed(script):
            for first, second, between in _pairs(model):
                if id(first.layer.node) in seen or _meant(first, second, between, model, script):
                    continue
                seen.add(id(first.layer.node))
                yield _finding(first, second, between, script)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The layers that no other follows so on this path."""
        found = {id(finding.node) for finding in self.check(script)}
        for model in _listed(script):
            for call in model.calls:
                if id(call.layer.node) not in found:
                    yield call.layer.node


def _listed(script: Script) -> Iterator[Model]:
    """The models whose layers the script itself writes down, one after the other."""
    for model in script.models:
        if model.kind not in ("application", "unknown") and (model.kind != "sequential" or model.complete):
            yield model


def _pairs(model: Model) -> Iterator[tuple[LayerCall, LayerCall, list[LayerCall]]]:
    """Two layers with weights, the first without activation, and the linear layers between them."""
    for second in model.calls:
        if _kind(second.layer) is None:
            continue
        between: list[LayerCall] = []
        current = second
        while len(current.inputs) == 1:
            current = current.inputs[0]
            if _kind(current.layer) is not None:
                if _is_linear(current.layer):
                    yield current, second, between
                break
            if not (current.layer.keras and LINEAR.fullmatch(current.layer.class_name)):
                break
            between.insert(0, current)


def _kind(layer: Layer) -> str | None:
    """Of layers whose kernel sees all channels: "dense", "conv" or "transposed"; None for others."""
    layer = _bare(layer)
    if not layer.keras:
        return None
    if layer.class_name == "Dense":
        return "dense"
    groups = layer.call.value("groups", 1)
    if layer.class_name in CONVOLUTIONS | TRANSPOSED and known(groups) == 1 and layer.call.complete:
        return "conv" if layer.class_name in CONVOLUTIONS else "transposed"
    return None


def _bare(layer: Layer) -> Layer:
    if layer.class_name == "TimeDistributed" and layer.inner is not None:
        return layer.inner
    return layer


def _is_linear(layer: Layer) -> bool:
    activation = _bare(layer).activation
    return activation is not None and activation.name == "linear" and layer.call.complete


def _meant(
    first: LayerCall, second: LayerCall, between: list[LayerCall], model: Model, script: Script
) -> bool:
    """Are there signs that the first layer is linear on purpose?"""
    kinds = _kind(first.layer), _kind(second.layer)
    if kinds not in {("dense", "dense"), ("conv", "conv"), ("conv", "dense"), ("transposed", "transposed")}:
        return True
    if first.layer.trainable is not True or MEANT.search(first.layer.name or ""):
        return True
    if "activity_regularizer" in _bare(first.layer).call.arguments:
        return True
    if any("weights" in _bare(call.layer).call.arguments for call in (first, second)):
        return True
    if any(call.layer.class_name == "ActivityRegularization" for call in between):
        return True
    if _branches([first, *between], script):
        return True
    if kinds == ("dense", "dense"):
        plain = as_bool(_bare(first.layer).call.value("use_bias", True))
        return (plain is not True and not between) or _narrow(first, second, model)
    return _narrow(first, second, model) or _convolution_meant(first, second)


def _shows_layers(model: Model) -> bool:
    """Is it made to look at the layers of another: do most of them stand among its outputs?"""
    return len(model.outputs) > 3 and 2 * len(model.outputs) > len(model.calls)


def _branches(calls: list[LayerCall], script: Script) -> bool:
    """Does anything but the next layer of the chain use one of these outputs?"""
    for call in calls:
        key = call.layer.key
        users = set()
        for model in script.models:
            users |= {
                user.layer.key
                for user in model.calls
                if any(source.layer.key == key for source in user.inputs)
            }
            if not _shows_layers(model) and any(
                output.call is not None and output.call.layer.key == key for output in model.outputs
            ):
                return True
        if len(users) > 1:
            return True
    return False


def _narrow(first: LayerCall, second: LayerCall, model: Model) -> bool:
    """Is the first layer narrower than what it gets and than the next: a bottleneck? Or is that not known?

    With widths that are not known, the layer before a softmax at the model's end is taken for a plain one.
    """
    before = _channels(first.input_shapes[0] if first.input_shapes else None, first)
    width = _channels(first.output_shape, first)
    after = _channels(second.output_shape, second)
    narrower = [less(width, before), less(width, after)]
    if False in narrower:
        return False
    if None not in narrower:
        return True
    if narrower[1] is True:
        return before is not None
    activation = _bare(second.layer).activation
    ends = any(
        output.call is not None and output.call.layer.key == second.layer.key for output in model.outputs
    )
    return not (ends and activation is not None and activation.name == "softmax")


def _channels(shape: tuple[object, ...] | None, call: LayerCall) -> object:
    if not shape:
        return None
    first = _bare(call.layer).call.value("data_format") == "channels_first"
    return shape[1 if first else -1] if len(shape) > 1 else None


def _convolution_meant(first: LayerCall, second: LayerCall) -> bool:
    kernel, strides = _window(first.layer, "kernel_size"), _window(first.layer, "strides", 1)
    if kernel is None or strides is None:
        return True
    if strides == kernel and any(size != 1 for size in kernel):
        # Patches cut out and projected, or pooling that is learnt.
        return True
    if _kind(second.layer) == "dense":
        return False
    other = _window(second.layer, "kernel_size")
    if other is None or len(other) != len(kernel):
        return True
    if len(kernel) > 1 and 1 in kernel and 1 in other and kernel != other:
        # Two parts of one kernel, 1x5 and 5x1.
        return any(a == 1 != b for a, b in zip(kernel, other, strict=True))
    if all(size == 1 for size in kernel):
        before = _channels(first.input_shapes[0] if first.input_shapes else None, first)
        return less(_channels(first.output_shape, first), before) is not False
    return False


def _window(layer: Layer, name: str, default: int | None = None) -> tuple[int, ...] | None:
    """A kernel's size or strides, None where one of them is not known."""
    layer = _bare(layer)
    value = layer.call.value(name, default)
    items = as_items(value)
    if items is None:
        rank = int(re.sub(r"\D", "", layer.class_name) or 1)
        items = [value] * rank
    numbers = [known_int(item) for item in items]
    return None if None in numbers else tuple(number for number in numbers if number is not None)


def _finding(first: LayerCall, second: LayerCall, between: list[LayerCall], script: Script) -> Finding:
    names = f"{_words(first.layer)} is followed by {_words(second.layer)}"
    passed = ", ".join(dict.fromkeys(call.layer.class_name for call in between))
    through = f" (through {passed})" if passed else ""
    return Finding(
        first.layer.node,
        f"{names}{through} with nothing nonlinear between them: the two can do no more than one",
        help='give this layer an activation such as "relu", or leave one of the two out',
        related=((second.layer.node, "the next layer with weights"),),
        fix=_fix(_bare(first.layer), script),
    )


def _fix(layer: Layer, script: Script) -> ProposedFix | None:
    """The activation of hidden layers that everyone takes, where the layer's own call says or could say it."""
    made = [other for model in script.models for other in model.layers() if _bare(other).node is layer.node]
    given = layer.call.arguments.get("activation")
    # The same call may make the output layer, too.
    if any(_is_output(other, script) for other in made):
        return None
    edit: NodeEdit | None
    if given is None:
        edit = with_argument(layer.node, 'activation="relu"')
    else:
        own = argument(layer.node, given.node)
        edit = None if own is None else NodeEdit(own.value, '"relu"')
    return None if edit is None else ProposedFix("Add a relu activation", (edit,), Applicability.UNSAFE)


def _is_output(layer: Layer, script: Script) -> bool:
    """Is it the last layer with weights of a model? Its activation may follow as a layer of its own."""
    for call in (output.call for model in script.models for output in model.outputs):
        last = call
        while last is not None and last.layer.key != layer.key and last.params == 0 and len(last.inputs) == 1:
            last = last.inputs[0]
        if last is not None and last.layer.key == layer.key:
            return True
    return False


def _words(layer: Layer) -> str:
    bare = _bare(layer)
    size = known_int(bare.call.value("units", bare.call.value("filters")))
    return f"{bare.class_name}({size})" if size is not None else bare.class_name
