"""Neovim, without a screen: it opens a script, shows the finding where it stands, and takes the fix.

`nvim` is looked for beside Python, where pip puts it, and on the PATH.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors.given import BAD, HERE, ROOT, from_readme

NVIM = shutil.which("nvim", path=f"{HERE}{os.pathsep}{os.environ.get('PATH', '')}")

pytestmark = pytest.mark.skipif(NVIM is None, reason="needs Neovim: no `nvim` beside Python or on the PATH")


def neovim(folder: Path, action: str | int) -> dict[str, Any]:
    """What Neovim saw, see neovim.lua; it is set up as the README says."""
    assert NVIM is not None
    (folder / "config.lua").write_text(from_readme("Neovim", "lua"))
    task = {"config": "config.lua", "file": "train.py", "action": action, "out": str(folder / "seen.json")}
    (folder / "task.json").write_text(json.dumps(task))
    # The `kerlint` of this environment, and none of the user's own settings.
    environment = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    environment |= {"KERLINT_TEST": str(folder / "task.json"), "XDG_CONFIG_HOME": str(folder)}
    script = ROOT / "tests" / "editors" / "neovim.lua"
    done = subprocess.run(
        [NVIM, "--headless", "--clean", "-n", "-c", f"luafile {script}"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (folder / "seen.json").is_file(), done.stdout + done.stderr
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text())
    assert "failure" not in seen, seen
    return seen


def test_a_finding_is_shown_and_fixed(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "kerlint.toml").write_text("select = ['KER101']\n")
    seen = neovim(tmp_path, 1)
    (found,) = seen["diagnostics"]
    assert (found["code"], found["source"], found["severity"]) == ("KER101", "Kerlint", 1)
    # Neovim counts bytes.
    line = BAD.splitlines()[4]
    start = len(line[: line.index('"relu"')].encode())
    assert (found["lnum"], found["col"], found["end_col"]) == (4, start, start + len('"relu"'))
    assert seen["hover"].endswith("(Dense): output shape (None, 10), 30,730 parameters")
    assert seen["lines"] == BAD.replace('"relu"', '"softmax"').splitlines()
    assert seen["left"] == 0


def test_all_is_fixed_at_once(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(BAD + "print(model)  # kerlint: ignore[KER202]\n", encoding="utf-8")
    (tmp_path / "kerlint.toml").write_text("select = ['KER101', 'KER202', 'KER901']\n")
    seen = neovim(tmp_path, "Fix all that is safe to fix")
    assert sorted(one["code"] for one in seen["diagnostics"]) == ["KER101", "KER901"]
    assert seen["actions"].count("Fix all that is safe to fix") == 1
    assert any(title.startswith("Explain KER101") for title in seen["actions"])
    assert seen["lines"] == [*BAD.replace('"relu"', '"softmax"').splitlines(), "print(model)"]
    assert seen["left"] == 0
