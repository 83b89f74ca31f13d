"""Which labels meet which output under which loss: what the rules on labels compare.

Shapes include the batch axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.keras.layers.dims import text
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.model.refusals import keeps_axes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Call, Compile, DataSource, Fit, Loss, Measurement, Output, Script, Shape

CATEGORICAL = frozenset({"categorical_crossentropy", "categorical_focal_crossentropy"})
SPARSE = frozenset({"sparse_categorical_crossentropy"})
BINARY = frozenset({"binary_crossentropy", "binary_focal_crossentropy"})
# Losses that subtract labels and outputs.
REGRESSION = frozenset(
    {
        *("mean_squared_error", "mean_absolute_error", "huber", "log_cosh"),
        *("mean_absolute_percentage_error", "mean_squared_logarithmic_error"),
    }
)

# One label a sample.
SCALAR = frozenset({"int", "binary"})
# One column a class.
COLUMNS = frozenset({"one-hot", "multi-label"})

_LABEL_ARGUMENTS = ("class_mode", "label_mode")


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """The labels of one source of data, the one output of a model that is held against them, and the loss.

    Attributes:
        data: the source.
        output: the output.
        shape: of the output, None where not known.
        loss: the loss.
        compiled: where the loss is given.
        role: "training", "validation" or "evaluation".
        call: the call of fit or evaluate.
        place: the expression that gives the labels.
        broken: Keras refuses a layer of the model: shapes behind it mean nothing.
    """

    data: DataSource
    output: Output
    shape: Shape | None
    loss: Loss
    compiled: Compile
    role: str
    call: Call
    place: CSTNode
    broken: bool = False

    @property
    def units(self) -> int | None:
        """The size of the output's last axis."""
        return known_int(self.shape[-1]) if self.shape else None

    @property
    def words(self) -> str:
        """`the validation labels`."""
        return {"training": "the labels", "validation": "the validation labels"}.get(
            self.role, "the labels given to evaluate"
        )


def pairings(script: Script) -> Iterator[Pairing]:
    """What each fit and evaluate holds against the single output of its model.

    Models with several outputs are left out, and so are classes with a training step of their own: it may do
    anything with the labels.
    """
    for fit in script.fits:
        yield from _of(fit, fit.train, "training")
        if fit.validation is not None and "validation_data" in fit.call.arguments:
            yield from _of(fit, fit.validation, "validation")
    for measurement in script.evaluations:
        yield from _of(measurement, measurement.data, "evaluation")


def _of(run: Fit | Measurement, data: DataSource | None, role: str) -> Iterator[Pairing]:
    compiled, model = run.compile, run.model
    if data is None or compiled is None or len(compiled.losses) != 1:
        return
    if model is None:
        model = compiled.model
    output, loss = compiled.losses[0]
    if len(model.outputs) > 1 or model.own_training or loss.name is None:
        return
    if model.outputs:
        output = model.outputs[0]
    broken = any(call.problem is not None for call in model.calls)
    place = _place(run.call, data, role)
    yield Pairing(data, output, output.shape, loss, compiled, role, run.call, place, broken)


def _place(call: Call, data: DataSource, role: str) -> CSTNode:
    given = call.arguments.get("validation_data" if role == "validation" else "y")
    if data.kind not in ("array", "unknown") or given is None or given.node is None:
        return data.node
    return given.node


def related(pairing: Pairing) -> tuple[tuple[CSTNode, str], ...]:
    """Related places: where the labels and the output come from."""
    places = [(labels_node(pairing), labels_text(pairing))]
    call = pairing.output.call
    if call is not None and pairing.shape is not None:
        places.append((call.layer.node, f"the output is {text(pairing.shape)}"))
    return tuple(places)


def labels_node(pairing: Pairing) -> CSTNode:
    """What says how the labels are: the `class_mode`, or the expression that made them."""
    data = pairing.data
    if data.call is not None:
        for name in _LABEL_ARGUMENTS:
            given = data.call.arguments.get(name)
            if given is not None and given.node is not None:
                return given.node
    return data.label_node or (data.node if data.call is not None else pairing.place)


def labels_text(pairing: Pairing) -> str:
    """`the labels are one-hot, (None, 10)`."""
    data = pairing.data
    shape = "" if data.labels is None else f", {text(data.labels)}"
    return f"{pairing.words} are {encoding_words(data)}{shape}"


def encoding_words(data: DataSource) -> str:
    """`integers from 0 to 9`, `one-hot`."""
    classes = known_int(data.classes)
    if data.encoding == "int":
        return "integers" if classes is None or classes < 2 else f"integers from 0 to {classes - 1}"
    if data.encoding == "binary":
        return "0 and 1" if classes in (None, 2) else f"integers from 0 to {(classes or 1) - 1}"
    return {"one-hot": "one-hot", "multi-label": "several columns of 0 and 1"}.get(
        data.encoding or "", "numbers"
    )


def units_node(pairing: Pairing) -> CSTNode:
    """What says how many units the output has: the argument of a Dense or a model with its top, else the last layer."""
    call = pairing.output.call
    if call is None:
        return pairing.place
    last = call
    # `Activation("softmax")` says nothing of units.
    while call.layer.class_name != "Dense" and keeps_axes(call.layer) and len(call.inputs) == 1:
        call = call.inputs[0]
    name = "classes" if call.layer.call.target.startswith("keras.applications.") else "units"
    given = call.layer.call.arguments.get(name)
    return last.layer.node if given is None or given.node is None else given.node


def one_a_sample(labels: Shape) -> bool:
    """Is there one label for each sample, also in a column?"""
    return len(labels) == 1 or (len(labels) == 2 and known_int(labels[1]) == 1)


def mode_note(data: DataSource) -> tuple[str, ...]:
    """Where a reader of files chose the encoding by itself, what it chose."""
    if data.call is None:
        return ()
    target, given = data.call.target, data.call.arguments
    if target.endswith("flow_from_directory") and "class_mode" not in given:
        return ('flow_from_directory reads one-hot labels unless told otherwise: class_mode="categorical"',)
    if target.endswith("dataset_from_directory") and "label_mode" not in given:
        name = target.rpartition(".")[2]
        return (f'{name} reads integer labels unless told otherwise: label_mode="int"',)
    return ()


def shapes_note(pairing: Pairing) -> tuple[str, ...]:
    """`labels of shape (None, 1) against outputs of shape (None, 10)`, where both are known."""
    labels, output = pairing.data.labels, pairing.shape
    if labels is None or output is None:
        return ()
    return (f"labels of shape {text(labels)} against outputs of shape {text(output)}",)
