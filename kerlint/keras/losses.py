"""Losses, metrics and optimizers as `compile` takes them: strings, functions, classes, objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.keras import names
from kerlint.keras.naming import snake_case
from kerlint.keras.objects import ConfiguredObject
from kerlint.script import Call, Loss, Metric
from kerlint.symbolic.classes import Instance
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.values import (
    DictValue,
    External,
    ListValue,
    TupleValue,
    as_bool,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

# Source: `keras.src.losses.ALL_OBJECTS_DICT` and its counterpart in tf_keras.
LOSS_ALIASES = {
    "bce": "binary_crossentropy",
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
}
_FUNCTION_MODULES = ("keras.losses", "keras.metrics", "keras.backend", "keras.ops")


def loss_name(word: str) -> str:
    """Keras's function name for an identifier: `mean_squared_error` for "mse" or "MeanSquaredError"."""
    if word.isupper():
        word = word.lower()
    snake = snake_case(word) if word[:1].isupper() else word
    return LOSS_ALIASES.get(snake, snake)


def loss(value: Any, node: CSTNode) -> Loss | None:
    """What a value given as loss means, None for no loss."""
    if value is None:
        return None
    if isinstance(value, str):
        return Loss(loss_name(value), False, node)
    if isinstance(value, External):
        module, _, name = value.path.rpartition(".")
        if module in _FUNCTION_MODULES:
            return Loss(loss_name(name), False, node)
        return Loss(None, None, node)
    if isinstance(value, ConfiguredObject) and value.kind == "loss":
        if value.own:
            return Loss(None, None, node, value.made)
        logits = value.made.value("from_logits", False if value.made.complete else None)
        return Loss(
            loss_name(value.class_name), None if logits is None else as_bool(logits), node, value.made
        )
    return Loss(None, None, node)


def metric(value: Any, node: CSTNode, output: str | None, prefix: str | None) -> Metric:
    """What a value given as metric means.

    Args:
        value: the value.
        node: its expression.
        output: the output it is given for, None for all.
        prefix: what Keras puts before the logged name (the output's name in a model with several), None for nothing.
    """

    def logged(name: str | None) -> str | None:
        return name if name is None or prefix is None else f"{prefix}_{name}"

    if isinstance(value, str):
        # A class's name is logged in snake case by Keras 2, as written by Keras 3.
        plain = value == value.lower()
        return Metric(
            value if plain else loss_name(value), logged(value) if plain else None, False, node, output
        )
    if isinstance(value, External):
        if value.path.startswith("keras."):
            name = snake_case(value.path.rpartition(".")[2])
            return Metric(name, logged(name), False, node, output)
        return Metric(None, None, False, node, output)
    if isinstance(value, ConfiguredObject) and value.kind in ("metric", "loss"):
        kind = None if value.own else snake_case(value.class_name)
        return Metric(kind, logged(value.name), value.own, node, output, value.made)
    if isinstance(value, BoundFunction):
        value = value.function
    if isinstance(value, FunctionValue):
        # Keras 3 puts a function's name into snake case, Keras 2 does not.
        given = value.name if value.name == snake_case(value.name) else None
        return Metric(value.name, logged(given), True, node, output)
    return Metric(None, None, isinstance(value, Instance), node, output)


def optimizer(value: Any, node: CSTNode, ev: Evaluator) -> ConfiguredObject | None:
    """The optimizer object that a value given as optimizer means, None where it is not known."""
    if isinstance(value, ConfiguredObject) and value.kind == "optimizer":
        return value
    path: str | None = None
    if isinstance(value, str):
        known = {name.lower(): name for name in names.exports("optimizers") if name[:1].isupper()}
        path = f"keras.optimizers.{known.get(value.lower(), value)}"
    elif isinstance(value, External) and value.path.startswith("keras.optimizers."):
        path = value.path
    if path is None:
        return None
    return ConfiguredObject("optimizer", Call(path, {}, node, True, ev.new_key()), None, None)


def items(value: Any, node: CSTNode) -> Iterator[tuple[Any, CSTNode]]:
    """The entries of a list or tuple, each with its own expression where the script writes one."""
    literal = _literal(value, node)
    nodes: list[CSTNode] = []
    if isinstance(literal, cst.List | cst.Tuple):
        nodes = [element.value for element in literal.elements]
    if len(nodes) != len(value.items):
        nodes = [node] * len(value.items)
    yield from zip(value.items, nodes)


def entries(value: DictValue, node: CSTNode) -> Iterator[tuple[Any, Any, CSTNode]]:
    """The keys and values of a dict, each with the expression of the value where the script writes one."""
    written = _written(value, node)
    for key, entry in value.items.items():
        yield key, entry, written[key].value if key in written else node


def key_nodes(value: DictValue, node: CSTNode) -> Iterator[tuple[Any, CSTNode]]:
    """The keys of a dict, each with the string that the script writes, where it does; else with `node`."""
    written = _written(value, node)
    for key in value.items:
        yield key, written[key].key if key in written else node


def _written(value: DictValue, node: CSTNode) -> dict[str, cst.DictElement]:
    """The entries of a dict that is written with strings as keys."""
    literal = _literal(value, node)
    if not isinstance(literal, cst.Dict):
        return {}
    return {
        str(element.key.evaluated_value): element
        for element in literal.elements
        if isinstance(element, cst.DictElement) and isinstance(element.key, cst.SimpleString)
    }


def _literal(value: Any, node: CSTNode) -> CSTNode:
    if isinstance(node, cst.List | cst.Tuple | cst.Dict):
        return node
    made = getattr(value, "node", None)
    return node if made is None else made


def is_list(value: Any) -> bool:
    """Is it a list or tuple?"""
    return isinstance(value, TupleValue | ListValue)
