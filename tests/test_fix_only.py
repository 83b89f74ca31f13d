"""`--fix-only`: fixes are put in, and what is left is neither reported nor a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import MISMATCH, kerlint

UNUSED = MISMATCH.replace("epochs=3)", "epochs=3)  # kerlint: ignore[KER101]")


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_what_is_left_is_not_told(tmp_path: Path, output_format: str) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    arguments = ("check", "--fix-only", "--output-format", output_format)
    done = kerlint(*arguments, cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "Fixed 1 finding.\n", "")
    assert (tmp_path / "train.py").read_text() == MISMATCH
    # KER202, an error, is still there: its fix is not safe.
    done = kerlint(*arguments, cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert kerlint("check", cwd=tmp_path).code == 1


@pytest.mark.parametrize("extra", [("-q",), ("--output-format", "json"), ("--output-format", "sarif")])
def test_nothing_at_all_is_written(tmp_path: Path, extra: tuple[str, ...]) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "--fix-only", *extra, cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "train.py").read_text() == MISMATCH


def test_unsafe_fixes_need_leave_here_too(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(MISMATCH)
    assert kerlint("check", "--fix-only", cwd=tmp_path).code == 0
    assert (tmp_path / "train.py").read_text() == MISMATCH
    assert kerlint("check", "--fix-only", "--unsafe-fixes", cwd=tmp_path).out == "Fixed 1 finding.\n"
    assert kerlint("check", cwd=tmp_path).code == 0


def test_standard_input_comes_back(tmp_path: Path) -> None:
    done = kerlint("check", "--fix-only", "-", cwd=tmp_path, stdin=UNUSED)
    assert (done.code, done.out, done.err) == (0, MISMATCH, "Fixed 1 finding.\n")
    done = kerlint("check", "--fix-only", "-", cwd=tmp_path, stdin=MISMATCH)
    assert (done.code, done.out, done.err) == (0, MISMATCH, "")


def test_a_file_that_cannot_be_read_is_still_a_failure(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "--fix-only", "nowhere.py", "train.py", cwd=tmp_path)
    assert (done.code, done.err) == (2, "kerlint: nowhere.py: no such file or folder\n")
    assert (tmp_path / "train.py").read_text() == MISMATCH


def test_diff_shows_instead(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "--fix-only", "--diff", cwd=tmp_path)
    assert done.code == 1
    assert done.out.startswith("--- train.py\n+++ train.py\n")
    assert (tmp_path / "train.py").read_text() == UNUSED


@pytest.mark.parametrize("extra", [("--statistics",), ("--output-file", "x"), ("--baseline", "x")])
def test_reports_do_not_go_with_it(tmp_path: Path, extra: tuple[str, ...]) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "--fix-only", *extra, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("kerlint: ")
    assert (tmp_path / "train.py").read_text() == UNUSED
