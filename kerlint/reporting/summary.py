"""The closing lines for people."""

from __future__ import annotations

from kerlint.diagnostic import Applicability, Severity
from kerlint.reporting import Report
from kerlint.reporting.style import Style, count

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def summary(report: Report) -> str:
    """How much was found in how many files, and what `--fix` could do; "" where the report is to be quiet."""
    if report.quiet:
        return ""
    style = Style(report.colour)
    lines = []
    looked_at = f"{count(report.files, 'file')}, {report.keras:,} with Keras"
    if report.diagnostics:
        counted = []
        for severity, noun in _NOUNS.items():
            number = sum(item.severity is severity for item in report.diagnostics)
            if number:
                text = f"{number:,} {noun}" if severity is Severity.INFO else count(number, noun)
                counted.append(style.severity(text, severity))
        lines.append(f"Found {', '.join(counted)} ({looked_at}).")
        lines += _fixable(report, style)
    elif not report.files and not report.problems:
        lines.append("No Python files or notebooks found.")
    elif not report.problems:
        lines.append(f"{style('All checks passed', 'green')} ({looked_at}).")
    if report.known:
        lines.append(f"{count(report.known, 'known finding')} of the baseline left out.")
    return fixed_line(report) + "".join(f"{line}\n" for line in lines)


def fixed_line(report: Report) -> str:
    """How many fixes were put in; "" where none were, or where the report is to be quiet."""
    if not report.fixed or report.quiet:
        return ""
    return Style(report.colour)(f"Fixed {count(report.fixed, 'finding')}.", "green") + "\n"


def _fixable(report: Report, style: Style) -> list[str]:
    fixes = [item.fix.applicability for item in report.diagnostics if item.fix]
    safe = fixes.count(Applicability.SAFE)
    unsafe = fixes.count(Applicability.UNSAFE)
    mark = f"[{style('*', 'cyan')}]"
    if safe:
        more = f" ({unsafe:,} more with `--unsafe-fixes`)" if unsafe else ""
        return [f"{mark} {safe:,} fixable with `--fix`{more}."]
    return [f"{unsafe:,} fixable with `--fix --unsafe-fixes`."] if unsafe else []
