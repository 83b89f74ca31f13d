"""Builtins that ask about objects: isinstance, type, getattr and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.values import Arguments, DictValue, External, ListValue, SetValue, TupleValue, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


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


def register(library: Library) -> None:
    """Make them known to the library."""

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
