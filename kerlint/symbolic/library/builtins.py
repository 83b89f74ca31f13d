"""Python's builtin functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, apply, is_number, known, known_int, symbol
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.library.containers import (
    argument_labels,
    in_order,
    one,
    printable,
    sorted_items,
    update,
)
from kerlint.symbolic.library.convert import from_python, to_python
from kerlint.symbolic.library.sequences import CountedList, RangeValue
from kerlint.symbolic.registry import Library
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    DictValue,
    External,
    ListValue,
    SetValue,
    TupleValue,
    Unknown,
    Value,
    as_bool,
    constant,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

# Names that stand for themselves: types to ask about, exceptions to raise.
_BARE = (
    "object type super bytes bytearray complex frozenset memoryview property staticmethod classmethod slice"
    " Exception ValueError TypeError KeyError IndexError RuntimeError NotImplementedError ImportError"
    " ModuleNotFoundError AttributeError AssertionError FileNotFoundError OSError IOError KeyboardInterrupt"
    " StopIteration ZeroDivisionError NameError SystemExit Warning UserWarning DeprecationWarning"
    " FutureWarning RuntimeWarning ArithmeticError OverflowError MemoryError EOFError BaseException"
    " NotImplemented LookupError UnicodeDecodeError PermissionError FileExistsError TimeoutError"
    " globals locals vars dir id hash repr ascii chr ord hex bin oct input exec eval compile callable"
    " delattr format issubclass help divmod breakpoint __import__ unicode raw_input xrange reduce"
).split()


def register(library: Library) -> None:
    """Make the builtins known to the library."""
    _register_numbers(library)
    _register_containers(library)
    _register_iteration(library)
    _register_objects(library)
    for name in _BARE:
        if not library.knows(f"builtins.{name}"):
            library.calls(f"builtins.{name}")(_opaque(name))


def _opaque(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return Unknown("", None, node, origin=f"builtins.{name}", arguments=arguments)

    return handler


# --- numbers ----------------------------------------------------------------------------------------


def number_of(value: Any, ev: Evaluator) -> Any:
    """The Number a value stands for, unknown things as symbols, None where it is none."""
    return ev.number(value)


def numeric(op: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`op` on the first argument, as `int`, `round`, `math.ceil` and their like do it."""
    number = number_of(arguments.value(0), ev)
    if number is None or arguments.open_positional:
        return ev.unknown(node)
    label = argument_labels(arguments, ev)[:1]
    return ev.quantity(op, number, node=node, labels=label)


def extreme(op: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """`max` or `min` of several arguments or of the elements of one."""
    values = [argument.value for argument in arguments.positional]
    labels = argument_labels(arguments, ev)
    if len(values) == 1:
        items = ev.iterate(values[0], node)
        if items is None:
            return ev.unknown(node)
        if not items:
            return arguments.value(None, "default") if arguments.get(None, "default") else ev.unknown(node)
        values, labels = items, (None,) * len(items)
    key = arguments.value(None, "key")
    if not values:
        return ev.unknown(node)
    if key is not None:
        by = [to_python(ev.call(key, one(value), node)) for value in values]
        if any(value is NO_KEY for value in by):
            return ev.unknown(node)
        try:
            return values[by.index(max(by) if op == "max" else min(by))]
        except TypeError:
            return ev.unknown(node)
    numbers = [number_of(value, ev) for value in values]
    if arguments.open_positional or len(values) > 100:
        return ev.unknown(node)
    if all(number is not None for number in numbers):
        return numbers[0] if len(numbers) == 1 else ev.quantity(op, *numbers, node=node, labels=labels)
    texts = [constant(value) for value in values]
    if all(isinstance(text, str) for text in texts):
        return max(texts) if op == "max" else min(texts)
    return ev.unknown(node)


def _register_numbers(library: Library) -> None:
    @library.calls("builtins.int", "builtins.long")
    def int_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        text = constant(arguments.value(0, default=0))
        if isinstance(text, str | bytes):
            base = known_int(arguments.value(1, "base", default=10))
            try:
                return int(text, base if base is not None else 10) if len(text) < 100 else ev.unknown(node)
            except ValueError:
                return ev.unknown(node)
        return numeric("int", arguments, ev, node) if arguments.positional else 0

    @library.calls("builtins.float")
    def float_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        text = constant(arguments.value(0, default=0.0))
        if isinstance(text, str):
            try:
                return float(text)
            except ValueError:
                return ev.unknown(node)
        return numeric("float", arguments, ev, node) if arguments.positional else 0.0

    @library.calls("builtins.round")
    def round_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        digits = arguments.value(1, "ndigits")
        if digits is None:
            return numeric("round", arguments, ev, node)
        number, places = known(arguments.value(0)), known_int(digits)
        return ev.unknown(node) if number is None or places is None else round(number, places)

    @library.calls("builtins.abs")
    def abs_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        if isinstance(value, Value) and not isinstance(value, Unknown):
            return value.unary("abs", ev, node)
        return numeric("abs", arguments, ev, node)

    @library.calls("builtins.max")
    def max_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return extreme("max", arguments, ev, node)

    @library.calls("builtins.min")
    def min_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return extreme("min", arguments, ev, node)

    @library.calls("builtins.sum")
    def sum_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = ev.iterate(arguments.value(0), node)
        if items is None or len(items) > 1000:
            return ev.unknown(node)
        total = arguments.value(1, "start", default=0)
        for item in items:
            total = item if total == 0 and is_number(item) else ev.operate("+", total, item, node)
        return total

    @library.calls("builtins.pow")
    def pow_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if len(arguments.positional) != 2:
            return ev.unknown(node)
        return ev.operate("**", arguments.value(0), arguments.value(1), node)

    @library.calls("builtins.divmod")
    def divmod_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        a, b = arguments.value(0), arguments.value(1)
        labels = argument_labels(arguments, ev)
        return TupleValue([ev.operate(op, a, b, node, labels) for op in ("//", "%")], node)

    @library.calls("builtins.bool")
    def bool_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        truth = ev.truth(arguments.value(0, default=False))
        return arguments.value(0) if truth is None else truth

    @library.calls("builtins.chr", "builtins.ord", "builtins.hex", "builtins.bin", "builtins.oct")
    def conversion(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)


# --- containers -------------------------------------------------------------------------------------


def listed(value: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """`list(value)`."""
    items = in_order(value, ev, node)
    if items is not None:
        made = ListValue(items, node)
        made.depth = ev.unknown_depth
        return made
    length = ev.length(value, node)
    if length is not None:
        sample = None if isinstance(value, SetValue) else ev.element(value, node)
        return CountedList(length, sample, node, _origin_of(value))
    return ListValue([ev.element(value, node)], node, complete=False)


def _register_containers(library: Library) -> None:
    @library.calls("builtins.len")
    def len_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        length = ev.length(arguments.value(0), node)
        return ev.unknown(node) if length is None else length

    @library.calls("builtins.str", "builtins.unicode")
    def str_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if not arguments.positional:
            return ""
        value = printable(arguments.value(0))
        if value is NO_KEY or len(arguments.positional) > 1:
            text = getattr(arguments.value(0), "text", None)
            return text if isinstance(text, str) else ev.unknown(node)
        return str(value)

    @library.calls("builtins.repr")
    def repr_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = constant(arguments.value(0))
        return ev.unknown(node) if value is NO_KEY else repr(value)

    @library.calls("builtins.list")
    def list_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return listed(arguments.value(0, default=ListValue()), ev, node)

    @library.calls("builtins.tuple")
    def tuple_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = in_order(arguments.value(0, default=ListValue()), ev, node)
        return ev.unknown(node) if items is None else TupleValue(items, node)

    @library.calls("builtins.set", "builtins.frozenset")
    def set_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = ev.iterate(arguments.value(0, default=ListValue()), node)
        plain = NO_KEY if items is None else to_python(TupleValue(items))
        if not isinstance(plain, tuple):
            return SetValue([], node, complete=False)
        try:
            return from_python(set(plain), node)
        except TypeError:
            return ev.unknown(node)

    @library.calls("builtins.dict", "collections.OrderedDict")
    def dict_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        made = DictValue({}, node)
        update(made, arguments, ev, node)
        return made

    @library.calls("builtins.sorted")
    def sorted_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        items = ev.iterate(value, node)
        if items is None:
            made = listed(value, ev, node)
            if isinstance(made, CountedList):
                made.get_attribute("sort", ev, node).call(Arguments(), ev, node)
            return made
        ordered = sorted_items(items, arguments, ev, node)
        return ListValue([ev.unknown(node) for _ in items] if ordered is None else ordered, node)

    @library.calls("builtins.slice")
    def slice_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.values import SliceValue

        given = [argument.value for argument in arguments.positional]
        if not 1 <= len(given) <= 3:
            return ev.unknown(node)
        return SliceValue(None, given[0]) if len(given) == 1 else SliceValue(*given)


def _origin_of(value: Any) -> tuple[Any, ...]:
    return value.origin if isinstance(value, ArrayValue | CountedList) else ()


# --- iteration --------------------------------------------------------------------------------------


def _register_iteration(library: Library) -> None:
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


# --- objects ----------------------------------------------------------------------------------------

_PYTHON_TYPES: dict[str, Any] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "bytes": bytes,
    "complex": complex,
}
_VALUE_TYPES: dict[str, Any] = {
    "list": (ListValue, CountedList),
    "tuple": TupleValue,
    "dict": DictValue,
    "set": SetValue,
}


def type_name(value: Any) -> str | None:
    """The name of a value's builtin type; None where it is not known or no builtin."""
    number = value.value if isinstance(value, Quantity) else value
    if number is None and isinstance(value, Quantity):
        return None
    for name in ("bool", "int", "float", "str", "bytes", "complex"):
        if type(number) is _PYTHON_TYPES[name]:
            return name
    if isinstance(value, SetValue):
        return "set"
    return next((name for name, kind in _VALUE_TYPES.items() if isinstance(value, kind)), None)


def _is_instance(value: Any, kind: Any) -> bool | None:
    if isinstance(kind, TupleValue):
        answers = [_is_instance(value, item) for item in kind.items]
        return True if True in answers else None if None in answers else False
    name = type_name(value)
    if value is None and isinstance(kind, External):
        return kind.path == "builtins.object"
    if not isinstance(kind, External):
        cls = getattr(value, "cls", None)
        if cls is not None and cls is kind:
            return True
        # A plain value is no instance of a class of the script's own.
        return False if name is not None and hasattr(kind, "lookup") else None
    if name is None:
        told = getattr(value, "is_instance", None)
        return None if told is None else told(kind.path)
    wanted = kind.path.removeprefix("builtins.")
    if wanted == name or (wanted == "int" and name == "bool") or wanted == "object":
        return True
    return False if kind.path.startswith("builtins.") else None


def _register_objects(library: Library) -> None:
    @library.calls("builtins.print")
    def print_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None

    @library.calls("builtins.isinstance")
    def isinstance_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        answer = _is_instance(arguments.value(0), arguments.value(1))
        return ev.unknown(node) if answer is None else answer

    @library.calls("builtins.type")
    def type_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        name = type_name(arguments.value(0))
        if len(arguments.positional) != 1 or name is None:
            cls = getattr(arguments.value(0), "cls", None)
            return ev.unknown(node) if cls is None else cls
        return External(f"builtins.{name}")

    @library.calls("builtins.callable")
    def callable_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return False if type_name(arguments.value(0)) is not None else ev.unknown(node)

    @library.calls("builtins.getattr")
    def getattr_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        name = arguments.value(1)
        if not isinstance(name, str):
            return ev.unknown(node)
        return ev.attribute(arguments.value(0), name, node)

    @library.calls("builtins.hasattr")
    def hasattr_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    @library.calls("builtins.setattr")
    def setattr_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        target, name = arguments.value(0), arguments.value(1)
        if isinstance(target, Value) and isinstance(name, str) and len(arguments.positional) == 3:
            target.set_attribute(name, arguments.value(2), ev, node)
        else:
            ev.escape(arguments)

    @library.calls("builtins.eval", "builtins.exec", "builtins.compile")
    def executed(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        ev.escape(arguments)
        return ev.unknown(node)


def truth_of(arguments: Arguments, name: str, default: bool) -> bool | None:
    """A boolean keyword's value, None where not known."""
    argument: Argument | None = arguments.get(None, name)
    return default if argument is None else as_bool(argument.value)
