"""The evaluator: one path of one script.

It holds the state of a path and answers handlers and Values; what each kind of statement and expression does stands in
`statements`, `loops` and `expressions`. Nothing is executed: calls go to functions of the script (evaluated),
to the Library (modelled), or are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

import libcst as cst

from kerlint.symbolic import expressions, operations, statements
from kerlint.symbolic.arithmetic import Quantity, apply, is_number
from kerlint.symbolic.classes import ClassValue
from kerlint.symbolic.conditions import Condition, Decisions
from kerlint.symbolic.functions import FunctionValue, symbol_value
from kerlint.symbolic.hints import Hints
from kerlint.symbolic.registry import Library
from kerlint.symbolic.scopes import MISSING, Scope
from kerlint.symbolic.stakes import Stakes, is_keras
from kerlint.symbolic.tree import code_of, mentions
from kerlint.symbolic.values import (
    NO_KEY,
    Arguments,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    as_bool,
    constant,
)

if TYPE_CHECKING:
    from kerlint.settings import Settings
    from kerlint.symbolic.project import Project
    from kerlint.symbolic.switches import Switches
    from kerlint.world import World

E = TypeVar("E")
# Statements and calls of one path beside one for each line; a training script of 500 lines takes about 2,000.
WORK_LIMIT = 15_000


class BudgetExceeded(Exception):
    """The path took more work than a file is worth."""


class Evaluator:
    """One path of one script.

    Attributes:
        library: what calls into libraries return.
        world: the only door to other files.
        decisions: how this path decides what is not known.
        scope: the scope of the statement being evaluated.
        unknown_depth: in how many loops that were not unrolled we are.
        repeat_depth: in how many loops that run more than once we are.
        turns: how many turns the unrolled loops around us make together.
        binding_name: the name that the value of the current statement is assigned to.
        assumptions: keys of conditions taken for true or false on this path.
        functions: every function of the script met so far.
        classes: every class of the script met so far.
        untaken: code in branches that this path left out.
        stakes: what hangs on the decisions of this path.
        function: the function being evaluated.
        placed: what the script put into attributes of a library, by the library's path and the attribute.
        open_options: are options that only switch something on or off unknown (else they are their defaults)?
        closed_options: were there such options?
        switches: the constants of the script that people change by hand, None where they are not looked for.
        flipped: literals that have another value on this path.
        weighed: ids of tests and of what they left out where switches were looked for.
        work: statements and calls so far.
    """

    def __init__(
        self,
        library: Library,
        world: World,
        settings: Settings,
        filename: str,
        decisions: Decisions,
        hints: Hints,
        project: Project,
        open_options: bool = False,
        switches: Callable[[], Switches] | None = None,
    ) -> None:
        self.library = library
        self.world = world
        self.settings = settings
        self.filename = filename
        self.decisions = decisions
        self.hints = hints
        self.project = project
        self.module_scope = Scope("module", path="__main__")
        self.module_scope.names["__name__"] = "__main__"
        self.module_scope.names["__file__"] = filename
        self.scope = self.module_scope
        self.unknown_depth = 0
        self.repeat_depth = 0
        self.turns = 1
        self.binding_name: str | None = None
        self.assumptions: dict[Hashable, bool] = {}
        self.active_calls: list[int] = []
        self.functions: dict[int, FunctionValue] = {}
        self.classes: dict[int, ClassValue] = {}
        self.yielded: list[list[Any]] = []
        self.untaken: list[cst.CSTNode] = []
        self.stakes = Stakes()
        self.function: FunctionValue | None = None
        self.placed: dict[tuple[str, str], Any] = {}
        self.open_options = open_options
        self.closed_options = False
        self.switches = switches
        self.flipped = {place: flip.value for flip in decisions.flips for place in flip.places}
        self.weighed: set[tuple[int, int]] = set()
        self._equal: dict[Hashable, Any] = {}
        self._unbound: dict[str, Any] = {}
        self._extensions: dict[Any, Any] = {}
        self._serial = 0
        self.work = 0
        self._limit = WORK_LIMIT + hints.lines

    # --- state ----------------------------------------------------------------------------------------

    def new_key(self) -> int:
        """A number that no other object of this path has."""
        self._serial += 1
        return self._serial

    def extension(self, cls: Callable[[Evaluator], E]) -> E:
        """The one instance of a recorder class on this path, made with `cls(ev)` at first use."""
        made = self._extensions.get(cls)
        if made is None:
            made = self._extensions[cls] = cls(self)
        return cast("E", made)

    def finish(self) -> None:
        """The path has come to its end."""
        self.decisions.idle = self.stakes.idle(self)
        for extension in list(self._extensions.values()):
            finished = getattr(extension, "finished", None)
            if finished is not None:
                finished(self)

    def spend(self, amount: int = 1) -> None:
        """Count work.

        Raises:
            BudgetExceeded: the path has used up what a path may take.
        """
        self.work += amount
        if self.work > self._limit:
            raise BudgetExceeded

    @property
    def repeated(self) -> bool:
        """Does the current statement run more than once?"""
        return self.repeat_depth > 0

    def hint(self, name: str) -> str | None:
        """What a comment `# kerlint: name=value` at the current statement says."""
        return self.hints.find(name)

    def output_evidence(self, node: cst.CSTNode | None) -> list[str]:
        """The stored outputs of the notebook cell that the current statement stands in."""
        return self.hints.outputs()

    # --- values ---------------------------------------------------------------------------------------

    def unknown(self, node: cst.CSTNode | None = None, label: str = "") -> Unknown:
        """Something new that is not known."""
        return Unknown(label, None, node)

    def symbol_of(self, name: str) -> Any:
        """The unknown thing of this name (a parameter nobody gives, a name nobody binds)."""
        if name not in self._unbound:
            self._unbound[name] = symbol_value(name)
        return self._unbound[name]

    def name(self, name: str) -> Any:
        """What a name means here: bound, builtin, starred import, Keras's own, or a symbol."""
        value = self.scope.find(name)
        if value is not MISSING:
            return value
        if self.library.knows(f"builtins.{name}"):
            return External(f"builtins.{name}")
        for star in reversed(self.scope.module.stars):
            path = self.library.canonical(f"{star}.{name}")
            if self.library.knows(path):
                return self.library.resolve(path)
        path_or_none = self.library.unbound_name(name)
        if path_or_none is not None:
            return self.library.resolve(path_or_none)
        return self.symbol_of(name)

    def evaluate(self, node: cst.BaseExpression) -> Any:
        """The value of an expression."""
        return expressions.evaluate(self, node)

    def attribute(self, value: Any, name: str, node: cst.CSTNode | None) -> Any:
        """`value.name`."""
        if isinstance(value, Value):
            return value.get_attribute(name, self, node)
        return operations.constant_attribute(self, value, name, node)

    def item(self, value: Any, index: Any, node: cst.CSTNode | None) -> Any:
        """`value[index]`."""
        if isinstance(value, Value):
            return value.get_item(index, self, node)
        return operations.constant_item(self, value, index, node)

    def call(self, value: Any, arguments: Arguments, node: cst.CSTNode | None) -> Any:
        """`value(...)`."""
        self.spend()
        if isinstance(value, Value):
            if is_keras(value):
                self.stakes.events += 1
            return value.call(arguments, self, node)
        return self.unknown(node)

    def iterate(self, value: Any, node: cst.CSTNode | None) -> list[Any] | None:
        """All elements of an iterable, None where they are not known one by one."""
        if isinstance(value, Value):
            items = value.iterate(self, node)
            return None if items is None else list(items)
        if isinstance(value, str):
            return list(value) if len(value) <= 1000 else None
        return None

    def element(self, value: Any, node: cst.CSTNode | None) -> Any:
        """Any one element of an iterable."""
        return value.element(self, node) if isinstance(value, Value) else self.unknown(node)

    def length(self, value: Any, node: cst.CSTNode | None) -> Any:
        """`len(value)` as a Number, None where not known at all."""
        if isinstance(value, Value):
            return value.length(self, node)
        return len(value) if isinstance(value, str | bytes) else None

    def number(self, value: Any) -> Any:
        """The value as a Number (an unknown thing as a symbol), None where it is none."""
        if isinstance(value, bool):
            return int(value)
        if is_number(value):
            return value
        return value.quantity() if isinstance(value, Unknown) else None

    def operate(self, op: str, left: Any, right: Any, node: cst.CSTNode | None, labels: Any = ()) -> Any:
        """`left op right`."""
        if isinstance(left, Value) and type(left) is not Unknown:
            result = left.operate(op, right, False, self, node)
            if result is not NotImplemented:
                return result
        if isinstance(right, Value) and type(right) is not Unknown:
            result = right.operate(op, left, True, self, node)
            if result is not NotImplemented:
                return result
        return operations.operate_plain(self, op, left, right, node, labels)

    def quantity(self, op: str, *args: Any, node: cst.CSTNode | None = None, labels: Any = ()) -> Any:
        """An operation on numbers; Unknown where it has no result."""
        result = apply(op, *args, labels=labels, node=node)
        return self.unknown(node) if result is None else result

    # --- truth ----------------------------------------------------------------------------------------

    def truth(self, value: Any) -> bool | None:
        """The truth of a value on this path, None where it is neither known nor assumed."""
        if isinstance(value, Condition):
            return self._condition(value)
        known = as_bool(value)
        if known is None and isinstance(value, Unknown | Quantity):
            return self.assumptions.get(("truth", value.key))
        return known

    def _condition(self, condition: Condition) -> bool | None:
        outcome = self.assumptions.get(condition.key) if condition.key is not None else None
        if outcome is None and condition.subject is not None:
            equal = self._equal.get(condition.subject, MISSING)
            if equal is not MISSING:
                outcome = type(equal) is type(condition.constant) and equal == condition.constant
        return None if outcome is None else outcome != condition.negated

    def assume(self, value: Any, truth: bool) -> None:
        """A condition holds (or not) on this path."""
        if isinstance(value, Condition):
            holds = truth != value.negated
            if value.key is not None:
                self.assumptions[value.key] = holds
            if holds and value.subject is not None:
                self._equal[value.subject] = value.constant
        elif isinstance(value, Unknown | Quantity):
            self.assumptions["truth", value.key] = truth

    def decide(self, value: Any, node: cst.CSTNode, part: Hashable = None) -> bool:
        """The truth of a value; where it is not known this path takes it one way. A node may ask for several parts."""
        known = self.truth(value)
        if known is not None:
            return known
        if self.unknown_depth and not self._concerns_library(node):
            # A condition on one element of many: no other run of the script.
            return True
        key: Hashable = id(node) if part is None else (id(node), part)
        negated = False
        if isinstance(value, Condition) and value.key is not None and _stable(value.key):
            key, negated = value.key, value.negated
        elif isinstance(value, Unknown) and _stable(value.key):
            key = ("truth", value.key)
        outcome = self.decisions.decide(key) != negated
        self.stakes.decided(key)
        self.assume(value, outcome)
        return outcome

    def _concerns_library(self, node: cst.CSTNode) -> bool:
        """Does the code below a node name anything of the libraries that are followed?"""
        for name in mentions(node):
            value = self.scope.find(name)
            if isinstance(value, Value) and is_keras(value):
                return True
        return False

    # --- escapes --------------------------------------------------------------------------------------

    def escape(self, arguments: Arguments) -> None:
        """These arguments went to code that is not in sight."""
        for value in arguments.values():
            self.escaped(value)

    def escaped(self, value: Any, depth: int = 3) -> None:
        """A value went to code that is not in sight, with what it holds."""
        if not isinstance(value, Value) or isinstance(value, Unknown | External):
            return
        if hasattr(value, "escaped"):
            value.escaped = True
        if depth and isinstance(value, ListValue | TupleValue):
            for item in value.items[:100]:
                self.escaped(item, depth - 1)
        elif depth and isinstance(value, DictValue):
            for item in list(value.items.values())[:100]:
                self.escaped(item, depth - 1)

    def grown(self, value: Any) -> None:
        """A container grew; in a loop that was not unrolled its further growth is not known."""
        if self.unknown_depth > value.depth:
            value.complete = False

    # --- functions ------------------------------------------------------------------------------------

    def run_function(self, function: FunctionValue, scope: Scope) -> Any:
        """Evaluate a function's body in a scope that holds its arguments; its return value."""
        self.spend()
        saved = self.scope, self.binding_name, self.function
        self.scope = scope
        self.function = function
        try:
            if isinstance(function.node, cst.Lambda):
                return self.evaluate(function.node.body)
            with self.hints.nested():
                flow = statements.run_block(self, function.node.body)
            if flow is None:
                return None
            return flow.value if flow.kind == "return" else self.unknown(function.node)
        finally:
            self.scope, self.binding_name, self.function = saved

    def collect_yields(
        self, function: FunctionValue, arguments: Arguments, node: cst.CSTNode | None
    ) -> tuple[list[Any], bool]:
        """The values that a generator function yields and whether an endless loop yields them."""
        self.yielded.append([])
        try:
            function.run(arguments, self, node)
        finally:
            values = self.yielded.pop()
        return values, statements.yields_forever(function.node)

    @contextmanager
    def at(self, scope: Scope) -> Iterator[None]:
        """Evaluate in another scope."""
        saved, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = saved

    @contextmanager
    def repeating(self, turns: int | None) -> Iterator[None]:
        """Evaluate one turn of a loop's body; None: it stands for any number of turns."""
        saved = self.turns
        unknown = turns is None
        self.turns *= turns or 1
        self.repeat_depth += 1
        self.unknown_depth += unknown
        try:
            yield
        finally:
            self.turns = saved
            self.repeat_depth -= 1
            self.unknown_depth -= unknown

    # --- words ----------------------------------------------------------------------------------------

    def label(self, node: cst.CSTNode | None) -> str | None:
        """`args.batch_size` for a name or a chain of attributes, None for anything else."""
        kind = type(node)
        if kind is cst.Name:
            return node.value  # type: ignore[union-attr, no-any-return]
        if kind is cst.Attribute:
            base = self.label(node.value)  # type: ignore[union-attr]
            return None if base is None else f"{base}.{node.attr.value}"  # type: ignore[union-attr]
        if kind is cst.Subscript and self.label(node.value) is not None:  # type: ignore[union-attr]
            return self.code(node)  # type: ignore[arg-type]
        return None

    def code(self, node: cst.CSTNode) -> str:
        """The text of a node."""
        return code_of(node)

    def names(self, value: Any) -> list[str]:
        """The names bound to this very object in the current scopes."""
        found: list[str] = []
        scope: Scope | None = self.scope
        while scope is not None:
            found += [name for name, bound in scope.names.items() if bound is value]
            scope = scope.parent
        return found


def _stable(key: Hashable) -> bool:
    """Is the key the same in another run of the script? Serial numbers are not."""
    if isinstance(key, tuple):
        return (not key or key[0] != "unknown") and all(_stable(part) for part in key)
    return True


def plain(value: Any) -> Any:
    """A constant for a constant or known Quantity, None otherwise."""
    result = constant(value)
    return None if result is NO_KEY else result
