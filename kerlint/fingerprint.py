"""Findings recognised from run to run: by what they say and the line they stand on, not by the line's number."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerlint.diagnostic import Diagnostic
    from kerlint.reporting.excerpts import Sources


def fingerprints(
    diagnostics: Iterable[Diagnostic], sources: Sources, path_of: Callable[[str], str]
) -> list[str]:
    """One each, no two alike: findings that say the same of equal lines are counted through.

    Args:
        diagnostics: in order.
        sources: the lines of their files.
        path_of: a file's name as it is on every machine.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for item in diagnostics:
        line = sources.line(item.filename, item.span.start.row, item.cell) or ""
        key = (path_of(item.filename), item.code, item.message, line.strip())
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        found.append(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32])
    return found
