"""One JSON object a line, each as in the json format."""

from __future__ import annotations

import json

from kerlint.reporting import Report
from kerlint.reporting.json import as_object


def render(report: Report) -> str:
    """A line a finding."""
    return "".join(json.dumps(as_object(item)) + "\n" for item in report.diagnostics)
