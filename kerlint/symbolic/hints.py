"""What comments and stored outputs say about the statement being evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import libcst as cst

_PAIR = r"([a-z-]+)\s*=\s*([^\s#,;]+)"
# One comment may say several things: `# kerlint: samples=40000, classes=10`.
_HINT = re.compile(rf"#\s*kerlint:\s*{_PAIR}(?:[\s,;]+{_PAIR})*")
_PAIRS = re.compile(_PAIR)


class Hints:
    """Comments `# kerlint: samples=40000 classes=10` and, in notebooks, the outputs of cells.

    Args:
        text: the script's text; where it holds no hint nothing is ever looked for.
        outputs: stored outputs of the cell that a module-level statement stands in, None outside notebooks.

    Attributes:
        lines: how many lines the script has.
    """

    def __init__(self, text: str, outputs: Callable[[cst.CSTNode], list[str]] | None = None) -> None:
        self.lines = text.count("\n")
        self._present = _HINT.search(text) is not None
        self._outputs = outputs
        self._statements: list[cst.CSTNode | None] = [None]

    def enter(self, statement: cst.CSTNode) -> None:
        """This statement is being evaluated."""
        self._statements[-1] = statement

    @contextmanager
    def nested(self) -> Iterator[None]:
        """The body of a function is evaluated within the current statement."""
        self._statements.append(None)
        try:
            yield
        finally:
            self._statements.pop()

    def find(self, name: str) -> str | None:
        """The value of a hint at the innermost statement, else at the ones that call it."""
        if not self._present:
            return None
        for statement in reversed(self._statements):
            if type(statement) is cst.SimpleStatementLine:
                for comment in _HINT.finditer(_comments(statement)):
                    for hint, value in _PAIRS.findall(comment[0]):
                        if hint == name:
                            return str(value)
        return None

    def outputs(self) -> list[str]:
        """The stored outputs of the cell that the outermost statement stands in."""
        statement = self._statements[0]
        if self._outputs is None or statement is None:
            return []
        return self._outputs(statement)


def _comments(statement: cst.SimpleStatementLine) -> str:
    """The comments of a statement: behind it, inside it, and directly above it."""
    text = cst.Module([statement]).code
    above = []
    for line in reversed(statement.leading_lines):
        if line.comment is None:
            break
        above.append(line.comment.value)
    inside = (
        text if not statement.leading_lines else cst.Module([statement.with_changes(leading_lines=[])]).code
    )
    return "\n".join([*above, *(line for line in inside.splitlines() if "#" in line)])
