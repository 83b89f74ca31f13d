"""What calling a class or function of `keras.layers`, `keras.backend`, `keras.ops` and `tensorflow` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.keras import activations, layers, names
from kerlint.keras.keras_1 import bind_layer, merge, merge_layer
from kerlint.keras.layers import CLASS_ALIASES, MERGING_FUNCTIONS
from kerlint.keras.layers_value import LayerValue, output_shapes
from kerlint.keras.misfits import misfit
from kerlint.keras.plain import as_dim, plain
from kerlint.keras.tensors import CallNode, TensorValue, operation
from kerlint.script import Activation
from kerlint.symbolic.functions import FunctionValue
from kerlint.symbolic.values import Argument, Arguments

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# Whose functions may be applied to symbolic tensors.
_FUNCTIONS = (
    "keras.backend.",
    "keras.ops.",
    "keras.activations.",
    "keras.random.",
    "keras.applications.",
    "tensorflow.",
)


class LambdaLayer(LayerValue):
    """`Lambda(function)`: its output is what the function makes of a tensor."""

    keras = False

    def __init__(self, *args: Any, ev: Evaluator) -> None:
        super().__init__(*args)
        self._ev = ev

    def infer(self, shapes: Any, keywords: Any = None) -> layers.Inferred:
        known = super().infer(shapes, keywords)
        if known.output is not None or known.problem is not None:
            return known
        function = self.arguments.get("function")
        if not isinstance(function, FunctionValue):
            return layers.Inferred()
        from kerlint.symbolic.values import ListValue

        listed = isinstance(shapes, list)
        given: Any = TensorValue(shapes)
        if listed:
            given = ListValue([TensorValue(shape) for shape in shapes])
        extra = {
            name: Argument(value, None, name)
            for name, value in getattr(self.arguments.get("arguments"), "items", dict)()
        }
        from kerlint.keras.run import KerasRun

        with self._ev.extension(KerasRun).names.inside():
            result = self._ev.call(function, Arguments((Argument(given, None),), extra), self.made.node)
        if isinstance(result, TensorValue):
            return layers.Inferred(output=result.shape, params=0, trainable_params=0)
        return layers.Inferred()


def make_layer(class_name: str, path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """A layer object."""
    from kerlint.keras.run import KerasRun

    if node is None:
        return ev.unknown(node)
    run = ev.extension(KerasRun)
    bound = bind_layer(class_name, arguments, run)
    complete = not (arguments.open_keywords or arguments.open_positional)
    call = run.call(path, bound, node, complete)
    today = CLASS_ALIASES.get(class_name, class_name)
    spec = layers.spec(today)
    values = {name: plain(argument.value) for name, argument in bound.items()}
    if run.channels_first and spec is not None and "data_format" in spec.parameters:
        values.setdefault("data_format", "channels_first")
    name = _name(bound.get("name"), today, run)
    run.names.made(today)
    if today == "Lambda":
        layer: LayerValue = LambdaLayer(today, call, name, values, ev=ev)
    else:
        layer = LayerValue(today, call, name, values)
    _describe(layer, spec, bound, ev)
    if path == f"keras.layers.{class_name}":
        layer.misfit = misfit(class_name, arguments, run.major)
    return layer


def _name(given: Argument | None, class_name: str, run: Any) -> str | None:
    if given is None or given.value is None:
        return run.names.new(class_name)  # type: ignore[no-any-return]
    return given.value if isinstance(given.value, str) else None


def _describe(
    layer: LayerValue, spec: layers.LayerSpec | None, bound: dict[str, Argument], ev: Evaluator
) -> None:
    """Read what rules ask of a layer from its arguments."""
    node = layer.made.node
    trainable = bound.get("trainable")
    if trainable is not None:
        layer.trainable = trainable.value if isinstance(trainable.value, bool) else None
    for parameter in ("layer", "forward_layer", "cell"):
        inner = bound.get(parameter)
        if inner is not None and isinstance(inner.value, LayerValue):
            layer.inner = inner.value
    if spec is None:
        return
    given = bound.get("activation")
    if spec.class_name == "Activation":
        value = None if given is None else given.value
        layer.activation = Activation(
            None if given is None else activations.from_value(value, ev), node, "layer"
        )
        layer.activates = True
    elif spec.activation is not None:
        layer.activation = Activation(spec.activation, node, "layer")
        layer.activates = True
    elif spec.class_name == "Lambda":
        name = activations.from_value(layer.arguments.get("function"), ev) if bound.get("function") else None
        layer.activation = None if name is None else Activation(name, node, "layer")
        layer.activates = name is not None
    elif "activation" in spec.parameters:
        if given is not None:
            layer.activation = activations.resolve(given.value, given.node or node, "argument", ev)
        else:
            default = spec.signature.default("activation") or "linear"
            layer.activation = Activation(default if layer.made.complete else None, node, "default")


def make_input(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`keras.Input(...)`: a tensor."""
    if node is None:
        return ev.unknown(node)
    wrapped = arguments.value(None, "tensor")
    if isinstance(wrapped, TensorValue):
        return wrapped
    from kerlint.keras.run import KerasRun

    given = ev.extension(KerasRun).bind("keras.Input", arguments)
    layer = make_layer(
        "InputLayer",
        "keras.Input",
        Arguments((), given, arguments.open_positional, arguments.open_keywords),
        ev,
        node,
    )
    inferred = layer.infer(None)
    shape = output_shapes(inferred)[0]
    call = CallNode(layer, (), (shape,), 0, node, inferred.problem, kind=inferred.kind)
    layer.calls.append(call)
    return TensorValue(shape, call)


def _merge(function: str) -> Callable[[Arguments, Evaluator, CSTNode | None], Any]:
    """`keras.layers.add([a, b])`: the layer made and called at once."""
    class_name = MERGING_FUNCTIONS[function]

    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        inputs = arguments.get(0, "inputs")
        if inputs is None:
            return ev.unknown(node)
        rest = Arguments(
            arguments.positional[1:],
            {name: a for name, a in arguments.keywords.items() if name != "inputs"},
            arguments.open_positional,
            arguments.open_keywords,
        )
        layer = make_layer(class_name, f"keras.layers.{function}", rest, ev, node)
        return ev.call(layer, Arguments((inputs,)), node)

    return handler


def _maker(class_name: str) -> Callable[[Arguments, Evaluator, CSTNode | None], Any]:
    path = f"keras.layers.{class_name}"
    return lambda arguments, ev, node: make_layer(class_name, path, arguments, ev, node)


def _register_backend(library: Library) -> None:
    @library.calls("keras.backend.image_data_format", "keras.backend.image_dim_ordering")
    def image_data_format(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.run import KerasRun

        return "channels_first" if ev.extension(KerasRun).channels_first else "channels_last"

    @library.calls("keras.backend.set_image_data_format", "keras.backend.set_image_dim_ordering")
    def set_image_data_format(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.run import KerasRun

        value = arguments.value(0, "data_format", "dim_ordering")
        ev.extension(KerasRun).channels_first = value in ("channels_first", "th")
        return None

    @library.calls("keras.backend.clear_session")
    def clear_session(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.run import KerasRun

        ev.extension(KerasRun).names.clear()
        return None

    @library.calls("keras.backend.backend", "keras.config.backend")
    def backend(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return "tensorflow"

    @library.calls("keras.backend.floatx", "keras.config.floatx")
    def floatx(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return "float32"

    @library.calls("keras.backend.epsilon", "keras.config.epsilon")
    def epsilon(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return 1e-7

    @library.calls("keras.backend.set_value")
    def set_value(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None


def _register_functions(library: Library) -> None:
    """Functions of other modules count where they are applied to symbolic tensors."""

    def apply(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return operation(ev, path, arguments, node)

    for prefix in _FUNCTIONS:
        library.fallback(prefix)(apply)

    @library.calls("tensorflow.range", "keras.ops.arange", "keras.backend.arange")
    def arange(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # One axis, whatever its length: that is not the same as the open axis of a batch.
        alone = len(arguments.positional) == 1 and not arguments.open_positional
        count = ev.number(arguments.positional[0].value) if alone else None
        return TensorValue(
            (as_dim("?" if count is None or arguments.keywords.keys() - {"dtype"} else count),)
        )

    @library.calls("keras.activations.get", "keras.losses.get", "keras.metrics.get", "keras.optimizers.get")
    def get(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return arguments.value(0, "identifier")


def register(library: Library) -> None:
    """Teach the library Keras's layers and the functions that work on tensors."""
    for name in names.exports("layers"):
        if name[:1].isupper() and name not in ("Input", "Layer", "InputSpec", "Wrapper", "Merge"):
            library.calls(f"keras.layers.{name}")(_maker(name))
    for function in MERGING_FUNCTIONS:
        library.calls(f"keras.layers.{function}")(_merge(function))
    library.calls("keras.layers.merge")(merge)
    library.calls("keras.layers.Merge")(merge_layer)
    library.calls("keras.Input")(make_input)
    _register_backend(library)
    _register_functions(library)
