"""Losses that the script itself applies to tensors.

In a training loop or step (`loss_fn(labels, model(images))`), or within the loss function that `compile` is given
(`K.mean(K.binary_crossentropy(y_true, y_pred))`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras import losses, names
from kerlint.keras.graph import End, Graph, Snapshot, ordered
from kerlint.keras.tensors import TensorValue
from kerlint.script import AppliedLoss, Loss
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.values import Argument, Arguments, External, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.models import ModelValue
    from kerlint.keras.tensors import CallNode
    from kerlint.script import Output
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# TensorFlow's own, which take logits; all arguments but these two are given by name.
_OF_LOGITS = {
    "tensorflow.nn.softmax_cross_entropy_with_logits": "categorical_crossentropy",
    "tensorflow.nn.sparse_softmax_cross_entropy_with_logits": "sparse_categorical_crossentropy",
    "tensorflow.nn.sigmoid_cross_entropy_with_logits": "binary_crossentropy",
}
_FUNCTIONS = ("keras.losses.", "keras.metrics.", "keras.backend.", "keras.ops.")


class LossCalls:
    """The recorder of one path."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._found: dict[tuple[int, int], tuple[CallNode, TensorValue, Loss]] = {}

    def note(self, loss: Loss | None, prediction: Any) -> None:
        """A loss is applied to what may be a tensor of a model."""
        if loss is None or loss.name is None or not isinstance(prediction, TensorValue):
            return
        call = prediction.producer
        if call is not None and not prediction.loose:
            self._found.setdefault((id(loss.node), id(call)), (call, prediction, loss))

    def written(self) -> tuple[AppliedLoss, ...]:
        """All of them as facts of the Script."""
        return tuple(
            AppliedLoss(self._output(call, tensor), loss) for call, tensor, loss in self._found.values()
        )

    def _output(self, call: CallNode, tensor: TensorValue) -> Output:
        graph = Graph(tuple(ordered([call])), (), (End(tensor, None),), False)
        return Snapshot(graph, self._ev).outputs[0]


def note_object(made: Any, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    """A loss object is called."""
    if node is not None:
        ev.extension(LossCalls).note(losses.loss(made, node), arguments.value(1, "y_pred"))


def try_on(value: Any, model: ModelValue, ev: Evaluator, node: CSTNode) -> None:
    """Apply a loss function of the script's own to the output of the model that is compiled with it."""
    from kerlint.keras.own_objects import OwnObject
    from kerlint.keras.run import KerasRun

    function = value.method("call") if isinstance(value, OwnObject) else value
    tensors = model.output_tensors()
    if not isinstance(function, FunctionValue | BoundFunction) or len(tensors) != 1:
        return
    given = Arguments((Argument(TensorValue(None), node), Argument(tensors[0], node)))
    with ev.extension(KerasRun).names.inside():
        if isinstance(value, OwnObject):
            value.invoke("call", given, ev, node)
        else:
            ev.call(function, given, node)


def register(library: Library) -> None:
    """Teach the library to note losses given as functions; what they give is for others to say."""
    known = frozenset(name for name in names.exports("losses") if name.islower())

    def note(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if node is not None and path.rpartition(".")[2] in known:
            loss = losses.loss(External(path), node)
            if loss is not None and (given := arguments.get(2, "from_logits")) is not None:
                loss = Loss(loss.name, as_bool(given.value), node)
            ev.extension(LossCalls).note(loss, arguments.value(1, "y_pred", "output"))
        return NotImplemented

    def note_logits(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if node is not None and path in _OF_LOGITS:
            loss = Loss(_OF_LOGITS[path], True, node)
            ev.extension(LossCalls).note(loss, arguments.value(1, "logits"))
        return NotImplemented

    for prefix in _FUNCTIONS:
        library.fallback(prefix)(note)
    library.fallback("tensorflow.nn.")(note_logits)
