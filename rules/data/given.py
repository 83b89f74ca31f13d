"""What data each call of fit, evaluate and predict gives a model: what the rules on inputs compare.

Shapes include the batch axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.symbolic.arithmetic import known_int

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Call, DataSource, Fit, LayerCall, Measurement, Model, Script, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Data given to a model.

    Attributes:
        data: the data.
        model: the model, None where it is not known.
        role: "training", "validation", "evaluation" or "prediction".
        call: the call that gives it.
    """

    data: DataSource
    model: Model | None
    role: str
    call: Call

    @property
    def words(self) -> str:
        """`the validation data`."""
        return {"training": "the training data", "validation": "the validation data"}.get(
            self.role, f"the data given to {self.call.class_name}"
        )

    @property
    def place(self) -> CSTNode:
        """The call that made the data, for arrays the argument's expression."""
        return self.data.node


def given(script: Script) -> Iterator[Given]:
    """All data that reach a model, in the order of the calls of each kind."""
    for fit in script.fits:
        yield from _of(fit, fit.train, "training")
        if "validation_data" in fit.call.arguments:
            yield from _of(fit, fit.validation, "validation")
    for measurement in script.evaluations:
        yield from _of(measurement, measurement.data, "evaluation")
    for measurement in script.predictions:
        yield from _of(measurement, measurement.data, "prediction")


def _of(run: Fit | Measurement, data: DataSource | None, role: str) -> Iterator[Given]:
    if data is not None:
        yield Given(data, run.model, role, run.call)


def plain(shape: Shape) -> tuple[int | None, ...]:
    """The sizes after the batch axis, None where one is not known."""
    return tuple(known_int(dim) for dim in shape[1:])


def input_call(model: Model) -> LayerCall | None:
    """The call that takes the model's one input."""
    return next((call for call in model.calls if not call.inputs), None)


def input_node(model: Model) -> CSTNode:
    """What says the model's input shape: the argument, else the first layer, else the model."""
    first = input_call(model)
    if first is None:
        return model.node
    arguments = first.layer.call.arguments
    for name in ("input_shape", "shape", "batch_input_shape", "batch_shape", "input_dim", "input_length"):
        argument = arguments.get(name)
        if argument is not None and argument.node is not None:
            return argument.node
    return first.layer.node
