"""Whether a callback class of the script's own puts names into the logs, which callbacks behind it could monitor."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from kerlint.symbolic.classes import ClassValue
from kerlint.symbolic.tree import walk
from kerlint.symbolic.values import External

if TYPE_CHECKING:
    from collections.abc import Iterator

_READS = frozenset({"get", "items", "keys", "values", "copy"})
_TAKERS = frozenset({"print", "str", "repr", "dict", "len", "list", "sorted"})


def only_reads_logs(cls: ClassValue) -> bool:
    """Do its methods, and those of its bases, certainly add nothing to the `logs` that Keras gives them?"""
    for base in cls.bases:
        from_keras = isinstance(base, External) and base.path.startswith("keras.callbacks.")
        if not from_keras and not (isinstance(base, ClassValue) and only_reads_logs(base)):
            return False
    return all(_reads(part) for part in cls.node.body.body if isinstance(part, cst.FunctionDef))


@lru_cache(maxsize=512)
def _reads(method: cst.FunctionDef) -> bool:
    parameters = method.params
    if not method.name.value.startswith("on_"):
        return True
    if isinstance(parameters.star_arg, cst.Param) or parameters.star_kwarg or not parameters.params:
        return False
    name = parameters.params[-1].name.value
    used = {id(node) for node in walk(method.body) if isinstance(node, cst.Name) and node.value == name}
    return used <= {id(node) for node in _read(method.body)}


def _read(body: cst.BaseSuite) -> Iterator[cst.CSTNode]:
    """The nodes that stand where what they name stays as it is."""
    stored: set[int] = set()
    for node in walk(body):
        if isinstance(node, cst.AssignTarget | cst.AugAssign | cst.AnnAssign | cst.Del):
            target = node.target
            stored |= {id(part) for part in walk(target)}
            if isinstance(node, cst.AssignTarget):
                # `logs = logs or {}`
                yield target
    for node in walk(body):
        if isinstance(node, cst.Attribute):
            if node.attr.value in _READS:
                yield node.value
        elif isinstance(node, cst.Subscript):
            if id(node) not in stored:
                yield node.value
        elif isinstance(node, cst.BooleanOperation):
            yield node.left
            yield node.right
        elif isinstance(node, cst.UnaryOperation | cst.FormattedStringExpression):
            yield node.expression
        elif isinstance(node, cst.Comparison):
            yield node.left
            yield from (part.comparator for part in node.comparisons)
        elif isinstance(node, cst.If | cst.IfExp):
            yield node.test
        elif isinstance(node, cst.Call) and _keeps(node.func):
            for argument in node.args:
                yield argument.value
                if argument.keyword is not None:
                    yield argument.keyword


def _keeps(func: cst.BaseExpression) -> bool:
    """Leaves a function what it is given as it is: `print`, a method of Keras's class?"""
    if isinstance(func, cst.Name):
        return func.value in _TAKERS
    owner = func.value if isinstance(func, cst.Attribute) else None
    return isinstance(owner, cst.Call) and isinstance(owner.func, cst.Name) and owner.func.value == "super"
