"""KER220 sample-count-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import describe, known_int, same
from kerlint_rules.data.given import Given, given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Script


class SampleCountMismatch(Rule):
    """The inputs and the labels are of different number.

    What it finds
    -------------
    Arrays given to `fit`, as `validation_data` or to `evaluate` whose first axes certainly differ: the
    training images with the test labels, inputs that were cut or repeated without their labels, a table that
    was meant to be transposed. Numbers that the script only names count where their difference is known.

    Keras stops at this before it looks at anything else, so the shapes of such data are not compared further
    (KER114, KER210).

    Why is this bad?
    ----------------
    The call ends with a ValueError: "Data cardinality is ambiguous", in Keras 2 and 3 alike.

    Example
    -------
    60,000 images and 10,000 labels:

    ```python
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train / 255, y_test)
    ```

    The labels of these images:

    ```python
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train / 255, y_train)
    ```

    Fix
    ---
    Give inputs and labels of the same samples, in the same order.

    References
    ----------
    - https://keras.io/api/models/model_training_apis/
    """

    code: ClassVar[str] = "KER220"
    name: ClassVar[str] = "sample-count-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare the lengths of each x and y."""
        seen: set[object] = set()
        for entry in given(script):
            place = _labels(entry)
            # What is refused in training is refused in evaluate as well.
            same_arrays = (entry.data.key, id(entry.data.label_node))
            if _agree(entry) is False and not {id(place), same_arrays} & seen:
                seen |= {id(place), same_arrays}
                yield _finding(entry, place)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Labels that are as many as their inputs on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for entry in given(script):
            if _agree(entry) and id(_labels(entry)) not in wrong:
                yield _labels(entry)


def _agree(entry: Given) -> bool | None:
    data = entry.data
    if data.kind != "array" or data.size is None or data.label_size is None:
        return None
    return same(data.size.samples, data.label_size)


def _labels(entry: Given) -> CSTNode:
    argument = entry.call.arguments.get("validation_data" if entry.role == "validation" else "y")
    node: CSTNode = entry.place if argument is None or argument.node is None else argument.node
    return node


def _finding(entry: Given, place: CSTNode) -> Finding:
    data = entry.data
    samples = data.size.samples if data.size is not None else None
    related: list[tuple[CSTNode, str]] = []
    if data.label_node is not None and data.label_node is not place:
        related.append((data.label_node, _counted(data.label_size, "label")))
    if entry.place is not place:
        related.append((entry.place, _counted(samples, "input")))
    return Finding(
        place,
        f"{entry.words[0].upper()}{entry.words[1:]} are {_counted(samples, 'input')} "
        f"and {_counted(data.label_size, 'label')}",
        notes=('Keras refuses them: "Data cardinality is ambiguous"',),
        help="give the inputs and the labels of the same samples",
        related=tuple(related),
    )


def _counted(value: object, noun: str) -> str:
    number = known_int(value)
    if number == 1:
        return f"1 {noun}"
    return f"{describe(value) if number is None else f'{number:,}'} {noun}s"
