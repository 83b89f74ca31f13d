"""KER108 label-encoding-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.outputs import output_activation
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.output.mending import activation_edit, loss_edit
from kerlint_rules.output.targets import (
    BINARY,
    CATEGORICAL,
    COLUMNS,
    SCALAR,
    SPARSE,
    Pairing,
    encoding_words,
    mode_note,
    one_a_sample,
    pairings,
    related,
    shapes_note,
)
from kerlint_rules.writing import argument, string, with_argument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.rule import NodeEdit
    from kerlint.script import Script


class LabelEncodingMismatch(Rule):
    """The labels are integers and the loss wants one-hot vectors, or the other way round.

    What it finds
    -------------
    Labels whose encoding is known and that the loss does not take:

    - integers, or 0 and 1, with `categorical_crossentropy`, also as a column of shape (n, 1);
    - one-hot or multi-label rows with `sparse_categorical_crossentropy`;
    - integers, or 0 and 1, with `binary_crossentropy` over several output units.

    The encoding comes from `to_categorical`, from the labels of built-in data sets, from scikit-learn's
    encoders, from `class_mode` and `label_mode` (their defaults included) or from labels written out. The
    validation data and the data given to `evaluate` are held against the loss as well: forgetting
    `to_categorical` for one of them is common. Where training and validation labels are both wrong, one
    finding at the loss says so.

    A right encoding with the wrong number of classes is KER107; one output unit with a categorical loss is
    another fault and not reported here.

    Why is this bad?
    ----------------
    `fit` ends with an error in its first step, Keras 3 with a ValueError about ranks and shapes. Keras 2
    does the same for the categorical losses; with `binary_crossentropy` over several units it says nothing,
    compares each label with every unit and learns nonsense.

    Example
    -------
    The labels of MNIST are integers:

    ```python
    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(x_train / 255, y_train)
    ```

    The sparse loss takes them as they are:

    ```python
    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train / 255, y_train)
    ```

    Fix
    ---
    Change the loss, or the labels (`keras.utils.to_categorical`, `class_mode`). Where all labels of the
    model agree, the fix puts the other categorical cross-entropy for the loss; where only the validation
    labels are read from files in another mode, it changes that. It is unsafe because the script may want the
    other encoding elsewhere.

    References
    ----------
    - https://keras.io/api/losses/probabilistic_losses/
    - https://keras.io/api/utils/python_utils/#to_categorical-function
    """

    code: ClassVar[str] = "KER108"
    name: ClassVar[str] = "label-encoding-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Hold the labels of each fit and evaluate against the loss."""
        told: set[tuple[int, str | None]] = set()
        seen: set[int] = set()
        known_pairs = [pairing for pairing in pairings(script) if wanted(pairing) is not None]
        for pairing in known_pairs:
            needed = wanted(pairing)
            if needed == "right" or needed is None:
                continue
            training = pairing.role == "training"
            if not training and (id(pairing.loss.node), pairing.data.encoding) in told:
                continue
            place = pairing.loss.node if training else pairing.place
            told.add((id(pairing.loss.node), pairing.data.encoding))
            if id(place) in seen:
                continue
            seen.add(id(place))
            same_loss = [other for other in known_pairs if other.loss.node is pairing.loss.node]
            agree = all(wanted(other) == needed for other in same_loss)
            yield _finding(pairing, needed, place, agree)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Losses and labels that go together on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for pairing in pairings(script):
            if wanted(pairing) == "right":
                for node in (pairing.loss.node, pairing.place):
                    if id(node) not in wrong:
                        yield node


def wanted(pairing: Pairing) -> str | None:
    """The loss or labels that would fit: "sparse", "categorical", "units"; "right"; None where not known."""
    encoding, loss = pairing.data.encoding, pairing.loss.name
    shape, labels = pairing.shape, pairing.data.labels
    if labels is None or encoding not in SCALAR | COLUMNS or loss not in CATEGORICAL | SPARSE | BINARY:
        return None
    if encoding in COLUMNS:
        if loss not in SPARSE:
            return "right"
        flat = shape is None or len(shape) == 2
        return "categorical" if flat and len(labels) == 2 and known_int(labels[1]) != 1 else None
    if loss in SPARSE:
        return "right"
    if pairing.units == 1 or not _one_a_sample(pairing):
        return "right" if loss in BINARY else None
    if loss in BINARY:
        return None if pairing.units is None else "units"
    return "sparse"


def _one_a_sample(pairing: Pairing) -> bool:
    """Is there one label where the output has a row of units?"""
    shape, labels = pairing.shape, pairing.data.labels
    if labels is None:
        return False
    if shape is None:
        return bool(one_a_sample(labels))
    column = len(labels) == len(shape) and known_int(labels[-1]) == 1
    return column or len(labels) == len(shape) - 1


def _finding(pairing: Pairing, needed: str, place: CSTNode, agree: bool) -> Finding:
    data, loss = pairing.data, pairing.loss
    places = related(pairing)
    if place is not loss.node:
        places += ((loss.node, "the loss"),)
    return Finding(
        place,
        f"{pairing.words[0].upper()}{pairing.words[1:]} are {encoding_words(data)}, {_wants(pairing, needed)}",
        notes=(*shapes_note(pairing), *mode_note(data), *_keras_2(needed)),
        help=_help(pairing, needed),
        related=tuple(entry for entry in places if entry[0] is not place),
        fix=_fix(pairing, needed, agree),
    )


def _wants(pairing: Pairing, needed: str) -> str:
    if needed == "categorical":
        return f"but {pairing.loss.name} takes one integer for each sample"
    if needed == "units":
        return f"but {pairing.loss.name} takes a 0 or 1 for each of the {pairing.units} output units"
    return f"but {pairing.loss.name} takes one-hot rows"


def _keras_2(needed: str) -> tuple[str, ...]:
    if needed != "units":
        return ()
    return ("Keras 3 refuses these shapes; Keras 2 silently compares each label with every unit",)


def _help(pairing: Pairing, needed: str) -> str:
    if needed == "categorical":
        return "use the loss categorical_crossentropy, or give the labels as integers"
    remedy = "encode the labels as one-hot rows (keras.utils.to_categorical)"
    target = pairing.data.call.target if pairing.data.call is not None else ""
    if target.endswith(("flow_from_directory", "flow_from_dataframe")):
        remedy = 'read them with class_mode="categorical"'
    elif target.endswith("dataset_from_directory"):
        remedy = 'read them with label_mode="categorical"'
    if pairing.role != "training":
        return f"{remedy}, as for the training data, or use sparse_categorical_crossentropy for both"
    return f"use the loss sparse_categorical_crossentropy, or {remedy}"


def _fix(pairing: Pairing, needed: str, agree: bool) -> ProposedFix | None:
    """The loss for the labels where all agree; else the odd ones are encoded as those of the training are."""
    if not agree:
        return None if pairing.role == "training" else _like_training(pairing, needed)
    other = "categorical_crossentropy" if needed == "categorical" else "sparse_categorical_crossentropy"
    loss, metrics = loss_edit(pairing.loss, other), _metric_edits(pairing, other.startswith("sparse"))
    if loss is None or metrics is None:
        return None
    edits = (*metrics, loss[0])
    if needed == "units":
        activation = output_activation(pairing.output)
        name = None if activation is None else activation.name
        softmax = activation_edit(pairing, "softmax") if name == "sigmoid" else None
        if pairing.loss.from_logits is not False or (name != "softmax" and softmax is None):
            return None
        if softmax is not None:
            return ProposedFix(f"Use softmax and {other}", (softmax, *edits), Applicability.UNSAFE, loss[1])
    return ProposedFix(f"Use {other}", edits, Applicability.UNSAFE, loss[1])


def _metric_edits(pairing: Pairing, sparse: bool) -> tuple[NodeEdit, ...] | None:
    """The metrics that are chosen for an encoding, chosen for the other one; None where that cannot be done."""
    if pairing.compiled.metrics is None:
        return None
    edits = []
    for metric in pairing.compiled.metrics:
        name = metric.name or ""
        if "binary" in name:
            return None
        if "categorical" not in name or name.startswith("sparse") is sparse:
            continue
        edit = string(metric.node, f"sparse_{name}" if sparse else name.removeprefix("sparse_"))
        if edit is None or name not in _METRICS:
            return None
        edits.append(edit)
    return tuple(edits)


_METRICS = frozenset(
    f"{sparse}{name}"
    for sparse in ("", "sparse_")
    for name in ("categorical_accuracy", "categorical_crossentropy", "top_k_categorical_accuracy")
)


def _like_training(pairing: Pairing, needed: str) -> ProposedFix | None:
    """The mode of the reader of files that the loss wants."""
    call = pairing.data.call
    if call is None:
        return None
    datasets = call.target.endswith("dataset_from_directory")
    name = "label_mode" if datasets else "class_mode"
    mode = "categorical" if needed != "categorical" else "int" if datasets else "sparse"
    given = call.arguments.get(name)
    if not call.complete or not call.target.endswith(("_from_directory", "_from_dataframe")):
        return None
    if given is None:
        edit = with_argument(call.node, f'{name}="{mode}"')
    else:
        edit = (
            string(given.node, mode) if given.node is not None and argument(call.node, given.node) else None
        )
    if edit is None:
        return None
    return ProposedFix(f'Read these labels with `{name}="{mode}"`', (edit,), Applicability.UNSAFE)
