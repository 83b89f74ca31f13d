from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kerlint import fixer
from kerlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Location, Severity, Span
from kerlint.edits import removal
from kerlint.fixer import FixError, apply_fixes, fix_bytes, write_atomically
from kerlint.linter import Checked
from kerlint.notebook_text import sources
from kerlint.settings import Settings
from tests.shell import CLEAN, install_plugin, kerlint

UNUSED = CLEAN.replace("epochs=3)", "epochs=3)  # kerlint: ignore[KER202]")


def span(row: int, column: int, end_row: int, end_column: int) -> Span:
    return Span(Location(row, column), Location(end_row, end_column))


def fix(*edits: tuple[Span, str]) -> Fix:
    return Fix("x", tuple(Edit(*edit) for edit in edits), Applicability.SAFE)


def test_edits_are_put_in_together_or_not_at_all() -> None:
    text = "a = 1\nb = 2\nc = 3\n"
    both = fix((span(1, 5, 1, 6), "10"), (span(3, 5, 3, 6), "30"))
    clash = fix((span(2, 5, 2, 6), "20"), (span(3, 1, 3, 6), "gone"))
    other = fix((span(2, 1, 2, 1), "# new\n"))
    changed, applied = apply_fixes(text, [clash, other, both])
    assert changed == "a = 10\n# new\nb = 2\nc = 30\n"
    assert applied == [both, other]


def test_insertions_at_one_place_wait_for_each_other() -> None:
    first, second = fix((span(1, 1, 1, 1), "import a\n")), fix((span(1, 1, 1, 1), "import b\n"))
    assert apply_fixes("x\n", [first, second]) == ("import a\nx\n", [first])


def test_newlines_are_the_files() -> None:
    assert apply_fixes("a\r\nb\r\n", [fix((span(2, 1, 2, 2), "x\ny"))], "\r\n")[0] == "a\r\nx\r\ny\r\n"


@pytest.mark.parametrize(
    ("text", "place", "left"),
    [
        ("f(a, b=1, c=2)", span(1, 6, 1, 9), "f(a, c=2)"),
        ("f(a, b=1, c=2)", span(1, 11, 1, 14), "f(a, b=1)"),
        ("f(b=1)", span(1, 3, 1, 6), "f()"),
        ("f(a, b=1,)", span(1, 6, 1, 9), "f(a,)"),
        ("f(a, b=1,\n  c=2)", span(1, 6, 1, 9), "f(a,\n  c=2)"),
        ("f(a, \\\n  b=1, \\\n  c=2)", span(2, 3, 2, 6), "f(a, \\\n  c=2)"),
        ("f(a, \\\n  b=1)", span(2, 3, 2, 6), "f(a)"),
        ("f(\n    a,\n    b=1,\n    c=2,\n)", span(3, 5, 3, 8), "f(\n    a,\n    c=2,\n)"),
        ("f(\n    a,\n    b=1\n)", span(3, 5, 3, 8), "f(\n    a,\n)"),
        ("f(\n    a,\n    b=g(\n        1\n    ),\n)", span(3, 5, 5, 6), "f(\n    a,\n)"),
        ("x = 1\ny = 2\r\nz = 3\n", span(2, 1, 2, 6), "x = 1\nz = 3\n"),
        ("f(a, b=1,  # why\n  c)", span(1, 6, 1, 9), "f(a, # why\n  c)"),
    ],
)
def test_removals_take_the_comma_or_the_line_along(text: str, place: Span, left: str) -> None:
    edit = removal(text, place)
    assert apply_fixes(text, [fix((edit.span, edit.content))])[0] == left


# --- files ------------------------------------------------------------------------------------------


def test_a_fix_on_disk_keeps_everything_else(tmp_path: Path) -> None:
    raw = UNUSED.replace("\n", "\r\n").replace("import Dense", "import  Dense").encode("utf-8-sig")
    raw = raw.rstrip(b"\r\n")
    script = tmp_path / "train.py"
    script.write_bytes(raw)
    script.chmod(0o751)
    (tmp_path / "link.py").symlink_to("train.py")
    done = kerlint("check", "link.py", "--fix", cwd=tmp_path)
    assert done.code == 0, done.out
    assert done.out.startswith("Fixed 1 finding.\nAll checks passed")
    assert script.read_bytes() == raw.replace(b"  # kerlint: ignore[KER202]", b"")
    assert stat.S_IMODE(script.stat().st_mode) == 0o751
    assert (tmp_path / "link.py").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"train.py", "link.py", ".kerlint_cache"}


def test_other_encodings_stay(tmp_path: Path) -> None:
    text = "# -*- coding: latin-1 -*-\nname = 'é'\n" + UNUSED
    raw = fix_bytes(text.encode("latin-1"), "train.py", Settings(root=tmp_path)).raw
    assert raw == ("# -*- coding: latin-1 -*-\nname = 'é'\n" + CLEAN).encode("latin-1")


def test_an_indented_fragment_stays_indented(tmp_path: Path) -> None:
    def indented(text: str) -> bytes:
        return "".join(f"    {line}" for line in text.splitlines(keepends=True)).encode()

    result = fix_bytes(indented(UNUSED), "train.py", Settings(root=tmp_path))
    assert (result.raw, result.count) == (indented(CLEAN), 1)


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "--diff", cwd=tmp_path)
    assert done.code == 1
    assert "--- train.py\n+++ train.py\n" in done.out
    assert "-model.fit(train, validation_data=val, epochs=3)  # kerlint: ignore[KER202]\n" in done.out
    assert "+model.fit(train, validation_data=val, epochs=3)\n" in done.out
    assert (tmp_path / "train.py").read_text() == UNUSED
    (tmp_path / "train.py").write_text(CLEAN)
    assert kerlint("check", "--diff", cwd=tmp_path).code == 0


def test_standard_input_comes_back_fixed(tmp_path: Path) -> None:
    done = kerlint("check", "--fix", "-", cwd=tmp_path, stdin=UNUSED)
    assert (done.code, done.out) == (0, CLEAN)
    assert "Fixed 1 finding." in done.err


def test_a_rules_fix_of_a_node(tmp_path: Path) -> None:
    plugin = install_plugin(tmp_path / "site", fix="seven")
    (tmp_path / "train.py").write_text(CLEAN)
    done = kerlint("check", "train.py", "--diff", cwd=tmp_path, PYTHONPATH=plugin)
    assert "+model.fit(train, validation_data=val, epochs=7)\n" in done.out


@pytest.mark.parametrize("content", ["(", "7)", "'", "\n7"])
def test_what_would_not_parse_is_not_written(tmp_path: Path, content: str) -> None:
    plugin = install_plugin(tmp_path / "site", fix="seven")
    rules = tmp_path / "site" / "tst_rules.py"
    rules.write_text(rules.read_text().replace('"7"', repr(content)))
    (tmp_path / "train.py").write_text(UNUSED)
    done = kerlint("check", "train.py", "--fix", cwd=tmp_path, PYTHONPATH=plugin)
    text = (tmp_path / "train.py").read_text()
    if content == "\n7":
        compile(text, "train.py", "exec")
    else:
        # The other fix of the same file is put in all the same.
        assert text == CLEAN
        assert done.code == 1
        message = "train.py:9: the fix of TST101 (Write 7) was left out: the code would not parse"
        assert f"kerlint: {message}" in done.err


def test_unsafe_fixes_wait_for_leave(tmp_path: Path) -> None:
    plugin = install_plugin(tmp_path / "site", fix="seven")
    rules = tmp_path / "site" / "tst_rules.py"
    rules.write_text(rules.read_text().replace("Applicability.SAFE", "Applicability.UNSAFE"))
    (tmp_path / "train.py").write_text(CLEAN)
    arguments = ("check", "train.py", "--fix", "--select", "TST101")
    kerlint(*arguments, cwd=tmp_path, PYTHONPATH=plugin)
    assert (tmp_path / "train.py").read_text() == CLEAN
    kerlint(*arguments, "--unsafe-fixes", cwd=tmp_path, PYTHONPATH=plugin)
    assert "epochs=7" in (tmp_path / "train.py").read_text()
    rules.write_text(
        rules.read_text().replace("Applicability.UNSAFE", "Applicability.DISPLAY").replace('"7"', '"8"')
    )
    kerlint(*arguments, "--unsafe-fixes", cwd=tmp_path, PYTHONPATH=plugin)
    assert "epochs=7" in (tmp_path / "train.py").read_text()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FixError, match="cannot be written"):
            write_atomically(str(tmp_path / "a.py"), b"new")
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / "a.py").read_text() == "old"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old")
    (tmp_path / "a.py").chmod(0o400)
    with pytest.raises(FixError, match="cannot be written: Permission denied"):
        write_atomically(str(tmp_path / "a.py"), b"new")
    assert (tmp_path / "a.py").read_text() == "old"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old")
    os.chown(tmp_path / "a.py", 1234, 2345)
    (tmp_path / "a.py").chmod(0o2755)
    write_atomically(str(tmp_path / "a.py"), b"new")
    found = (tmp_path / "a.py").stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (1234, 2345, 0o2755)


def test_a_file_that_changes_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("newer")
    with pytest.raises(FixError, match="was changed while it was fixed"):
        write_atomically(str(tmp_path / "a.py"), b"new", b"old")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.py", "newer")]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("old")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FixError, match="No space left on device"):
        write_atomically(str(tmp_path / "a.py"), b"new")
    assert (tmp_path / "a.py").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


# --- notebooks --------------------------------------------------------------------------------------


def notebook(text: str, **layout: object) -> bytes:
    lines = text.splitlines(keepends=True)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Ü\n"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%matplotlib inline\n", *lines[:-1]]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": [lines[-1].rstrip("\n")]},
    ]
    cells[1]["source"][-1] = cells[1]["source"][-1].rstrip("\n")  # type: ignore[index]
    return (json.dumps({"cells": cells, "nbformat": 4}, **layout) + "\n").encode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "layout",
    [{"indent": 1, "ensure_ascii": False}, {"indent": 2}, {"indent": "\t", "ensure_ascii": False}, {}],
)
def test_notebooks_keep_their_layout(tmp_path: Path, layout: dict[str, object]) -> None:
    result = fix_bytes(notebook(UNUSED, **layout), "a.ipynb", Settings(root=tmp_path))
    assert result.count == 1
    assert result.raw == notebook(CLEAN, **layout)


@pytest.mark.parametrize(
    "text",
    [
        # As Kaggle writes them; with numbers and letters that Python would write in another way; with no list.
        notebook(UNUSED, separators=(",", ":")).decode(),
        notebook(UNUSED, indent=1)
        .decode()
        .replace('"nbformat": 4', '"nbformat":  4.00e0, "é": "\\u00e9\\/"'),
        notebook(UNUSED, indent=1).decode().replace("\n", "\r\n"),
        "\ufeff" + notebook(UNUSED, indent=3).decode(),
        json.dumps({"cells": [{"source": UNUSED, "cell_type": "code"}, "odd"], "nbformat": 4}, indent=1),
        json.dumps(
            {"worksheets": [{"cells": [{"cell_type": "code", "input": UNUSED.splitlines(keepends=True)}]}]},
            indent=1,
        ),
        # Lines as Windows ends them; letters that need no escape, in a string and in the line that changes.
        notebook(UNUSED, indent=1).decode().replace(r"\n", r"\r\n"),
        json.dumps({"cells": [{"source": f"# é \U0001f600\n{UNUSED}", "cell_type": "code"}]}),
        notebook(UNUSED).decode().replace("(x, y)  # kerlint", r"(x, y) # \/\u003c\u00e9\ud83d  # kerlint"),
        # A list whose strings are not the lines, with something else in it; deep, and a large number.
        json.dumps({"cells": [{"source": ["# é\nimport os\n", None, "", UNUSED], "cell_type": "code"}]}),
        notebook(UNUSED).decode().replace('"metadata": {}', f'"metadata": {"[" * 600}{"]" * 600}', 1),
        notebook(UNUSED).decode().replace('"nbformat": 4', f'"nbformat": {"9" * 5000}, "x": NaN'),
    ],
)
def test_nothing_but_the_source_changes(tmp_path: Path, text: str) -> None:
    raw = text.encode()
    result = fix_bytes(raw, "a.ipynb", Settings(root=tmp_path))
    assert result.count == 1
    assert result.raw == raw.replace(b"  # kerlint: ignore[KER202]", b"")


def test_a_fix_over_several_cells() -> None:
    cells = json.loads(notebook(CLEAN))
    edits = (
        Edit(span(3, 26, 3, 36), "Model", 1),
        Edit(span(1, 7, 1, 10), "train", 2),
        Edit(span(1, 1, 1, 1), "# é\n", 2),
    )
    raw = (json.dumps(cells, indent=1) + "\n").encode()
    changed, applied = fixer._apply(raw, "a.ipynb", [Fix("x", edits, Applicability.SAFE)])
    assert len(applied) == 1
    first, last = cells["cells"][1]["source"], cells["cells"][2]["source"]
    assert first[2] == "from keras.models import Sequential\n"
    first[2] = "from keras.models import Model\n"
    last[:] = ["# é\n", last[0].replace("model.fit(", "model.train(")]
    assert json.loads(changed) == cells


@pytest.mark.parametrize(
    "source, edits, changed",
    [
        ('["a\\n", "b\\n", "c"]', [(0, 2, "")], '["b\\n", "c"]'),
        ('["a\\n", "b\\n", "c"]', [(3, 5, "")], '["a\\n", "b"]'),
        ('["a\\n", "b\\n", "c"]', [(1, 2, "")], '["ab\\n", "c"]'),
        (
            '["a\\n", "b\\n", "c"]',
            [(2, 2, "x\ny\n"), (5, 5, "\n")],
            '["a\\n", "x\\n", "y\\n", "b\\n", "c\\n"]',
        ),
        ('["a\\n", "b\\n", "c"]', [(0, 5, "")], "[]"),
        ('[\n  "a"\n ]', [(0, 0, "é\n")], '[\n  "é\\n",\n  "a"\n ]'),
        ('["a\\nb\\n"]', [(2, 2, "x\n")], '["a\\nx\\nb\\n"]'),
        ('["a\\r\\n", "b"]', [(3, 3, "x\r\n")], '["a\\r\\n", "x\\r\\n", "b"]'),
        ('"a\\nb"', [(2, 2, "x\n")], '"a\\nx\\nb"'),
        ('"a"', [(0, 1, "")], '""'),
        ("[]", [(0, 0, "x\ny")], '["x\\ny"]'),
    ],
)
def test_lines_that_come_and_go(source: str, edits: list[tuple[int, int, str]], changed: str) -> None:
    text = f'{{"é": 1, "cells": [{{"cell_type": "code", "source": {source}}}]}}'
    (cell,) = sources(text)
    assert cell.text == "".join(json.loads(source))
    assert cell.edited(text, edits) == changed


@pytest.mark.parametrize("program", [["git", "apply"], ["patch", "-p0", "-i"]])
def test_a_diff_can_be_applied(program: list[str], tmp_path: Path) -> None:
    """Other encodings, line ends, form feeds and names with spaces included."""
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed")
    texts = {
        "a b.py": UNUSED.encode(),
        "crlf.py": UNUSED.replace("\n", "\r\n").encode(),
        "feed.py": UNUSED.replace("model.fit", "# \x0c \x85 \u2028\nmodel.fit").encode(),
        "latin.py": ("# coding: latin-1\n" + UNUSED.replace("model.fit", "# \xe9\nmodel.fit")).encode(
            "latin-1"
        ),
        "no_end.py": UNUSED.rstrip("\n").encode(),
        "n.ipynb": notebook(UNUSED, indent=1),
    }
    for name, raw in texts.items():
        (tmp_path / name).write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-m", "kerlint", "check", "--no-cache", "--diff", "."],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    (tmp_path / "changes").write_bytes(done.stdout)
    subprocess.run([*program, "changes"], cwd=tmp_path, check=True, capture_output=True)
    for name, raw in texts.items():
        assert (tmp_path / name).read_bytes() == raw.replace(b"  # kerlint: ignore[KER202]", b""), name


def test_a_notebook_on_standard_input(tmp_path: Path) -> None:
    raw, clean = notebook(UNUSED, indent=1).decode(), notebook(CLEAN, indent=1).decode()
    for name in ([], ["--stdin-filename", "n.ipynb"]):
        assert kerlint("check", "--fix", *name, "-", cwd=tmp_path, stdin=raw).out == clean
        done = kerlint("check", "--output-format", "concise", *name, "-", cwd=tmp_path, stdin=raw)
        assert f"{name[-1] if name else '<stdin>.ipynb'}:cell 2:1:" in done.out


def test_a_diff_of_standard_input(tmp_path: Path) -> None:
    done = kerlint("check", "--diff", "-", cwd=tmp_path, stdin=UNUSED)
    assert done.code == 1
    assert done.out.startswith("--- <stdin>\n+++ <stdin>\n@@ ")
    assert kerlint("check", "--diff", "-", cwd=tmp_path, stdin=CLEAN).code == 0


FLAT = """\
# %% imports
import keras
from keras.layers import Conv2D, Dense
# %% data
(x, y), _ = keras.datasets.mnist.load_data()
# %% model
model = keras.Sequential()
model.add(Conv2D(8, 3, input_shape=(28, 28, 1)))
model.add(Dense(10, activation="softmax"))  # one a digit
# %% training
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x.reshape(-1, 28, 28, 1) / 255, y)
"""
MENDED = FLAT.replace("Conv2D, Dense\n", "Conv2D, Dense, Flatten\n").replace(
    "model.add(Dense", "model.add(Flatten())\nmodel.add(Dense"
)


def cells_of(text: str) -> bytes:
    cells = [
        {"cell_type": "code", "id": str(number), "outputs": [], "source": cell.splitlines(keepends=True)}
        for number, cell in enumerate(text.split("# %%")[1:])
    ]
    for cell in cells:
        cell["source"][0] = "#" + cell["source"][0]  # type: ignore[index]
    return json.dumps({"cells": cells, "nbformat": 4}, indent=1).encode()


def test_an_import_in_another_cell_gets_the_name(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, select=("KER402",))
    assert fix_bytes(FLAT.encode(), "a.py", settings).count == 0
    assert fix_bytes(FLAT.encode(), "a.py", settings, unsafe=True).raw == MENDED.encode()
    assert fix_bytes(cells_of(FLAT), "a.ipynb", settings, unsafe=True).raw == cells_of(MENDED)
    windows = FLAT.replace("\n", "\r\n").encode()
    assert fix_bytes(windows, "a.py", settings, unsafe=True).raw == MENDED.replace("\n", "\r\n").encode()
    fragment = "".join(f"\t{line}" for line in FLAT.splitlines(keepends=True)).encode()
    assert fix_bytes(fragment, "a.py", settings, unsafe=True).raw.decode() == "".join(
        f"\t{line}" for line in MENDED.splitlines(keepends=True)
    )


def test_fixes_that_undo_each_other_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def toggling(raw: bytes, path: str, settings: Settings) -> Checked:
        looks.append(raw)
        edit = Edit(span(1, 5, 1, 6), "2" if raw == b"a = 1\n" else "1")
        fix = Fix("x", (edit,), Applicability.SAFE)
        found = Diagnostic("TST101", "x", Severity.ERROR, "x", path, span(1, 1, 1, 2), fix=fix)
        return Checked((found,), ())

    monkeypatch.setattr(fixer, "check_bytes", toggling)
    result = fix_bytes(b"a = 1\n", "a.py", Settings(root=tmp_path))
    assert (result.raw, result.count, looks) == (b"a = 2\n", 1, [b"a = 1\n", b"a = 2\n"])


def test_fixes_that_come_to_no_end_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def growing(raw: bytes, path: str, settings: Settings) -> Checked:
        fix = Fix("x", (Edit(span(1, 6, 1, 6), "1"),), Applicability.SAFE)
        found = Diagnostic("TST101", "x", Severity.ERROR, "x", path, span(1, 1, 1, 2), fix=fix)
        return Checked((found,), ())

    monkeypatch.setattr(fixer, "check_bytes", growing)
    result = fix_bytes(b"a = 1\n", "a.py", Settings(root=tmp_path))
    assert (result.raw, result.count) == (b"a = 1\n", 0)
    assert result.refused == ("a.py: left as it is: the fixes of TST101 come to no end",)
