"""Fixes put into files: conflicts are left for the next round, and nothing is written that does not parse."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kerlint.diagnostic import Applicability, Diagnostic, Fix, Span
from kerlint.edits import offset_of
from kerlint.linter import check_bytes
from kerlint.source import NOTEBOOKS, SourceError, decode, line_offsets, newline_of, read_source

if TYPE_CHECKING:
    from kerlint.settings import Settings

# Fixes may make room for others; more rounds than this means that two rules undo each other.
_MOST_ROUNDS = 20


class FixError(Exception):
    """A file cannot be written, and was left as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with fixes put in.

    Attributes:
        raw: the new bytes; the old ones where nothing could be fixed.
        count: how many fixes were put in.
        refused: one line for each fix that was left out because the code would no longer parse with it.
    """

    raw: bytes
    count: int
    refused: tuple[str, ...] = ()


def wanted(diagnostic: Diagnostic, *, unsafe: bool) -> bool:
    """Does the finding have a fix that may be put in?"""
    levels = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    return diagnostic.fix is not None and diagnostic.fix.applicability in levels


def fix_bytes(raw: bytes, path: str, settings: Settings, *, unsafe: bool = False) -> Fixed:
    """Put fixes in, round by round, until none is left or a round changes nothing; none where that never happens.

    Encoding, byte order mark and newlines stay, and so does all of a notebook but the sources of the cells that
    change. A fix whose result does not parse is left out.
    """
    before = raw
    count = 0
    refused: tuple[str, ...] = ()
    seen = {raw}
    for _ in range(_MOST_ROUNDS):
        found = [
            item
            for item in check_bytes(raw, path, settings).diagnostics
            if item.filename == path and wanted(item, unsafe=unsafe)
        ]
        if not found:
            break
        changed, number, refused = _round(raw, path, found)
        if changed in seen:
            # Nothing more can be put in, or two rules undo each other.
            break
        seen.add(changed)
        raw, count = changed, count + number
    else:
        # Each of them makes room for the next one, without an end.
        found_by = ", ".join(sorted({item.code for item in found}))
        return Fixed(before, 0, (f"{path}: left as it is: the fixes of {found_by} come to no end",))
    return Fixed(raw, count, refused)


def write_atomically(path: str, raw: bytes, before: bytes | None = None) -> None:
    """Replace a file's content: readers see the old or the new, never a part. Mode, owner and symbolic links stay.

    Raises:
        FixError: the file cannot be written, or has another content than `before` by now.
    """
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        if not os.access(target, os.W_OK):
            # Its folder would allow it all the same.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        known = target.stat()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        with contextlib.suppress(OSError, AttributeError):
            # Root fixes other people's files; on Windows there is no such thing.
            os.chown(temporary, known.st_uid, known.st_gid)
        Path(temporary).chmod(known.st_mode & 0o7777)
        if before is not None and target.read_bytes() != before:
            raise FixError(f"{path}: was changed while it was fixed, and is left as it is")
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise FixError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def apply_fixes(text: str, fixes: Sequence[Fix], newline: str = "\n") -> tuple[str, list[Fix]]:
    """Put in every fix that overlaps no earlier one; all edits of a fix or none.

    Returns:
        The new text, and the fixes that are in it.
    """
    edits, applied = _chosen({None: text}, fixes, {None: newline})
    return _edited(text, edits[None]), applied


# Start, end and new content, counted in characters.
_Edit = tuple[int, int, str]


def _chosen(
    texts: Mapping[int | None, str], fixes: Sequence[Fix], newlines: Mapping[int | None, str]
) -> tuple[dict[int | None, list[_Edit]], list[Fix]]:
    """The edits that are to be made, by the number of their cell, and the fixes that they are of."""
    offsets = {cell: line_offsets(text) for cell, text in texts.items()}
    taken: dict[int | None, list[_Edit]] = {cell: [] for cell in texts}
    applied: list[Fix] = []
    for fix in sorted((fix for fix in fixes if fix.edits), key=_place):
        edits = [
            (
                edit.cell,
                (
                    offset_of(offsets[edit.cell], edit.span.start),
                    offset_of(offsets[edit.cell], edit.span.end),
                    re.sub(r"\r\n|\r|\n", newlines[edit.cell], edit.content),
                ),
            )
            for edit in fix.edits
        ]
        if not any(_overlap(new, old) for cell, new in edits for old in taken[cell]):
            for cell, edit in edits:
                taken[cell].append(edit)
            applied.append(fix)
    return taken, applied


def _place(fix: Fix) -> tuple[int, Span]:
    return min((edit.cell or 0, edit.span) for edit in fix.edits)


def _edited(text: str, edits: list[_Edit]) -> str:
    parts = []
    position = 0
    for start, end, content in sorted(edits):
        parts += [text[position:start], content]
        position = end
    return "".join([*parts, text[position:]])


def _overlap(a: _Edit, b: _Edit) -> bool:
    """Insertions at the same place count: their order would be a matter of chance."""
    return (a[0] < b[1] and b[0] < a[1]) or a[0] == b[0]


def _round(raw: bytes, path: str, found: list[Diagnostic]) -> tuple[bytes, int, tuple[str, ...]]:
    """All fixes at once; where the result does not parse, those with which it does, one after the other."""
    fixes = [item.fix for item in found if item.fix is not None]
    changed, applied = _apply(raw, path, fixes)
    if _parses(changed, path, raw):
        return changed, len(applied), ()
    good: list[Fix] = []
    refused = []
    best = raw
    for item, fix in zip(found, fixes, strict=True):
        changed, applied = _apply(raw, path, [*good, fix])
        if _parses(changed, path, raw):
            good, best = applied, changed
        else:
            cell = "" if item.cell is None else f"cell {item.cell}:"
            refused.append(
                f"{path}:{cell}{item.span.start.row}: the fix of {item.code} ({fix.message}) was left out: "
                "the code would not parse"
            )
    return best, len(good), tuple(refused)


def _parses(raw: bytes, path: str, before: bytes) -> bool:
    """Is it still Python? Of a notebook each cell that was, of Markdown each fence: the others are passed over."""
    from kerlint.cells import parse_source
    from kerlint.syntax import with_deep_stack

    def broken(content: bytes) -> tuple[int, int]:
        source = read_source(content, path)
        return -len(source.cells), len(with_deep_stack(lambda: parse_source(source))[2])

    try:
        return broken(raw) <= broken(before)
    except (SourceError, RecursionError):
        return False


def _apply(raw: bytes, path: str, fixes: Sequence[Fix]) -> tuple[bytes, list[Fix]]:
    if path.endswith(NOTEBOOKS):
        return _apply_to_notebook(raw, fixes)
    text, encoding = decode(raw)
    newline = read_source(raw, path).newline
    changed, applied = apply_fixes(text, fixes, newline)
    try:
        return changed.encode(encoding), applied
    except UnicodeEncodeError:
        return raw, []


# --- notebooks --------------------------------------------------------------------------------------


def _apply_to_notebook(raw: bytes, fixes: Sequence[Fix]) -> tuple[bytes, list[Fix]]:
    """Only the JSON of sources that change is written anew."""
    from kerlint.notebook_text import sources

    text = raw.decode("utf-8")
    cells = sources(text)
    texts: dict[int | None, str] = {number: cell.text for number, cell in enumerate(cells, 1)}
    edits, applied = _chosen(texts, fixes, {number: newline_of(code) for number, code in texts.items()})
    parts = []
    position = 0
    for number, cell in sorted(enumerate(cells, 1), key=lambda entry: entry[1].start):
        if edits[number]:
            parts += [text[position : cell.start], cell.edited(text, edits[number])]
            position = cell.end
    return "".join([*parts, text[position:]]).encode("utf-8"), applied
