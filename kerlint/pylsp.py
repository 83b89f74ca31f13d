"""A plugin of python-lsp-server: Kerlint's findings and fixes among its own, under Kerlint's own settings.

What it asks of a plugin: https://github.com/python-lsp/python-lsp-server/blob/develop/pylsp/hookspecs.py
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pylsp import hookimpl, uris

from kerlint import offers
from kerlint.diagnostic import Diagnostic, Edit, Location, Severity, Span
from kerlint.files import is_excluded
from kerlint.links import rule_page
from kerlint.opened import Document, Part
from kerlint.placing import placed_in, whole_text, without_jupyter_folder
from kerlint.rule import BrokenPlugin, rule_of
from kerlint.settings import Settings, SettingsError, SettingsFinder
from kerlint.source import NOTEBOOKS, split_lines

# The protocol's numbers.
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_UNNECESSARY = 1
_MARKUP = 1
_TOP = Span(Location(1, 1), Location(1, 1))
_KEPT = 8
_to_path: Any = uris.to_fs_path


@dataclass(slots=True)
class _Look:
    """What a look at a document gave.

    Attributes:
        document: as it was.
        settings: that were in force.
        diagnostics: all placed in this document.
        fixed: the edits of all safe fixes, None until asked for.
    """

    document: Document
    settings: Settings
    diagnostics: list[Diagnostic]
    fixed: tuple[Edit, ...] | None = None


# The last look at each of the documents looked at last, by path.
_looks: dict[str, _Look] = {}


@hookimpl
def pylsp_lint(workspace: Any, document: Any) -> list[dict[str, Any]]:
    """The findings in a document, as the Language Server Protocol has them."""
    opened, rows = _opened(workspace, document)
    try:
        look = _look(opened, anew=True)
    except (SettingsError, BrokenPlugin) as error:
        lines = split_lines(str(document.source))
        return [{"source": "Kerlint", "range": _range(lines, _TOP), "message": str(error), "severity": 1}]
    if look is None:
        return []
    told = []
    for item in look.diagnostics:
        if opened.part_at(item.cell) is not None:
            one = _told(item, opened)
            for end in one["range"].values():
                end["line"] += rows[(item.cell or 1) - 1] if rows else 0
            told.append(one)
    return told


@hookimpl
def pylsp_code_actions(
    workspace: Any,
    document: Any,
    range: dict[str, Any],  # noqa: A002 - the server names it so
    context: dict[str, Any],
) -> list[dict[str, Any]]:
    """What can be done about the findings in a range, and in the whole document."""
    opened, _ = _opened(workspace, document)
    try:
        look = _look(opened)
    except (SettingsError, BrokenPlugin):
        return []
    place = opened.place_of(document.uri)
    if look is None or place is None:
        return []
    part, only = place[0], context.get("only")
    here = offers.at_range(opened, part, look.diagnostics, _span(part.lines, range))
    quick = bool(here) and offers.asked_for(offers.QUICK_FIX, only)
    found = offers.fixes(opened, here) if quick else []
    actions = [_quick_fix(offer, opened) for offer in found]
    # All fixes of the document are looked for only where they are asked for: until then nothing else is answered.
    kinds = offers.kinds_of_all(only, quick=quick, notebook=opened.is_notebook) if quick or only else []
    if kinds and look.fixed is None:
        look.fixed = offers.all_fixed(opened, look.diagnostics, look.settings)
    if kinds and look.fixed:
        edit = _workspace_edit(look.fixed, opened)
        actions += [{"title": offers.ALL_TITLE, "kind": kind, "edit": edit} for kind in kinds]
    if quick:
        actions += [_quick_fix(offer, opened) for offer in offers.ignores(opened, here)]
    return actions


# --- documents --------------------------------------------------------------------------------------


def _opened(workspace: Any, document: Any) -> tuple[Document, list[int]]:
    """A document, or the notebook that a cell is of; and where a notebook's cells come joined, their first rows."""
    text, root = str(document.source), workspace.root_path or ""
    joined = not urlsplit(document.uri).scheme
    notebook = workspace.get_maybe_document(getattr(document, "notebook_uri", None))
    if joined:
        # The server hands a notebook's cells over under a name of the moment.
        notebooks = (other for other in workspace.documents.values() if hasattr(other, "cells"))
        notebook = next((other for other in notebooks if _text_of(_cells(workspace, other)) == text), None)
    if notebook is None:
        # From JupyterLab they come under the notebook's own name.
        path = os.path.join(root, "notebook.ipynb") if joined else without_jupyter_folder(str(document.path))
        return Document(document.uri, path, (Part(document.uri, text),)), []
    cells = _cells(workspace, notebook)
    parts, rows, row = [], [], 0
    for cell, source in cells:
        if cell.get("kind") != _MARKUP:
            parts.append(Part(cell["document"], source))
            rows.append(row)
        row += source.count("\n") + 1
    path = os.path.join(root, _to_path(notebook.uri) or "notebook.ipynb")
    if not path.endswith(NOTEBOOKS):
        path += ".ipynb"
    return Document(notebook.uri, path, tuple(parts)), rows if joined else []


def _cells(workspace: Any, notebook: Any) -> list[tuple[dict[str, Any], str]]:
    return [(cell, str(workspace.get_cell_document(cell["document"]).source)) for cell in notebook.cells]


def _text_of(cells: Iterable[tuple[dict[str, Any], str]]) -> str:
    return "\n".join(source for _, source in cells)


def _look(document: Document, *, anew: bool = False) -> _Look | None:
    """What a look at a document gives, or has given; None where it is excluded.

    Raises:
        SettingsError: the settings cannot be used.
        BrokenPlugin: installed rules cannot be loaded.
    """
    before = _looks.pop(document.path, None)
    finder = SettingsFinder()
    path = Path(document.path).absolute()
    if is_excluded(path, finder):
        return None
    settings = finder.for_folder(path.parent)
    same = before and before.document == document and before.settings.fingerprint == settings.fingerprint
    if before is None or anew or not same:
        found = document.checked(settings).diagnostics
        before = _Look(document, settings, [placed_in(item, document.path) for item in found])
    _looks[document.path] = before
    while len(_looks) > _KEPT:
        del _looks[next(iter(_looks))]
    return before


# --- in the protocol's words ------------------------------------------------------------------------


def _told(item: Diagnostic, document: Document) -> dict[str, Any]:
    page, rule, part = rule_page(item.code), rule_of(item.code), document.part_at(item.cell)
    told: dict[str, Any] = {
        "source": "Kerlint",
        "range": _range(part.lines if part else (), item.span),
        "message": whole_text(item),
        "severity": _SEVERITIES[item.severity],
        "code": item.code,
    }
    if page:
        told["codeDescription"] = {"href": page}
    if rule and rule.unnecessary:
        told["tags"] = [_UNNECESSARY]
    related = [
        {"location": {"uri": part.uri, "range": _range(part.lines, place.span)}, "message": place.message}
        for place in item.related
        if place.filename == item.filename and (part := document.part_at(place.cell))
    ]
    # A notebook whose cells are not known has no name that leads anywhere.
    if related and urlsplit(document.uri).scheme:
        told["relatedInformation"] = related
    return told


def _quick_fix(offer: offers.Offer, document: Document) -> dict[str, Any]:
    action = {
        "title": offer.title,
        "kind": offers.QUICK_FIX,
        "diagnostics": [_told(offer.finding, document)],
        "edit": _workspace_edit(offer.edits, document),
    }
    return {**action, "isPreferred": True} if offer.preferred else action


def _workspace_edit(edits: Iterable[Edit], document: Document) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        part = document.part_at(edit.cell)
        if part is not None:
            text_edit = {"range": _range(part.lines, edit.span), "newText": edit.content}
            changes.setdefault(part.uri, []).append(text_edit)
    return {"changes": changes}


def _range(lines: Sequence[str], span: Span) -> dict[str, Any]:
    """A span in 0-based rows and units of UTF-16, the only ones that python-lsp-server speaks."""

    def position(at: Location) -> dict[str, int]:
        line = lines[at.row - 1] if at.row <= len(lines) else ""
        return {"line": at.row - 1, "character": _units(line[: at.column - 1])}

    return {"start": position(span.start), "end": position(span.end)}


def _span(lines: Sequence[str], given: dict[str, Any]) -> Span:
    """The reverse; past a line's end, its end."""

    def location(at: dict[str, int]) -> Location:
        line = lines[at["line"]] if at["line"] < len(lines) else ""
        fitting = (end for end in range(len(line)) if _units(line[:end]) >= at["character"])
        return Location(at["line"] + 1, next(fitting, len(line)) + 1)

    return Span(location(given["start"]), location(given["end"]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
