"""The table of Keras's layers: each module of this package registers its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kerlint.keras.layers.names import parameter_name
from kerlint.keras.signatures import NO_PARAMETERS, Signature, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kerlint.keras.layers.call import LayerCall
    from kerlint.script import Dim, Shape


class InnerLayer(Protocol):
    """A layer that another one wraps: `TimeDistributed(Dense(10))`. Also a cell of `RNN`."""

    @property
    def class_name(self) -> str:
        """Keras's name of its class."""

    @property
    def arguments(self) -> Mapping[str, object]:
        """Its arguments, evaluated, by parameter name."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a layer makes of its inputs.

    Attributes:
        output: one shape, a tuple of shapes where the layer gives several tensors, None where not known.
        params: number of weights (as `layer.count_params()`), None where not known.
        trainable_params: how many of them are trained.
        problem: a sentence on what Keras certainly refuses here; nothing else is told then.
        keras: the major versions that refuse it.
        kind: of the problem: "axes" (another number of axes is wanted), "collapse" (a size below 1 would be
            left), "elements" (a reshape to another number of values), "argument" (whatever the input), "inputs"
            (several tensors where it takes one), "layer" (a layer in place of a tensor), "shape" (all else about the
            inputs' shapes).
        kernel: the shape of the weight that Keras calls `kernel` or `embeddings`, None where there is none or
            it is not known.
    """

    output: Shape | tuple[Shape, ...] | None = None
    params: Dim = None
    trainable_params: Dim = None
    problem: str | None = None
    kernel: Shape | None = None
    keras: tuple[int, ...] = (2, 3)
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """A layer class of Keras.

    Attributes:
        class_name: today's name (`Conv2D` for `Convolution2D`).
        family: "core", "convolution", "pooling", "recurrent", "cell", "merging", "normalization",
            "attention", "reshaping", "regularization", "activation", "preprocessing", "augmentation" or
            "wrapper".
        rank: the number of spatial axes it works on (2 for Conv2D), 0 where it has none.
        elementwise: the output has the input's shape, and each element depends on the same element of the
            input only.
        random: transforms images at random while training.
        recurrent: runs over the time axis and has `return_sequences`.
        weighted: has weights.
        linear: without an activation, the output is an affine function of the input (as at inference).
        activation: the name of the activation where the class is nothing else ("relu" for ReLU).
    """

    class_name: str
    family: str
    rank: int = 0
    elementwise: bool = False
    random: bool = False
    recurrent: bool = False
    weighted: bool = False
    linear: bool = False
    activation: str | None = None
    rule: Callable[[LayerCall], Inferred] = field(repr=False, kw_only=True)

    @property
    def signature(self) -> Signature:
        """Its parameters and defaults, today's where Keras 3 has the class."""
        return signature(f"keras.layers.{self.class_name}") or NO_PARAMETERS

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the positional parameters in the order of Keras 3."""
        return self.signature.positional

    def parameter(self, name: str) -> str:
        """Today's name of a parameter: `filters` for Keras 1's `nb_filter`, `filters` for itself."""
        return parameter_name(self.class_name, name)


SPECS: dict[str, LayerSpec] = {}


def register(
    class_name: str,
    rule: Callable[[LayerCall], Inferred],
    *,
    family: str,
    rank: int = 0,
    elementwise: bool = False,
    random: bool = False,
    recurrent: bool = False,
    weighted: bool = False,
    linear: bool = False,
    activation: str | None = None,
) -> None:
    """Add a layer class to the table."""
    SPECS[class_name] = LayerSpec(
        class_name,
        family,
        rank,
        elementwise,
        random,
        recurrent,
        weighted,
        linear,
        activation,
        rule=rule,
    )
