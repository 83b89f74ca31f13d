"""Cells of a notebook, or fences of a document, by themselves."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from kerlint.diagnostic import Location
from kerlint.source import SourceError, SourceFile, split_lines

if TYPE_CHECKING:
    from libcst import Module

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def parse_source(source: SourceFile) -> tuple[Module, SourceFile, list[SourceError]]:
    """The tree of a source, the source that it is of, and what is wrong with cells of a notebook that do not parse.

    Such a cell is left out, as it is when the notebook is run. What it names may be anything afterwards, in case it
    was run in another form: to the others it is a call that takes these names and binds them anew.

    Raises:
        SourceError: the text is no Python, and that is not due to some of its cells.
        RecursionError: it is nested too deep.
    """
    from kerlint.syntax import Python2Error, parse

    try:
        return parse(source.text), source, []
    except Python2Error:
        raise
    except SourceError:
        if source.kind != "notebook":
            raise
        lines = split_lines(source.text)
        errors: list[SourceError] = []
        broken: dict[int, str] = {}
        bound: set[str] = set()
        for cell in source.cells:
            above = cell.first_row - 1
            code = "\n".join(lines[above : above + cell.rows])
            try:
                parse(f"{code}\n")
            except SourceError as error:
                if error.location is not None:
                    error.location = Location(error.location.row + above, error.location.column)
                errors.append(error)
                broken[above] = code
                lines[above : above + cell.rows] = [""] * cell.rows
            else:
                bound |= names_in(code)[1]
        if not errors:
            raise
    for above, code in broken.items():
        names = sorted(bound.intersection(_NAME.findall(code)))
        if names:
            lines[above] = f"{' = '.join(names)} = get_ipython({', '.join(names)})"
    source = replace(source, text="\n".join(lines))
    return parse(source.text), source, errors


def names_in(text: str) -> tuple[set[str], set[str]]:
    """The names that a cell or fence imports from Keras, and those that it binds by other means than imports."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    imported: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            inside = node.module if isinstance(node, ast.ImportFrom) else None
            imported.update(
                alias.asname or alias.name
                for alias in node.names
                if (inside or alias.name).partition(".")[0] in ("keras", "tensorflow", "tf_keras")
            )
    return imported, bound
