"""Functions of the script: evaluated at their calls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.tree import walk
from kerlint.symbolic.values import Argument, Arguments, DictValue, TupleValue, Unknown, Value

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

# Deeper calls of one function in itself are taken for unknown.
_RECURSION = 4
_DEPTH = 40


class FunctionValue(Value):
    """A `def` or `lambda` with the scope it closes over.

    Attributes:
        owner: the ClassValue whose body defines it, None for a plain function.
        binding: how attribute access binds it: "method", "static", "class" or "property".
        called: was it ever run?
    """

    __slots__ = ("binding", "called", "closure", "defaults", "escaped", "generator", "name", "node", "owner")

    def __init__(
        self, node: cst.FunctionDef | cst.Lambda, closure: Scope, defaults: dict[str, Any], generator: bool
    ) -> None:
        self.node = node
        self.closure = closure
        self.defaults = defaults
        self.generator = generator
        self.name = node.name.value if type(node) is cst.FunctionDef else "<lambda>"
        self.owner: Any = None
        self.binding = "method"
        self.called = False
        self.escaped = False

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        return self.name if name == "__name__" else ev.unknown(node, name)

    def call(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        self.called = True
        if self.generator:
            return PythonGenerator(self, arguments, node)
        return self.run(arguments, ev, node)

    def run(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        """Bind the arguments and evaluate the body; Unknown where the recursion goes too deep."""
        active = ev.active_calls
        if len(active) >= _DEPTH or active.count(id(self.node)) >= _RECURSION:
            return ev.unknown(node)
        scope = Scope("function", self.closure)
        if self.owner is not None and arguments.positional:
            # What a bare super() finds.
            scope.names["__class__"] = self.owner
            scope.names["__receiver__"] = arguments.positional[0].value
        self._bind(arguments, scope, ev)
        active.append(id(self.node))
        try:
            return ev.run_function(self, scope)
        finally:
            active.pop()

    def parameters(self) -> list[cst.Param]:
        """All parameters by name, without *args and **kwargs."""
        params = self.node.params
        return [*params.posonly_params, *params.params, *params.kwonly_params]

    def symbolic_arguments(self, ev: Evaluator, skip_first: bool = False) -> Arguments:
        """Arguments for a function that nobody calls: defaults where they say something, else symbols."""
        keywords: dict[str, Argument] = {}
        positional: list[Argument] = []
        params = self.node.params
        named = [*params.posonly_params, *params.params][1 if skip_first else 0 :]
        for param in [*named, *params.kwonly_params]:
            name = param.name.value
            value = self.defaults.get(name)
            if value is None:
                value = ev.symbol_of(name)
            if param in params.posonly_params:
                positional.append(Argument(value, param.default))
            else:
                keywords[name] = Argument(value, param.default, name)
        return Arguments(tuple(positional), keywords)

    def _bind(self, arguments: Arguments, scope: Scope, ev: Evaluator) -> None:
        params = self.node.params
        positional = [*params.posonly_params, *params.params]
        names = scope.names
        for param, argument in zip(positional, arguments.positional, strict=False):
            names[param.name.value] = argument.value
        surplus = arguments.positional[len(positional) :]
        star = params.star_arg
        if isinstance(star, cst.Param):
            names[star.name.value] = TupleValue(
                [a.value for a in surplus], complete=not arguments.open_positional
            )
        rest = dict(arguments.keywords)
        for param in [*positional, *params.kwonly_params]:
            name = param.name.value
            if name in rest:
                names[name] = rest.pop(name).value
            elif name not in names:
                names[name] = self._missing(name, arguments, ev)
        if params.star_kwarg is not None:
            names[params.star_kwarg.name.value] = DictValue(
                {name: a.value for name, a in rest.items()}, complete=not arguments.open_keywords
            )

    def _missing(self, name: str, arguments: Arguments, ev: Evaluator) -> Any:
        if arguments.open_positional or arguments.open_keywords or name not in self.defaults:
            return ev.symbol_of(name)
        return self.defaults[name]


class BoundFunction(Value):
    """A function with its first argument given: a method of an instance or class."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: FunctionValue, receiver: Any) -> None:
        self.function = function
        self.receiver = receiver

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        return self.function.get_attribute(name, ev, node)

    def call(self, arguments: Arguments, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        first = Argument(self.receiver, None)
        return self.function.call(
            Arguments(
                (first, *arguments.positional),
                arguments.keywords,
                arguments.open_positional,
                arguments.open_keywords,
            ),
            ev,
            node,
        )


class PythonGenerator(Value):
    """What calling a function with `yield` gives.

    Attributes:
        function: the function.
        arguments: what it was called with.
        node: the call.
    """

    __slots__ = ("_result", "arguments", "escaped", "function", "node")

    def __init__(self, function: FunctionValue, arguments: Arguments, node: cst.CSTNode | None) -> None:
        self.function = function
        self.arguments = arguments
        self.node = node
        self.escaped = False
        self._result: tuple[list[Any], bool] | None = None

    def yields(self, ev: Evaluator) -> list[Any]:
        """The values one symbolic run of the body yields; loops that are not known yield once."""
        return self._run(ev)[0]

    def endless(self, ev: Evaluator) -> bool | None:
        """Does a yield stand in a `while True` that nothing leaves? None where that is not clear."""
        return True if self._run(ev)[1] else None

    def element(self, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        yielded = self.yields(ev)
        return yielded[-1] if yielded else ev.unknown(node)

    def truth(self) -> bool | None:
        return True

    def _run(self, ev: Evaluator) -> tuple[list[Any], bool]:
        if self._result is None:
            self._result = ([], False)
            self._result = ev.collect_yields(self.function, self.arguments, self.node)
        return self._result


def positional(values: Sequence[Any], node: cst.CSTNode | None = None) -> Arguments:
    """Arguments from plain values."""
    return Arguments(tuple(Argument(value, node) for value in values))


@lru_cache(maxsize=4096)
def is_generator(body: cst.CSTNode) -> bool:
    """Does a yield stand in this function's own body?"""
    return any(type(node) is cst.Yield for node in walk(body, into_functions=False))


def symbol_value(name: str) -> Unknown:
    """An unknown thing under its own name: the same name, the same thing."""
    return Unknown(name, ("name", name))
