"""KER220 sample-count-mismatch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import describe, known_int, same
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.shares import other_share
from kerlint.symbolic.values import DictValue, ListValue, TupleValue
from kerlint_rules.data.given import Given, given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Call, Script


class SampleCountMismatch(Rule):
    """The inputs and the labels are of different number.

    What it finds
    -------------
    Arrays given to `fit`, as `validation_data` or to `evaluate` whose first axes certainly differ: the
    training images with the test labels, inputs that were cut or repeated without their labels, a table that
    was meant to be transposed. The same for the arrays that `ImageDataGenerator.flow` and
    `Dataset.from_tensor_slices` get. Numbers that the script only names count where their difference is known,
    and where they are different shares of one number, as the parts of `train_test_split(x, y, test_size=0.2)` are.

    Keras stops at this before it looks at anything else, so the shapes of such data are not compared further
    (KER114, KER210).

    Why is this bad?
    ----------------
    The call ends with a ValueError, in Keras 2 and 3 alike: "Data cardinality is ambiguous" in fit and evaluate,
    "should have the same length" in flow, "Dimensions ... are not compatible" in from_tensor_slices.

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
                continue
            several = _Arrays.given_in(entry)
            if several is not None and several.agree is False and id(several.place) not in seen:
                seen.add(id(several.place))
                yield several.finding()
        for source in script.data:
            arrays = None if source.call is None else _Arrays.of(source.call)
            if arrays is not None and arrays.agree is False and id(arrays.place) not in seen:
                seen.add(id(arrays.place))
                yield arrays.finding()

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Labels that are as many as their inputs on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for entry in given(script):
            if _agree(entry) and id(_labels(entry)) not in wrong:
                yield _labels(entry)
        for source in script.data:
            arrays = None if source.call is None else _Arrays.of(source.call)
            if arrays is not None and arrays.agree and id(arrays.place) not in wrong:
                yield arrays.place


def _agree(entry: Given) -> bool | None:
    data = entry.data
    if data.kind != "array" or data.size is None or data.label_size is None:
        return None
    equal = same(data.size.samples, data.label_size)
    return False if equal is None and other_share(data.size.samples, data.label_size) else equal


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
        notes=(_AMBIGUOUS,),
        help="give the inputs and the labels of the same samples",
        related=tuple(related),
    )


def _counted(value: object, noun: str) -> str:
    return f"{_number(value)} {noun}{'' if known_int(value) == 1 else 's'}"


def _number(value: object) -> str:
    number = known_int(value)
    return describe(value) if number is None else f"{number:,}"


@dataclass(frozen=True, slots=True, eq=False)
class _Arrays:
    """Arrays that a source of data is made of, which have to be as long as each other.

    Attributes:
        call: what makes it.
        place: the argument that holds the array which is told of.
        lengths: of the arrays, each a Number; None where not known.
        words: what they are given as.
    """

    call: Call
    place: CSTNode
    lengths: tuple[Any, ...]
    words: str = ""

    @classmethod
    def of(cls, call: Call) -> _Arrays | None:
        """Those of `flow(x, y)` and `from_tensor_slices((x, y))`, None for other calls."""
        names = _TOGETHER.get(call.class_name, ())
        given = [call.arguments[name] for name in names if name in call.arguments]
        if not given or given[-1].node is None:
            return None
        lengths = tuple(_length(array) for argument in given for array in _leaves(argument.value))
        return cls(call, given[-1].node, lengths)

    @classmethod
    def given_in(cls, entry: Given) -> _Arrays | None:
        """Those of several inputs or outputs that fit and evaluate get, None for one of each."""
        names = ("validation_data",) if entry.role == "validation" else ("x", "y", "sample_weight")
        given = [entry.call.arguments[name] for name in names if name in entry.call.arguments]
        arrays = [array for argument in given for array in _leaves(argument.value)]
        if entry.data.kind != "array" or len(arrays) < 3 or given[-1].node is None:
            return None
        return cls(entry.call, given[-1].node, tuple(map(_length, arrays)), entry.words)

    @property
    def agree(self) -> bool | None:
        """Are all as long as the first? None where that is not known."""
        told = [same(self.lengths[0], other) for other in self.lengths[1:]]
        return False if False in told else None if None in told or not told else True

    def finding(self) -> Finding:
        """The first two that differ."""
        first = self.lengths[0]
        other = next(length for length in self.lengths if same(first, length) is False)
        if self.words:
            parts = f"arrays of {_number(first)} and {_number(other)} samples"
            message = f"{self.words[0].upper()}{self.words[1:]} are {parts}"
            note = _AMBIGUOUS
        elif self.call.class_name == "flow":
            message = f"flow gets {_counted(first, 'input')} and {_counted(other, 'label')}"
            note = 'Keras refuses them: "should have the same length"'
        else:
            message = f"from_tensor_slices gets arrays of {_number(first)} and {_number(other)} samples"
            note = 'TensorFlow refuses them: "Dimensions are not compatible"'
        return Finding(
            self.place, message, notes=(note,), help="give the inputs and the labels of the same samples"
        )


_AMBIGUOUS = 'Keras refuses them: "Data cardinality is ambiguous"'
# Parameters whose arrays are cut into samples together.
_TOGETHER = {"flow": ("x", "y"), "from_tensor_slices": ("source", "tensors")}


def _leaves(value: Any) -> list[Any]:
    """The arrays of a pair, a list of inputs or a dict."""
    if isinstance(value, TupleValue | DictValue) or (
        isinstance(value, ListValue)
        and value.complete
        and all(isinstance(v, ArrayValue) for v in value.items)
    ):
        items = value.items.values() if isinstance(value, DictValue) else value.items
        return [leaf for item in items for leaf in _leaves(item)]
    return [value]


def _length(value: Any) -> Any:
    if not isinstance(value, ArrayValue):
        return None
    return value.rows if value.shape is None else value.shape[0] if value.shape else None
