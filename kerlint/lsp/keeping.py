"""What was found in a script before it stopped being Python.

While a line is being written, the script rarely parses. What was known of the other lines is still the best that is
known, and would otherwise vanish and come back with every pause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kerlint.diagnostic import Diagnostic, Edit, Fix, Location, Related, Span

_SYNTAX_ERROR = "KER900"


def is_unreadable(diagnostics: Iterable[Diagnostic]) -> bool:
    """Has the script not been read, as it is no Python?"""
    return any(item.code == _SYNTAX_ERROR for item in diagnostics)


def kept(diagnostics: Iterable[Diagnostic], old: Sequence[str], new: Sequence[str]) -> list[Diagnostic]:
    """The findings on lines that are still there, where these are now.

    Args:
        diagnostics: what was found in a script, before.
        old: its lines then.
        new: its lines now.
    """
    moved = _Moved(old, new)
    return [
        found
        for item in diagnostics
        if item.code != _SYNTAX_ERROR and (found := moved.diagnostic(item)) is not None
    ]


class _Moved:
    """Where lines are after one stretch of them was edited."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        most = min(len(old), len(new))
        same = (number for number in range(most) if old[number] != new[number])
        self._above = next(same, most)
        rest = most - self._above
        same = (number for number in range(rest) if old[-1 - number] != new[-1 - number])
        self._below = len(old) - next(same, rest)
        self._shift = len(new) - len(old)

    def diagnostic(self, item: Diagnostic) -> Diagnostic | None:
        """None where its own lines were edited; related places and fixes are dropped where theirs were."""
        span = self._span(item.span)
        row = item.noqa_row and self._row(item.noqa_row)
        if span is None or (item.noqa_row and row is None):
            return None
        related = [self._related(place, item.filename) for place in item.related]
        return replace(
            item,
            span=span,
            noqa_row=row,
            related=tuple(place for place in related if place is not None),
            fix=item.fix and self._fix(item.fix),
        )

    def _related(self, place: Related, filename: str) -> Related | None:
        if place.filename != filename:
            return place
        span = self._span(place.span)
        return None if span is None else replace(place, span=span)

    def _fix(self, fix: Fix) -> Fix | None:
        edits = [self._edit(edit) for edit in fix.edits]
        whole = tuple(edit for edit in edits if edit is not None)
        return replace(fix, edits=whole) if len(whole) == len(edits) else None

    def _edit(self, edit: Edit) -> Edit | None:
        span = self._span(edit.span)
        return None if span is None else replace(edit, span=span)

    def _span(self, span: Span) -> Span | None:
        start, end = self._row(span.start.row), self._row(span.end.row)
        if start is None or end is None or end - start != span.end.row - span.start.row:
            return None
        return Span(Location(start, span.start.column), Location(end, span.end.column))

    def _row(self, row: int) -> int | None:
        if row <= self._above:
            return row
        return row + self._shift if row > self._below else None
