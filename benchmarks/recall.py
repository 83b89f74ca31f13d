"""What Kerlint misses in real code: `python -m benchmarks.recall FOLDER... [--each 40] [--record FILE]`.

Typical faults (`benchmarks/faults/`) are put into real scripts and notebooks in memory, one at a time, and only where
the script is clean of the rule; then it is checked again. A fault is *found* where one of its rules now says something
that it did not say before, and *told in part* where only another rule does, at warning or above. Each folder is a
repository: its scripts take turns with those of the others, and two that have the same lines of Keras count once.

The record has one line of JSON for each fault put in, for reading the misses: many of them are no fault in their
place, or rest on data that no linter can see.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path

from benchmarks.faults import FAULTS, Code, Fault, Replacement
from kerlint.diagnostic import Diagnostic, Severity
from kerlint.files import find_files
from kerlint.linter import check_source
from kerlint.settings import Settings, SettingsFinder
from kerlint.source import SourceError, SourceFile, may_concern_keras, read_source
from kerlint.syntax import parse, with_deep_stack

FOUND, PARTLY, MISSED = "found", "in part", "missed"
_KERAS_LINE = re.compile(r"[A-Z]\w+\(|compile\(|fit\w*\(|flow\w*\(|_from_directory\(|load_data\(")


@dataclass(frozen=True)
class Outcome:
    """One fault that was put in: where (offset and row of the Python text), what, and what Kerlint then says more."""

    fault: str
    path: str
    start: int
    row: int
    old: str
    new: str
    verdict: str
    told: tuple[str, ...]


def scripts(folders: list[str], choice: random.Random) -> Iterator[tuple[str, str]]:
    """Folder and path of each script, the folders taking turns."""
    finder = SettingsFinder()
    turns = []
    for folder in folders:
        paths = sorted(str(path) for path in find_files([folder], finder).paths)
        choice.shuffle(paths)
        turns.append([(folder, path) for path in paths])
    return (one for turn in zip_longest(*turns) for one in turn if one is not None)


def source_of(path: str) -> SourceFile | None:
    """A script that trains; None for all else."""
    raw = Path(path).read_bytes()
    if not may_concern_keras(raw):
        return None
    try:
        source = read_source(raw, path)
        parse(source.text)
    except SourceError:
        return None
    return source if re.search(r"\.(?:compile|fit\w*)\s*\(", source.text) else None


def likeness(text: str) -> str:
    """Equal for scripts that are copies of each other in all that concerns Keras."""
    return "".join(re.sub(r"\s|#.*", "", line) for line in text.splitlines() if _KERAS_LINE.search(line))


def changed(source: SourceFile, edit: Replacement) -> SourceFile | None:
    """The script with the fault, each row where it was; None where it would not parse."""
    code = edit.code + "\n" * (source.text.count("\n", edit.start, edit.end) - edit.code.count("\n"))
    text = source.text[: edit.start] + code + source.text[edit.end :]
    try:
        parse(text)
    except SourceError:
        return None
    return replace(source, text=text)


def told(found: tuple[Diagnostic, ...]) -> Counter[tuple[str, Severity, str]]:
    """Findings without their places."""
    return Counter((item.code, item.severity, item.message) for item in found)


def outcome(
    fault: Fault, edit: Replacement, source: SourceFile, before: tuple[Diagnostic, ...], settings: Settings
) -> Outcome | None:
    """Put a fault in and look what is said then; None where it cannot be put in."""
    faulty = changed(source, edit)
    if faulty is None:
        return None
    new = list((told(check_source(faulty, settings).diagnostics) - told(before)).elements())
    if any(code in fault.codes for code, _, _ in new):
        verdict = FOUND
    else:
        loud = any(severity.rank >= Severity.WARNING.rank for _, severity, _ in new)
        verdict = PARTLY if loud else MISSED
    row = source.text.count("\n", 0, edit.start) + 1
    texts = tuple(f"{code} {severity}: {message}" for code, severity, message in new)
    return Outcome(
        fault.name,
        source.path,
        edit.start,
        row,
        source.text[edit.start : edit.end],
        edit.code,
        verdict,
        texts,
    )


class Run:
    """A walk through repositories.

    Attributes:
        faults: those that are put in.
        each: how many times at most; of one repository a tenth of that, but two.
        seconds: no further script is begun after this time.
    """

    def __init__(self, faults: list[Fault], each: int, seed: int, seconds: float) -> None:
        self.faults = faults
        self.each = each
        self.seconds = seconds
        self._seed = seed
        self._count: Counter[str] = Counter()
        self._here: Counter[tuple[str, str]] = Counter()
        self._seen: set[str] = set()
        self._finder = SettingsFinder()

    def outcomes(self, folders: list[str]) -> Iterator[Outcome]:
        """What comes of the faults, script by script."""
        started = time.monotonic()
        for folder, path in scripts(folders, random.Random(self._seed)):
            if time.monotonic() - started > self.seconds:
                return
            faults = [one for one in self.faults if self._wanted(folder, one)]
            if faults:
                yield from with_deep_stack(partial(self._in_script, folder, path, faults))

    def _wanted(self, folder: str, fault: Fault) -> bool:
        return self._count[fault.name] < self.each and self._here[folder, fault.name] < max(
            2, self.each // 10
        )

    def _in_script(self, folder: str, path: str, faults: list[Fault]) -> list[Outcome]:
        source = source_of(path)
        if source is None or (alike := likeness(source.text)) in self._seen:
            return []
        self._seen.add(alike)
        faults = [one for one in faults if all(word in source.text for word in one.words)]
        if not faults:
            return []
        code = Code(source.text)
        settings = self._finder.for_folder(Path(path).absolute().parent)
        before: tuple[Diagnostic, ...] | None = None
        found = []
        for fault in faults:
            edits = list(fault.sites(code))
            if not edits:
                continue
            before = check_source(source, settings).diagnostics if before is None else before
            if any(item.code in fault.codes for item in before):
                continue
            # The same place whatever was chosen in other scripts.
            choice = random.Random(f"{self._seed} {fault.name} {alike}")
            result = outcome(fault, choice.choice(edits), source, before, settings)
            if result is not None:
                self._count[fault.name] += 1
                self._here[folder, fault.name] += 1
                found.append(result)
        return found


def table(found: list[Outcome]) -> str:
    """Counts by fault."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        verdicts[one.fault][one.verdict] += 1
        verdicts["all"][one.verdict] += 1
    lines = [f"{'fault':44} {'put in':>6} {FOUND:>7} {PARTLY:>7} {MISSED:>7}"]
    for name in [*(fault.name for fault in FAULTS if fault.name in verdicts), "all"]:
        counts = verdicts[name]
        share = counts[FOUND] / max(1, counts.total())
        lines.append(
            f"{name:44} {counts.total():6} {counts[FOUND]:7} {counts[PARTLY]:7} {counts[MISSED]:7} {share:7.0%}"
        )
    return "\n".join(lines)


def main() -> None:
    """Put faults in, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="one repository each")
    parser.add_argument("--each", type=int, default=40, help="places for each fault")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", metavar="WORDS", help="faults whose name has these words")
    parser.add_argument("--seconds", type=float, default=3600, help="begin no further script after this time")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="write what came of each fault to this file"
    )
    options = parser.parse_args()
    found = []
    record = options.record.open("w", encoding="utf-8") if options.record else None
    faults = [fault for fault in FAULTS if options.only in fault.name]
    run = Run(faults, options.each, options.seed, options.seconds)
    for one in run.outcomes(options.folders):
        found.append(one)
        if record is not None:
            print(json.dumps(asdict(one)), file=record, flush=True)
    if record is not None:
        record.close()
    print(table(found))


if __name__ == "__main__":
    main()
