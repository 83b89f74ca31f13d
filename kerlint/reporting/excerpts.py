"""Lines of the files that diagnostics stand in, as a terminal can show them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from kerlint.source import SourceError, decode, split_lines

_TAB = "    "
# Longer lines (a notebook's saved data, a minified list) are shown around the span only.
_WIDEST = 140


class Sources:
    """Lines by file and cell, read when asked for.

    Args:
        texts: the bytes of files that are not on disk under their name (standard input).
    """

    def __init__(self, texts: Mapping[str, bytes] | None = None) -> None:
        self._texts = dict(texts or {})
        self._lines: dict[tuple[str, int | None], list[str]] = {}

    def line(self, filename: str, row: int, cell: int | None = None) -> str | None:
        """One line without its end; None where the file cannot be read or has no such row."""
        key = (filename, cell)
        if key not in self._lines:
            self._lines[key] = self._read(filename, cell)
        lines = self._lines[key]
        return lines[row - 1] if 0 < row <= len(lines) else None

    def _read(self, filename: str, cell: int | None) -> list[str]:
        try:
            raw = self._texts[filename] if filename in self._texts else Path(filename).read_bytes()
            if cell is None:
                return split_lines(decode(raw)[0])
            cells = json.loads(raw)["cells"]
            code = [item for item in cells if item.get("cell_type") == "code"]
            source = code[cell - 1]["source"]
            return split_lines(source if isinstance(source, str) else "".join(source))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, SourceError):
            return []


def printable(text: str) -> str:
    """The text without characters that would act on a terminal; tabs become spaces."""
    text = text.replace("\t", _TAB)
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == " " else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shown(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line as it is shown, with the terminal columns (0-based) of the marked part's start and its width.

    Args:
        line: as in the file.
        start: 0-based index of the first marked character.
        end: index after the last.
    """
    start = min(start, len(line))
    end = max(start, min(end, len(line)))
    before, marked, after = (printable(part) for part in (line[:start], line[start:end], line[end:]))
    if len(before) + len(marked) + len(after) > _WIDEST:
        if len(before) > _WIDEST // 3:
            before = "…" + before[-(_WIDEST // 3) :]
        if len(marked) > _WIDEST:
            marked = marked[:_WIDEST] + "…"
            after = ""
        room = max(10, _WIDEST - len(before) - len(marked))
        if len(after) > room:
            after = after[:room] + "…"
    return (before + marked + after).rstrip(), columns(before), max(1, columns(marked))
