"""Places as Kerlint counts them (1-based, code points) and as the editor does (0-based, UTF-8, -16 or -32 units)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from kerlint.diagnostic import Location, Span
from kerlint.edits import offset_of
from kerlint.source import line_offsets, split_lines

if TYPE_CHECKING:
    from pygls.workspace import PositionCodec


class Units:
    """The units that editor and server agreed on.

    Args:
        codec: counts them.
    """

    def __init__(self, codec: PositionCodec) -> None:
        self._codec = codec

    def range_in(self, lines: Sequence[str], span: Span) -> lsp.Range:
        """A span of these lines, for the editor."""

        def position(at: Location) -> lsp.Position:
            line = lines[at.row - 1] if at.row <= len(lines) else ""
            return lsp.Position(at.row - 1, self._codec.client_num_units(line[: at.column - 1]))

        return lsp.Range(position(span.start), position(span.end))

    def span_in(self, lines: Sequence[str], asked: lsp.Range) -> Span:
        """The editor's range in these lines."""
        return Span(self.location_in(lines, asked.start), self.location_in(lines, asked.end))

    def location_in(self, lines: Sequence[str], at: lsp.Position) -> Location:
        """The editor's position in these lines; past a line's end, its end."""
        line = lines[at.line] if at.line < len(lines) else ""
        units = 0
        for column, character in enumerate(line):
            if units >= at.character:
                return Location(at.line + 1, column + 1)
            units += self._codec.client_num_units(character)
        return Location(at.line + 1, len(line) + 1)

    def changed(self, text: str, changes: Sequence[lsp.TextDocumentContentChangeEvent]) -> str:
        """The text after the editor's changes, one after the other."""
        for change in changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                lines, offsets = split_lines(text), line_offsets(text)
                start = offset_of(offsets, self.location_in(lines, change.range.start))
                end = offset_of(offsets, self.location_in(lines, change.range.end))
                text = text[:start] + change.text + text[end:]
            else:
                text = change.text
        return text
