"""KER411 pretrained-input."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.keras.plain import as_shape
from kerlint.rule import Finding, Rule
from kerlint_rules.model.refusals import channels_first, refusals, sources, start_shape, starts, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from libcst import CSTNode

    from kerlint.script import Model, Script, Shape


class PretrainedInput(Rule):
    """A model of keras.applications is asked for with an input or a number of classes that it cannot have.

    What it finds
    -------------
    - images smaller than the architecture takes: 32 pixels for VGG and ResNet, 71 for Xception, 75 for
      Inception;
    - `weights="imagenet"` (which is the default) with other than three channels;
    - `weights="imagenet"` with the top and another number of classes than 1,000, or another image size where
      the top depends on it;
    - widths (`alpha`) that no weights exist for;
    - a model that is applied to a tensor of another shape than it was made for (Keras 3).

    Images with the channels first are left alone unless the script fits the model: `image_data_format` may be
    set elsewhere.

    Why is this bad?
    ----------------
    Keras ends with a ValueError, for most of these before it downloads any weights.

    Example
    -------
    The weights of the top know the 1,000 classes of ImageNet:

    ```python
    model = keras.applications.MobileNet(weights="imagenet", classes=10)
    ```

    A top of one's own on the features:

    ```python
    base = keras.applications.MobileNet(weights="imagenet", include_top=False, pooling="avg")
    outputs = keras.layers.Dense(10, activation="softmax")(base.output)
    model = keras.Model(base.input, outputs)
    ```

    Fix
    ---
    Resize the images, repeat a gray channel three times, use `include_top=False` with a top of one's own, or
    train from scratch with `weights=None`. Which one is a choice, so there is no automatic fix.

    References
    ----------
    - https://keras.io/api/applications/ gives the arguments of each model.
    """

    code: ClassVar[str] = "KER411"
    name: ClassVar[str] = "pretrained-input"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Every application that is refused as it is made, then as it is applied."""
        seen: set[int] = set()
        for finding in (*_made(script), *_applied(script)):
            if id(finding.node) not in seen:
                seen.add(id(finding.node))
                yield finding

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Applications that Keras makes on this path."""
        found = {id(finding.node) for finding in self.check(script)}
        for model in script.models:
            if model.kind == "application" and model.problem is None and id(model.node) not in found:
                shape = _declared(model)
                if shape is not None and all(dim is None or isinstance(dim, int) for dim in shape):
                    yield model.node


def _made(script: Script) -> Iterator[Finding]:
    for model in script.models:
        if model.kind != "application" or model.problem is None:
            continue
        swapped = channels_first(_declared(model))
        if swapped and not _fitted(model, script):
            continue
        yield Finding(
            model.node,
            model.problem,
            notes=("Keras reads images as (height, width, channels) by default",) if swapped else (),
            help=_help(model.problem, swapped=swapped),
            related=_input_places(model),
            severity=Severity.WARNING if swapped else Severity.ERROR,
        )


def _declared(model: Model) -> Shape | None:
    """The model's input with the batch, as `input_shape` or its own input gives it."""
    given = None if model.parts is None else model.parts.arguments.get("input_shape")
    shape = None if given is None else as_shape(given.value)
    if shape is not None:
        return (None, *shape)
    return model.inputs[0] if model.inputs else None


def _fitted(application: Model, script: Script) -> bool:
    """Does the script fit a model that this one is part of?"""
    keys = {application.key}
    for model in script.models:
        if any(call.layer.key == application.key for call in model.calls):
            keys.add(model.key)
    return any(fit.model is not None and fit.model.key in keys for fit in script.fits)


def _input_places(model: Model) -> tuple[tuple[CSTNode, str], ...]:
    arguments = {} if model.parts is None else model.parts.arguments
    told = []
    for name in ("input_shape", "input_tensor", "classes"):
        given = arguments.get(name)
        if given is not None and given.node is not None:
            told.append((given.node, name))
    return tuple(told)


def _help(problem: str, *, swapped: bool) -> str:
    if swapped:
        return "give the images as (height, width, channels)"
    if "classes" in problem:
        return "use include_top=False and a Dense layer of your own, or weights=None"
    if "channels" in problem:
        return "give images of 3 channels (a gray one repeated three times), or use weights=None"
    if "alpha" in problem or "depth_multiplier" in problem:
        return "use a width that weights exist for, or weights=None"
    if "with the top" in problem or "with its top" in problem:
        return "use include_top=False, or images of that size"
    return "give larger images, or another input_shape"


def _applied(script: Script) -> Iterator[Finding]:
    for refusal in refusals(script):
        call = refusal.call
        model = call.layer.model
        if subject(call) != PretrainedInput.name or model is None or model.problem is not None:
            continue
        if any(channels_first(start_shape(begin)) for begin in starts(call)):
            continue
        yield Finding(
            refusal.place,
            refusal.problem,
            notes=refusal.notes,
            help="give the model images of the shape that it was made for, or make it for these",
            related=sources(call),
            severity=refusal.severity,
        )
