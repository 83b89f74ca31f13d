"""The language server over a session: changes in parts, several roots, cancelled requests, all fixes at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kerlint import offers
from kerlint.lsp.server import KerlintServer, Known
from kerlint.opened import Document, Part
from kerlint.settings import Settings
from tests.editor import Editor, applied
from tests.shell import CLEAN, MISMATCH

RELU = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Flatten(input_shape=(32, 32, 3)))
model.add(layers.Dense(10, name="𝛼é", activation="relu"))  # kerlint: ignore[KER202]
model.compile("adam", loss="categorical_crossentropy")
"""
FIXED = RELU.replace('"relu"', '"softmax"').replace("  # kerlint: ignore[KER202]", "")
SELECT = "select = ['KER101', 'KER202', 'KER901']\n"
ANYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


@pytest.mark.parametrize(("encoding", "size"), [("utf-8", 1), ("utf-16", 2), ("utf-32", 4)])
def test_changes_in_parts_are_counted_as_agreed(tmp_path: Path, encoding: str, size: int) -> None:
    (tmp_path / "kerlint.toml").write_text(SELECT)
    editor = Editor(tmp_path, encodings=[encoding])
    editor.open("train.py", "\x0c\n" + RELU)
    (before,) = [one for one in editor.diagnostics("train.py", 1) if one["code"] == "KER101"]
    line = RELU.splitlines()[4]
    start = len(line[: line.index('"relu"')].encode(f"{encoding}-le" if size > 1 else encoding)) // size
    assert before["range"]["start"] == {"line": 5, "character": start}
    # The editor may also ask for what is past the line's end.
    end = {"line": 5, "character": 10_000}
    changes = [
        {"range": {"start": end, "end": end}, "text": "\r\n# 𝛼\n"},
        {"range": before["range"], "text": '"softmax"'},
        {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""},
    ]
    document = {"uri": editor.uri("train.py"), "version": 2}
    editor.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
    assert [one["code"] for one in editor.diagnostics("train.py", 2)] == ["KER901"]
    # All is as if it had been handed over whole.
    at = {"start": {"line": 4, "character": 60}, "end": {"line": 4, "character": 90}}
    (action,) = editor.actions("train.py", at, only=["source.fixAll"])
    (edits,) = action["edit"]["changes"].values()
    assert edits[0]["range"] == {"start": {"line": 4, "character": 0}, "end": {"line": 5, "character": 0}}
    assert edits[0]["newText"] == FIXED.splitlines()[4] + "\r\n"
    assert editor.close() == 0


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_all_is_fixed_at_once(tmp_path: Path, newline: str) -> None:
    (tmp_path / "kerlint.toml").write_text(SELECT)
    editor = Editor(tmp_path)
    text = RELU.replace("\n", newline)
    editor.open("train.py", text)
    found = editor.diagnostics("train.py", 1)
    assert [one["code"] for one in found] == ["KER101", "KER901"]
    for only in (["source"], ["source.fixAll"], ["source.fixAll.kerlint"]):
        (action,) = editor.actions("train.py", ANYWHERE, only=only)
        assert action["kind"] == "source.fixAll.kerlint"
        (edits,) = action["edit"]["changes"].values()
        assert applied(text, edits) == FIXED.replace("\n", newline)
    assert len(editor.actions("train.py", ANYWHERE, triggerKind=1)) == 1
    # The cursor has moved, and no one asked.
    assert editor.actions("train.py", ANYWHERE, triggerKind=2) == []
    kinds = {
        one["title"]: one["kind"] for one in editor.actions("train.py", found[0]["range"], only=["quickfix"])
    }
    assert kinds["Fix all that is safe to fix"] == "quickfix"
    assert set(kinds.values()) == {"quickfix"}
    editor.change("train.py", FIXED, 2)
    assert editor.diagnostics("train.py", 2) == []
    assert editor.actions("train.py", ANYWHERE, only=["source.fixAll"]) == []
    assert editor.close() == 0


def test_what_is_not_safe_is_not_among_all(tmp_path: Path) -> None:
    text = """\
from keras import Sequential, layers
from keras.datasets import mnist
from keras.preprocessing.image import ImageDataGenerator

(x, y), _ = mnist.load_data()
train = ImageDataGenerator().flow(x[..., None], y, batch_size=100)
model = Sequential([layers.Flatten(), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(train, steps_per_epoch=60)
"""
    (tmp_path / "kerlint.toml").write_text("select = ['KER301']\n")
    editor = Editor(tmp_path)
    editor.open("train.py", text)
    (found,) = editor.diagnostics("train.py", 1)
    titles = [one["title"] for one in editor.actions("train.py", found["range"])]
    assert any(title.endswith("(unsafe)") for title in titles)
    assert not any(title.startswith("Fix all") for title in titles)
    assert editor.close() == 0


def test_a_coding_line_does_not_change_what_the_editor_hands_over(tmp_path: Path) -> None:
    (tmp_path / "kerlint.toml").write_text(SELECT)
    editor = Editor(tmp_path)
    text = "# -*- coding: latin-1 -*-\n" + RELU.replace("𝛼", "ä")
    editor.open("train.py", text)
    assert len(editor.diagnostics("train.py", 1)) == 2
    (action,) = editor.actions("train.py", ANYWHERE, only=["source.fixAll"])
    (edits,) = action["edit"]["changes"].values()
    assert applied(text, edits) == "# -*- coding: latin-1 -*-\n" + FIXED.replace("𝛼", "ä")
    assert editor.close() == 0


def test_each_root_has_its_settings(tmp_path: Path) -> None:
    roots = (tmp_path / "first project", tmp_path / "zweites %C3 Projekt é")
    for root, settings in zip(
        roots, ("ignore = ['KER202']\n", "severity = {KER202 = 'info'}\n"), strict=True
    ):
        root.mkdir()
        (root / "kerlint.toml").write_text(f"select = ['KER202']\n{settings}")
    editor = Editor(tmp_path, folders=roots)
    for root in roots:
        editor.open(f"{root.name}/train.py", MISMATCH)
    assert editor.diagnostics(f"{roots[0].name}/train.py", 1) == []
    assert [one["severity"] for one in editor.diagnostics(f"{roots[1].name}/train.py", 1)] == [3]
    assert editor.close() == 0


def test_a_saved_module_is_seen_by_the_scripts_that_import_it(tmp_path: Path) -> None:
    rows = CLEAN.splitlines()
    (tmp_path / "data.py").write_text("\n".join(rows[:6]) + "\n")
    (tmp_path / "kerlint.toml").write_text("select = ['KER202']\n")
    editor = Editor(tmp_path)
    editor.open("train.py", "\n".join(["from data import train, val", *rows[1:4], *rows[6:]]) + "\n")
    editor.open("data.py", (tmp_path / "data.py").read_text())
    assert editor.diagnostics("train.py", 1) == []
    (tmp_path / "data.py").write_text("\n".join(MISMATCH.splitlines()[:6]) + "\n")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("data.py")}})
    (found,) = editor.diagnostics("train.py", 1)
    assert found["relatedInformation"][0]["location"]["uri"] == editor.uri("data.py")
    # Nothing has changed since: what is known is told again.
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("train.py")}})
    assert editor.diagnostics("train.py", 1) == [found]
    assert editor.close() == 0


def test_a_cancelled_request_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "kerlint.toml").write_text(SELECT)
    editor = Editor(tmp_path)
    # Long enough to be at work when it is cancelled.
    editor.open("train.py", RELU + "".join(f"x{i} = layers.Dense({i + 1})\n" for i in range(1500)))
    document = {"textDocument": {"uri": editor.uri("train.py")}, "position": {"line": 4, "character": 20}}
    number = editor.request("textDocument/hover", document)
    editor.tell("$/cancelRequest", {"id": number})
    shown = editor.hover("train.py", 4, 20)
    assert shown["contents"]["value"].endswith("output shape (None, 10), 30,730 parameters")
    # The protocol's number for a request that was cancelled.
    assert editor.answer(number)["error"]["code"] == -32800
    assert len(editor.diagnostics("train.py", 1)) == 2
    assert editor.close() == 0


def test_requests_that_wait_share_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(offers, "all_fixed", lambda document, *_: done.append(document.uri) or ())
    document = Document("file:///train.py", "/train.py", (Part("file:///train.py", RELU),))

    async def ask() -> None:
        server, known = KerlintServer(), Known(document, Settings())
        await asyncio.gather(*(server._all_fixed(known) for _ in range(5)))

    asyncio.run(ask())
    assert done == [document.uri]


def test_data_and_training_tell_their_sizes(tmp_path: Path) -> None:
    text = """\
import numpy as np
from keras import Sequential, layers

x, y = np.zeros((1000, 8)), np.zeros((1000, 1))
model = Sequential([layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(
    x, y, batch_size=10, steps_per_epoch=50, epochs=3, validation_split=0.1,
)
"""
    editor = Editor(tmp_path)
    editor.open("train.py", text)
    epoch = "sequential.fit for 3 epochs: an epoch sees 50 steps x 10 = 500 of 900 samples (55.6 %)"
    steps = editor.hover("train.py", 7, text.splitlines()[7].index("steps_per_epoch"))["contents"]["value"]
    assert steps.splitlines()[0] == epoch
    data = editor.hover("train.py", 7, 4)["contents"]["value"].splitlines()
    assert "samples" in data[0]
    assert epoch in data
    assert editor.close() == 0
