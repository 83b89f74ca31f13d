"""`kerlint check --watch`, as a process of its own, with real files and signals."""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerlint.files import find_files
from kerlint.settings import SettingsFinder
from kerlint.watching import view_of
from tests.shell import CLEAN, MISMATCH, kerlint

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


class Watching:
    """The process, and what it has written since it was last asked."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-u",
                "-m",
                "kerlint",
                "check",
                "--watch",
                "--output-format",
                "concise",
                *arguments,
            ],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def round(self) -> list[str]:
        """The lines of one check, without the closing one that says that it is done."""
        lines = []
        while not lines or " watching " not in lines[-1]:
            lines.append(self._lines.get(timeout=30))
        return lines[:-1]

    def codes(self) -> list[str]:
        """`bad.py KER202` for each finding of one check."""
        return [f"{line.partition(':')[0]} {line.split()[1]}" for line in self.round() if ": KER" in line]

    def silent(self, seconds: float = 1.0) -> bool:
        time.sleep(seconds)
        return self._lines.empty()

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bad.py").write_text(MISMATCH)
    return tmp_path


@pytest.fixture
def watching(project: Path) -> Iterator[Watching]:
    started = Watching(cwd=project)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def test_files_that_change_come_and_go(project: Path, watching: Watching) -> None:
    assert watching.codes() == ["bad.py KER202"]
    assert watching.silent()
    (project / "bad.py").write_text(CLEAN)
    assert watching.codes() == []
    (project / "sub").mkdir()
    (project / "notes.txt").write_text("of no interest")
    assert watching.silent()
    (project / "sub" / "new.py").write_text(MISMATCH)
    assert watching.codes() == ["sub/new.py KER202"]
    (project / "sub" / "new.py").unlink()
    assert watching.codes() == []
    # As many editors save: a new file in the place of the old one.
    (project / "draft").write_text(MISMATCH)
    (project / "draft").rename(project / "bad.py")
    assert watching.codes() == ["bad.py KER202"]
    assert watching.end() == 0


def test_settings_pins_and_ignored_files(project: Path, watching: Watching) -> None:
    assert watching.codes() == ["bad.py KER202"]
    settings = project / "kerlint.toml"
    settings.write_text('ignore = ["KER202"]\n')
    assert watching.codes() == []
    settings.write_text('ignore = ["KER20"\n')
    (error,) = watching.round()
    assert error.startswith("kerlint: ")
    assert "is not valid TOML" in error
    settings.write_text("")
    assert watching.codes() == ["bad.py KER202"]
    (project / ".gitignore").write_text("bad.py\n")
    assert watching.codes() == []
    (project / ".gitignore").unlink()
    assert watching.codes() == ["bad.py KER202"]
    (project / "requirements.txt").write_text("keras==2.3.1\n")
    watching.round()
    assert watching.end() == 0


def test_a_module_that_the_script_imports(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(
        "import keras\nfrom config import UNITS_ACTIVATION\n"
        "model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(10, activation=UNITS_ACTIVATION)])\n"
        "model.compile(loss='categorical_crossentropy')\n"
    )
    (tmp_path / "config.py").write_text("UNITS_ACTIVATION = 'softmax'\n")
    watching = Watching("train.py", cwd=tmp_path)
    try:
        assert watching.codes() == []
        (tmp_path / "config.py").write_text("UNITS_ACTIVATION = 'relu'\n")
        assert [code for code in watching.codes() if "KER101" in code] != []
        assert watching.end() == 0
    finally:
        watching.process.kill()


def test_a_terminal_is_cleared_before_each_check(project: Path) -> None:
    pty = pytest.importorskip("pty")
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kerlint", "check", "--watch", "--color", "never"],
        cwd=project,
        stdout=side,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(side)
    assert process.stderr is not None

    def shown() -> str:
        text = b""
        while select.select([main], [], [], 0.5)[0]:
            text += os.read(main, 100_000)
        return text.decode()

    try:
        assert " watching 1 file; Ctrl-C ends it" in process.stderr.readline()
        assert shown().startswith("\x1b[2J\x1b[Hbad.py:6:7: KER202 ")
        (project / "bad.py").write_text(CLEAN)
        process.stderr.readline()
        assert shown().startswith("\x1b[2J\x1b[HAll checks passed (1 file, 1 with Keras).")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(main)


def test_what_does_not_go_with_it(project: Path) -> None:
    for arguments in (["-"], ["--fix"], ["--fix-only"], ["--diff"]):
        done = kerlint("check", "--watch", *arguments, cwd=project)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("kerlint: --watch reports on files")
    wrong = kerlint("check", "--watch", "--select", "NONE1", cwd=project)
    assert (wrong.code, wrong.out) == (2, "")


def test_what_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("src/a.py", "src/data.csv", "pyproject.toml", "requirements-dev.txt", "src/.gitignore"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    view = view_of(find_files(["src"], SettingsFinder()), ["baseline.json"])
    assert view.folders == (str(tmp_path / "src"),)
    inside = {path for path in view.files if not path.startswith("/") or path.startswith(str(tmp_path))}
    assert inside == {
        "src/a.py",
        "baseline.json",
        str(tmp_path / "src/.gitignore"),
        str(tmp_path / "requirements-dev.txt"),
        *(str(tmp_path / name) for name in ("kerlint.toml", "kerlint.yaml", "kerlint.yml", "pyproject.toml")),
        str(tmp_path / ".gitignore"),
    }
    assert str(tmp_path.parent / "kerlint.toml") in view.files
