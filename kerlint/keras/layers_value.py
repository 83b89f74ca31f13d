"""Layers as the script handles them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kerlint.keras import activations, layers
from kerlint.keras.data.layer_steps import apply_to_array, prepares_data
from kerlint.keras.layers import Inferred
from kerlint.keras.plain import as_dim, as_shape, plain, shape_value
from kerlint.keras.tensors import CallNode, TensorValue, outside, tensors_and_others, tensors_in
from kerlint.script import Activation, Call
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Value,
    as_bool,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator

_Shapes = Any

# Arguments of a layer's call that are tensors the output depends on.
_TENSOR_KEYWORDS = ("query", "value", "key", "initial_state", "target_sequence", "source_sequence")
# How many states these layers give besides the output with return_state=True.
_STATES = {"LSTM": 2, "GRU": 1, "SimpleRNN": 1, "CuDNNLSTM": 2, "CuDNNGRU": 1}


class LayerValue(Value):
    """A layer object.

    Attributes:
        class_name: Keras's class name, or the user's own.
        made: the call that made it.
        arguments: its arguments as plain values, by today's parameter names.
        name: its name, None where not known.
        key: its identity.
        keras: does Keras define what it computes?
        activation: what it says about an activation function, None where it has none.
        activates: it is nothing but an activation function.
        inner: the layer it wraps.
        trainable: None where not known.
        misfit: why Keras does not even make it, None where nothing is known to be wrong.
        calls: where it was applied.
        escaped: True once code out of sight has had it in hand.
    """

    keras = True
    activates = False

    def __init__(
        self, class_name: str, made: Call, name: str | None, arguments: Mapping[str, Any] | None = None
    ) -> None:
        self.class_name = class_name
        self.made = made
        self.arguments: Mapping[str, Any] = {} if arguments is None else arguments
        self.name = name
        self.key = made.key
        self.activation: Activation | None = None
        self.inner: LayerValue | None = None
        self.trainable: bool | None = True
        self.misfit: str | None = None
        self.calls: list[CallNode] = []
        self.escaped = False
        self.assigned: dict[str, Any] = {}

    # --- applying -------------------------------------------------------------------------------------

    def infer(self, shapes: _Shapes, keywords: Mapping[str, Any] | None = None) -> Inferred:
        """What it makes of one shape, or of a list of shapes."""
        if self.misfit is not None:
            return Inferred(problem=self.misfit, kind="argument")
        if shapes == () or (isinstance(shapes, list) and () in shapes):
            # A scalar has no batch axis; what layers make of one is nobody's wish.
            return Inferred()
        return layers.infer(
            self.class_name, self.arguments, shapes, call_arguments=keywords or {}, infer_model=infer_wrapped
        )

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        first = arguments.positional[0] if arguments.positional else None
        if first is None:
            first = next(iter(arguments.keywords.values()), None)
        if first is None or node is None:
            return ev.unknown(node)
        if isinstance(first.value, ArrayValue) and prepares_data(self):
            return apply_to_array(self, first.value, arguments, ev, node)
        if self.keras and (words := _stray(first.value)) is not None:
            problem = f"{self.class_name} gets {words} itself, not a tensor" if words else None
            return TensorValue(None, self.record((), Inferred(problem=problem, kind="layer"), node))
        listed = isinstance(first.value, TupleValue | ListValue | DictValue)
        joins = self.class_name == "Concatenate"
        tensors = tensors_and_others(first.value) if joins else tensors_in(first.value)
        if tensors is None:
            listed = False
            tensors = [outside(first.value)]
        others = [a.value for a in arguments.positional[1:]]
        others += [arguments.keywords[n].value for n in _TENSOR_KEYWORDS if n in arguments.keywords]
        if first in arguments.keywords.values():
            others.remove(first.value) if first.value in others else None
        further = [tensor for other in others for tensor in tensors_in(other) or ()]
        keywords = {name: plain(a.value) for name, a in arguments.keywords.items()}
        return self.apply(tensors, listed, further, keywords, arguments, ev, node)

    def apply(
        self,
        tensors: list[TensorValue],
        listed: bool,
        further: list[TensorValue],
        keywords: dict[str, Any],
        arguments: Arguments,
        ev: Evaluator,
        node: CSTNode,
    ) -> Any:
        """Apply it to tensors; the result as the script sees it."""
        if not self.calls:
            from kerlint.keras.run import KerasRun

            ev.extension(KerasRun).names.called(self.class_name)
        self.join()
        shapes: _Shapes = [tensor.shape for tensor in tensors]
        spec = layers.spec(self.class_name)
        if further and spec is not None and spec.family == "attention":
            shapes += [tensor.shape for tensor in further]
        elif not listed:
            shapes = shapes[0]
        inferred = self.infer(shapes, keywords)
        call = self.record((*tensors, *further), inferred, node, keywords)
        results = [TensorValue(shape, call, i) for i, shape in enumerate(call.outputs)]
        return results[0] if len(results) == 1 else ListValue(results, node)

    def join(self) -> None:
        """Keras builds it with its first input: a Sequential in it becomes a functional model."""
        if self.inner is not None:
            self.inner.join()

    def record(
        self,
        tensors: tuple[TensorValue, ...],
        inferred: Inferred,
        node: CSTNode,
        keywords: dict[str, Any] | None = None,
    ) -> CallNode:
        """Add a node to the graph."""
        outputs = output_shapes(inferred)
        if outputs == (None,):
            outputs = (None,) * self.output_count(keywords or {})
        params = self.calls[0].params if self.calls and self.calls[0].params is not None else inferred.params
        call = CallNode(
            self,
            tensors,
            outputs,
            params,
            node,
            inferred.problem,
            keywords=keywords,
            refusing=inferred.keras,
            kind=inferred.kind,
        )
        self.calls.append(call)
        return call

    def output_count(self, keywords: Mapping[str, Any]) -> int:
        """How many tensors it gives where its shapes are not known."""
        inner = self.inner if self.class_name == "Bidirectional" and self.inner is not None else self
        if inner.class_name in _STATES and inner.arguments.get("return_state") is True:
            return 1 + _STATES[inner.class_name] * (1 if inner is self else 2)
        attends = self.class_name == "MultiHeadAttention" and keywords.get("return_attention_scores") is True
        return 2 if attends else 1

    def declared_input(self) -> Shape | None:
        """The input's shape that its own arguments tell (`input_shape=`), None where they tell nothing."""
        arguments = self.arguments
        if "batch_shape" in arguments:
            return as_shape(arguments["batch_shape"])
        batch = as_dim(arguments.get("batch_size"))
        if "input_shape" in arguments:
            shape = as_shape(arguments["input_shape"])
            return None if shape is None else (batch, *shape)
        if self.class_name == "Embedding":
            length = arguments.get("input_length")
            return (batch, *length) if isinstance(length, tuple | list) else (batch, as_dim(length))
        spec = layers.spec(self.class_name)
        # A layer's own `input_dim` is the number of its words.
        if arguments.get("input_dim") is not None and (
            spec is None or "input_dim" not in spec.signature.required
        ):
            width = as_dim(arguments["input_dim"])
            sequence = spec is not None and (
                spec.recurrent or spec.class_name in ("Conv1D", "TimeDistributed", "TimeDistributedDense")
            )
            return (batch, as_dim(arguments.get("input_length")), width) if sequence else (batch, width)
        return None

    def is_instance(self, path: str) -> bool | None:
        """`isinstance(self, ...)` for a class of a library."""
        if path in (self.made.target, "keras.layers.Layer"):
            return True
        # Keras's own classes derive from others of its modules, but no concrete layer from another one.
        concrete = (
            layers.spec(path.rpartition(".")[2]) is not None and layers.spec(self.class_name) is not None
        )
        return False if concrete and self.keras else None

    # --- what scripts ask ---------------------------------------------------------------------------

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.assigned:
            return self.assigned[name]
        if name == "trainable":
            return ev.unknown(node, name) if self.trainable is None else self.trainable
        if name == "name":
            return ev.unknown(node, name) if self.name is None else self.name
        if name == "__class__":
            return External(self.made.target)
        if name in ("input_shape", "batch_input_shape", "_build_input_shape"):
            shape = self.calls[0].tensors[0].shape if self.calls and self.calls[0].tensors else None
            return ev.unknown(node, name) if shape is None else shape_value(shape)
        if name == "output_shape":
            shape = self.calls[0].outputs[0] if self.calls else None
            return ev.unknown(node, name) if shape is None else shape_value(shape)
        if name == "output":
            if not self.calls:
                return ev.unknown(node, name)
            return TensorValue(self.calls[0].outputs[0], self.calls[0])
        if name == "input":
            if not self.calls or len(self.calls[0].tensors) != 1:
                return ev.unknown(node, name)
            return self.calls[0].tensors[0]
        if name in ("layer", "forward_layer") and self.inner is not None:
            return self.inner
        if name in _METHODS:
            return BoundMethod(
                name, lambda arguments, ev, node: self.keras_method(name, arguments, ev, node), self
            )
        given = self.made.arguments.get(name)
        return ev.unknown(node, name) if given is None else given.value

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name == "trainable":
            self.trainable = as_bool(value)
        elif name in ("name", "_name"):
            self.name = value if isinstance(value, str) else None
        elif name == "activation" and node is not None:
            self.activation = activations.resolve(value, node, "argument", ev)
        else:
            self.assigned[name] = value

    def keras_method(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """A method call."""
        if name == "count_params":
            return (
                self.calls[0].params if self.calls and self.calls[0].params is not None else ev.unknown(node)
            )
        if name in ("get_output_at", "get_input_at"):
            index = arguments.value(0, "node_index", default=0)
            if isinstance(index, int) and -len(self.calls) <= index < len(self.calls):
                call = self.calls[index]
                if name == "get_output_at":
                    return TensorValue(call.outputs[0], call)
                return call.tensors[0] if call.tensors else ev.unknown(node)
            return ev.unknown(node)
        if name == "compute_output_shape":
            shape = as_shape(arguments.value(0, "input_shape"))
            found = output_shapes(self.infer(shape))
            return ev.unknown(node) if found[0] is None else shape_value(found[0])
        if name in ("adapt", "build", "set_weights", "load_own_variables", "add_loss", "reset_states"):
            return None
        return ev.unknown(node, name)


_METHODS = frozenset(
    (
        "count_params get_weights set_weights get_output_at get_input_at compute_output_shape adapt build "
        "get_config get_vocabulary vocabulary_size set_vocabulary add_loss add_metric reset_states "
        "reset_state"
    ).split()
)


class FunctionLayer(LayerValue):
    """A function applied to tensors, which the graph keeps as a layer of its own (`tf.reshape`, `x + y`)."""

    keras = False

    def __init__(
        self, path: str, name: str, key: int, node: CSTNode | None, activation: str | None = None
    ) -> None:
        made = Call(path, {}, node, True, key)  # type: ignore[arg-type]
        super().__init__(path.rpartition(".")[2], made, name)
        if activation is not None and node is not None:
            self.activation = Activation(activation, node, "call")
            self.activates = True

    def infer(self, shapes: _Shapes, keywords: Mapping[str, Any] | None = None) -> Inferred:
        if self.activates and isinstance(shapes, tuple):
            return Inferred(output=shapes, params=0, trainable_params=0)
        return Inferred(params=0, trainable_params=0)


class StandInLayer(LayerValue):
    """Any one of the layers of a model whose layers are not listed."""

    keras = False

    def __init__(self, model: LayerValue, key: int, node: CSTNode, all_of_them: bool) -> None:
        super().__init__("Layer", Call("keras.layers.Layer", {}, node, False, key), None)
        self.model = model
        self.all = all_of_them
        self.trainable = model.trainable

    def infer(self, shapes: _Shapes, keywords: Mapping[str, Any] | None = None) -> Inferred:
        return Inferred()

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name == "trainable":
            truth = as_bool(value)
            # One layer in a test or a slice says nothing about the others.
            self.trainable = truth
            self.model.trainable = truth if self.all and truth is not None else self.mixed(truth)

    def mixed(self, truth: bool | None) -> bool | None:
        """The model's flag after some of its layers got this one."""
        return truth if truth == self.model.trainable else None

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("output", "input") and node is not None:
            # Whatever layer it is, the model's input leads to it.
            begins = getattr(self.model, "kind", "") == "application" and name == "output"
            tensors = tuple(self.model.input_tensors()) if begins else ()  # type: ignore[attr-defined]
            return TensorValue(None, CallNode(self, tensors, (None,), None, node))
        if name in ("name", "output_shape", "input_shape", "__class__"):
            return ev.unknown(node, name)
        return super().get_attribute(name, ev, node)


def _stray(value: Any) -> str | None:
    from kerlint.keras.strays import stray

    return stray(value)


def infer_wrapped(inner: Any, shapes: _Shapes) -> Inferred:
    """The inner layer of a wrapper, where it is no class of Keras's own."""
    return inner.infer(shapes) if isinstance(inner, LayerValue) else Inferred()


def output_shapes(inferred: Inferred) -> tuple[Shape | None, ...]:
    """The shapes of the tensors a layer gives; one that is not known is (None,)."""
    output = inferred.output
    if output is None or layers_is_shape(output):
        return (output,)  # type: ignore[return-value]
    return tuple(output)  # type: ignore[arg-type]


def layers_is_shape(output: Sequence[Any]) -> bool:
    """Is it one shape?"""
    return not any(isinstance(part, tuple | list) for part in output)
