"""Callback objects, which of them reach a fit, and which never do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.objects import ConfiguredObject
from kerlint.script import Call, Callback, UnusedCallback
from kerlint.symbolic.classes import ClassValue, Instance, instantiate
from kerlint.symbolic.functions import FunctionValue
from kerlint.symbolic.tree import mentions
from kerlint.symbolic.values import Arguments, DictValue, ListValue, SetValue, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library
    from kerlint.symbolic.scopes import Scope


class CallbackValue(ConfiguredObject):
    """A callback object.

    Attributes:
        scope: where it was made.
        bases: for a user's own class, the canonical paths of its bases.
    """

    def __init__(self, made: Call, variable: str | None, scope: Scope) -> None:
        super().__init__("callback", made, None, variable)
        self.scope = scope
        self.bases: tuple[str, ...] = ()

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        super().set_attribute(name, value, ev, node)
        # `cb.set_model(...)`, `cb.model = model`: someone drives it by hand.
        self.used = self.used or name in ("model", "params")

    def snapshot(self) -> Callback:
        """What rules see."""
        return Callback(self.made, self.own, self.bases)


class OwnCallback(Instance, CallbackValue):
    """An object of a user's class that derives from a callback of Keras."""

    own = True

    def __init__(self, cls: ClassValue, made: Call, variable: str | None, scope: Scope) -> None:
        CallbackValue.__init__(self, made, variable, scope)
        Instance.__init__(self, cls, made.node)
        self.bases = cls.external_bases()

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if not self._inside(ev):
            self.used = True
        return Instance.get_attribute(self, name, ev, node)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if not self._inside(ev):
            self.used = True
        Instance.set_attribute(self, name, value, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        self.used = True
        return Instance.call(self, arguments, ev, node)

    def snapshot(self) -> Callback:
        from kerlint.keras.callback_logs import only_reads_logs

        return replace(super().snapshot(), only_reads=only_reads_logs(self.cls))

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        ev.escape(arguments)
        if name == "__init__" and not self.made.arguments:
            from kerlint.keras.run import KerasRun

            # What it hands to Keras's class is what that class is configured with.
            base = next((path for path in self.bases if path.startswith("keras.")), "")
            given = ev.extension(KerasRun).bind(base, arguments)
            self.made = Call(self.made.target, given, self.made.node, False, self.made.key)
        return None

    def _inside(self, ev: Evaluator) -> bool:
        """Is one of its own methods running?"""
        active = set(ev.active_calls)
        return any(
            isinstance(value, FunctionValue) and id(value.node) in active
            for value in self.cls.scope.names.values()
        )


def own_callback(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Make an instance of a user's callback class."""
    from kerlint.keras.run import KerasRun

    if node is None:
        return NotImplemented
    run = ev.extension(KerasRun)
    init = cls.lookup("__init__")
    names = [p.name.value for p in init.parameters()][1:] if isinstance(init, FunctionValue) else []
    call = run.call(cls.name, arguments.bind(names), node, complete=not arguments.open_keywords)
    made = OwnCallback(cls, call, ev.binding_name, ev.scope)
    run.callbacks.append(made)
    hold(arguments)
    return instantiate(cls, arguments, ev, node, made)


def hold(arguments: Arguments) -> None:
    """Callbacks handed to another object are in that object's hands."""
    for value in arguments.values():
        for callback in found_in(value):
            callback.used = True


def found_in(value: Any, depth: int = 3) -> list[CallbackValue]:
    """The callbacks that a value is or holds."""
    if isinstance(value, CallbackValue):
        return [value]
    if depth and isinstance(value, TupleValue | ListValue):
        return [found for item in value.items for found in found_in(item, depth - 1)]
    if depth and isinstance(value, DictValue):
        return [found for item in value.items.values() for found in found_in(item, depth - 1)]
    return []


def resolve(value: Any) -> tuple[tuple[Callback, ...] | None, bool]:
    """The callbacks that `callbacks=` gives, and whether these are all; marks them as used."""
    if value is None:
        return (), True
    if isinstance(value, CallbackValue):
        value.used = True
        return (value.snapshot(),), True
    if not isinstance(value, TupleValue | ListValue | SetValue):
        return None, False
    found: list[Callback] = []
    complete = value.complete
    for item in value.items:
        if item is None:
            continue
        callbacks, whole = resolve(item)
        found.extend(callbacks or ())
        complete = complete and whole
    return tuple(found), complete


def unused(callbacks: Sequence[CallbackValue], ev: Evaluator) -> tuple[UnusedCallback, ...]:
    """The callbacks that nothing carries to a fit.

    Only those are told whose holder is a name in sight; what objects hold, or a function hands out, may be used by
    code that is not in sight.
    """
    idle = [callback for callback in callbacks if not (callback.used or callback.escaped)]
    if not idle:
        return ()
    carried = _carried(idle, ev)
    # What a branch that was not taken does with a name is not known to be nothing.
    elsewhere = frozenset(name for node in ev.untaken for name in mentions(node))
    told = []
    for callback in idle:
        if callback in carried or elsewhere & _names_of(callback, ev):
            continue
        holder = _holder(callback, ev)
        if holder is not None:
            told.append(UnusedCallback(callback.snapshot(), *holder))
    return tuple(told)


def _carried(idle: Sequence[CallbackValue], ev: Evaluator) -> set[CallbackValue]:
    """Those that an object of a class of the script holds."""
    found: set[CallbackValue] = set()
    scopes = {id(callback.scope): callback.scope for callback in idle}
    scopes[id(ev.module_scope)] = ev.module_scope
    instances = [v for scope in scopes.values() for v in scope.names.values() if isinstance(v, Instance)]
    instances += [cls.instance for cls in ev.classes.values() if isinstance(cls.instance, Instance)]
    seen: set[int] = set()
    while instances:
        instance = instances.pop()
        if id(instance) in seen:
            continue
        seen.add(id(instance))
        for value in instance.attributes.values():
            found.update(found_in(value))
            if isinstance(value, Instance):
                instances.append(value)
    return found


def _names_of(callback: CallbackValue, ev: Evaluator) -> set[str]:
    """The names bound to a callback or to what holds it."""
    return {
        name
        for scope in (callback.scope, ev.module_scope)
        for name, value in scope.names.items()
        if callback in found_in(value)
    }


def _holder(callback: CallbackValue, ev: Evaluator) -> tuple[CSTNode | None, str | None] | None:
    """The outermost list and name that hold a callback; None where no name does."""
    for scope in (callback.scope, ev.module_scope):
        direct: str | None = None
        for name, value in scope.names.items():
            if value is callback:
                direct = name
            elif isinstance(value, TupleValue | ListValue | DictValue) and callback in found_in(value):
                if getattr(value, "escaped", False):
                    return None
                return value.node, name
        if direct is not None:
            return callback.made.node, direct
    return None


def register(library: Library) -> None:
    """Teach the library what a subclass of a callback is."""
    from kerlint.keras import names

    for name in names.exports("callbacks"):
        if name[:1].isupper():
            library.subclass(f"keras.callbacks.{name}")(own_callback)
