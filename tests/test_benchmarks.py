"""The benchmarks run, and what they print is what they measured."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import differences

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_cost_counts_only_what_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("import keras\n" * 50)
    (tmp_path / "other.py").write_text("import os\n" * 50)
    printed = run("benchmarks.cost", tmp_path, "--repeat", "1")
    assert printed.startswith("2 files, of which 1 (0.00 MB) are parsed\n")
    ratio = re.search(
        r"^kerlint check +([\d.]+) s +libcst.parse_module +([\d.]+) s +([\d.]+)$", printed, re.MULTILINE
    )
    assert ratio is not None
    kerlint, floor, quotient = map(float, ratio.groups())
    assert quotient == pytest.approx(kerlint / floor, rel=0.1)


@pytest.mark.slow
def test_corpus_lists_counts_and_compares(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(
        "import keras\n"
        "model = keras.Sequential([keras.layers.Dense(3, activation='relu')])\n"
        "model.compile(optimizer='adam', loss='categorical_crossentropy')\n"
    )
    printed = run("benchmarks.corpus", tmp_path, "--out", tmp_path / "before.txt")
    assert "1 file, 1 with errors or warnings, 0 crashes" in printed
    assert re.search(r"KER101 relu-before-crossentropy +1 error", printed)
    (line,) = (tmp_path / "before.txt").read_text().splitlines()
    assert re.search(r"train\.py:2:\d+: KER101 error: relu", line)
    again = run("benchmarks.corpus", tmp_path, "--diff", tmp_path / "before.txt")
    assert f"as in {tmp_path / 'before.txt'}" in again
    script.write_text(script.read_text().replace("relu", "softmax"))
    assert f"- {line}" in run("benchmarks.corpus", tmp_path, "--diff", tmp_path / "before.txt")


def test_differences_keep_count() -> None:
    assert differences(["a", "b", "b"], ["b", "c"]) == ["- a", "- b", "+ c"]
    assert differences(["a"], ["a"]) == []


@pytest.mark.slow
def test_server_times_saves_of_a_script_of_500_rows() -> None:
    printed = run("benchmarks.server", "--saves", "4")
    # Every other change makes one finding more: what was timed is an answer about the changed text.
    assert re.match(r"(49\d|50\d) rows, 4 saves, (\d+) or (?!\2 )\d+ findings\n", printed)
    rows = re.findall(
        r"^(changed|unchanged) +median +([\d.]+) ms +95th percentile +([\d.]+) ms$", printed, re.MULTILINE
    )
    assert [kind for kind, *_ in rows] == ["changed", "unchanged"]
    assert all(0 < float(median) <= float(tail) for _, median, tail in rows)
