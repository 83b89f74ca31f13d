"""Which of several builders a script takes: `{"cnn": build_cnn, "rnn": build_rnn}[name]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.classes import ClassValue
from kerlint.symbolic.conditions import comparison
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.stakes import is_keras

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.values import DictValue

_MOST = 6


def chosen(owner: DictValue, index: Any, ev: Evaluator, node: CSTNode) -> Any:
    """The value under a key that is not known: where all are functions or classes, each in a run of its own.

    An option whose default is known has been followed to the builder that it names.
    """
    items = list(owner.items.items())
    if ev.open_options or len(items) > _MOST or not all(_builds(value) for _, value in items):
        return ev.unknown(node)
    for key, value in items[:-1]:
        if ev.decide(comparison("==", index, key), node, key):
            return value
    return items[-1][1]


def _builds(value: Any) -> bool:
    return isinstance(value, FunctionValue | BoundFunction | ClassValue) or is_keras(value)
