"""Models: Sequential, functional, and those of which only the outside is known."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

from kerlint.keras import layers, training
from kerlint.keras.data.layer_steps import prepares_data
from kerlint.keras.graph import End, Graph, Snapshot, ordered, unfed
from kerlint.keras.layers import Inferred
from kerlint.keras.layers_value import LayerValue, StandInLayer, output_shapes
from kerlint.keras.plain import as_shape, dims_equal, shape_value
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.script import Call, Compile, Model
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    ListValue,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator


class ModelValue(LayerValue):
    """A model object; also a layer, where another model calls it.

    Attributes:
        kind: as in `script.Model`.
        variable: what the script called it when it was made.
        repeated: made in a loop.
        compiled: the compile in force.
        optimizer: the optimizer object in force, for `model.optimizer.learning_rate = ...`.
        seen_input: the shape of the data it was fitted on, where nothing else tells it.
        problem: as in `script.Model`.
    """

    kind = "unknown"
    parts: Call | None = None

    def __init__(self, class_name: str, made: Call, name: str | None, ev: Evaluator) -> None:
        from kerlint.keras.run import KerasRun

        super().__init__(class_name, made, name)
        self.ev = ev
        self.variable = ev.binding_name
        self.repeated = ev.repeated
        self.compiled: Compile | None = None
        self.optimizer: Any = None
        self.seen_input: Shape | None = None
        self.problem: str | None = None
        self._snapshot: Snapshot | None = None
        ev.extension(KerasRun).models.append(self)

    def clone(self, ev: Evaluator) -> ModelValue | None:
        """A model of the same layers that was never compiled, None where there is none to be had."""
        if self.kind not in ("sequential", "functional") or not self.keras:
            return None
        from kerlint.keras.run import KerasRun

        made = copy(self)
        made.key = ev.new_key()
        made.variable, made.repeated = ev.binding_name, ev.repeated
        made.compiled = made.optimizer = made._snapshot = None
        made.calls = []
        ev.extension(KerasRun).models.append(made)
        return made

    def is_instance(self, path: str) -> bool | None:
        if path in ("keras.Model", "keras.layers.Layer"):
            return True
        if path == "keras.Sequential":
            return None if self.kind in ("subclass", "unknown") else self.kind == "sequential"
        return False if layers.spec(path.rpartition(".")[2]) is not None else None

    # --- the graph ------------------------------------------------------------------------------------

    def graph(self) -> Graph:
        """What it is made of now."""
        return Graph((), (None,), (End(None, None),), False)

    def snapshot(self, ev: Evaluator) -> Model:
        """The model as rules see it."""
        graph = self.graph()
        if self._snapshot is None or not self._snapshot.holds(graph):
            self._snapshot = Snapshot(graph, ev)
        snapshot = self._snapshot
        return Model(
            key=self.key,
            kind=self.kind,
            name=self.name,
            node=self.made.node,
            calls=snapshot.calls,
            inputs=graph.inputs,
            outputs=snapshot.outputs,
            params=self.params(graph),
            complete=graph.complete,
            variable=self.variable,
            parts=self.parts,
            repeated=self.repeated,
            own_training=self.own_training(),
            own_logs=self.own_logs(),
            problem=self.problem,
            unfed=snapshot.unfed,
        )

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        first = arguments.positional[0] if arguments.positional else None
        if node is not None and first is not None and isinstance(first.value, ArrayValue):
            # Layers that prepare images take single ones, too.
            if not prepares_data(self):
                training.called_on_array(self, first, ev, node)
        return super().call(arguments, ev, node)

    def see_input(self, shape: Shape | None) -> None:
        """It was built for data of this shape."""
        self.seen_input = shape

    def own_training(self) -> bool:
        """Does the script say itself how a batch is trained on?"""
        return False

    def own_logs(self) -> bool:
        """May `fit` log names of which compile says nothing?"""
        return False

    def params(self, graph: Graph) -> Any:
        """All weights, None where not known."""
        return graph.params

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        graph = self.graph()
        params = self.params(graph)
        given = list(shapes) if isinstance(shapes, list) else [shapes]
        if len(given) == len(graph.inputs):
            for expected, shape in zip(graph.inputs, given):
                problem = _refused(expected, shape)
                if problem is not None:
                    # Keras 2 only warns, and goes by what the layers inside take.
                    text = f"{self.variable or self.name or self.class_name} {problem}"
                    return Inferred(params=params, problem=text, keras=(3,), kind="shape")
        outputs = self.replayed(graph, given)
        if len(outputs) == 1:
            return Inferred(output=outputs[0], params=params)
        if any(shape is None for shape in outputs):
            return Inferred(params=params)
        return Inferred(output=tuple(outputs), params=params)  # type: ignore[arg-type]

    def replayed(self, graph: Graph, given: list[Shape | None]) -> list[Shape | None]:
        """The shapes of the outputs for inputs of other shapes."""
        own = [end.tensor.shape if end.tensor else None for end in graph.outputs]
        if len(given) != len(graph.inputs) or all(
            a is not None
            and b is not None
            and len(a) == len(b)
            and all(_same_dim(x, y) for x, y in zip(a, b))
            for a, b in zip(graph.inputs, given)
        ):
            return own
        sources = self.input_tensors()
        if len(sources) != len(given) or not graph.complete:
            return own if all(shape is None for shape in given) else [None] * len(own)
        found: dict[tuple[int, int], Shape | None] = {}
        for tensor, shape in zip(sources, given):
            found[_place(tensor)] = shape
        for node in sorted(graph.nodes, key=_Depths(graph.nodes)):
            if not node.tensors or (_output_place(node) in found):
                continue
            shapes = [found.get(_place(tensor), tensor.shape) for tensor in node.tensors]
            listed = len(shapes) > 1
            inferred = node.layer.infer(shapes if listed else shapes[0], node.keywords)
            for i, shape in enumerate(output_shapes(inferred)):
                found[id(node), i] = shape
        return [None if end.tensor is None else found.get(_place(end.tensor)) for end in graph.outputs]

    def input_tensors(self) -> list[TensorValue]:
        """Its inputs as tensors."""
        return []

    def output_tensors(self) -> list[TensorValue]:
        """Its outputs as tensors."""
        return [end.tensor for end in self.graph().outputs if end.tensor is not None]

    def output_count(self, keywords: Mapping[str, Any]) -> int:
        return max(1, len(self.graph().outputs))

    def layer_list(self, ev: Evaluator, node: CSTNode | None) -> Any:
        """`model.layers`."""
        graph = self.graph()
        found = graph.layers
        if graph.complete and not any(call.flat for call in graph.nodes):
            return ListValue(list(found), node)
        from kerlint.keras.layer_lists import LayerList

        return LayerList(self, list(found), node)

    # --- what scripts ask ---------------------------------------------------------------------------

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.assigned:
            return self.assigned[name]
        if name == "layers":
            return self.layer_list(ev, node)
        if name in ("output", "outputs"):
            return _one_or_list(self.output_tensors(), name == "outputs", ev, node)
        if name in ("input", "inputs"):
            return _one_or_list(self.input_tensors(), name == "inputs", ev, node)
        if name in ("output_shape", "input_shape"):
            graph = self.graph()
            if name == "input_shape":
                shapes = list(graph.inputs)
            else:
                shapes = [end.tensor.shape if end.tensor else None for end in graph.outputs]
            if not shapes or any(shape is None for shape in shapes):
                return ev.unknown(node, name)
            values = [shape_value(shape) for shape in shapes]
            return values[0] if len(values) == 1 else ListValue(values, node)
        if name == "optimizer" and self.optimizer is not None:
            return self.optimizer
        if name == "model":
            # Keras 1's Sequential had the functional model inside.
            return self
        if name in _ATTRIBUTES:
            return super().get_attribute(name, ev, node)
        if name in MODEL_METHODS or name in training.METHODS:
            return BoundMethod(
                name, lambda arguments, ev, node: self.keras_method(name, arguments, ev, node), self
            )
        return ev.unknown(node, f"{self.variable or 'model'}.{name}")

    def keras_method(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in training.METHODS and node is not None:
            return training.method(self, name, arguments, ev, node)
        if name == "add_metric" and node is not None:
            from kerlint.keras.run import KerasRun

            # Keras 2: fit logs it besides the metrics of compile.
            ev.extension(KerasRun).call("keras.Model.add_metric", arguments.keywords, node)
            return None
        if name == "get_layer":
            return self.get_layer(arguments, ev, node)
        if name == "count_params":
            params = self.params(self.graph())
            return ev.unknown(node) if params is None else params
        if name == "build":
            shape = as_shape(arguments.value(0, "input_shape", "batch_input_shape"))
            self.see_input(shape or self.seen_input)
            return None
        if name in ("to_json", "to_yaml", "get_weights", "get_config", "export"):
            return ev.unknown(node, name)
        if name in ("call", "__call__"):
            return self.call(arguments, ev, node)
        if name in ("compute_output_shape", "get_output_at", "get_input_at"):
            return super().keras_method(name, arguments, ev, node)
        return None

    def get_layer(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """`model.get_layer("name")` or by index."""
        name, index = arguments.value(0, "name"), arguments.value(1, "index")
        found = self.graph().layers
        if isinstance(name, str):
            for layer in found:
                if layer.name == name:
                    return layer
        elif isinstance(index, int) and not isinstance(index, bool):
            return self.layer_list(ev, node).get_item(index, ev, node)
        if node is not None and (not self.graph().complete or any(call.flat for call in self.graph().nodes)):
            return StandInLayer(self, ev.new_key(), node, False)
        return ev.unknown(node)


_ATTRIBUTES = frozenset(("trainable", "name", "__class__", "built"))
MODEL_METHODS = frozenset(
    (
        "add pop summary get_layer count_params save save_weights load_weights to_json to_yaml get_weights "
        "set_weights reset_states reset_metrics build get_config call compute_output_shape get_output_at "
        "get_input_at export make_predict_function make_train_function make_test_function "
        "_make_predict_function add_metric"
    ).split()
)


class FunctionalModel(ModelValue):
    """`keras.Model(inputs, outputs)`."""

    kind = "functional"

    def __init__(
        self,
        made: Call,
        name: str | None,
        ev: Evaluator,
        inputs: list[TensorValue],
        outputs: list[tuple[str | None, TensorValue | None]],
        complete: bool = True,
        class_name: str = "Model",
    ) -> None:
        super().__init__(class_name, made, name, ev)
        self._inputs = inputs
        self._outputs = outputs
        self._complete = complete
        self._graph: Graph | None = None

    def graph(self) -> Graph:
        if self._graph is None:
            self._graph = self._build()
        return self._graph

    def _build(self) -> Graph:
        given = {_place(tensor) for tensor in self._inputs}
        ends = [tensor.producer for _, tensor in self._outputs if tensor is not None and tensor.producer]
        starts = [t.producer for t in self._inputs if t.producer is not None]
        without = [node for node in starts if node.layer.class_name != "InputLayer" and node not in ends]
        nodes = ordered(ends, without)
        for start in starts:
            if start not in nodes and start not in without:
                nodes.insert(0, start)
        loose = any(
            tensor.loose or (tensor.producer is None and _place(tensor) not in given)
            for node in nodes
            for tensor in node.tensors
        ) or any(tensor is not None and tensor.loose for _, tensor in self._outputs)
        complete = (
            self._complete and not loose and all(t is not None and t.producer for _, t in self._outputs)
        )
        outputs = tuple(
            End(tensor, key or (tensor.producer.layer.name if tensor and tensor.producer else None))
            for key, tensor in self._outputs
        )
        inputs = tuple(tensor.shape for tensor in self._inputs)
        # Of a list that is not known in full, any may be the one.
        missing = unfed(nodes, self._inputs) if self._complete else None
        return Graph(tuple(nodes), inputs, outputs, complete, missing)

    def input_tensors(self) -> list[TensorValue]:
        return list(self._inputs)


class UnknownModel(ModelValue):
    """A model that was loaded or rebuilt: nothing is known of its layers."""


def _one_or_list(tensors: list[TensorValue], listed: bool, ev: Evaluator, node: CSTNode | None) -> Any:
    if listed:
        return ListValue(tensors, node, complete=bool(tensors))
    return tensors[0] if len(tensors) == 1 else ListValue(tensors, node) if tensors else ev.unknown(node)


def _place(tensor: TensorValue) -> tuple[int, int]:
    """Identity of a tensor: the call's output it is, or the object itself."""
    return (id(tensor), -1) if tensor.producer is None else (id(tensor.producer), tensor.index)


def _output_place(node: CallNode) -> tuple[int, int]:
    return id(node), 0


class _Depths:
    """Sorts calls so that each comes after what it takes."""

    def __init__(self, nodes: tuple[CallNode, ...]) -> None:
        self._depths: dict[int, int] = {}
        for node in nodes:
            self._depth(node)

    def _depth(self, node: CallNode) -> int:
        stack = [node]
        while stack:
            current = stack[-1]
            waiting = [n for n in current.inputs if id(n) not in self._depths]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            self._depths[id(current)] = 1 + max((self._depths[id(n)] for n in current.inputs), default=0)
        return self._depths[id(node)]

    def __call__(self, node: CallNode) -> int:
        return self._depths[id(node)]


def _same_dim(a: Any, b: Any) -> bool:
    return a is b or (a is not None and b is not None and dims_equal((a,), (b,)) is True)


def _refused(expected: Shape | None, given: Shape | None) -> str | None:
    """Why a model refuses an input of this shape, None where nothing is known to be wrong."""
    from kerlint.keras.layers.dims import text

    if expected is None or given is None:
        return None
    if len(expected) == len(given) and dims_equal(expected[1:], given[1:]) is False:
        return f"takes inputs of shape {text(expected)}, but gets {text(given)}"
    return None
