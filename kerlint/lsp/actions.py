"""What the editor's menu offers at a finding: its fix, all safe fixes, to ignore it, to explain its rule."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lsprotocol import types as lsp

from kerlint.diagnostic import Applicability, Diagnostic, Edit, Location, Span
from kerlint.fixer import FixError, fix_bytes, wanted
from kerlint.lsp.documents import Document, Part
from kerlint.lsp.positions import Units
from kerlint.lsp.telling import to_client
from kerlint.settings import Settings
from kerlint.source import SourceError
from kerlint.suppression import ignore_edit

EXPLAIN = "kerlint.explainRule"
# What editors ask for when they save; for a notebook VS Code puts `notebook.` before it.
FIX_ALL = (f"{lsp.CodeActionKind.SourceFixAll.value}.kerlint", "notebook.source.fixAll.kerlint")
KINDS = (lsp.CodeActionKind.QuickFix, *FIX_ALL)
_NEWLINE = re.compile(r"\r\n|\r|\n")

Edits = dict[str, list[lsp.TextEdit]]


def asked_for(kind: str, only: Sequence[str] | None) -> bool:
    """Does the editor want this kind of action? A kind stands for all below it, an empty one for all."""
    return not only or any(not asked or kind == asked or kind.startswith(f"{asked}.") for asked in only)


def at_range(
    document: Document, part: Part, diagnostics: Iterable[Diagnostic], wanted_range: lsp.Range, units: Units
) -> list[Diagnostic]:
    """The findings that a range of one text touches."""
    start, end = (units.location_in(part.lines, at) for at in (wanted_range.start, wanted_range.end))
    return [
        item
        for item in diagnostics
        if document.part_at(item.cell) is part and item.span.start <= end and start <= item.span.end
    ]


def quick_fixes(document: Document, here: Iterable[Diagnostic], units: Units) -> list[lsp.CodeAction]:
    """The fix of each finding; the safe ones are preferred."""
    found = []
    for item in here:
        if item.fix is not None:
            safe = item.fix.applicability is Applicability.SAFE
            title = item.fix.message if safe else f"{item.fix.message} ({item.fix.applicability})"
            action = _edit(title, document, item, item.fix.edits, units)
            action.is_preferred = safe
            found.append(action)
    return found


def ignores(document: Document, here: Iterable[Diagnostic], units: Units) -> list[lsp.CodeAction]:
    """A comment for each finding that suppresses it."""
    found = []
    for item in here:
        row, part = item.noqa_row or item.span.start.row, document.part_at(item.cell)
        if part is not None and row <= len(part.lines) and not part.lines[row - 1].rstrip().endswith("\\"):
            edit = replace(ignore_edit(part.text, item.code, row), cell=item.cell)
            title = f"Ignore {item.code} ({item.name}) on this line"
            found.append(_edit(title, document, item, (edit,), units))
    return found


def explanations(here: Iterable[Diagnostic]) -> list[lsp.CodeAction]:
    """A command for each rule that found something, see `EXPLAIN`."""
    found = []
    for code, name in dict.fromkeys((item.code, item.name) for item in here):
        title = f"Explain {code} ({name})"
        command = lsp.Command(title, EXPLAIN, arguments=[code])
        found.append(lsp.CodeAction(title, kind=lsp.CodeActionKind.QuickFix, command=command))
    return found


def fix_all(edits: Edits, kinds: Iterable[str]) -> list[lsp.CodeAction]:
    """One action of each kind that puts all safe fixes in."""
    edit = lsp.WorkspaceEdit(changes=edits)
    return [lsp.CodeAction("Fix all that is safe to fix", kind=kind, edit=edit) for kind in kinds]


def all_fixed(
    document: Document, diagnostics: Iterable[Diagnostic], settings: Settings, units: Units
) -> Edits:
    """The edits that put all safe fixes in, with those that they make possible; none where there is none.

    Evaluates the document several times.
    """
    if not any(wanted(item, unsafe=False) for item in diagnostics):
        return {}
    try:
        fixed = fix_bytes(document.raw, document.path, settings).raw
        texts = document.texts_in(fixed)
    except (FixError, SourceError, UnicodeError):
        return {}
    return {
        part.uri: _difference(part, text, units)
        for part, text in zip(document.parts, texts, strict=True)
        if text != part.text
    }


def _difference(part: Part, text: str, units: Units) -> list[lsp.TextEdit]:
    """Edits of whole lines, so that the rest of the editor's text stays untouched."""
    old, new = (_with_ends(given) for given in (part.text, text))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    end = Location(len(part.lines), len(part.lines[-1]) + 1)
    edits = []
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            start, stop = (Location(row + 1, 1) if row < len(part.lines) else end for row in (first, last))
            content = "".join(new[new_first:new_last])
            edits.append(lsp.TextEdit(units.range_in(part.lines, Span(start, stop)), content))
    return edits


def _with_ends(text: str) -> list[str]:
    """The lines with their ends; an empty one after the last end."""
    ends = [match.end() for match in _NEWLINE.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _edit(
    title: str, document: Document, item: Diagnostic, edits: Sequence[Edit], units: Units
) -> lsp.CodeAction:
    told = to_client(item, document, units)
    changes: Edits = {}
    for edit in edits:
        part = document.part_at(edit.cell)
        if part is not None:
            newline = _NEWLINE.search(part.text)
            content = _NEWLINE.sub(newline[0] if newline else "\n", edit.content)
            text_edit = lsp.TextEdit(units.range_in(part.lines, edit.span), content)
            changes.setdefault(part.uri, []).append(text_edit)
    return lsp.CodeAction(
        title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[told] if told else None,
        edit=lsp.WorkspaceEdit(changes=changes),
    )
