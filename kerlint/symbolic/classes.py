"""Classes of the script and their instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    External,
    ListValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.symbolic.evaluator import Evaluator

_ENUMS = ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag")


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
        if any(base in _ENUMS for base in self.external_bases()):
            return EnumMember(name, value)
        return value

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: cst.CSTNode | None) -> None:
        self.scope.names[name] = value

    def call(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
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
        result = self.invoke("__getitem__", Arguments((Argument(index, node),)), ev, node)
        return ev.unknown(node) if result is NotImplemented else result

    def length(self, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        result = self.invoke("__len__", Arguments(), ev, node)
        return None if result is NotImplemented else ev.number(result)

    def truth(self) -> bool | None:
        return None if self.method("__bool__") or self.method("__len__") else True

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        """`super().name(...)` that ends in a library class."""
        return None if name == "__init__" else ev.unknown(node)


class EnumMember(Value):
    """A member of an Enum: the same name, the same member."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: Any) -> None:
        self.name = name
        self.value = value

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        return {"value": self.value, "name": self.name}.get(name, ev.unknown(node))


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
