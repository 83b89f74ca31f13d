"""Workflow commands that GitHub turns into annotations.

The commands and their escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from kerlint.diagnostic import Diagnostic, Severity
from kerlint.reporting import Report
from kerlint.reporting.paths import host_path

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """A command a finding."""
    return "".join(f"{_command(item)}\n" for item in report.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    path = host_path(diagnostic.filename)
    properties = {"title": f"Kerlint ({diagnostic.code} {diagnostic.name})", "file": path}
    if diagnostic.cell is None:
        properties |= {"line": str(start.row), "col": str(start.column), "endLine": str(end.row)}
        # GitHub shows no columns for a span over several lines.
        if start.row == end.row:
            properties["endColumn"] = str(end.column)
        where = f"{path}:{start.row}:{start.column}"
    else:
        # Rows count within the cell, the file's own rows are JSON: the annotation goes to its top.
        properties["line"] = "1"
        where = f"{path}:cell {diagnostic.cell}:{start.row}:{start.column}"
    text = [f"{where}: {diagnostic.code} {diagnostic.message}", *diagnostic.notes]
    if diagnostic.help:
        text.append(f"help: {diagnostic.help}")
    given = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    message = _escape("\n".join(text))
    return f"::{_LEVELS[diagnostic.severity]} {given}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
