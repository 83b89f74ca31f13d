"""KER114 target-shape-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int, same
from kerlint_rules.model.refusals import channels_first
from kerlint_rules.output.class_count_mismatch import judge
from kerlint_rules.output.label_encoding_mismatch import wanted
from kerlint_rules.output.mending import units_edit
from kerlint_rules.output.targets import (
    BINARY,
    CATEGORICAL,
    REGRESSION,
    SPARSE,
    Pairing,
    one_a_sample,
    pairings,
    related,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Dim, Script, Shape

RIGHT, CRASH, BROADCAST = "right", "crash", "broadcast"


class TargetShapeMismatch(Rule):
    """The labels have another shape than the output.

    What it finds
    -------------
    Labels and an output whose shapes are known and do not go together under the loss: an autoencoder that
    gives 32x32 for images of 28x28, two targets against one unit, one target against three units, masks of
    another size than the output, labels with an axis too many. The finding quotes both shapes.

    Keras drops or adds a last axis of 1 by itself, so labels of shape (n,) and an output of (n, 1) are in
    order, and so is the reverse.

    Where the encoding of class labels is wrong it is KER108, where only the number of classes is, KER107,
    and labels of another number than the inputs are KER220; they are not reported again here. Nor is an
    output with more axes than the labels, such as a Dense layer on a feature map or an LSTM that returns
    sequences: those are faults of the model.

    Why is this bad?
    ----------------
    Mostly `fit` ends with an error about incompatible shapes. Where one of the two sizes is 1, `mse`, `mae`
    and `huber` broadcast instead, and so does `binary_crossentropy` in Keras 2: one output is trained against
    every column, or one label against every unit. The loss falls as if all were well, and the model learns
    the columns' mean. A flat array of labels against several units is an error with Keras 3, while Keras 2
    compares each label with every unit.

    Example
    -------
    Three poolings of 28 pixels, each undone by an upsampling, are 32 pixels:

    ```python
    (x_train, _), _ = keras.datasets.mnist.load_data()
    x_train = x_train.reshape(-1, 28, 28, 1) / 255
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.MaxPooling2D(8, padding="same"),  # 4x4
        layers.UpSampling2D(8),                  # 32x32
        layers.Conv2D(1, 3, padding="same"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, x_train)
    ```

    These give 28:

    ```python
    (x_train, _), _ = keras.datasets.mnist.load_data()
    x_train = x_train.reshape(-1, 28, 28, 1) / 255
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.MaxPooling2D(4, padding="same"),  # 7x7
        layers.UpSampling2D(4),                  # 28x28
        layers.Conv2D(1, 3, padding="same"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, x_train)
    ```

    Fix
    ---
    Give the output layer the labels' shape, or reshape the labels. Which one is right is the author's to say:
    the fix, which gives a Dense output one unit for each column of the labels, is unsafe.

    References
    ----------
    - https://keras.io/api/losses/regression_losses/
    - `keras/src/losses/loss.py`: `squeeze_or_expand_to_same_rank`
    """

    code: ClassVar[str] = "KER114"
    name: ClassVar[str] = "target-shape-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare each output with the labels that it meets."""
        seen: set[int] = set()
        for pairing in pairings(script):
            outcomes = _outcomes(pairing, script.target.major)
            if outcomes is None or RIGHT in outcomes.values() or _told_elsewhere(pairing):
                continue
            output = _output_node(pairing)
            place = output if pairing.role == "training" else pairing.place
            # The validation labels meet the same output.
            if {id(output), id(place)} & seen:
                continue
            seen |= {id(output), id(place)}
            yield _finding(pairing, outcomes, place)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Outputs and labels that fit each other on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for pairing in pairings(script):
            outcomes = _outcomes(pairing, script.target.major)
            if outcomes is not None and set(outcomes.values()) == {RIGHT}:
                for node in (_output_node(pairing), pairing.place):
                    if id(node) not in wrong:
                        yield node


def _told_elsewhere(pairing: Pairing) -> bool:
    data = pairing.data
    if data.size is not None and same(data.size.samples, data.label_size) is False:
        return True
    judged = judge(pairing)
    return wanted(pairing) not in (None, "right") or (judged is not None and not judged[1])


def _output_node(pairing: Pairing) -> CSTNode:
    call = pairing.output.call
    node: CSTNode = pairing.place if call is None else call.layer.node
    return node


# --- what Keras makes of two shapes ---------------------------------------------------------------------


def _outcomes(pairing: Pairing, major: int | None) -> dict[int, str] | None:
    """What each version of Keras that may run this does with the two shapes; None where that is not known."""
    labels, output, loss = pairing.data.labels, pairing.shape, pairing.loss.name
    if not labels or not output or pairing.broken or channels_first(labels):
        # Whoever writes images as (1, 28, 28) may have set Keras's image data format elsewhere.
        return None
    found: dict[int, str] = {}
    for version in (2, 3) if major is None else (major,):
        if loss in SPARSE:
            outcome = _sparse(labels, output)
        elif loss in REGRESSION or (loss in BINARY and version == 2):
            outcome = _elementwise(_column(labels) if version == 2 else labels, output)
        elif loss in BINARY | CATEGORICAL:
            outcome = _strict(labels, output)
        else:
            return None
        if outcome is None:
            return None
        found[version] = outcome
    return found


def _column(labels: Shape) -> Shape:
    """Keras 2 makes a column of flat labels before anything else."""
    return (*labels, 1) if len(labels) == 1 else labels


def _same_rank(labels: Shape, output: Shape) -> tuple[Shape, Shape]:
    """Keras drops a last axis of 1 where one side has an axis more."""
    if len(labels) == len(output) + 1 and known_int(labels[-1]) == 1:
        return labels[:-1], output
    if len(output) == len(labels) + 1 and known_int(output[-1]) == 1:
        return labels, output[:-1]
    return labels, output


def _elementwise(labels: Shape, output: Shape) -> str | None:
    """Losses that subtract the two: numpy's broadcasting, the batch axis of unknown size."""
    labels, output = _same_rank(labels, output)
    if len(labels) == len(output):
        return _axes(labels[1:], output[1:], broadcast=True)
    if len(labels) == 1 and len(output) == 2:
        return None if known_int(output[1]) is None else CRASH
    if len(labels) == 3 and len(output) == 2:
        last = _axes(labels[2:], output[1:], broadcast=True)
        middle = known_int(labels[1])
        if last is None or middle is None or known_int(labels[2]) is None:
            return None
        # The output's batch axis meets the labels' second one.
        return BROADCAST if middle == 1 and last != CRASH else CRASH
    return None


def _strict(labels: Shape, output: Shape) -> str | None:
    """Losses that want one shape on both sides."""
    labels, output = _same_rank(labels, output)
    if len(labels) == len(output):
        return _axes(labels[1:], output[1:], broadcast=False)
    if len(output) == 2:
        # Dims that are not known may be the axis of 1 that Keras drops.
        open_end = known_int(labels[-1]) is None and not _as_many(labels, output)
        return None if open_end and len(labels) == 3 else CRASH
    return None


def _as_many(labels: Shape, output: Shape) -> bool:
    """Have they certainly as many columns, so that these are classes and no axis of 1?"""
    return labels[-1] is not None and output[-1] is not None and same(labels[-1], output[-1]) is True


def _sparse(labels: Shape, output: Shape) -> str | None:
    """One label for each row of units."""
    if len(labels) == len(output) and known_int(labels[-1]) is None:
        return CRASH if _as_many(labels, output) else None
    if len(labels) == len(output) and known_int(labels[-1]) == 1:
        labels = labels[:-1]
    if len(labels) == len(output) - 1:
        return _axes(labels[1:], output[1:-1], broadcast=False)
    return CRASH if len(labels) >= len(output) else None


def _axes(labels: tuple[Dim, ...], output: tuple[Dim, ...], broadcast: bool) -> str | None:
    """The worst that the axes' sizes lead to; None where they are not known and nothing else is wrong."""
    result: str | None = RIGHT
    for label, unit in zip(labels, output, strict=True):
        equal = None if label is None or unit is None else same(label, unit)
        sizes = known_int(label), known_int(unit)
        if equal is None or (broadcast and equal is False and None in sizes):
            # A size that only the script knows may be 1, which broadcasts.
            result = None if result == RIGHT else result
        elif not equal:
            if not broadcast or 1 not in sizes:
                return CRASH
            result = BROADCAST
    return result


# --- what the finding says ------------------------------------------------------------------------------


def _finding(pairing: Pairing, outcomes: dict[int, str], place: CSTNode) -> Finding:
    labels, output = text(pairing.data.labels or ()), text(pairing.shape or ())
    return Finding(
        place,
        f"The output has the shape {output}, but {pairing.words} have {labels}",
        notes=_notes(pairing, outcomes),
        help="give the output layer the shape of the labels, or reshape the labels",
        related=tuple(
            entry for entry in (*related(pairing), (pairing.loss.node, "the loss")) if entry[0] is not place
        ),
        fix=_fix(pairing),
    )


def _fix(pairing: Pairing) -> ProposedFix | None:
    """A unit for each column, where nothing else differs in training."""
    labels: Shape = pairing.data.labels or ()
    output: Shape = pairing.shape or ()
    columns = known_int(labels[1]) if len(labels) == 2 and len(output) == 2 else None
    if pairing.role != "training" or columns is None:
        return None
    edit = units_edit(pairing, columns)
    if edit is None:
        return None
    return ProposedFix(f"Give the output `{columns}` units", (edit,), Applicability.UNSAFE)


def _notes(pairing: Pairing, outcomes: dict[int, str]) -> tuple[str, ...]:
    loss = pairing.loss.name
    words = {
        CRASH: f"refuses these shapes with {loss}",
        BROADCAST: f"silently broadcasts them with {loss}: {_broadcast(pairing)}",
    }
    if len(set(outcomes.values())) == 1:
        outcome = next(iter(outcomes.values()))
        return (f"Keras {words[outcome]}",)
    return tuple(
        f"Keras {version} {words[outcome]}" for version, outcome in sorted(outcomes.items(), reverse=True)
    )


def _broadcast(pairing: Pairing) -> str:
    labels, output = pairing.data.labels, pairing.shape
    if output is not None and len(output) == 2 and pairing.units == 1:
        return "the one unit is trained against every entry of a label"
    if labels is not None and one_a_sample(labels):
        return "each label is compared with every unit"
    return "entries are compared that do not belong together"
