"""`kerlint baseline` and `kerlint check --baseline`, as projects use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.shell import CLEAN, MISMATCH, Done, kerlint

CHECK = ("check", "--baseline", "kerlint-baseline.json", "--select", "KER202", "--output-format", "json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "old.py").write_text(MISMATCH)
    (tmp_path / "src" / "good.py").write_text(CLEAN)
    done = kerlint("baseline", "--select", "KER202", cwd=tmp_path)
    assert (done.code, done.out) == (0, "1 finding written to kerlint-baseline.json\n")
    return tmp_path


def check(project: Path, *more: str) -> Done:
    return kerlint(*CHECK, *more, cwd=project)


def test_known_findings_are_not_reported(project: Path) -> None:
    assert (check(project).code, check(project).findings) == (0, [])
    (project / "src" / "new.py").write_text(MISMATCH)
    done = check(project)
    assert done.code == 1
    assert [Path(item["filename"]).name for item in done.findings] == ["new.py"]


def test_known_findings_stay_known_where_they_move(project: Path) -> None:
    moved = "import os\n\n\n" + MISMATCH.replace("\nval =", "\n\nval =")
    (project / "src" / "old.py").write_text(moved)
    assert check(project).findings == []
    indented = "if True:\n" + "".join(f"    {line}\n" for line in MISMATCH.splitlines())
    (project / "src" / "old.py").write_text(indented)
    assert check(project).findings == []


def test_a_finding_is_new_where_its_line_changes(project: Path) -> None:
    (project / "src" / "old.py").write_text(MISMATCH.replace("data/val", "data/test"))
    assert check(project).codes == ["KER202"]


def test_a_second_finding_that_says_the_same_is_new(project: Path) -> None:
    lines = MISMATCH.splitlines()
    (project / "src" / "old.py").write_text("\n".join([*lines, lines[5], lines[8]]) + "\n")
    (one,) = check(project).findings
    assert one["location"]["row"] == 10


def test_paths_count_from_the_baseline(project: Path) -> None:
    done = kerlint(
        "check", "--baseline", "../kerlint-baseline.json", "--select", "KER202", cwd=project / "src"
    )
    assert done.code == 0
    (project / "src" / "old.py").rename(project / "src" / "moved.py")
    assert check(project).codes == ["KER202"]


def test_standard_input_is_held_against_it_too(project: Path) -> None:
    known = kerlint(*CHECK, "--stdin-filename", "src/old.py", "-", cwd=project, stdin="\n" + MISMATCH)
    assert known.findings == []
    other = kerlint(*CHECK, "--stdin-filename", "src/other.py", "-", cwd=project, stdin=MISMATCH)
    assert other.codes == ["KER202"]


def test_notebooks(project: Path) -> None:
    def write(*cells: str) -> None:
        loaded = {
            "cells": [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (project / "src" / "net.ipynb").write_text(json.dumps(loaded))

    write(MISMATCH)
    assert check(project).codes == ["KER202"]
    kerlint("baseline", "--select", "KER202", cwd=project)
    assert check(project).findings == []
    write("import os", MISMATCH)
    assert check(project).findings == []


def test_the_summary_counts_what_was_left_out(project: Path) -> None:
    out = check(project, "--output-format", "concise").out
    assert out.startswith("All checks passed")
    assert out.endswith("1 known finding of the baseline left out.\n")


def test_the_file_can_be_read_and_holds_nothing_of_this_machine(project: Path) -> None:
    written = json.loads((project / "kerlint-baseline.json").read_text())
    (one,) = written["findings"]
    assert (one["file"], one["code"]) == ("src/old.py", "KER202")
    assert str(project) not in json.dumps(written)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "cannot be read"),
        ("{", "not valid JSON"),
        ("[]", "is no baseline"),
        ('{"version": 1, "findings": [3]}', "is no baseline"),
        ('{"version": 2, "findings": []}', "write it anew"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(project: Path, text: str | None, reason: str) -> None:
    file = project / "kerlint-baseline.json"
    file.unlink() if text is None else file.write_text(text)
    done = check(project)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err


def test_what_makes_no_sense_is_refused(project: Path) -> None:
    assert check(project, "--fix").code == 2
    assert check(project, "--diff").code == 2
    assert kerlint("baseline", "-", cwd=project, stdin=MISMATCH).code == 2
    before = (project / "kerlint-baseline.json").read_text()
    assert kerlint("baseline", "nowhere", cwd=project).code == 2
    assert (project / "kerlint-baseline.json").read_text() == before
    assert kerlint("baseline", "--output-file", "no/folder.json", cwd=project).code == 2
