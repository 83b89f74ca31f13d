"""Builtins that go over iterables: range, zip, map, iter and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import apply, known_int, symbol
from kerlint.symbolic.library.builtins import listed, number_of
from kerlint.symbolic.library.containers import in_order, one
from kerlint.symbolic.library.sequences import CountedList, RangeValue
from kerlint.symbolic.values import Arguments, ListValue, TupleValue, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


# --- iteration --------------------------------------------------------------------------------------


def register(library: Library) -> None:
    """Make them known to the library."""

    @library.calls("builtins.range", "builtins.xrange")
    def range_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        bounds = [number_of(argument.value, ev) for argument in arguments.positional]
        if None in bounds or not 1 <= len(bounds) <= 3 or arguments.open_positional:
            return ev.unknown(node)
        if len(bounds) == 1:
            return RangeValue(0, bounds[0], 1, node)
        return RangeValue(bounds[0], bounds[1], bounds[2] if len(bounds) == 3 else 1, node)

    @library.calls("builtins.enumerate")
    def enumerate_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value, start = arguments.value(0), arguments.value(1, "start", default=0)
        items = in_order(value, ev, node)
        if items is not None and known_int(start) is not None:
            first = known_int(start) or 0
            return ListValue([TupleValue((first + i, item)) for i, item in enumerate(items)], node)
        pair = TupleValue((symbol(("index", ev.new_key()), "i", node), ev.element(value, node)))
        length = ev.length(value, node)
        return ListValue([pair], node, complete=False) if length is None else CountedList(length, pair, node)

    @library.calls("builtins.zip", "itertools.izip")
    def zip_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        values = [argument.value for argument in arguments.positional]
        if arguments.open_positional or not values:
            return ev.unknown(node)
        columns = [in_order(value, ev, node) for value in values]
        if all(column is not None for column in columns):
            rows = zip(*(column for column in columns if column is not None), strict=False)
            return ListValue([TupleValue(row) for row in rows], node)
        return Zipped(values, node)

    @library.calls("builtins.map", "itertools.imap")
    def map_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        values = [argument.value for argument in arguments.positional]
        if len(values) < 2 or arguments.open_positional:
            return ev.unknown(node)
        function, rest = values[0], values[1:]
        columns = [in_order(value, ev, node) for value in rest]
        if all(column is not None and len(column) <= 100 for column in columns):
            rows = zip(*(column for column in columns if column is not None), strict=False)
            return ListValue([ev.call(function, one(*row), node) for row in rows], node)
        mapped = ev.call(function, one(*(ev.element(value, node) for value in rest)), node)
        length = ev.length(rest[0], node) if len(rest) == 1 else None
        return (
            ListValue([mapped], node, complete=False) if length is None else CountedList(length, mapped, node)
        )

    @library.calls("builtins.filter")
    def filter_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        function, items = arguments.value(0), in_order(arguments.value(1), ev, node)
        if items is None or len(items) > 100:
            return ListValue([], node, complete=False)
        truths = [
            ev.truth(item if function is None else ev.call(function, one(item), node)) for item in items
        ]
        if None in truths:
            return ListValue([], node, complete=False)
        return ListValue([item for item, truth in zip(items, truths) if truth], node)

    @library.calls("builtins.reversed")
    def reversed_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = in_order(arguments.value(0), ev, node)
        if items is None:
            return listed(arguments.value(0), ev, node)
        return ListValue(reversed(items), node)

    @library.calls("builtins.iter")
    def iter_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        items = in_order(value, ev, node)
        return value if items is None or len(arguments.positional) != 1 else IteratorValue(items)

    @library.calls("builtins.next")
    def next_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        if isinstance(value, IteratorValue):
            return value.advance(arguments, ev, node)
        # What a generator expression has already given is not known.
        return ev.unknown(node) if isinstance(value, ListValue) else ev.element(value, node)

    @library.calls("builtins.any")
    def any_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _quantified(arguments, ev, node, True)

    @library.calls("builtins.all")
    def all_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _quantified(arguments, ev, node, False)


def _quantified(arguments: Arguments, ev: Evaluator, node: CSTNode | None, deciding: bool) -> Any:
    items = ev.iterate(arguments.value(0), node)
    truths = [None] if items is None else [ev.truth(item) for item in items]
    if deciding in truths:
        return deciding
    return ev.unknown(node) if None in truths else not deciding


class IteratorValue(Value):
    """`iter(x)` where all elements are known: each `next` gives one more."""

    __slots__ = ("items", "position")

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.position = 0

    def advance(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """`next(self)`, `next(self, default)`."""
        if ev.unknown_depth or self.position > len(self.items):
            self.position = len(self.items) + 1
            return ev.unknown(node)
        self.position += 1
        if self.position > len(self.items):
            return arguments.value(1) if len(arguments.positional) > 1 else ev.unknown(node)
        return self.items[self.position - 1]

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
        if self.position > len(self.items):
            return None
        rest = self.items[self.position :]
        self.position = len(self.items)
        return rest


class Zipped(Value):
    """`zip` of iterables of which not all elements are known."""

    __slots__ = ("node", "parts")

    def __init__(self, parts: list[Any], node: CSTNode | None) -> None:
        self.parts = parts
        self.node = node

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return TupleValue([ev.element(part, node) for part in self.parts], node)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        lengths = [ev.length(part, node) for part in self.parts]
        if None in lengths:
            return None
        return lengths[0] if len(lengths) == 1 else apply("min", *lengths)

    def truth(self) -> bool | None:
        return True
