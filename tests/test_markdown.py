"""Markdown: Python fences, joined, at the document's own rows and columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerlint.diagnostic import Location, Span
from kerlint.fixer import fix_bytes
from kerlint.markdown import read_markdown
from kerlint.settings import Settings
from kerlint.source import read_source
from tests.shell import install_plugin, kerlint

IMPORTS = "from keras import Sequential\nfrom keras.layers import Dense"
MODEL = 'model = Sequential([Dense(8, activation="relu", input_shape=(4,)), Dense(10, activation="relu")])'
COMPILE = 'model.compile(loss="categorical_crossentropy", optimizer="adam")'


def fence(code: str, info: str = "python", prefix: str = "", marks: str = "```") -> str:
    return "".join(f"{prefix}{line}\n" for line in [f"{marks}{info}", *code.split("\n"), marks])


def joined(*parts: str) -> str:
    return "\n".join(parts)


TUTORIAL = joined(
    "# A tutorial\n",
    fence(f"!pip install keras\n{IMPORTS}"),
    "Now the model; 1. in a list:\n",
    "1. so\n",
    fence(MODEL, "py", "   "),
    "> quoted\n",
    fence(COMPILE, "{.python .numberLines}", "> "),
)


def code_of(text: str) -> list[str]:
    """Rows of Python that are left."""
    return [row for row in read_markdown(text)[0].split("\n") if row]


@pytest.mark.parametrize(
    "info",
    [
        "python", "py", "Python3", "ipython", "python title='a.py'", "python,ignore", "python:train.py",
        "python{1,3}", " python ", "{python}", "{python, echo=FALSE}", "{.python .numberLines}", "{ .py }",
        "{#id .python}", "{code-cell} ipython3", "{code-cell}", "{code-block} python",
    ],
)  # fmt: skip
def test_infos_that_say_python(info: str) -> None:
    assert code_of(fence("x = 1", info)) == ["x = 1"]


@pytest.mark.parametrize(
    "info",
    ["", "pycon", "python-repl", "console", "r", "{r}", "pytb", "py.test", "text python", "{raw-cell}"],
)
def test_infos_that_do_not(info: str) -> None:
    assert code_of(fence("x = 1", info)) == []


def test_rows_stay_and_what_does_not_parse_is_passed_over() -> None:
    text = joined(fence("x = 1"), fence("y = ("), fence(">>> 1\n1"), fence("print 3"), fence("z = 2"))
    python, fences = read_markdown(text)
    assert {row: line for row, line in enumerate(python.split("\n"), 1) if line} == {2: "x = 1", 19: "z = 2"}
    assert text.split("\n")[18] == "z = 2"
    assert [(one.index, one.first_row, one.rows) for one in fences] == [(0, 2, 1), (4, 19, 1)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (fence(fence("x = 1"), "markdown", marks="````"), []),
        (fence("x = 1\n```\ny = 2", marks="````"), []),
        (fence("s = '''\n```\n'''\ny = 2", marks="~~~"), ["s = '''", "```", "'''", "y = 2"]),
        ("```python\nx = 1\n", ["x = 1"]),
        ("```python\nx = 1\n``` not the end\n", []),
        ("    ```python\n    x = 1\n    ```\n", ["x = 1"]),
        ("- ```python\n  x = 1\n  y = 2\n  ```\n", ["x = 1", "y = 2"]),
        ("> ```python\n> x = 1\n>\n> y = 2\n> ```\n", ["x = 1", "y = 2"]),
        ("> > ```python\n> > x = 1\n> after\n```python\ny = 2\n```\n", ["x = 1", "y = 2"]),
        # No way back to these columns.
        ("> ```python\n>x = 1\n> ```\n\n```python\ny = 2\n```\n", ["y = 2"]),
        ("```python x = 1 ``` is code in a line\n```python\ny = 2\n```\n", ["y = 2"]),
        ("```python\n```\n", []),
        ("```{code-cell}\n:tags: [a]\n:name: b\nx = 1\n```\n", ["x = 1"]),
        ("```{code-cell}\n---\ntags: [a]\n---\nx = 1\n```\n", ["x = 1"]),
        ("", []),
    ],
)
def test_where_fences_begin_and_end(text: str, rows: list[str]) -> None:
    assert code_of(text) == rows
    assert read_markdown(text)[0].count("\n") == text.count("\n") + 1
    assert code_of(text.replace("\n", "\r\n")) == rows


LINES = st.sampled_from(
    [
        "```python", "```", "````", "~~~ py", "~~~", "> ```python", "> ```", ">", "  ```{python}", "  ```", "- ```py",
        ":a: b", "x = 1", "  y = 2", "> z = 3", ">w = 4", "%%time", "%%bash", "!ls \\", "f(", ")", "import keras",
        "---", "", "text",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_the_lines_are_the_rows_are_the_files(lines: list[str], newline: str) -> None:
    python, fences = read_markdown(newline.join(lines))
    compile(python, "a.md", "exec")
    rows = python.split("\n")
    assert len(rows) == len(lines) + 1 or not lines
    for fence in fences:
        for row in range(fence.first_row, fence.first_row + fence.rows):
            code = rows[row - 1]
            # What is not as it was is a magic's, or an option's.
            if code and not code.startswith("pass"):
                assert lines[row - 1] == fence.indent + code


def test_an_example_of_its_own_does_not_mean_the_variables_above() -> None:
    again = f"{IMPORTS}\nmodel = 3"
    python, _ = read_markdown(joined(fence(f"{IMPORTS}\nx = y = 1"), fence("def f(): z = 2"), fence(again)))
    assert python.split("\n")[10:14] == ["f = x = y = z = get_ipython()", *again.split("\n")]
    # Other packages are imported again in the middle of things.
    text = joined(
        fence(f"{IMPORTS}\nimport numpy as np\nx = 1"), fence("import numpy as np\nfrom keras import ops")
    )
    assert "get_ipython" not in read_markdown(text)[0]


def test_the_data_of_one_example_are_not_those_of_the_next(tmp_path: Path) -> None:
    data = "import numpy as np\nx_train = np.random.random((1000, 8))\n"
    first = fence(f"{IMPORTS}\n{data}{MODEL.replace('(4,)', '(8,)').replace('relu', 'softmax')}")
    second = f"{MODEL.replace('relu', 'softmax')}\n{COMPILE}\nmodel.fit(x_train, y_train)"
    (tmp_path / "a.md").write_text(joined(first, fence(second)))
    out = kerlint("check", "a.md", "--output-format", "concise", cwd=tmp_path).out
    assert " KER210 " in out
    (tmp_path / "a.md").write_text(joined(first, fence(f"{IMPORTS}\n{second}")))
    assert kerlint("check", "a.md", cwd=tmp_path).code == 0


def test_places_are_the_documents() -> None:
    source = read_source(TUTORIAL.encode(), "a.md")
    assert source.kind == "markdown"
    rows = TUTORIAL.split("\n")
    for text, row in ((MODEL, rows.index(f"   {MODEL}")), (COMPILE, rows.index(f"> {COMPILE}"))):
        span, cell = source.on_disk(Span(Location(row + 1, 1), Location(row + 1, 6)))
        assert (rows[row][span.start.column - 1 : span.end.column - 1], cell) == (text[:5], None)


# --- the command ------------------------------------------------------------------------------------


def test_walks_take_markdown_when_asked(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(TUTORIAL)
    (tmp_path / "b.markdown").write_text(TUTORIAL)
    without = kerlint("check", cwd=tmp_path)
    assert (without.code, without.out) == (0, "No Python files or notebooks found.\n")
    concise = ("check", "--output-format", "concise", "-q")
    done = kerlint(*concise, "--include-markdown", cwd=tmp_path)
    assert done.code == 1
    row = TUTORIAL.split("\n").index(f"   {MODEL}") + 1
    column = f"   {MODEL}".rindex('"relu"') + 1
    places = [line.partition(" ")[0] for line in done.out.splitlines()]
    assert places == [f"b.markdown:{row}:{column}:", f"docs/a.md:{row}:{column}:"]
    # One that is named is meant.
    assert kerlint(*concise, "b.markdown", cwd=tmp_path).out.startswith(f"b.markdown:{row}:{column}: KER101")
    (tmp_path / "kerlint.toml").write_text("include-markdown = true\nexclude = ['docs']\n")
    assert len(kerlint(*concise, cwd=tmp_path).out.splitlines()) == 1


def test_the_report_shows_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TUTORIAL)
    out = kerlint("check", "a.md", cwd=tmp_path).out
    assert f" |    {MODEL}\n" in out
    assert f" | > {COMPILE}\n" in out
    (one,) = kerlint("check", "a.md", "--output-format", "json", cwd=tmp_path).findings
    assert (one["cell"], one["code"]) == (None, "KER101")


def test_standard_input(tmp_path: Path) -> None:
    arguments = ("check", "-", "--stdin-filename", "a.md", "--output-format", "concise")
    assert " KER101 " in kerlint(*arguments, cwd=tmp_path, stdin=TUTORIAL).out


@pytest.mark.parametrize("comment", ["# kerlint: ignore[KER101]", "# noqa: KER101"])
def test_suppression_comments_in_fences(tmp_path: Path, comment: str) -> None:
    (tmp_path / "a.md").write_text(TUTORIAL.replace(MODEL, f"{MODEL}  {comment}"))
    assert kerlint("check", "a.md", cwd=tmp_path).code == 0
    whole = TUTORIAL.replace(IMPORTS, f"# kerlint: ignore-file[KER101]\n{IMPORTS}")
    (tmp_path / "a.md").write_text(whole)
    assert kerlint("check", "a.md", cwd=tmp_path).code == 0


def test_an_unused_suppression_in_a_fence_is_told_and_removed(tmp_path: Path) -> None:
    text = joined(fence(f"{IMPORTS}\n\nx = 1\n# kerlint: ignore[KER101]", prefix="  "), "after\n")
    (tmp_path / "a.md").write_text(text)
    done = kerlint("check", "a.md", "--output-format", "concise", cwd=tmp_path)
    assert done.out.startswith("a.md:6:3: KER901 ")
    kerlint("check", "a.md", "--fix", cwd=tmp_path)
    assert (tmp_path / "a.md").read_text() == text.replace("  # kerlint: ignore[KER101]\n", "")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_fixes_change_nothing_else(tmp_path: Path, newline: str, encoding: str) -> None:
    text = f"Größe \t \n\n{TUTORIAL}\n{fence('x = (')}no newline at the end"
    raw = text.replace("\n", newline).encode(encoding)
    good = MODEL.replace('10, activation="relu"', '10, activation="softmax"')
    result = fix_bytes(raw, "a.md", Settings(root=tmp_path))
    assert (result.count, result.raw) == (
        1,
        text.replace(MODEL, good).replace("\n", newline).encode(encoding),
    )


def test_a_fix_that_breaks_its_fence_is_not_put_in(tmp_path: Path) -> None:
    plugin = install_plugin(tmp_path / "site", fix="seven")
    rules = tmp_path / "site" / "tst_rules.py"
    rules.write_text(rules.read_text().replace('"7"', '"7)"'))
    text = joined(fence(f"{IMPORTS}\n{MODEL}"), fence("model.fit(x, y, epochs=3)"))
    (tmp_path / "a.md").write_text(text)
    kerlint("check", "a.md", "--fix", "--select", "TST101", cwd=tmp_path, PYTHONPATH=plugin)
    assert (tmp_path / "a.md").read_text() == text


def test_a_document_without_keras_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(fence("import os"))
    assert kerlint("check", "a.md", cwd=tmp_path).out == "All checks passed (1 file, 0 with Keras).\n"
