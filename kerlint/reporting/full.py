"""Each finding with its evidence: the marked source, the places that led to it, the arithmetic, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kerlint.diagnostic import Diagnostic, Span
from kerlint.reporting import Report
from kerlint.reporting.concise import heading, where
from kerlint.reporting.excerpts import Sources, printable, shown
from kerlint.reporting.style import Style
from kerlint.reporting.summary import summary

# A label that would end further to the right stands below its underline.
_WIDEST_LABELLED = 100


@dataclass(frozen=True, slots=True)
class _Mark:
    filename: str
    cell: int | None
    span: Span
    text: str
    primary: bool


def render(report: Report) -> str:
    """All findings, a blank line after each, and the summary."""
    style = Style(report.colour)
    blocks = ["\n".join(_block(item, report.sources, style)) + "\n\n" for item in report.diagnostics]
    return "".join(blocks) + summary(report)


def _block(diagnostic: Diagnostic, sources: Sources, style: Style) -> Iterator[str]:
    yield heading(diagnostic, style)
    marks = [_Mark(diagnostic.filename, diagnostic.cell, diagnostic.span, "", True)]
    marks += [_Mark(item.filename, item.cell, item.span, item.message, False) for item in diagnostic.related]
    rows = [mark.span.start.row for mark in marks]
    gutter = len(str(max(rows)))
    bar = style("|", "blue")
    margin = " " * gutter
    # The finding's own file first, its marks in the order of the lines; then the others.
    homes = sorted({(mark.filename, mark.cell) for mark in marks}, key=lambda home: _home_order(home, marks))
    for home in homes:
        here = [mark for mark in marks if (mark.filename, mark.cell) == home]
        if home != homes[0]:
            first = min(mark.span.start for mark in here)
            yield f"{margin} {style(':::', 'blue')} {where(home[0], first, home[1], style)}"
        excerpt = list(_excerpt(here, sources, gutter, style, diagnostic))
        if excerpt:
            yield f"{margin} {bar}"
            yield from excerpt
        else:
            yield from (f"{margin} {style('=', 'blue')} {printable(mark.text)}" for mark in here if mark.text)
    yield f"{margin} {bar}"
    for label, texts in (("note", diagnostic.notes), ("help", (diagnostic.help,) if diagnostic.help else ())):
        for text in texts:
            lines = [printable(line) for line in text.split("\n")]
            yield f"{margin} {style('=', 'blue')} {style(f'{label}:', 'bold')} {lines[0]}"
            yield from (f"{margin}   {' ' * len(label)}  {line}" for line in lines[1:])
    if diagnostic.fix is not None:
        text = f"{printable(diagnostic.fix.message)} ({diagnostic.fix.applicability})"
        yield f"{margin} {style('=', 'blue')} {style('fix:', 'bold')} {text}"
    severity = style.severity(str(diagnostic.severity), diagnostic.severity)
    yield f"{margin} {style('=', 'blue')} {severity}: {diagnostic.name}"


def _home_order(home: tuple[str, int | None], marks: list[_Mark]) -> int:
    return next(i for i, mark in enumerate(marks) if (mark.filename, mark.cell) == home)


def _excerpt(
    marks: list[_Mark], sources: Sources, gutter: int, style: Style, diagnostic: Diagnostic
) -> Iterator[str]:
    bar = style("|", "blue")
    last_row = None
    last_text = None
    for mark in sorted(marks, key=lambda mark: (mark.span.start, not mark.primary)):
        row = mark.span.start.row
        line = sources.line(mark.filename, row, mark.cell)
        if line is None:
            continue
        several = mark.span.end.row > row
        start = mark.span.start.column - 1
        end = len(line.rstrip()) if several else mark.span.end.column - 1
        text, indent, width = shown(line, start, end)
        if row != last_row or text != last_text:
            if last_row is not None and row > last_row + 1:
                yield style("...", "blue")
            yield f"{style(str(row).rjust(gutter), 'blue')} {bar} {text}"
        underline = ("^" if mark.primary else "-") * width
        if mark.primary:
            underline = style.severity(underline, diagnostic.severity)
        else:
            underline = style(underline, "cyan")
        words = [printable(mark.text)] if mark.text else []
        if several and mark.primary:
            words.append(f"(to line {mark.span.end.row})")
        label = " ".join(words)
        below = label and indent + width + len(label) > _WIDEST_LABELLED
        tail = f" {style(label, 'cyan')}" if label and not below else ""
        yield f"{' ' * gutter} {bar} {' ' * indent}{underline}{tail}"
        if below:
            yield f"{' ' * gutter} {bar} {' ' * indent}{style(label, 'cyan')}"
        last_row, last_text = row, text
