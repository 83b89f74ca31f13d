"""The sources of a notebook's code cells where they stand in the file's JSON, to change these and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_JSON = json.JSONDecoder(strict=False, parse_int=float)
# One character of a string as JSON writes it; one beyond the 16 bits of \u takes two of these.
_CHARACTER = re.compile(r"\\u[dD][89abAB]\w{2}\\u[dD][c-fC-F]\w{2}|\\u\w{4}|\\.|.", re.DOTALL)

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Character:
    """One character of a source.

    Attributes:
        text: it.
        json: how JSON writes it.
        lead: what stands in front of it that is none: quotes, commas, white space. None where that is to be found.
    """

    text: str
    json: str
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one code cell.

    Attributes:
        text: the code.
        start, end: where its JSON stands in the file's text.
        strings: where the strings stand that it is made of: one, or those of a list.
    """

    text: str
    start: int
    end: int
    strings: tuple[_Place, ...] = ()

    def edited(self, file: str, edits: Sequence[tuple[int, int, str]]) -> str:
        """Its JSON with edits put in; what they leave alone keeps its very bytes.

        Args:
            file: the file's text.
            edits: start, end and new content, counted in `text`; none overlaps another.
        """
        own = file[self.start : self.end]
        before = list(self._characters(file))
        opening, closing = ('["', '"]') if own.startswith("[") else ('"', '"')
        parting = None
        if before:
            opening, closing = before[0].lead or "", file[self.strings[-1][1] - 1 : self.end]
            parting = _parting(before) if own.startswith("[") else None
        escaped = own.isascii() and (r"\u" in own or file.isascii())
        after: list[_Character] = []
        position = 0
        for start, end, content in sorted(edits):
            after += before[position:start]
            after += [_Character(character, _dumped(character, escaped)) for character in content]
            position = end
            if end < len(before):
                before[end] = replace(before[end], lead=None)
        after += before[position:]
        if not after:
            return "[]" if own.startswith("[") else '""'
        parts = [opening, after[0].json]
        for last, character in pairwise(after):
            new_line = parting if parting and _ends_line(last, character) else ""
            parts += [new_line if character.lead is None else character.lead, character.json]
        return "".join([*parts, closing])

    def _characters(self, file: str) -> Iterator[_Character]:
        done = self.start
        for start, end in self.strings:
            place = start + 1
            while place < end - 1:
                match = _CHARACTER.match(file, place, end - 1)
                assert match is not None
                yield _Character(_JSON.decode(f'"{match[0]}"'), match[0], file[done:place])
                done = place = match.end()


def _parting(characters: Sequence[_Character]) -> str | None:
    """What stands between the lines of a list that has a string for each; None for a list of another kind."""
    lead = characters[0].lead or ""
    # A single line says how the list begins; the next one would follow in the same way.
    parting = f'",{lead[1:-1] or " "}"'
    for last, character in pairwise(characters):
        if bool(character.lead) != _ends_line(last, character):
            return None
        parting = character.lead or parting
    return parting


def _ends_line(last: _Character, following: _Character) -> bool:
    return last.text == "\n" or (last.text == "\r" and following.text != "\n")


def _dumped(character: str, escaped: bool) -> str:
    # Half a surrogate pair can be named, but no file can hold it.
    return json.dumps(character, ensure_ascii=escaped or "\ud800" <= character <= "\udfff")[1:-1]


def sources(text: str) -> list[Source]:
    """The sources of the code cells, in order.

    `text` is the JSON of a notebook that `kerlint.notebook` reads.
    """
    root = _members(text, _skip(text, 1 if text.startswith("\ufeff") else 0))
    sheets = [root]
    if "cells" not in root or text[root["cells"][0]] != "[":
        # Format 3 had worksheets.
        sheets = [_members(text, start) for start, _ in _items(text, root["worksheets"][0])]
    found = []
    for sheet in sheets:
        for start, _ in _items(text, sheet["cells"][0]) if "cells" in sheet else ():
            cell = _members(text, start)
            kind = cell.get("cell_type")
            if kind is not None and _JSON.raw_decode(text, kind[0])[0] == "code":
                found.append(_source(text, cell.get("source", cell.get("input"))))
    return found


def _source(text: str, place: _Place | None) -> Source:
    if place is None:
        return Source("", 0, 0)
    places = _items(text, place[0]) if text[place[0]] == "[" else [place]
    strings = tuple(item for item in places if text[item[0]] == '"')
    joined = "".join(_JSON.raw_decode(text, start)[0] for start, _ in strings)
    return Source(joined, *place, strings)


# --- JSON with positions ----------------------------------------------------------------------------


def _members(text: str, start: int) -> dict[str, _Place]:
    """Where the values of an object stand, by their names; none for another value. The text is known to be JSON."""
    places: dict[str, _Place] = {}
    if text[start] == "{":
        place = _skip(text, start + 1)
        while text[place] != "}":
            name, place = _JSON.raw_decode(text, place)
            # Over the colon.
            place = _skip(text, _skip(text, place) + 1)
            places[name] = place, _JSON.raw_decode(text, place)[1]
            place = _next(text, places[name][1])
    return places


def _items(text: str, start: int) -> list[_Place]:
    """Where the items of an array stand; none for another value."""
    places: list[_Place] = []
    if text[start] == "[":
        place = _skip(text, start + 1)
        while text[place] != "]":
            places.append((place, _JSON.raw_decode(text, place)[1]))
            place = _next(text, places[-1][1])
    return places


def _next(text: str, end: int) -> int:
    """The next item or the closing bracket behind a value."""
    place = _skip(text, end)
    return _skip(text, place + 1) if text[place] == "," else place


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
