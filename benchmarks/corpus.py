"""What Kerlint says about real code: `python -m benchmarks.corpus FOLDER... [--out FILE] [--diff OLD]`.

Prints for each folder the files, the seconds and the findings by rule and severity, and writes all findings,
one a line and sorted, to a file for review. With `--diff`, the lines that came and went since an older file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerlint.files import find_files
from kerlint.settings import SettingsFinder

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Checked:
    """One folder: its findings as JSON objects, number of files, wall seconds."""

    findings: list[dict[str, Any]]
    files: int
    seconds: float


def check(folder: str, options: list[str]) -> Checked:
    """Check a folder through the command line, analyses that stopped early (KER903) included."""
    started = time.monotonic()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "kerlint", "check", "--no-cache", "--exit-zero"),
            *("--extend-select", "KER903", "--output-format", "json", *options, folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    if done.returncode != 0:
        raise SystemExit(f"{folder}: kerlint exits with {done.returncode}:\n{done.stderr}")
    if done.stderr:
        print(done.stderr, end="", file=sys.stderr)
    return Checked(json.loads(done.stdout), len(find_files([folder], SettingsFinder()).paths), seconds)


def summary(folder: str, checked: Checked) -> str:
    """Counts by rule, as lines."""
    counts = Counter((one["code"], one["severity"]) for one in checked.findings)
    reported = len({one["filename"] for one in checked.findings if one["severity"] != "info"})
    crashes = sum(one["code"] == "KER902" for one in checked.findings)
    facts = f"{checked.files} file{'s' * (checked.files != 1)}, {reported} with errors or warnings, {crashes} crashes"
    lines = [f"{folder}: {facts}, {checked.seconds:.1f} s"]
    for code, name in sorted({(one["code"], one["name"]) for one in checked.findings}):
        by_severity = [
            f"{counts[code, severity]} {severity}" for severity in SEVERITIES if counts[code, severity]
        ]
        lines.append(f"  {code} {name:36} {', '.join(by_severity)}")
    return "\n".join(lines)


def line(finding: dict[str, Any]) -> str:
    """A finding on one line, with a path that does not depend on where it is run."""
    place = os.path.relpath(finding["filename"])
    if finding["cell"] is not None:
        place += f":cell {finding['cell']}"
    location = finding["location"]
    return (
        f"{place}:{location['row']}:{location['column']}: {finding['code']} {finding['severity']}: "
        f"{finding['message']}"
    )


def differences(old: list[str], new: list[str]) -> list[str]:
    """`+` what is new, `-` what is gone, in the order of places."""
    before, after = Counter(old), Counter(new)
    changed = [(text, "+") for text in (after - before).elements()]
    changed += [(text, "-") for text in (before - after).elements()]
    return [f"{sign} {text}" for text, sign in sorted(changed)]


def main() -> None:
    """Check, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--out", type=Path, help="write all findings to this file")
    parser.add_argument("--diff", type=Path, metavar="OLD", help="compare with a file written before")
    options, further = parser.parse_known_args()
    lines = []
    for folder in options.folders:
        checked = check(folder, further)
        print(summary(folder, checked))
        lines += [line(one) for one in checked.findings]
    lines.sort()
    if options.diff is not None:
        changed = differences(options.diff.read_text(encoding="utf-8").splitlines(), lines)
        print("\n".join(changed) if changed else f"as in {options.diff}")
    if options.out is not None:
        options.out.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
