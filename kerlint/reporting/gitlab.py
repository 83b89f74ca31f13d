"""GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""

from __future__ import annotations

import json
from typing import Any

from kerlint.diagnostic import Diagnostic, Severity
from kerlint.fingerprint import fingerprints
from kerlint.reporting import Report
from kerlint.reporting.paths import host_path

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report) -> str:
    """An array with an object a finding."""
    marks = fingerprints(report.diagnostics, report.sources, host_path)
    issues = [_issue(item, mark) for item, mark in zip(report.diagnostics, marks, strict=True)]
    return json.dumps(issues, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, mark: str) -> dict[str, Any]:
    start, end = diagnostic.span.start, diagnostic.span.end
    where, lines = "", {"begin": start.row, "end": end.row}
    if diagnostic.cell is not None:
        # Rows count within the cell, the file's own rows are JSON.
        where, lines = f" (cell {diagnostic.cell}, line {start.row})", {"begin": 1}
    return {
        "description": f"{diagnostic.code} {diagnostic.message}{where}",
        "check_name": diagnostic.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": host_path(diagnostic.filename), "lines": lines},
    }
