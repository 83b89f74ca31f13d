"""What each kind of expression evaluates to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.comparisons import compare
from kerlint.symbolic.comprehensions import comprehension
from kerlint.symbolic.conditions import Condition
from kerlint.symbolic.constants import float_of, format_text, integer_of, string_of
from kerlint.symbolic.functions import FunctionValue
from kerlint.symbolic.operations import negation, numeric
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    DictValue,
    ListValue,
    SetValue,
    SliceValue,
    TupleValue,
    Unknown,
    Value,
    constant,
)

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator


def evaluate(ev: Evaluator, node: cst.BaseExpression) -> Any:
    """The value of an expression; Unknown where this Python has syntax that is not modelled."""
    handler = _HANDLERS.get(type(node))
    return ev.unknown(node) if handler is None else handler(ev, node)


def _name(ev: Evaluator, node: cst.Name) -> Any:
    constants = _NAMED
    if node.value in constants:
        return constants[node.value] if not ev.flipped else ev.flipped.get(node, constants[node.value])
    return ev.name(node.value)


_NAMED: dict[str, Any] = {"True": True, "False": False, "None": None}


def _integer(ev: Evaluator, node: cst.Integer) -> Any:
    return integer_of(node) if not ev.flipped else ev.flipped.get(node, integer_of(node))


def _string(ev: Evaluator, node: cst.SimpleString) -> Any:
    return string_of(node) if not ev.flipped else ev.flipped.get(node, string_of(node))


def _attribute(ev: Evaluator, node: cst.Attribute) -> Any:
    return ev.attribute(_inner(ev, node.value), node.attr.value, node)


def _inner(ev: Evaluator, node: cst.BaseExpression) -> Any:
    """A part of an expression: what is made there gets no name from the statement."""
    saved, ev.binding_name = ev.binding_name, None
    try:
        return evaluate(ev, node)
    finally:
        ev.binding_name = saved


# --- calls ------------------------------------------------------------------------------------------


def _call(ev: Evaluator, node: cst.Call) -> Any:
    binding, ev.binding_name = ev.binding_name, None
    try:
        function = node.func
        if type(function) is cst.Attribute:
            receiver = evaluate(ev, function.value)
            name = function.attr.value
            if isinstance(receiver, Unknown):
                arguments = arguments_of(ev, node)
                ev.binding_name = binding
                claimed = ev.library.unknown_method(name, receiver, arguments, ev, node)
                if claimed is not NotImplemented:
                    return claimed
                return ev.call(receiver.get_attribute(name, ev, function), arguments, node)
            target = ev.attribute(receiver, name, function)
        else:
            if type(function) is cst.Name and function.value == "super":
                return _super(ev, node)
            target = evaluate(ev, function)
        arguments = arguments_of(ev, node)
        ev.binding_name = binding
        return ev.call(target, arguments, node)
    finally:
        ev.binding_name = binding


def _super(ev: Evaluator, node: cst.Call) -> Any:
    from kerlint.symbolic.classes import ClassValue, Super

    if len(node.args) == 2:
        cls, receiver = (evaluate(ev, arg.value) for arg in node.args)
        return Super(cls, receiver) if isinstance(cls, ClassValue) else ev.unknown(node)
    scope: Scope | None = ev.scope
    while scope is not None and scope.kind != "function":
        scope = scope.parent
    if scope is None or scope.parent is None:
        return ev.unknown(node)
    owner = scope.names.get("__class__")
    receiver = scope.names.get("__receiver__")
    return Super(owner, receiver) if isinstance(owner, ClassValue) else ev.unknown(node)


def arguments_of(ev: Evaluator, node: cst.Call) -> Arguments:
    """Evaluate the arguments of a call."""
    positional: list[Argument] = []
    keywords: dict[str, Argument] = {}
    open_positional = open_keywords = False
    for arg in node.args:
        value = evaluate(ev, arg.value)
        keyword = arg.keyword
        if keyword is not None:
            keywords[keyword.value] = Argument(value, arg.value, keyword.value)
        elif not arg.star:
            if not open_positional:
                positional.append(Argument(value, arg.value))
        elif arg.star == "*":
            items = ev.iterate(value, arg.value)
            if items is None:
                open_positional = True
            elif not open_positional:
                positional += [Argument(item, arg) for item in items]
        elif isinstance(value, DictValue):
            for key, item in value.items.items():
                if isinstance(key, str):
                    keywords[key] = Argument(item, arg, key)
            open_keywords = open_keywords or not value.complete
        else:
            open_keywords = True
    return Arguments(tuple(positional), keywords, open_positional, open_keywords)


# --- operators --------------------------------------------------------------------------------------

_BINARY: dict[type[cst.BaseBinaryOp], str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
}


def binary_operator(node: cst.CSTNode) -> str:
    """The operator's text for a libcst operator node (`+=` counts as `+`)."""
    kind = type(node).__name__.removesuffix("Assign")
    return next((text for cls, text in _BINARY.items() if cls.__name__ == kind), "?")


def _binary(ev: Evaluator, node: cst.BinaryOperation) -> Any:
    # A long sum leans to the left: walk down in a loop, not by recursion.
    chain = [node]
    left_node = node.left
    while type(left_node) is cst.BinaryOperation:
        chain.append(left_node)
        left_node = left_node.left
    saved, ev.binding_name = ev.binding_name, None
    try:
        value = evaluate(ev, left_node)
        for operation in reversed(chain):
            right = evaluate(ev, operation.right)
            labels = (ev.label(operation.left), ev.label(operation.right))
            op = _BINARY.get(type(operation.operator), "?")
            value = ev.operate(op, value, right, operation, labels)
    finally:
        ev.binding_name = saved
    return value


def _unary(ev: Evaluator, node: cst.UnaryOperation) -> Any:
    value = _inner(ev, node.expression)
    operator = node.operator
    if type(operator) is cst.Not:
        return negation(ev, value)
    if type(operator) is cst.Plus:
        return value
    if type(operator) is cst.Minus:
        number = numeric(value)
        if number is not None:
            return ev.quantity("neg", number, node=node, labels=(ev.label(node.expression),))
        return value.unary("neg", ev, node) if isinstance(value, Value) else ev.unknown(node)
    number = constant(value)
    if isinstance(number, int):
        return ~number
    return value.unary("invert", ev, node) if isinstance(value, Value) else ev.unknown(node)


def _boolean(ev: Evaluator, node: cst.BooleanOperation) -> Any:
    left = _inner(ev, node.left)
    conjunction = type(node.operator) is cst.And
    truth = ev.truth(left)
    if truth is not None:
        if truth is conjunction:
            return _inner(ev, node.right)
        ev.stakes.passed(node.right, ev.scope)
        return left
    right = _inner(ev, node.right)
    if isinstance(right, bool | Condition | Unknown) or right is None:
        known_right = ev.truth(right)
        if known_right is not None and known_right is not conjunction:
            # `x or True`, `x and False`: the left side does not matter.
            return right if isinstance(right, bool) else known_right
        if isinstance(left, Condition | bool) or isinstance(right, Condition | bool):
            return Condition(None)
    # `units or 10`: a value, so this path takes one.
    return right if ev.decide(left, node) is conjunction else left


def _comparison(ev: Evaluator, node: cst.Comparison) -> Any:
    left = _inner(ev, node.left)
    outcome: Any = True
    for target in node.comparisons:
        right = _inner(ev, target.comparator)
        outcome = compare(ev, _COMPARE.get(type(target.operator), "?"), left, right, node)
        if outcome is False:
            return False
        left = right
    return outcome if len(node.comparisons) == 1 or outcome is True else Condition(None)


_COMPARE: dict[type[cst.BaseCompOp], str] = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.Is: "is",
    cst.IsNot: "is not",
    cst.In: "in",
    cst.NotIn: "not in",
}


def _conditional(ev: Evaluator, node: cst.IfExp) -> Any:
    test = _inner(ev, node.test)
    taken, left_out = (node.body, node.orelse) if ev.decide(test, node) else (node.orelse, node.body)
    ev.stakes.passed(left_out, ev.scope)
    return evaluate(ev, taken)


# --- displays ---------------------------------------------------------------------------------------


def _elements(ev: Evaluator, nodes: Any) -> tuple[list[Any], bool]:
    items: list[Any] = []
    complete = True
    for element in nodes:
        value = _inner(ev, element.value)
        if type(element) is cst.StarredElement:
            more = ev.iterate(value, element)
            if more is None:
                complete = False
            else:
                items += more
        else:
            items.append(value)
    return items, complete


def _list(ev: Evaluator, node: cst.List) -> Any:
    made = ListValue(*_swap(_elements(ev, node.elements), node))
    made.depth = ev.unknown_depth
    return made


def _swap(parts: tuple[list[Any], bool], node: cst.CSTNode) -> tuple[list[Any], cst.CSTNode, bool]:
    return parts[0], node, parts[1]


def _tuple(ev: Evaluator, node: cst.Tuple) -> Any:
    return TupleValue(*_swap(_elements(ev, node.elements), node))


def _set(ev: Evaluator, node: cst.Set) -> Any:
    return SetValue(*_swap(_elements(ev, node.elements), node))


def _dict(ev: Evaluator, node: cst.Dict) -> Any:
    made = DictValue(node=node)
    made.depth = ev.unknown_depth
    for element in node.elements:
        value = _inner(ev, element.value)
        if type(element) is cst.DictElement:
            made.set_item(_inner(ev, element.key), value, ev, node)
        elif isinstance(value, DictValue):
            made.items.update(value.items)
            made.complete = made.complete and value.complete
        else:
            made.complete = False
    return made


def _subscript(ev: Evaluator, node: cst.Subscript) -> Any:
    return ev.item(_inner(ev, node.value), index_of(ev, node), node)


def index_of(ev: Evaluator, node: cst.Subscript) -> Any:
    """The index of a subscript: a value, a SliceValue, or a TupleValue of several."""
    parts = [_index_part(ev, element.slice) for element in node.slice]
    if len(parts) == 1 and type(node.slice[0].comma) is not cst.Comma:
        return parts[0]
    return TupleValue(parts, node)


def _index_part(ev: Evaluator, part: cst.BaseSlice) -> Any:
    if type(part) is cst.Index:
        return _inner(ev, part.value)
    if type(part) is cst.Slice:
        bounds = (part.lower, part.upper, part.step)
        return SliceValue(*(None if bound is None else _inner(ev, bound) for bound in bounds))
    return ev.unknown(part)


# --- strings, functions and the rest ----------------------------------------------------------------


def _formatted(ev: Evaluator, node: cst.FormattedString) -> Any:
    parts: list[str] = []
    whole = True
    for part in node.parts:
        if type(part) is cst.FormattedStringText:
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        if type(part) is not cst.FormattedStringExpression:
            whole = False
            continue
        value = constant(_inner(ev, part.expression))
        text = None if value is NO_KEY else format_text(value, part)
        if text is None:
            whole = False
        else:
            parts.append(text)
    return "".join(parts) if whole else ev.unknown(node)


def _concatenated(ev: Evaluator, node: cst.ConcatenatedString) -> Any:
    left, right = evaluate(ev, node.left), evaluate(ev, node.right)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, bytes) and isinstance(right, bytes):
        return left + right
    return ev.unknown(node)


def _lambda(ev: Evaluator, node: cst.Lambda) -> Any:
    from kerlint.symbolic.statements import defaults_of

    return FunctionValue(node, ev.scope, defaults_of(ev, node.params), generator=False)


def _named(ev: Evaluator, node: cst.NamedExpr) -> Any:
    from kerlint.symbolic.statements import assign

    value = evaluate(ev, node.value)
    assign(ev, node.target, value)
    return value


def _yield(ev: Evaluator, node: cst.Yield) -> Any:
    value: Any = None
    if isinstance(node.value, cst.From):
        value = ev.element(evaluate(ev, node.value.item), node)
    elif node.value is not None:
        value = evaluate(ev, node.value)
    if ev.yielded:
        ev.yielded[-1].append(value)
    return ev.unknown(node)


_HANDLERS: dict[type[cst.CSTNode], Callable[[Any, Any], Any]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Integer: _integer,
    cst.Float: lambda ev, node: float_of(node),
    cst.Imaginary: lambda ev, node: ev.unknown(node),
    cst.SimpleString: _string,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted,
    cst.BinaryOperation: _binary,
    cst.UnaryOperation: _unary,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.List: _list,
    cst.Tuple: _tuple,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.Subscript: _subscript,
    cst.ListComp: comprehension,
    cst.SetComp: comprehension,
    cst.DictComp: comprehension,
    cst.GeneratorExp: comprehension,
    cst.Lambda: _lambda,
    cst.NamedExpr: _named,
    cst.Yield: _yield,
    cst.Await: lambda ev, node: evaluate(ev, node.expression),
    cst.Ellipsis: lambda ev, node: ...,
}
