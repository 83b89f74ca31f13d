"""KER107 class-count-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.output.mending import activation_edit, loss_edit, units_edit
from kerlint_rules.output.targets import (
    BINARY,
    CATEGORICAL,
    COLUMNS,
    REGRESSION,
    SCALAR,
    SPARSE,
    Pairing,
    one_a_sample,
    pairings,
    related,
    shapes_note,
    units_node,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Script


class ClassCountMismatch(Rule):
    """The output has another number of units than the labels have classes.

    What it finds
    -------------
    A single output whose units do not fit the classes of the labels, where both numbers are known:

    - one-hot or multi-label rows of another width than the output, with a cross-entropy or a regression
      loss;
    - integers with `sparse_categorical_crossentropy` and fewer units than classes;
    - integers of three or more classes, or `class_mode="binary"` over three or more folders, with
      `binary_crossentropy` and one unit.

    The classes are known from built-in data sets, from `to_categorical` and scikit-learn's encoders, from
    folders that can be counted, from a notebook's output, from the settings and from comments
    (`# kerlint: classes=5`).

    Silent: more units than classes with the sparse loss, which only leaves units without use. Labels of the
    wrong encoding are KER108.

    Why is this bad?
    ----------------
    Rows of different widths end `fit` with an error. A row of labels against one unit does so with a
    cross-entropy in Keras 3; Keras 2, and both with `mse` and its like, silently compare every column with
    the one unit. A label beyond the units is an InvalidArgumentError on a CPU and a NaN or a wrong loss
    elsewhere. One sigmoid unit with labels above 1 gives no error at all: the loss falls below zero without
    end (measured: -8.7 with an accuracy of 0.25 to 0.63, where a right output reaches 1.0).

    Example
    -------
    CIFAR-10 has ten classes:

    ```python
    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(9, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train / 255, y_train)
    ```

    One unit for each:

    ```python
    (x_train, y_train), _ = keras.datasets.cifar10.load_data()
    model = keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train / 255, y_train)
    ```

    Fix
    ---
    Give the output layer one unit for each class with `softmax`, or one unit with `sigmoid` where there are
    two classes and labels of 0 and 1. Which number is right is the author's to say: the fix, which takes the
    labels' number where the layer's is written out, is unsafe.

    References
    ----------
    - https://keras.io/api/losses/probabilistic_losses/
    - https://keras.io/api/utils/python_utils/#to_categorical-function
    """

    code: ClassVar[str] = "KER107"
    name: ClassVar[str] = "class-count-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare the units of each output with the classes of the labels it meets."""
        seen: set[int] = set()
        known_pairs = [(pairing, judge(pairing)) for pairing in pairings(script)]
        for pairing, judged in known_pairs:
            if judged is None or judged[1]:
                continue
            units = units_node(pairing)
            place = units if pairing.role == "training" else pairing.place
            # The validation labels meet the same wrong units.
            if {id(units), id(place)} & seen:
                continue
            seen |= {id(units), id(place)}
            same_units = [
                other_judged[0]
                for other, other_judged in known_pairs
                if other_judged is not None and units_node(other) is units
            ]
            agree = set(same_units) == {judged[0]}
            yield _finding(pairing, judged[0], place, _fix(pairing, judged[0]) if agree else None)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Units and labels that fit each other on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for pairing in pairings(script):
            judged = judge(pairing)
            if judged is not None and judged[1]:
                for node in (units_node(pairing), pairing.place):
                    if id(node) not in wrong:
                        yield node


def judge(pairing: Pairing) -> tuple[int, bool] | None:
    """The classes, and whether the units fit them; None where that is not known or another rule's matter."""
    data, units, loss = pairing.data, pairing.units, pairing.loss.name
    if units is None or len(pairing.shape or ()) != 2 or data.labels is None:
        return None
    if data.encoding in COLUMNS and len(data.labels) == 2:
        width = known_int(data.labels[1])
        if width is None or loss not in CATEGORICAL | BINARY | REGRESSION:
            return None
        return width, width == units
    classes = known_int(data.classes)
    if data.encoding not in SCALAR or classes is None or not one_a_sample(data.labels):
        return None
    if loss in SPARSE:
        return classes, classes <= units
    if loss in BINARY and units == 1:
        return classes, classes <= 2
    return None


def _finding(pairing: Pairing, classes: int, place: CSTNode, fix: ProposedFix | None) -> Finding:
    units = "1 unit" if pairing.units == 1 else f"{pairing.units} units"
    columns = pairing.data.encoding in COLUMNS
    have = (
        "have 1 column"
        if columns and classes == 1
        else f"have {classes} {'columns' if columns else 'classes'}"
    )
    shapes = shapes_note(pairing) if columns else ()
    return Finding(
        place,
        f"The output has {units}, but {pairing.words} {have}",
        notes=(*shapes, *_counted(pairing), _outcome(pairing, classes)),
        help=_help(pairing, classes),
        related=tuple(
            entry for entry in (*related(pairing), (pairing.loss.node, "the loss")) if entry[0] is not place
        ),
        fix=fix,
    )


def _counted(pairing: Pairing) -> tuple[str, ...]:
    size = pairing.data.size
    if size is None or not size.source.startswith("counted in"):
        return ()
    return (f"the classes are {size.source}",)


def _outcome(pairing: Pairing, classes: int) -> str:
    loss, units = pairing.loss.name, pairing.units
    if pairing.data.encoding not in COLUMNS:
        if loss in SPARSE:
            return f"a label of {units} or more ends fit with an error on a CPU; elsewhere the loss is wrong or NaN"
        return "nothing is refused: labels above 1 drive the loss below zero without end, and accuracy means nothing"
    if 1 not in (units, classes) or loss in CATEGORICAL:
        return "fit ends with an error about these shapes"
    side = (
        "the one unit is compared with every column"
        if units == 1
        else "the one column is compared with every unit"
    )
    if loss in BINARY:
        return f"Keras 3 refuses these shapes; in Keras 2 {side} without a word"
    return f"nothing is refused: {side}"


def _help(pairing: Pairing, classes: int) -> str:
    if pairing.data.encoding in COLUMNS:
        if classes == 2 and pairing.units == 1:
            return (
                "give the output 2 units with softmax and categorical_crossentropy, or give labels of 0 and 1"
            )
        return f"give the output {classes} units, or the labels {pairing.units} columns"
    if pairing.loss.name in BINARY:
        return f"give the output {classes} units with softmax and use sparse_categorical_crossentropy"
    return f"give the output {classes} units"


def _fix(pairing: Pairing, classes: int) -> ProposedFix | None:
    """A unit for each class; for classes that one sigmoid unit was to tell apart softmax and its loss as well."""
    units = units_edit(pairing, classes)
    if units is None or classes < 2:
        return None
    if pairing.data.encoding in COLUMNS or pairing.loss.name not in BINARY:
        return ProposedFix(f"Give the output `{classes}` units", (units,), Applicability.UNSAFE)
    softmax = activation_edit(pairing, "softmax")
    loss = loss_edit(pairing.loss, "sparse_categorical_crossentropy")
    metrics = pairing.compiled.metrics
    if softmax is None or loss is None or metrics is None or any("binary" in (m.name or "") for m in metrics):
        return None
    return ProposedFix(
        f"Give the output `{classes}` units with softmax and sparse_categorical_crossentropy",
        (units, softmax, loss[0]),
        Applicability.UNSAFE,
        loss[1],
    )
