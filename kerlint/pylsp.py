"""A plugin of python-lsp-server: Kerlint's findings among its own, under Kerlint's own settings.

What it asks of a plugin: https://github.com/python-lsp/python-lsp-server/blob/develop/pylsp/hookspecs.py
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pylsp import hookimpl

from kerlint.diagnostic import Diagnostic, Location, Severity, Span
from kerlint.files import is_excluded
from kerlint.links import rule_page
from kerlint.linter import check_bytes, check_text
from kerlint.notebook_text import notebook_of
from kerlint.placing import placed_in, whole_text, without_jupyter_folder
from kerlint.rule import BrokenPlugin, rule_of
from kerlint.settings import SettingsError, SettingsFinder
from kerlint.source import NOTEBOOKS, split_lines

# The protocol's numbers.
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_UNNECESSARY = 1
_TOP = Span(Location(1, 1), Location(1, 1))


@hookimpl
def pylsp_lint(workspace: Any, document: Any) -> list[dict[str, Any]]:
    """The findings in a document, as the Language Server Protocol has them."""
    text = str(document.source)
    lines = split_lines(text)
    # A notebook's cells come joined: from the server under a name that is no URI, from JupyterLab under its own.
    joined = not urlsplit(document.uri).scheme
    path = os.path.join(workspace.root_path or "", "notebook.ipynb") if joined else str(document.path)
    path = without_jupyter_folder(path)
    try:
        finder = SettingsFinder()
        absolute = Path(path).absolute()
        if is_excluded(absolute, finder):
            return []
        settings = finder.for_folder(absolute.parent)
        if path.endswith(NOTEBOOKS):
            checked = check_bytes(notebook_of([text]), path, settings)
        else:
            checked = check_text(text, path, settings)
    except (SettingsError, BrokenPlugin) as error:
        return [{"source": "Kerlint", "range": _range(lines, _TOP), "message": str(error), "severity": 1}]
    uri = "" if joined else document.uri
    return [_told(placed_in(item, path), lines, uri) for item in checked.diagnostics]


def _told(item: Diagnostic, lines: Sequence[str], uri: str) -> dict[str, Any]:
    page, rule = rule_page(item.code), rule_of(item.code)
    told: dict[str, Any] = {
        "source": "Kerlint",
        "range": _range(lines, item.span),
        "message": whole_text(item),
        "severity": _SEVERITIES[item.severity],
        "code": item.code,
    }
    if page:
        told["codeDescription"] = {"href": page}
    if rule and rule.unnecessary:
        told["tags"] = [_UNNECESSARY]
    related = [place for place in item.related if place.filename == item.filename]
    if related and uri:
        told["relatedInformation"] = [
            {"location": {"uri": uri, "range": _range(lines, place.span)}, "message": place.message}
            for place in related
        ]
    return told


def _range(lines: Sequence[str], span: Span) -> dict[str, Any]:
    """A span in 0-based rows and units of UTF-16, the only ones that python-lsp-server speaks."""

    def position(at: Location) -> dict[str, int]:
        line = lines[at.row - 1] if at.row <= len(lines) else ""
        units = len(line[: at.column - 1].encode("utf-16-le", "surrogatepass")) // 2
        return {"line": at.row - 1, "character": units}

    return {"start": position(span.start), "end": position(span.end)}
