"""KER221 predict-without-batch-axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int, same
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import ListValue, TupleValue, Unknown
from kerlint_rules.data.batch_axis import differ, lacks_batch, takes_any_axes
from kerlint_rules.data.given import given as data_given
from kerlint_rules.data.given import input_node
from kerlint_rules.writing import argument, behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kerlint.script import Call, DataSource, Measurement, Model, Script, Shape

# Models of these kinds hold what they are given against their input.
_KINDS = frozenset({"sequential", "functional", "application"})


class PredictWithoutBatchAxis(Rule):
    """A model is asked to predict a single sample that has no batch axis.

    What it finds
    -------------
    A call of `predict`, `predict_on_batch`, `predict_classes` or `predict_proba`, or of the model itself, with the
    shape of one sample, where the model takes batches of them: an image as `load_img`, `cv2` or `tf.image` give
    it, one row of the test data (`x_test[0]`), a list of single images for a model with one input, a Dataset that
    was not batched. A grey image without its channel axis counts as well.

    An axis of 1 at the end is added by Keras itself and is nothing to report. The sizes are followed through
    helper functions and loops; an array whose number of axes is not known is left alone, unless the model is
    trained or scored on such arrays elsewhere: then one row of them (`x_test[0]`) is one sample.

    Why is this bad?
    ----------------
    Keras takes the first axis for the batch, an image of 224 rows for 224 samples. Mostly the call ends with
    a ValueError, "expected shape=(None, 224, 224, 3), found shape=(224, 224, 3)" or the like. Where the last
    axis is 1 and the layers take any size, it goes on, and gives a prediction for each row.

    Example
    -------
    ```python
    image = keras.utils.load_img("cat.jpg", target_size=(224, 224))
    image = keras.utils.img_to_array(image)         # (224, 224, 3)
    keras.applications.ResNet50().predict(image)
    ```

    A batch of one:

    ```python
    image = keras.utils.load_img("cat.jpg", target_size=(224, 224))
    image = keras.utils.img_to_array(image)
    batch = np.expand_dims(image, axis=0)           # (1, 224, 224, 3)
    keras.applications.ResNet50().predict(batch)
    ```

    Fix
    ---
    Add the axis with `np.expand_dims(x, axis=0)` or `x[np.newaxis]`; take `x_test[0:1]` in place of
    `x_test[0]`; put several samples together with `np.stack`. The fix does the first two, or batches a Dataset;
    it is unsafe, because code behind may count on the shape of what predict gave.

    References
    ----------
    - https://keras.io/api/models/model_training_apis/ (predict)
    """

    code: ClassVar[str] = "KER221"
    name: ClassVar[str] = "predict-without-batch-axis"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare what predict gets with the input of its model."""
        seen: set[int] = set()
        for measurement in (*script.predictions, *script.applied):
            for case in (*_cases(measurement), *_rows(measurement, script)):
                if id(case.place) not in seen:
                    seen.add(id(case.place))
                    yield _finding(case)

    def clears(self, script: Script) -> Iterable[cst.CSTNode]:
        """Batches that fit on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for measurement in script.predictions:
            given, data = measurement.call.arguments.get("x"), measurement.data
            if given is None or given.node is None or data is None or measurement.model is None:
                continue
            inputs = measurement.model.inputs
            expected = inputs[0] if len(inputs) == 1 else None
            if expected and data.inputs and len(data.inputs) == len(expected) and id(given.node) not in wrong:
                yield given.node


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A sample, or a list of samples, that predict gets.

    Attributes:
        method: "predict", or "__call__" of the model itself.
        place: the expression that gives it.
        shape: the sample's.
        expected: what the model takes, with the batch.
        model: the model.
        count: how many samples there are in a list that Keras takes for several inputs; 1 for one sample.
        dataset: is it a Dataset that was not batched?
        array: is it an array?
        call: the predict call.
    """

    method: str
    place: cst.CSTNode
    shape: Shape
    expected: Shape
    model: Model
    call: Call
    count: int = 1
    dataset: bool = False
    array: bool = False


def _cases(measurement: Measurement) -> Iterator[_Case]:
    model, data = measurement.model, measurement.data
    given = measurement.call.arguments.get("x")
    if model is None or model.kind not in _KINDS or given is None or given.node is None or data is None:
        return
    value, method = given.value, measurement.call.class_name
    if len(model.inputs) > 1:
        if isinstance(value, ListValue | TupleValue) and len(value.items) == len(model.inputs):
            for expected, item in zip(model.inputs, value.items, strict=True):
                shape = _shape(item)
                if expected and shape and lacks_batch(shape, expected):
                    yield _Case(method, given.node, shape, expected, model, measurement.call)
        return
    expected = model.inputs[0] if model.inputs else None
    if not expected or len(expected) < 2 or takes_any_axes(model):
        return
    samples = _samples(value, expected)
    if samples is not None:
        yield _Case(method, given.node, samples[0], expected, model, measurement.call, len(samples))
        return
    shape = data.sample or _whole(data)
    if shape and lacks_batch(shape, expected):
        # `i + 30 - i` is 30.
        told = tuple(b if same(a, b) is True else a for a, b in zip(shape, expected[1:], strict=False))
        yield _Case(
            *(method, given.node, told, expected, model, measurement.call),
            dataset=data.sample is not None,
            array=isinstance(value, ArrayValue),
        )


def _samples(value: Any, expected: Shape) -> list[Shape] | None:
    """The shapes of single samples in a list, which Keras takes for inputs."""
    if not isinstance(value, ListValue) or len(value.items) < 2:
        return None
    shapes = [_shape(item) for item in value.items]
    found = [shape for shape in shapes if shape and len(shape) > 1 and lacks_batch(shape, expected)]
    return found if len(found) == len(shapes) else None


def _rows(measurement: Measurement, script: Script) -> Iterator[_Case]:
    """`x_test[0]`, where the array's shape is not known, but the model is given such arrays as batches elsewhere."""
    model, given = measurement.model, measurement.call.arguments.get("x")
    if model is None or model.kind not in _KINDS or len(model.inputs) != 1 or takes_any_axes(model):
        return
    expected, row = model.inputs[0], None if given is None else _row(given.value)
    if expected is None or given is None or given.node is None or row is None:
        return
    sample = expected[1:]
    # Keras adds an axis of 1 at the end: a row of one column is a batch then. Images have more axes than that.
    if len(sample) < 3 and all((known_int(size) or 1) == 1 for size in sample):
        return
    if isinstance(given.value, ArrayValue) and given.value.rank not in (None, len(sample)):
        return
    for entry in data_given(script):
        steps = None if entry.data.preprocessing is None else {step.name for step in entry.data.preprocessing}
        if entry.model is None or entry.model.key != model.key or steps is None or not steps <= _ELEMENTWISE:
            continue
        # With labels beside them they are arrays: one item of a generator is a batch.
        if entry.call.arguments.keys() & {"y", "validation_data"} and entry.role != "prediction":
            if any(_cut_alike(row, source) for source in entry.data.origin):
                place, method = given.node, measurement.call.class_name
                yield _Case(method, place, sample, expected, model, measurement.call, array=True)
                return


# Steps that leave the axes as they are.
_ELEMENTWISE = frozenset(
    {"cast", "rescale", "subtract", "add", "divide", "clip", "scaler", "preprocess_input"}
)


def _row(value: Any) -> Source | None:
    """Which row an array is, where an integer in brackets takes it and nothing is done to it."""
    if not isinstance(value, ArrayValue | Unknown) or not isinstance(value.node, cst.Subscript):
        return None
    index = value.node.slice[0].slice if _one_row(value.node) else None
    if not isinstance(index, cst.Index) or not isinstance(index.value, cst.Integer):
        return None
    number = index.value.evaluated_value
    if isinstance(value, Unknown):
        key = value.key
        taken = isinstance(key, tuple) and len(key) == 2 and key[1] == f"[{number}]"
        return Source(key[0], (("row", number),)) if isinstance(key, tuple) and taken else None
    source = value.origin[0] if len(value.origin) == 1 else None
    if not isinstance(source, Source) or value.steps is None:
        return None
    unchanged = {step.name for step in value.steps} <= _ELEMENTWISE
    return source if unchanged and source.rows and source.rows[-1] == ("row", number) else None


def _cut_alike(row: Source, batch: Any) -> bool:
    """Is it a row of the data that the batch is of, with the same columns?"""
    if not isinstance(batch, Source) or (row.key, row.columns) != (batch.key, batch.columns):
        return False
    return all(selection[0] != "row" for selection in (*row.rows[:-1], *batch.rows))


def _shape(value: Any) -> Shape | None:
    return value.shape if isinstance(value, ArrayValue) else None


def _whole(data: DataSource) -> Shape | None:
    """The shape of arrays, their first axis included."""
    if data.kind != "array" or data.inputs is None:
        return None
    return (None if data.size is None else data.size.samples, *data.inputs[1:])


def _finding(case: _Case) -> Finding:
    taken, expected = text(case.shape), text(case.expected)
    method = "The call" if case.method == "__call__" else case.method
    if case.count > 1:
        message = (
            f"{method} gets a list of {case.count} single samples {taken}, but the model takes {expected}"
        )
        note = f"Keras takes the list for {case.count} inputs, and the model has one"
        advice = "make one array of them: np.stack(...) or np.array(...)"
    elif case.dataset:
        message = f"{method} gets a Dataset of single samples {taken}, but the model takes {expected}"
        note, advice = "Keras refuses elements without a batch axis", "batch the Dataset: .batch(32)"
    else:
        message = f"{method} gets a single sample {taken}, but the model takes batches {expected}"
        note, advice = _outcome(case), _advice(case)
    return Finding(
        case.place,
        message,
        notes=(note,),
        help=advice,
        related=((input_node(case.model), f"the model takes {expected}"),),
        fix=_fix(case),
    )


def _fix(case: _Case) -> ProposedFix | None:
    """A batch of the one sample, of a Dataset's samples; none where another size is wrong too."""
    place, sample = case.place, case.expected[1:]
    if argument(case.call.node, place) is None or case.count > 1 or len(case.model.inputs) != 1:
        return None
    if case.dataset:
        return _proposed("Batch the Dataset", *behind(place, ".batch(32)"))
    if not case.array:
        return None
    if len(case.shape) < len(sample):
        return _proposed("Add the batch and the channel axis", *behind(place, "[None, ..., None]"))
    if any(differ(a, b) for a, b in zip(case.shape, sample, strict=True)):
        return None
    if isinstance(place, cst.Subscript) and _one_row(place):
        index = place.slice[0].slice
        row = index.value if isinstance(index, cst.Index) else None
        if isinstance(row, cst.Integer) and len(place.slice) == 1:
            return _proposed("Take a slice", NodeEdit(row, f"{row.value}:{row.evaluated_value + 1}"))
    return _proposed("Add the batch axis", *behind(place, "[None]"))


def _proposed(message: str, *edits: NodeEdit) -> ProposedFix:
    return ProposedFix(message, edits, Applicability.UNSAFE)


def _outcome(case: _Case) -> str:
    rows = known_int(case.shape[0])
    if rows is None or len(case.shape) == 1:
        return "Keras refuses it"
    if len(case.shape) == len(case.expected) - 1 and known_int(case.expected[-1]) == 1:
        return f"Keras takes it for {rows} samples and refuses them, or predicts each"
    return f"Keras takes it for {rows} samples and refuses them"


def _advice(case: _Case) -> str:
    place = case.place
    code = cst.Module([]).code_for_node(place) if isinstance(place, cst.Name) else "x"
    if len(case.shape) < len(case.expected) - 1:
        sizes = ", ".join(str(known_int(dim)) for dim in case.shape)
        return f"add the batch and the channel axis: {code}.reshape(1, {sizes}, 1)"
    if isinstance(place, cst.Subscript) and _one_row(place):
        array = cst.Module([]).code_for_node(place.value)
        return f"take a slice, which keeps the axis: {array}[i : i + 1]"
    return f"add the axis: np.expand_dims({code}, axis=0)"


def _one_row(node: cst.Subscript) -> bool:
    return len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index)
