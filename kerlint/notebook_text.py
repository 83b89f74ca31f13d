"""The sources of a notebook's code cells where they stand in the file's JSON, to change these and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kerlint.source import split_lines

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_STRING = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of the JSON text: where it stands, and what is in it.

    Attributes:
        content: a str, a list or dict of values, None for numbers and the like.
    """

    start: int
    end: int
    content: Any


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one code cell.

    Attributes:
        text: the code.
        start, end: where its JSON stands in the file's text.
        lines: the strings it is made of, in JSON as they stand there, with what parts them; None for one string.
    """

    text: str
    start: int
    end: int
    lines: _Lines | None = None

    def replaced(self, code: str) -> str:
        """The JSON of other code, in the manner of this one; lines that stay keep their very bytes."""
        if self.lines is None:
            return json.dumps(code, ensure_ascii=code.isascii() or not _encodable(code))
        rows = [f"{row}\n" for row in split_lines(code)]
        rows[-1] = rows[-1][:-1]
        texts = [self.lines.json.get(row) or _dumped(row, self.lines) for row in rows if row]
        if not texts:
            return "[]"
        return f"[{self.lines.before}{self.lines.between.join(texts)}{self.lines.after}]"


@dataclass(frozen=True, slots=True)
class _Lines:
    """A list of strings: the JSON of each, by what it says, and what stands before, between and after them."""

    json: dict[str, str]
    before: str
    between: str
    after: str


def sources(text: str) -> list[Source]:
    """The sources of the code cells, in order.

    `text` is the JSON of a notebook that `kerlint.notebook` reads.
    """
    root = _value(text, _skip(text, 1 if text.startswith("\ufeff") else 0))
    found = []
    for cell in _cells(root):
        content = cell.content
        kind = content.get("cell_type")
        source = content.get("source", content.get("input"))
        if kind is not None and kind.content == "code":
            found.append(_source(text, source))
    return found


def _cells(root: _Value) -> Iterator[_Value]:
    top = root.content
    sheets = [root]
    if not isinstance(top["cells"].content if "cells" in top else None, list):
        # Format 3 had worksheets.
        sheets = top["worksheets"].content
    for sheet in sheets:
        cells = sheet.content.get("cells") if isinstance(sheet.content, dict) else None
        for cell in cells.content if cells is not None and isinstance(cells.content, list) else ():
            if isinstance(cell.content, dict):
                yield cell


def _source(text: str, value: _Value | None) -> Source:
    if value is None:
        return Source("", 0, 0)
    if isinstance(value.content, str):
        return Source(value.content, value.start, value.end)
    parts = value.content if isinstance(value.content, list) else []
    joined = "".join(part.content for part in parts if isinstance(part.content, str))
    if not parts:
        return Source(joined, value.start, value.end, _Lines({}, "", ", ", ""))
    before = text[value.start + 1 : parts[0].start]
    between = text[parts[0].end : parts[1].start] if len(parts) > 1 else f",{before or ' '}"
    after = text[parts[-1].end : value.end - 1]
    own = {part.content: text[part.start : part.end] for part in parts if isinstance(part.content, str)}
    return Source(joined, value.start, value.end, _Lines(own, before, between, after))


def _dumped(row: str, lines: _Lines) -> str:
    """A new line, its letters beyond ASCII as the other lines have theirs."""
    escaped = any(r"\u" in text for text in lines.json.values()) or not _encodable(row)
    return json.dumps(row, ensure_ascii=escaped)


def _encodable(text: str) -> bool:
    """Without half a surrogate pair, which JSON can name but no file can hold."""
    return not re.search("[\ud800-\udfff]", text)


# --- JSON with positions ----------------------------------------------------------------------------


def _value(text: str, start: int) -> _Value:
    """The value at a place; the text is known to be JSON."""
    if text[start] == '"':
        content, end = _STRING.raw_decode(text, start)
        return _Value(start, end, content)
    if text[start] == "{":
        return _object(text, start)
    if text[start] == "[":
        return _array(text, start)
    match = _SCALAR.match(text, start)
    assert match is not None
    return _Value(start, match.end(), None)


def _object(text: str, start: int) -> _Value:
    content: dict[str, _Value] = {}
    place = _skip(text, start + 1)
    while text[place] != "}":
        name, place = _STRING.raw_decode(text, place)
        # Over the colon.
        content[name] = _value(text, _skip(text, _skip(text, place) + 1))
        place = _skip(text, content[name].end)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return _Value(start, place + 1, content)


def _array(text: str, start: int) -> _Value:
    content: list[_Value] = []
    place = _skip(text, start + 1)
    while text[place] != "]":
        content.append(_value(text, place))
        place = _skip(text, content[-1].end)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return _Value(start, place + 1, content)


def _skip(text: str, place: int) -> int:
    return _SPACE.match(text, place).end()  # type: ignore[union-attr]


def notebook_of(sources: Sequence[str], outputs: Sequence[list[Any]] | None = None) -> bytes:
    """The file of a notebook that an editor has open: its code cells, and for each the outputs that are known."""
    known = outputs if outputs is not None else [[] for _ in sources]
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": stored,
            "source": source.splitlines(keepends=True),
        }
        for source, stored in zip(sources, known, strict=True)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(notebook, indent=1).encode()
