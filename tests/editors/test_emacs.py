"""Emacs with eglot, without a screen: it opens a script, marks the finding, takes the fix, and saves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.editors.given import BAD, HERE, ROOT, from_readme


@cache
def has_eglot() -> bool:
    program = shutil.which("emacs")
    look = ["--batch", "--eval", "(progn (require 'package) (package-initialize) (require 'eglot))"]
    return (
        program is not None
        and subprocess.run([program, *look], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(
    not has_eglot(), reason="needs Emacs with eglot: no `emacs` on the PATH, or eglot is not in it"
)
def test_a_finding_is_marked_and_fixed(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "kerlint.toml").write_text("select = ['KER101']\n")
    (tmp_path / "config.el").write_text(from_readme("Emacs", "elisp"))
    environment = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["emacs", "--batch", "-l", str(ROOT / "tests" / "editors" / "emacs.el")],
        cwd=tmp_path,
        env={**environment, "KERLINT_FOLDER": str(tmp_path), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert seen["text"].startswith("Kerlint [KER101]: relu on the output of 10 units gives no probabilities")
    assert seen["marked"] == '"relu"'
    assert seen["buffer"] == BAD.replace('"relu"', '"softmax"')
    assert seen["left"] == 0
