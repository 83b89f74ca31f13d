"""Losses, metrics, optimizers and the like that the script defines as classes of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.keras import names
from kerlint.keras.objects import MODULES, ConfiguredObject
from kerlint.keras.own import made_by
from kerlint.script import Call
from kerlint.symbolic.classes import ClassValue, Instance, instantiate
from kerlint.symbolic.values import Arguments

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


class OwnObject(Instance, ConfiguredObject):
    """A loss, metric, optimizer, schedule ... of a class of the script."""

    own = True

    def __init__(
        self, kind: str, cls: ClassValue, made: Call, name: str | None, variable: str | None
    ) -> None:
        ConfiguredObject.__init__(self, kind, made, name, variable)
        Instance.__init__(self, cls, made.node)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        self.used = True
        return Instance.get_attribute(self, name, ev, node)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        Instance.set_attribute(self, name, value, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ConfiguredObject.call(self, arguments, ev, node)

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "__init__":
            # A metric has its name first, a loss by keyword only or last.
            position = 0 if self.kind == "metric" else None
            given = arguments.get(position, "name")
            if given is not None:
                self.name = given.value if isinstance(given.value, str) else None
            elif arguments.open_keywords or arguments.open_positional:
                self.name = None
            return None
        return Instance.external_super(self, name, arguments, ev, node)


def own_object(kind: str) -> Callable[[ClassValue, Arguments, Evaluator, CSTNode | None], Any]:
    """Who makes instances of a user's classes of one of Keras's small kinds."""

    def handler(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if node is None:
            return NotImplemented
        call, name = made_by(cls, arguments, ev, node)
        made = OwnObject(kind, cls, call, name, ev.binding_name)
        return instantiate(cls, arguments, ev, node, made)

    return handler


def register(library: Library) -> None:
    """Teach the library what subclasses of these classes are."""
    for module, kind in MODULES.items():
        if kind != "callback":
            exported = names.exports(module.removesuffix(".legacy"))
            paths = [f"keras.{module}.{name}" for name in exported if name[:1].isupper()]
            library.subclass(*paths)(own_object(kind))
