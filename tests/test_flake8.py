"""The plugin as the real flake8 runs it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kerlint.notebook_text import notebook_of
from tests.shell import CLEAN, MISMATCH

LINE = re.compile(r"(?P<path>.*?):(?P<row>\d+):(?P<column>\d+): (?P<code>\S+) (?P<message>.*)")


def flake8(
    *arguments: str, cwd: Path, stdin: str | None = None
) -> tuple[int, list[tuple[str, int, int, str]], str]:
    done = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--extend-ignore=E501", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = [
        (match["path"], int(match["row"]), int(match["column"]), match["code"])
        for match in map(LINE.fullmatch, done.stdout.splitlines())
        if match
    ]
    return done.returncode, found, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER202']\n")
    (tmp_path / "train.py").write_text(MISMATCH)
    return tmp_path


def test_findings_are_among_those_of_flake8(project: Path) -> None:
    (project / "train.py").write_text(MISMATCH + "import os\n")
    code, found, text = flake8("train.py", cwd=project)
    assert code == 1
    assert ("train.py", 6, 7, "KER202") in found, text
    assert {one[3] for one in found} == {"KER202", "E402", "F401"}


def test_what_is_right_is_silent(project: Path) -> None:
    (project / "train.py").write_text(CLEAN)
    assert flake8(".", cwd=project) == (0, [], "")


def test_settings_of_kerlint_are_in_force(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER202']\nignore = ['KER202']\n")
    assert flake8(".", cwd=project)[1] == []
    (project / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER202']\nexclude = ['train.py']\n")
    assert flake8("train.py", cwd=project)[1] == []


@pytest.mark.parametrize("comment", ["# kerlint: ignore[KER202]", "# noqa: KER202", "# noqa"])
def test_comments_suppress(project: Path, comment: str) -> None:
    lines = MISMATCH.splitlines()
    lines[5] += f"  {comment}"
    (project / "train.py").write_text("\n".join(lines) + "\n")
    assert flake8("train.py", cwd=project) == (0, [], "")


def test_options_of_flake8_choose_among_the_codes(project: Path) -> None:
    assert flake8("--extend-ignore=KER,E501", "train.py", cwd=project)[1] == []
    assert [one[3] for one in flake8("--select=KER", "train.py", cwd=project)[1]] == ["KER202"]


def test_standard_input_and_bytes_that_mark_the_order(project: Path) -> None:
    assert flake8("-", cwd=project, stdin=MISMATCH)[1] == [("stdin", 6, 7, "KER202")]
    (project / "train.py").write_text(MISMATCH, encoding="utf-8-sig")
    assert flake8("train.py", cwd=project)[1] == [("train.py", 6, 7, "KER202")]


def test_findings_in_other_files_are_told_where_this_file_leads_to_them(project: Path) -> None:
    rows = MISMATCH.splitlines()
    (project / "data.py").write_text("\n".join(rows[:6]) + "\n")
    (project / "train.py").write_text(
        "\n".join(["from data import train, val", *rows[1:4], *rows[6:]]) + "\n"
    )
    _, found, text = flake8("--select=KER", ".", cwd=project)
    ((path, row, _, code),) = found
    assert (Path(path).name, row, code) == ("train.py", 7, "KER202")
    assert "data.py:6:7: `val`" in text


@pytest.mark.parametrize("jobs", [1, 2])
def test_wrong_settings_stop_with_the_reason(project: Path, jobs: int) -> None:
    (project / "pyproject.toml").write_text("[tool.kerlint]\nselct = []\n")
    (project / "again.py").write_text(MISMATCH)
    code, _, text = flake8("--jobs", str(jobs), ".", cwd=project)
    assert code == 1
    assert "did you mean 'select'" in text
    assert "Traceback" not in text


def test_wrong_settings_of_a_folder_are_told_in_its_files(project: Path) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "kerlint.toml").write_text("selct = []\n")
    for name in ("one.py", "two.py"):
        (project / "sub" / name).write_text(MISMATCH)
    code, found, text = flake8("--jobs", "2", ".", cwd=project)
    assert code == 1
    assert [(Path(path).name, *rest) for path, *rest in found] == [
        ("one.py", 1, 1, "KER902"),
        ("two.py", 1, 1, "KER902"),
        ("train.py", 6, 7, "KER202"),
    ]
    assert "did you mean 'select'" in text


def test_notebooks_are_left_alone(project: Path) -> None:
    (project / "train.ipynb").write_bytes(notebook_of([MISMATCH]))
    assert "KER" not in {one[3][:3] for one in flake8("train.ipynb", cwd=project)[1]}


def test_the_plugin_says_its_name_and_version() -> None:
    import kerlint

    done = subprocess.run(
        [sys.executable, "-m", "flake8", "--version"], capture_output=True, text=True, timeout=60, check=True
    )
    assert f"kerlint: {kerlint.__version__}" in done.stdout
