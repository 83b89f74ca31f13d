"""What expressions evaluate to.

Known constants stand for themselves: int, float, complex, str, bytes, bool, None and Ellipsis are plain Python
objects, numbers with a history are Quantity (see `arithmetic`). Everything else is a Value: a small object that
answers the evaluator's questions (attribute, call, item, length, truth). Keras's objects are Values of
`kerlint.keras`; this module knows Python only.

A Value never raises on odd questions: what it cannot answer is Unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from kerlint.symbolic.arithmetic import Quantity, symbol

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

_serial = count()
CONSTANTS = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis))


class Value:
    """Base of everything that is no plain constant and no Quantity."""

    __slots__ = ()
    # `==` and `<` compare entry by entry and give an array, through `operate`.
    compares_elementwise = False
    # Equal ones hash alike: it may be the key of a dict, and `==` is decided.
    is_key = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self.name`."""
        return ev.unknown(node, name)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        """`self.name = value`."""

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self(...)`."""
        return ev.unknown(node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self[index]`; a slice is a SliceValue, several indices a TupleValue."""
        return ev.unknown(node)

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        """`self[index] = value`."""

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> Sequence[Any] | None:
        """The elements where all are known, else None."""
        return None

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        """Any one element of an iterable whose elements are not known one by one."""
        return ev.unknown(node)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        """`len(self)` as a Number, None where it has none or it is not known at all."""
        return None

    def truth(self) -> bool | None:
        """`bool(self)`, None where not known."""
        return True

    def carried(self, before: Any) -> Any:
        """What a name holds after any number of turns of a loop that left it this after one, and `before` ahead."""
        return self

    def named(self, name: str) -> None:
        """A name was bound to it: what messages may call it."""

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self op other` (`other op self` if reflected); NotImplemented where it has no such operator."""
        return NotImplemented

    def operate_in_place(self, op: str, other: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self op= other`: what the name is bound to afterwards; NotImplemented for `self = self op other`."""
        return NotImplemented

    def unary(self, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
        """`op self` for op in "neg", "abs", "invert"."""
        return ev.unknown(node)


@dataclass(slots=True, eq=False, repr=False)
class Unknown(Value):
    """Something the script does not determine. The same `key` is the same unknown thing.

    Attributes:
        label: how a message may call it ("args.batch_size", "nb_train_samples"), "" where it has no name.
        key: its identity.
        origin: the canonical path of the library call that gave it, if one did ("pandas.read_csv").
        arguments: that call's arguments.
        number: what it is if it is a number: a sum of unknown things may be one of numbers, texts or lists.
    """

    label: str = ""
    key: Hashable = None
    node: CSTNode | None = None
    origin: str | None = None
    arguments: Arguments | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    number: Quantity | None = None

    def __post_init__(self) -> None:
        if self.key is None:
            self.key = ("unknown", next(_serial))

    def __repr__(self) -> str:
        return f"Unknown({self.label or self.origin or ''})"

    def named(self, name: str) -> None:
        self.label = self.label or name

    def quantity(self) -> Quantity:
        """The same unknown thing where a number is expected."""
        return self.number or symbol(self.key, self.label or "?", self.node)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name not in self.attributes:
            label = f"{self.label}.{name}" if self.label else name
            if name == "shape":
                self.attributes[name] = UnknownShape(label, (self.key, "shape"), node)
            else:
                self.attributes[name] = Unknown(label, (self.key, name), node)
        return self.attributes[name]

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        self.attributes[name] = value

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        ev.escape(arguments)
        return Unknown(f"{self.label}()" if self.label else "", None, node, origin=None, arguments=arguments)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        hashable = index if isinstance(index, int | str) else None
        if hashable is None:
            return Unknown("", None, node)
        name = f"[{hashable!r}]"
        if name not in self.attributes:
            self.attributes[name] = Unknown(
                f"{self.label}{name}" if self.label else "", (self.key, name), node
            )
        return self.attributes[name]

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if isinstance(index, int | str):
            self.attributes[f"[{index!r}]"] = value

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return symbol((self.key, "len"), f"len({self.label})" if self.label else "len(?)", node)

    def truth(self) -> bool | None:
        return None


class Entry(Unknown):
    """One entry of an array: a number or a text, without axes."""

    __slots__ = ()

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        # `entry.item()`, `tensor.numpy()`
        if name in ("item", "numpy"):
            return BoundMethod(name, lambda arguments, ev, node: self, self)
        return super().get_attribute(name, ev, node)


class UnknownShape(Unknown):
    """The shape of an unknown array: its first entry is the array's length."""

    __slots__ = ()

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if index == 0 and isinstance(self.key, tuple):
            array = self.label.removesuffix(".shape")
            return symbol((self.key[0], "len"), f"len({array})", node)
        if isinstance(index, int):
            return symbol((self.key, index), f"{self.label}[{index}]", node)
        return super().get_item(index, ev, node)


@dataclass(slots=True, eq=False)
class External(Value):
    """A name of a library by its canonical path: `keras.layers.Dense`, `numpy.zeros`, `os.path.join`."""

    path: str

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if ev.placed and (self.path, name) in ev.placed:
            return ev.placed[self.path, name]
        return ev.library.attribute(self.path, name, ev, node)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        # `streamlit.session_state.model = model`: the library keeps what the script gives it.
        if not ev.library.knows(f"{self.path}.{name}"):
            ev.placed[self.path, name] = value

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.library.call(self.path, arguments, ev, node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        # `list[int]`, `os.environ["X"]`: a type or something of the machine; neither is known.
        return Unknown("", None, node, origin=self.path)

    def truth(self) -> bool | None:
        return None if self.path.startswith("sys.") else True


@dataclass(slots=True, eq=False)
class Argument:
    """One argument of a call: its value and the expression that gave it. Never changed; frozen, it is slow to make.

    `node` is the value's expression, for a default the default's expression or None, and for what `*args` or
    `**options` give the libcst Arg with its stars: no expression of this value alone.
    """

    value: Any
    node: CSTNode | None
    keyword: str | None = None


@dataclass(slots=True, eq=False)
class Arguments:
    """The arguments of a call as written, `*args` and `**kwargs` unpacked where known.

    `open_positional` / `open_keywords`: an unknown `*args` / `**kwargs` follows, so that what is not given here may
    still be given.
    """

    positional: tuple[Argument, ...] = ()
    keywords: dict[str, Argument] = field(default_factory=dict)
    open_positional: bool = False
    open_keywords: bool = False

    def bind(self, parameters: Sequence[str]) -> dict[str, Argument]:
        """Arguments by parameter name; surplus positional ones are dropped, unknown keywords kept."""
        bound = dict(zip(parameters, self.positional, strict=False))
        for name, argument in self.keywords.items():
            bound.setdefault(name, argument)
        return bound

    def get(self, position: int | None, *names: str) -> Argument | None:
        """The argument at a position or under one of the names."""
        if position is not None and position < len(self.positional):
            return self.positional[position]
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return None

    def value(self, position: int | None, *names: str, default: Any = None) -> Any:
        """The value at a position or under one of the names, `default` where it is not given."""
        argument = self.get(position, *names)
        return default if argument is None else argument.value

    def values(self) -> Iterator[Any]:
        """All values given."""
        for argument in self.positional:
            yield argument.value
        for argument in self.keywords.values():
            yield argument.value


@dataclass(slots=True, eq=False)
class SliceValue(Value):
    """`start:stop:step`; None where left out."""

    start: Any = None
    stop: Any = None
    step: Any = None


class _Sequence(Value):
    """What list and tuple share. `items` holds the elements; `complete` is False where others may follow."""

    __slots__ = ("complete", "depth", "items", "node")
    items: Any
    depth: int
    kind = "sequence"

    def __init__(self, items: Iterable[Any] = (), node: CSTNode | None = None, complete: bool = True) -> None:
        self.items = items
        self.node = node
        self.complete = complete
        # How many loops that were not unrolled the evaluator was in when it made this.
        self.depth = 0

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.items!r}{'' if self.complete else ', ...'})"

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> Sequence[Any] | None:
        return list(self.items) if self.complete else None

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.items[-1] if self.items else ev.unknown(node)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return len(self.items) if self.complete else symbol((id(self), "len"), "len(...)", node)

    def truth(self) -> bool | None:
        return bool(self.items) or (False if self.complete else None)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if isinstance(index, Quantity):
            index = index.value
        if isinstance(index, int) and (self.complete or index >= 0):
            try:
                return self.items[index]
            except IndexError:
                return ev.unknown(node)
        if isinstance(index, SliceValue) and self.complete:
            bounds = [
                b.value if isinstance(b, Quantity) else b for b in (index.start, index.stop, index.step)
            ]
            if all(b is None or isinstance(b, int) for b in bounds) and bounds[2] != 0:
                return type(self)(self.items[slice(*bounds)], node)
        return ev.unknown(node)

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        if op == "+" and isinstance(other, _Sequence) and other.kind == self.kind:
            first, second = (other, self) if reflected else (self, other)
            if first.complete:
                return type(self)([*first.items, *second.items], node, second.complete)
        if op == "*":
            count = other.value if isinstance(other, Quantity) else other
            if isinstance(count, int) and self.complete and abs(count) * (len(self.items) + 1) <= 10_000:
                return type(self)(list(self.items) * count, node)
        return NotImplemented

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.library.containers import list_method

        return list_method(cast("ListValue | TupleValue", self), name, ev, node)


class TupleValue(_Sequence):
    """A tuple: `items` is a Python tuple."""

    __slots__ = ()
    kind = "tuple"

    def __init__(self, items: Iterable[Any] = (), node: CSTNode | None = None, complete: bool = True) -> None:
        super().__init__(tuple(items), node, complete)


class ListValue(_Sequence):
    """A list: `items` is a Python list, changed in place as the script changes it."""

    __slots__ = ()
    kind = "list"

    def __init__(self, items: Iterable[Any] = (), node: CSTNode | None = None, complete: bool = True) -> None:
        super().__init__(list(items), node, complete)

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if isinstance(index, int) and -len(self.items) <= index < len(self.items):
            self.items[index] = value
            if isinstance(value, ListValue):
                # It stays for the next turn of a loop as this one does.
                value.depth = min(value.depth, self.depth)
        else:
            self.complete = False


class SetValue(ListValue):
    """A set, kept in the order of writing; doubles are not merged unless constants."""

    __slots__ = ()
    kind = "set"


class DictValue(Value):
    """A dict with constant keys. `complete` is False where other keys may exist; `depth` is that of a list."""

    __slots__ = ("complete", "depth", "items", "node")

    def __init__(
        self, items: dict[Any, Any] | None = None, node: CSTNode | None = None, complete: bool = True
    ) -> None:
        self.items: dict[Any, Any] = {} if items is None else items
        self.node = node
        self.complete = complete
        self.depth = 0

    def __repr__(self) -> str:
        return f"DictValue({self.items!r}{'' if self.complete else ', ...'})"

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        key = constant_key(index)
        if key is not NO_KEY and key in self.items:
            return self.items[key]
        if key is NO_KEY and self.complete and node is not None and len(self.items) > 1:
            from kerlint.symbolic.choices import chosen

            return chosen(self, index, ev, node)
        return ev.unknown(node)

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        index = constant_key(index)
        if index is NO_KEY:
            self.complete = False
        else:
            self.items[index] = self.kept(value)

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        if op != "|" or not isinstance(other, DictValue):
            return NotImplemented
        first, second = (other, self) if reflected else (self, other)
        return DictValue({**first.items, **second.items}, node, first.complete and second.complete)

    def operate_in_place(self, op: str, other: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if op != "|" or not isinstance(other, DictValue):
            return NotImplemented
        self.items.update(other.items)
        self.complete = self.complete and other.complete
        return self

    def kept(self, value: Any) -> Any:
        """A value that is put in: a list or dict lives on for the next turn of a loop as this one does."""
        if isinstance(value, ListValue | DictValue):
            value.depth = min(value.depth, self.depth)
        return value

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> Sequence[Any] | None:
        return list(self.items) if self.complete else None

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return len(self.items) if self.complete else symbol((id(self), "len"), "len(...)", node)

    def truth(self) -> bool | None:
        return bool(self.items) or (False if self.complete else None)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.library.containers import dict_method

        return dict_method(self, name, ev, node)


NO_KEY = object()


def constant_key(value: Any) -> Any:
    """The value as a dict key, NO_KEY where it is not known. A tuple of constants counts."""
    if isinstance(value, Quantity):
        value = value.value
        return NO_KEY if value is None else value
    if isinstance(value, CONSTANTS):
        return value
    if isinstance(value, TupleValue) and value.complete:
        parts = tuple(constant_key(item) for item in value.items)
        return NO_KEY if NO_KEY in parts else parts
    if isinstance(value, External) or (isinstance(value, Value) and value.is_key):
        return value
    return NO_KEY


@dataclass(slots=True, eq=False)
class BoundMethod(Value):
    """A method of a Value written in Python here: `function(arguments, ev, node)`."""

    name: str
    function: Callable[[Arguments, Any, Any], Any]
    owner: Any = None

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.function(arguments, ev, node)


def is_unknown(value: Any) -> bool:
    """Nothing is known of it."""
    return isinstance(value, Unknown)


def constant(value: Any) -> Any:
    """A plain constant for a constant or a known Quantity; NO_KEY otherwise."""
    if isinstance(value, Quantity):
        return NO_KEY if value.value is None else value.value
    return value if isinstance(value, CONSTANTS) else NO_KEY


def as_string(value: Any) -> str | None:
    """The string, None where it is none or not known."""
    return value if isinstance(value, str) else None


def as_bool(value: Any) -> bool | None:
    """The truth of a value where known (0/1 and strings included)."""
    if isinstance(value, Quantity):
        return None if value.value is None else bool(value.value)
    if isinstance(value, Value):
        return value.truth()
    return bool(value)


def as_items(value: Any) -> list[Any] | None:
    """The elements of a list or tuple where all are known."""
    if isinstance(value, TupleValue | ListValue) and value.complete:
        return list(value.items)
    return None
