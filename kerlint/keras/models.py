"""Models: Sequential, functional, and those of which only the outside is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras import layers, training
from kerlint.keras.graph import End, Graph, Snapshot, ordered
from kerlint.keras.layers import Inferred
from kerlint.keras.layers_value import LayerValue, StandInLayer, output_shapes
from kerlint.keras.plain import as_shape, dims_equal, shape_value
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.script import Call, Compile, Model
from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    ListValue,
    SliceValue,
    TupleValue,
    as_bool,
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
        ev.extension(KerasRun).models.append(self)

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
        snapshot = Snapshot(ev)
        calls = snapshot.calls(graph.nodes)
        return Model(
            key=self.key,
            kind=self.kind,
            name=self.name,
            node=self.made.node,
            calls=calls,
            inputs=graph.inputs,
            outputs=tuple(snapshot.output(end) for end in graph.outputs),
            params=self.params(graph),
            complete=graph.complete,
            variable=self.variable,
            parts=self.parts,
            repeated=self.repeated,
        )

    def params(self, graph: Graph) -> Any:
        """All weights, None where not known."""
        return graph.params()

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        graph = self.graph()
        params = self.params(graph)
        given = list(shapes) if isinstance(shapes, list) else [shapes]
        if len(given) == len(graph.inputs):
            for expected, shape in zip(graph.inputs, given):
                problem = _refused(expected, shape)
                if problem is not None:
                    return Inferred(params=params, problem=f"{self.name or self.class_name} {problem}")
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
        found = graph.layers()
        if graph.complete and not any(call.flat for call in graph.nodes):
            return ListValue(found, node)
        return LayerList(self, found, node)

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
            self.seen_input = shape or self.seen_input
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
        found = self.graph().layers()
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


class LayerList(ListValue):
    """`model.layers` where not all layers are listed: any one of them stands for all."""

    __slots__ = ("model", "whole")

    def __init__(
        self, model: ModelValue, items: list[LayerValue], node: CSTNode | None, whole: bool = True
    ) -> None:
        super().__init__(items, node, complete=False)
        self.model = model
        self.whole = whole

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self._any(ev, node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        number = index.value if isinstance(index, Quantity) else index
        if isinstance(number, int) and not isinstance(number, bool) and number < 0:
            # From the end the layers are listed up to the first one with hidden parts.
            tail: list[Any] = []
            for layer in reversed(self.items):
                if isinstance(layer, ModelValue):
                    break
                tail.append(layer)
            if self.model.graph().nodes and -number <= len(tail):
                return tail[-number - 1]
        if isinstance(index, SliceValue):
            everything = index.start is None and index.stop is None
            return LayerList(self.model, list(self.items), self.node, self.whole and everything)
        return self._any(ev, node, False)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.symbol_of(f"len({self.model.variable or 'model'}.layers)").quantity()

    def truth(self) -> bool | None:
        return True

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "pop":
            return BoundMethod(name, lambda arguments, ev, node: self._any(ev, node, False), self)
        return super().get_attribute(name, ev, node)

    def _any(self, ev: Evaluator, node: CSTNode | None, every: bool = True) -> Any:
        at = node or self.model.made.node
        hidden: list[LayerValue] = [layer for layer in self.items if isinstance(layer, ModelValue)]
        listed = [layer for layer in self.items if not isinstance(layer, ModelValue)]
        models = hidden or [self.model]
        return StandInGroup(models, listed if hidden else [], ev.new_key(), at, every and self.whole)


class StandInGroup(StandInLayer):
    """Any one of the layers of a model, some of which are listed."""

    def __init__(
        self, models: list[LayerValue], listed: list[LayerValue], key: int, node: CSTNode, all_of_them: bool
    ) -> None:
        super().__init__(models[0], key, node, all_of_them)
        self.models = models
        self.listed = listed

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name != "trainable":
            return
        truth = as_bool(value)
        for layer in (*self.models, *self.listed):
            if self.all:
                layer.trainable = truth
            elif layer.trainable != truth:
                layer.trainable = None


class SequentialModel(ModelValue):
    """A Sequential: layers in a row, changed as the script changes it."""

    kind = "sequential"

    def __init__(self, made: Call, name: str | None, ev: Evaluator, class_name: str = "Sequential") -> None:
        super().__init__(class_name, made, name, ev)
        self.items: list[tuple[LayerValue, CSTNode]] = []
        # From this item on there may be more or fewer layers than listed.
        self.uncertain: int | None = None
        self.depth = ev.unknown_depth
        self._chain: tuple[Any, Graph] | None = None

    def add(self, layer: Any, ev: Evaluator, node: CSTNode | None) -> None:
        """`model.add(layer)`."""
        if isinstance(layer, TensorValue) and layer.producer is not None:
            layer = layer.producer.layer
        if ev.unknown_depth > self.depth or not isinstance(layer, LayerValue):
            self.doubt()
        if isinstance(layer, LayerValue):
            self.items.append((layer, node or layer.made.node))
        else:
            placeholder = StandInLayer(self, ev.new_key(), node or self.made.node, False)
            self.items.append((placeholder, node or self.made.node))

    def doubt(self) -> None:
        """What follows the present layers is not known for certain."""
        if self.uncertain is None:
            self.uncertain = len(self.items)

    def extend(self, value: Any, ev: Evaluator) -> None:
        """The `layers` argument."""
        if value is None:
            return
        if not isinstance(value, TupleValue | ListValue):
            self.doubt()
            return
        for item in value.items:
            self.add(item, ev, item.made.node if isinstance(item, LayerValue) else None)
        if not value.complete:
            # Where in the list others may stand is not known.
            self.uncertain = 0

    def starting_shape(self) -> Shape | None:
        """The input's shape, None where nothing tells it."""
        if not self.items:
            return self.seen_input
        first = self.items[0][0]
        if first.class_name == "InputLayer":
            return output_shapes(first.infer(None))[0]
        if isinstance(first, ModelValue):
            inputs = first.graph().inputs
            if len(inputs) == 1 and inputs[0] is not None:
                return inputs[0]
        return first.declared_input() or self.seen_input

    def graph(self) -> Graph:
        shape = self.starting_shape()
        mark = (tuple((layer.key, id(node)) for layer, node in self.items), _mark(shape), self.uncertain)
        nested = any(isinstance(layer, ModelValue) for layer, _ in self.items)
        if self._chain is None or self._chain[0] != mark or nested:
            self._chain = mark, self._build(shape)
        return self._chain[1]

    def _build(self, shape: Shape | None) -> Graph:
        if self._chain is not None:
            for call in self._chain[1].nodes:
                if call in call.layer.calls:
                    call.layer.calls.remove(call)
        tensors: tuple[TensorValue, ...] = (TensorValue(shape),)
        nodes: list[CallNode] = []
        for i, (layer, node) in enumerate(self.items):
            certain = self.uncertain is None or i < self.uncertain
            if not certain:
                tensors = tuple(TensorValue(None, tensor.producer, tensor.index) for tensor in tensors)
            if layer.class_name == "InputLayer" and layer.keras and not nodes:
                # Keras does not list it among a Sequential's layers.
                call = CallNode(layer, (), (shape,), 0, node)
                layer.calls.append(call)
                tensors = (TensorValue(shape, call),)
                continue
            shapes = [tensor.shape for tensor in tensors]
            call = layer.record(tensors, layer.infer(shapes if len(shapes) > 1 else shapes[0]), node)
            nodes.append(call)
            tensors = tuple(TensorValue(s if certain else None, call, j) for j, s in enumerate(call.outputs))
        name = nodes[-1].layer.name if nodes else None
        ends = tuple(End(tensor, name) for tensor in tensors)
        return Graph(tuple(nodes), (shape,), ends, self.uncertain is None)

    def input_tensors(self) -> list[TensorValue]:
        nodes = self.graph().nodes
        if not nodes:
            return []
        return list(nodes[0].tensors)

    def record(
        self,
        tensors: tuple[TensorValue, ...],
        inferred: Inferred,
        node: CSTNode,
        keywords: dict[str, Any] | None = None,
    ) -> CallNode:
        call = super().record(tensors, inferred, node, keywords)
        call.params = inferred.params
        return call

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        if isinstance(shapes, tuple) and self.starting_shape() is None:
            self.seen_input = shapes
        return super().infer(shapes, keywords)

    def layer_list(self, ev: Evaluator, node: CSTNode | None) -> Any:
        # Keras leaves the InputLayer of a Sequential out.
        items = [layer for layer, _ in self.items if layer.class_name != "InputLayer"]
        return ListValue(items, node) if self.uncertain is None else LayerList(self, items, node)

    def keras_method(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "add":
            self.add(arguments.value(0, "layer"), ev, node)
            return None
        if name == "pop":
            if not self.items or ev.unknown_depth > self.depth:
                self.uncertain = 0
                return ev.unknown(node)
            return self.items.pop()[0]
        return super().keras_method(name, arguments, ev, node)


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
            tensor.producer is None and _place(tensor) not in given
            for node in nodes
            for tensor in node.tensors
        )
        complete = (
            self._complete and not loose and all(t is not None and t.producer for _, t in self._outputs)
        )
        outputs = tuple(
            End(tensor, key or (tensor.producer.layer.name if tensor and tensor.producer else None))
            for key, tensor in self._outputs
        )
        inputs = tuple(tensor.shape for tensor in self._inputs)
        return Graph(tuple(nodes), inputs, outputs, complete)

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


def _mark(shape: Shape | None) -> Any:
    if shape is None:
        return None
    return tuple(dim.key if isinstance(dim, Quantity) else dim for dim in shape)
