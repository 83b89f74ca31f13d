"""VS Code (as code-server) in Chromium, without a screen: findings are underlined, said and fixed.

`tools/check-vscode` installs what this needs, but for Chromium, and runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.editors.browser import CELLS, CHROMIUM, free_port, notebook, page_of, rest_on, served
from tests.editors.given import BAD, HERE, comes_to_hold, from_readme, until

# Where npm has put code-server, the Node that it runs in, and the library of language clients.
MODULES = os.environ.get("KERLINT_VSCODE")
# The extension that the README names; without it a stand-in reads the same settings.
EXTENSION = os.environ.get("KERLINT_VSIX")
PICTURE = os.environ.get("KERLINT_PICTURE")
STAND_IN = Path(__file__).parent / "vscode"

if MODULES is None:
    pytest.skip("needs code-server: run tools/check-vscode", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: run tools/check-vscode")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the PATH")

FIXED = BAD.replace('"relu"', '"softmax"')
PLAIN = {
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


class Editor:
    """A folder, and VS Code with it."""

    def __init__(self, page: Any, address: str, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self._address = address

    def open(self, name: str) -> None:
        host = self._address.removeprefix("http://")
        task = json.dumps([["openFile", f"vscode-remote://{host}{self.folder / name}"]])
        self.page.goto(f"{self._address}/?folder={self.folder}&payload={quote(task)}")

    def mark(self) -> Any:
        """What is underlined in red, waited for."""
        found = self.page.locator(".squiggly-error")
        found.first.wait_for()
        assert found.count() == 1
        return found.first

    def unmarked(self) -> None:
        self.page.locator(".squiggly-error").first.wait_for(state="detached")

    def click(self, place: Any) -> None:
        """As a hand does: what stands there may lie over it."""
        box = place.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.fixture
def vscode(tmp_path: Path) -> Callable[[dict[str, Any]], AbstractContextManager[Editor]]:
    """Opens a page with VS Code that has these settings and an extension, and nothing of the user's."""
    work, extensions, user = (tmp_path / name for name in ("work", "extensions", "user"))
    for folder in (work, user / "User"):
        folder.mkdir(parents=True)
    (work / "kerlint.toml").write_text("select = ['KER101']\n")

    @contextmanager
    def opened(settings: dict[str, Any]) -> Iterator[Editor]:
        (user / "User" / "settings.json").write_text(json.dumps(PLAIN | settings))
        # As if started from a terminal in which this environment is active.
        environment = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", "VSCODE_CLI": "1"}
        environment |= {"HOME": str(tmp_path)}
        port = free_port()
        command = [*_code_server(), "--user-data-dir", str(user), "--extensions-dir", str(extensions)]
        command += ["--config", str(tmp_path / "config.yaml")]
        _install(command, extensions, environment)
        command += ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-workspace-trust"]
        command += ["--disable-telemetry", "--disable-update-check"]
        address = f"http://127.0.0.1:{port}"
        with (
            served(command, f"{address}/healthz", environment, tmp_path / "log"),
            page_of(playwright, 1040, 580) as page,
        ):
            yield Editor(page, address, work)

    return opened


def _code_server() -> list[str]:
    """The command; it wants a Node of its own."""
    assert MODULES is not None
    (node,) = Path(MODULES).glob("node-*/bin/node")
    return [str(node), str(Path(MODULES) / "code-server" / "out" / "node" / "entry.js")]


def _install(command: list[str], extensions: Path, environment: dict[str, str]) -> None:
    if EXTENSION:
        install = [*command, "--install-extension", EXTENSION]
        subprocess.run(install, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    else:
        assert MODULES is not None
        folder = shutil.copytree(STAND_IN, extensions / "kerlint-tests.stand-in-0.0.1")
        (folder / "node_modules").symlink_to(MODULES)


def settings_of_readme(number: int = 0) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(from_readme("VS Code", "json", number))
    return settings


def test_a_finding_is_shown_and_fixed(vscode: Callable[..., AbstractContextManager[Editor]]) -> None:
    with vscode(settings_of_readme()) as editor:
        page, settings = editor.page, editor.folder / "kerlint.toml"
        (editor.folder / "train.py").write_text(BAD, encoding="utf-8")
        editor.open("train.py")
        editor.mark()
        settings.write_text("ignore = ['KER101']\n")
        editor.unmarked()
        settings.write_text("select = ['KER101']\n")
        mark = editor.mark()
        page.keyboard.press("Control+Shift+M")
        problem = page.locator(".markers-panel .monaco-list-row", has_text="KER101")
        problem.wait_for()
        assert "relu on the output of 10 units gives no probabilities" in problem.inner_text()
        assert "[Ln 5, Col 51]" in problem.inner_text()
        rest_on(page, mark)
        told = page.locator(".monaco-hover", has_text="(Dense): output shape (None, 10), 30,730 parameters")
        told.wait_for()
        assert "relu on the output of 10 units gives no probabilities" in told.inner_text()
        if PICTURE:
            page.screenshot(path=PICTURE)
        page.keyboard.press("Escape")
        editor.click(mark)
        page.keyboard.press("Control+.")
        page.locator(".action-widget .monaco-list-row", has_text="Use softmax").click()
        editor.unmarked()
        page.keyboard.press("Control+s")
        comes_to_hold(editor.folder / "train.py", FIXED)


def test_all_is_fixed_when_it_is_saved(vscode: Callable[..., AbstractContextManager[Editor]]) -> None:
    with vscode(settings_of_readme() | settings_of_readme(1)) as editor:
        page = editor.page
        (editor.folder / "train.py").write_text(BAD, encoding="utf-8")
        stored = editor.folder / "train.ipynb"
        stored.write_text(notebook())
        editor.open("train.py")
        editor.click(editor.mark())
        page.keyboard.press("Control+End")
        page.keyboard.type("# more")
        page.keyboard.press("Control+s")
        comes_to_hold(editor.folder / "train.py", f"{FIXED}# more")
        editor.unmarked()
        editor.open("train.ipynb")
        editor.click(editor.mark())
        page.keyboard.press("Control+End")
        page.keyboard.type("  # more")
        page.keyboard.press("Control+s")
        editor.unmarked()
        until(
            lambda: "# more" in stored.read_text(encoding="utf-8"), lambda: stored.read_text(encoding="utf-8")
        )
        cells = ["".join(cell["source"]) for cell in json.loads(stored.read_text(encoding="utf-8"))["cells"]]
        assert cells == [*CELLS[:2], CELLS[2].replace("relu", "softmax") + "  # more"]
