"""Broken, odd and huge files from the command line: one clear finding each, and the others are checked."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Reported wherever it is looked at: relu before categorical cross-entropy.
FAULTY = (
    "import keras\n"
    "model = keras.Sequential([keras.layers.Dense(3, activation='relu')])\n"
    "model.compile(optimizer='adam', loss='categorical_crossentropy')\n"
)


def kerlint(folder: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kerlint", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def check(folder: Path, *arguments: str) -> tuple[list[dict], subprocess.CompletedProcess[str]]:
    done = kerlint(folder, "check", "--no-cache", "--output-format", "json", *arguments)
    assert "Traceback" not in done.stdout + done.stderr
    return json.loads(done.stdout or "[]"), done


@pytest.mark.parametrize(
    "raw, row, words",
    [
        (b"import keras\nmodel.fit(x, y\n", None, ["bracket", "parenthes", "("]),
        (b"import keras\nloss = 1\nprint loss\n", 3, ["Python 2"]),
        (b"import keras\nname = 'caf\xe9'\n", 2, ["UTF-8", "utf-8"]),
        (b"import keras\nname = 'a\0b'\n", 2, ["NUL", "null"]),
        (b"# coding: klingon\nimport keras\n", 1, ["klingon"]),
        (b"import keras\n" + b"(" * 5000 + b"1" + b")" * 5000 + b"\n", 2, ["nest", "deep"]),
    ],
    ids=["unclosed", "python2", "latin1", "nul", "coding", "brackets"],
)
def test_a_file_that_cannot_be_read_is_one_finding(
    tmp_path: Path, raw: bytes, row: int | None, words: list[str]
) -> None:
    (tmp_path / "broken.py").write_bytes(raw)
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, ".")
    assert done.returncode == 1
    assert {Path(one["filename"]).name: one["code"] for one in found} == {
        "broken.py": "KER900",
        "faulty.py": "KER101",
    }
    (broken,) = [one for one in found if one["code"] == "KER900"]
    assert any(word in broken["message"] for word in words), broken["message"]
    assert "\n" not in broken["message"]
    if row is not None:
        assert broken["location"]["row"] == row


@pytest.mark.parametrize("operator", ["+", ".real", "not ", "-"])
def test_expressions_five_thousand_deep(tmp_path: Path, operator: str) -> None:
    deep = {"+": "+".join(["1"] * 5000), ".real": "1.0" + ".real" * 900}.get(operator, operator * 5000 + "1")
    (tmp_path / "deep.py").write_text(f"import keras\nx = {deep}\n")
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, ".")
    assert done.returncode == 1
    codes = sorted((Path(one["filename"]).name, one["code"]) for one in found)
    assert codes in ([("faulty.py", "KER101")], [("deep.py", "KER900"), ("faulty.py", "KER101")])


def test_a_broken_notebook_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "keras.ipynb").write_text('{"cells": [{"keras": ')
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, ".")
    assert done.returncode == 1
    assert sorted(one["code"] for one in found) == ["KER101", "KER900"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, "nowhere.py", "faulty.py")
    assert done.returncode == 2
    assert "nowhere.py" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [one["code"] for one in found] == ["KER101"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text(FAULTY)
    (tmp_path / "secret.py").chmod(0)
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, ".")
    assert done.returncode == 2
    assert "secret.py" in done.stderr
    assert [one["code"] for one in found] == ["KER101"]


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere.py")
    (tmp_path / "faulty.py").write_text(FAULTY)
    found, done = check(tmp_path, ".")
    assert [one["code"] for one in found] == ["KER101"]
    assert done.returncode in (1, 2)
    if done.returncode == 2:
        assert "gone.py" in done.stderr


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("kerlint.toml", 'selct = ["KER101"]\n', ["kerlint.toml", "selct", "select"]),
        ("kerlint.toml", 'select = ["KER1O1"]\n', ["KER1O1"]),
        ("kerlint.toml", "target-keras = 4\n", ["kerlint.toml", "target-keras"]),
        ("kerlint.toml", "select = [\n", ["kerlint.toml"]),
        ("kerlint.yaml", "select: {KER101\n", ["kerlint.yaml"]),
        ("kerlint.yaml", "!!python/object/apply:os.system ['touch gotcha']\n", ["kerlint.yaml"]),
        ("pyproject.toml", "[tool.kerlint]\nfail-on = 'never'\n", ["pyproject.toml", "fail-on", "never"]),
    ],
)
def test_a_slip_in_the_settings_is_one_clear_line(
    tmp_path: Path, name: str, text: str, words: list[str]
) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / name).write_text(text)
    done = kerlint(tmp_path, "check", ".")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert not (tmp_path / "gotcha").exists()


@pytest.mark.parametrize(
    "arguments, word",
    [
        (["--select", "KER999"], "KER999"),
        (["--output-format", "xml"], "xml"),
        (["--selct", "KER101"], "--selct"),
        (["--fail-on", "never"], "never"),
        (["--config", "missing.toml"], "missing.toml"),
    ],
)
def test_a_wrong_option_exits_with_2(tmp_path: Path, arguments: list[str], word: str) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY)
    done = kerlint(tmp_path, "check", *arguments, ".")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert word in done.stderr


def test_standard_input(tmp_path: Path) -> None:
    done = kerlint(
        tmp_path, "check", "--output-format", "json", "--stdin-filename", "a/train.py", "-", text=FAULTY
    )
    assert done.returncode == 1
    (one,) = json.loads(done.stdout)
    assert one["code"] == "KER101"
    assert one["filename"].endswith("a/train.py")
    broken = kerlint(tmp_path, "check", "--output-format", "concise", "-", text="import keras\n1 +\n")
    assert broken.returncode == 1
    assert "KER900" in broken.stdout


@pytest.mark.slow
def test_fifty_thousand_lines(tmp_path: Path) -> None:
    lines = ["import keras"]
    lines += [f"def helper_{n}(x):\n    y = x * {n}\n    return [y, 'a', {{{n}: y}}]" for n in range(16_000)]
    lines += FAULTY.splitlines()[1:]
    (tmp_path / "huge.py").write_text("\n".join(lines) + "\n")
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    found, done = check(tmp_path, "huge.py")
    assert done.returncode == 1
    assert [one["code"] for one in found] == ["KER101"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started < 60


@pytest.mark.slow
def test_what_comes_after_the_bound_of_the_analysis(tmp_path: Path) -> None:
    lines = ["import keras", "samples = []"]
    lines += [f"samples.append([0.{n}, 1.{n}])" for n in range(45_000)]
    lines += FAULTY.splitlines()[1:]
    (tmp_path / "long.py").write_text("\n".join(lines) + "\n")
    found, done = check(tmp_path, "long.py")
    assert (found, done.returncode) == ([], 0), "off by default"
    found, done = check(tmp_path, "--extend-select", "KER903", "long.py")
    assert [(one["code"], one["severity"]) for one in found] == [("KER903", "info")]
    assert done.returncode == 0


def test_nothing_to_check(tmp_path: Path) -> None:
    found, done = check(tmp_path, ".")
    assert (found, done.returncode) == ([], 0)
    (tmp_path / "other.py").write_text("def broken(:\n")
    found, done = check(tmp_path, ".")
    assert (found, done.returncode) == ([], 0), "does not concern Keras"
