"""What Kerlint tells: one plain Diagnostic, its places, its fix.

Rows and columns are 1-based; columns count Unicode code points, as Ruff's do.
The end of a span is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How sure and how bad: error trains or measures the wrong thing (or crashes), warning very likely does."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error: comparable."""
        return _RANKS[self]


_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Applicability(StrEnum):
    """Who may put a fix in: `--fix` (safe), `--unsafe-fixes` too (unsafe), or only the reader (display)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a text: 1-based row and column."""

    row: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From start up to, not including, end."""

    start: Location
    end: Location


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `content`; an empty span inserts.

    `cell` is the 1-based number among a notebook's code cells that the span counts in, None elsewhere.
    """

    span: Span
    content: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, with the words for an editor's menu."""

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that led to the finding, perhaps in another file."""

    message: str
    filename: str
    span: Span
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, complete: reporters only lay it out.

    `message` is one line. `notes` are further lines (the arithmetic, what Keras then does);
    `help` says what to do. `cell` is the 1-based number among a notebook's code cells, None elsewhere.
    `noqa_row` is the row where a suppression comment takes effect, None for the row of the start.
    """

    code: str
    name: str
    severity: Severity
    message: str
    filename: str
    span: Span
    notes: tuple[str, ...] = ()
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    cell: int | None = None
    noqa_row: int | None = None

    @property
    def sort_key(self) -> tuple[str, int, Span, str, str]:
        """By file, then place, then code."""
        return (self.filename, self.cell or 0, self.span, self.code, self.message)
