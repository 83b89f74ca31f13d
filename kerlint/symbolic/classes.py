"""Classes of the script and their instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    constant,
)

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.symbolic.evaluator import Evaluator

_ENUMS = ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag")
# Bases that make a member equal to its value.
_PLAIN = ("enum.IntEnum", "enum.StrEnum", "builtins.str", "builtins.int")


class ClassValue(Value):
    """A class statement.

    Attributes:
        name: its name.
        bases: what it derives from: ClassValue, External, or unknown.
        scope: the names its body binds.
        fields: the annotated names in order where it is a dataclass or NamedTuple, else None.
    """

    __slots__ = ("bases", "escaped", "fields", "instance", "keywords", "name", "node", "scope")

    def __init__(self, node: cst.ClassDef, bases: list[Any], scope: Scope) -> None:
        self.node = node
        self.name = node.name.value
        self.bases = bases
        self.scope = scope
        self.fields: list[str] | None = None
        # The last instance made, for methods that nobody calls.
        self.instance: Any = None
        self.escaped = False

    def lookup(self, name: str) -> Any:
        """The class attribute of this name along the bases, None where there is none."""
        if name in self.scope.names:
            return self.scope.names[name]
        for base in self.bases:
            if isinstance(base, ClassValue) and (found := base.lookup(name)) is not None:
                return found
        return None

    def has(self, name: str) -> bool:
        """Is there such a class attribute (None counts)?"""
        return name in self.scope.names or any(
            isinstance(base, ClassValue) and base.has(name) for base in self.bases
        )

    def external_bases(self) -> tuple[str, ...]:
        """The canonical paths of the library classes it derives from, nearest first."""
        found: list[str] = []
        for base in self.bases:
            if isinstance(base, External):
                found.append(base.path)
            elif isinstance(base, ClassValue):
                found.extend(base.external_bases())
        return tuple(found)

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if name in ("__name__", "__qualname__"):
            return self.name
        if not self.has(name):
            return ev.unknown(node, f"{self.name}.{name}")
        value = self.lookup(name)
        if isinstance(value, FunctionValue):
            return BoundFunction(value, self) if value.binding == "class" else value
        if self.is_enum() and not name.startswith("_"):
            return EnumMember(self, name, value)
        return value

    def is_enum(self) -> bool:
        """Are its names members of an enumeration?"""
        return any(base in _ENUMS for base in self.external_bases())

    def members(self) -> list[EnumMember]:
        """The members of an enumeration, in order."""
        return [
            EnumMember(self, name, value)
            for name, value in self.scope.names.items()
            if not name.startswith("_") and not isinstance(value, FunctionValue | ClassValue)
        ]

    def get_item(self, index: Any, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if isinstance(index, str) and self.is_enum():
            return self.get_attribute(index, ev, node)
        return ev.unknown(node)

    def iterate(self, ev: Evaluator, node: cst.CSTNode | None) -> list[Any] | None:
        return list(self.members()) if self.is_enum() else None

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: cst.CSTNode | None) -> None:
        self.scope.names[name] = value

    def call(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if self.is_enum():
            wanted = constant(arguments.value(0))
            of_value = (member for member in self.members() if constant(member.value) == wanted)
            return next(of_value, ev.unknown(node)) if wanted is not NO_KEY else ev.unknown(node)
        made = ev.library.construct(self, arguments, ev, node)
        if made is NotImplemented:
            made = instantiate(self, arguments, ev, node)
        self.instance = made
        return made


class Instance(Value):
    """An object of a class of the script. Keras's own kinds of it derive from this. `depth` is that of a list."""

    __slots__ = ("attributes", "cls", "depth", "escaped", "node")

    def __init__(self, cls: ClassValue, node: cst.CSTNode | None = None) -> None:
        self.cls = cls
        self.attributes: dict[str, Any] = {}
        self.node = node
        self.depth = 0
        self.escaped = False

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        if name == "__class__":
            return self.cls
        if name == "__dict__":
            return ev.unknown(node, name)
        if self.cls.has(name):
            return self.bound(self.cls.lookup(name), ev, node)
        # The same attribute asked for twice is the same unknown thing.
        value = ev.unknown(node, f"self.{name}")
        self.attributes[name] = value
        return value

    def bound(self, value: Any, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        """A class attribute as seen from this instance."""
        if not isinstance(value, FunctionValue):
            return value
        if value.binding == "property":
            return BoundFunction(value, self).call(Arguments(), ev, node)
        if value.binding == "static":
            return value
        return BoundFunction(value, self.cls if value.binding == "class" else self)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: cst.CSTNode | None) -> None:
        self.attributes[name] = value
        if isinstance(value, ListValue | DictValue):
            # It stays for the next turn of a loop as this object does.
            value.depth = min(value.depth, self.depth)

    def method(self, name: str) -> FunctionValue | None:
        """The function that a method name means."""
        found = self.cls.lookup(name)
        return found if isinstance(found, FunctionValue) else None

    def invoke(self, name: str, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        """Call a method of the class, NotImplemented where it has none of this name."""
        function = self.method(name)
        if function is None:
            return NotImplemented
        return self.bound(function, ev, node).call(arguments, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        result = self.invoke("__call__", arguments, ev, node)
        return ev.unknown(node) if result is NotImplemented else result

    def get_item(self, index: Any, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        items = self.iterate(ev, node)
        if items is not None:
            return TupleValue(items, node).get_item(index, ev, node)
        result = self.invoke("__getitem__", Arguments((Argument(index, node),)), ev, node)
        return ev.unknown(node) if result is NotImplemented else result

    def length(self, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        result = self.invoke("__len__", Arguments(), ev, node)
        return None if result is NotImplemented else ev.number(result)

    def iterate(self, ev: Evaluator, node: cst.CSTNode | None) -> list[Any] | None:
        if self.cls.fields is None or "typing.NamedTuple" not in self.cls.external_bases():
            return None
        return [self.get_attribute(name, ev, node) for name in self.cls.fields]

    def truth(self) -> bool | None:
        return None if self.method("__bool__") or self.method("__len__") else True

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        """`super().name(...)` that ends in a library class."""
        return None if name == "__init__" else ev.unknown(node)


class EnumMember(Value):
    """A member of an Enum: the same name, the same member."""

    __slots__ = ("cls", "name", "value")
    is_key = True

    def __init__(self, cls: ClassValue, name: str, value: Any) -> None:
        self.cls = cls
        self.name = name
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EnumMember) and (self.cls, self.name) == (other.cls, other.name)

    def __hash__(self) -> int:
        return hash((id(self.cls), self.name))

    def plain(self) -> Any:
        """The value that a member of `class Mode(str, Enum)` is as well, NO_KEY for others."""
        return constant(self.value) if any(base in _PLAIN for base in self.cls.external_bases()) else NO_KEY

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if name in ("value", "name"):
            return self.value if name == "value" else self.name
        function = self.cls.lookup(name)
        if isinstance(function, FunctionValue):
            bound = BoundFunction(function, self)
            return bound.call(Arguments(), ev, node) if function.binding == "property" else bound
        return ev.unknown(node, name)


class Super(Value):
    """`super()`: looks attributes up behind a class."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: ClassValue, receiver: Any) -> None:
        self.cls = cls
        self.receiver = receiver

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        for base in self.cls.bases:
            if isinstance(base, ClassValue) and base.has(name):
                value = base.lookup(name)
                if isinstance(value, FunctionValue) and value.binding != "static":
                    return BoundFunction(value, self.receiver)
                return value
        receiver = self.receiver
        if isinstance(receiver, Instance):
            return BoundMethod(
                name, lambda arguments, ev, node: receiver.external_super(name, arguments, ev, node)
            )
        return ev.unknown(node, name)


def instantiate(
    cls: ClassValue,
    arguments: Arguments,
    ev: Evaluator,
    node: cst.CSTNode | None,
    instance: Instance | None = None,
) -> Instance:
    """Make an instance (or take the one given) and run its `__init__`."""
    made = Instance(cls, node) if instance is None else instance
    made.depth = ev.unknown_depth
    init = cls.lookup("__init__")
    if isinstance(init, FunctionValue):
        BoundFunction(init, made).call(arguments, ev, node)
    elif cls.fields is not None:
        _fill(made, cls, cls.fields, arguments, ev, node)
    return made


# What gives a field its default where the class's body does not do so itself.
_FIELDS = ("dataclasses.field", "pydantic.Field", "attrs.field", "attr.field", "attr.ib")


def _fill(
    made: Instance,
    cls: ClassValue,
    fields: list[str],
    arguments: Arguments,
    ev: Evaluator,
    node: cst.CSTNode | None,
) -> None:
    """What the `__init__` of a dataclass does."""
    bound = arguments.bind(fields)
    for name in fields:
        default = cls.lookup(name)
        if name in bound:
            made.attributes[name] = bound[name].value
        elif isinstance(default, Unknown) and default.origin in _FIELDS and default.arguments is not None:
            factory = default.arguments.value(None, "default_factory", "factory")
            position = 0 if default.origin == "pydantic.Field" else None
            if factory is not None:
                made.attributes[name] = ev.call(factory, Arguments(), node)
            elif default.arguments.get(position, "default") is not None:
                made.attributes[name] = default.arguments.value(position, "default")
    after = cls.lookup("__post_init__")
    if isinstance(after, FunctionValue):
        BoundFunction(after, made).call(Arguments(), ev, node)
