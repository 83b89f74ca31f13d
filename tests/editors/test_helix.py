"""Helix in a terminal of tmux: it marks a finding, says it and what the layer gives, takes the fix, and saves.

`hx` (or `helix`, as some systems name it) and `tmux` are looked for on the PATH; $KERLINT_HX may name Helix instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors.given import BAD, HERE, comes_to_hold, from_readme, until

HELIX = os.environ.get("KERLINT_HX") or shutil.which("hx") or shutil.which("helix")
TMUX = shutil.which("tmux")
PATIENCE = 60

pytestmark = pytest.mark.skipif(
    HELIX is None or TMUX is None, reason="needs Helix and tmux: no `hx` or no `tmux` on the PATH"
)


class Terminal:
    """A terminal that a program runs in."""

    def __init__(self, folder: Path, program: list[str], environment: dict[str, str]) -> None:
        self._server = f"kerlint-{os.getpid()}-{folder.name}"
        size = ["-x", "120", "-y", "30"]
        self._tmux("-f", os.devnull, "new-session", "-d", *size, *program, folder=folder, env=environment)

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def shows(self, pattern: str) -> None:
        """Wait until the screen has this."""
        until(
            lambda: re.search(pattern, self.screen()) is not None, lambda: f"no {pattern}:\n{self.screen()}"
        )

    def close(self) -> None:
        self._tmux("kill-server")

    def _tmux(self, *command: str, folder: Path | None = None, env: dict[str, str] | None = None) -> str:
        assert TMUX is not None
        run = [TMUX, "-L", self._server, *command]
        return subprocess.run(
            run, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
        ).stdout


@pytest.fixture
def helix(tmp_path: Path) -> Iterator[Terminal]:
    """Helix with a bad script open, set up as the README says."""
    assert HELIX is not None
    (tmp_path / "train.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "kerlint.toml").write_text("select = ['KER101']\n")
    (tmp_path / "helix").mkdir()
    (tmp_path / "helix" / "languages.toml").write_text(from_readme("Helix", "toml"))
    environment = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    environment |= {"XDG_CONFIG_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    environment.pop("TMUX", None)
    terminal = Terminal(tmp_path, [HELIX, "train.py"], environment)
    yield terminal
    terminal.close()


def test_a_finding_is_shown_and_fixed(helix: Terminal, tmp_path: Path) -> None:
    helix.shows(r"(?m)^● +5 ")
    helix.press("]", "d")
    helix.shows("relu on the output of 10 units gives no probabilities")
    helix.press("Space", "k")
    helix.shows(r"\(Dense\): output shape \(None, 10\), 30,730 parameters")
    helix.press("Space", "a")
    helix.shows("Ignore KER101")
    # The first one in the menu.
    helix.press("Enter")
    helix.shows('activation="softmax"')
    helix.press(":w", "Enter")
    comes_to_hold(tmp_path / "train.py", BAD.replace('"relu"', '"softmax"'))
    until(lambda: "●" not in helix.screen(), helix.screen)
