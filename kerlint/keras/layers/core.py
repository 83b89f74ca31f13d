"""Dense, Embedding, the input and layers that hand their input on.

Source: `keras.src.layers.core`.
"""

from __future__ import annotations

from typing import Any

from kerlint.keras.layers.activation import unchanged
from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError, not_known
from kerlint.keras.layers.dims import Dim, Shape, text, times
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import Quantity, known


def _dense(call: LayerCall) -> Inferred:
    units = call.size("units")
    shape = call.shape
    if len(shape) < 2:
        raise RefusedError(
            f"Dense needs an input of at least 2 axes (batch included), but gets shape {text(shape)}",
            kind="axes",
        )
    features = call.defined(shape[-1], "last axis")
    return call.with_kernel((*shape[:-1], units), (features, units), call.bias(units))


def _embedding(call: LayerCall) -> Inferred:
    words, width = call.size("input_dim"), call.size("output_dim")
    reverse: Dim = 0
    if call.name == "ReversibleEmbedding":
        tied = call.flag("tie_weights")
        reverse = call.counted(None if tied is None else not tied, times(words, width))
    backwards = call.call_arguments.get("reverse", False)
    output: Shape | None = None
    if call.shapes[0] is not None and isinstance(backwards, bool):
        shape = call.shapes[0]
        output = (*shape[:-1], words) if backwards else (*shape, width)
    return call.with_kernel(output, (words, width), reverse)


def _input(call: LayerCall) -> Inferred:
    for parameter in ("tensor", "input_tensor"):
        if call.arguments.get(parameter) is not None:
            raise NotKnownError
    whole, shape = call.given("batch_shape"), call.given("shape")
    if whole is not None:
        return call.result(_as_shape(call, whole, "batch_shape"))
    if shape is None:
        raise NotKnownError
    batch = call.arguments.get("batch_size")
    return call.result((None if batch is None else call.size("batch_size"), *_as_shape(call, shape, "shape")))


def _as_shape(call: LayerCall, value: Any, parameter: str) -> Shape:
    if not isinstance(value, tuple | list):
        if isinstance(value, int | Quantity):
            # Keras 2 takes a lone number for a tuple of one, Keras 3 refuses it.
            return (call.as_size(value, parameter),)
        raise RefusedError(f"{call.name}: {parameter}={value!r} must be a tuple of sizes", kind="argument")
    return tuple(_as_dim(call, entry, parameter) for entry in value)


def _as_dim(call: LayerCall, entry: Any, parameter: str) -> Dim:
    return None if entry is None else call.as_size(entry, parameter, 0)


def _lambda(call: LayerCall) -> Inferred:
    """Keras takes a tuple in `output_shape` at its word."""
    value = call.given("output_shape")
    if not isinstance(value, tuple | list):
        raise NotKnownError
    if any(isinstance(entry, tuple | list) for entry in value):
        raise NotKnownError
    shapes = [shape for shape in call.shapes if shape is not None]
    if not shapes:
        raise NotKnownError
    return call.result((shapes[0][0], *_as_shape(call, value, "output_shape")))


def _einsum_dense(call: LayerCall) -> Inferred:
    """`EinsumDense`: each letter of the equation is an axis; the kernel's letters give its shape."""
    equation = call.given("equation")
    wanted = call.given("output_shape")
    if not isinstance(equation, str) or equation.count("->") != 1 or equation.count(",") != 1:
        raise NotKnownError
    operands, output_letters = equation.replace(" ", "").split("->")
    input_letters, kernel_letters = operands.split(",")
    shape = call.shape
    entries = list(wanted) if isinstance(wanted, tuple | list) else [wanted]
    sizes: list[Dim] = [shape[0], *(_as_dim(call, entry, "output_shape") for entry in entries)]
    left = input_letters.startswith("...") and output_letters.startswith("...")
    right = input_letters.endswith("...") and output_letters.endswith("...")
    letters, made = input_letters.strip("."), output_letters.strip(".")
    elided = len(shape) - len(letters)
    if elided > 0 and not (left or right):
        # Whether Keras can broadcast then depends on the equation.
        raise NotKnownError
    if elided < 0:
        raise RefusedError(f"EinsumDense: {equation!r} does not fit the input {text(shape)}")
    if left and elided:
        # Keras puts the axes that "..." stands for in reverse order into its output shape.
        sizes[1:1] = reversed(shape[1:elided])
    elif right and elided:
        sizes += shape[len(letters) :]
    offset = elided if left else 0
    if len(sizes) < offset + len(made):
        raise RefusedError(f"EinsumDense: output_shape is too short for the equation {equation!r}")
    of_input = dict(zip(letters, shape[offset:] if left else shape, strict=False))
    of_output = dict(zip(made, sizes[offset:], strict=False))
    for letter in letters:
        if letter in of_output and of_output[letter] is not None:
            a, b = known(of_output[letter]), known(of_input[letter])
            if a is not None and (of_input[letter] is None or (b is not None and a != b)):
                raise RefusedError(
                    f"EinsumDense: output_shape says {a} for axis {letter!r}, "
                    f"which has another size in the input {text(shape)}"
                )
    kernel: list[Dim] = []
    for letter in kernel_letters:
        if letter not in of_output and letter not in of_input:
            raise RefusedError(f"EinsumDense: {letter!r} of the equation {equation!r} has no size")
        kernel.append(call.defined(of_output.get(letter, of_input.get(letter)), f"size of axis {letter!r}"))
    bias = call.given("bias_axes")
    biases: Dim = 0
    if isinstance(bias, str) and bias:
        if any(letter not in of_output for letter in bias):
            raise RefusedError(f"EinsumDense: bias_axes={bias!r} has a letter that is no axis of the output")
        biases = times(*(call.defined(of_output[letter], f"size of axis {letter!r}") for letter in set(bias)))
    return call.with_kernel(tuple(sizes), tuple(kernel), biases)


register(
    "Dense",
    _dense,
    family="core",
    weighted=True,
    linear=True,
)
register(
    "EinsumDense",
    _einsum_dense,
    family="core",
    weighted=True,
    linear=True,
)
register(
    "Embedding",
    _embedding,
    family="core",
    weighted=True,
)
register(
    "ReversibleEmbedding",
    _embedding,
    family="core",
    weighted=True,
)
register("Identity", unchanged, family="core", elementwise=True, linear=True)
register("Masking", unchanged, family="core")
register("Lambda", _lambda, family="core")
register("Input", _input, family="core")
register(
    "InputLayer",
    _input,
    family="core",
)
for _name in ("DenseFeatures", "FlaxLayer", "JaxLayer", "Layer", "TFSMLayer", "TorchModuleWrapper"):
    register(_name, not_known, family="core", weighted=True)
