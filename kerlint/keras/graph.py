"""The graph of a model: its calls in the order of `model.summary()`, and how they are written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kerlint.keras.layers.dims import plus
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.script import Layer, LayerCall, Output

if TYPE_CHECKING:
    from kerlint.keras.layers_value import LayerValue
    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator


@dataclass(frozen=True, slots=True)
class End:
    """One output of a model: the tensor and the name that losses know it by."""

    tensor: TensorValue | None
    name: str | None


@dataclass(frozen=True)
class Graph:
    """What a model is made of at a time.

    Attributes:
        nodes: in the order of `model.summary()`.
        inputs: shapes of the inputs.
        outputs: its ends.
        complete: are all layers in sight?
        unfed: as in `script.Model`.
    """

    nodes: tuple[CallNode, ...]
    inputs: tuple[Shape | None, ...]
    outputs: tuple[End, ...]
    complete: bool
    unfed: tuple[LayerValue, ...] | None = None

    @cached_property
    def layers(self) -> tuple[LayerValue, ...]:
        """Each layer once."""
        found: dict[int, LayerValue] = {}
        for node in self.nodes:
            found.setdefault(node.layer.key, node.layer)
        return tuple(found.values())

    @cached_property
    def params(self) -> Any:
        """All weights, each layer counted once; None where one is not known."""
        counted: dict[int, Any] = {}
        for node in self.nodes:
            counted.setdefault(node.layer.key, node.params)
        return plus(*counted.values()) if self.complete else None


def ordered(ends: Iterable[CallNode], without: Iterable[CallNode] = ()) -> list[CallNode]:
    """The calls that lead to some calls, sorted as Keras sorts layers.

    Deepest first, the depth being the longest way to an output; layers of one depth as a walk from the outputs meets
    them. Source: `keras.src.ops.function.map_graph`.

    Args:
        ends: the calls that give the outputs.
        without: calls to stop before.
    """
    excluded = {id(node) for node in without}
    met: dict[int, int] = {}
    done: dict[int, CallNode] = {}
    for end in ends:
        stack: list[tuple[CallNode, int]] = [(end, 0)]
        while stack:
            node, step = stack.pop()
            if step == 0:
                if id(node) in done or id(node) in excluded:
                    continue
                met.setdefault(node.layer.key, len(met))
            inputs = node.inputs
            if step < len(inputs):
                stack.append((node, step + 1))
                stack.append((inputs[step], 0))
            else:
                done[id(node)] = node
    nodes = list(done.values())
    depths: dict[int, int] = {}
    layer_depths: dict[int, int] = {}
    for node in reversed(nodes):
        depth = max(depths.get(id(node), 0), layer_depths.get(node.layer.key, 0))
        depths[id(node)] = layer_depths[node.layer.key] = depth
        for previous in node.inputs:
            depths[id(previous)] = max(depths.get(id(previous), 0), depth + 1)
    position = {id(node): i for i, node in enumerate(nodes)}
    return sorted(nodes, key=lambda n: (-layer_depths[n.layer.key], met[n.layer.key], position[id(n)]))


def unfed(nodes: Iterable[CallNode], inputs: Iterable[TensorValue]) -> tuple[LayerValue, ...]:
    """The layers among some calls that make or take an input which is none of the inputs."""
    given = {tensor.producer.layer.key for tensor in inputs if tensor.producer is not None}
    begun = {tensor.begins for tensor in inputs} | {None}
    found: dict[int, LayerValue] = {}
    for node in nodes:
        if any(tensor.begins not in begun for tensor in node.tensors):
            found.setdefault(node.layer.key, node.layer)
        if node.layer.class_name == "InputLayer" and not node.tensors and node.layer.key not in given:
            found.setdefault(node.layer.key, node.layer)
    return tuple(found.values())


class Snapshot:
    """A graph written down as the Script's frozen facts; the same object gives the same fact.

    Attributes:
        calls: its calls; links to calls that are not part of it are left out.
        outputs: its ends.
        unfed: as in `script.Model`.
    """

    def __init__(self, graph: Graph, ev: Evaluator) -> None:
        self._ev = ev
        self._graph = graph
        self._marks = tuple(map(_mark, graph.layers))
        self._layers: dict[int, Layer] = {}
        self._calls: dict[int, LayerCall] = {}
        self.calls = self._written(graph.nodes)
        self.outputs = tuple(map(self._output, graph.outputs))
        self.unfed = None if graph.unfed is None else tuple(map(self._layer, graph.unfed))

    def holds(self, graph: Graph) -> bool:
        """Is it of this graph, and are the layers as they were?"""
        return graph is self._graph and all(
            mark is not None and mark == _mark(layer) for mark, layer in zip(self._marks, graph.layers)
        )

    def _written(self, nodes: Sequence[CallNode]) -> tuple[LayerCall, ...]:
        members = {id(node) for node in nodes}
        # A shared layer may stand before an input of its second call.
        for node in nodes:
            stack = [node]
            while stack:
                current = stack[-1]
                waiting = [
                    n
                    for n in current.inputs
                    if id(n) in members and id(n) not in self._calls and n is not current
                ]
                if waiting and len(stack) <= len(nodes):
                    stack.extend(waiting)
                    continue
                stack.pop()
                if id(current) not in self._calls:
                    self._calls[id(current)] = self._call(current)
        return tuple(self._calls[id(node)] for node in nodes)

    def _call(self, node: CallNode) -> LayerCall:
        inputs = tuple(self._calls[id(n)] for n in node.inputs if id(n) in self._calls)
        return LayerCall(
            self._layer(node.layer),
            inputs,
            tuple(tensor.shape for tensor in node.tensors),
            node.outputs[0] if node.outputs else None,
            node.params,
            node.node or node.layer.made.node,
            node.problem,
            node.refusing,
            node.kind,
        )

    def _layer(self, value: LayerValue) -> Layer:
        from kerlint.keras.models import ModelValue

        if value.key not in self._layers:
            nested = value.snapshot(self._ev) if isinstance(value, ModelValue) else None
            self._layers[value.key] = Layer(
                value.class_name,
                value.name,
                value.made,
                value.keras,
                value.activation,
                nested,
                None if value.inner is None else self._layer(value.inner),
                value.trainable,
            )
        return self._layers[value.key]

    def _output(self, end: End) -> Output:
        if end.tensor is None:
            return Output(None, end.name, None)
        producer = end.tensor.producer
        call = None if producer is None else self._calls.get(id(producer))
        return Output(call, end.name, end.tensor.shape)


def _mark(layer: LayerValue) -> tuple[Any, ...] | None:
    """What a script can change of a layer's facts; None for a model, whose own layers may change."""
    from kerlint.keras.models import ModelValue

    if isinstance(layer, ModelValue):
        return None
    inner: tuple[Any, ...] = ()
    if layer.inner is not None:
        mark = _mark(layer.inner)
        if mark is None:
            return None
        inner = (layer.inner, mark)
    return (layer.name, layer.trainable, layer.activation, layer.made, *inner)
