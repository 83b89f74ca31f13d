"""Fixes put into files: conflicts are left for the next round, and nothing is written that does not parse."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.diagnostic import Applicability, Diagnostic, Fix
from kerlint.edits import offset_of
from kerlint.linter import check_bytes
from kerlint.source import SourceError, decode, line_offsets, read_source, split_lines

if TYPE_CHECKING:
    from kerlint.settings import Settings

# Fixes may make room for others; more rounds than this means that two rules undo each other.
_MOST_ROUNDS = 20


class FixError(Exception):
    """A file cannot be fixed, and was left as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with fixes put in.

    Attributes:
        raw: the new bytes; the old ones where nothing could be fixed.
        count: how many fixes were put in.
    """

    raw: bytes
    count: int


def wanted(diagnostic: Diagnostic, *, unsafe: bool) -> bool:
    """Does the finding have a fix that may be put in?"""
    levels = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    return diagnostic.fix is not None and diagnostic.fix.applicability in levels


def fix_bytes(raw: bytes, path: str, settings: Settings, *, unsafe: bool = False) -> Fixed:
    """Put fixes in, round by round, until none is left or a round changes nothing.

    Encoding, byte order mark and newlines stay. A fix whose result does not parse is left out.

    Raises:
        FixError: the file is a notebook that cannot be written back as it was laid out.
    """
    count = 0
    for _ in range(_MOST_ROUNDS):
        found = check_bytes(raw, path, settings).diagnostics
        fixes = [
            (item.cell, item.fix)
            for item in found
            if item.fix and item.filename == path and wanted(item, unsafe=unsafe)
        ]
        if not fixes:
            break
        changed, number = _round(raw, path, fixes)
        if changed == raw:
            break
        raw, count = changed, count + number
    return Fixed(raw, count)


def write_atomically(path: str, raw: bytes) -> None:
    """Replace a file's content: readers see the old or the new, never a part. Mode and links stay.

    Raises:
        FixError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        Path(temporary).chmod(target.stat().st_mode & 0o7777)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise FixError(f"{path}: cannot be written: {error.strerror}") from error


def apply_fixes(text: str, fixes: Sequence[Fix], newline: str = "\n") -> tuple[str, list[Fix]]:
    """Put in every fix that overlaps no earlier one; all edits of a fix or none.

    Returns:
        The new text, and the fixes that are in it.
    """
    offsets = line_offsets(text)
    taken: list[tuple[int, int, str]] = []
    applied: list[Fix] = []
    for fix in sorted((fix for fix in fixes if fix.edits), key=lambda fix: min(e.span for e in fix.edits)):
        edits = [
            (
                offset_of(offsets, edit.span.start),
                offset_of(offsets, edit.span.end),
                re.sub(r"\r\n|\r|\n", newline, edit.content),
            )
            for edit in fix.edits
        ]
        if not any(_overlap(new, old) for new in edits for old in taken):
            taken += edits
            applied.append(fix)
    parts = []
    position = 0
    for start, end, content in sorted(taken):
        parts += [text[position:start], content]
        position = end
    return "".join([*parts, text[position:]]), applied


def _overlap(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    """Insertions at the same place count: their order would be a matter of chance."""
    return (a[0] < b[1] and b[0] < a[1]) or a[0] == b[0]


def _round(raw: bytes, path: str, fixes: list[tuple[int | None, Fix]]) -> tuple[bytes, int]:
    """All fixes at once; one by one where the result of all does not parse."""
    changed, applied = _apply(raw, path, fixes)
    if _parses(changed, path):
        return changed, len(applied)
    for fix in fixes:
        changed, applied = _apply(raw, path, [fix])
        if changed != raw and _parses(changed, path):
            return changed, len(applied)
    return raw, 0


def _parses(raw: bytes, path: str) -> bool:
    from kerlint.syntax import parse, with_deep_stack

    try:
        text = read_source(raw, path).text
        with_deep_stack(lambda: parse(text))
    except (SourceError, RecursionError):
        return False
    return True


def _apply(raw: bytes, path: str, fixes: Iterable[tuple[int | None, Fix]]) -> tuple[bytes, list[Fix]]:
    if path.endswith(".ipynb"):
        return _apply_to_notebook(raw, path, list(fixes))
    text, encoding = decode(raw)
    newline = read_source(raw, path).newline
    changed, applied = apply_fixes(text, [fix for _, fix in fixes], newline)
    try:
        return changed.encode(encoding), applied
    except UnicodeEncodeError:
        return raw, []


# --- notebooks --------------------------------------------------------------------------------------


def _apply_to_notebook(raw: bytes, path: str, fixes: list[tuple[int | None, Fix]]) -> tuple[bytes, list[Fix]]:
    text, encoding = decode(raw)
    layout = _layout(text)
    if layout is None:
        raise FixError(f"{path}: is not laid out as Jupyter writes notebooks; save it there once, then fix")
    notebook = json.loads(text)
    code = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code"]
    applied: list[Fix] = []
    for number, cell in enumerate(code, 1):
        mine = [fix for wanted_cell, fix in fixes if wanted_cell == number]
        if not mine:
            continue
        as_list = isinstance(cell["source"], list)
        joined = "".join(cell["source"]) if as_list else cell["source"]
        changed, put_in = apply_fixes(joined, mine)
        applied += put_in
        lines = [f"{line}\n" for line in split_lines(changed)]
        lines[-1] = lines[-1][:-1]
        cell["source"] = [line for line in lines if line] if as_list else changed
    return _dumped(notebook, layout).encode(encoding), applied


_Layout = tuple[int | str | None, bool, str]


def _layout(text: str) -> _Layout | None:
    """How the notebook's JSON is written (indent, ASCII only, end), None where it cannot be written so again."""
    notebook = json.loads(text)
    end = text[len(text.rstrip()) :]
    indented = re.match(r"\{\r?\n([ \t]+)", text)
    for indent in {indented[1]} if indented else {None}:
        for ascii_only in (False, True):
            layout = (indent, ascii_only, end)
            if _dumped(notebook, layout) == text:
                return layout
    return None


def _dumped(notebook: Any, layout: _Layout) -> str:
    indent, ascii_only, end = layout
    return json.dumps(notebook, indent=indent, ensure_ascii=ascii_only) + end
