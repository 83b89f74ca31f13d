"""Names and what they are bound to."""

from __future__ import annotations

from typing import Any

_MISSING = object()


class Scope:
    """A module's, function's, class's or comprehension's names.

    Attributes:
        kind: "module", "function", "class" or "comprehension".
        parent: the lexically enclosing scope.
        module: the module scope this belongs to (itself for a module).
        path: a module's dotted name, "__main__" for the script.
    """

    __slots__ = ("foreign", "kind", "module", "names", "parent", "path", "stars")

    def __init__(self, kind: str, parent: Scope | None = None, path: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.module: Scope = self if parent is None else parent.module
        self.names: dict[str, Any] = {}
        # Names declared global or nonlocal, with the scope they live in.
        self.foreign: dict[str, Scope] = {}
        # Library modules of which everything was imported.
        self.stars: list[str] = []
        self.path = path

    def find(self, name: str) -> Any:
        """The value bound to a name, MISSING where no scope binds it. Class bodies are invisible from inside."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or scope.kind != "class":
                value = scope.names.get(name, _MISSING)
                if value is not _MISSING:
                    return value
                if name in scope.foreign:
                    return scope.foreign[name].names.get(name, _MISSING)
            scope = scope.parent
        return _MISSING

    def bind(self, name: str, value: Any) -> None:
        """Assign to a name."""
        self.foreign.get(name, self).names[name] = value

    def unbind(self, name: str) -> None:
        """`del name`."""
        self.foreign.get(name, self).names.pop(name, None)

    def declare_global(self, name: str) -> None:
        """`global name`."""
        self.foreign[name] = self.module

    def declare_nonlocal(self, name: str) -> None:
        """`nonlocal name`."""
        scope = self.parent
        while scope is not None and scope.kind != "module":
            if name in scope.names:
                self.foreign[name] = scope
                return
            scope = scope.parent


MISSING = _MISSING
