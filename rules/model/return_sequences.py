"""KER406 return-sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import describe
from kerlint_rules.model import per_sample as outputs
from kerlint_rules.model.refusals import (
    Refusal,
    in_order,
    is_recurrent,
    place,
    recurrent_layer,
    recurrent_source,
    refusals,
    returns_sequences,
    subject,
    words,
)
from kerlint_rules.writing import keyword, makes_one_layer, with_argument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kerlint.script import Layer, LayerCall, Script


class ReturnSequences(Rule):
    """A recurrent layer gives its last output only where the whole sequence is wanted, or the reverse.

    What it finds
    -------------
    - a layer that takes sequences (another recurrent layer, `TimeDistributed`, `Conv1D`, one-dimensional
      pooling) behind an `LSTM`, `GRU` or `SimpleRNN` without `return_sequences=True`;
    - `return_sequences=True` in the last recurrent layer, so that the output has a row for each time step,
      while there is one label for each sample; also in front of `RepeatVector`.

    Layers in between that work on each step alone (`Dropout`, `BatchNormalization`, `Dense`) and
    `Bidirectional` make no difference. Labels that are not known, or that have a value for each step, are left
    alone.

    Why is this bad?
    ----------------
    Without the sequence the next layer refuses its input with a ValueError. With one too many the loss refuses
    it, but not always: measured with Keras 3.15, `mean_squared_error` broadcasts labels of shape (n,) against
    outputs of shape (n, steps, 1) without a word, and the error ends at 2.5 where the right model reaches 0.07.

    Example
    -------
    The second layer gets one vector for each sample:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(20, 4)),
        layers.LSTM(64),
        layers.LSTM(32),
        layers.Dense(1),
    ])
    ```

    All but the last return sequences:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(20, 4)),
        layers.LSTM(64, return_sequences=True),
        layers.LSTM(32),
        layers.Dense(1),
    ])
    ```

    Fix
    ---
    `return_sequences=True` in every recurrent layer that feeds another one, none in the last one in front of
    an output for each sample. The fix writes that; it is unsafe, because the layer behind may be what was not
    meant.

    References
    ----------
    - https://keras.io/api/layers/recurrent_layers/lstm/
    """

    code: ClassVar[str] = "KER406"
    name: ClassVar[str] = "return-sequences"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Layers that refuse what a recurrent layer gives, then outputs with a row for each step."""
        seen: set[int] = set()
        for finding in (*_refused(script), *_left_on(script)):
            if id(finding.node) not in seen:
                seen.add(id(finding.node))
                yield finding

    def clears(self, script: Script) -> Iterable[cst.CSTNode]:
        """Layers that take what a recurrent one gives, and sequences that go with the labels, on this path."""
        found: set[int] = set()
        for finding in self.check(script):
            found.update(id(node) for node in (finding.node, *finding.about))
        fine = {id(node) for node in in_order(script, ())}
        for model in script.models:
            for call in model.calls:
                where: cst.CSTNode = place(call, model)
                takes = bool(call.inputs) and recurrent_layer(call.inputs[0]) is not None
                if takes and id(where) in fine - found:
                    yield where
        for call in outputs.in_order(script):
            if is_recurrent(call.layer) and id(_flag_node(call.layer)) not in found:
                yield _flag_node(call.layer)


def _refused(script: Script) -> Iterator[Finding]:
    for refusal in refusals(script):
        source = recurrent_source(refusal.call) if subject(refusal.call) == ReturnSequences.name else None
        if source is not None:
            yield _refusal_finding(refusal, source, script)


def _refusal_finding(refusal: Refusal, source: LayerCall, script: Script) -> Finding:
    taker, name = words(refusal.call.layer), words(source.layer)
    shape = refusal.call.input_shapes[0]
    told = "" if shape is None else f" {text(shape)}"
    on = returns_sequences(source.layer) is True
    if on:
        message = f"{name} returns the whole sequence{told}, but {taker} behind it takes one vector a sample"
        help_text = "leave return_sequences out here"
    else:
        message = f"{name} gives its last output only,{told}, but {taker} behind it takes a sequence"
        help_text = "give this layer return_sequences=True"
    return Finding(
        source.layer.node,
        message,
        notes=(refusal.problem, *refusal.notes),
        help=help_text,
        related=((refusal.place, f"{taker} refuses it"),),
        about=(refusal.place,),
        severity=refusal.severity,
        fix=_fix(source.layer, script, on=not on),
    )


def _left_on(script: Script) -> Iterator[Finding]:
    for case in outputs.per_sample(script):
        severity, source = case.severity(script), case.maker
        if severity is None or source is None or returns_sequences(source.layer) is not True:
            continue
        if not is_recurrent(source.layer):
            continue
        steps = case.shape[1]
        each = "each time step" if steps is None else f"each of {describe(steps)} time steps"
        yield Finding(
            _flag_node(source.layer),
            f"{words(source.layer)} returns the whole sequence, so the output {text(case.shape)} has a row for {each}, "
            f"but {case.labels_words}",
            notes=case.notes(script),
            help="leave return_sequences out in the last recurrent layer",
            related=((case.pairing.place, case.labels_words), (case.pairing.loss.node, "the loss")),
            severity=severity,
            fix=_fix(source.layer, script, on=False),
        )


def _flag_node(layer: Layer) -> cst.CSTNode:
    """What says `return_sequences`, the layer where nothing does."""
    inner = layer.inner if layer.class_name == "Bidirectional" and layer.inner is not None else layer
    given = inner.call.arguments.get("return_sequences")
    return inner.node if given is None or given.node is None else given.node


def _fix(layer: Layer, script: Script, *, on: bool) -> ProposedFix | None:
    """Write `return_sequences` as it should be, where the layer's own call says it or could."""
    inner = layer.inner if layer.class_name == "Bidirectional" and layer.inner is not None else layer
    node = inner.node
    if not isinstance(node, cst.Call) or any(argument.star for argument in node.args):
        return None
    if not makes_one_layer(layer, script):
        return None
    given = keyword(node, "return_sequences")
    if given is not None:
        if not isinstance(given.value, cst.Name):
            return None
        edit: NodeEdit | None = NodeEdit(given.value, "True") if on else NodeEdit(given, "")
    elif not on or "return_sequences" in inner.call.arguments:
        return None
    else:
        edit = with_argument(node, "return_sequences=True")
    message = "Add return_sequences=True" if on else "Leave return_sequences out"
    return None if edit is None else ProposedFix(message, (edit,), Applicability.UNSAFE)
