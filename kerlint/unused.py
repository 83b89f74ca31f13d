"""Suppression comments that suppress nothing (KER901)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.diagnostic import Applicability, Edit, Fix, Location, Span
from kerlint.selection import did_you_mean
from kerlint.suppression import Suppression, Suppressions

if TYPE_CHECKING:
    from kerlint.rule import Rule
    from kerlint.selection import Selection


@dataclass(frozen=True, slots=True)
class Unused:
    """A directive, or some of its codes, without effect."""

    span: Span
    message: str
    help: str
    fix: Fix


def unused(
    suppressions: Suppressions, selection: Selection, rules: Sequence[type[Rule]], ran: frozenset[str]
) -> Iterator[Unused]:
    """What to tell about the directives of a file whose findings have all been held against them.

    Codes of rules that did not run are left alone, as are other linters' codes in a noqa and a bare noqa.

    Args:
        suppressions: of the file.
        selection: which rules are in force.
        rules: all that are installed.
        ran: codes of the rules that looked at the whole file.
    """
    known = {key: rule for rule in rules for key in (rule.code, rule.name)}
    families = {rule.code.rstrip("0123456789") for rule in rules}
    for directive in suppressions.directives:
        if not directive.codes:
            if directive.kind != "noqa" and not directive.used and selection.is_default and ran:
                yield _whole(directive, suppressions.lines, "there is nothing here to suppress")
            continue
        idle: dict[str, str] = {}
        for given in directive.codes:
            rule = known.get(given.upper()) or known.get(given.lower())
            if rule is not None:
                if rule.code != "KER901" and rule.code in ran and given not in directive.used:
                    idle[given] = f"no {rule.code} ({rule.name}) arises here"
            elif directive.kind != "noqa" or given.upper().rstrip("0123456789") in families:
                hint = did_you_mean(given, rules) if given else ""
                idle[given] = f"no rule has the code or name {given!r}{hint}"
        if not idle:
            continue
        message = "; ".join(idle.values())
        if len(idle) == len(directive.codes):
            yield _whole(directive, suppressions.lines, message)
        else:
            rest = ", ".join(given for given in directive.codes if given not in idle)
            content = (
                f"# noqa: {rest}" if directive.kind == "noqa" else f"# kerlint: {directive.kind}[{rest}]"
            )
            fix = Fix(f"Keep {rest} only", (Edit(directive.span, content),), Applicability.SAFE)
            yield Unused(directive.span, f"unused suppression: {message}", f"write `{content}`", fix)


def _whole(directive: Suppression, lines: list[str], message: str) -> Unused:
    """The directive goes, with the white space in front of it; what else the comment says stays."""
    span = directive.span
    line = lines[span.start.row - 1]
    before, after = line[: span.start.column - 1], line[span.end.column - 1 :]
    start, end, content = span.start, span.end, ""
    if after.strip():
        # A reason or another tool's directive follows: it stays a comment.
        content = "" if after.lstrip().startswith("#") else "#"
        end = Location(end.row, end.column + len(after) - len(after.lstrip())) if not content else end
    elif before.strip():
        start = Location(start.row, len(before.rstrip()) + 1)
        end = Location(end.row, len(line) + 1)
    elif span.start.row < len(lines):
        start, end = Location(start.row, 1), Location(end.row + 1, 1)
    fix = Fix("Remove the comment", (Edit(Span(start, end), content),), Applicability.SAFE)
    return Unused(span, f"unused suppression: {message}", "remove the comment", fix)
