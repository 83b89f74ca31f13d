"""Loops: unrolled where what they run over is known, else run once and marked as repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic import expressions, statements
from kerlint.symbolic.arithmetic import is_number
from kerlint.symbolic.flow import Flow
from kerlint.symbolic.scopes import MISSING

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

# Loops that build models run a few dozen times; loops over epochs or images hundreds.
_UNROLL = 64
_WHILE = 32


def run_for(ev: Evaluator, node: cst.For) -> Flow | None:
    """`for target in iterable`."""
    iterable = expressions.evaluate(ev, node.iter)
    items = ev.iterate(iterable, node.iter)
    flow: Flow | None = None
    if items is not None and len(items) <= _UNROLL:
        for item in items:
            statements.assign(ev, node.target, item)
            flow = _body(ev, node, unknown=False, once=len(items) == 1)
            if flow is not None and flow.kind in ("break", "return", "raise"):
                break
    else:
        _forget_counters(ev, node)
        statements.assign(ev, node.target, ev.element(iterable, node.iter))
        flow = _body(ev, node, unknown=True, once=False)
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
            break
        if truth is None or _endless(node) or turn == _WHILE - 1:
            _forget_counters(ev, node)
            flow = _body(ev, node, unknown=True, once=False)
            _forget_counters(ev, node)
            break
        flow = _body(ev, node, unknown=False, once=False)
        if flow is not None and flow.kind in ("break", "return", "raise"):
            break
    return _after(ev, node, flow)


def _endless(node: cst.While) -> bool:
    """`while True` and the like: how often it runs is decided inside."""
    return isinstance(node.test, cst.Name | cst.Integer)


def _body(ev: Evaluator, node: cst.For | cst.While, unknown: bool, once: bool) -> Flow | None:
    if once:
        return statements.run_block(ev, node.body)
    with ev.repeating(unknown):
        return statements.run_block(ev, node.body)


def _after(ev: Evaluator, node: cst.For | cst.While, flow: Flow | None) -> Flow | None:
    if flow is not None and flow.kind in ("return", "raise"):
        return flow
    if node.orelse is not None and (flow is None or flow.kind != "break"):
        return statements.run_block(ev, node.orelse.body)
    return None


def _forget_counters(ev: Evaluator, node: cst.For | cst.While) -> None:
    """Numbers and texts that a loop carries from turn to turn are not known in it nor after it."""
    for name in _carried(node):
        value = ev.scope.find(name)
        if value is not MISSING and (is_number(value) or isinstance(value, str)):
            ev.scope.bind(name, ev.unknown(node, name))


def _carried(node: cst.For | cst.While) -> set[str]:
    """Names that the body changes from their own former value."""
    names: set[str] = set()
    stack: list[cst.CSTNode] = [node.body]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.AugAssign) and isinstance(current.target, cst.Name):
            names.add(current.target.value)
        elif isinstance(current, cst.Assign):
            targets = [t.target.value for t in current.targets if isinstance(t.target, cst.Name)]
            names.update(name for name in targets if _mentions(current.value, name))
        if isinstance(current, cst.IndentedBlock | cst.SimpleStatementLine | cst.SimpleStatementSuite):
            stack.extend(current.body)
        elif isinstance(current, cst.BaseCompoundStatement) and not isinstance(
            current, cst.FunctionDef | cst.ClassDef
        ):
            stack.extend(child for child in current.children if isinstance(child, _BLOCKS))
        elif isinstance(current, cst.Else | cst.Finally | cst.ExceptHandler):
            stack.append(current.body)
    return names


_BLOCKS: tuple[type[Any], ...] = (
    cst.BaseSuite,
    cst.BaseCompoundStatement,
    cst.Else,
    cst.Finally,
    cst.ExceptHandler,
)


def _mentions(node: cst.CSTNode, name: str) -> bool:
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.Name) and current.value == name:
            return True
        stack.extend(current.children)
    return False
