"""Sequences whose elements are not listed one by one: ranges, and lists of which only the length is known."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import add, ceil_divide, known_int, subtract, symbol
from kerlint.symbolic.array_literals import literal
from kerlint.symbolic.arrays import ArrayValue, as_array, new_origin
from kerlint.symbolic.origins import Selection, Source, interval
from kerlint.symbolic.values import Arguments, BoundMethod, ListValue, SliceValue, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

_MOST_ITERATED = 10_000
# Entries of longer arrays are not kept one by one.
_MOST_KEPT = 1_000


@dataclass(slots=True, eq=False)
class RangeValue(Value):
    """`range(start, stop, step)`; the bounds are Numbers."""

    start: Any
    stop: Any
    step: Any = 1
    node: CSTNode | None = None

    def plain(self) -> range | None:
        """The range itself where all of it is known."""
        start, stop, step = (known_int(bound) for bound in (self.start, self.stop, self.step))
        return None if start is None or stop is None or not step else range(start, stop, step)

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> Sequence[Any] | None:
        numbers = self.plain()
        return list(numbers) if numbers is not None and len(numbers) < _MOST_ITERATED else None

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return symbol(("index", ev.new_key()), "i", node)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        numbers = self.plain()
        if numbers is not None:
            return len(numbers)
        span = self.stop if known_int(self.start) == 0 else subtract(self.stop, self.start)
        return span if known_int(self.step) == 1 else ceil_divide(span, self.step)

    def to_array(self, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
        """What `numpy.array` makes of it."""
        numbers = self.plain()
        array = literal(tuple(numbers)) if numbers is not None and len(numbers) <= _MOST_KEPT else None
        if array is None:
            array = ArrayValue(shape=(self.length(ev, node),), dtype="int64")
        array.encoding, array.classes = None, None
        return array.like(values=array.values, origin=new_origin(ev, "numpy.arange"), node=node)

    def truth(self) -> bool | None:
        numbers = self.plain()
        return None if numbers is None else bool(numbers)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        numbers, position = self.plain(), known_int(index)
        if numbers is not None and position is not None and -len(numbers) <= position < len(numbers):
            return numbers[position]
        return ev.unknown(node)


@dataclass(slots=True, eq=False)
class CountedList(Value):
    """A list of which the length is a Number and one element stands for all.

    Attributes:
        count: how many elements.
        sample: any one of them, None where nothing is known of it.
        origin: which data it lists; slices take parts of it, as arrays do.
    """

    count: Any
    sample: Any = None
    node: CSTNode | None = None
    origin: tuple[Hashable, ...] = ()
    escaped: bool = False

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node) if self.sample is None else self.sample

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.count

    def truth(self) -> bool | None:
        number = known_int(self.count)
        return None if number is None else number > 0

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if not isinstance(index, SliceValue):
            return self.element(ev, node)
        length = shapes.slice_length(self.count, index.start, index.stop, index.step)
        if length is None:
            return ev.unknown(node)
        return CountedList(length, self.sample, node, self._part(index, ev))

    def with_rows(self, selection: Selection, count: Any, node: CSTNode | None) -> CountedList:
        """A part of the list, by a selection of which the size is known."""
        origin = tuple(s.pick(selection) if isinstance(s, Source) else s for s in self.origin)
        return CountedList(count, self.sample, node, origin)

    def _part(self, index: SliceValue, ev: Evaluator) -> tuple[Hashable, ...]:
        bounds = shapes.slice_bounds(self.count, index.start, index.stop)
        plain = bounds is not None and index.step in (None, 1)
        selection = interval(*bounds) if plain and bounds else ("rows", ("slice", ev.new_key()))
        return tuple(s.pick(selection) if isinstance(s, Source) else s for s in self.origin)

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        if op == "+":
            length = ev.length(other, node) if isinstance(other, ListValue | CountedList) else None
            if length is not None:
                sources = (*self.origin, *getattr(other, "origin", ()))
                return CountedList(add(self.count, length), None, node, tuple(dict.fromkeys(sources)))
        return NotImplemented

    def to_array(self, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
        """What `numpy.array` makes of it."""
        row = None if self.sample is None else as_array(self.sample, ev, node)
        if row is None or row.shape is None:
            return ArrayValue(rows=self.count, steps=None, origin=self.origin, node=node)
        return row.like(shape=(self.count, *row.shape), origin=self.origin, node=node)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("sort", "reverse"):
            return BoundMethod(name, lambda arguments, ev, node: self._reorder(ev), self)
        if name == "copy":
            return BoundMethod(
                name,
                lambda arguments, ev, node: CountedList(self.count, self.sample, node, self.origin),
                self,
            )
        if name in ("append", "insert", "extend", "remove", "pop", "clear"):
            return BoundMethod(
                name, lambda arguments, ev, node: self._change(name, arguments, ev, node), self
            )
        return ev.unknown(node, name)

    def _reorder(self, ev: Evaluator) -> None:
        order = ("order", ev.new_key())
        self.origin = tuple(s.pick(order) if isinstance(s, Source) else s for s in self.origin)

    def _change(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        more: Any = {"append": 1, "insert": 1, "pop": -1, "remove": -1}.get(name)
        if name == "extend":
            more = ev.length(arguments.value(0), node)
        if more is None or ev.repeated:
            self.count = symbol(("dim", ev.new_key()), "len(...)", node)
        else:
            self.count = add(self.count, more)
        self.sample = None
        return ev.unknown(node) if name == "pop" else None
