"""What only Keras 1 wrote: kernels as two numbers, and layers that merge models.

Sources: `keras.legacy.interfaces` of Keras 2.0, which turns such calls into those of Keras 2, and
`keras.engine.topology.Merge` of Keras 1.2. Before Keras 0.2, `Dense` and the recurrent layers took the size of
their input first (`keras/layers/core.py` and `recurrent.py` of 0.1.3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras import layers
from kerlint.keras.layers.names import CLASS_ALIASES
from kerlint.keras.layers_value import LayerValue
from kerlint.keras.signatures import bind, catalog
from kerlint.keras.tensors import CallNode, TensorValue
from kerlint.symbolic.arithmetic import known_int
from kerlint.symbolic.values import Argument, Arguments, TupleValue

if TYPE_CHECKING:
    from collections.abc import Collection

    from libcst import CSTNode

    from kerlint.keras.run import KerasRun
    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator

# The sides of a kernel, where Keras 1 took them apart.
KERNELS = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))

# What layers were told by other names, or no longer are told, since Keras 2.
KEYWORDS = frozenset(
    "init border_mode subsample nb_filter nb_row nb_col output_dim dim_ordering W_regularizer b_regularizer "
    "W_constraint b_constraint inner_init inner_activation forget_bias_init dropout_W dropout_U pool_length "
    "filter_length truncate_gradient poolsize".split()
)
_MOST_AXES = 4

# These took the size of their input first, then that of their output.
_INPUT_FIRST = frozenset({"Dense", "SimpleRNN", "GRU", "LSTM"})

# What the modes of Merge are called today; "cos" has no layer of its own.
_MODES = {
    "sum": "Add",
    "mul": "Multiply",
    "concat": "Concatenate",
    "ave": "Average",
    "max": "Maximum",
    "dot": "Dot",
}


def bind_layer(class_name: str, arguments: Arguments, run: KerasRun) -> dict[str, Argument]:
    """A layer's arguments by today's parameter names, whatever version they were written for."""
    old = run.major != 3 and _input_first(class_name, arguments)
    if old:
        size, *others = arguments.positional
        keywords = {**arguments.keywords, "input_dim": size}
        arguments = replace(arguments, positional=tuple(others), keywords=keywords)
    elif run.keras_1 and class_name == "BatchNormalization" and _is_size(arguments):
        # The size of its input, which Keras 0.2 and later find out.
        arguments = replace(arguments, positional=())
    major = 1 if run.major != 3 and _of_keras_1(class_name, arguments) else run.major
    if old or (run.major != 3 and written_for_keras_1(class_name, arguments.keywords)):
        run.keras_1 = True
    given = bind(f"keras.layers.{class_name}", arguments, major)
    for parts in KERNELS:
        if all(part in given for part in parts):
            sides = [given.pop(part) for part in parts]
            given["kernel_size"] = Argument(
                TupleValue([side.value for side in sides]), sides[0].node, sides[0].keyword
            )
    spec = layers.spec(class_name)
    bound: dict[str, Argument] = {}
    for name, argument in given.items():
        bound.setdefault(name if spec is None else spec.parameter(name), argument)
    return bound


def written_for_keras_1(class_name: str, names: Collection[str | None]) -> bool:
    """Says a layer's call by its class's name or those of its arguments, as they are written, that it is so old?"""
    old = class_name.startswith("Convolution") or not KEYWORDS.isdisjoint(names)
    return old and class_name != "Embedding"


def _is_size(arguments: Arguments) -> bool:
    """Is this `BatchNormalization(512)` or `BatchNormalization((512,))`? No axis has such a number."""
    value = arguments.positional[0].value if arguments.positional else None
    entries = value.items if isinstance(value, TupleValue) else [value]
    return any((known_int(entry) or 0) > _MOST_AXES for entry in entries)


def _input_first(class_name: str, arguments: Arguments) -> bool:
    """Is this `Dense(784, 128)`? What follows the units today is the name of an activation."""
    return (
        class_name in _INPUT_FIRST
        and len(arguments.positional) > 1
        and known_int(arguments.positional[1].value) is not None
        and "input_dim" not in arguments.keywords
    )


def _of_keras_1(class_name: str, arguments: Arguments) -> bool:
    """Is this `Convolution2D(32, 3, 3)`? Under its name of today, the third number is the stride."""
    spec = layers.spec(class_name)
    if spec is None or class_name not in CLASS_ALIASES or f"layers.{class_name}" not in catalog("1"):
        return False
    sides = arguments.positional[1 : 1 + spec.rank]
    return len(sides) == spec.rank and all(known_int(side.value) is not None for side in sides)


# --- merging ------------------------------------------------------------------------------------------


class MergedModels(LayerValue):
    """`Merge([left, right])`: a layer that models lead to, the first one of a Sequential.

    Attributes:
        branches: the models (or layers) whose outputs it merges.
    """

    branches: tuple[LayerValue, ...] = ()

    def lead(self, node: CSTNode) -> tuple[list[CallNode], tuple[Shape | None, ...]]:
        """The branches applied to inputs of their own, and the shapes of these."""
        nodes: list[CallNode] = []
        inputs: list[Shape | None] = []
        for branch in self.branches:
            graph = getattr(branch, "graph", None)
            shapes = [branch.declared_input()] if graph is None else list(graph().inputs)
            inferred = branch.infer(shapes if len(shapes) > 1 else shapes[0])
            nodes.append(branch.record(tuple(map(TensorValue, shapes)), inferred, node))
            inputs += shapes
        return nodes, tuple(inputs)


def merge_layer(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Keras 1's class `Merge(layers, mode="sum", concat_axis=-1, dot_axes=-1)`."""
    from kerlint.keras.layer_calls import make_layer

    given = bind("keras.layers.Merge", arguments, 1)
    branches = given.pop("layers", None)
    class_name = _class_name(given)
    made = make_layer(class_name, "keras.layers.Merge", _rest(given, class_name, arguments), ev, node)
    items = getattr(branches.value, "items", None) if branches is not None else None
    if not isinstance(made, LayerValue) or not isinstance(items, list | tuple):
        return made
    merged = MergedModels(made.class_name, made.made, made.name, made.arguments)
    merged.branches = tuple(item for item in items if isinstance(item, LayerValue))
    if len(merged.branches) < len(items):
        return ev.unknown(node)
    return merged


def merge(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Keras 1's function `merge([a, b], mode="concat", concat_axis=1)`."""
    from kerlint.keras.layer_calls import make_layer

    given = bind("keras.layers.merge", arguments, 1)
    inputs = given.pop("inputs", None)
    class_name = _class_name(given)
    if inputs is None or class_name == "Merge":
        ev.escape(arguments)
        return ev.unknown(node)
    layer = make_layer(class_name, "keras.layers.merge", _rest(given, class_name, arguments), ev, node)
    return ev.call(layer, Arguments((inputs,)), node)


def _class_name(given: dict[str, Argument]) -> str:
    mode = given.pop("mode", None)
    return _MODES.get("sum" if mode is None else mode.value if isinstance(mode.value, str) else "", "Merge")


def _rest(given: dict[str, Argument], class_name: str, arguments: Arguments) -> Arguments:
    """What today's layer takes of them: others were for other modes."""
    kept = {"Concatenate": ("concat_axis", "name"), "Dot": ("dot_axes", "name")}.get(class_name, ("name",))
    keywords = {name: argument for name, argument in given.items() if name in kept}
    return Arguments((), keywords, False, arguments.open_keywords)
