"""Optimizers, losses, metrics, callbacks, initializers and the like: a class of Keras with its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.keras import names, renames, signatures
from kerlint.keras.naming import snake_case
from kerlint.script import Call
from kerlint.symbolic.values import Argument, Arguments, BoundMethod, External, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# Modules whose classes are configured objects, and what kind of object that makes.
MODULES = {
    "callbacks": "callback",
    "constraints": "constraint",
    "initializers": "initializer",
    "losses": "loss",
    "metrics": "metric",
    "optimizers": "optimizer",
    "optimizers.legacy": "optimizer",
    "optimizers.schedules": "schedule",
    "regularizers": "regularizer",
}
# Functions that make objects, too.
_MAKERS = {"regularizers": ("l1", "l2", "l1_l2")}


class ConfiguredObject(Value):
    """An object of one of Keras's small classes.

    Attributes:
        kind: "optimizer", "loss", "metric", "callback", "schedule", ...
        made: the call that made it, arguments by parameter name. Assigned attributes change it.
        name: Keras's or the script's name for it.
        variable: what the script called it when it was made.
        own: a class of the user's own.
        used: by hand: an attribute read or a method called.
        escaped: True once code out of sight has had it in hand.
    """

    own = False

    def __init__(self, kind: str, made: Call, name: str | None, variable: str | None) -> None:
        self.kind = kind
        self.made = made
        self.name = name
        self.variable = variable
        self.used = False
        self.escaped = False
        self.assigned: dict[str, Any] = {}

    @property
    def key(self) -> int:
        """Its identity."""
        return self.made.key

    @property
    def class_name(self) -> str:
        """`Adam`."""
        return self.made.class_name

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        self.used = True
        if name in self.assigned:
            return self.assigned[name]
        name = renames.parameter(self.made.target, name)
        given = self.made.arguments.get(name)
        if given is not None:
            return given.value
        if name == "name" and self.name is not None:
            return self.name
        if name == "__class__":
            return External(self.made.target)
        return BoundMethod(name, lambda arguments, ev, node: self.by_hand(name, arguments, ev, node), self)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        self.assigned[name] = value
        renamed = renames.parameter(self.made.target, name)
        if any(renamed in found.names for found in signatures.signatures(self.made.target).values()):
            changed = {**self.made.arguments, renamed: Argument(value, node, name)}
            self.made = Call(self.made.target, changed, self.made.node, self.made.complete, self.made.key)

    def by_hand(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """A method called by hand."""
        ev.escape(arguments)
        return ev.unknown(node, name)

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        """A loss, metric or schedule applied by hand."""
        self.used = True
        if self.kind == "loss" and not self.own:
            from kerlint.keras.loss_calls import note_object

            note_object(self, arguments, ev, node)
        ev.escape(arguments)
        return ev.unknown(node)


def configure(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> ConfiguredObject | Any:
    """Make the object that calling a class of Keras gives."""
    from kerlint.keras.run import KerasRun

    run = ev.extension(KerasRun)
    module = path.removeprefix("keras.").rpartition(".")[0]
    kind = MODULES.get(module)
    if kind is None or node is None:
        ev.escape(arguments)
        return ev.unknown(node)
    bound: dict[str, Argument] = {}
    for parameter, argument in run.bind(path, arguments).items():
        bound.setdefault(renames.parameter(path, parameter), argument)
    call = run.call(path, bound, node, complete=not (arguments.open_keywords or arguments.open_positional))
    given = bound.get("name")
    name: str | None
    if given is None:
        # Keras counts metric objects of a class: the second AUC() logs "auc_1".
        name = run.names.new(call.class_name) if kind == "metric" else snake_case(call.class_name)
    else:
        name = given.value if isinstance(given.value, str) else None
    if kind == "callback":
        from kerlint.keras.callbacks import CallbackValue, hold

        made = CallbackValue(call, ev.binding_name, ev.scope)
        run.callbacks.append(made)
        hold(arguments)
        return made
    return ConfiguredObject(kind, call, name, ev.binding_name)


def _handler(path: str) -> Callable[[Arguments, Evaluator, CSTNode | None], Any]:
    return lambda arguments, ev, node: configure(path, arguments, ev, node)


def register(library: Library) -> None:
    """Teach the library the classes of Keras's small modules."""
    for module in MODULES:
        listed = names.exports(module.removesuffix(".legacy"))
        makers = _MAKERS.get(module, ())
        for name in listed:
            if name[:1].isupper() or name in makers:
                path = f"keras.{module}.{name}"
                library.calls(path)(_handler(path))

    @library.fallback("keras.callbacks.")
    def _callback(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return configure(path, arguments, ev, node)
