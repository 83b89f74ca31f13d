"""Markdown: the Python fences of a document, joined as a notebook's cells are: documents go on from one to the next.

Each fence stays on its own lines and all others become empty, so that rows are the file's. A fence that does not
parse is a part of something, or the output of something, and is passed over. A fence that imports from Keras what
an earlier one has imported begins an example of its own: it does not mean the variables above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kerlint.cells import names_in
from kerlint.notebook import as_python
from kerlint.source import Cell, SourceError, split_lines

# In lists and quotations a fence has their marks before it (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
_OPENING = re.compile(
    r"(?P<quote>[ \t]*(?:>[ \t]?)+)?[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
    r"(?:(?P<ticks>`{3,})(?P<ticks_info>[^`]*)|(?P<tildes>~{3,})(?P<tildes_info>.*))$"
)
# "python", also as Pandoc ({.python}), Quarto ({python}) and MyST ({code-cell} ipython3) write it.
_PYTHON = re.compile(
    r"[ \t]*(?:\{code-cell\}[ \t]*$"
    r"|(?:\{code(?:-cell|-block)?\}[ \t]*|\{[ \t]*(?:#[\w-]+[ \t]+)?)?\.?(?:i?python3?|py3?)(?![\w.-]))",
    re.IGNORECASE,
)
_OPTION = re.compile(r"[ \t]*:[\w-]+:(?:\s|$)")


def read_markdown(text: str) -> tuple[str, tuple[Cell, ...]]:
    """The document's Python, row by row in its place, and its fences that parse."""
    lines = split_lines(text)
    python = [""] * len(lines)
    fences: list[Cell] = []
    imported: set[str] = set()
    bound: set[str] = set()
    for index, (first, quote, rows) in enumerate(_fences(lines)):
        code = as_python(_without_options(rows))
        if code.bare or not _parses(code.rows):
            continue
        python[first : first + len(rows)] = code.rows
        fences.append(Cell(None, index, first + 1, len(rows), quote + code.indent))
        from_keras, others = names_in("\n".join(code.rows))
        if imported & from_keras and bound:
            # The row of the fence's opening is free. The names stay bound, to something unknown.
            python[first - 1] = " = ".join([*sorted(bound), "get_ipython()"])
            bound = set()
        imported |= from_keras
        bound |= others
    return "\n".join(python) + "\n", tuple(fences)


def _fences(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Python fences: the index of the first row within, the marks of the quotation it is in, its rows without them."""
    row = 0
    while row < len(lines):
        opening = _OPENING.match(lines[row])
        row += 1
        if opening is None:
            continue
        marks = opening["ticks"] or opening["tildes"]
        closing = re.compile(rf"[ \t]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
        quote = opening["quote"] or ""
        first, rows, even = row, [], True
        while row < len(lines):
            line = lines[row]
            if line.startswith(quote):
                line = line[len(quote) :]
            elif line.lstrip().startswith(quote.strip()):
                # Without the space after the marks: a column less, which nothing could lead back to.
                line = line.lstrip()[len(quote.strip()) :]
                even = even and not line.strip()
            else:
                break
            row += 1
            if closing.match(line):
                break
            rows.append(line)
        if rows and even and _PYTHON.match(opening["ticks_info"] or opening["tildes_info"] or ""):
            yield first, quote, rows


def _without_options(rows: list[str]) -> list[str]:
    """Empty rows for the options on top of a MyST cell: `:tags: [hide-input]`, or YAML between lines of dashes."""
    end = 0
    if rows[0].strip() == "---":
        end = next((row for row, line in enumerate(rows[1:], 2) if line.strip() == "---"), 0)
    while end < len(rows) and _OPTION.match(rows[end]):
        end += 1
    return [""] * end + rows[end:]


def _parses(rows: list[str]) -> bool:
    from kerlint.syntax import parse, with_deep_stack

    try:
        with_deep_stack(lambda: parse("\n".join(rows) + "\n"))
    except (SourceError, RecursionError):
        return False
    return True
