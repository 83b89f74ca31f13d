"""Sequential models: layers in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras.graph import End, Graph
from kerlint.keras.keras_1 import MergedModels
from kerlint.keras.layer_lists import LayerList
from kerlint.keras.layers import Inferred
from kerlint.keras.layers_value import LayerValue, StandInLayer, output_shapes
from kerlint.keras.models import ModelValue
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.script import Call
from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.values import Arguments, ListValue, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator


class SequentialModel(ModelValue):
    """A Sequential: layers in a row, changed as the script changes it."""

    kind = "sequential"

    def __init__(self, made: Call, name: str | None, ev: Evaluator, class_name: str = "Sequential") -> None:
        super().__init__(class_name, made, name, ev)
        self.items: list[tuple[LayerValue, CSTNode]] = []
        # From this item on there may be more or fewer layers than listed.
        self.uncertain: int | None = None
        self.depth = ev.unknown_depth
        # Has Keras made its input (an InputLayer), so that the layers can be joined to a functional model?
        self._started = False
        self._chain: tuple[Any, Graph] | None = None

    def clone(self, ev: Evaluator) -> ModelValue | None:
        made = super().clone(ev)
        if isinstance(made, SequentialModel):
            made.items = list(self.items)
        return made

    def add(self, layer: Any, ev: Evaluator, node: CSTNode | None, join: bool = True) -> None:
        """`model.add(layer)`; `join` where Keras joins the layers right away."""
        if isinstance(layer, TensorValue) and layer.producer is not None:
            layer = layer.producer.layer
        if ev.unknown_depth > self.depth or not isinstance(layer, LayerValue):
            self.doubt()
        if isinstance(layer, LayerValue):
            self.items.append((layer, node or layer.made.node))
            if len(self.items) == 1:
                self._start(layer)
        else:
            placeholder = StandInLayer(self, ev.new_key(), node or self.made.node, False)
            self.items.append((placeholder, node or self.made.node))
        if join:
            self._change()

    def _start(self, first: LayerValue) -> None:
        """An InputLayer stands in front where the script or the first layer's `input_shape` says so."""
        if first.class_name == "InputLayer":
            self._started = True
        elif not isinstance(first, ModelValue) and _declares(first):
            self._take_name("InputLayer")
            self._started = True

    def _change(self) -> None:
        """Keras joins the layers to a functional model at every change, and each time a name is used up.

        Source: `keras.src.models.sequential.Sequential._maybe_rebuild`.
        """
        first = self.items[0][0] if self.items else None
        if first is None or (first.class_name == "InputLayer" and len(self.items) < 2):
            return
        # A model in front tells the shape, but alone it is not joined.
        model = (isinstance(first, SequentialModel) and first.started) or getattr(
            first, "kind", ""
        ) == "functional"
        if self._started or (model and len(self.items) > 1):
            self._build_names()

    @property
    def started(self) -> bool:
        """Has Keras made its input?"""
        return self._started

    def _build_names(self) -> None:
        """The names that `Sequential.build` uses up."""
        if not self._started:
            self._take_name("InputLayer")
            self._started = True
        for layer, _ in self.items:
            layer.join()
        self._take_name("Functional")

    def _take_name(self, class_name: str) -> None:
        from kerlint.keras.run import KerasRun

        self.ev.extension(KerasRun).names.new(class_name)

    def see_input(self, shape: Shape | None) -> None:
        super().see_input(shape)
        self.join()

    def join(self) -> None:
        if not self._started and self.items:
            self._build_names()

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
            self.add(item, ev, item.made.node if isinstance(item, LayerValue) else None, join=False)
        self._change()
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
        mark = (
            tuple((layer.key, id(node)) for layer, node in self.items),
            _mark(shape),
            _mark(self.seen_input),
            self.uncertain,
        )
        nested = any(isinstance(layer, ModelValue) for layer, _ in self.items)
        if self._chain is None or self._chain[0] != mark or nested:
            self._chain = mark, self._build(shape)
            if self._embeds():
                self._chain = mark, self._rebuilt(self._chain[1])
        return self._chain[1]

    def _embeds(self) -> bool:
        """Does it begin with an Embedding that is not told its input's shape?"""
        first = self.items[0][0] if self.items else None
        return first is not None and first.class_name == "Embedding" and first.keras and not _declares(first)

    def _rebuilt(self, graph: Graph) -> Graph:
        """Keras 2 gives an Embedding in front one axis of `input_length`; Keras 3 waits for the data."""
        from kerlint.keras.run import KerasRun

        major = self.ev.extension(KerasRun).major
        if major == 2:
            return graph
        if major == 3:
            return self._build(self.seen_input)
        refused = [node for node in graph.nodes if node.problem and node.kind != "argument"]
        for node in refused:
            node.refusing = tuple(version for version in node.refusing if version < 3)
            if not node.refusing:
                node.problem = None
        return self._build(self.seen_input) if self.seen_input and not refused else graph

    def _build(self, shape: Shape | None) -> Graph:
        if self._chain is not None:
            for call in self._chain[1].nodes:
                if call in call.layer.calls:
                    call.layer.calls.remove(call)
        tensors: tuple[TensorValue, ...] = (TensorValue(shape),)
        tensors[0].begins = self.key
        inputs: tuple[Shape | None, ...] = (shape,)
        nodes: list[CallNode] = []
        first = self.items[0][0] if self.items else None
        if isinstance(first, MergedModels):
            nodes, inputs = first.lead(self.items[0][1])
            tensors = tuple(TensorValue(branch.outputs[0], branch) for branch in nodes)
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
        return Graph(tuple(nodes), inputs, ends, self.uncertain is None)

    def input_tensors(self) -> list[TensorValue]:
        first = self.items[0][0] if self.items else None
        starts = len(first.branches) if isinstance(first, MergedModels) else 1
        return [tensor for node in self.graph().nodes[:starts] for tensor in node.tensors]

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
        if isinstance(shapes, tuple) and (
            self.starting_shape() is None or (self._embeds() and not self.seen_input)
        ):
            self.see_input(shapes)
        return super().infer(shapes, keywords)

    def layer_list(self, ev: Evaluator, node: CSTNode | None) -> Any:
        # With its input known, the layers have been called.
        self.graph()
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
            popped = self.items.pop()[0]
            self._change()
            return popped
        return super().keras_method(name, arguments, ev, node)


def _declares(layer: LayerValue) -> bool:
    """Do a layer's own arguments tell the shape of its input, in Keras 3 as in 2?"""
    if layer.arguments.get("input_shape") is not None or layer.arguments.get("batch_shape") is not None:
        return True
    return layer.class_name != "Embedding" and layer.declared_input() is not None


def _mark(shape: Shape | None) -> Any:
    if shape is None:
        return None
    return tuple(dim.key if isinstance(dim, Quantity) else dim for dim in shape)
