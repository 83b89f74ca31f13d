"""Evaluate a snippet on every path, and run it for real, to compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import libcst as cst

from kerlint.settings import Settings
from kerlint.symbolic import statements
from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.conditions import Decisions, explore
from kerlint.symbolic.evaluator import Evaluator
from kerlint.symbolic.hints import Hints
from kerlint.symbolic.library import register
from kerlint.symbolic.project import Project
from kerlint.symbolic.registry import Library
from kerlint.symbolic.values import CONSTANTS, DictValue, ListValue, TupleValue
from kerlint.world import World

UNKNOWN = object()


def evaluators(text: str, root: Path | None = None, paths: int = 16) -> list[Evaluator]:
    """The evaluator of each path, after the snippet's last statement."""
    module = cst.parse_module(text)
    library = Library()
    register(library)

    def run(decisions: Decisions) -> Evaluator:
        world = World(root or Path("/nonexistent"))
        ev = Evaluator(library, world, Settings(), "script.py", decisions, Hints(text), Project(world))
        statements.run_module(ev, module)
        return ev

    return list(explore(run, paths))


def names(text: str, root: Path | None = None) -> dict[str, Any]:
    """What the names of a snippet with a single path are bound to, in Python's terms."""
    (only,) = evaluators(text, root)
    return {name: to_python(value) for name, value in only.module_scope.names.items()}


def to_python(value: Any) -> Any:
    """A Python object for a value that is wholly known, UNKNOWN otherwise."""
    if isinstance(value, Quantity):
        return UNKNOWN if value.value is None else value.value
    if isinstance(value, CONSTANTS):
        return value
    if isinstance(value, TupleValue | ListValue):
        items = [to_python(item) for item in value.items]
        if not value.complete or any(item is UNKNOWN for item in items):
            return UNKNOWN
        return {"tuple": tuple, "list": list, "set": set}[value.kind](items)
    if isinstance(value, DictValue):
        parts = {key: to_python(item) for key, item in value.items.items()}
        return parts if value.complete and UNKNOWN not in parts.values() else UNKNOWN
    return UNKNOWN


def real(text: str) -> dict[str, Any]:
    """What Python itself binds."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(text, "script.py", "exec"), namespace)
    return namespace
