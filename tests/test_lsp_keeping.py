"""Findings while a script is being written and does not parse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Location, Related, Severity, Span
from kerlint.lsp.keeping import with_kept
from kerlint.opened import Document, Part
from tests.editor import Editor, applied

SCRIPT = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Flatten(input_shape=(32, 32, 3)))
model.add(layers.Dense(10, activation="relu"))
model.compile("adam", loss="categorical_crossentropy")
"""


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    (tmp_path / "kerlint.toml").write_text("select = ['KER101', 'KER900']\n")
    started = Editor(tmp_path)
    yield started
    assert started.close() == 0


def found(editor: Editor, version: int) -> dict[str, dict[str, Any]]:
    return {item["code"]: item for item in editor.diagnostics("train.py", version)}


def test_findings_stay_while_another_line_is_written(editor: Editor) -> None:
    editor.open("train.py", SCRIPT)
    assert list(found(editor, 1)) == ["KER101"]
    text = SCRIPT.replace("model = ", "size = (\nmodel = ")
    editor.change("train.py", text, 2)
    now = found(editor, 2)
    assert list(now) == ["KER900", "KER101"]
    assert now["KER101"]["range"]["start"] == {"line": 5, "character": 38}
    (place,) = now["KER101"]["relatedInformation"]
    assert place["location"]["range"]["start"] == {"line": 6, "character": 27}
    # It can be mended all the same.
    fix, *_ = editor.actions("train.py", now["KER101"]["range"], only=["quickfix"])
    edits = fix["edit"]["changes"][editor.uri("train.py")]
    assert applied(text, edits) == text.replace('"relu"', '"softmax"')
    # The next pause, still in the same line.
    editor.change("train.py", text.replace("size = (", "size = (32,"), 3)
    assert list(found(editor, 3)) == ["KER900", "KER101"]
    editor.change("train.py", text.replace("size = (", "size = (32,)"), 4)
    now = found(editor, 4)
    assert list(now) == ["KER101"]
    assert now["KER101"]["range"]["start"] == {"line": 5, "character": 38}


def test_what_is_being_written_is_not_judged(editor: Editor) -> None:
    editor.open("train.py", SCRIPT)
    assert list(found(editor, 1)) == ["KER101"]
    editor.change("train.py", SCRIPT.replace('"relu"', '"rel'), 2)
    assert list(found(editor, 2)) == ["KER900"]
    editor.change("train.py", SCRIPT.replace('"relu"', '"softmax"'), 3)
    assert found(editor, 3) == {}


def test_other_settings_forget_what_was_found(editor: Editor) -> None:
    editor.open("train.py", SCRIPT)
    assert list(found(editor, 1)) == ["KER101"]
    (editor.folder / "kerlint.toml").write_text("select = ['KER900']\n")
    editor.change("train.py", f"{SCRIPT}x = (\n", 2)
    assert list(found(editor, 2)) == ["KER900"]


CELLS = [
    "from keras import Sequential, layers",
    'model = Sequential([layers.Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation="relu")])',
    "model.add(layers.Dense(10))\nmodel.add(layers.Softmax())",
    'model.compile("adam", loss="categorical_crossentropy")',
]


def shown(editor: Editor, *versions: int) -> list[list[str]]:
    """The codes in each cell, once it has this version."""
    return [
        [item["code"] for item in editor.diagnostics(f"nb.ipynb#{number}", version)]
        for number, version in enumerate(versions, 1)
    ]


def written(editor: Editor, cell: int, version: int, text: str) -> None:
    document = {"uri": editor.uri(f"nb.ipynb#{cell}"), "version": version}
    editor.change_notebook(
        "nb.ipynb", version, textContent=[{"document": document, "changes": [{"text": text}]}]
    )


def test_a_notebook_is_not_judged_without_the_cell_that_is_being_written(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", CELLS)
    assert shown(editor, 1, 1, 1, 1) == [[], [], [], []]
    written(editor, 3, 2, "model.add(layers.Dense(10))\nmodel.add(layers.")
    assert shown(editor, 1, 1, 2, 1) == [[], [], ["KER900"], []]
    written(editor, 3, 3, "model.add(layers.Dense(10))\nmodel.add(layers.Soft")
    assert shown(editor, 1, 1, 3, 1) == [[], [], ["KER900"], []]
    written(editor, 3, 4, "")
    assert shown(editor, 1, 1, 4, 1) == [[], ["KER101"], [], []]
    # What was found stays while a cell above it is written.
    written(editor, 1, 2, CELLS[0] + "\nprint(")
    assert shown(editor, 2, 1, 4, 1) == [["KER900"], ["KER101"], [], []]


def test_a_cell_that_is_left_broken_does_not_hold_the_others_up(editor: Editor) -> None:
    editor.open_notebook("nb.ipynb", [*CELLS[:2], "to be written:", CELLS[3].replace("categorical_", "c_")])
    assert shown(editor, 1, 1, 1, 1) == [[], [], ["KER900"], []]
    written(editor, 4, 2, CELLS[3])
    assert shown(editor, 1, 1, 1, 2) == [[], ["KER101"], ["KER900"], []]


def span(row: int, start: int = 1, end: int = 5) -> Span:
    return Span(Location(row, start), Location(row, end))


def finding(row: int, *related: int, fixed: tuple[int, ...] = ()) -> Diagnostic:
    fix = Fix("f", tuple(Edit(span(one), "x") for one in fixed), Applicability.SAFE) if fixed else None
    places = tuple(Related("r", "a.py", span(one)) for one in related)
    return Diagnostic(
        "KER101", "n", Severity.ERROR, "m", "a.py", span(row), related=places, fix=fix, noqa_row=row
    )


def kept(known: list[Diagnostic], old: list[str], new: list[str]) -> list[Diagnostic]:
    then, now = (
        Document("file:///a.py", "a.py", (Part("file:///a.py", "\n".join(one)),)) for one in (old, new)
    )
    error = Diagnostic("KER900", "syntax-error", Severity.ERROR, "m", "a.py", span(1))
    first, *rest = with_kept([error, finding(1)], now, [error, *known], then)
    assert first == error
    return rest


OLD = ["line 1", "line 2", "line 3", "line 4", "line 5"]


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (OLD, [1, 2, 3, 4, 5]),
        (["line 1", "line 2", "new", "line 4", "line 5"], [1, 2, None, 4, 5]),
        (["line 1", "line 2", "a", "b", "line 4", "line 5"], [1, 2, None, 5, 6]),
        (["new", *OLD], [2, 3, 4, 5, 6]),
        ([*OLD, "new"], [1, 2, 3, 4, 5]),
        (OLD[2:], [None, None, 1, 2, 3]),
        (["line 1", "line 5"], [1, None, None, None, 2]),
        ([""], [None, None, None, None, None]),
    ],
)
def test_rows_move_with_their_lines(new: list[str], rows: list[int | None]) -> None:
    for row, wanted in enumerate(rows, 1):
        moved = kept([finding(row)], OLD, new)
        assert [(item.span, item.noqa_row) for item in moved] == (
            [] if wanted is None else [(span(wanted), wanted)]
        )


def test_what_led_to_a_finding_and_mends_it_moves_with_it_or_goes() -> None:
    new = ["line 1", "line 2", "a", "b", "line 4", "line 5"]
    (item,) = kept([finding(4, 1, 3, 5, fixed=(4, 5))], OLD, new)
    assert [place.span for place in item.related] == [span(1), span(6)]
    assert item.fix is not None
    assert [edit.span for edit in item.fix.edits] == [span(5), span(6)]
    (item,) = kept([finding(4, fixed=(3, 4))], OLD, new)
    assert item.fix is None
    elsewhere = Related("r", "b.py", span(3))
    (item,) = kept(
        [Diagnostic("KER101", "n", Severity.ERROR, "m", "a.py", span(1), related=(elsewhere,))], OLD, new
    )
    assert item.related == (elsewhere,)
