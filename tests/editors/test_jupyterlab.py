"""JupyterLab in Chromium, without a screen: a notebook's finding is underlined and its message shown.

`tools/check-jupyterlab` installs what this needs, but for Chromium, and runs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors.browser import CHROMIUM, free_port, notebook, page_of, rest_on, served

pytest.importorskip("jupyterlab", reason="needs JupyterLab: run tools/check-jupyterlab")
pytest.importorskip("jupyter_lsp", reason="needs jupyterlab-lsp: run tools/check-jupyterlab")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: run tools/check-jupyterlab")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the PATH")

# Where the screenshot is written, if anywhere.
PICTURE = os.environ.get("KERLINT_PICTURE")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """JupyterLab's address, and its root with one notebook; set up by nothing but the installed packages."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "train.ipynb").write_text(notebook())
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=t"]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={work}"]
    home = {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    with served(command, f"{address}/api/status?token=t", {**os.environ, **home}, tmp_path / "log"):
        yield address, work


def test_a_finding_is_underlined_and_its_message_shown(lab: tuple[str, Path]) -> None:
    address, folder = lab
    with page_of(playwright, 1040, 380) as page:
        page.goto(f"{address}/lab/tree/train.ipynb?token=t&reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        # Does one want to be notified of news?
        page.get_by_role("button", name="No", exact=True).click()
        mark = page.locator(".jp-CodeCell .cm-lintRange-error")
        mark.first.wait_for()
        assert mark.all_inner_texts() == ['"relu"']
        cell = page.locator(".jp-CodeCell").nth(2)
        assert cell.locator(".cm-lintRange-error").count() == 1
        rest_on(page, mark.first)
        message = page.locator(".cm-tooltip .cm-diagnostic-error").first
        message.wait_for()
        assert "relu on the output of 10 units gives no probabilities" in message.inner_text()
        if PICTURE:
            page.screenshot(path=PICTURE)
        # What is mended is no longer marked.
        mark.first.dblclick()
        page.keyboard.type("softmax")
        mark.first.wait_for(state="detached")
    # No copy of the notebook was needed.
    assert not (folder / ".virtual_documents").exists()
