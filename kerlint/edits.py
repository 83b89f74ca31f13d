"""From a rule's edits of nodes to edits of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kerlint.diagnostic import Edit, Location, Span
from kerlint.source import line_offsets, location_at

if TYPE_CHECKING:
    from kerlint.rule import NodeEdit


def offset_of(offsets: list[int], location: Location) -> int:
    """The offset of a place in a text whose lines start at `offsets` (see line_offsets)."""
    if location.row >= len(offsets):
        return offsets[-1]
    return min(offsets[location.row - 1] + location.column - 1, offsets[-1])


def text_edit(text: str, span: Span, edit: NodeEdit) -> Edit:
    """The edit of the text whose node has this span."""
    if edit.at == "before":
        return Edit(Span(span.start, span.start), edit.content)
    if edit.at == "after":
        return Edit(Span(span.end, span.end), edit.content)
    if edit.at == "above":
        return _above(text, span.start, edit.content)
    return Edit(span, edit.content) if edit.content else removal(text, span)


def removal(text: str, span: Span) -> Edit:
    """Take out an argument, a list's element or a whole statement, with the comma or the line that is its own."""
    offsets = line_offsets(text)
    start, end = offset_of(offsets, span.start), offset_of(offsets, span.end)
    comma = re.compile(r"[ \t]*,").match(text, end)
    if comma:
        end = comma.end()
    line_start = offsets[span.start.row - 1]
    rest = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)").match(text, end)
    if rest and not text[line_start:start].strip():
        # Alone on its lines: they go.
        start, end = line_start, rest.end()
    elif comma:
        end = re.compile(r"[ \t]*").match(text, end).end()  # type: ignore[union-attr]
    else:
        # The last one: the comma before it goes.
        before = re.search(r",\s*\Z", text[:start])
        start = before.start() if before else start
    return Edit(Span(location_at(text, start), location_at(text, end)), "")


def _above(text: str, place: Location, content: str) -> Edit:
    """A statement in front of the one that starts at `place`: on a line of its own where that one has its own."""
    offsets = line_offsets(text)
    before = text[offsets[place.row - 1] : offset_of(offsets, place)]
    end = "; " if before.strip() else f"\n{before}"
    return Edit(Span(place, place), content + end)
