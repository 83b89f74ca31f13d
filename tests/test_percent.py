"""Percent scripts, as jupytext and editors write them: plain Python in which comments divide the cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.fixer import fix_bytes
from kerlint.linter import lint_source
from kerlint.settings import Settings
from kerlint.source import read_source

SCRIPT = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Digits (a title with a bracket that stays open
# ```python
# model = None
# ```

# %%
# %matplotlib inline
# !pip install keras
# files = !ls data
from keras import Sequential
from keras.layers import Dense

# %% tags=["train"]
# %%time
model = Sequential([Dense(8, activation="relu", input_shape=(4,)), Dense(10, activation="relu")])

# %% language="bash"
# ls -l | wc

# %% compile it
model.compile(loss="categorical_crossentropy", optimizer="adam")
# model.summary?
"""


@pytest.mark.parametrize("divider", ["# %%", "#%%", "# In[3]:", "# +"])
def test_cells_are_one_script(tmp_path: Path, divider: str) -> None:
    script = SCRIPT.replace("# %%\n", f"{divider}\n")
    (one,) = lint_source(script, "train.py", Settings(root=tmp_path))
    row = script.split("\n").index(next(line for line in script.split("\n") if line.startswith("model = S")))
    assert (one.code, one.cell, one.span.start.row) == ("KER101", None, row + 1)
    (related,) = one.related
    assert script.split("\n")[related.span.start.row - 1].startswith("model.compile(")


def test_its_text_is_not_touched(tmp_path: Path) -> None:
    source = read_source(SCRIPT.encode(), "train.py")
    assert (source.kind, source.text, source.cells) == ("script", SCRIPT, ())
    fixed = fix_bytes(SCRIPT.encode(), "train.py", Settings(root=tmp_path))
    assert fixed.raw.decode() == SCRIPT.replace(
        'Dense(10, activation="relu")', 'Dense(10, activation="softmax")'
    )


def test_suppression_beside_cell_comments(tmp_path: Path) -> None:
    script = SCRIPT.replace('"relu")])', '"relu")])  # kerlint: ignore[KER101]')
    assert lint_source(script, "train.py", Settings(root=tmp_path)) == []


def test_the_notebook_that_jupytext_makes_a_script_of_has_the_same_findings(tmp_path: Path) -> None:
    jupytext = pytest.importorskip("jupytext")
    notebook = jupytext.reads(SCRIPT, fmt="py:percent")

    def findings(fmt: str, name: str) -> list[tuple[str, str]]:
        found = lint_source(jupytext.writes(notebook, fmt=fmt), name, Settings(root=tmp_path))
        return [(one.code, one.message) for one in found]

    expected = findings("ipynb", "a.ipynb")
    assert [code for code, _ in expected] == ["KER101"]
    for fmt, name in (("py:percent", "a.py"), ("py:light", "a.py"), ("md", "a.md"), ("md:myst", "a.md")):
        assert findings(fmt, name) == expected, fmt
