"""Which decisions of a path are worth taking the other way.

Much of what a script asks comes after its training: whether to print, to plot, to go on sampling. A decision after
the last thing that the path did with Keras changes nothing that a rule could see, unless the code that was passed over
since then would have done something with Keras too.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.classes import ClassValue, Instance
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.imports import ModuleValue
from kerlint.symbolic.inert import TRAINING
from kerlint.symbolic.tree import mentions
from kerlint.symbolic.values import BoundMethod, External, Value

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.scopes import Scope

FOLLOWED = ("keras.", "tensorflow.")


class Stakes:
    """The decisions of one path, and what it did with Keras and passed over after each.

    Attributes:
        events: how often Keras, or something made by it, was called.
        closed: are further decisions idle, whatever they lead to?
    """

    def __init__(self) -> None:
        self.events = 0
        self.closed = False
        self._passed: list[tuple[cst.CSTNode | None, Scope]] = []
        self._decided: list[list[Any]] = []

    def decided(self, key: Hashable) -> None:
        """A decision was taken here."""
        self._decided.append([key, self.events, len(self._passed), self.closed])

    @property
    def position(self) -> int:
        """How many decisions there were."""
        return len(self._decided)

    def branch_ended(self, position: int) -> None:
        """The branch that the decision at this position led into is over: leaving it out can only do less."""
        if position < len(self._decided):
            self._decided[position][1] = self.events

    def passed(self, node: cst.CSTNode | None, scope: Scope) -> None:
        """This code was left out; None for all that follows."""
        self._passed.append((node, scope))

    def idle(self, ev: Evaluator) -> set[Hashable]:
        """The decisions that need not be taken the other way."""
        idle: set[Hashable] = set()
        busy: set[Hashable] = set()
        checked = len(self._passed)
        for key, events, passed, closed in reversed(self._decided):
            while checked > passed and events == self.events:
                node, scope = self._passed[checked - 1]
                if node is None or concerns_keras(node, scope, ev):
                    break
                checked -= 1
            (idle if closed or (events == self.events and checked <= passed) else busy).add(key)
        return idle - busy


def is_keras(value: Any) -> bool:
    """Is a value one of the followed libraries' or made by them?"""
    if type(value) is External:
        return value.path.startswith(FOLLOWED)
    kind = type(value.owner if type(value) is BoundMethod else value)
    known = _kinds.get(kind)
    if known is None:
        known = _kinds[kind] = kind.__module__.startswith("kerlint.keras")
    return known


_kinds: dict[type, bool] = {}


def concerns_keras(node: cst.CSTNode, scope: Scope, ev: Evaluator) -> bool:
    """May the code below a node do anything with Keras, as far as its names say?"""
    with ev.at(scope):
        return _concerns(node, ev, set())


def _concerns(node: cst.CSTNode, ev: Evaluator, seen: set[int]) -> bool:
    if id(node) in seen:
        return False
    seen.add(id(node))
    return any(
        ev.library.claims_method(name) or _leads_to_keras(ev.name(name), ev, seen) for name in mentions(node)
    )


def trains(node: cst.CSTNode, scope: Scope, ev: Evaluator) -> bool:
    """May the code below a node train, measure or use a model, as far as its names say?"""
    with ev.at(scope):
        return _trains(node, ev, set())


def _trains(node: cst.CSTNode, ev: Evaluator, seen: set[int]) -> bool:
    if id(node) in seen:
        return False
    seen.add(id(node))
    names = mentions(node)
    if not names.isdisjoint(TRAINING):
        return True
    values = [ev.scope.find(name) for name in names]
    methods = [value.cls.lookup(name) for value in values if isinstance(value, Instance) for name in names]
    for value in [*values, *methods]:
        function = value.function if isinstance(value, BoundFunction) else value
        if isinstance(function, FunctionValue):
            with ev.at(function.closure):
                if _trains(function.node.body, ev, seen):
                    return True
        elif isinstance(value, ClassValue) and _trains(value.node, ev, seen):
            return True
    return False


def _leads_to_keras(value: Any, ev: Evaluator, seen: set[int]) -> bool:
    if not isinstance(value, Value):
        return False
    if isinstance(value, BoundFunction):
        value = value.function
    if isinstance(value, FunctionValue):
        with ev.at(value.closure):
            return _concerns(value.node.body, ev, seen)
    if isinstance(value, ClassValue):
        with ev.at(value.scope):
            return _concerns(value.node, ev, seen)
    return isinstance(value, Instance | ModuleValue) or is_keras(value)
