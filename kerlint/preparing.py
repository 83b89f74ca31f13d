"""What a proposed fix needs around it: imports, names in reach, the statements that it writes above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from kerlint.diagnostic import Applicability
from kerlint.rule import NodeEdit, ProposedFix

if TYPE_CHECKING:
    from kerlint.rule import NeededName


def prepared(fix: ProposedFix, module: cst.Module) -> ProposedFix | None:
    """The fix with edits of the imports it needs, its statements placed; None where that cannot be done for certain."""
    if len(_scopes(fix.scope, module)) > 1:
        return None
    edits = []
    for edit in fix.edits:
        if edit.at == "above":
            statement = _statement_of(edit.node, module)
            if statement is None:
                return None
            edit = replace(edit, node=statement)
        elif edit.at == "string":
            literal = _literal_of(edit.node, module)
            if literal is None:
                fix = replace(fix, applicability=Applicability.UNSAFE)
                continue
            edit = NodeEdit(literal, f"{literal.prefix}{literal.quote}{edit.content}{literal.quote}")
        edits.append(edit)
    bindings = list(_bindings(module)) if fix.needs else []
    for needed in dict.fromkeys(fix.needs):
        added = _import_edits(needed, bindings)
        if added is None:
            return None
        edits += added
    return replace(fix, edits=tuple(edits), needs=())


def _statement_of(value: cst.CSTNode, module: cst.Module) -> cst.BaseSmallStatement | None:
    """The simple statement that evaluates this expression and does nothing else before it."""
    waiting: list[cst.CSTNode] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, cst.Expr | cst.Assign | cst.AnnAssign | cst.Return) and node.value is value:
            return node
        waiting += node.children
    return None


def _literal_of(value: cst.CSTNode, module: cst.Module) -> cst.SimpleString | None:
    """The string that an expression is, or that is all its name is ever bound to."""
    if isinstance(value, cst.Name) and [one.name for one in _bindings(module)].count(value.value) == 1:
        waiting: list[cst.CSTNode] = [module]
        while waiting:
            node = waiting.pop()
            if isinstance(node, cst.Assign) and any(
                isinstance(one.target, cst.Name) and one.target.value == value.value for one in node.targets
            ):
                return node.value if isinstance(node.value, cst.SimpleString) else None
            waiting += node.children
    return value if isinstance(value, cst.SimpleString) else None


def _scopes(wanted: tuple[cst.CSTNode, ...], module: cst.Module) -> set[int]:
    """The functions that nodes stand in, 0 for the module itself, -1 for nodes of other files."""
    left = {id(node) for node in wanted}
    found: set[int] = set()
    waiting: list[tuple[cst.CSTNode, int]] = [(module, 0)]
    while waiting and left:
        node, scope = waiting.pop()
        if id(node) in left:
            left.discard(id(node))
            found.add(scope)
        if isinstance(node, cst.FunctionDef | cst.Lambda | cst.ClassDef):
            scope = id(node)
        waiting += [(child, scope) for child in node.children]
    return found | ({-1} if left else set())


# --- imports ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Binding:
    """What binds a name in the script: an import from a module, or anything else.

    Attributes:
        name: the name, `*` for all that a module has.
        imported: what the module calls it, None where it is no `from ... import`.
        module: the last part of the module's name.
        alias: the node in the import.
    """

    name: str
    imported: str | None = None
    module: str | None = None
    alias: cst.ImportAlias | None = None


def _import_edits(needed: NeededName, bindings: list[_Binding]) -> list[NodeEdit] | None:
    at_hand = [binding for binding in bindings if binding.name == needed.name]
    right = [
        binding for binding in at_hand if binding.imported == needed.name and binding.module in needed.modules
    ]
    if at_hand:
        return [] if right == at_hand else None
    # An import for each of several versions of Keras, `try: ... except ImportError: ...`, gets it each.
    beside = [binding for binding in bindings if binding.name == needed.beside]
    if beside:
        nodes = [binding.alias for binding in beside if binding.module in needed.modules]
        if None in nodes or len(nodes) != len(beside):
            return None
        return [NodeEdit(node, f", {needed.name}", at="after") for node in nodes if node is not None]
    # Without any import, a script that was pasted in part.
    stars = [binding for binding in bindings if binding.name == "*"]
    return [] if all(star.module in needed.modules for star in stars) else None


def _bindings(module: cst.Module) -> Iterator[_Binding]:
    """Every import, definition and assigned name of the script, whatever its scope."""
    waiting: list[cst.CSTNode] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, cst.ImportFrom):
            yield from _imported(node)
        elif isinstance(node, cst.ImportAlias):
            yield _Binding(node.evaluated_alias or node.evaluated_name.partition(".")[0])
        elif isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Param) and isinstance(node.name, cst.Name):
            yield _Binding(node.name.value)
        elif isinstance(node, cst.AssignTarget | cst.For | cst.CompFor | cst.NamedExpr | cst.AnnAssign):
            yield from _targets(node.target)
        elif isinstance(node, cst.AsName):
            yield from _targets(node.name)
        if not isinstance(node, cst.ImportFrom):
            waiting.extend(node.children)


def _imported(node: cst.ImportFrom) -> Iterator[_Binding]:
    source = node.module
    last = source.attr if isinstance(source, cst.Attribute) else source
    module = last.value if isinstance(last, cst.Name) and not node.relative else None
    if isinstance(node.names, cst.ImportStar):
        yield _Binding("*", module=module)
        return
    for alias in node.names:
        name = alias.evaluated_name
        yield _Binding(alias.evaluated_alias or name, name, module, alias)


def _targets(target: cst.CSTNode) -> Iterator[_Binding]:
    if isinstance(target, cst.Name):
        yield _Binding(target.value)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _targets(element.value)
    elif isinstance(target, cst.StarredElement):
        yield from _targets(target.value)
