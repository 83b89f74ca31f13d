"""Methods of lists, tuples, sets, dicts, strings and numbers."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number, known_int, same
from kerlint.symbolic.library.convert import from_python, to_python
from kerlint.symbolic.values import (
    NO_KEY,
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    ListValue,
    SetValue,
    TupleValue,
    as_bool,
    constant_key,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

Method = Callable[[Any, Arguments, "Evaluator", "CSTNode | None"], Any]


def one(value: Any, *more: Any) -> Arguments:
    """Positional arguments for a call that the library makes itself."""
    return Arguments(tuple(Argument(item, None) for item in (value, *more)))


def same_value(first: Any, second: Any) -> bool | None:
    """`first == second` for constants, numbers and known containers; None where not known."""
    if first is second:
        return True
    if is_number(first) and is_number(second):
        return same(first, second)
    left, right = to_python(first), to_python(second)
    if left is NO_KEY or right is NO_KEY:
        return None
    return bool(left == right)


def in_order(value: Any, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
    """The elements in the order Python gives them; None for a set, whose order nobody knows."""
    if isinstance(value, SetValue) and len(value.items) > 1:
        return None
    return ev.iterate(value, node)


def sorted_items(
    items: list[Any], arguments: Arguments, ev: Evaluator, node: CSTNode | None
) -> list[Any] | None:
    """`sorted(items, key=..., reverse=...)` where all sort keys are known, else None."""
    key, reverse = arguments.value(None, "key"), as_bool(arguments.value(None, "reverse", default=False))
    if reverse is None or arguments.open_keywords:
        return None
    by = items if key is None else [ev.call(key, one(item), node) for item in items]
    plain = [to_python(value) for value in by]
    if any(value is NO_KEY for value in plain):
        return items if len(items) < 2 else None
    try:
        order = sorted(range(len(items)), key=lambda i: plain[i], reverse=reverse)
    except TypeError:
        return None
    return [items[i] for i in order]


# --- lists, tuples, sets ----------------------------------------------------------------------------


def _append(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    if not arguments.positional:
        owner.complete = False
    else:
        owner.items.append(arguments.positional[0].value)
        ev.grown(owner)


def _extend(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    for argument in arguments.positional:
        items = ev.iterate(argument.value, node)
        if items is None:
            owner.complete = False
        else:
            owner.items.extend(items)
            ev.grown(owner)
    owner.complete = owner.complete and not arguments.open_positional


def _insert(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    position = known_int(arguments.value(0))
    if position is None or len(arguments.positional) != 2 or not owner.complete:
        _forget(owner)
    else:
        owner.items.insert(position, arguments.positional[1].value)
        ev.grown(owner)


def _forget(owner: ListValue) -> None:
    """The order or the number of the elements is no longer known."""
    owner.items.clear()
    owner.complete = False


def _pop(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    position = known_int(arguments.value(0, default=-1))
    if position is not None and owner.complete and owner.kind == "list":
        if -len(owner.items) <= position < len(owner.items):
            return owner.items.pop(position)
    _forget(owner)
    return ev.unknown(node)


def _remove(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    wanted = arguments.value(0)
    for position, item in enumerate(owner.items if owner.complete else ()):
        equal = same_value(item, wanted)
        if equal:
            del owner.items[position]
            return
        if equal is None:
            break
    else:
        if owner.complete and owner.kind == "set":
            return
    _forget(owner)


def _reverse(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    if owner.complete:
        owner.items.reverse()
    else:
        _forget(owner)


def _sort(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    ordered = sorted_items(list(owner.items), arguments, ev, node) if owner.complete else None
    if ordered is not None:
        owner.items[:] = ordered
    elif owner.complete:
        # As many elements as before, each in a place that is not known.
        owner.items[:] = [ev.unknown(node) for _ in owner.items]
    else:
        _forget(owner)


def _clear(owner: ListValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    owner.items.clear()
    owner.complete = True


def _copy(owner: Any, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    made = copy(owner)
    made.items = owner.items.copy()
    made.node = node
    return made


def _index(owner: Any, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if len(arguments.positional) == 1:
        for position, item in enumerate(owner.items):
            equal = same_value(item, arguments.positional[0].value)
            if equal:
                return position
            if equal is None:
                break
    return ev.unknown(node)


def _count(owner: Any, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    found = [same_value(item, arguments.value(0)) for item in owner.items]
    if not owner.complete or None in found:
        return ev.unknown(node)
    return found.count(True)


def _set_add(owner: SetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    value = arguments.value(0)
    if any(same_value(item, value) for item in owner.items):
        return
    _append(owner, arguments, ev, node)


def _set_union(owner: SetValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    parts = [to_python(owner), *(to_python(argument.value) for argument in arguments.positional)]
    if any(not isinstance(part, set | list | tuple) for part in parts):
        return ev.unknown(node)
    return from_python(set().union(*parts), node)


_LIST_METHODS: dict[str, Method] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "remove": _remove,
    "reverse": _reverse,
    "sort": _sort,
    "clear": _clear,
    "copy": _copy,
    "index": _index,
    "count": _count,
}
_TUPLE_METHODS: dict[str, Method] = {"index": _index, "count": _count}
_SET_METHODS: dict[str, Method] = {
    "add": _set_add,
    "update": _extend,
    "remove": _remove,
    "discard": _remove,
    "pop": _pop,
    "clear": _clear,
    "copy": _copy,
    "union": _set_union,
}


def list_method(
    owner: ListValue | SetValue | TupleValue, name: str, ev: Evaluator, node: CSTNode | None
) -> Any:
    """The method `name` of a list, set or tuple; Unknown for any other attribute."""
    methods = _LIST_METHODS
    if isinstance(owner, SetValue):
        methods = _SET_METHODS
    elif isinstance(owner, TupleValue):
        methods = _TUPLE_METHODS
    return _bound(methods, owner, name, ev, node)


def _bound(methods: dict[str, Method], owner: Any, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    method = methods.get(name)
    if method is None:
        return ev.unknown(node, name)
    return BoundMethod(name, lambda arguments, ev, node: method(owner, arguments, ev, node), owner)


# --- dicts ------------------------------------------------------------------------------------------


def _get(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    key = constant_key(arguments.value(0))
    if key is not NO_KEY and key in owner.items:
        return owner.items[key]
    if key is NO_KEY and arguments.positional and len(arguments.positional) == 1:
        return owner.get_item(arguments.value(0), ev, node)
    if key is NO_KEY or not owner.complete:
        return ev.unknown(node)
    return arguments.value(1)


def _keys(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return ListValue([key_value(key, node) for key in owner.items], node, owner.complete)


def _values(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return ListValue(owner.items.values(), node, owner.complete)


def _pairs(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    pairs = [TupleValue((key_value(key, node), value), node) for key, value in owner.items.items()]
    return ListValue(pairs, node, owner.complete)


def key_value(key: Any, node: CSTNode | None) -> Any:
    """A dict key as a value: tuples of constants become TupleValue again."""
    return TupleValue([key_value(part, node) for part in key], node) if isinstance(key, tuple) else key


def update(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    """`dict.update`: other dicts, pairs and keywords, in place."""
    for argument in arguments.positional:
        other = argument.value
        if isinstance(other, DictValue):
            owner.items.update(other.items)
            owner.complete = owner.complete and other.complete
            continue
        pairs = ev.iterate(other, node)
        for pair in pairs or ():
            parts = ev.iterate(pair, node)
            if parts is not None and len(parts) == 2:
                owner.set_item(parts[0], parts[1], ev, node)
            else:
                owner.complete = False
        owner.complete = owner.complete and pairs is not None
    for name, argument in arguments.keywords.items():
        owner.items[name] = argument.value
    if arguments.open_keywords or arguments.open_positional:
        owner.complete = False


def _setdefault(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    key = constant_key(arguments.value(0))
    if key is NO_KEY or (key not in owner.items and not owner.complete):
        owner.complete = False
        return ev.unknown(node)
    return owner.items.setdefault(key, owner.kept(arguments.value(1)))


def _dict_pop(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    key = constant_key(arguments.value(0))
    if key is not NO_KEY and key in owner.items:
        return owner.items.pop(key)
    if key is NO_KEY:
        owner.items.clear()
        owner.complete = False
    elif owner.complete and len(arguments.positional) > 1:
        return arguments.positional[1].value
    return ev.unknown(node)


def _popitem(owner: DictValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    if owner.items and owner.complete:
        key, value = owner.items.popitem()
        return TupleValue((key_value(key, node), value), node)
    return ev.unknown(node)


DICT_METHODS: dict[str, Method] = {
    "get": _get,
    "keys": _keys,
    "values": _values,
    "items": _pairs,
    "update": update,
    "setdefault": _setdefault,
    "pop": _dict_pop,
    "popitem": _popitem,
    "copy": _copy,
    "clear": _clear,
}


def dict_method(owner: DictValue, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """The method `name` of a dict; Unknown for any other attribute."""
    return _bound(DICT_METHODS, owner, name, ev, node)
