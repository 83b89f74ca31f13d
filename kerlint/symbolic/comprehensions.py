"""Comprehensions: element by element where the elements are known, else once for any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
            iterable = ev.evaluate(node.for_in.iter)
            complete = _comp_over(ev, node.for_in, iterable, produce)
    finally:
        ev.binding_name = saved
    if isinstance(node, cst.DictComp):
        made = DictValue(node=node, complete=complete)
        made.depth = ev.unknown_depth
        for key, value in results:
            made.set_item(key, value, ev, node)
        return made
    if isinstance(node, cst.SetComp):
        listed: ListValue = SetValue(results, node, complete)
    elif complete or len(results) != 1 or (count := _count(ev, node.for_in, iterable)) is None:
        listed = ListValue(results, node, complete)
    else:
        listed = _ForEach(results, node, complete=False)
        listed.count = count
    listed.depth = ev.unknown_depth
    return listed


class _ForEach(ListValue):
    """One element that stands for as many as there are in what a comprehension goes over."""

    __slots__ = ("count",)

    def __init__(
        self, items: Iterable[Any] = (), node: cst.CSTNode | None = None, complete: bool = True
    ) -> None:
        super().__init__(items, node, complete)
        # Not known in what is made from this one, a sum of lists say.
        self.count: Any = None

    def length(self, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        # What the script adds or takes away counts no more.
        if self.count is None or len(self.items) != 1:
            return super().length(ev, node)
        return self.count


def _count(ev: Evaluator, clause: cst.CompFor, iterable: Any) -> Any:
    """How many elements a comprehension makes, None where that is not known."""
    if clause.ifs or clause.inner_for_in is not None:
        return None
    return ev.length(iterable, clause.iter)


def _comp_over(ev: Evaluator, clause: cst.CompFor, iterable: Any, produce: Callable[[], None]) -> bool:
    from kerlint.symbolic.statements import assign

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
        inner = clause.inner_for_in
        return _comp_over(ev, inner, ev.evaluate(inner.iter), produce) and complete
    produce()
    return complete
