"""Walking libcst trees cheaply.

`CSTNode.children` rebuilds the node to find them; here the fields of each node class that can hold code are
looked up once, white space and punctuation left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import libcst as cst

_PUNCTUATION = frozenset(
    (
        "comma semicolon equal colon operator newline header footer leading_lines lines_after_decorators "
        "lpar rpar lbracket rbracket lbrace rbrace whitespace annotation returns comment dot"
    ).split()
)


# Nodes below which there are none, and which are half of all.
_LEAVES = frozenset([cst.Name, cst.Integer, cst.Float, cst.SimpleString, cst.Pass, cst.Ellipsis])


@cache
def _values_of(kind: type[cst.CSTNode]) -> Callable[[cst.CSTNode], tuple[Any, ...]]:
    """Gives the values of the fields that can hold code."""
    names = [
        field.name
        for field in fields(kind)
        if field.name not in _PUNCTUATION and "whitespace" not in field.name and "leading_" not in field.name
    ]
    if not names:
        return lambda node: ()
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda node: (values(node),)


_kinds: dict[type, bool] = {}


def _is_node(kind: type) -> bool:
    # libcst's nodes have an abstract base, against which isinstance is slow.
    if kind not in _kinds:
        _kinds[kind] = issubclass(kind, cst.CSTNode)
    return _kinds[kind]


def parts(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes of code directly below a node, in order of their fields."""
    if type(node) in _LEAVES:
        return []
    found: list[cst.CSTNode] = []
    for value in _values_of(type(node))(node):
        kind = type(value)
        if kind is tuple or kind is list:
            found += value
        elif _is_node(kind):
            found.append(value)
    return found


# Statements and expressions with names of their own.
DEFINITIONS = frozenset([cst.FunctionDef, cst.ClassDef, cst.Lambda])


def walk(node: cst.CSTNode, *, into_functions: bool = True) -> Iterator[cst.CSTNode]:
    """A node and everything below it; functions and classes themselves are given, not always entered."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        kind = type(current)
        if kind not in _LEAVES and (into_functions or current is node or kind not in DEFINITIONS):
            stack.extend(parts(current))


@lru_cache(maxsize=4096)
def mentions(node: cst.CSTNode) -> frozenset[str]:
    """Every name and attribute that stands below a node."""
    return frozenset(part.value for part in walk(node) if type(part) is cst.Name)


@lru_cache(maxsize=4096)
def code_of(node: cst.CSTNode) -> str:
    """The text of a node: the same expression is asked for on every path and in every turn of a loop."""
    return cst.Module([]).code_for_node(node)
