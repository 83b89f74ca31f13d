"""JupyterLab in Chromium, without a screen: a notebook's finding is underlined and its message shown.

`tools/check-jupyterlab` installs what this needs, but for Chromium, and runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("jupyterlab", reason="needs JupyterLab: run tools/check-jupyterlab")
pytest.importorskip("jupyter_lsp", reason="needs jupyterlab-lsp: run tools/check-jupyterlab")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: run tools/check-jupyterlab")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the PATH")

CELLS = [
    "from keras import Sequential, layers\n%matplotlib inline",
    "model = Sequential()\nmodel.add(layers.Flatten(input_shape=(32, 32, 3)))",
    'model.add(layers.Dense(10, activation="relu"))\nmodel.compile("adam", loss="categorical_crossentropy")',
]
# Where the screenshot is written, if anywhere.
PICTURE = os.environ.get("KERLINT_PICTURE")
PATIENCE = 90_000


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """JupyterLab's address, and its root with one notebook; set up by nothing but the installed packages."""
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"c{i}",
                "metadata": {},
                "outputs": [],
                "source": text,
            }
            for i, text in enumerate(CELLS)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    work = tmp_path / "work"
    work.mkdir()
    (work / "train.ipynb").write_text(json.dumps(notebook))
    home = {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    port = _free_port()
    options = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=t"]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={work}"],
        env={**os.environ, **home},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}", process, tmp_path / "log")
        yield f"http://127.0.0.1:{port}", work
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _wait_for(address: str, process: subprocess.Popen[Any], log: Path) -> None:
    for _ in range(300):
        try:
            with urlopen(f"{address}/api/status?token=t", timeout=60) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(log.read_text())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_finding_is_underlined_and_its_message_shown(lab: tuple[str, Path]) -> None:
    address, folder = lab
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1040, "height": 380})
        page.goto(f"{address}/lab/tree/train.ipynb?token=t&reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=PATIENCE)
        # Does one want to be notified of news?
        page.get_by_role("button", name="No", exact=True).click(timeout=PATIENCE)
        mark = page.locator(".jp-CodeCell .cm-lintRange-error")
        mark.first.wait_for(timeout=PATIENCE)
        assert mark.all_inner_texts() == ['"relu"']
        cell = page.locator(".jp-CodeCell").nth(2)
        assert cell.locator(".cm-lintRange-error").count() == 1
        # Into the words and to rest there, as a hand does.
        box = mark.first.bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.wait_for_timeout(300)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        message = page.locator(".cm-tooltip .cm-diagnostic-error").first
        message.wait_for(timeout=PATIENCE)
        assert "relu on the output of 10 units gives no probabilities" in message.inner_text()
        if PICTURE:
            page.screenshot(path=PICTURE)
        # What is mended is no longer marked.
        mark.first.dblclick()
        page.keyboard.type("softmax")
        mark.first.wait_for(state="detached", timeout=PATIENCE)
        browser.close()
    # No copy of the notebook was needed.
    assert not (folder / ".virtual_documents").exists()
