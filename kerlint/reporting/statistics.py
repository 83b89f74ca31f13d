"""How often each rule was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from kerlint.diagnostic import Applicability, Diagnostic
from kerlint.reporting.style import Style


def render(diagnostics: Sequence[Diagnostic], output_format: str, *, colour: bool) -> str:
    """A line a rule, the most frequent first; JSON where the output is to be JSON."""
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    first = {diagnostic.code: diagnostic for diagnostic in reversed(diagnostics)}
    fixable = {
        diagnostic.code
        for diagnostic in diagnostics
        if diagnostic.fix and diagnostic.fix.applicability is Applicability.SAFE
    }
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    if output_format in ("json", "jsonl"):
        rows = [
            {
                "code": code,
                "name": first[code].name,
                "severity": str(first[code].severity),
                "count": counts[code],
                "fixable": code in fixable,
            }
            for code in ordered
        ]
        return json.dumps(rows, indent=2) + "\n"
    style = Style(colour)
    width = max((len(str(number)) for number in counts.values()), default=1)
    lines = []
    for code in ordered:
        mark = f"[{style('*', 'cyan')}]" if code in fixable else "[ ]"
        coloured = style.severity(code, first[code].severity)
        lines.append(f"{str(counts[code]).rjust(width)}  {coloured}  {mark} {first[code].name}\n")
    return "".join(lines)
