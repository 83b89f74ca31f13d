"""What an editor can offer at a finding: its fix, all safe fixes, a comment that ignores it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kerlint.diagnostic import Applicability, Diagnostic, Edit, Location, Span
from kerlint.fixer import FixError, fix_bytes, wanted
from kerlint.opened import Document, Part
from kerlint.settings import Settings
from kerlint.source import SourceError
from kerlint.suppression import ignore_edit

QUICK_FIX = "quickfix"
# What editors ask for when they save; for a notebook VS Code puts `notebook.` before it.
FIX_ALL = ("source.fixAll.kerlint", "notebook.source.fixAll.kerlint")
ALL_TITLE = "Fix all that is safe to fix"
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Offer:
    """One thing that can be done about a finding.

    Attributes:
        title: what it is called in a menu.
        finding: the one it is about.
        edits: what it changes in the texts of the document.
        preferred: is it what most would choose?
    """

    title: str
    finding: Diagnostic
    edits: tuple[Edit, ...]
    preferred: bool = False


def asked_for(kind: str, only: Sequence[str] | None) -> bool:
    """Does the editor want this kind of action? A kind stands for all below it, an empty one for all."""
    return not only or any(not asked or kind == asked or kind.startswith(f"{asked}.") for asked in only)


def at_range(
    document: Document, part: Part, diagnostics: Iterable[Diagnostic], wanted_range: Span
) -> list[Diagnostic]:
    """The findings that a range of one text touches."""
    return [
        item
        for item in diagnostics
        if document.part_at(item.cell) is part
        and item.span.start <= wanted_range.end
        and wanted_range.start <= item.span.end
    ]


def fixes(document: Document, here: Iterable[Diagnostic]) -> list[Offer]:
    """The fix of each finding; the safe ones are preferred."""
    found = []
    for item in here:
        if item.fix is not None:
            safe = item.fix.applicability is Applicability.SAFE
            title = item.fix.message if safe else f"{item.fix.message} ({item.fix.applicability})"
            found.append(Offer(title, item, _as_in(document, item.fix.edits), safe))
    return found


def ignores(document: Document, here: Iterable[Diagnostic]) -> list[Offer]:
    """A comment for each finding that suppresses it."""
    found = []
    for item in here:
        row, part = item.noqa_row or item.span.start.row, document.part_at(item.cell)
        if part is not None and row <= len(part.lines) and not part.lines[row - 1].rstrip().endswith("\\"):
            edit = replace(ignore_edit(part.text, item.code, row), cell=item.cell)
            title = f"Ignore {item.code} ({item.name}) on this line"
            found.append(Offer(title, item, (edit,)))
    return found


def all_fixed(document: Document, diagnostics: Iterable[Diagnostic], settings: Settings) -> tuple[Edit, ...]:
    """The edits that put all safe fixes in, with those that they make possible; none where there is none.

    Evaluates the document several times.
    """
    if not any(wanted(item, unsafe=False) for item in diagnostics):
        return ()
    try:
        fixed = fix_bytes(document.raw, document.path, settings).raw
        texts = document.texts_in(fixed)
    except (FixError, SourceError, UnicodeError):
        return ()
    return tuple(
        edit
        for number, (part, text) in enumerate(zip(document.parts, texts, strict=True), 1)
        if text != part.text
        for edit in _difference(part, text, number if document.is_notebook else None)
    )


def kinds_of_all(only: Sequence[str] | None, *, quick: bool, notebook: bool) -> list[str]:
    """As which kinds of action all safe fixes are offered.

    Args:
        only: the kinds that the editor asks for.
        quick: is there a finding at the place, and are quick fixes asked for?
        notebook: is it about a notebook?
    """
    kinds = [kind for kind in FIX_ALL[: 2 if notebook else 1] if asked_for(kind, only)]
    # Menus of all kinds at once would show the same twice.
    return [QUICK_FIX, *(kinds if only else [])] if quick else kinds


def _as_in(document: Document, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits with the new lines of the texts that they go into."""
    found = []
    for edit in edits:
        part = document.part_at(edit.cell)
        newline = _NEWLINE.search(part.text) if part else None
        found.append(replace(edit, content=_NEWLINE.sub(newline[0] if newline else "\n", edit.content)))
    return tuple(found)


def _difference(part: Part, text: str, cell: int | None) -> list[Edit]:
    """Edits of whole lines, so that the rest of the editor's text stays untouched."""
    old, new = (_with_ends(given) for given in (part.text, text))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    end = Location(len(part.lines), len(part.lines[-1]) + 1)
    edits = []
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            start, stop = (Location(row + 1, 1) if row < len(part.lines) else end for row in (first, last))
            edits.append(Edit(Span(start, stop), "".join(new[new_first:new_last]), cell))
    return edits


def _with_ends(text: str) -> list[str]:
    """The lines with their ends; an empty one after the last end."""
    ends = [match.end() for match in _NEWLINE.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
