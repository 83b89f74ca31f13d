"""Models of `keras.applications`: one layer of the graph each, their own layers not listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras import activations, applications
from kerlint.keras.graph import End, Graph
from kerlint.keras.layer_lists import LayerList
from kerlint.keras.layers import Inferred
from kerlint.keras.layers.dims import text
from kerlint.keras.layers_value import LayerValue, output_shapes
from kerlint.keras.models import ModelValue
from kerlint.keras.plain import plain
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.script import Call, Layer, LayerCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from libcst import CSTNode

    from kerlint.script import Model, Shape
    from kerlint.symbolic.evaluator import Evaluator


class ApplicationModel(ModelValue):
    """A model of `keras.applications`.

    In the graph of a model built on its output it is one call, though Keras lists its layers there one by one.
    """

    kind = "application"

    def __init__(self, made: Call, ev: Evaluator) -> None:
        self._plain = {key: plain(argument.value) for key, argument in made.arguments.items()}
        super().__init__("Model", made, applications.model_name(made.class_name, self._plain), ev)
        self.parts = made
        given = made.value("input_tensor")
        self._start: TensorValue | None = given if isinstance(given, TensorValue) else None
        self._node: CallNode | None = None
        self._input_name = None if self._start is not None else self._take_names()

    def _inferred(self, shape: Shape | None) -> Inferred:
        if shape is not None and len(shape) != 4:
            return Inferred(
                problem=f"{self.made.class_name} takes batches of images, not shape {text(shape)}"
            )
        return applications.infer(self.made.class_name, self._plain, shape)

    def graph(self) -> Graph:
        node = self._own_call()
        tensors = tuple(TensorValue(shape, node, i) for i, shape in enumerate(node.outputs))
        ends = tuple(End(tensor, self.name) for tensor in tensors)
        return Graph((), tuple(t.shape for t in node.tensors), ends, False)

    def _own_call(self) -> CallNode:
        """The model applied to its own input."""
        if self._node is None:
            start = self._start or self._input()
            inferred = self._inferred(start.shape)
            self._node = CallNode(
                self,
                (start,),
                output_shapes(inferred),
                inferred.params,
                self.made.node,
                inferred.problem,
                flat=True,
                refusing=inferred.keras,
                kind=inferred.kind,
            )
            self.calls.append(self._node)
        return self._node

    def _take_names(self) -> str:
        """The name of its own InputLayer; the four small models inside a ConvNeXt use up more."""
        from kerlint.keras.run import KerasRun

        names = self.ev.extension(KerasRun).names
        name = names.new("InputLayer")
        if self.made.class_name.startswith("ConvNeXt"):
            for _ in range(4):
                names.new("InputLayer")
                names.new("Functional")
        return name

    def _input(self) -> TensorValue:
        shape = applications.input_shape(self.made.class_name, self._plain)
        call = Call("keras.Input", {}, self.made.node, True, self.ev.new_key())
        layer = LayerValue("InputLayer", call, self._input_name)
        node = CallNode(layer, (), (shape,), 0, self.made.node)
        layer.calls.append(node)
        return TensorValue(shape, node)

    def snapshot(self, ev: Evaluator) -> Model:
        node = self._own_call()
        made = super().snapshot(ev)
        if applications.has_top(self._plain) and len(made.outputs) == 1:
            made = replace(made, outputs=(replace(made.outputs[0], call=self._top(made, node, ev)),))
        return replace(made, problem=node.problem)

    def _top(self, made: Model, node: CallNode, ev: Evaluator) -> LayerCall:
        """The classifier that ends the model, as far as the arguments say what it is."""
        given = self.made.arguments.get("classifier_activation")
        activation = None
        if given is not None:
            activation = activations.resolve(given.value, given.node, "argument", ev)
        elif self.made.complete:
            activation = activations.resolve("softmax", self.made.node, "default")
        shapes = tuple(tensor.shape for tensor in node.tensors)
        layer = Layer(self.made.class_name, self.name, self.made, True, activation)
        return LayerCall(layer, (), shapes, made.outputs[0].shape, made.params, self.made.node)

    def params(self, graph: Graph) -> Any:
        return self._own_call().params

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        if isinstance(shapes, list):
            shapes = shapes[0] if len(shapes) == 1 else None
        own = self._own_call()
        if shapes is None:
            return Inferred(output=own.outputs[0], params=own.params)
        inferred = self._inferred(shapes)
        if inferred.params is None:
            return replace(inferred, params=own.params, trainable_params=None)
        return inferred

    def input_tensors(self) -> list[TensorValue]:
        return list(self._own_call().tensors)

    def output_tensors(self) -> list[TensorValue]:
        node = self._own_call()
        return [TensorValue(shape, node, i) for i, shape in enumerate(node.outputs)]

    def layer_list(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return LayerList(self, [], node)
