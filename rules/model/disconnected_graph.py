"""KER417 disconnected-graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.keras.layers.dims import text
from kerlint.keras.strays import tensor_argument
from kerlint.rule import Finding, Rule
from kerlint_rules.model.refusals import refusals, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from libcst import CSTNode

    from kerlint.script import Layer, Model, Script


class DisconnectedGraph(Rule):
    """A functional model whose outputs cannot be reached from its inputs.

    What it finds
    -------------
    - `Model(inputs, outputs)` where an output depends on an `Input` that is not among the inputs: a second
      input left out of the list, an `Input` made anew under the same name, a new `Input` beside the output of
      a pretrained model or a `Sequential` that has its own;
    - a layer or model where a tensor is wanted: `Model(x, Dense(10))`, `outputs=base.layers[-2]`, or
      `Dense(10)(pool)` where `pool = MaxPooling2D()` was never called;
    - the reverse, a tensor among the arguments that make a layer: `x = Flatten(x)` for `Flatten()(x)`.

    An input that no output uses is in order. Nothing is reported where the list of inputs is not known in
    full, and where another branch of the script makes the same model right.

    Why is this bad?
    ----------------
    Building the model ends with an error: "Graph disconnected" in Keras 2, "Output is not connected to
    `inputs`" in Keras 3.

    Example
    -------
    The pretrained model has its own input; the new one leads nowhere:

    ```python
    inputs = keras.Input((224, 224, 3))
    base = keras.applications.VGG16(include_top=False, input_shape=(224, 224, 3))
    x = layers.Flatten()(base.output)
    model = keras.Model(inputs, layers.Dense(5, activation="softmax")(x))
    ```

    It is called on the new input:

    ```python
    inputs = keras.Input((224, 224, 3))
    base = keras.applications.VGG16(include_top=False, input_shape=(224, 224, 3))
    x = layers.Flatten()(base(inputs))
    model = keras.Model(inputs, layers.Dense(5, activation="softmax")(x))
    ```

    Fix
    ---
    List every `Input` that the outputs need, or call the layers on the listed ones. Which of the two is meant
    is the author's to say, so there is no automatic fix.

    References
    ----------
    - https://keras.io/guides/functional_api/
    """

    code: ClassVar[str] = "KER417"
    name: ClassVar[str] = "disconnected-graph"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Models between tensors that do not hang together, and layers that take none."""
        seen: set[int] = set()
        for finding in (*_made_with_tensors(script), *_applied(script), *_models(script)):
            if id(finding.node) not in seen:
                seen.add(id(finding.node))
                yield finding

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Models and layers that are in order on this path."""
        found = {id(finding.node) for finding in self.check(script)}
        for model in script.models:
            if id(model.node) not in found and model.problem is None and model.unfed == ():
                yield model.node
        for call in script.calls:
            if call.target.startswith("keras.layers.") and id(call.node) not in found:
                yield call.node


def _made_with_tensors(script: Script) -> Iterator[Finding]:
    for call in script.calls:
        name = tensor_argument(call) if call.target.startswith("keras.layers.") else None
        if name is not None:
            yield Finding(
                call.node,
                f"{call.class_name} is made with a tensor as its argument {name!r}, not applied to it",
                help=f"make the layer, then call it: {call.class_name}(...)(tensor)",
            )


def _applied(script: Script) -> Iterator[Finding]:
    for refusal in refusals(script):
        if subject(refusal.call) == DisconnectedGraph.name:
            yield Finding(
                refusal.place,
                refusal.problem,
                notes=("Keras refuses it: the inputs of a layer are tensors",),
                help="call that layer on a tensor first: x = layer(x)",
            )


def _models(script: Script) -> Iterator[Finding]:
    for model in script.models:
        if model.kind == "application":
            continue
        if model.problem is not None:
            yield Finding(
                model.node,
                model.problem[0].upper() + model.problem[1:],
                help="give the tensors that the layers return: layer(x), or layer.output of a layer that was called",
            )
        elif model.unfed and (severity := _severity(model, model.unfed, script.target.major)) is not None:
            yield _unfed(model, model.unfed, severity, script)


def _unfed(model: Model, unfed: tuple[Layer, ...], severity: Severity, script: Script) -> Finding:
    names = " and ".join(_words(layer, model) for layer in unfed[:3])
    if len(unfed) > 3:
        names += f" and {len(unfed) - 3} more"
    owner = _application(unfed, script)
    places = tuple((layer.node, f"{_words(layer, model)} is made here") for layer in unfed[:3])
    if owner is not None:
        told = owner.variable or owner.name or "the model"
        advice = f"call the model on your own input, {told}(inputs), or give inputs={told}.input"
        places = ((owner.node, f"{told} has an input of its own"),)
    else:
        advice = "add it to the model's inputs, or build the layers on the inputs that are listed"
    return Finding(
        model.node,
        f"The outputs of this model need {names}, which {'is' if len(unfed) == 1 else 'are'} not among its inputs",
        notes=('Keras refuses it: "Graph disconnected"',) if script.target.major == 2 else (),
        help=advice,
        related=places,
        severity=severity,
    )


def _severity(model: Model, unfed: tuple[Layer, ...], major: int | None) -> Severity | None:
    """A warning where only a version refuses it that the script need not run on, None where its own does not."""
    needed = {giver.layer.key for call in model.calls for giver in call.inputs}
    refusing = {2, 3}
    if all(layer.class_name == "InputLayer" and layer.key not in needed for layer in unfed):
        # Keras 2 lets an Input be an output by itself.
        refusing = {3}
    elif all(layer.model is not None and layer.model.kind == "sequential" for layer in unfed):
        # In Keras 3 a Sequential that begins with another one takes over its input.
        refusing = {2}
    if major is not None:
        return Severity.ERROR if major in refusing else None
    return Severity.ERROR if len(refusing) > 1 else Severity.WARNING


def _words(layer: Layer, model: Model) -> str:
    """`the Input "b" of shape (None, 4)`."""
    if layer.class_name != "InputLayer":
        return f"the input of the Sequential that begins with {layer.class_name}"
    given = layer.call.arguments.get("name")
    name = f' "{layer.name}"' if given is not None and layer.name is not None else ""
    shape = next((call.output_shape for call in model.calls if call.layer.key == layer.key), None)
    size = "" if shape is None else f" of shape {text(shape)}"
    return f"the Input{name}{size}"


def _application(unfed: tuple[Layer, ...], script: Script) -> Model | None:
    """The application whose own input it is."""
    for layer in unfed:
        for other in script.models:
            if other.kind == "application" and other.node is layer.node:
                return other
    return None
