"""Symbolic tensors and the graph they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.plain import as_dim, dims_equal, plain
from kerlint.symbolic.arithmetic import Quantity, is_number, known
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    ListValue,
    SliceValue,
    TupleValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from libcst import CSTNode

    from kerlint.keras.layers_value import LayerValue
    from kerlint.script import Dim, Shape
    from kerlint.symbolic.evaluator import Evaluator


class CallNode:
    """A layer applied to tensors: what becomes a LayerCall of the Script.

    Attributes:
        layer: the layer.
        tensors: the tensors it took, in order.
        outputs: the shape of each tensor it gave.
        params: weights of the layer, None where not known.
        node: where it is applied.
        problem: what Keras refuses here.
        refusing: the major versions that refuse it.
        kind: of the problem, as in `layers.Inferred`.
        flat: this is a model whose own layers take part in the graph (`base.output`), not one called as a layer.
        keywords: what else the layer was called with.
    """

    __slots__ = (
        *(
            "flat",
            "inputs",
            "keywords",
            "kind",
            "layer",
            "node",
            "outputs",
            "params",
            "problem",
            "refusing",
            "tensors",
        ),
    )

    def __init__(
        self,
        layer: LayerValue,
        tensors: tuple[TensorValue, ...],
        outputs: tuple[Shape | None, ...],
        params: Any,
        node: CSTNode | None,
        problem: str | None = None,
        flat: bool = False,
        keywords: dict[str, Any] | None = None,
        refusing: tuple[int, ...] = (2, 3),
        kind: str | None = None,
    ) -> None:
        self.layer = layer
        self.tensors = tensors
        self.inputs = tuple(tensor.producer for tensor in tensors if tensor.producer is not None)
        self.outputs = outputs
        self.params = params
        self.node = node
        self.problem = problem
        self.flat = flat
        self.keywords = keywords or {}
        self.refusing = refusing
        self.kind = kind


class TensorValue(Value):
    """A tensor that a layer gave, or one that stands in for any.

    Attributes:
        shape: with the batch axis; None where not known.
        producer: the call it comes from, None where it is not known.
        index: which of the call's outputs.
        loose: there may be more layers between the producer and it, of further turns of a loop.
        begins: the key of the Sequential whose input it is, where no layer of the script makes that.
    """

    compares_elementwise = True
    begins: int | None = None

    def __init__(
        self, shape: Shape | None, producer: CallNode | None = None, index: int = 0, loose: bool = False
    ) -> None:
        self.shape = shape
        self.producer = producer
        self.index = index
        self.loose = loose
        self.escaped = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("shape", "_keras_shape"):
            return ev.unknown(node, "shape") if self.shape is None else ShapeValue(self.shape)
        if name == "ndim":
            return ev.unknown(node, name) if self.shape is None else len(self.shape)
        if name == "name" and self.producer is not None and self.producer.layer.name is not None:
            return self.producer.layer.name
        if name in ("get_shape", "set_shape"):
            return BoundMethod(name, lambda arguments, ev, node: self.get_attribute("shape", ev, node), self)
        if name in ("node", "_keras_history", "op", "dtype", "device"):
            return ev.unknown(node, name)
        return BoundMethod(
            name,
            lambda arguments, ev, node: operation(
                ev,
                f"tensor.{name}",
                Arguments(
                    (Argument(self, node), *arguments.positional),
                    arguments.keywords,
                    arguments.open_positional,
                    arguments.open_keywords,
                ),
                node,
            ),
            self,
        )

    def carried(self, before: Any) -> Any:
        if not isinstance(before, TensorValue):
            return self
        shape = None
        if self.shape is not None and before.shape is not None and len(self.shape) == len(before.shape):
            # What one turn leaves as it was, the next one does, too.
            shape = tuple(
                a if (a is None) == (b is None) and dims_equal((a,), (b,)) is True else as_dim("?")
                for a, b in zip(self.shape, before.shape)
            )
        return TensorValue(shape, self.producer, self.index, loose=True)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return made(ev, "get_item", (self,), _sliced(self.shape, index), node)

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
        return None

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return made(ev, "get_item", (self,), None if self.shape is None else self.shape[1:], node)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.shape[0] if self.shape else None

    def truth(self) -> bool | None:
        return None

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.operations import broadcast

        if op in _COMPARISONS:
            if other is None or op == "==":
                # Keras 3 compares tensors by identity.
                return NotImplemented if other is not None else op == "!="
            node = node or (None if self.producer is None else self.producer.node)
            if node is None:
                return NotImplemented
            if reflected:
                op, reflected = _MIRRORED.get(op, op), False
        operands: tuple[TensorValue, ...] = (self,)
        shape = self.shape
        if isinstance(other, TensorValue):
            operands = (other, self) if reflected else (self, other)
            shape = broadcast([tensor.shape for tensor in operands])
        elif not is_number(other):
            shape = None if op == "@" else _beside(shape, other, broadcast)
        if op == "@":
            left, right = (operands[0].shape, operands[-1].shape) if len(operands) == 2 else (None, None)
            shape = (*left[:-1], right[-1]) if left and right else None
        return made(ev, _OPERATORS.get(op, "operator"), operands, shape, node)

    def unary(self, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return made(ev, op, (self,), self.shape, node)


_OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "true_divide",
    "//": "floor_divide",
    "%": "mod",
    "**": "power",
    "@": "matmul",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))


class ShapeValue(TupleValue):
    """A tensor's shape as scripts read it: a tuple with TensorFlow's methods."""

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "as_list":
            return BoundMethod(name, lambda arguments, ev, node: ListValue(self.items, node), self)
        if name in ("ndims", "rank"):
            return len(self.items)
        if name == "dims":
            return self
        if name == "num_elements":
            return BoundMethod(name, lambda arguments, ev, node: ev.unknown(node), self)
        return super().get_attribute(name, ev, node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        item = super().get_item(index, ev, node)
        return ShapeValue(item.items) if type(item) is TupleValue else item


def _beside(
    shape: Shape | None, other: Any, broadcast: Callable[[Sequence[Shape | None]], Shape | None]
) -> Shape | None:
    """The shape of what comes of a tensor and of `other`, no tensor and no number."""
    if shape is None or len(shape) < 2:
        # As likely as not the other one has more axes.
        return broadcast([shape, outside(other).shape])
    if (others := outside(other).shape) is not None:
        return broadcast([shape, others])
    # One of many axes meets a number or an array that fits it: only an axis of 1 may grow.
    return tuple(as_dim("?") if known(dim) == 1 else dim for dim in shape)


def tensors_in(value: Any) -> list[TensorValue] | None:
    """The tensors of a value in Keras's order: one tensor, a list, a tuple or a dict; None where it holds none."""
    if isinstance(value, TensorValue):
        return [value]
    if isinstance(value, TupleValue | ListValue | DictValue):
        items = value.items.values() if isinstance(value, DictValue) else value.items
        found: list[TensorValue] = []
        for item in items:
            found.extend(tensors_in(item) or [])
        return found or None
    return None


def tensors_and_others(value: Any) -> list[TensorValue] | None:
    """As `tensors_in`, with tensors that stand for what else a list of them holds: arrays and what is not known."""
    if isinstance(value, TensorValue) or tensors_in(value) is None:
        return tensors_in(value)
    found: list[TensorValue] = []
    for item in value.items.values() if isinstance(value, DictValue) else value.items:
        if isinstance(item, Unknown | ArrayValue):
            found.append(outside(item))
        found.extend(tensors_and_others(item) or [])
    if not value.complete:
        found.append(TensorValue(None))
    return found


def outside(value: Any) -> TensorValue:
    """A tensor that stands for an array, a batch, or something unknown."""
    shape = getattr(value, "shape", None)
    return TensorValue(tuple(shape) if isinstance(shape, tuple) else None)


# Functions whose result is as long as their arguments together.
_JOINING = frozenset({"concat", "concatenate", "stack"})


def tensor_arguments(arguments: Arguments, name: str = "") -> list[TensorValue]:
    """Every tensor among the arguments of the function `name`."""
    found: list[TensorValue] = []
    for value in arguments.values():
        found.extend((tensors_and_others if name in _JOINING else tensors_in)(value) or [])
    return found


def made(
    ev: Evaluator,
    function: str,
    tensors: tuple[TensorValue, ...],
    shape: Shape | None,
    node: CSTNode | None,
    activation: str | None = None,
) -> TensorValue:
    """The result of a function or operator that is no layer; the graph keeps it as a call of one."""
    return made_several(ev, function, tensors, (shape,), node, activation)[0]


def made_several(
    ev: Evaluator,
    function: str,
    tensors: tuple[TensorValue, ...],
    shapes: tuple[Shape | None, ...],
    node: CSTNode | None,
    activation: str | None = None,
) -> list[TensorValue]:
    """The results of one call of a function that gives several tensors."""
    from kerlint.keras.layers_value import FunctionLayer
    from kerlint.keras.run import KerasRun

    name = ev.extension(KerasRun).names.of_function(function.rpartition(".")[2])
    layer = FunctionLayer(function, name, ev.new_key(), node, activation)
    call = CallNode(layer, tensors, shapes, 0, node)
    return [TensorValue(shape, call, index) for index, shape in enumerate(shapes)]


def operation(ev: Evaluator, path: str, arguments: Arguments, node: CSTNode | None) -> Any:
    """A library function applied to tensors; NotImplemented where no argument is one."""
    from kerlint.keras import activations
    from kerlint.keras.operations import result_shapes

    name = path.rpartition(".")[2]
    tensors = tensor_arguments(arguments, name)
    if not tensors:
        return NotImplemented
    if name in ("int_shape", "shape", "get_shape"):
        return tensors[0].get_attribute("shape", ev, node)
    if name in ("ndim", "rank"):
        return tensors[0].get_attribute("ndim", ev, node)
    if name in ("is_keras_tensor", "print_tensor", "assert_shapes"):
        return True if name == "is_keras_tensor" else tensors[0]
    activation = activations.from_path(path)
    if activation is not None and isinstance(arguments.value(0), TensorValue):
        return made(ev, name, (tensors[0],), tensors[0].shape, node, activation)
    # keras.ops.split takes the places to cut at, as numpy does; tf.split takes sizes.
    split = "array_split" if path == "keras.ops.split" else name
    shapes = result_shapes(split, arguments, tensors, path.startswith("keras.backend."))
    results = made_several(ev, name, tuple(tensors), shapes, node)
    return results[0] if len(results) == 1 else ListValue(results, node)


def _sliced(shape: Shape | None, index: Any) -> Shape | None:
    """The shape of `tensor[index]`, None where not known."""
    if shape is None:
        return None
    indices = list(index.items) if isinstance(index, TupleValue) else [index]
    if any(item is Ellipsis for item in indices):
        at = next(i for i, item in enumerate(indices) if item is Ellipsis)
        fill = len(shape) - (len(indices) - 1) + sum(item is None for item in indices)
        if fill < 0:
            return None
        indices[at : at + 1] = [SliceValue()] * fill
    result: list[Dim] = []
    axis = 0
    for item in indices:
        if item is None:
            result.append(1)
            continue
        if axis >= len(shape):
            return None
        if isinstance(item, SliceValue):
            result.append(_slice_length(shape[axis], item))
        elif not is_number(item):
            return None
        axis += 1
    return (*result, *shape[axis:])


def _slice_length(dim: Dim, item: SliceValue) -> Dim:
    bounds = [plain(part) for part in (item.start, item.stop, item.step)]
    if bounds == [None, None, None]:
        return dim
    if dim is None:
        return None
    numbers = [None if bound is None else known(bound) for bound in bounds]
    length = known(dim)
    for bound, number in zip(bounds, numbers):
        if bound is not None and not isinstance(number, int):
            return Quantity("symbol", (object(), "?"))
    if not isinstance(length, int) or numbers[2] == 0:
        return Quantity("symbol", (object(), "?"))
    return len(range(length)[slice(*numbers)])
