"""What each kind of expression evaluates to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.arithmetic import Quantity, apply, is_number, known, less, same
from kerlint.symbolic.conditions import Condition, comparison
from kerlint.symbolic.constants import float_of, format_text, integer_of, string_of
from kerlint.symbolic.functions import FunctionValue
from kerlint.symbolic.scopes import Scope
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    DictValue,
    External,
    ListValue,
    SetValue,
    SliceValue,
    TupleValue,
    Unknown,
    Value,
    constant,
    constant_key,
)

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator

# A comprehension over more elements is evaluated once, for any of them.
_UNROLL = 128


def evaluate(ev: Evaluator, node: cst.BaseExpression) -> Any:
    """The value of an expression; Unknown where this Python has syntax that is not modelled."""
    handler = _HANDLERS.get(type(node))
    return ev.unknown(node) if handler is None else handler(ev, node)


def _name(ev: Evaluator, node: cst.Name) -> Any:
    constants = _NAMED
    if node.value in constants:
        return constants[node.value]
    return ev.name(node.value)


_NAMED: dict[str, Any] = {"True": True, "False": False, "None": None}


def _attribute(ev: Evaluator, node: cst.Attribute) -> Any:
    return ev.attribute(_inner(ev, node.value), node.attr.value, node)


def _inner(ev: Evaluator, node: cst.BaseExpression) -> Any:
    """A part of an expression: what is made there gets no name from the statement."""
    saved, ev.binding_name = ev.binding_name, None
    try:
        return evaluate(ev, node)
    finally:
        ev.binding_name = saved


def constant_attribute(ev: Evaluator, value: Any, name: str, node: cst.CSTNode | None) -> Any:
    """An attribute of a plain constant or number."""
    from kerlint.symbolic.library.scalars import number_method, string_method

    if isinstance(value, str):
        return string_method(value, name, ev, node)
    if is_number(value):
        return number_method(value, name, ev, node)
    return ev.unknown(node, name)


def constant_item(ev: Evaluator, value: Any, index: Any, node: cst.CSTNode | None) -> Any:
    """An item of a plain constant: characters of strings."""
    if isinstance(value, str | bytes):
        if isinstance(index, SliceValue):
            bounds = [constant(part) for part in (index.start, index.stop, index.step)]
            if all(b is None or isinstance(b, int) for b in bounds) and bounds[2] != 0:
                return value[slice(*bounds)]
        position = known(index)
        if isinstance(position, int) and -len(value) <= position < len(value):
            return value[position]
    return ev.unknown(node)


# --- calls ------------------------------------------------------------------------------------------


def _call(ev: Evaluator, node: cst.Call) -> Any:
    binding, ev.binding_name = ev.binding_name, None
    try:
        function = node.func
        if isinstance(function, cst.Attribute):
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
            if isinstance(function, cst.Name) and function.value == "super":
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
        if arg.star == "*":
            items = ev.iterate(value, arg.value)
            if items is None:
                open_positional = True
            elif not open_positional:
                positional += [Argument(item, arg.value) for item in items]
        elif arg.star == "**":
            if isinstance(value, DictValue):
                for key, item in value.items.items():
                    if isinstance(key, str):
                        keywords[key] = Argument(item, arg.value, key)
                open_keywords = open_keywords or not value.complete
            else:
                open_keywords = True
        elif arg.keyword is not None:
            keywords[arg.keyword.value] = Argument(value, arg.value, arg.keyword.value)
        elif not open_positional:
            positional.append(Argument(value, arg.value))
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
    while isinstance(left_node, cst.BinaryOperation):
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


def operate_plain(
    ev: Evaluator, op: str, left: Any, right: Any, node: cst.CSTNode | None, labels: Any
) -> Any:
    """An operation between constants, numbers and unknown things."""
    if isinstance(left, str):
        return _operate_string(ev, op, left, right, node)
    if isinstance(right, str) and op == "*":
        return _operate_string(ev, op, right, left, node)
    if op in ("&", "|", "^", "<<", ">>"):
        return _operate_bits(ev, op, left, right, node)
    a, b = _numeric(left), _numeric(right)
    if a is None or b is None or op not in ("+", "-", "*", "/", "//", "%", "**"):
        return ev.unknown(node)
    if isinstance(left, Unknown) and isinstance(right, Unknown) and op in ("+", "*"):
        # Two things of unknown kind: strings and lists add up as well as numbers do.
        return Unknown("", (op, left.key, right.key), node, number=apply(op, a, b, labels=labels, node=node))
    return ev.quantity(op, a, b, node=node, labels=labels)


def _numeric(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if is_number(value):
        return value
    return value.quantity() if isinstance(value, Unknown) else None


def _operate_bits(ev: Evaluator, op: str, left: Any, right: Any, node: cst.CSTNode | None) -> Any:
    a, b = constant(left), constant(right)
    if isinstance(a, int) and isinstance(b, int) and 0 <= b <= 64 and abs(a) < 2**64:
        operations = {
            "&": lambda: a & b,
            "|": lambda: a | b,
            "^": lambda: a ^ b,
            "<<": lambda: a << b,
            ">>": lambda: a >> b,
        }
        return operations[op]()
    if op in ("&", "|") and (isinstance(left, Condition) or isinstance(right, Condition)):
        return Condition(None)
    return ev.unknown(node)


def _operate_string(ev: Evaluator, op: str, text: str, other: Any, node: cst.CSTNode | None) -> Any:
    if op == "+" and isinstance(other, str) and len(text) + len(other) < 100_000:
        return text + other
    if op == "*" and isinstance(count := constant(other), int) and abs(count) * (len(text) + 1) < 100_000:
        return text * count
    if op == "%":
        values = [constant(v) for v in other.items] if isinstance(other, TupleValue) else [constant(other)]
        if NO_KEY not in values and not any(char in text for char in "*"):
            try:
                return text % tuple(values)
            except (TypeError, ValueError, OverflowError):
                return ev.unknown(node)
    return ev.unknown(node)


def _unary(ev: Evaluator, node: cst.UnaryOperation) -> Any:
    value = _inner(ev, node.expression)
    operator = node.operator
    if isinstance(operator, cst.Not):
        return negation(ev, value)
    if isinstance(operator, cst.Plus):
        return value
    if isinstance(operator, cst.Minus):
        number = _numeric(value)
        if number is not None:
            return ev.quantity("neg", number, node=node, labels=(ev.label(node.expression),))
        return value.unary("neg", ev, node) if isinstance(value, Value) else ev.unknown(node)
    number = constant(value)
    if isinstance(number, int):
        return ~number
    return value.unary("invert", ev, node) if isinstance(value, Value) else ev.unknown(node)


def negation(ev: Evaluator, value: Any) -> Any:
    """`not value`."""
    truth = ev.truth(value)
    if truth is not None:
        return not truth
    if isinstance(value, Condition):
        return value.inverse()
    if isinstance(value, Unknown | Quantity):
        return Condition(("truth", value.key), negated=True)
    return Condition(None)


def _boolean(ev: Evaluator, node: cst.BooleanOperation) -> Any:
    left = _inner(ev, node.left)
    conjunction = isinstance(node.operator, cst.And)
    truth = ev.truth(left)
    if truth is not None:
        return _inner(ev, node.right) if truth is conjunction else left
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
        outcome = compare(ev, _COMPARE.get(type(target.operator), "?"), left, right)
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


_ELEMENTWISE = frozenset(("==", "!=", "<", "<=", ">", ">="))


def compare(ev: Evaluator, op: str, left: Any, right: Any) -> Any:
    """True, False or a Condition; an array of them for arrays."""
    if op in _ELEMENTWISE:
        for value, other, reflected in ((left, right, False), (right, left, True)):
            if isinstance(value, Value) and value.compares_elementwise:
                result = value.operate(op, other, reflected, ev, None)
                return Condition(None) if result is NotImplemented else result
    outcome = _compare(ev, op, left, right)
    if outcome is not None:
        return outcome
    condition = comparison(op, left, right)
    assumed = ev.truth(condition)
    return condition if assumed is None else assumed


def _compare(ev: Evaluator, op: str, left: Any, right: Any) -> bool | None:
    if op in ("!=", "is not", "not in"):
        inverse = _compare(ev, {"!=": "==", "is not": "is", "not in": "in"}[op], left, right)
        return None if inverse is None else not inverse
    if op == "in":
        return _contains(ev, right, left)
    if op in ("==", "is"):
        return _equal(left, right)
    if op in ("<", ">", "<=", ">="):
        a, b = _numeric(left), _numeric(right)
        if a is None or b is None:
            if isinstance(left, str) and isinstance(right, str):
                return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[op]
            return None
        if op in (">", "<="):
            a, b = b, a
        smaller = less(a, b)
        if op in ("<", ">"):
            return smaller
        return None if smaller is None else not smaller
    return None


def _equal(left: Any, right: Any) -> bool | None:
    if left is right and not isinstance(left, Unknown):
        return True
    a, b = constant(left), constant(right)
    if a is not NO_KEY and b is not NO_KEY:
        return bool(a == b)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return (
            True
            if isinstance(left, Unknown) and isinstance(right, Unknown) and left.key == right.key
            else None
        )
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return same(left, right) if is_number(left) and is_number(right) else False
    if isinstance(left, TupleValue | ListValue) and isinstance(right, TupleValue | ListValue):
        return _equal_items(left, right)
    if isinstance(left, External) and isinstance(right, External):
        return left.path == right.path or None
    if a is None or b is None:
        # Something is compared with None, and it is an object.
        return False if not isinstance(left, Condition) and not isinstance(right, Condition) else None
    return None


def _equal_items(left: TupleValue | ListValue, right: TupleValue | ListValue) -> bool | None:
    if left.kind != right.kind:
        return False
    if not (left.complete and right.complete):
        return None
    if len(left.items) != len(right.items):
        return False
    results = [_equal(a, b) for a, b in zip(left.items, right.items, strict=True)]
    if False in results:
        return False
    return None if None in results else True


def _contains(ev: Evaluator, container: Any, item: Any) -> bool | None:
    if isinstance(container, str):
        return item in container if isinstance(item, str) else None
    if isinstance(container, DictValue):
        key = constant_key(item)
        if key is NO_KEY:
            return None
        return True if key in container.items else (False if container.complete else None)
    items = ev.iterate(container, None)
    if items is None:
        return None
    results = [_equal(item, other) for other in items]
    if True in results:
        return True
    return None if None in results else False


def _conditional(ev: Evaluator, node: cst.IfExp) -> Any:
    test = _inner(ev, node.test)
    return evaluate(ev, node.body if ev.decide(test, node) else node.orelse)


# --- displays ---------------------------------------------------------------------------------------


def _elements(ev: Evaluator, nodes: Any) -> tuple[list[Any], bool]:
    items: list[Any] = []
    complete = True
    for element in nodes:
        value = _inner(ev, element.value)
        if isinstance(element, cst.StarredElement):
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
    for element in node.elements:
        value = _inner(ev, element.value)
        if isinstance(element, cst.DictElement):
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
    if len(parts) == 1 and not isinstance(node.slice[0].comma, cst.Comma):
        return parts[0]
    return TupleValue(parts, node)


def _index_part(ev: Evaluator, part: cst.BaseSlice) -> Any:
    if isinstance(part, cst.Index):
        return _inner(ev, part.value)
    if isinstance(part, cst.Slice):
        bounds = (part.lower, part.upper, part.step)
        return SliceValue(*(None if bound is None else _inner(ev, bound) for bound in bounds))
    return ev.unknown(part)


# --- comprehensions ---------------------------------------------------------------------------------


def _comprehension(ev: Evaluator, node: cst.BaseComp) -> Any:
    results: list[Any] = []
    scope = Scope("comprehension", ev.scope)
    if isinstance(node, cst.DictComp):
        key_node, value_node = node.key, node.value

        def produce() -> None:
            results.append((evaluate(ev, key_node), evaluate(ev, value_node)))
    else:
        element_node = node.elt  # type: ignore[attr-defined]

        def produce() -> None:
            results.append(evaluate(ev, element_node))

    saved, ev.binding_name = ev.binding_name, None
    try:
        with ev.at(scope):
            complete = _comp_for(ev, node.for_in, produce)
    finally:
        ev.binding_name = saved
    if isinstance(node, cst.DictComp):
        made = DictValue(node=node, complete=complete)
        for key, value in results:
            made.set_item(key, value, ev, node)
        return made
    kind = SetValue if isinstance(node, cst.SetComp) else ListValue
    listed = kind(results, node, complete)
    listed.depth = ev.unknown_depth
    return listed


def _comp_for(ev: Evaluator, clause: cst.CompFor, produce: Callable[[], None]) -> bool:
    from kerlint.symbolic.statements import assign

    iterable = evaluate(ev, clause.iter)
    items = ev.iterate(iterable, clause.iter)
    if items is not None and len(items) <= _UNROLL:
        complete = True
        for item in items:
            ev.spend()
            assign(ev, clause.target, item)
            complete = _comp_body(ev, clause, produce) and complete
        return complete
    assign(ev, clause.target, ev.element(iterable, clause.iter))
    with ev.repeating(None):
        _comp_body(ev, clause, produce)
    return False


def _comp_body(ev: Evaluator, clause: cst.CompFor, produce: Callable[[], None]) -> bool:
    complete = True
    for condition in clause.ifs:
        truth = ev.truth(evaluate(ev, condition.test))
        if truth is False:
            return complete
        if truth is None:
            complete = False
    if clause.inner_for_in is not None:
        return _comp_for(ev, clause.inner_for_in, produce) and complete
    produce()
    return complete


# --- strings, functions and the rest ----------------------------------------------------------------


def _formatted(ev: Evaluator, node: cst.FormattedString) -> Any:
    parts: list[str] = []
    whole = True
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        if not isinstance(part, cst.FormattedStringExpression):
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
    cst.Integer: lambda ev, node: integer_of(node),
    cst.Float: lambda ev, node: float_of(node),
    cst.Imaginary: lambda ev, node: ev.unknown(node),
    cst.SimpleString: lambda ev, node: string_of(node),
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
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.DictComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.Lambda: _lambda,
    cst.NamedExpr: _named,
    cst.Yield: _yield,
    cst.Await: lambda ev, node: evaluate(ev, node.expression),
    cst.Ellipsis: lambda ev, node: ...,
}
