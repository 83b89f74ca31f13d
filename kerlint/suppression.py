"""Suppression comments: `# kerlint: ignore[KER101]`, `# kerlint: ignore-file`, `# noqa: KER101`.

A comment suppresses findings that start or end on its line, and those of a statement over several lines when it
stands on the statement's first or last line. Only real comments count, not text in strings.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kerlint.diagnostic import Edit, Location, Span
from kerlint.source import split_lines

_CHEAP = re.compile(r"#.*(?:kerlint:|noqa)", re.IGNORECASE)
_CODE = r"[A-Za-z]+\d+"
_IGNORE = re.compile(
    r"#\s*kerlint:\s*(?P<kind>ignore-file|ignore)\b(?!-)"
    rf"(?:\s*\[(?P<codes>[^\]]*)\]|\s*:?\s*(?P<bare>{_CODE}(?:[\s,]+{_CODE})*))?",
    re.IGNORECASE,
)
_NOQA = re.compile(rf"#\s*noqa\b(?:\s*:\s*(?P<codes>{_CODE}(?:[\s,]+{_CODE})*))?", re.IGNORECASE)


@dataclass(slots=True)
class Suppression:
    """One directive.

    Attributes:
        kind: "ignore", "ignore-file" or "noqa".
        codes: codes and names as written; empty for all.
        span: the directive in the comment, from its `#`.
        used: which of the codes (or "" for a directive without) suppressed something.
    """

    kind: str
    codes: tuple[str, ...]
    span: Span
    used: set[str] = field(default_factory=set)

    def suppress(self, code: str, name: str) -> bool:
        """Does it mean this rule? Notes the use."""
        if not self.codes:
            self.used.add("")
            return True
        matching = [given for given in self.codes if given.upper() == code or given.lower() == name]
        self.used.update(matching)
        return bool(matching)


class Suppressions:
    """All directives of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.directives: list[Suppression] = []
        self._lines: dict[int, tuple[int, int]] = {}
        if _CHEAP.search(text):
            self._read()

    def suppressed(self, code: str, name: str, span: Span, *, by_code: bool = False) -> bool:
        """Is a finding of this rule at this place suppressed? Notes which directives did it.

        With `by_code`, directives that name no rule do not count.
        """
        if not self.directives:
            return False
        last = span.end.row
        if span.end.column == 1 and last > span.start.row:
            last -= 1
        first_of_statement = self._lines.get(span.start.row, (span.start.row, 0))[0]
        last_of_statement = self._lines.get(last, (0, last))[1]
        rows = {span.start.row, last, first_of_statement, last_of_statement}
        hits = [
            directive.suppress(code, name)
            for directive in self.directives
            if (directive.kind == "ignore-file" or directive.span.start.row in rows)
            and (directive.codes or not by_code)
        ]
        return any(hits)

    def _read(self) -> None:
        comments, self._lines = _comments(self._text)
        for location, comment in comments:
            for match in _IGNORE.finditer(comment):
                codes = match["codes"] if match["codes"] is not None else match["bare"]
                self._add(match["kind"].lower(), codes, match["codes"] is not None, location, match)
            for match in _NOQA.finditer(comment):
                self._add("noqa", match["codes"], False, location, match)

    def _add(
        self, kind: str, codes: str | None, bracketed: bool, location: Location, match: re.Match[str]
    ) -> None:
        given = tuple(re.findall(r"[^\s,]+", codes or ""))
        if bracketed and not given:
            # `ignore[]` names nothing: it suppresses nothing.
            given = ("",)
        start = Location(location.row, location.column + match.start())
        end = Location(location.row, location.column + match.end())
        self.directives.append(Suppression(kind, given, Span(start, end)))

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, for those who edit comments."""
        return split_lines(self._text)


def comment_row(text: str, span: Span) -> int:
    """The row where a suppression comment for this finding can stand: not inside a string or before a backslash."""
    lines = split_lines(text)
    row = span.start.row
    line = lines[row - 1] if row <= len(lines) else ""
    if not line.rstrip().endswith("\\") and '"""' not in line and "'''" not in line:
        return row
    _, statements = _comments(text)
    return statements.get(row, (row, row))[1]


def ignore_edit(text: str, code: str, row: int) -> Edit:
    """What makes a row ignore a rule: a comment at its end, or the code in the brackets that are there."""
    for directive in Suppressions(text).directives:
        if directive.kind == "ignore" and directive.span.start.row == row and any(directive.codes):
            content = f"# kerlint: ignore[{', '.join((*directive.codes, code))}]"
            return Edit(directive.span, content)
    line = split_lines(text)[row - 1]
    start, end = (Location(row, len(part) + 1) for part in (line.rstrip(), line))
    return Edit(Span(start, end), f"  # kerlint: ignore[{code}]")


def _comments(text: str) -> tuple[list[tuple[Location, str]], dict[int, tuple[int, int]]]:
    """Comments with their places, and for each row of a statement over several rows its first and last row."""
    comments: list[tuple[Location, str]] = []
    statements: dict[int, tuple[int, int]] = {}
    first: int | None = None
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
            if token.type == tokenize.COMMENT:
                comments.append((Location(token.start[0], token.start[1] + 1), token.string))
            elif token.type == tokenize.NEWLINE:
                if first is not None and token.start[0] > first:
                    rows = range(first, token.start[0] + 1)
                    statements.update(dict.fromkeys(rows, (first, token.start[0])))
                first = None
            elif first is None and token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                first = token.start[0]
    except (tokenize.TokenError, SyntaxError):
        # What this Python cannot tokenize, libcst may have parsed: take the comments as they look.
        return _apparent_comments(split_lines(text)), {}
    return comments, statements


def _apparent_comments(lines: Iterable[str]) -> list[tuple[Location, str]]:
    found = []
    for row, line in enumerate(lines, 1):
        match = _CHEAP.search(line)
        if match:
            found.append((Location(row, match.start() + 1), line[match.start() :]))
    return found
