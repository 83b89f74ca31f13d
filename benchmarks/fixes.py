"""What `--fix --unsafe-fixes` would do to real code: `python -m benchmarks.fixes FOLDER... [--diff FILE]`.

Nothing is written to the folders. Every script and notebook is fixed in memory, and held to what fixes promise:
a file without a finding that has a fix stays as it is; a result is Python where the file was; a second run finds
nothing more to put in; of a notebook only the sources of code cells change; no comment is lost; and Kerlint still
knows all the layers that it knew. Prints what was put in by rule, what was left out and why, which findings are
new, and ends with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import re
import sys
import time
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerlint.builder import Reading
from kerlint.cells import parse_source
from kerlint.diagnostic import Diagnostic, Severity
from kerlint.files import find_files
from kerlint.fixer import fix_bytes, wanted
from kerlint.linter import check_bytes, world_of
from kerlint.settings import Settings, SettingsFinder
from kerlint.source import NOTEBOOKS, SourceError, read_source
from kerlint.syntax import with_deep_stack


@dataclass
class Count:
    """What happened to the files of one run.

    Attributes:
        files, changed: number of files.
        fixes: by code and message, how many findings with fixes there were at first.
        applied: fixes put in, over all rounds.
        refused: lines about fixes after which the code would not parse.
        new: findings at warning or above that came with the fixes.
        broken: lines about promises that were not kept.
    """

    files: int = 0
    changed: int = 0
    fixes: Counter[tuple[str, str]] = field(default_factory=Counter)
    applied: int = 0
    refused: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def look(path: str, raw: bytes, finder: SettingsFinder, count: Count) -> bytes:
    """Fix one file in memory, and note what happened; its new content."""
    settings = finder.for_folder(Path(path).absolute().parent)
    before = check_bytes(raw, path, settings).diagnostics
    fixable = [item for item in before if item.filename == path and wanted(item, unsafe=True)]
    result = fix_bytes(raw, path, settings, unsafe=True)
    count.files += 1
    count.applied += result.count
    count.refused += result.refused
    count.fixes.update((item.code, re.sub(r"`[^`]*`", "_", item.fix.message)) for item in fixable if item.fix)
    if not fixable and result.raw != raw:
        count.broken.append(f"{path}: has no finding with a fix, but changed")
    if result.raw == raw:
        if fixable and not result.refused:
            count.broken.append(f"{path}: {len(fixable)} fixes, of which none was put in")
        return raw
    count.changed += 1
    count.broken += [f"{path}: {problem}" for problem in problems(raw, result.raw, path)]
    if fix_bytes(result.raw, path, settings, unsafe=True).raw != result.raw:
        count.broken.append(f"{path}: a second run changes it again")
    if (fewer := layers(result.raw, path, settings)) < (known := layers(raw, path, settings)):
        count.broken.append(f"{path}: {fewer} layers are known, {known} were before")
    after = check_bytes(result.raw, path, settings).diagnostics
    count.new += [f"{path}: {text}" for text in (told(after) - told(before)).elements()]
    return result.raw


def problems(raw: bytes, changed: bytes, path: str) -> Iterator[str]:
    """What is wrong with the new content, whatever the fixes were meant to do."""
    old, new = python(raw, path), python(changed, path)
    if new is None:
        yield "is no longer Python"
    elif old is not None and (lost := comments(old) - comments(new)):
        yield f"lost the comments {sorted(lost)}"
    if path.endswith(NOTEBOOKS) and without_sources(raw) != without_sources(changed):
        yield "more than the sources of code cells changed"


def layers(raw: bytes, path: str, settings: Settings) -> int:
    """How many calls of layers the evaluator sees in the models of a file: what it sees no longer is not mended."""
    source = read_source(raw, path)

    def calls() -> int:
        module, readable, _ = parse_source(source)
        scripts = Reading(module, readable, settings, world_of(path, settings)).scripts()
        return max((sum(len(model.calls) for model in script.models) for script in scripts), default=0)

    return with_deep_stack(calls)


def python(raw: bytes, path: str) -> str | None:
    """The file as Python, None where it is none."""
    try:
        source = read_source(raw, path)
        with_deep_stack(lambda: parse_source(source))
    except (SourceError, RecursionError):
        return None
    return source.text


def comments(text: str) -> Counter[str]:
    """The comments of a script that do not suppress findings: those may go with these."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return Counter()
    found = (token.string for token in tokens if token.type == tokenize.COMMENT)
    return Counter(comment for comment in found if "kerlint:" not in comment and "noqa" not in comment)


def without_sources(raw: bytes) -> Any:
    """A notebook but for the sources of its code cells."""
    notebook = json.loads(raw)
    sheets = [notebook, *notebook.get("worksheets", [])]
    for cell in (cell for sheet in sheets for cell in sheet.get("cells", []) if isinstance(cell, dict)):
        if cell.get("cell_type") == "code":
            cell.pop("source", None)
            cell.pop("input", None)
    return notebook


def told(found: tuple[Diagnostic, ...]) -> Counter[str]:
    """Findings at warning or above, without their places, which fixes move."""
    return Counter(
        f"{item.code} {item.severity}: {item.message}"
        for item in found
        if item.severity.rank >= Severity.WARNING.rank
    )


def report(count: Count, seconds: float) -> str:
    """The count as text."""
    lines = [f"{count.files} files in {seconds:.0f} s: {count.changed} changed by {count.applied} fixes"]
    lines += [f"  {number:5} {code} {message}" for (code, message), number in sorted(count.fixes.items())]
    for title, entries in (
        ("left out, as the code would not parse", count.refused),
        ("new findings", count.new),
        ("broken promises", count.broken),
    ):
        lines.append(f"{title}: {len(entries)}")
        lines += [f"  {entry}" for entry in entries]
    return "\n".join(lines)


def main() -> int:
    """Go through the folders; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--diff", type=Path, metavar="FILE", help="write what would change to this file")
    options = parser.parse_args()
    started = time.monotonic()
    count = Count()
    finder = SettingsFinder()
    differences: list[str] = []
    for path in find_files(options.folders, finder).paths:
        raw = Path(path).read_bytes()
        changed = look(path, raw, finder, count)
        if changed != raw:
            texts = [(python(content, path) or "").splitlines() for content in (raw, changed)]
            differences += difflib.unified_diff(*texts, path, path, n=1, lineterm="")
    print(report(count, time.monotonic() - started))
    if options.diff is not None:
        options.diff.write_text("".join(f"{line}\n" for line in differences), encoding="utf-8")
    return 1 if count.broken else 0


if __name__ == "__main__":
    sys.exit(main())
