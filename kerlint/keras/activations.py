"""Which activation function a value means: a string, a function, a layer, or a function of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.naming import snake_case
from kerlint.symbolic.values import External

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Activation
    from kerlint.symbolic.evaluator import Evaluator

# Source: `keras.src.activations.ALL_OBJECTS` of Keras 3, `tf_keras.activations`, and TensorFlow's names for them.
_ALIASES = {
    "swish": "silu",
    "hard_swish": "hard_silu",
    "re_lu": "relu",
    "leaky_re_lu": "leaky_relu",
    "p_re_lu": "prelu",
    "thresholded_re_lu": "thresholded_relu",
    "identity": "linear",
}
NAMES = frozenset(
    (
        "celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear "
        "log_sigmoid log_softmax mish prelu relu relu6 selu sigmoid silu soft_shrink softmax softplus "
        "softsign sparse_plus sparse_sigmoid sparsemax squareplus tanh tanh_shrink threshold thresholded_relu"
    ).split()
)
_MODULES = (
    "keras.activations.",
    "keras.backend.",
    "keras.ops.",
    "keras.ops.nn.",
    "tensorflow.nn.",
    "tensorflow.math.",
    "tensorflow.compat.v1.nn.",
    "tensorflow.",
    "keras.layers.",
    "jax.nn.",
)


def from_string(word: str) -> str:
    """Keras's own identifier: `silu` for `swish`. A word that is no activation stays as it is."""
    word = _ALIASES.get(word, word)
    if word in NAMES:
        return word
    snake = snake_case(word)
    snake = _ALIASES.get(snake, snake)
    return snake if word[:1].isupper() and snake in NAMES else word


def from_path(path: str) -> str | None:
    """The activation that a library function is, None where it is none: `tensorflow.nn.relu`."""
    name = path.rpartition(".")[2]
    if path[: -len(name)] not in _MODULES:
        return None
    name = from_string(name)
    return name if name in NAMES else None


def from_value(value: Any, ev: Evaluator | None = None) -> str | None:
    """The activation's name, "linear" for None, None where it is not known."""
    from kerlint.keras.layers_value import LayerValue
    from kerlint.symbolic.functions import FunctionValue

    if value is None:
        return "linear"
    if isinstance(value, str):
        return from_string(value)
    if isinstance(value, External):
        return from_path(value.path)
    if isinstance(value, LayerValue):
        activation = value.activation
        # A Dense handed over as activation is no activation.
        return activation.name if activation is not None and value.activates else None
    if isinstance(value, FunctionValue) and ev is not None:
        return _from_function(value, ev)
    return None


def _from_function(function: Any, ev: Evaluator) -> str | None:
    """`lambda x: tf.nn.leaky_relu(x, 0.2)` is what it calls."""
    from kerlint.keras.run import KerasRun
    from kerlint.keras.tensors import TensorValue
    from kerlint.symbolic.functions import positional

    probe = TensorValue(None)
    with ev.extension(KerasRun).names.inside():
        result = function.call(positional([probe]), ev, function.node)
    if result is probe:
        return "linear"
    if (
        isinstance(result, TensorValue)
        and result.producer is not None
        and result.producer.tensors == (probe,)
    ):
        activation = result.producer.layer.activation
        if activation is not None and result.producer.layer.activates:
            return activation.name
    return None


def resolve(value: Any, node: CSTNode | None, written: str, ev: Evaluator | None = None) -> Activation | None:
    """The Activation that rules see."""
    from kerlint.script import Activation

    return None if node is None else Activation(from_value(value, ev), node, written)
