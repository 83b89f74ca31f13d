"""What was found before a script, or a cell of a notebook, stopped being Python.

While a line is being written, it rarely parses. What was known of the other lines is still the best that is known: it
would otherwise vanish and come back with every pause, and a notebook be judged without one of its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kerlint.diagnostic import Diagnostic, Edit, Fix, Location, Related, Span
from kerlint.opened import Document

_SYNTAX_ERROR = "KER900"


def with_kept(
    diagnostics: list[Diagnostic], now: Document, known: Iterable[Diagnostic], then: Document
) -> list[Diagnostic]:
    """What is found now; while the document is being written, syntax errors and what was known before.

    Args:
        diagnostics: found now.
        now: the document that they are in.
        known: what was found before.
        then: the document as it was.
    """
    broken = {item.cell for item in diagnostics if item.code == _SYNTAX_ERROR}
    if not broken or now.path != then.path:
        return diagnostics
    before = {part.uri: part.text for part in then.parts}
    parts = [part for cell in broken if (part := now.part_at(cell)) is not None]
    # A cell that was left as it is may stay so for long: the others go on without it.
    if now.is_notebook and all(before.get(part.uri) == part.text for part in parts):
        return diagnostics
    moved = _Moved(then, now)
    kept = [moved.diagnostic(item) for item in known if item.code != _SYNTAX_ERROR]
    errors = [item for item in diagnostics if item.code == _SYNTAX_ERROR]
    return errors + [item for item in kept if item is not None]


class _Moved:
    """Where places of a document are after texts of it were edited, came or went."""

    def __init__(self, then: Document, now: Document) -> None:
        cells = {part.uri: number for number, part in enumerate(now.parts, 1)}
        self._path = then.path
        self._texts: dict[int | None, tuple[int | None, _Rows]] = {}
        for number, part in enumerate(then.parts, 1):
            new = cells.get(part.uri)
            if new is not None:
                rows = _Rows(part.lines, now.parts[new - 1].lines)
                self._texts[number if then.is_notebook else None] = (new if now.is_notebook else None, rows)

    def diagnostic(self, item: Diagnostic) -> Diagnostic | None:
        """None where its own lines were edited; related places and fixes are dropped where theirs were."""
        place = self._place(item.span, item.cell)
        if place is None:
            return None
        row = None
        if item.noqa_row is not None:
            row = self._texts[item.cell][1].moved(item.noqa_row)
            if row is None:
                return None
        related = [self._related(one) for one in item.related]
        return replace(
            item,
            span=place[0],
            cell=place[1],
            noqa_row=row,
            related=tuple(one for one in related if one is not None),
            fix=item.fix and self._fix(item.fix),
        )

    def _related(self, one: Related) -> Related | None:
        if one.filename != self._path:
            return one
        place = self._place(one.span, one.cell)
        return None if place is None else replace(one, span=place[0], cell=place[1])

    def _fix(self, fix: Fix) -> Fix | None:
        edits = [self._edit(edit) for edit in fix.edits]
        whole = tuple(edit for edit in edits if edit is not None)
        return replace(fix, edits=whole) if len(whole) == len(edits) else None

    def _edit(self, edit: Edit) -> Edit | None:
        place = self._place(edit.span, edit.cell)
        return None if place is None else replace(edit, span=place[0], cell=place[1])

    def _place(self, span: Span, cell: int | None) -> tuple[Span, int | None] | None:
        if cell not in self._texts:
            return None
        new, rows = self._texts[cell]
        start, end = rows.moved(span.start.row), rows.moved(span.end.row)
        if start is None or end is None or end - start != span.end.row - span.start.row:
            return None
        return Span(Location(start, span.start.column), Location(end, span.end.column)), new


class _Rows:
    """Where rows are after one stretch of them was edited."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        most = min(len(old), len(new))
        other = (number for number in range(most) if old[number] != new[number])
        self._above = next(other, most)
        rest = most - self._above
        other = (number for number in range(rest) if old[-1 - number] != new[-1 - number])
        self._below = len(old) - next(other, rest)
        self._shift = len(new) - len(old)

    def moved(self, row: int) -> int | None:
        """None where the row was edited."""
        if row <= self._above:
            return row
        return row + self._shift if row > self._below else None
