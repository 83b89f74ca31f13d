"""The plugin as the real python-lsp-server runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor import Editor
from tests.shell import MISMATCH

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
