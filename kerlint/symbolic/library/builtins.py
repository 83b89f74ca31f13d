"""Python's builtin functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number, known, known_int
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.library.containers import in_order, one, sorted_items, update
from kerlint.symbolic.library.convert import from_python, to_python
from kerlint.symbolic.library.scalars import argument_labels, printable
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.registry import Library
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    DictValue,
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
        made.depth = ev.unknown_depth
        update(made, arguments, ev, node)
        return made

    @library.calls("builtins.globals")
    def globals_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return DictValue(ev.scope.module.names, node, complete=False)

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


def truth_of(arguments: Arguments, name: str, default: bool) -> bool | None:
    """A boolean keyword's value, None where not known."""
    argument: Argument | None = arguments.get(None, name)
    return default if argument is None else as_bool(argument.value)
