"""functools, itertools, collections, copy, time, and other small parts of the standard library."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import known_int
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.flow import Left
from kerlint.symbolic.library.builtins import listed
from kerlint.symbolic.library.containers import in_order, one, update
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    DictValue,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    as_items,
    constant_key,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_MOST_PRODUCTS = 1_000


@dataclass(slots=True, eq=False)
class PartialValue(Value):
    """`functools.partial(function, ...)`."""

    function: Any
    arguments: Arguments
    node: CSTNode | None = None

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.function if name == "func" else ev.unknown(node, name)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.call(self.function, self.completed(arguments), node)

    def completed(self, arguments: Arguments) -> Arguments:
        """The arguments that the function gets in a call with these."""
        return Arguments(
            self.arguments.positional + arguments.positional,
            {**self.arguments.keywords, **arguments.keywords},
            self.arguments.open_positional or arguments.open_positional,
            self.arguments.open_keywords or arguments.open_keywords,
        )


@dataclass(slots=True, eq=False)
class EndlessValue(Value):
    """`itertools.cycle(x)`, `count()`, `repeat(x)`: it never ends."""

    source: Any
    node: CSTNode | None = None
    endless = True

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node) if self.source is None else ev.element(self.source, node)


class DefaultDict(DictValue):
    """`collections.defaultdict(factory)`."""

    __slots__ = ("factory",)

    def __init__(self, factory: Any, depth: int, node: CSTNode | None) -> None:
        super().__init__({}, node)
        self.factory = factory
        self.depth = depth

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        key = constant_key(index)
        if (
            self.complete
            and key not in self.items
            and not isinstance(index, Value)
            and self.factory is not None
        ):
            self.items[key] = self.kept(ev.call(self.factory, Arguments(), node))
        return super().get_item(index, ev, node)


@dataclass(slots=True, eq=False)
class NamedTupleType(Value):
    """`collections.namedtuple("Point", "x y")`."""

    fields: tuple[str, ...]
    node: CSTNode | None = None

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        bound = arguments.bind(self.fields)
        if set(bound) != set(self.fields):
            return ev.unknown(node)
        return NamedTupleValue([bound[name].value for name in self.fields], node, self.fields)


class NamedTupleValue(TupleValue):
    """A tuple with names for its items."""

    __slots__ = ("fields",)

    def __init__(self, items: Sequence[Any], node: CSTNode | None, fields: tuple[str, ...]) -> None:
        super().__init__(items, node)
        self.fields = fields

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.fields:
            return self.items[self.fields.index(name)]
        if name == "_asdict":
            return BoundMethod(
                name, lambda arguments, ev, node: DictValue(dict(zip(self.fields, self.items)), node), self
            )
        return super().get_attribute(name, ev, node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return TupleValue(self.items, self.node).get_item(index, ev, node)


def register(library: Library) -> None:
    """Make these modules known to the library."""

    @library.calls("sys.exit", "os._exit", "builtins.exit", "builtins.quit")
    def exit_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return Left()

    _register_functools(library)
    _register_itertools(library)
    _register_collections(library)
    _register_copy(library)


def _register_functools(library: Library) -> None:
    @library.calls("functools.partial")
    def partial(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if not arguments.positional:
            return ev.unknown(node)
        rest = Arguments(
            arguments.positional[1:], arguments.keywords, arguments.open_positional, arguments.open_keywords
        )
        return PartialValue(arguments.positional[0].value, rest, node)

    @library.calls("functools.reduce", "builtins.reduce")
    def reduce(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        function, items = arguments.value(0), in_order(arguments.value(1), ev, node)
        if items is None or len(items) > 100 or (not items and len(arguments.positional) < 3):
            return ev.unknown(node)
        if len(arguments.positional) > 2:
            items = [arguments.value(2), *items]
        total = items[0]
        for item in items[1:]:
            total = ev.call(function, one(total, item), node)
        return total


def _register_itertools(library: Library) -> None:
    @library.calls("itertools.product")
    def product(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        columns = [in_order(argument.value, ev, node) for argument in arguments.positional]
        found = [column for column in columns if column is not None]
        repeat = known_int(arguments.value(None, "repeat", default=1))
        size = 1
        for column in found:
            size *= len(column)
        if (
            len(found) != len(columns)
            or repeat is None
            or not 0 < repeat < 9
            or size**repeat > _MOST_PRODUCTS
        ):
            row = TupleValue([ev.element(argument.value, node) for argument in arguments.positional])
            return ListValue([row] if repeat == 1 else [], node, complete=False)
        return ListValue([TupleValue(row) for row in itertools.product(*found, repeat=repeat)], node)

    @library.calls("itertools.chain")
    def chain(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _chained([argument.value for argument in arguments.positional], ev, node)

    @library.calls("itertools.chain.from_iterable")
    def from_iterable(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = ev.iterate(arguments.value(0), node)
        return ListValue([], node, complete=False) if parts is None else _chained(parts, ev, node)

    @library.calls("itertools.cycle")
    def cycle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return EndlessValue(arguments.value(0), node)

    @library.calls("itertools.count")
    def count(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return EndlessValue(None, node)

    @library.calls("itertools.repeat")
    def repeat(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        times = known_int(arguments.value(1, "times"))
        if arguments.get(1, "times") is None:
            return EndlessValue(ListValue([arguments.value(0)]), node)
        if times is None or times > _MOST_PRODUCTS:
            return ListValue([arguments.value(0)], node, complete=False)
        return ListValue([arguments.value(0)] * times, node)

    @library.calls("itertools.islice")
    def islice(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = in_order(arguments.value(0), ev, node)
        bounds = [argument.value for argument in arguments.positional[1:]]
        numbers = [None if bound is None else known_int(bound) for bound in bounds]
        exact = len(numbers) in (1, 2, 3) and all(
            bound is None or (number is not None and (position == 2) <= number <= sys.maxsize)
            for position, (bound, number) in enumerate(zip(bounds, numbers))
        )
        if items is None or not exact or isinstance(arguments.value(0), CountedList):
            return ListValue([ev.element(arguments.value(0), node)], node, complete=False)
        return ListValue(itertools.islice(items, *numbers), node)

    @library.calls("itertools.combinations", "itertools.permutations")
    def choices(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ListValue([], node, complete=False)


def _chained(parts: list[Any], ev: Evaluator, node: CSTNode | None) -> Any:
    columns = [in_order(part, ev, node) for part in parts]
    found = [column for column in columns if column is not None]
    items = [item for column in found for item in column]
    return ListValue(items, node, complete=len(found) == len(columns))


def _register_collections(library: Library) -> None:
    @library.calls("importlib.import_module")
    def import_module(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.imports import module_value

        path = arguments.value(0, "name")
        plain = isinstance(path, str) and not path.startswith(".")
        return module_value(ev, path) if plain else ev.unknown(node)

    @library.calls("collections.defaultdict")
    def defaultdict(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        made = DefaultDict(arguments.value(0), ev.unknown_depth, node)
        update(made, Arguments(arguments.positional[1:], arguments.keywords), ev, node)
        return made

    @library.calls("collections.deque")
    def deque(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if arguments.get(1, "maxlen"):
            return ev.unknown(node)
        return listed(arguments.value(0, default=ListValue()), ev, node)

    @library.calls("collections.namedtuple")
    def namedtuple(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        names = arguments.value(1, "field_names")
        items: list[Any] | None = (
            names.replace(",", " ").split() if isinstance(names, str) else as_items(names)
        )
        if not items or not all(isinstance(name, str) for name in items) or arguments.get(None, "defaults"):
            return ev.unknown(node)
        return NamedTupleType(tuple(items), node)

    @library.calls("collections.Counter")
    def counter(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return DictValue({}, node, complete=False)


def _register_copy(library: Library) -> None:
    @library.calls("copy.copy")
    def copy(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return copied(arguments.value(0), ev, node, deep=False)

    @library.calls("copy.deepcopy")
    def deepcopy(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return copied(arguments.value(0), ev, node, deep=True)


def copied(value: Any, ev: Evaluator, node: CSTNode | None, deep: bool, depth: int = 0) -> Any:
    """A copy of a container or an array; what has no copy here is not known."""
    if not isinstance(value, Value) or isinstance(value, Unknown):
        return value
    if depth > 8:
        return ev.unknown(node)
    if isinstance(value, ArrayValue):
        return value.like(values=value.values, name=value.name)
    if type(value) is DictValue:
        items = {k: copied(v, ev, node, deep, depth + 1) if deep else v for k, v in value.items.items()}
        return DictValue(items, value.node, value.complete)
    if isinstance(value, ListValue) or type(value) is TupleValue:
        parts = [copied(item, ev, node, deep, depth + 1) if deep else item for item in value.items]
        return type(value)(parts, value.node, value.complete)
    own_copy = getattr(value, "copied", None)
    return ev.unknown(node) if own_copy is None else own_copy(ev, node)
