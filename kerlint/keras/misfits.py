"""Arguments that a layer's class does not take, or that it lacks.

Held against the signatures of the versions of Keras that the script may be for: what one of them takes is in order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kerlint.keras.layers import spec
from kerlint.keras.signatures import VERSIONS, catalog, signatures

if TYPE_CHECKING:
    from kerlint.keras.signatures import Signature
    from kerlint.symbolic.values import Arguments

# `keras.src.layers.layer.Layer.__init__` of Keras 3.15.
_OF_EVERY_LAYER_3 = frozenset(
    "activity_regularizer autocast dtype input_dim input_shape name trainable".split()
)
# `base_layer` of Keras 1.2, 2.3 and tf_keras 2.21.
_OF_EVERY_LAYER_2 = _OF_EVERY_LAYER_3 | frozenset(
    "batch_input_shape batch_size dynamic experimental_autocast input_dtype input_length weights".split()
)
# What classes take without naming it in their signature: parameters of the classes that they derive from, and keywords
# that they look for among the rest.
_INHERITED = {
    "attention": "dropout force_generator rng_type score_mode seed",
    "augmentation": "bounding_box_format data_format factor force_generator rng_type seed",
    "cell": "force_generator rng_type seed",
    "convolution": (
        "conv_op filters groups kernel_constraint kernel_initializer kernel_regularizer lora_alpha lora_rank rank"
    ),
    "normalization": (
        "adjustment fused renorm renorm_clipping renorm_momentum rms_scaling virtual_batch_size"
    ),
    "pooling": "keepdims pool_dimensions pool_function pool_mode",
    "preprocessing": (
        "bounding_box_format data_format factor force_generator has_input_vocabulary oov_method rng_type seed "
        "vocabulary_dtype vocabulary_size"
    ),
    "recurrent": "cell force_generator implementation rank rng_type seed time_major unroll zero_output_for_mask",
    "regularization": "force_generator noise_shape rng_type seed",
}
# `Recurrent.__init__` of Keras 1.2, from which all recurrent layers derive.
_RECURRENT_1 = frozenset("consume_less go_backwards return_sequences stateful unroll".split())
_EMBEDDING = "input_length lora_alpha lora_rank quantization_config weights"
_UNNAMED = {
    "DenseFeatures": "expected_column_type partitioner",
    "Embedding": _EMBEDDING,
    "LeakyReLU": "alpha",
    "ReversibleEmbedding": _EMBEDDING,
}
# They look at their keywords themselves, or not at all.
_UNSURE = frozenset(("FlaxLayer", "HashedCrossing", "InputLayer", "Layer", "Merge"))
_REFUSED = dict.fromkeys(
    ("IntegerLookup", "StringLookup"),
    frozenset({"activity_regularizer", "autocast", "input_dim", "input_shape"}),
)


def misfit(class_name: str, arguments: Arguments, major: int | None) -> str | None:
    """What keeps every version of Keras in question from making this layer; None where one makes it.

    Args:
        class_name: the class as the script names it.
        arguments: what it is called with.
        major: the major version that the script is for, None where that is not known.
    """
    if class_name in _UNSURE:
        return None
    problem = None
    for signature, more in _takers(class_name, major):
        problem = _misfit(class_name, signature, more, arguments)
        if problem is None:
            return None
    return problem


@lru_cache(maxsize=1024)
def _takers(class_name: str, major: int | None) -> list[tuple[Signature, frozenset[str]]]:
    """The class's signatures in the versions in question, oldest first, each with what it takes beside."""
    found = signatures(f"keras.layers.{class_name}")
    # Keras 2 translated the arguments of Keras 1 (`keras.legacy.interfaces`).
    versions = [v for v in reversed(VERSIONS) if v in found and (major is None or (v == "3") == (major == 3))]
    return [(found[version], _of_every_layer(class_name, version)) for version in versions]


def _misfit(class_name: str, signature: Signature, more: frozenset[str], arguments: Arguments) -> str | None:
    given = len(arguments.positional)
    if given > len(signature.positional) and not arguments.open_positional:
        most = len(signature.positional)
        return f"{class_name} takes at most {most} positional argument{'s' * (most != 1)}, but gets {given}"
    for name in arguments.keywords:
        if name not in signature.names and name not in more:
            return f"{class_name} takes no argument {name!r}"
    if arguments.open_positional or arguments.open_keywords:
        return None
    named = {*signature.positional[:given], *arguments.keywords}
    lacking = [name for name in signature.required if name not in named]
    return f"{class_name} lacks its argument {lacking[0]!r}" if lacking else None


def _of_every_layer(class_name: str, version: str) -> frozenset[str]:
    """What the class takes beside the parameters of its signature."""
    if "**" not in (catalog(version).get(f"layers.{class_name}") or ""):
        return frozenset()
    found = spec(class_name)
    inherited = "" if found is None else _INHERITED.get(found.family, "")
    more = frozenset(f"{inherited} {_UNNAMED.get(class_name, '')}".split())
    if version == "1" and found is not None and found.family == "recurrent":
        more |= _RECURRENT_1
    if version != "3":
        return _OF_EVERY_LAYER_2 | more
    return (_OF_EVERY_LAYER_3 | more) - _REFUSED.get(class_name, frozenset())
