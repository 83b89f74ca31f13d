"""Import statements: libraries by path, modules of the project by evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.values import External, Value

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.scopes import Scope


class ModuleValue(Value):
    """A module of the project: the names it binds."""

    __slots__ = ("path", "scope")

    def __init__(self, path: str, scope: Scope) -> None:
        self.path = path
        self.scope = scope

    def get_attribute(self, name: str, ev: Evaluator, node: cst.CSTNode | None) -> Any:
        if name in self.scope.names:
            return self.scope.names[name]
        below = ev.project.module(f"{self.path}.{name}", ev)
        return ev.unknown(node, f"{self.path}.{name}") if below is None else below

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: cst.CSTNode | None) -> None:
        self.scope.names[name] = value


def run_import(ev: Evaluator, node: cst.Import) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        path = dotted(alias.name)
        if alias.asname is not None and type(alias.asname.name) is cst.Name:
            ev.scope.bind(alias.asname.name.value, module_value(ev, path))
        else:
            root = path.partition(".")[0]
            ev.scope.bind(root, module_value(ev, root))


def run_import_from(ev: Evaluator, node: cst.ImportFrom) -> None:
    """`from a.b import c as d` and its starred and relative forms."""
    path = "" if node.module is None else dotted(node.module)
    source = module_value(ev, path, len(node.relative))
    if isinstance(node.names, cst.ImportStar):
        if isinstance(source, ModuleValue):
            for name, value in source.scope.names.items():
                if not name.startswith("_"):
                    ev.scope.bind(name, value)
            ev.scope.module.stars += source.scope.stars
        elif isinstance(source, External):
            ev.scope.module.stars.append(source.path)
        return
    for alias in node.names:
        given: Any = alias.name.value
        asname = alias.asname.name if alias.asname is not None else None
        bound: Any = asname.value if type(asname) is cst.Name else given
        if isinstance(given, str) and isinstance(bound, str):
            ev.scope.bind(bound, ev.attribute(source, given, alias))


def module_value(ev: Evaluator, path: str, level: int = 0) -> Any:
    """The module a path names: one of the project's own files first, else a library."""
    own = ev.project.module(path, ev, level)
    if own is not None:
        return own
    if level:
        return ev.unknown(None, path)
    return ev.library.resolve(path)


def dotted(node: cst.BaseExpression) -> str:
    """`a.b.c` of an import's name."""
    if type(node) is cst.Attribute:
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if type(node) is cst.Name else ""
