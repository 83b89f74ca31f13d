"""The language server's life with its editor: what it is told, what it asks for, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from kerlint.lsp.features import WATCHED
from kerlint.settings_file import FILE_NAMES
from kerlint.target import is_pins_file
from tests.editor import Editor
from tests.shell import MISMATCH


def severities(editor: Editor, name: str, version: int = 1) -> list[int]:
    return [item["severity"] for item in editor.diagnostics(name, version)]


def test_a_changed_configuration_is_a_reason_to_look_again(tmp_path: Path) -> None:
    settings = tmp_path / "kerlint.toml"
    settings.write_text("select = ['KER202']\n")
    editor = Editor(tmp_path)
    editor.open("train.py", MISMATCH)
    assert severities(editor, "train.py") == [1]
    settings.write_text("select = ['KER202']\nseverity = {KER202 = 'info'}\n")
    editor.tell("workspace/didChangeConfiguration", {"settings": None})
    assert severities(editor, "train.py") == [3]
    assert editor.close() == 0


@pytest.mark.parametrize("name", ["untitled:Untitled-1", "untitled:Untitled-1.ipynb"])
def test_what_is_in_no_file_yet_lies_in_the_root(tmp_path: Path, name: str) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    for folder, severity in ((root, "info"), (elsewhere, "warning")):
        folder.mkdir()
        (folder / "kerlint.toml").write_text(f"select = ['KER202']\nseverity = {{KER202 = '{severity}'}}\n")
    editor = Editor(root, cwd=elsewhere)
    if name.endswith(".ipynb"):
        editor.open_notebook(name, [MISMATCH])
        name += "#1"
    else:
        editor.open(name, MISMATCH)
    assert severities(editor, name) == [3]
    assert editor.close() == 0


def test_wrong_settings_of_one_root_are_told_once(tmp_path: Path) -> None:
    for name, text in (("wrong", "selct = []\n"), ("right", "select = ['KER202']\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kerlint.toml").write_text(text)
    editor = Editor(tmp_path)
    for version in (1, 2):
        for name in ("wrong/train.py", "right/train.py"):
            if version == 1:
                editor.open(name, MISMATCH)
            else:
                editor.change(name, f"{MISMATCH}\n", version)
            found = severities(editor, name, version)
            assert found == ([1] if name.startswith("right") else [])
    told = [message for message in editor.kept if message.get("method") == "window/showMessage"]
    assert len(told) == 1
    assert editor.close() == 0


@pytest.mark.parametrize(
    "name",
    [
        *FILE_NAMES,
        "requirements.txt",
        "requirements-dev.in",
        "gpu_requirements.txt",
        "environment.yml",
        "conda-env.yaml",
        "conda.yml",
        "setup.cfg",
        "Pipfile",
        "Pipfile.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
    ],
)
def test_all_files_that_decide_are_watched(name: str) -> None:
    assert is_pins_file(name) or name in FILE_NAMES
    assert any(fnmatch(name, glob) for glob in WATCHED)


def test_nothing_is_written_to_the_log_about_what_is_not_answered(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    messages: list[tuple[str, Any]] = [
        ("$/setTrace", {"value": "verbose"}),
        ("$/ofTheEditorsOwn", {}),
        ("workspace/didChangeConfiguration", {"settings": {"kerlint": {"unknown": 1}}}),
        ("window/workDoneProgress/cancel", {"token": 1}),
        ("textDocument/didClose", {"textDocument": {"uri": editor.uri("never opened.py")}}),
        ("$/cancelRequest", {"id": 1000}),
    ]
    for method, params in messages:
        editor.tell(method, params)
    refused = editor.answer(
        editor.request("textDocument/diagnostic", {"textDocument": {"uri": editor.uri("train.py")}})
    )
    assert refused["error"]["code"] == -32601
    assert editor.close() == 0
    assert editor.log() == ""


def test_an_editor_may_refuse_to_watch_files(tmp_path: Path) -> None:
    watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    editor = Editor(tmp_path, refuses=("client/registerCapability",), workspace=watching)
    editor.heard(lambda message: message.get("method") == "client/registerCapability")
    editor.open("train.py", MISMATCH)
    assert severities(editor, "train.py")
    assert editor.close() == 0
    assert editor.log() == ""


def test_what_cannot_be_read_is_answered(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    refused = editor.answer(editor.request("textDocument/hover", {"wrong": 1}))
    assert refused["error"]["code"] == -32602
    editor.open("train.py", MISMATCH)
    assert severities(editor, "train.py")
    assert editor.close() == 0


def test_after_shutting_down_nothing_is_done(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.ask("shutdown", None)
    asked = {"textDocument": {"uri": editor.uri("train.py")}, "position": {"line": 0, "character": 0}}
    refused = editor.answer(editor.request("textDocument/hover", asked))
    assert refused["error"]["code"] == -32600
    editor.tell("exit", None)
    assert editor.process.wait(20) == 0


def test_it_ends_with_its_editor(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        editor = Editor(tmp_path, process=process.pid)
        editor.open("train.py", MISMATCH)
        editor.diagnostics("train.py", 1)
        assert editor.process.poll() is None
    # The pipes are still open.
    assert editor.process.wait(20) == 1


def test_an_editor_of_another_machine_is_not_waited_for(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    editor = Editor(tmp_path, process=process.pid)
    editor.open("train.py", MISMATCH)
    assert severities(editor, "train.py")
    assert editor.close() == 0


def test_an_end_without_farewell_is_an_error(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.tell("exit", None)
    assert editor.process.wait(20) == 1
    assert editor.log() == ""


def test_half_a_character_is_told_where_it_stands(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("train.py", f"{MISMATCH}name = '\ud800'\n")
    (found,) = editor.diagnostics("train.py", 1)
    assert found["code"] == "KER900"
    assert found["range"]["start"] == {"line": len(MISMATCH.splitlines()), "character": 8}
    assert editor.close() == 0
