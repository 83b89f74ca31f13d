"""Dataclasses and their like as values: their fields as a dict, a copy with other fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.classes import Instance
from kerlint.symbolic.values import Argument, Arguments, DictValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_DEEPEST = 6


def register(library: Library) -> None:
    """Make what `dataclasses` and `attrs` do with instances known to the library."""

    @library.calls("dataclasses.asdict", "attr.asdict", "attrs.asdict")
    def asdict(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        return _fields(value, ev, node) if _is_record(value) else ev.unknown(node)

    @library.calls("dataclasses.replace", "attr.evolve", "attrs.evolve")
    def replaced(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        old = arguments.value(0)
        if not _is_record(old) or len(arguments.positional) != 1:
            return ev.unknown(node)
        values = {name: Argument(old.get_attribute(name, ev, node), node, name) for name in old.cls.fields}
        given = {**values, **arguments.keywords}
        return ev.call(old.cls, Arguments((), given, False, arguments.open_keywords), node)


def _is_record(value: Any) -> bool:
    return isinstance(value, Instance) and value.cls.fields is not None


def _fields(value: Any, ev: Evaluator, node: CSTNode | None, depth: int = 0) -> Any:
    """The fields of an instance, those that are such instances themselves as dicts, too."""
    if not _is_record(value) or depth > _DEEPEST:
        return value
    names = value.cls.fields
    return DictValue(
        {name: _fields(value.get_attribute(name, ev, node), ev, node, depth + 1) for name in names}, node
    )
