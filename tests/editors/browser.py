"""Editors that are pages: a server of theirs, seen in Chromium without a screen."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Milliseconds that a page may take for anything.
PATIENCE = 90_000

CELLS = [
    "from keras import Sequential, layers\n%matplotlib inline",
    "model = Sequential()\nmodel.add(layers.Flatten(input_shape=(32, 32, 3)))",
    'model.add(layers.Dense(10, activation="relu"))\nmodel.compile("adam", loss="categorical_crossentropy")',
]


def notebook() -> str:
    """The cells as Jupyter stores them."""
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    stored = {
        "cells": [{**code, "id": f"c{number}", "source": text} for number, text in enumerate(CELLS)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(stored)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], address: str, environment: dict[str, str], log: Path) -> Iterator[None]:
    """While a server runs, from when it answers at this address."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            _wait_for(address, process, log)
            yield
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[Any], log: Path) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=60) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(log.read_text())


@contextmanager
def page_of(playwright: Any, width: int, height: int) -> Iterator[Any]:
    """A page of Chromium; what it waits for it waits for long."""
    # Without these it looks for services that a test does not need.
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *quiet])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def rest_on(page: Any, mark: Any) -> None:
    """Into the words and to rest there, as a hand does."""
    box = mark.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.wait_for_timeout(300)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
