from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kerlint.diagnostic import Edit, Location, Span
from kerlint.fixer import fix_bytes
from kerlint.settings import Settings
from kerlint.source import SourceError, SourceFile, may_concern_keras, read_source


@pytest.mark.parametrize(
    "text",
    [
        "import keras",
        "from tensorflow.keras import layers",
        "import tf_keras as k",
        "model = Sequential()",
        "model.fit(x, y)\n",
        "model.add(Conv2D(32, 3))",
        "ds = tf.data.Dataset.range(3)",
        "model.compile(loss='mse')",
        "importlib.import_module('keras')",
    ],
)
def test_what_may_concern_keras(text: str) -> None:
    assert may_concern_keras(text.encode())
    assert may_concern_keras(text.encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        "import os\nprint(os.name)",
        "import re\nP = re.compile('a')",
        "from sklearn.svm import SVC\nSVC().fit(x, y)",
        "import torch.nn as nn\nnn.Linear(3, 4)",
        "",
    ],
)
def test_what_cannot_concern_keras(text: str) -> None:
    assert not may_concern_keras(text.encode())


@pytest.mark.parametrize(
    ("raw", "text", "encoding", "newline"),
    [
        (b"x = '\xc3\xa9'\n", "x = 'é'\n", "utf-8", "\n"),
        (b"\xef\xbb\xbfx = 1\r\ny = 2\r\n", "x = 1\r\ny = 2\r\n", "utf-8-sig", "\r\n"),
        (
            b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
            "# -*- coding: latin-1 -*-\nx = 'é'\n",
            "iso-8859-1",
            "\n",
        ),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'", None, "cp1252", "\n"),
        (b"x = 1\ry = 2\r", "x = 1\ry = 2\r", "utf-8", "\r"),
        (b"", "", "utf-8", "\n"),
    ],
)
def test_decoding(raw: bytes, text: str | None, encoding: str, newline: str) -> None:
    source = read_source(raw, "a.py")
    assert source.text == (raw.decode(encoding) if text is None else text)
    assert (source.encoding, source.newline) == (encoding, newline)
    assert source.text.encode(source.encoding) == raw


@pytest.mark.parametrize(
    ("raw", "words", "location"),
    [
        (b"x = 1\ny = '\xe9'\n", "byte 0xe9 is not valid UTF-8", Location(2, 6)),
        ("x = 1\ny = 'ü' ".encode() + b"\xff", "byte 0xff is not valid UTF-8", Location(2, 9)),
        (b"# coding: klingon\nx = 1\n", "klingon", Location(1, 1)),
        (b"x = 1\n\0\n", "NUL bytes", Location(2, 1)),
        ("import keras".encode("utf-16"), "UTF-16", None),
        # A codec that Python has and that is none for text.
        (b"# coding: base64\nx = 1\n", "cannot be used", None),
    ],
)
def test_what_is_no_text(raw: bytes, words: str, location: Location | None) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(raw, "a.py")
    assert words in str(caught.value)
    assert caught.value.location == location


# --- notebooks --------------------------------------------------------------------------------------


def notebook(*cells: str | tuple[str, str] | None, **metadata: Any) -> bytes:
    """Code cells by their source, None for a text cell; a pair has its output too."""
    made: list[dict[str, Any]] = []
    for cell in cells:
        if cell is None:
            made.append({"cell_type": "markdown", "metadata": {}, "source": ["import nothing"]})
            continue
        source, output = cell if isinstance(cell, tuple) else (cell, "")
        outputs = [{"output_type": "stream", "name": "stdout", "text": output.splitlines(True)}]
        made.append(
            {
                "cell_type": "code",
                "metadata": {},
                "execution_count": 1,
                "outputs": outputs if output else [],
                "source": source.splitlines(True),
            }
        )
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


GET = "get_ipython()"


def test_cells_are_joined_with_a_way_back() -> None:
    source = read_source(notebook("import keras\nx = 1", None, "y = (\n  2)", ""), "a.ipynb")
    assert source.kind == "notebook"
    assert source.text == "import keras\nx = 1\ny = (\n  2)\n\n"
    assert [(cell.number, cell.index, cell.first_row, cell.rows) for cell in source.cells] == [
        (1, 0, 1, 2),
        (2, 2, 3, 2),
        (3, 3, 5, 1),
    ]
    span = Span(Location(4, 3), Location(4, 4))
    assert source.on_disk(span) == (Span(Location(2, 3), Location(2, 4)), 2)


def test_outputs_stay_with_their_cell() -> None:
    raw = notebook("import keras", ("flow()\nx", "Found 20 images belonging to 2 classes.\n"))
    source = read_source(raw, "a.ipynb")
    assert source.outputs_at(1) == []
    assert source.outputs_at(3) == ["Found 20 images belonging to 2 classes.\n"]


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install keras \\\n  numpy\nx = 1", "pass\n\nx = 1"),
        ("if a:\n    !ls\n    %cd data", "if a:\n    pass\n    pass"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%bash\nls | wc\nrm -r x", "\n\n"),
        ("%%writefile a.py\nimport (", "\n"),
        ("files = !ls data\nn = %sql select", "files = get_ipython()\nn = get_ipython()"),
        ("%time model.fit(x)", "pass; model.fit(x)"),
        ("%timeit -n 3 f()", "pass;        f()"),
        ("pip install keras==2.3\ncd ..\nls data", "pass\npass\npass"),
        ("rm -r data\nconda install -c x y", "pass\npass"),
        ("time = 3\ntime - 2\ncat = [1]\ncat[0] in cat\nrun = cd = 1\nrun -1\ncd in (1, 2)\nls -la", None),
        ("model.fit?\n?model\nmodel??", "pass\npass\npass"),
        ("x = (a\n % b)\ny = '''\n%s\n!x\n''' % z", None),
        ("x = a \\\n  % b", None),
        ("d = {\n  'a': 1,  # (\n}\n%pylab", "d = {\n  'a': 1,  # (\n}\npass"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        ("x != y", None),
        ("model.layers[0]?\nkeras.layers.D*??  # which\na = f?", "pass\npass\npass"),
        (
            "d['x'] = !ls\na: list = %ls\n(a, b) = !ls",
            "d['x'] = #\na: list = #\n(a, b) = #".replace("#", GET),
        ),
        ("print('a = %d' % a)\nd['a=%d'] = b", None),
        ("/f 1\n,f a b\n;f a b", "pass\npass\npass"),
        ("%timeit -r1 for x in y: pass", "pass"),
        ("# data\n%%bash\ncp (a", "\n\n"),
        ("# data\n\n%%time\nx = 1", "# data\n\n\nx = 1"),
        ("%%!\ncp (a", "\n"),
        ("%%backend jax\nx = 1\n!ls", "\nx = 1\npass"),
        ("%%of_ours train.csv\nselect * from t", "\n"),
        ("%%python3\nx = 1", "\n"),
        ("ls ../a/*.jpg\ncd -\ncd ~/a\npip install 'keras>3'\ntime f(x)", "pass\npass\npass\npass\npass"),
        ("x = 'a(\\\nb'\n!ls", "x = 'a(\\\nb'\npass"),
        ('x = """a\\""" (\n!ls\n"""\n!ls', 'x = """a\\""" (\n!ls\n"""\npass'),
        ("  x = 1\n# y\n  z = 2\nw = 3", "x = 1\n# y\nz = 2\nw = 3"),
    ],
)
def test_magics(cell: str, python: str | None) -> None:
    source = read_source(notebook(cell), "a.ipynb")
    assert source.text == (cell if python is None else python) + "\n"
    assert source.text.count("\n") == cell.count("\n") + 1
    compile(source.text, "a.ipynb", "exec")


def test_an_indented_cell_keeps_its_columns() -> None:
    source = read_source(notebook("x = 1", "    y = 2\nz = 3"), "a.ipynb")
    span, cell = source.on_disk(Span(Location(2, 1), Location(2, 2)))
    assert (span.start, span.end, cell) == (Location(1, 5), Location(1, 6), 2)
    # IPython leaves a row alone that is not indented as the first.
    span, cell = source.on_disk(Span(Location(3, 1), Location(3, 2)))
    assert (span.start, span.end, cell) == (Location(2, 1), Location(2, 2), 2)


def test_older_notebooks_and_other_languages() -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y"]}]}]}
    assert read_source(json.dumps(old).encode(), "a.ipynb").text == "x = 1\ny\n"
    other = notebook("library(keras)", language_info={"name": "R"})
    assert read_source(other, "a.ipynb").cells == ()
    assert read_source(notebook("library(keras)", kernelspec={"name": "ir"}), "a.ipynb").cells == ()
    assert read_source(notebook("x = 1", kernelspec={"name": "iris-env"}), "a.ipynb").text == "x = 1\n"
    cells = json.loads(notebook("ls | wc", "x = 1"))
    cells["cells"][0]["metadata"] = {"vscode": {"languageId": "shellscript"}}
    cells["cells"][1]["metadata"] = {"vscode": {"languageId": "python"}}
    source = read_source(json.dumps(cells).encode(), "a.ipynb")
    assert (source.text, len(source.cells)) == ("\nx = 1\n", 2)


def test_what_no_file_can_hold() -> None:
    assert read_source(notebook("x = '\ud83d'"), "a.ipynb").text == "x = '\ufffd'\n"
    large = notebook("x = 1").replace(b'"nbformat": 4', b'"nbformat": ' + b"9" * 5000)
    assert read_source(large, "a.ipynb").text == "x = 1\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"cells": [', "not valid JSON"),
        (b"[]", "no notebook"),
        (b'{"a": "keras"}', "no notebook"),
        (b'{"cells": "\xff"}', "not valid UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_broken_notebooks(raw: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_source(raw, "a.ipynb")


@pytest.mark.parametrize(
    "cells", [[{"cell_type": "code"}], [None, 3, "x"], [{"cell_type": "code", "source": 3, "outputs": 1}]]
)
def test_odd_cells_are_empty(cells: list[Any]) -> None:
    source = read_source(json.dumps({"cells": cells}).encode(), "a.ipynb")
    assert source.text.strip() == ""


def test_scripts_have_no_cells() -> None:
    span = Span(Location(3, 1), Location(3, 4))
    assert SourceFile("a.py", "x").on_disk(span) == (span, None)


def test_a_fragment_pasted_with_its_indentation() -> None:
    source = read_source(b"    # model\n    x = 1\n\n    y = 2\n", "a.py")
    compile(source.text, "a.py", "exec")
    span = Span(Location(2, 1), Location(2, 2))
    assert source.on_disk(span)[0] == Span(Location(2, 5), Location(2, 6))


def test_edits_go_back_with_their_indentation() -> None:
    def edit(*places: int, content: str = "") -> Edit:
        row, column, end_row, end_column = places
        return Edit(Span(Location(row, column), Location(end_row, end_column)), content)

    def places(edit: Edit) -> tuple[int, ...]:
        start, end = edit.span.start, edit.span.end
        return start.row, start.column, end.row, end.column

    fragment = read_source(b"    x = 1\n\n    y = 2\n", "a.py")
    assert fragment.edit_on_disk(edit(1, 5, 1, 6, content="(\n3)")) == edit(1, 9, 1, 10, content="(\n    3)")
    # Whole lines: the line below need not be indented.
    assert places(fragment.edit_on_disk(edit(1, 1, 2, 1))) == (1, 1, 2, 1)
    cells = read_source(notebook("x = 1", "  y = 2\n  z = 33", "w = 4"), "a.ipynb")
    inside, last = cells.edit_on_disk(edit(2, 1, 3, 1)), cells.edit_on_disk(edit(3, 1, 4, 1))
    assert (places(inside), inside.cell) == ((1, 1, 2, 1), 2)
    # The last line of a cell ends with the cell, and not in the next one.
    assert (places(last), last.cell) == ((2, 1, 2, 9), 2)


def test_a_comment_on_the_last_line_of_a_cell_is_removed(tmp_path: Path) -> None:
    first = "import keras\nx = keras.ops.ones(3)\n# kerlint: ignore[KER101]"
    raw = notebook(first, "y = 1")
    fixed = fix_bytes(raw, "a.ipynb", Settings(root=tmp_path))
    assert (fixed.count, fixed.raw) == (1, notebook(first.rpartition("#")[0], "y = 1"))
