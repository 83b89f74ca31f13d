"""One application of a layer: its arguments as the rules of this package read them, and its inputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kerlint.keras.layers.dims import Dim, Shape, Size, below, fresh, plus, text, times
from kerlint.keras.layers.spec import Inferred, LayerSpec
from kerlint.keras.signatures import signatures
from kerlint.symbolic.arithmetic import Quantity, known
from kerlint.symbolic.values import Unknown

_NOT_GIVEN = object()
# What takes one tensor, whatever the version (measured with Keras 3.15 and tf_keras 2.21). A recurrent layer of Keras 2
# takes its states in the same list.
_ONE_INPUT = frozenset(
    (
        "Dense EinsumDense Embedding Masking PReLU BatchNormalization GroupNormalization LayerNormalization "
        "Normalization SpatialDropout1D SpatialDropout2D SpatialDropout3D"
    ).split()
)
_ONE_INPUT_FAMILIES = frozenset(("convolution", "pooling", "reshaping"))
_PLAIN = (int, float, str, bytes, bool, type(None), Quantity, tuple, list)


class RefusedError(Exception):
    """Keras refuses this: the problem in words, the major versions that refuse it, its kind as in `Inferred`."""

    def __init__(self, problem: str, keras: tuple[int, ...] = (2, 3), kind: str = "shape") -> None:
        super().__init__(problem)
        self.keras = keras
        self.kind = kind


class NotKnownError(Exception):
    """Something that the output depends on is not known."""


InferInner = Callable[[Any, "Shape | Sequence[Shape | None] | None"], Inferred]


@dataclass(frozen=True, slots=True)
class LayerCall:
    """A layer with its arguments, applied to inputs.

    Attributes:
        spec: the layer class.
        arguments: its arguments by today's parameter names.
        shapes: the inputs' shapes, None for one that is not known.
        listed: were the inputs given as a list?
        infer_inner: infers a wrapped layer.
        call_arguments: what else the layer was called with (`return_attention_scores`).
    """

    spec: LayerSpec
    arguments: Mapping[str, Any]
    shapes: tuple[Shape | None, ...]
    listed: bool
    infer_inner: InferInner
    call_arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The class's name, for messages."""
        return self.spec.class_name

    # --- inputs -------------------------------------------------------------------------------------

    def check_count(self) -> None:
        """Refuse several inputs for a layer that takes one.

        Raises:
            RefusedError: it gets several.
        """
        one = self.spec.family in _ONE_INPUT_FAMILIES or self.name in _ONE_INPUT
        if one and len(self.shapes) > 1:
            known_shapes = [text(shape) for shape in self.shapes if shape is not None]
            shapes = f" of shapes {', '.join(known_shapes)}" if len(known_shapes) == len(self.shapes) else ""
            raise RefusedError(
                f"{self.name} takes one input, but gets {len(self.shapes)} tensors{shapes}", kind="inputs"
            )

    @property
    def shape(self) -> Shape:
        """The (first) input's shape.

        Raises:
            NotKnownError: it is not known.
        """
        if not self.shapes or self.shapes[0] is None:
            raise NotKnownError
        return self.shapes[0]

    def shape_of(self, axes: int, keras: tuple[int, ...] = (2, 3)) -> Shape:
        """The input's shape, which must have this many axes, the batch included, under these versions.

        Raises:
            RefusedError: it has another number of axes.
        """
        shape = self.shape
        if len(shape) != axes:
            raise RefusedError(
                f"{self.name} takes an input of {axes} axes (batch included), but gets shape {text(shape)}",
                keras,
                "axes",
            )
        return shape

    def image(self, rank: int) -> tuple[Shape, Dim, bool]:
        """Spatial sizes, channels and whether channels come first, of an input with `rank` spatial axes."""
        # A convolution of Keras 2 takes more than one batch axis.
        more = self.spec.family == "convolution" and len(self.shape) > rank + 2
        shape = self.shape_of(rank + 2, (3,) if more else (2, 3))
        first = self.channels_first()
        return (shape[2:], shape[1], True) if first else (shape[1:-1], shape[-1], False)

    def with_image(self, spatial: Sequence[Dim], channels: Dim, first: bool) -> Shape:
        """The input's batch axis with new spatial sizes and channels."""
        batch = self.shape[0]
        return (batch, channels, *spatial) if first else (batch, *spatial, channels)

    def channels_first(self) -> bool:
        """Does `data_format` put the channels first? Keras 1's words for it were "th" and "tf".

        Raises:
            NotKnownError: the argument is not known.
        """
        value = self.arguments.get("data_format")
        if value is None:
            return False
        if not isinstance(value, str):
            raise NotKnownError
        value = value.lower()
        if value in ("channels_last", "tf", "default"):
            return False
        if value in ("channels_first", "th"):
            return True
        raise RefusedError(
            f"{self.name}: data_format={value!r} is neither 'channels_last' nor 'channels_first'",
            kind="argument",
        )

    # --- arguments ----------------------------------------------------------------------------------

    def argument(self, parameter: str) -> Any:
        """The argument's value, Keras's default where it is not given; nothing known where it must be given."""
        if parameter in self.arguments:
            return self.arguments[parameter]
        signature = self.spec.signature
        if parameter in signature.required:
            # Left out, it is written for a version that has a default: `AveragePooling2D()` of Keras 2.
            others = signatures(f"keras.layers.{self.name}").values()
            return next((s.default(parameter) for s in others if parameter in s.defaults), _NOT_GIVEN)
        # Any layer takes `trainable`.
        return True if parameter == "trainable" else signature.default(parameter)

    def given(self, parameter: str) -> Any:
        """The argument's value, or Keras's default.

        Raises:
            NotKnownError: the value is nothing plain.
        """
        value = self.argument(parameter)
        if not isinstance(value, _PLAIN):
            raise NotKnownError
        return value

    def size(self, parameter: str, least: int = 1) -> Size:
        """A whole number of at least `least`; a symbol where it is not known.

        A float is cut off, as Keras 2 does; Keras 3 refuses it.

        Raises:
            RefusedError: it is no number or too small.
        """
        return self.as_size(self.argument(parameter), parameter, least)

    def as_size(self, value: Any, parameter: str, least: int = 1) -> Size:
        """The same for one value of several."""
        if isinstance(value, Unknown):
            return value.quantity()
        number = known(value) if isinstance(value, Quantity) else value
        if isinstance(number, float) and math.isfinite(number):
            number = int(number)
        if isinstance(number, int):
            if number < least:
                wanted = "a positive whole number" if least == 1 else f"at least {least}"
                raise RefusedError(f"{self.name}: {parameter}={number} must be {wanted}", kind="argument")
            return int(number)
        if isinstance(value, Quantity) and number is None:
            return value
        if isinstance(number, str | tuple | list | type(None)):
            raise RefusedError(f"{self.name}: {parameter}={number!r} must be a whole number", kind="argument")
        return fresh(parameter)

    def sizes(self, parameter: str, count: int, least: int = 1) -> tuple[Size, ...]:
        """`count` whole numbers, given as one number or as a tuple."""
        return self.as_sizes(self.argument(parameter), parameter, count, least)

    def as_sizes(self, value: Any, parameter: str, count: int, least: int = 1) -> tuple[Size, ...]:
        """The same for one value of several."""
        if isinstance(value, tuple | list):
            if len(value) != count:
                raise RefusedError(
                    f"{self.name}: {parameter}={_written(value)} must have {count} entries, not {len(value)}",
                    kind="argument",
                )
            return tuple(self.as_size(entry, parameter, least) for entry in value)
        if isinstance(value, Unknown):
            # One name for several numbers: they need not be equal.
            return tuple(fresh(value.label or parameter) for _ in range(count))
        if not isinstance(value, _PLAIN):
            return tuple(fresh(parameter) for _ in range(count))
        return (self.as_size(value, parameter, least),) * count

    def flag(self, parameter: str) -> bool | None:
        """The truth of an argument, None where it is not known."""
        value = self.argument(parameter)
        if isinstance(value, Quantity):
            value = value.value
            return None if value is None else bool(value)
        return bool(value) if isinstance(value, _PLAIN) else None

    def certain_flag(self, parameter: str) -> bool:
        """The truth of an argument that the output's rank depends on.

        Raises:
            NotKnownError: it is not known.
        """
        value = self.flag(parameter)
        if value is None:
            raise NotKnownError
        return value

    def choice(self, parameter: str, allowed: Sequence[str]) -> str | None:
        """One of several words (case does not matter), None where it is not known.

        Raises:
            RefusedError: it is another word.
        """
        value = self.argument(parameter)
        if not isinstance(value, str):
            return None
        if value.lower() not in allowed:
            words = ", ".join(repr(word) for word in allowed)
            raise RefusedError(f"{self.name}: {parameter}={value!r} is none of {words}", kind="argument")
        return value.lower()

    def axes(self, parameter: str, rank: int) -> list[int]:
        """Axes of a tensor with `rank` axes, counted from 0; given as one number or several.

        Raises:
            RefusedError: the tensor has no such axis.
            NotKnownError: an axis is not known.
        """
        value = self.given(parameter)
        items = list(value) if isinstance(value, tuple | list) else [value]
        found = []
        for item in items:
            axis = known(item)
            if not isinstance(axis, int):
                raise NotKnownError
            if not -rank <= axis < rank:
                raise RefusedError(
                    f"{self.name}: {parameter}={axis} is no axis of the input {text(self.shape)}"
                )
            found.append(axis % rank)
        return found

    # --- results ------------------------------------------------------------------------------------

    def result(
        self,
        output: Shape | tuple[Shape, ...] | None,
        trained: Dim = 0,
        fixed: Dim = 0,
        kernel: Shape | None = None,
    ) -> Inferred:
        """What the layer gives: `trained` and `fixed` are numbers of weights, None where not known."""
        params = plus(trained, fixed)
        trainable = self.flag("trainable")
        return Inferred(
            output, params, trained if trainable else None if trainable is None else 0, None, kernel
        )

    def with_kernel(self, output: Shape | None, kernel: Shape, *others: Dim) -> Inferred:
        """The same for a layer with one kernel and other trained weights; knows LoRA.

        LoRA freezes the kernel and trains two thin matrices in its place (`enable_lora` of Keras 3).
        """
        if "quantization_config" in self.arguments and self.arguments["quantization_config"] is not None:
            return self.result(output, None, None)
        size = times(*kernel)
        if self.arguments.get("lora_rank") is None:
            return self.result(output, plus(size, *others), 0, kernel)
        lora = self.size("lora_rank")
        thin = plus(times(*kernel[:-1], lora), times(lora, kernel[-1]))
        return self.result(output, plus(thin, *others), size, kernel)

    def counted(self, flag: bool | None, amount: Dim) -> Dim:
        """A number of weights that a flag switches on."""
        return None if flag is None else amount if flag else 0

    def bias(self, amount: Dim) -> Dim:
        """The number of weights in the bias, as `use_bias` says."""
        return self.counted(self.flag("use_bias"), amount)

    def defined(self, dim: Dim, what: str, keras: tuple[int, ...] = (2, 3)) -> Size:
        """A size that weights depend on, under these versions.

        Raises:
            RefusedError: it is None.
        """
        if dim is None:
            raise RefusedError(
                f"{self.name} needs a defined {what}, but its input has shape {text(self.shape)}", keras
            )
        return dim

    def fits(self, sizes: Sequence[Dim], because: str) -> None:
        """Refuse an output with a size below 1."""
        for size in sizes:
            if below(size, 1):
                raise RefusedError(
                    f"{self.name} with {because} does not fit its input {text(self.shape)}: "
                    f"the output would have size {size}",
                    kind="collapse",
                )


def not_known(_call: LayerCall) -> Inferred:
    """The rule of a layer of which nothing can be told."""
    return Inferred()


def _written(value: Any) -> str:
    return text(value) if all(isinstance(v, int | Quantity) or v is None for v in value) else "(...)"
