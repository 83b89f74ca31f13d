"""One line a finding."""

from __future__ import annotations

from kerlint.diagnostic import Applicability, Diagnostic, Location
from kerlint.reporting import Report
from kerlint.reporting.excerpts import printable
from kerlint.reporting.style import Style
from kerlint.reporting.summary import summary


def render(report: Report) -> str:
    """`train.py:31:9: KER101 [*] message` for each finding, and the summary."""
    style = Style(report.colour)
    return "".join(f"{heading(item, style)}\n" for item in report.diagnostics) + summary(report)


def heading(diagnostic: Diagnostic, style: Style) -> str:
    """The line that every finding starts with."""
    place = where(diagnostic.filename, diagnostic.span.start, diagnostic.cell, style)
    code = style.severity(diagnostic.code, diagnostic.severity)
    fixable = diagnostic.fix is not None and diagnostic.fix.applicability is Applicability.SAFE
    mark = f" [{style('*', 'cyan')}]" if fixable else ""
    return f"{place}: {code}{mark} {printable(diagnostic.message)}"


def where(filename: str, location: Location, cell: int | None, style: Style) -> str:
    """`train.py:31:9`, in notebooks `train.ipynb:cell 3:31:9`."""
    middle = "" if cell is None else f"cell {cell}:"
    return f"{style(printable(filename), 'bold')}:{middle}{location.row}:{location.column}"
