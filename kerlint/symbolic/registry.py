"""The Library: what calls into other packages return, by canonical path.

Handlers are plain functions `(arguments, ev, node) -> value`, registered with `@library.call("numpy.zeros")`.
A path that nobody registered gives Unknown with its origin kept, which is always right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.values import Arguments, External, Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.classes import ClassValue
    from kerlint.symbolic.evaluator import Evaluator

Handler = Callable[[Arguments, "Evaluator", "CSTNode | None"], Any]
Fallback = Callable[[str, Arguments, "Evaluator", "CSTNode | None"], Any]
Constructor = Callable[["ClassValue", Arguments, "Evaluator", "CSTNode | None"], Any]
MethodHook = Callable[[str, Unknown, Arguments, "Evaluator", "CSTNode | None"], Any]


class Library:
    """Handlers and constants by canonical path, and the ways paths are made canonical."""

    def __init__(self) -> None:
        self._calls: dict[str, Handler] = {}
        self._constants: dict[str, Any] = {}
        self._fallbacks: list[tuple[str, Fallback]] = []
        self._canonical: list[Callable[[str], str | None]] = []
        self._unbound: list[Callable[[str], str | None]] = []
        self._known: dict[str, str] = {}
        self._subclasses: dict[str, Constructor] = {}
        self._methods: dict[str, MethodHook] = {}

    def calls(self, *paths: str) -> Callable[[Handler], Handler]:
        """Register a handler for calls of these canonical paths."""

        def register(handler: Handler) -> Handler:
            for path in paths:
                self._calls[path] = handler
            return handler

        return register

    def constant(self, path: str, value: Any) -> None:
        """Register a constant such as `math.pi`."""
        self._constants[path] = value

    def fallback(self, prefix: str) -> Callable[[Fallback], Fallback]:
        """Register a handler for every call below a prefix that has none of its own.

        It returns NotImplemented where the call is not its business.
        """

        def register(handler: Fallback) -> Fallback:
            self._fallbacks.append((prefix, handler))
            return handler

        return register

    def canonicalizer(self, function: Callable[[str], str | None]) -> Callable[[str], str | None]:
        """Register a function that maps spellings of a path to the canonical one (None: not its business)."""
        self._canonical.append(function)
        return function

    def unbound(self, function: Callable[[str], str | None]) -> Callable[[str], str | None]:
        """Register a function that says which path a name means that no scope binds."""
        self._unbound.append(function)
        return function

    def subclass(self, *paths: str) -> Callable[[Constructor], Constructor]:
        """Register who makes instances of user classes that derive from these library classes."""

        def register(handler: Constructor) -> Constructor:
            for path in paths:
                self._subclasses[path] = handler
            return handler

        return register

    def construct(self, cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """An instance of a user class, NotImplemented where no library base claims it."""
        for path in cls.external_bases():
            handler = self._subclasses.get(path)
            if handler is not None:
                ev.stakes.events += 1
                return handler(cls, arguments, ev, node)
        return NotImplemented

    def method(self, *names: str) -> Callable[[MethodHook], MethodHook]:
        """Register who looks at calls of these methods on unknown objects."""

        def register(handler: MethodHook) -> MethodHook:
            for name in names:
                self._methods[name] = handler
            return handler

        return register

    def unknown_method(
        self, name: str, receiver: Unknown, arguments: Arguments, ev: Evaluator, node: CSTNode | None
    ) -> Any:
        """The result of a method call on an unknown object, NotImplemented where nobody claims it."""
        handler = self._methods.get(name)
        if handler is None:
            return NotImplemented
        ev.stakes.events += 1
        return handler(name, receiver, arguments, ev, node)

    def claims_method(self, name: str) -> bool:
        """Does anybody look at calls of this method on unknown objects?"""
        return name in self._methods

    def knows(self, path: str) -> bool:
        """Is there a handler or a constant for exactly this path?"""
        return path in self._calls or path in self._constants

    def canonical(self, path: str) -> str:
        """The canonical spelling of a dotted path."""
        if path not in self._known:
            self._known[path] = next((c for f in self._canonical if (c := f(path)) is not None), path)
        return self._known[path]

    def unbound_name(self, name: str) -> str | None:
        """The canonical path that a name without any binding is taken for."""
        return next((path for f in self._unbound if (path := f(name)) is not None), None)

    def resolve(self, path: str) -> Any:
        """The value a dotted path stands for: a constant or an External."""
        path = self.canonical(path)
        if path in self._constants:
            return self._constants[path]
        return External(path)

    def attribute(self, path: str, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        """`path.name`."""
        return self.resolve(f"{path}.{name}")

    def call(self, path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """The result of calling `path`."""
        handler = self._calls.get(path)
        if handler is not None:
            return handler(arguments, ev, node)
        for prefix, fallback in self._fallbacks:
            if path.startswith(prefix):
                result = fallback(path, arguments, ev, node)
                if result is not NotImplemented:
                    return result
        ev.escape(arguments)
        return Unknown("", None, node, origin=path, arguments=arguments)
