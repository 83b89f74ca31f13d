"""Loops: unrolled where what they run over is known, else run once and marked as repeated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic import expressions, statements
from kerlint.symbolic.arithmetic import is_number
from kerlint.symbolic.flow import Flow
from kerlint.symbolic.scopes import MISSING
from kerlint.symbolic.tree import DEFINITIONS, mentions, walk
from kerlint.symbolic.values import DictValue, ListValue, Value

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

# Loops that build models run a few dozen times, those within them included; loops over epochs or images
# hundreds. A loop that carries nothing from turn to turn says in a few turns what it says in all.
_UNROLL = 64
_UNROLL_NESTED = 256
_UNROLL_PLAIN = 6
_WHILE = 32


def run_for(ev: Evaluator, node: cst.For) -> Flow | None:
    """`for target in iterable`."""
    iterable = expressions.evaluate(ev, node.iter)
    items = ev.iterate(iterable, node.iter)
    flow: Flow | None = None
    if not items and items is not None:
        ev.stakes.passed(node.body, ev.scope)
    if items is not None and _worth_unrolling(ev, node, len(items)):
        for item in items:
            statements.assign(ev, node.target, item)
            flow = _body(ev, node, turns=len(items))
            if flow is not None and flow.kind in ("break", "return", "raise"):
                break
    else:
        _forget_counters(ev, node)
        before = _held(ev, node)
        statements.assign(ev, node.target, ev.element(iterable, node.iter))
        flow = _body(ev, node, turns=None)
        _carry(ev, before)
        if flow is not None and flow.kind == "raise":
            flow = None
        _forget_counters(ev, node)
    return _after(ev, node, flow)


def run_while(ev: Evaluator, node: cst.While) -> Flow | None:
    """`while test`: unrolled as long as the test is known."""
    flow: Flow | None = None
    for turn in range(_WHILE):
        truth = ev.truth(expressions.evaluate(ev, node.test))
        if truth is False:
            ev.stakes.passed(node.body, ev.scope)
            break
        if truth is None or _endless(node) or turn == _WHILE - 1:
            _forget_counters(ev, node)
            before = _held(ev, node)
            flow = _body(ev, node, turns=None)
            _carry(ev, before)
            _forget_counters(ev, node)
            break
        flow = _body(ev, node, turns=2)
        if flow is not None and flow.kind in ("break", "return", "raise"):
            break
    return _after(ev, node, flow)


def _endless(node: cst.While) -> bool:
    """`while True` and the like: how often it runs is decided inside."""
    return type(node.test) in (cst.Name, cst.Integer)


def _worth_unrolling(ev: Evaluator, node: cst.For, turns: int) -> bool:
    if turns <= _UNROLL_PLAIN and ev.turns <= _UNROLL:
        return True
    return turns <= _UNROLL and turns * ev.turns <= _UNROLL_NESTED and _summary(node).builds


_GROWING = frozenset(["add", "append", "extend", "insert", "pop", "update", "setdefault"])


def _body(ev: Evaluator, node: cst.For | cst.While, turns: int | None) -> Flow | None:
    """One turn of so many (None: of any number)."""
    if turns == 1:
        return statements.run_block(ev, node.body)
    with ev.repeating(turns):
        return statements.run_block(ev, node.body)


def _after(ev: Evaluator, node: cst.For | cst.While, flow: Flow | None) -> Flow | None:
    if flow is not None and flow.kind in ("return", "raise"):
        return flow
    if node.orelse is not None and (flow is None or flow.kind != "break"):
        return statements.run_block(ev, node.orelse.body)
    return None


def _forget_counters(ev: Evaluator, node: cst.For | cst.While) -> None:
    """What a loop carries from turn to turn is not known in it nor after it: numbers, texts, lists that grow."""
    for name in _summary(node).carried:
        value = ev.scope.find(name)
        if value is not MISSING and (is_number(value) or isinstance(value, str)):
            ev.scope.bind(name, ev.unknown(node, name))
    for name in _summary(node).grown:
        value = ev.scope.find(name)
        if isinstance(value, ListValue | DictValue):
            value.complete = False


def _held(ev: Evaluator, node: cst.For | cst.While) -> dict[str, Any]:
    """The values ahead of the loop of names that it may carry from turn to turn."""
    values = {name: ev.scope.find(name) for name in _summary(node).passed_on}
    return {name: value for name, value in values.items() if value is not MISSING}


def _carry(ev: Evaluator, before: dict[str, Any]) -> None:
    """One turn was run for any number of them: values that grow with each turn are known less well afterwards."""
    for name, old in before.items():
        value = ev.scope.find(name)
        if isinstance(value, Value) and value is not old:
            ev.scope.bind(name, value.carried(old))


@dataclass(frozen=True, slots=True)
class _Summary:
    """What a turn of a loop does to names.

    Attributes:
        carried: names that it changes from their own former value.
        grown: names of containers of which it calls growing methods.
        passed_on: names that it both uses and gives new values.
        builds: does it build on the former turn: a changed variable, a grown list, an added layer?
    """

    carried: frozenset[str]
    grown: frozenset[str]
    passed_on: frozenset[str]
    builds: bool


@lru_cache(maxsize=1024)
def _summary(node: cst.For | cst.While) -> _Summary:
    carried: set[str] = set()
    grown: set[str] = set()
    used: set[str] = set()
    names: list[cst.Name] = []
    stored: dict[int, str] = {}
    assigned: list[cst.Assign] = []
    builds = False
    for part in walk(node.body, into_functions=False):
        kind = type(part)
        if kind is cst.Name:
            names.append(part)  # type: ignore[arg-type]
        elif kind in DEFINITIONS:
            used |= mentions(part)
        elif isinstance(part, cst.Attribute):
            if part.attr.value in _GROWING:
                builds = True
                if type(part.value) is cst.Name:
                    grown.add(part.value.value)
        elif isinstance(part, cst.AssignTarget | cst.AugAssign):
            stored.update((id(name), name.value) for name in walk(part.target) if type(name) is cst.Name)
            if type(part) is cst.AugAssign and type(part.target) is cst.Name:
                carried.add(part.target.value)
            elif type(part) is cst.AssignTarget and type(part.target) is cst.Subscript:
                # `blocks[i] = ...` may build a list or dict; `canvas[i:j, k] = ...` fills an array, whose shape stays.
                builds = builds or _is_key(part.target)
                base = part.target.value
                if type(base) is cst.Name and any(base.value in mentions(at) for at in part.target.slice):
                    # `d[len(d)] = ...`
                    grown.add(base.value)
        elif kind is cst.Assign:
            assigned.append(part)  # type: ignore[arg-type]
    used.update(name.value for name in names if id(name) not in stored)
    for assign in assigned:
        targets = {target.target.value for target in assign.targets if type(target.target) is cst.Name} & used
        if targets:
            carried |= targets & mentions(assign.value)
    carried -= _begun_anew(node)
    used |= carried
    passed_on = frozenset(name for name in stored.values() if name in used)
    return _Summary(frozenset(carried), frozenset(grown), passed_on, builds or bool(carried))


def _begun_anew(node: cst.For | cst.While) -> set[str]:
    """Names that each turn gives a value before it uses them: `total = 0` at the head of the body."""
    begun: set[str] = set()
    seen: set[str] = set()
    for statement in node.body.body:
        if type(statement) is cst.SimpleStatementLine:
            for small in statement.body:
                if type(small) is cst.Assign:
                    names = {
                        target.target.value for target in small.targets if type(target.target) is cst.Name
                    }
                    begun |= names - seen - mentions(small.value)
                seen |= mentions(small)
        else:
            seen |= mentions(statement)
    return begun


def _is_key(target: cst.Subscript) -> bool:
    return len(target.slice) == 1 and type(target.slice[0].slice) is cst.Index
