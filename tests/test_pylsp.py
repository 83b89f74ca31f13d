"""The plugin as the real python-lsp-server runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor import Editor, applied
from tests.shell import MISMATCH

RELU = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Flatten(input_shape=(32, 32, 3)))
model.add(layers.Dense(10, name="𝛼é", activation="relu"))
model.compile("adam", loss="categorical_crossentropy")
"""
WIDE = MISMATCH.replace('"data/val"', '"data/𝛼é/val"').replace("val = Image", 's = "𝛼"; val = Image')


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    (tmp_path / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER202', 'KER901']\n")
    started = Editor(tmp_path, server=("pylsp",))
    yield started
    started.close()


def ours(editor: Editor, name: str, version: int | None = 1) -> list[dict[str, Any]]:
    found = editor.diagnostics(name, version)
    return [one for one in found if one["source"] == "Kerlint"]


def test_findings_are_among_those_of_the_server(editor: Editor) -> None:
    editor.open("train.py", WIDE + "import os\n")
    found = editor.diagnostics("train.py", 1)
    assert any("os" in one["message"] for one in found if one["source"] != "Kerlint")
    (one,) = [one for one in found if one["source"] == "Kerlint"]
    assert (one["code"], one["severity"]) == ("KER202", 1)
    assert one["codeDescription"]["href"].endswith("/KER202.md")
    assert "\nhelp: " in one["message"]
    # Units of UTF-16: two for 𝛼.
    assert one["range"]["start"] == {"line": 5, "character": 16}
    assert one["range"]["end"] == {"line": 5, "character": 16 + len(WIDE.splitlines()[5][15:]) + 1}
    (place, *_) = one["relatedInformation"]
    assert place["location"]["uri"] == editor.uri("train.py")


def test_what_has_no_effect_is_faded_and_changes_are_seen(editor: Editor) -> None:
    editor.open("train.py", "import keras\nx = 1  # kerlint: ignore[KER202]\n")
    (one,) = ours(editor, "train.py")
    assert (one["code"], one["tags"]) == ("KER901", [1])
    editor.change("train.py", "import keras\nx = 1\n", 2)
    assert ours(editor, "train.py", 2) == []


def test_excluded_files_are_silent_and_wrong_settings_are_told(editor: Editor) -> None:
    settings = editor.folder / "pyproject.toml"
    settings.write_text("[tool.kerlint]\nexclude = ['train.py']\n")
    editor.open("train.py", MISMATCH)
    assert ours(editor, "train.py") == []
    settings.write_text("[tool.kerlint]\nselct = []\n")
    editor.change("train.py", MISMATCH + "\n", 2)
    (one,) = ours(editor, "train.py", 2)
    assert "did you mean 'select'" in one["message"]


def test_cells_of_a_notebook_are_one_script(editor: Editor) -> None:
    rows = MISMATCH.splitlines()
    cells = [
        "%matplotlib inline\n" + "\n".join(rows[:5]),
        "!pip install keras\n" + rows[5],
        "\n".join(rows[6:]),
    ]
    editor.open_notebook("nb.ipynb", cells)
    assert ours(editor, "nb.ipynb#1", None) == []
    (one,) = ours(editor, "nb.ipynb#2", None)
    assert (one["code"], one["range"]["start"]) == ("KER202", {"line": 1, "character": 6})
    assert ours(editor, "nb.ipynb#3", None) == []


def test_a_notebook_of_jupyterlab_comes_as_one_text(editor: Editor) -> None:
    text = MISMATCH.replace("\n\n", "\n\nget_ipython().run_line_magic('matplotlib', 'inline')\n", 1)
    (editor.folder / ".gitignore").write_text(".virtual_documents/\n")
    (editor.folder / ".git").mkdir()
    editor.open(".virtual_documents/nb.ipynb", text)
    (one,) = ours(editor, ".virtual_documents/nb.ipynb")
    assert (one["code"], one["range"]["start"]) == ("KER202", {"line": 6, "character": 6})
    assert one["relatedInformation"][0]["location"]["uri"] == editor.uri(".virtual_documents/nb.ipynb")


def test_a_cell_in_another_language_is_passed_over_and_another_cell_is_named(editor: Editor) -> None:
    rows = MISMATCH.splitlines()
    cells = ["\n".join(rows[:5]), "%%bash\nls data | wc -l", rows[5], "\n".join(rows[6:])]
    editor.open_notebook("nb.ipynb", cells)
    assert [ours(editor, f"nb.ipynb#{number}", None) for number in (1, 2)] == [[], []]
    (one,) = ours(editor, "nb.ipynb#3", None)
    assert (one["code"], one["range"]["start"]) == ("KER202", {"line": 0, "character": 6})
    places = {(place["location"]["uri"], place["message"]) for place in one["relatedInformation"]}
    assert {uri for uri, _ in places} == {editor.uri("nb.ipynb#1"), editor.uri("nb.ipynb#4")}


def test_settings_beside_a_notebook_are_in_force(editor: Editor) -> None:
    (editor.folder / "sub").mkdir()
    (editor.folder / "sub" / "kerlint.toml").write_text("ignore = ['KER202']\n")
    editor.open_notebook("sub/nb.ipynb", [MISMATCH])
    assert "KER202" not in {one["code"] for one in ours(editor, "sub/nb.ipynb#1", None)}


def offered(editor: Editor, name: str, place: dict[str, Any], **context: Any) -> dict[str, dict[str, Any]]:
    """Kerlint's actions by their titles."""
    titles = ("Use softmax", "Fix all that is", "Ignore KER101")
    actions = editor.actions(name, place, **context)
    return {action["title"]: action for action in actions if action["title"].startswith(titles)}


def softmaxed(text: str) -> str:
    return text.replace('"relu")', '"softmax")')


def test_what_is_found_can_be_fixed_and_ignored(editor: Editor) -> None:
    (editor.folder / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER101', 'KER901']\n")
    editor.open("train.py", RELU)
    (one,) = ours(editor, "train.py")
    actions = offered(editor, "train.py", one["range"])
    fix, every, ignore = (
        applied(RELU, action["edit"]["changes"][editor.uri("train.py")]) for action in actions.values()
    )
    assert next(iter(actions)) == "Use softmax instead of `relu`"
    assert fix == every == softmaxed(RELU)
    assert ignore == RELU.replace('"relu"))', '"relu"))  # kerlint: ignore[KER101]')
    assert {action["kind"] for action in actions.values()} == {"quickfix"}
    # When a file is saved, all is asked for, wherever the cursor is.
    top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    (action,) = offered(editor, "train.py", top, only=["source.fixAll"]).values()
    assert action["kind"] == "source.fixAll.kerlint"
    assert applied(RELU, action["edit"]["changes"][editor.uri("train.py")]) == softmaxed(RELU)
    assert offered(editor, "train.py", one["range"], only=["refactor"]) == {}
    assert offered(editor, "train.py", top) == {}
    editor.change("train.py", ignore, 2)
    assert ours(editor, "train.py", 2) == []
    assert offered(editor, "train.py", one["range"]) == {}


def test_cells_can_be_fixed(editor: Editor) -> None:
    (editor.folder / "pyproject.toml").write_text("[tool.kerlint]\nselect = ['KER101']\n")
    rows = RELU.splitlines()
    cells = ["\n".join(rows[:4]), "%matplotlib inline\n" + rows[4], rows[5]]
    editor.open_notebook("nb.ipynb", cells)
    (one,) = ours(editor, "nb.ipynb#2", None)
    actions = offered(editor, "nb.ipynb#2", one["range"], only=["quickfix"])
    changes = actions["Use softmax instead of `relu`"]["edit"]["changes"]
    assert list(changes) == [editor.uri("nb.ipynb#2")]
    assert applied(cells[1], changes[editor.uri("nb.ipynb#2")]) == softmaxed(cells[1])
    assert offered(editor, "nb.ipynb#1", one["range"], only=["quickfix"]) == {}


def test_checking_does_not_import_the_plugin(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "train.py").write_text(MISMATCH)
    script = (
        "import sys; from kerlint.cli import main; main(['check', '--no-cache', '--isolated', '-q', sys.argv[1]]);"
        "print([name for name in sys.modules if 'pylsp' in name or 'notebook' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
