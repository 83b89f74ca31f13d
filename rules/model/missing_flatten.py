"""KER402 missing-flatten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import describe
from kerlint_rules.model.per_sample import PerSample, in_order, per_sample
from kerlint_rules.model.refusals import is_recurrent, words
from kerlint_rules.model.shrunk_output import Shrunk, shrunk
from kerlint_rules.writing import LAYER_MODULES, code, keyword, makes_one_layer, sibling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import LayerCall, Script


class MissingFlatten(Rule):
    """Dense layers work on a feature map, but there is one label for each image.

    What it finds
    -------------
    A model that ends in `Dense` layers which nothing flattens before: the output keeps the height and width of
    a convolution or of the image itself (or the length of a sequence), while the labels are one number or one
    row for each sample. It does not matter whether the map comes from layers, from a nested model or from
    `keras.applications` with `include_top=False`.

    Where the labels are not known it is a warning, and only for a plain classifier: convolutions and at least
    one pooling layer in a row, `Dense` behind them, a cross-entropy. Labels for each place, as in segmentation,
    are left alone.

    Why is this bad?
    ----------------
    `Dense` takes any number of axes and works on the last one, so building the model goes well. The loss then
    refuses the shapes, with a ValueError in the first step of training. A regression with one unit is worse:
    `mean_squared_error` broadcasts labels of shape (n,) against the map without a word, and each place is
    trained on the labels of other samples.

    Example
    -------
    The output has the shape (None, 13, 13, 10):

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dense(10, activation="softmax"),
    ])
    ```

    Here it is (None, 10):

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ])
    ```

    Fix
    ---
    Put `Flatten()` or a global pooling layer in front of the first `Dense`. The fix puts `Flatten()` there; it is
    unsafe, because pooling makes a smaller model, and often the better one behind a pretrained network.

    References
    ----------
    - https://keras.io/api/layers/core_layers/dense/ says what Dense does with inputs of more axes.
    """

    code: ClassVar[str] = "KER402"
    name: ClassVar[str] = "missing-flatten"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at the outputs with more axes than their labels that Dense layers hand on."""
        seen: set[int] = set()
        for case in per_sample(script):
            first = _first_dense(case)
            severity = case.severity(script)
            if first is None or severity is None or id(first.layer.node) in seen:
                continue
            seen.add(id(first.layer.node))
            yield _finding(case, first, severity, script)
        for likely in shrunk(script):
            if id(likely.first.layer.node) not in seen:
                seen.add(id(likely.first.layer.node))
                yield _likely(likely, script)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The layers of models whose output fits the labels on this path."""
        found = {id(finding.node) for finding in self.check(script)}
        for call in in_order(script):
            if id(call.layer.node) not in found:
                yield call.layer.node


def _first_dense(case: PerSample) -> LayerCall | None:
    """The Dense layer that something should flatten before; None where that is not what is missing."""
    if case.maker is not None and is_recurrent(case.maker.layer):
        return None
    dense: list[LayerCall] = [call for call in case.chain if call.layer.class_name == "Dense"]
    return dense[-1] if dense else None


def _finding(case: PerSample, first: LayerCall, severity: Severity, script: Script) -> Finding:
    places = "x".join("None" if dim is None else describe(dim) for dim in case.shape[1:-1])
    pairing = case.pairing
    given = "" if not first.input_shapes or first.input_shapes[0] is None else text(first.input_shapes[0])
    related: list[tuple[CSTNode, str]] = []
    if case.maker is not None and case.maker.layer.class_name != "InputLayer" and given:
        related.append((case.maker.layer.node, f"{words(case.maker.layer)} gives {given}"))
    related += [(pairing.place, case.labels_words), (pairing.loss.node, "the loss")]
    what = f"gets {given}, which nothing flattens" if given else "gets an input that nothing flattens"
    return Finding(
        first.layer.node,
        f"{words(first.layer)} {what}: the output {text(case.shape)} has a row for each of {places} places, "
        f"but {case.labels_words}",
        notes=case.notes(script),
        help="put Flatten() or a global pooling layer in front of this layer",
        related=tuple(related),
        severity=severity,
        fix=_fix(case, first, script),
    )


def _likely(case: Shrunk, script: Script) -> Finding:
    """Of labels that are not known, what they would have to be."""
    places = "x".join(describe(dim) for dim in case.shape[1:-1])
    shape = case.first.input_shapes[0] if case.first.input_shapes else None
    got = "an input" if shape is None else text(shape)
    poolings = "a pooling layer" if case.poolings == 1 else f"{case.poolings} pooling layers"
    return Finding(
        case.first.layer.node,
        f"{words(case.first.layer)} gets {got}, which nothing flattens: the output {text(case.shape)} has a row "
        f"for each of {places} places",
        notes=(f"Right only with labels for each of these places, which {poolings} made",),
        help="put Flatten() or a global pooling layer in front of this layer",
        related=((case.pairing.loss.node, "the loss"),),
        severity=Severity.WARNING,
        fix=_fix(case, case.first, script),
    )


def _fix(case: PerSample | Shrunk, first: LayerCall, script: Script) -> ProposedFix | None:
    """A Flatten in front of the first Dense, written where and as that is."""
    dense, node, model = first.layer.node, first.node, case.pairing.compiled.model
    flatten = sibling(dense.func, "Flatten", LAYER_MODULES) if isinstance(dense, cst.Call) else None
    if flatten is None or not isinstance(node, cst.Call) or not makes_one_layer(first.layer, script):
        return None
    # Of sizes that are left open Dense cannot have a weight each: there only pooling helps.
    shape = first.input_shapes[0] if first.input_shapes else None
    if shape is not None and any(dim is None for dim in shape[1:]):
        return None
    if sum(call.node is node for call in model.calls) > 1:
        return None
    # What the model's first layer says of the input goes to the one that is first then.
    moved = keyword(dense, "input_shape")
    inner = "" if moved is None else code(moved.with_changes(comma=cst.MaybeSentinel.DEFAULT))
    edits = [] if moved is None else [NodeEdit(moved, "")]
    made = f"{flatten[0]}({inner})"
    if node is dense:
        if not _in_list(dense, model.node):
            return None
        edits.append(NodeEdit(dense, made, at="previous item"))
    elif isinstance(node.func, cst.Attribute) and node.func.attr.value == "add":
        edits.append(NodeEdit(node, f"{code(node.func.value)}.add({made})", at="above"))
    elif node.args and not node.args[0].star and node.args[0].keyword is None:
        tensor = node.args[0].value
        edits += [NodeEdit(tensor, f"{made}(", at="before"), NodeEdit(tensor, ")", at="after")]
    else:
        return None
    return ProposedFix("Put Flatten in front of this layer", tuple(edits), Applicability.UNSAFE, flatten[1])


def _in_list(layer: CSTNode, made: CSTNode) -> bool:
    """Does the layer stand in the list that a Sequential is made of?"""
    layers = made.args[0].value if isinstance(made, cst.Call) and made.args else None
    return isinstance(layers, cst.List | cst.Tuple) and any(
        element.value is layer for element in layers.elements
    )
