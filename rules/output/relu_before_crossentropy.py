"""KER101 relu-before-crossentropy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.outputs import output_activation
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int, less
from kerlint_rules.writing import LAYER_MODULES, argument, last_name, sibling, string, with_argument, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kerlint.rule import NeededName
    from kerlint.script import Activation, Layer, Loss, Model, Output, Script

CATEGORICAL = frozenset(
    {"categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy"}
)
BINARY = frozenset({"binary_crossentropy", "binary_focal_crossentropy"})

# Activations whose values are no probabilities. `linear` is not among them: with it the logits are meant, and
# the remedy is another one. Nor is `exponential`: cross-entropy divides by the sum, which makes it a softmax.
NO_PROBABILITY = frozenset(
    {
        *("celu", "elu", "gelu", "glu", "hard_shrink", "hard_silu", "hard_tanh", "leaky_relu", "log_sigmoid"),
        *("log_softmax", "mish", "prelu", "relu", "relu6", "selu", "silu", "soft_shrink", "softplus"),
        *("softsign", "squareplus", "tanh", "tanh_shrink", "threshold", "thresholded_relu"),
    }
)
# Positive and unbounded: categorical cross-entropy divides by the sum, which makes probabilities of them.
POSITIVE = frozenset({"softplus", "squareplus"})
CLIPPED = frozenset({"relu", "relu6", "thresholded_relu"})
# Layers that are an activation and nothing else.
ACTIVATING = frozenset({"Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "ThresholdedReLU"})


class ReluBeforeCrossentropy(Rule):
    """The output activation gives no probabilities, but the loss is a cross-entropy.

    What it finds
    -------------
    A model whose last activation is `relu`, `leaky_relu`, `elu`, `selu`, `gelu`, `swish`, `tanh` or a
    relative of them, compiled with `categorical_crossentropy`, `sparse_categorical_crossentropy` or
    `binary_crossentropy`. It does not matter how the activation is given: as a string, a function, an
    `Activation`, `ReLU` or `LeakyReLU` layer, or through a variable; nor where the loss is applied: by `compile`,
    within a loss function of the script's own, or by hand in a training loop. `relu` in front of a cross-entropy
    with `from_logits=True` counts too: it cuts all negative logits off. One output unit with
    `binary_crossentropy` is a warning, everything else an error.

    `softplus` with a categorical loss is left alone: the loss divides the outputs by their sum, and
    training goes as well as with `softmax`. With `binary_crossentropy` it is a warning.

    Why is this bad?
    ----------------
    A cross-entropy takes the logarithm of a probability. `relu` gives exact zeros and values above one,
    `tanh` and `elu` give negative ones. Measured with Keras 3.15 on scikit-learn's digits (ten classes, one
    hidden layer):

    - `relu` with `categorical_crossentropy`: the loss is NaN in every run and the accuracy stays at 0.10,
      where `softmax` reaches 0.94. Keras 2.10 and 2.2.4 do the same.
    - `tanh`, `leaky_relu`, `elu`, `gelu`, `swish` with `categorical_crossentropy`: no NaN, accuracy 0.03 to
      0.35; `log_softmax`: 0.00, as it gives the right class the lowest share.
    - `relu` with `sparse_categorical_crossentropy`: accuracy 0.10 to 0.17; with `from_logits=True` 0.51 to
      0.68.
    - ten `relu` units with `binary_crossentropy`: accuracy 0.44 to 0.69.
    - one `relu` or `tanh` unit with `binary_crossentropy`: one run in five never leaves chance (0.49), the
      others reach what `sigmoid` reaches.

    Example
    -------
    The loss of this model becomes NaN:

    ```python
    model = keras.Sequential([
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="relu"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    ```

    This one learns:

    ```python
    model = keras.Sequential([
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    ```

    Fix
    ---
    `softmax` for several classes that exclude each other, `sigmoid` for one unit or for labels that do not
    exclude each other, no activation with `from_logits=True`. The fix is safe where the activation is a string
    in the output layer itself and the loss is categorical; elsewhere it is unsafe, because the same expression
    may say more than this layer's activation, or because `from_logits` may be what is wrong.

    References
    ----------
    - https://keras.io/api/losses/probabilistic_losses/
    - https://keras.io/api/layers/activations/
    """

    code: ClassVar[str] = "KER101"
    name: ClassVar[str] = "relu-before-crossentropy"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at each output with the loss it is compiled with."""
        seen: set[int] = set()
        for output, loss, model in _pairs(script):
            activation = output_activation(output)
            if activation is None or id(activation.node) in seen:
                continue
            severity = _severity(activation, loss, output)
            if severity is not None:
                seen.add(id(activation.node))
                yield _finding(activation, loss, output, severity, model, script)

    def keeps(self, script: Script) -> Iterable[cst.CSTNode]:
        """Activations that go with the loss here: of another model, or where a choice falls otherwise."""
        pairs = [pair for compiled in script.compiles for pair in compiled.losses]
        for output, loss in (*pairs, *((applied.output, applied.loss) for applied in script.applied_losses)):
            activation = output_activation(output)
            if activation is not None and _severity(activation, loss, output) is None:
                yield activation.node


def _pairs(script: Script) -> Iterator[tuple[Output, Loss, Model | None]]:
    """Outputs with their losses and, where a model is compiled with them, the model."""
    fitted = {None if fit.model is None else fit.model.key for fit in script.fits}
    for compiled in script.compiles:
        if fitted and not fitted & {None, compiled.model.key}:
            # Compiled for form's sake: a part of another model, or one that only predicts.
            continue
        for output, loss in compiled.losses:
            yield output, loss, compiled.model
    for applied in script.applied_losses:
        yield applied.output, applied.loss, None


def _severity(activation: Activation, loss: Loss, output: Output) -> Severity | None:
    """How bad the pair is, None where nothing is wrong or not enough is known."""
    name = activation.name
    if name not in NO_PROBABILITY or loss.name not in CATEGORICAL | BINARY or loss.from_logits is None:
        return None
    if loss.from_logits:
        single = _units(output) == 1
        return Severity.ERROR if name in CLIPPED and not single else None
    if name in POSITIVE:
        return None if loss.name in CATEGORICAL else Severity.WARNING
    if loss.name in BINARY and less(1, _width(output)) is not True:
        return Severity.WARNING
    return Severity.ERROR


def _width(output: Output) -> object:
    """The size of the last axis; a Dense layer says it where the model's input is not known."""
    if output.shape:
        return output.shape[-1]
    call = output.call
    while call is not None and call.layer.class_name in ACTIVATING and len(call.inputs) == 1:
        call = call.inputs[0]
    dense = call is not None and call.layer.keras and call.layer.class_name == "Dense"
    return call.layer.call.value("units") if call is not None and dense else None


def _units(output: Output) -> int | None:
    return known_int(_width(output))


def _finding(
    activation: Activation,
    loss: Loss,
    output: Output,
    severity: Severity,
    compiled: Model | None,
    script: Script,
) -> Finding:
    name, units = activation.name, _units(output)
    right = "sigmoid" if loss.name in BINARY else "softmax"
    one_categorical = units == 1 and loss.name in CATEGORICAL
    several = compiled is not None and len(compiled.outputs) > 1 and output.name is not None
    where = f"the output {output.name!r}" if several else "the output"
    layer = f"{where} of {units} units" if units and units > 1 else where
    if loss.from_logits:
        message = f"{name} cuts off the negative logits of {layer} before {loss.name} (from_logits=True)"
        help_text = "use no activation on the output layer: with from_logits=True the loss applies it itself"
    else:
        message = f"{name} on {layer} gives no probabilities, which {loss.name} needs"
        help_text = f'use {_parameter(output)}="{right}" on the output layer'
    if one_categorical:
        help_text = 'for two classes use one unit with activation="sigmoid" and the loss binary_crossentropy'
    return Finding(
        activation.node,
        message,
        notes=tuple(_notes(activation, loss, units)),
        help=help_text,
        related=((loss.node, "the loss"),),
        severity=severity,
        fix=None if one_categorical else _fix(activation, loss, units, right, compiled, script),
    )


def _parameter(output: Output) -> str:
    call = output.call
    while call is not None and call.layer.model is not None and len(call.layer.model.outputs) == 1:
        call = call.layer.model.outputs[0].call
    top = call is not None and call.layer.call.target.startswith("keras.applications.")
    return "classifier_activation" if top else "activation"


def _notes(activation: Activation, loss: Loss, units: int | None) -> Iterator[str]:
    name = activation.name
    if loss.from_logits:
        yield "measured: accuracy 0.51 to 0.68 on ten classes where no activation reaches 0.93"
    elif name in CLIPPED and loss.name == "categorical_crossentropy":
        yield "relu gives zeros, and their logarithm makes the loss NaN: in every run that was measured"
    elif loss.name in BINARY and units == 1:
        yield "measured: one run in five stays at chance, the others learn as with sigmoid"
    elif name in CLIPPED:
        yield "its values are not bounded by 1, and a unit that gives 0 no longer learns"
    elif name not in POSITIVE:
        yield f"{name} gives negative values, which the loss clips to almost 0"


def _fix(
    activation: Activation, loss: Loss, units: int | None, right: str, compiled: Model | None, script: Script
) -> ProposedFix | None:
    model = compiled or next((model for model in script.models if _users(activation, model)), None)
    if model is None:
        return None
    users = _users(activation, model)
    # The same expression may be the activation of hidden layers, too, there or in another model.
    if len(users) > 1 or any(_hidden(activation, model) for model in script.models):
        return None
    if activation.written == "default":
        return _with_activation(activation, users, right)
    written = _written(activation)
    in_layer = any(argument(layer.node, written) is not None for layer in users)
    if loss.from_logits:
        return _without_activation(activation, written, users)
    # What `**options` hands over is not to be replaced whole.
    replacement = (
        _replacement(activation, written, right) if in_layer or isinstance(written, cst.Call) else None
    )
    if replacement is None:
        return None
    edit, needs = replacement
    certain = in_layer and isinstance(edit.node, cst.SimpleString) and loss.name in CATEGORICAL and compiled
    return ProposedFix(
        f"Use {right} instead of `{activation.name}`",
        (edit,),
        Applicability.SAFE if certain and units is not None and units > 1 else Applicability.UNSAFE,
        needs,
    )


def _users(activation: Activation, model: Model) -> list[Layer]:
    return [
        layer
        for layer in (*model.layers(), *_tops(model))
        if layer.activation is not None and layer.activation.node is activation.node
    ]


def _tops(model: Model) -> Iterator[Layer]:
    """The classifiers that end models of keras.applications in it."""
    for one in (model, *(layer.model for layer in model.layers())):
        if one is not None and one.kind == "application":
            yield from (output.call.layer for output in one.outputs if output.call is not None)


def _hidden(activation: Activation, model: Model) -> bool:
    """Has the model layers with this activation that are not its output?"""
    last = [output_activation(output) for output in model.outputs]
    ends = sum(one is not None and one.node is activation.node for one in last)
    return len(_users(activation, model)) > ends


def _with_activation(activation: Activation, users: list[Layer], right: str) -> ProposedFix | None:
    """What the layer's class has by default, as the tanh of a recurrent one, is said otherwise."""
    edit = with_argument(users[0].node, f'activation="{right}"') if users and not users[0].inner else None
    if edit is None:
        return None
    return ProposedFix(f"Use {right} instead of `{activation.name}`", (edit,), Applicability.UNSAFE)


def _without_activation(
    activation: Activation, written: cst.CSTNode, users: list[Layer]
) -> ProposedFix | None:
    """The output layer gives its logits as they are."""
    for layer in users:
        if argument(layer.node, written) is None:
            continue
        own = layer.class_name == "Activation"
        edit = string(written, "linear") if own else without(layer.node, written) or NodeEdit(written, "None")
        if edit is not None:
            return ProposedFix(
                f"Leave `{activation.name}` out: the loss takes logits", (edit,), Applicability.UNSAFE
            )
    return None


def _written(activation: Activation) -> cst.CSTNode:
    """The expression that says which activation it is: for `Activation("relu")` its argument."""
    node = activation.node
    if isinstance(node, cst.Call) and last_name(node.func) == "Activation" and len(node.args) == 1:
        return node.args[0].value
    return node


def _replacement(
    activation: Activation, written: cst.CSTNode, right: str
) -> tuple[NodeEdit, tuple[NeededName, ...]] | None:
    """The edit that fits the way the activation is written, None where none surely does."""
    edit = string(written, right)
    if edit is not None:
        return edit, ()
    if activation.written == "call":
        name = _function_name(written.func if isinstance(written, cst.Call) else written)
        return None if name is None else (NodeEdit(name, right), ())
    if activation.written == "layer" and written is activation.node:
        # `layers.ReLU()`: where that came from, `layers.Activation` is at hand as well.
        other = sibling(written.func, "Activation", LAYER_MODULES) if isinstance(written, cst.Call) else None
        if other is None or "advanced_activations" in other[0]:
            return None
        return NodeEdit(written, f'{other[0]}("{right}")'), other[1]
    name = _function_name(written)
    return (NodeEdit(name, right) if name is not None else NodeEdit(written, f'"{right}"')), ()


def _function_name(node: cst.CSTNode) -> cst.Name | None:
    """The last name of `keras.activations.relu`, where the module surely has softmax and sigmoid too."""
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name | cst.Attribute):
        module = node.value.attr if isinstance(node.value, cst.Attribute) else node.value
        if module.value in ("nn", "activations"):
            return node.attr
    return None
