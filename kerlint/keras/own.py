"""Layers and models that the script defines as classes of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras import training
from kerlint.keras.graph import End, Graph, ordered
from kerlint.keras.layers import Inferred
from kerlint.keras.layers.dims import plus, times
from kerlint.keras.layers_value import LayerValue
from kerlint.keras.models import FunctionalModel, ModelValue
from kerlint.keras.plain import as_shape, shape_value
from kerlint.keras.run import KerasRun
from kerlint.keras.sequential import SequentialModel
from kerlint.keras.tensors import TensorValue, tensors_and_others, tensors_in
from kerlint.symbolic.classes import ClassValue, Instance, instantiate
from kerlint.symbolic.functions import FunctionValue
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.tensors import CallNode
    from kerlint.script import Call, Shape
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


class _Own(Instance, LayerValue):
    """What the user's layers and models share: attributes of the instance first, then Keras's."""

    keras = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.attributes or self.cls.has(name):
            return Instance.get_attribute(self, name, ev, node)
        if name in ("add_weight", "add_variable"):
            from kerlint.symbolic.values import BoundMethod

            return BoundMethod(name, self._add_weight, self)
        return self.of_keras(name, ev, node)

    def of_keras(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        """An attribute that Keras's base class has."""
        return LayerValue.get_attribute(self, name, ev, node)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name in ("trainable", "name", "_name"):
            LayerValue.set_attribute(self, name, value, ev, node)
            return
        if isinstance(value, Unknown) and (value.origin or "").endswith("Variable"):
            self.own_weights = None
        Instance.set_attribute(self, name, value, ev, node)

    def _add_weight(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self.add_weight(shape=...)`; Keras 3 puts the shape first, Keras 2 the name."""
        value = arguments.value(None, "shape")
        if value is None and arguments.positional:
            value = next((a.value for a in arguments.positional if not isinstance(a.value, str)), None)
        shape: Shape | None = () if value is None else as_shape(value)
        self.own_weights = None if shape is None else plus(self.own_weights, times(*shape))
        return TensorValue(shape)

    own_weights: Any = 0

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "__init__":
            given = arguments.value(None, "name")
            if isinstance(given, str):
                self.name = given
            trainable = arguments.value(None, "trainable")
            if isinstance(trainable, bool):
                self.trainable = trainable
            return None
        if name in ("add_weight", "add_variable"):
            return self._add_weight(arguments, ev, node)
        if name == "__setattr__" and isinstance(arguments.value(0), str):
            return self.set_attribute(arguments.value(0), arguments.value(1), ev, node)
        return self.super_of_keras(name, arguments, ev, node)

    def super_of_keras(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """`super().name(...)` that ends in Keras's base class."""
        if name in ("__call__", "call"):
            return LayerValue.call(self, arguments, ev, node)
        return ev.unknown(node, name)

    def run_call(self, value: Any, ev: Evaluator, node: CSTNode | None, keywords: dict[str, Argument]) -> Any:
        """What its `call` makes of its inputs; NotImplemented where it has none."""
        function = self.method("call") or self.method("__call__")
        if function is None:
            return NotImplemented
        given = dict(keywords)
        if any(param.name.value == "training" for param in function.parameters()):
            given.setdefault("training", Argument(True, None, "training"))
        if not self._built and self.method("build") is not None:
            self._built = True
            tensors = tensors_in(value) or []
            shapes = [shape_value(t.shape) if t.shape else ev.unknown(node, "input_shape") for t in tensors]
            shape = shapes[0] if len(shapes) == 1 else ListValue(shapes, node)
            self.invoke("build", Arguments((Argument(shape, node),)), ev, node)
        with ev.extension(KerasRun).names.inside():
            return self.invoke(function.name, Arguments((Argument(value, node),), given), ev, node)

    _built = False

    def weights_of(self, value: Any, inputs: list[TensorValue]) -> Any:
        """Its own weights and those of the layers that its result went through."""
        ends = [tensor.producer for tensor in tensors_in(value) or () if tensor.producer is not None]
        if not ends:
            return None
        stops = [tensor.producer for tensor in inputs if tensor.producer is not None]
        total: Any = self.own_weights
        seen: set[int] = set()
        for node in ordered(ends, stops):
            if node.layer.key not in seen:
                seen.add(node.layer.key)
                total = plus(total, node.params)
        return total


# What Keras lets a model's class say about training itself, and about what is logged of it.
_TRAINING = ("train_step", "test_step", "compute_loss", "compile", "fit", "train_on_batch")
_LOGGING = ("metrics", "metrics_names", "compute_metrics", "get_metrics_result", "make_train_function")


def _of_keras_alone(cls: ClassValue) -> bool:
    """Does a class inherit from Keras and the script only?"""
    return all(
        _of_keras_alone(base)
        if isinstance(base, ClassValue)
        else isinstance(base, External) and base.path.startswith(("keras.", "builtins.object"))
        for base in cls.bases
    )


class _Training(_Own):
    """Models of the script's classes: they may train in a way of their own."""

    def own_training(self) -> bool:
        """Does its class replace what `fit` does with labels?"""
        return any(self.method(name) is not None for name in _TRAINING)

    def own_logs(self) -> bool:
        return (
            any(self.cls.has(name) for name in (*_TRAINING, *_LOGGING))
            or not _of_keras_alone(self.cls)
            or any(getattr(value, "kind", None) == "metric" for value in self.attributes.values())
        )


class OwnLayer(_Own):
    """A layer of a class of the script."""

    def __init__(self, cls: ClassValue, made: Call, name: str | None, ev: Evaluator) -> None:
        LayerValue.__init__(self, cls.name, made, name)
        Instance.__init__(self, cls, made.node)
        self._ev = ev

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return LayerValue.call(self, arguments, ev, node)

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
        first = arguments.positional[0].value if arguments.positional else None
        given = first if tensors_in(first) else tensors[0]
        inferred, result = self._evaluate(given, tensors, arguments.keywords, node)
        # Keras draws its graph from all tensors of a call, whatever the class names them.
        inputs = [*tensors, *further] if arguments.positional else []
        inputs += [tensor for tensor in _named(arguments.keywords) if all(tensor is not i for i in inputs)]
        call = self.record(tuple(inputs), inferred, node, keywords)
        if isinstance(result, TupleValue | ListValue | DictValue) and tensors_in(result):
            return _rewired(result, call)
        results = [TensorValue(shape, call, i) for i, shape in enumerate(call.outputs)]
        return results[0] if len(results) == 1 else ListValue(results, node)

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        listed = isinstance(shapes, list)
        tensors = [TensorValue(shape) for shape in (shapes if listed else [shapes])]
        given = ListValue(tensors) if listed else tensors[0]
        return self._evaluate(given, tensors, {}, self.made.node)[0]

    def _evaluate(
        self, given: Any, tensors: list[TensorValue], keywords: dict[str, Argument], node: CSTNode
    ) -> tuple[Inferred, Any]:
        ev = self._ev
        if len(ev.active_calls) > 20:
            return Inferred(), None
        result = self.run_call(given, ev, node, keywords)
        params = self.weights_of(result, [*tensors, *_named(keywords)])
        refused = self._refused(result, [*tensors, *_named(keywords)])
        if refused is not None:
            problem = f"{self.class_name}: {refused.problem}"
            return Inferred(params=params, problem=problem, keras=refused.refusing, kind="shape"), result
        found = tensors_in(result)
        if self.method("compute_output_shape") is not None and len(tensors) == 1:
            shape = tensors[0].shape
            told = self.invoke(
                "compute_output_shape", Arguments((Argument(shape_value(shape), node),)), ev, node
            )
            output = (
                as_shape(told) if shape is not None and isinstance(told, TupleValue | ListValue) else None
            )
            if output is not None and (found is None or len(found) == 1):
                return Inferred(output=output, params=params), result
        if found is None:
            return Inferred(params=params), result
        shapes = tuple(tensor.shape for tensor in found)
        if len(shapes) == 1:
            return Inferred(output=shapes[0], params=params), result
        return Inferred(output=shapes, params=params), result  # type: ignore[arg-type]

    def _refused(self, value: Any, inputs: list[TensorValue]) -> CallNode | None:
        """The first call in its `call` that Keras refuses for the shapes it gets."""
        ends = [tensor.producer for tensor in tensors_in(value) or () if tensor.producer is not None]
        stops = [tensor.producer for tensor in inputs if tensor.producer is not None]
        calls = ordered(ends, stops) if ends else ()
        return next((call for call in calls if call.problem is not None and call.kind == "shape"), None)


def _named(keywords: Mapping[str, Argument]) -> list[TensorValue]:
    """The tensors among the keywords of a call, in the order in which Keras flattens them."""
    return [tensor for name in sorted(keywords) for tensor in tensors_in(keywords[name].value) or ()]


def _rewired(value: Any, call: CallNode) -> Any:
    """The tensors of a result as outputs of one call, in the structure that `call` returned."""
    count = iter(range(1000))

    def rewire(item: Any) -> Any:
        if isinstance(item, TensorValue):
            return TensorValue(item.shape, call, next(count))
        if isinstance(item, TupleValue | ListValue):
            return type(item)([rewire(part) for part in item.items], item.node, item.complete)
        if isinstance(item, DictValue):
            return DictValue(
                {key: rewire(part) for key, part in item.items.items()}, item.node, item.complete
            )
        return item

    return rewire(value)


class OwnModel(_Training, ModelValue):
    """A model of a class of the script: `__init__` makes the layers, `call` says how they follow each other."""

    kind = "subclass"

    def __init__(self, cls: ClassValue, made: Call, name: str | None, ev: Evaluator) -> None:
        ModelValue.__init__(self, cls.name, made, name, ev)
        Instance.__init__(self, cls, made.node)
        self.functional: FunctionalModel | None = None
        self._evaluated: tuple[Any, Graph] | None = None

    def of_keras(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return ModelValue.get_attribute(self, name, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return LayerValue.call(self, arguments, ev, node)

    def keras_method(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ModelValue.keras_method(self, name, arguments, ev, node)

    def super_of_keras(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in training.METHODS and node is not None:
            return training.method(self, name, arguments, ev, node)
        if name in ("__call__", "call"):
            return LayerValue.call(self, arguments, ev, node)
        return ModelValue.keras_method(self, name, arguments, ev, node)

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        inputs, outputs = arguments.value(0, "inputs", "input"), arguments.value(1, "outputs", "output")
        if name == "__init__" and tensors_in(inputs) and outputs is not None:
            from kerlint.keras.model_calls import functional

            self.functional = functional(self.made, inputs, outputs, self.ev, register=False)
            self.kind = "functional"
            self.problem = self.functional.problem
        return super().external_super(name, arguments, ev, node)

    def graph(self) -> Graph:
        if self.functional is not None:
            return self.functional.graph()
        mark = repr(self.seen_input)
        if self._evaluated is None or self._evaluated[0] != mark:
            self._evaluated = mark, Graph((), (self.seen_input,), (End(None, None),), False)
            self._evaluated = mark, self._run()
        return self._evaluated[1]

    def _run(self) -> Graph:
        inside = TensorValue(self.seen_input)
        if len(self.ev.active_calls) > 20:
            return Graph((), (self.seen_input,), (End(None, None),), False)
        result = self.run_call(inside, self.ev, self.made.node, {})
        tensors = tensors_and_others(result)
        if not tensors:
            return Graph((), (self.seen_input,), (End(None, None),), False)
        nodes = _in_order([t.producer for t in tensors if t.producer is not None])
        keys: list[Any] = list(result.items) if isinstance(result, DictValue) else [None] * len(tensors)
        if len(keys) != len(tensors):
            keys = [None] * len(tensors)
        names = [key if isinstance(key, str) else f"output_{i + 1}" for i, key in enumerate(keys)]
        ends = tuple(End(tensor, name) for tensor, name in zip(tensors, names))
        used = [*tensors, *(tensor for node in nodes for tensor in node.tensors)]
        loose = any(t.loose or (t.producer is None and t is not inside) for t in used)
        return Graph(tuple(nodes), (self.seen_input,), ends, not loose)

    def params(self, graph: Graph) -> Any:
        if self.functional is None and not self._calls_all(graph):
            return None
        return plus(graph.params, self.own_weights)

    def _calls_all(self, graph: Graph) -> bool:
        """Does `call` apply all layers that it holds? Keras counts the weights of the others, too."""
        called = {node.layer.key for node in graph.nodes}
        called |= {node.layer.inner.key for node in graph.nodes if node.layer.inner is not None}
        return all(value.key in called for value in self.attributes.values() if isinstance(value, LayerValue))

    def input_tensors(self) -> list[TensorValue]:
        return [] if self.functional is None else self.functional.input_tensors()

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        if isinstance(shapes, tuple) and self.seen_input is None:
            self.seen_input = shapes
        return ModelValue.infer(self, shapes, keywords)


def _in_order(ends: list[CallNode]) -> list[CallNode]:
    """The calls that lead to some calls, each after what it takes."""
    return ordered(ends)


class OwnSequential(_Training, SequentialModel):
    """A model of a class that derives from Sequential."""

    def __init__(self, cls: ClassValue, made: Call, name: str | None, ev: Evaluator) -> None:
        SequentialModel.__init__(self, made, name, ev, cls.name)
        Instance.__init__(self, cls, made.node)

    def of_keras(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return ModelValue.get_attribute(self, name, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return LayerValue.call(self, arguments, ev, node)

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "__init__":
            self.extend(arguments.value(0, "layers"), ev)
        return super().external_super(name, arguments, ev, node)

    def super_of_keras(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return SequentialModel.keras_method(self, name, arguments, ev, node)

    def infer(self, shapes: Any, keywords: Mapping[str, Any] | None = None) -> Inferred:
        return SequentialModel.infer(self, shapes, keywords)


def made_by(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode) -> tuple[Call, str | None]:
    """The call of a class of the script, its arguments by the names of its `__init__`; and the name given."""
    run = ev.extension(KerasRun)
    init = cls.lookup("__init__")
    names = [p.name.value for p in init.parameters()][1:] if isinstance(init, FunctionValue) else []
    complete = not (arguments.open_keywords or arguments.open_positional)
    call = run.call(cls.name, arguments.bind(names), node, complete)
    given = call.value("name")
    return call, given if isinstance(given, str) else run.names.new(cls.name)


def own_layer(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Make an instance of a user's layer class."""
    if node is None:
        return NotImplemented
    call, name = made_by(cls, arguments, ev, node)
    layer = OwnLayer(cls, call, name, ev)
    return instantiate(cls, arguments, ev, node, layer)


def own_model(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Make an instance of a user's model class."""
    if node is None:
        return NotImplemented
    call, name = made_by(cls, arguments, ev, node)
    sequential = "keras.Sequential" in cls.external_bases()
    model: Any = OwnSequential(cls, call, name, ev) if sequential else OwnModel(cls, call, name, ev)
    if not isinstance(cls.lookup("__init__"), FunctionValue):
        model.external_super("__init__", arguments, ev, node)
    return instantiate(cls, arguments, ev, node, model)


def register(library: Library) -> None:
    """Teach the library what subclasses of Keras's layers and models are."""
    from kerlint.keras import names

    library.subclass("keras.Model", "keras.Sequential")(own_model)
    library.subclass(*(f"keras.layers.{name}" for name in names.exports("layers") if name[:1].isupper()))(
        own_layer
    )
