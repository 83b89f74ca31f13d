"""The language server with notebooks: their cells are one script to it, and findings stand in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.editor import Editor, applied
from tests.shell import MISMATCH

CELLS = [
    "from keras import Sequential, layers\n%matplotlib inline\nsize = 32",
    "model = Sequential()\nmodel.add(layers.Input((size, size, 3)))\nmodel.add(layers.Flatten())",
    "# 𝛼\nmodel.add(layers.Dense(10, name='𝛼', activation='relu'))",
    "model.compile('adam', loss='categorical_crossentropy')",
]
RELU = {"start": {"line": 1, "character": 49}, "end": {"line": 1, "character": 55}}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    (tmp_path / "kerlint.toml").write_text("select = ['KER101', 'KER202', 'KER301', 'KER901']\n")
    started = Editor(tmp_path)
    yield started
    assert started.close() == 0


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in found]


def edited(cells: list[str], name: str, editor: Editor, action: dict[str, Any]) -> list[str]:
    """The cells with a code action's edits in them."""
    changes = action["edit"]["changes"]
    names = [editor.uri(f"{name}#{number}") for number, _ in enumerate(cells, 1)]
    assert set(changes) <= set(names)
    return [applied(cell, changes.get(uri, [])) for cell, uri in zip(cells, names, strict=True)]


def text_content(editor: Editor, cell: str, version: int, *changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"document": {"uri": editor.uri(cell), "version": version}, "changes": list(changes)}]


def test_a_finding_stands_in_its_cell_and_leads_to_another(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert [editor.diagnostics(f"nb.ipynb#{number}", 1) for number in (1, 2, 4)] == [[], [], []]
    (found,) = editor.diagnostics("nb.ipynb#3", 1)
    assert (found["code"], found["range"]) == ("KER101", RELU)
    (loss,) = found["relatedInformation"]
    assert loss["location"]["uri"] == editor.uri("nb.ipynb#4")
    assert loss["location"]["range"]["start"] == {"line": 0, "character": 27}


def test_all_actions_work_in_cells(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    actions = {one["title"]: one for one in editor.actions("nb.ipynb#3", RELU) if "edit" in one}
    fixed = [*CELLS[:2], CELLS[2].replace("'relu'", "'softmax'"), CELLS[3]]
    fix = next(iter(actions.values()))
    assert (fix["isPreferred"], edited(CELLS, "nb.ipynb", editor, fix)) == (True, fixed)
    assert edited(CELLS, "nb.ipynb", editor, actions["Fix all that is safe to fix"]) == fixed
    ignored = edited(
        CELLS, "nb.ipynb", editor, actions["Ignore KER101 (relu-before-crossentropy) on this line"]
    )
    assert ignored[2] == CELLS[2] + "  # kerlint: ignore[KER101]"
    # The same place of another cell has nothing to offer.
    assert editor.actions("nb.ipynb#2", RELU, only=["quickfix"]) == []


@pytest.mark.parametrize(
    "kind", ["source.fixAll", "notebook.source.fixAll", "notebook.source.fixAll.kerlint"]
)
def test_a_notebook_is_fixed_when_it_is_saved(editor: Editor, kind: str) -> None:
    cells = [*CELLS, "x = 1  # kerlint: ignore[KER101]\ny = 2"]
    editor.open_notebook("nb.ipynb", cells)
    (action,) = editor.actions("nb.ipynb#1", {"start": RELU["start"], "end": RELU["start"]}, only=[kind])
    assert action["kind"].startswith(kind)
    fixed = edited(cells, "nb.ipynb", editor, action)
    assert fixed[2] == CELLS[2].replace("'relu'", "'softmax'")
    assert fixed[4] == "x = 1\ny = 2"


def test_hovers_see_what_earlier_cells_made(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    shown = editor.hover("nb.ipynb#3", 1, 25)["contents"]["value"]
    assert shown == "𝛼 (Dense): output shape (None, 10), 30,730 parameters"
    assert editor.hover("nb.ipynb#4", 0, 3) is None


def test_changes_of_text_come_in_parts(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert len(editor.diagnostics("nb.ipynb#3", 1)) == 1
    softmax = {"range": RELU, "text": "'softmax'"}
    above = {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}
    down = {"range": above, "text": "\n\n"}
    editor.change_notebook(
        "nb.ipynb",
        2,
        textContent=text_content(editor, "nb.ipynb#3", 2, down, {"range": above, "text": " form\x0c"}),
    )
    (found,) = editor.diagnostics("nb.ipynb#3", 2)
    assert found["range"]["start"] == {"line": 3, "character": 49}
    softmax["range"] = found["range"]
    editor.change_notebook("nb.ipynb", 3, textContent=text_content(editor, "nb.ipynb#3", 3, softmax))
    assert editor.diagnostics("nb.ipynb#3", 3) == []


def test_cells_come_go_and_move(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert len(editor.diagnostics("nb.ipynb#3", 1)) == 1
    last = {"kind": 2, "document": editor.uri("nb.ipynb#4")}
    cell = {
        "uri": editor.uri("nb.ipynb#5"),
        "languageId": "python",
        "version": 1,
        "text": "model.add(layers.Softmax())",
    }
    new = {"kind": 2, "document": cell["uri"]}
    editor.change_notebook(
        "nb.ipynb",
        2,
        structure={"array": {"start": 3, "deleteCount": 1, "cells": [new, last]}, "didOpen": [cell]},
    )
    assert editor.diagnostics("nb.ipynb#5", 1) == []
    assert editor.diagnostics("nb.ipynb#3", 1) == []
    gone = {"array": {"start": 3, "deleteCount": 1}, "didClose": [{"uri": cell["uri"]}]}
    editor.change_notebook("nb.ipynb", 3, structure=gone)
    assert editor.diagnostics("nb.ipynb#5", None) == []
    assert codes(editor.diagnostics("nb.ipynb#3", 1)) == ["KER101"]


def test_a_cell_turns_into_markdown_and_back(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert codes(editor.diagnostics("nb.ipynb#3", 1)) == ["KER101"]
    cell = editor.uri("nb.ipynb#3")
    editor.change_notebook("nb.ipynb", 2, data=[{"kind": 1, "document": cell}])
    assert editor.diagnostics("nb.ipynb#3", None) == []
    editor.change_notebook("nb.ipynb", 3, data=[{"kind": 2, "document": cell}])
    assert codes(editor.diagnostics("nb.ipynb#3", 1)) == ["KER101"]


def test_a_cell_gets_another_language_and_its_own_again(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert codes(editor.diagnostics("nb.ipynb#3", 1)) == ["KER101"]
    cell = editor.uri("nb.ipynb#3")

    def spoken(language: str, version: int) -> None:
        array = {"start": 2, "deleteCount": 1, "cells": [{"kind": 2, "document": cell}]}
        opened = {"uri": cell, "languageId": language, "version": version, "text": CELLS[2]}
        structure = {"array": array, "didOpen": [opened], "didClose": [{"uri": cell}]}
        editor.change_notebook("nb.ipynb", version, structure=structure)

    spoken("julia", 2)
    assert editor.diagnostics("nb.ipynb#3", None) == []
    spoken("python", 3)
    assert codes(editor.diagnostics("nb.ipynb#3", 3)) == ["KER101"]


def test_closing_takes_the_findings_away(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert len(editor.diagnostics("nb.ipynb#3", 1)) == 1
    closed = [{"uri": editor.uri(f"nb.ipynb#{number}")} for number in range(1, 5)]
    editor.tell(
        "notebookDocument/didClose",
        {"notebookDocument": {"uri": editor.uri("nb.ipynb")}, "cellTextDocuments": closed},
    )
    assert editor.diagnostics("nb.ipynb#3", None) == []


def test_cells_of_other_languages_are_passed_over(editor: Editor) -> None:
    cells = [CELLS[0], "echo model", *CELLS[1:3], "# A heading with `model`", CELLS[3]]
    editor.open_notebook("nb.ipynb", cells, {2: "shellscript", 5: "markdown"})
    assert codes(editor.diagnostics("nb.ipynb#4", 1)) == ["KER101"]
    assert editor.actions("nb.ipynb#2", {"start": RELU["start"], "end": RELU["end"]}) == []


def test_settings_and_siblings_are_looked_at_again_when_the_notebook_is_saved(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert len(editor.diagnostics("nb.ipynb#3", 1)) == 1
    (editor.folder / "kerlint.toml").write_text("[per-file-ignores]\n'*.ipynb' = ['KER101']\n")
    editor.tell("notebookDocument/didSave", {"notebookDocument": {"uri": editor.uri("nb.ipynb")}})
    assert editor.diagnostics("nb.ipynb#3", 1) == []


def test_stored_outputs_tell_sizes(editor: Editor) -> None:
    cells = [
        "from keras.preprocessing.image import ImageDataGenerator\nimport keras",
        "train = ImageDataGenerator().flow_from_directory('gone/train', batch_size=10)",
        "model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(2, activation='softmax')])",
        "model.compile('adam', 'categorical_crossentropy')\nmodel.fit(train, steps_per_epoch=10)",
    ]
    found = [
        {"output_type": "stream", "name": "stdout", "text": ["Found 2000 images belonging to 2 classes.\n"]}
    ]
    notebook = {
        "cells": [
            {"cell_type": "code", "source": cell, "outputs": found if number == 1 else [], "metadata": {}}
            for number, cell in enumerate(cells)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    editor.open_notebook("nb.ipynb", cells)
    assert editor.diagnostics("nb.ipynb#4", 1) == []
    (editor.folder / "nb.ipynb").write_text(json.dumps(notebook))
    editor.tell("notebookDocument/didSave", {"notebookDocument": {"uri": editor.uri("nb.ipynb")}})
    assert codes(editor.diagnostics("nb.ipynb#4", 1)) == ["KER301"]


def test_what_stands_in_a_module_is_told_in_the_cell_that_leads_there(editor: Editor) -> None:
    rows = MISMATCH.splitlines()
    (editor.folder / "data.py").write_text("\n".join(rows[:6]) + "\n")
    editor.open_notebook(
        "nb.ipynb", ["from data import train, val", "\n".join(rows[1:4]), "\n".join(rows[6:])]
    )
    (found,) = editor.diagnostics("nb.ipynb#3", 1)
    assert found["code"] == "KER202"
    assert found["range"]["start"]["line"] == 2
    assert found["relatedInformation"][0]["location"]["uri"] == editor.uri("data.py")


def test_a_notebook_handed_over_as_one_python_text_is_one(editor: Editor) -> None:
    text = "\n\n\n".join(CELLS).replace(
        "%matplotlib", "get_ipython().run_line_magic('matplotlib', 'inline')\n%pylab"
    )
    editor.open("nb.ipynb", text)
    (found,) = editor.diagnostics("nb.ipynb", 1)
    assert text.splitlines()[found["range"]["start"]["line"]].startswith("model.add(layers.Dense(10")
    fix = editor.actions("nb.ipynb", found["range"])[0]
    (edits,) = fix["edit"]["changes"].values()
    assert applied(text, edits) == text.replace("'relu'", "'softmax'")


def test_jupyterlab_starts_the_server_and_names_notebooks_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (point,) = entry_points(group="jupyter_lsp_spec_v1", name="kerlint")
    # Beside python-lsp-server, which the tests have too, there is the plugin.
    assert point.load()(None) == {}
    monkeypatch.setattr(
        "kerlint.jupyter.find_spec", lambda name: None if name == "pylsp" else find_spec(name)
    )
    spec = point.load()(None)["kerlint"]
    assert (spec["version"], spec["languages"], spec["argv"][:2]) == (2, ["python"], [sys.executable, "-m"])
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text(".virtual_documents/\n")
    settings = "select = ['KER101']\n[per-file-ignores]\n'old/*.ipynb' = ['KER101']\n"
    (tmp_path / "kerlint.toml").write_text(settings)
    editor = Editor(tmp_path, server=tuple(spec["argv"][2:]))
    for folder, count in (("new", 1), ("old", 0)):
        editor.open(f".virtual_documents/{folder}/nb.ipynb", "\n\n\n".join(CELLS))
        assert len(editor.diagnostics(f".virtual_documents/{folder}/nb.ipynb", 1)) == count
    assert editor.close() == 0


def test_unsaved_notebooks_and_fragments(editor: Editor) -> None:
    editor.open_notebook("untitled:Untitled-1.ipynb", CELLS)
    assert codes(editor.diagnostics("untitled:Untitled-1.ipynb#3", 1)) == ["KER101"]
    # A cell without its notebook is a fragment of a script.
    editor.open("lone.ipynb#1", "\n".join(CELLS))
    assert editor.diagnostics("lone.ipynb#1", 1) == []
