"""One JSON array, with Ruff's keys and `name`, `severity`, `related`."""

from __future__ import annotations

import json
from typing import Any

from kerlint.diagnostic import Diagnostic, Fix, Location
from kerlint.links import rule_page
from kerlint.reporting import Report


def render(report: Report) -> str:
    """The array, indented."""
    return json.dumps([as_object(item) for item in report.diagnostics], indent=2) + "\n"


def as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """One finding. Rows and columns are 1-based; in notebooks rows count within the cell."""
    row = diagnostic.noqa_row
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "filename": diagnostic.filename,
        "location": place(diagnostic.span.start),
        "end_location": place(diagnostic.span.end),
        "cell": diagnostic.cell,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
        "noqa_row": diagnostic.span.start.row if row is None else row,
        "related": [
            {
                "message": item.message,
                "filename": item.filename,
                "location": place(item.span.start),
                "end_location": place(item.span.end),
            }
            for item in diagnostic.related
        ],
        "url": rule_page(diagnostic.code),
    }


def place(location: Location) -> dict[str, int]:
    """`{"row": 3, "column": 5}`."""
    return {"row": location.row, "column": location.column}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": str(fix.applicability),
        "message": fix.message,
        "edits": [
            {
                "cell": edit.cell,
                "content": edit.content,
                "location": place(edit.span.start),
                "end_location": place(edit.span.end),
            }
            for edit in fix.edits
        ],
    }
