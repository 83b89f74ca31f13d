"""The language server in a process of its own, as an editor uses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor import Editor, applied
from tests.shell import CLEAN, MISMATCH

RELU = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Input((32, 32, 3)))
model.add(layers.Conv2D(8, 3, activation="relu"))
model.add(layers.Flatten())
model.add(layers.Dense(10, name="{name}", activation="relu"))
model.compile("adam", loss="categorical_crossentropy")
"""
ASCII = RELU.format(name="head")
# The name takes more units of UTF-16 (and bytes) than it has code points.
WIDE = RELU.format(name="𝛼é")


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    (tmp_path / "kerlint.toml").write_text("select = ['KER101', 'KER202', 'KER901']\n")
    started = Editor(tmp_path)
    yield started
    assert started.close() == 0


def place(row: int, start: int, end: int) -> dict[str, Any]:
    return {"start": {"line": row, "character": start}, "end": {"line": row, "character": end}}


def columns(text: str, row: int, part: str, encoding: str = "utf-16-le", size: int = 2) -> dict[str, Any]:
    """The last `part` of a line, in a client's units."""
    line = text.splitlines()[row]
    start = line.rindex(part)
    count = [len(line[:end].encode(encoding)) // size for end in (start, start + len(part))]
    return place(row, *count)


def test_a_finding_arrives_whole(editor: Editor) -> None:
    editor.open("train.py", MISMATCH)
    (found,) = editor.diagnostics("train.py", 1)
    assert found["range"] == columns(
        MISMATCH, 5, 'ImageDataGenerator().flow_from_directory("data/val", batch_size=32)'
    )
    assert (found["code"], found["source"], found["severity"]) == ("KER202", "Kerlint", 1)
    assert found["codeDescription"]["href"].endswith("/KER202.md")
    assert "help: " in found["message"]
    places = [one["location"] for one in found["relatedInformation"]]
    assert {one["uri"] for one in places} == {editor.uri("train.py")}
    assert all(one["range"]["start"]["line"] in (4, 5, 8) for one in places)


@pytest.mark.parametrize("text", [ASCII, WIDE, WIDE.replace("\n", "\r\n")])
def test_a_fix_is_put_in_where_it_belongs(editor: Editor, text: str) -> None:
    editor.open("train.py", text)
    (found,) = editor.diagnostics("train.py", 1)
    assert found["range"] == columns(text, 6, '"relu"')
    fix = editor.actions("train.py", found["range"])[0]
    assert (fix["kind"], fix["isPreferred"]) == ("quickfix", True)
    assert fix["diagnostics"] == [found]
    (edits,) = fix["edit"]["changes"].values()
    assert list(fix["edit"]["changes"]) == [editor.uri("train.py")]
    head, _, tail = text.rpartition('"relu"')
    fixed = applied(text, edits)
    assert fixed == f'{head}"softmax"{tail}'
    editor.change("train.py", fixed, 2)
    assert editor.diagnostics("train.py", 2) == []


def test_a_finding_is_ignored_on_its_line(editor: Editor) -> None:
    editor.open("train.py", ASCII)
    (found,) = editor.diagnostics("train.py", 1)
    (ignore,) = [
        one for one in editor.actions("train.py", found["range"]) if one["title"].startswith("Ignore")
    ]
    (edits,) = ignore["edit"]["changes"].values()
    ignored = applied(ASCII, edits)
    lines = ASCII.splitlines()
    lines[6] += "  # kerlint: ignore[KER101]"
    assert ignored == "\n".join(lines) + "\n"
    editor.change("train.py", ignored, 2)
    assert editor.diagnostics("train.py", 2) == []


def test_codes_join_the_brackets_that_are_there(editor: Editor) -> None:
    text = ASCII.replace(
        'activation="relu"))\nmodel.compile',
        'activation="relu"))  # kerlint: ignore[KER202] why\nmodel.compile',
    )
    editor.open("train.py", text)
    found = {one["code"]: one for one in editor.diagnostics("train.py", 1)}
    assert found["KER901"]["tags"] == [1]
    actions = editor.actions("train.py", found["KER101"]["range"])
    (ignore,) = [one for one in actions if one["title"].startswith("Ignore KER101")]
    (edits,) = ignore["edit"]["changes"].values()
    assert "  # kerlint: ignore[KER202, KER101] why\n" in applied(text, edits)


@pytest.mark.parametrize(("encoding", "codec", "size"), [("utf-8", "utf-8", 1), ("utf-32", "utf-32-le", 4)])
def test_positions_are_counted_as_agreed(tmp_path: Path, encoding: str, codec: str, size: int) -> None:
    editor = Editor(tmp_path, encodings=[encoding])
    assert editor.hello["positionEncoding"] == encoding
    editor.open("train.py", WIDE)
    (found,) = [one for one in editor.diagnostics("train.py", 1) if one["code"] == "KER101"]
    assert found["range"] == columns(WIDE, 6, '"relu"', codec, size)
    assert editor.close() == 0


def test_changes_are_looked_at_once_they_pause(editor: Editor) -> None:
    editor.open("train.py", CLEAN)
    assert editor.diagnostics("train.py", 1) == []
    for version in range(2, 7):
        editor.change("train.py", MISMATCH if version == 6 else "import keras\n(", version)
    assert [one["code"] for one in editor.diagnostics("train.py", 6)] == ["KER202"]
    told = {message["params"].get("version") for message in editor.kept if "method" in message}
    assert not told & {2, 3, 4, 5}


def test_actions_fit_the_text_of_the_moment(editor: Editor) -> None:
    editor.open("train.py", ASCII)
    editor.change("train.py", "\n" + ASCII, 2)
    fix = editor.actions("train.py", columns("\n" + ASCII, 7, '"relu"'))[0]
    (edits,) = fix["edit"]["changes"].values()
    assert edits[0]["range"]["start"]["line"] == 7
    assert [one["kind"] for one in editor.actions("train.py", place(0, 0, 0))] == ["source.fixAll.kerlint"]
    assert editor.actions("train.py", columns("\n" + ASCII, 7, '"relu"'), only=["refactor"]) == []


def test_settings_are_read_again(editor: Editor) -> None:
    editor.open("train.py", MISMATCH)
    assert len(editor.diagnostics("train.py", 1)) == 1
    settings = editor.folder / "kerlint.toml"
    settings.write_text("select = ['KER202']\nseverity = {KER202 = 'info'}\n")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 2}]})
    assert [one["severity"] for one in editor.diagnostics("train.py", 1)] == [3]
    settings.write_text("exclude = ['train.py']\n")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": settings.as_uri()}})
    assert editor.diagnostics("train.py", 1) == []


def test_wrong_settings_are_told_and_not_fatal(editor: Editor) -> None:
    settings = editor.folder / "kerlint.toml"
    settings.write_text("selct = []\n")
    editor.open("train.py", MISMATCH)
    message = editor.heard(lambda message: message.get("method") == "window/showMessage")
    assert "did you mean 'select'" in message["params"]["message"]
    assert editor.diagnostics("train.py", 1) == []
    settings.write_text("select = ['KER202']\n")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("train.py")}})
    assert len(editor.diagnostics("train.py", 1)) == 1


def test_editors_that_can_are_asked_to_watch_the_settings(tmp_path: Path) -> None:
    watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    editor = Editor(tmp_path, workspace=watching)
    request = editor.heard(lambda message: message.get("method") == "client/registerCapability")
    (registration,) = request["params"]["registrations"]
    globs = {watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]}
    assert {"**/pyproject.toml", "**/kerlint.toml"} <= globs
    assert editor.close() == 0


def test_a_layer_tells_its_shape(editor: Editor) -> None:
    editor.open("train.py", WIDE)
    conv = editor.hover("train.py", 4, 20)
    assert conv["contents"]["value"] == "conv2d (Conv2D): output shape (None, 30, 30, 8), 224 parameters"
    assert conv["range"] == columns(WIDE, 4, 'layers.Conv2D(8, 3, activation="relu")')
    dense = editor.hover("train.py", 6, 60)
    assert dense["contents"]["value"].endswith("(Dense): output shape (None, 10), 72,010 parameters")
    assert editor.hover("train.py", 0, 3) is None


def test_a_rule_is_explained(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("train.py", MISMATCH)
    (found,) = [one for one in editor.diagnostics("train.py", 1) if one["code"] == "KER202"]
    (explain,) = [
        one for one in editor.actions("train.py", found["range"]) if one["title"].startswith("Explain KER202")
    ]
    editor.ask("workspace/executeCommand", {key: explain["command"][key] for key in ("command", "arguments")})
    shown = editor.heard(lambda message: message.get("method") == "window/showMessage")
    assert shown["params"]["message"].startswith("KER202 preprocessing-mismatch\n\n")
    assert editor.close() == 0


def test_the_page_of_a_rule_is_opened_where_the_editor_can(tmp_path: Path) -> None:
    editor = Editor(tmp_path, window={"showDocument": {"support": True}})
    editor.ask("workspace/executeCommand", {"command": "kerlint.explainRule", "arguments": ["KER202"]})
    request = editor.heard(lambda message: message.get("method") == "window/showDocument")
    assert request["params"]["uri"].endswith("/KER202.md")
    assert request["params"]["external"] is True
    assert editor.close() == 0


def test_what_stands_in_another_module_is_told_here(editor: Editor) -> None:
    rows = MISMATCH.splitlines()
    (editor.folder / "data.py").write_text("\n".join(rows[:6]) + "\n")
    text = "\n".join(["from data import train, val", *rows[1:4], *rows[6:]]) + "\n"
    editor.open("train.py", text)
    (found,) = editor.diagnostics("train.py", 1)
    assert found["range"]["start"]["line"] == 6
    there = found["relatedInformation"][0]["location"]
    assert there["uri"] == editor.uri("data.py")
    assert there["range"]["start"] == {"line": 5, "character": 6}


def test_documents_without_a_file_other_languages_and_closing(editor: Editor) -> None:
    editor.open("untitled:Untitled-1", MISMATCH)
    (found,) = [one for one in editor.diagnostics("untitled:Untitled-1", 1) if one["code"] == "KER202"]
    assert found["relatedInformation"][0]["location"]["uri"] == "untitled:Untitled-1"
    editor.open("notes.md", MISMATCH, language="markdown")
    assert editor.diagnostics("notes.md", 1) == []
    editor.tell("textDocument/didClose", {"textDocument": {"uri": "untitled:Untitled-1"}})
    assert editor.diagnostics("untitled:Untitled-1", None) == []


@pytest.mark.parametrize("name", ["train.py", "nb.ipynb"])
def test_a_revision_shown_beside_its_file_has_no_findings(editor: Editor, name: str) -> None:
    revision = editor.uri(name).replace("file://", "git:") + "?%7B%22ref%22%3A%22~%22%7D"
    for uri in (editor.uri(name), revision):
        if name.endswith(".py"):
            editor.open(uri, ASCII)
        else:
            editor.open_notebook(uri, [ASCII])
    cell = "" if name.endswith(".py") else "#1"
    assert [one["code"] for one in editor.diagnostics(f"{editor.uri(name)}{cell}", 1)] == ["KER101"]
    assert editor.diagnostics(f"{revision}{cell}", 1) == []
    assert editor.actions(f"{revision}{cell}", place(0, 0, 1)) == []


def test_without_pygls_the_way_out_is_told(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['pygls'] = None; from kerlint.cli import main; sys.exit(main(['server']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'kerlint[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_checking_does_not_import_the_server() -> None:
    script = (
        "import sys; from kerlint.cli import main; main(['check', '--no-cache', '--isolated', '-q', sys.argv[1]]);"
        "print([name for name in sys.modules if name.startswith(('pygls', 'lsprotocol', 'asyncio', 'kerlint.lsp',"
        " 'kerlint.baseline', 'kerlint.flake8', 'xml.etree'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, __file__], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
