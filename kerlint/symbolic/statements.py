"""What each kind of statement does to a path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic import expressions, loops
from kerlint.symbolic.classes import ClassValue
from kerlint.symbolic.comparisons import compare
from kerlint.symbolic.flow import BREAK, CONTINUE, RAISE, Flow, Left
from kerlint.symbolic.functions import BoundFunction, FunctionValue, is_generator
from kerlint.symbolic.imports import run_import, run_import_from
from kerlint.symbolic.inert import is_inert, only_leaves
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.stakes import concerns_keras
from kerlint.symbolic.tree import parts, walk
from kerlint.symbolic.values import Argument, Arguments, External, ListValue, Unknown, Value

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator


def run_block(ev: Evaluator, block: cst.BaseSuite | cst.Module) -> Flow | None:
    """Run the statements of a block; how it was left, None where it ran to its end."""
    for statement in block.body:
        flow = run_statement(ev, statement)
        if flow is not None:
            return flow
    return None


def run_module(ev: Evaluator, module: cst.Module) -> None:
    """Run a module. A `return` between pasted functions ends nothing; `raise` and exit do."""
    for statement in module.body:
        flow = run_statement(ev, statement)
        # An `exit()` left in the middle while trying things out hides nothing of what follows.
        if flow is not None and flow.kind == "raise" and type(statement) is not cst.SimpleStatementLine:
            return


def run_statement(ev: Evaluator, statement: cst.CSTNode) -> Flow | None:
    """Run one statement (a line of small ones, or a compound one)."""
    ev.spend()
    ev.hints.enter(statement)
    if type(statement) is cst.SimpleStatementLine:
        for small in statement.body:
            flow = _run_small(ev, small)
            if flow is not None:
                return flow
        return None
    handler = _COMPOUND.get(type(statement))
    if handler is not None:
        return handler(ev, statement)
    return _run_small(ev, statement)


def _run_small(ev: Evaluator, node: cst.CSTNode) -> Flow | None:
    handler = _SMALL.get(type(node))
    ev.binding_name = None
    return None if handler is None else handler(ev, node)


# --- assignment -------------------------------------------------------------------------------------


def _assign(ev: Evaluator, node: cst.Assign) -> None:
    ev.binding_name = _target_name(node.targets[-1].target)
    value = expressions.evaluate(ev, node.value)
    ev.binding_name = None
    for target in node.targets:
        assign(ev, target.target, value)


def _target_name(target: cst.CSTNode) -> str | None:
    if type(target) is cst.Name:
        return target.value
    return target.attr.value if type(target) is cst.Attribute else None


def _annotated(ev: Evaluator, node: cst.AnnAssign) -> None:
    if node.value is not None:
        ev.binding_name = _target_name(node.target)
        value = expressions.evaluate(ev, node.value)
        ev.binding_name = None
        assign(ev, node.target, value)


def _augmented(ev: Evaluator, node: cst.AugAssign) -> None:
    current = expressions.evaluate(ev, node.target)
    right = expressions.evaluate(ev, node.value)
    op = expressions.binary_operator(node.operator)
    if op == "+" and isinstance(current, ListValue):
        more = ev.iterate(right, node.value)
        if more is None:
            current.complete = False
        else:
            current.items += more
            ev.grown(current)
        return
    value: Any = NotImplemented
    if isinstance(current, Value):
        value = current.operate_in_place(op, right, ev, node)
    if value is NotImplemented:
        value = ev.operate(op, current, right, node, (ev.label(node.target), ev.label(node.value)))
    assign(ev, node.target, value)


def assign(ev: Evaluator, target: cst.CSTNode, value: Any) -> None:
    """Bind a target: a name, an attribute, an item, or several of them."""
    if type(target) is cst.Name:
        if isinstance(value, Value):
            value.named(target.value)
        ev.scope.bind(target.value, value)
    elif type(target) is cst.Tuple or type(target) is cst.List:
        _unpack(ev, target.elements, value)
    elif type(target) is cst.Attribute:
        receiver = expressions.evaluate(ev, target.value)
        if isinstance(receiver, Value):
            receiver.set_attribute(target.attr.value, value, ev, target)
    elif type(target) is cst.Subscript:
        receiver = expressions.evaluate(ev, target.value)
        if isinstance(receiver, Value):
            receiver.set_item(expressions.index_of(ev, target), value, ev, target)
    elif type(target) is cst.StarredElement:
        assign(ev, target.value, value)


def _unpack(ev: Evaluator, elements: Sequence[cst.BaseElement], value: Any) -> None:
    items = ev.iterate(value, None)
    starred = next((i for i, e in enumerate(elements) if type(e) is cst.StarredElement), None)
    if items is not None and starred is not None and len(items) >= len(elements) - 1:
        after = len(elements) - 1 - starred
        middle = ListValue(items[starred : len(items) - after])
        items = [*items[:starred], middle, *items[len(items) - after :]]
    if items is not None and len(items) == len(elements):
        for element, item in zip(elements, items, strict=True):
            assign(ev, element.value, item)
        return
    for index, element in enumerate(elements):
        part = ev.item(value, index, element.value)
        assign(ev, element.value, ev.unknown(element) if type(element) is cst.StarredElement else part)


def _delete(ev: Evaluator, node: cst.Del) -> None:
    targets = node.target.elements if type(node.target) is cst.Tuple else [node.target]
    for target in targets:
        name = target.value if type(target) is cst.Element else target
        if type(name) is cst.Name:
            ev.scope.unbind(name.value)


# --- small statements -------------------------------------------------------------------------------


def _expression(ev: Evaluator, node: cst.Expr) -> Flow | None:
    if type(node.value) is cst.SimpleString:
        return None
    if type(node.value) is cst.Call:
        value = expressions.evaluate(ev, node.value)
        if isinstance(value, Left):
            return RAISE
    else:
        expressions.evaluate(ev, node.value)
    return None


def _return(ev: Evaluator, node: cst.Return) -> Flow:
    return Flow("return", None if node.value is None else expressions.evaluate(ev, node.value))


def _assert(ev: Evaluator, node: cst.Assert) -> None:
    ev.assume(expressions.evaluate(ev, node.test), True)


def _global(ev: Evaluator, node: cst.Global) -> None:
    for item in node.names:
        ev.scope.declare_global(item.name.value)


def _nonlocal(ev: Evaluator, node: cst.Nonlocal) -> None:
    for item in node.names:
        ev.scope.declare_nonlocal(item.name.value)


# --- branches ---------------------------------------------------------------------------------------


def _if(ev: Evaluator, node: cst.If) -> Flow | None:
    test = expressions.evaluate(ev, node.test)
    truth = ev.truth(test)
    if truth is None:
        truth = _foregone(ev, node, test)
    if truth is None:
        if is_inert(node):
            ev.untaken.append(node)
            return None
        position = ev.stakes.position
        truth = ev.decide(test, node)
        flow = _take(ev, node, truth)
        ev.stakes.branch_ended(position)
    else:
        left_out = node.orelse if truth else node.body
        if left_out is not None:
            _weigh_switch(ev, node, left_out)
        flow = _take(ev, node, truth)
        if flow is not None:
            _weigh_switch(ev, node, _rest(ev))
    if flow is not None:
        ev.stakes.passed(_rest(ev), ev.scope)
    return flow


def _rest(ev: Evaluator) -> cst.CSTNode | None:
    """What a jump out of a branch passes over: the rest of the function, or (None) all that follows."""
    return None if ev.function is None else ev.function.node.body


def _weigh_switch(ev: Evaluator, node: cst.If, left_out: cst.CSTNode | None) -> None:
    """Its test is known: was it a constant that people change by hand?"""
    key = id(node), id(left_out)
    if ev.switches is not None and not ev.stakes.closed and key not in ev.weighed:
        ev.weighed.add(key)
        ev.switches().offer(ev, node.test, left_out)


def _take(ev: Evaluator, node: cst.If, truth: bool) -> Flow | None:
    left_out = node.orelse if truth else node.body
    if left_out is not None:
        ev.untaken.append(left_out)
        ev.stakes.passed(left_out, ev.scope)
    if truth:
        return run_block(ev, node.body)
    if type(node.orelse) is cst.If:
        return _if(ev, node.orelse)
    return None if node.orelse is None else run_block(ev, node.orelse.body)


def _foregone(ev: Evaluator, node: cst.If, test: Any) -> bool | None:
    """A branch that ends the script is not the path that trains."""
    if only_leaves(node.body):
        ev.assume(test, False)
        return False
    if type(node.orelse) is cst.Else and only_leaves(node.orelse.body):
        ev.assume(test, True)
        return True
    if ev.repeated and node.orelse is None and _ends_turn(ev, node.body):
        # A turn of the loop that is left early shows less than one that is not.
        return False
    return None


def _ends_turn(ev: Evaluator, block: cst.BaseSuite) -> bool:
    """Does a block end in `continue` or `break` without having done anything with Keras?"""
    last: cst.CSTNode | None = block.body[-1] if block.body else None
    if type(last) is cst.SimpleStatementLine:
        last = last.body[-1]
    return type(last) in (cst.Continue, cst.Break) and not concerns_keras(block, ev.scope, ev)


def _with(ev: Evaluator, node: cst.With) -> Flow | None:
    for item in node.items:
        value = expressions.evaluate(ev, item.item)
        if item.asname is not None:
            entered = ev.attribute(value, "__enter__", item.item) if _has_enter(value) else None
            assign(
                ev,
                item.asname.name,
                value if entered is None else ev.call(entered, Arguments(), item.item),
            )
    return run_block(ev, node.body)


def _has_enter(value: Any) -> bool:
    cls = getattr(value, "cls", None)
    return isinstance(cls, ClassValue) and cls.has("__enter__")


def _try(ev: Evaluator, node: cst.Try | cst.TryStar) -> Flow | None:
    flow = run_block(ev, node.body)
    if flow is RAISE and node.handlers:
        flow = None
        for handler in node.handlers[:1]:
            if handler.name is not None:
                assign(ev, handler.name.name, ev.unknown(handler))
            flow = run_block(ev, handler.body)
    elif flow is None and node.orelse is not None:
        flow = run_block(ev, node.orelse.body)
    if node.finalbody is not None:
        final = run_block(ev, node.finalbody.body)
        flow = flow if final is None else final
    return flow


def _match(ev: Evaluator, node: cst.Match) -> Flow | None:
    subject = expressions.evaluate(ev, node.subject)
    for case in node.cases:
        pattern = case.pattern
        if type(pattern) is cst.MatchAs and pattern.pattern is None:
            if pattern.name is not None:
                ev.scope.bind(pattern.name.value, subject)
            if case.guard is None:
                return run_block(ev, case.body)
        test: Any = ev.unknown(case)
        if isinstance(pattern, cst.MatchValue | cst.MatchSingleton):
            test = compare(ev, "==", subject, expressions.evaluate(ev, pattern.value), case)
        if ev.decide(test, case):
            ev.stakes.passed(node, ev.scope)
            return run_block(ev, case.body)
        ev.stakes.passed(case, ev.scope)
    return None


# --- definitions ------------------------------------------------------------------------------------


def defaults_of(ev: Evaluator, params: cst.Parameters) -> dict[str, Any]:
    """The values of a function's parameter defaults, by name."""
    return {
        param.name.value: expressions.evaluate(ev, param.default)
        for param in (*params.posonly_params, *params.params, *params.kwonly_params)
        if param.default is not None
    }


def _function(ev: Evaluator, node: cst.FunctionDef) -> None:
    function = FunctionValue(node, ev.scope, defaults_of(ev, node.params), is_generator(node.body))
    if ev.scope.module is ev.module_scope:
        ev.functions[id(node)] = function
    value: Any = function
    for decorator in reversed(node.decorators):
        value = _decorated(ev, decorator.decorator, value, node)
    ev.scope.bind(node.name.value, value)


_BINDINGS = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "property",
}


def _decorated(ev: Evaluator, decorator: cst.BaseExpression, value: Any, node: cst.CSTNode) -> Any:
    if (
        type(decorator) is cst.Name
        and f"builtins.{decorator.value}" in _BINDINGS
        and isinstance(value, FunctionValue)
    ):
        value.binding = _BINDINGS[f"builtins.{decorator.value}"]
        return value
    function = expressions.evaluate(ev, decorator)
    if isinstance(function, External):
        if function.path in _BINDINGS and isinstance(value, FunctionValue):
            value.binding = _BINDINGS[function.path]
        return value
    if isinstance(function, FunctionValue | BoundFunction):
        made = ev.call(function, Arguments((Argument(value, None),)), node)
        return made if isinstance(made, FunctionValue | BoundFunction | ClassValue) else value
    if isinstance(function, Unknown) and function.origin in _OPTIONS and isinstance(value, FunctionValue):
        from kerlint.symbolic.library.options import decorate

        decorate(value, function.arguments or Arguments(), ev, node)
    return value


# Decorators that say what a parameter is where the command line does not.
_OPTIONS = ("click.option", "rich_click.option", "asyncclick.option")


def _class(ev: Evaluator, node: cst.ClassDef) -> None:
    bases = [expressions.evaluate(ev, base.value) for base in node.bases if base.star == ""]
    scope = Scope("class", ev.scope)
    cls = ClassValue(node, bases, scope)
    with ev.at(scope):
        run_block(ev, node.body)
    for value in scope.names.values():
        if isinstance(value, FunctionValue) and value.owner is None:
            value.owner = cls
    if _is_record(ev, node, cls):
        cls.fields = _fields(node, cls)
    if ev.scope.module is ev.module_scope:
        ev.classes[id(node)] = cls
    ev.scope.bind(node.name.value, cls)


def _is_record(ev: Evaluator, node: cst.ClassDef, cls: ClassValue) -> bool:
    if not _RECORDS.isdisjoint(cls.external_bases()):
        return True
    for decorator in node.decorators:
        expression = decorator.decorator
        if type(expression) is cst.Call:
            expression = expression.func
        value = expressions.evaluate(ev, expression)
        if isinstance(value, External) and (value.path.endswith(".dataclass") or value.path in _MAKERS):
            return True
    return False


# Classes and decorators that make an `__init__` from the annotated names of a class.
_RECORDS = frozenset(("typing.NamedTuple", "pydantic.BaseModel", "pydantic_settings.BaseSettings"))
_MAKERS = frozenset(("attr.s", "attr.define", "attr.frozen", "attrs.define", "attrs.frozen", "attrs.mutable"))


def _fields(node: cst.ClassDef, cls: ClassValue) -> list[str]:
    inherited = [name for base in cls.bases if isinstance(base, ClassValue) for name in base.fields or ()]
    own = [
        small.target.value
        for line in node.body.body
        if type(line) is cst.SimpleStatementLine
        for small in line.body
        if type(small) is cst.AnnAssign and type(small.target) is cst.Name
    ]
    return [*inherited, *(name for name in own if name not in inherited)]


def yields_forever(node: cst.FunctionDef | cst.Lambda) -> bool:
    """Does a yield stand in a `while True` without a break or return?"""
    for part in walk(node.body, into_functions=False):
        if type(part) is cst.While and _always_true(part.test) and is_generator(part.body):
            return not _leaves_loop(part.body)
    return False


def _always_true(test: cst.BaseExpression) -> bool:
    return (type(test) is cst.Name and test.value == "True") or (
        type(test) is cst.Integer and test.value == "1"
    )


# What `break` and `return` stand in without leaving the loop around.
_OTHER_FLOW = (cst.FunctionDef, cst.For, cst.While, cst.Lambda)


def _leaves_loop(body: cst.CSTNode) -> bool:
    stack = [body]
    while stack:
        node = stack.pop()
        if type(node) in (cst.Return, cst.Break):
            return True
        stack += [c for c in parts(node) if type(c) not in _OTHER_FLOW]
    return False


def _nothing(ev: Evaluator, node: cst.CSTNode) -> None:
    return None


def _for(ev: Evaluator, node: cst.For) -> Flow | None:
    return loops.run_for(ev, node)


def _while(ev: Evaluator, node: cst.While) -> Flow | None:
    return loops.run_while(ev, node)


_SMALL: dict[type[cst.CSTNode], Callable[[Any, Any], Flow | None]] = {
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Return: _return,
    cst.Import: run_import,
    cst.ImportFrom: run_import_from,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Del: _delete,
    cst.Break: lambda ev, node: BREAK,
    cst.Continue: lambda ev, node: CONTINUE,
    cst.Raise: lambda ev, node: RAISE,
    cst.Pass: _nothing,
}
_COMPOUND: dict[type[cst.CSTNode], Callable[[Any, Any], Flow | None]] = {
    cst.If: _if,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.For: _for,
    cst.While: _while,
}
