"""Comprehensions: element by element where the elements are known, else once for any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import DictValue, ListValue, SetValue

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

# A comprehension over more elements is evaluated once, for any of them.
_UNROLL = 128


def comprehension(ev: Evaluator, node: cst.BaseComp) -> Any:
    """The list, set or dict that a comprehension makes."""
    results: list[Any] = []
    scope = Scope("comprehension", ev.scope)
    if isinstance(node, cst.DictComp):
        key_node, value_node = node.key, node.value

        def produce() -> None:
            results.append((ev.evaluate(key_node), ev.evaluate(value_node)))
    else:
        element_node = node.elt  # type: ignore[attr-defined]

        def produce() -> None:
            results.append(ev.evaluate(element_node))

    saved, ev.binding_name = ev.binding_name, None
    try:
        with ev.at(scope):
            complete = _comp_for(ev, node.for_in, produce)
    finally:
        ev.binding_name = saved
    if isinstance(node, cst.DictComp):
        made = DictValue(node=node, complete=complete)
        for key, value in results:
            made.set_item(key, value, ev, node)
        return made
    kind = SetValue if isinstance(node, cst.SetComp) else ListValue
    listed = kind(results, node, complete)
    listed.depth = ev.unknown_depth
    return listed


def _comp_for(ev: Evaluator, clause: cst.CompFor, produce: Callable[[], None]) -> bool:
    from kerlint.symbolic.statements import assign

    iterable = ev.evaluate(clause.iter)
    items = ev.iterate(iterable, clause.iter)
    if items is not None and len(items) <= _UNROLL:
        complete = True
        for item in items:
            ev.spend()
            assign(ev, clause.target, item)
            complete = _comp_body(ev, clause, produce) and complete
        return complete
    assign(ev, clause.target, ev.element(iterable, clause.iter))
    with ev.repeating(None):
        _comp_body(ev, clause, produce)
    return False


def _comp_body(ev: Evaluator, clause: cst.CompFor, produce: Callable[[], None]) -> bool:
    complete = True
    for condition in clause.ifs:
        truth = ev.truth(ev.evaluate(condition.test))
        if truth is False:
            return complete
        if truth is None:
            complete = False
    if clause.inner_for_in is not None:
        return _comp_for(ev, clause.inner_for_in, produce) and complete
    produce()
    return complete
