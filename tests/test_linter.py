from __future__ import annotations

import json
from pathlib import Path

import pytest

from kerlint.diagnostic import Location, Severity
from kerlint.linter import check_bytes, lint_source
from kerlint.settings import Settings
from tests.shell import CLEAN, MISMATCH, Done, install_plugin, kerlint


def test_a_finding_with_its_places(tmp_path: Path) -> None:
    (found,) = lint_source(MISMATCH, tmp_path / "train.py", Settings(root=tmp_path))
    assert (found.code, found.name, found.severity) == ("KER202", "preprocessing-mismatch", Severity.ERROR)
    assert found.filename == str(tmp_path / "train.py")
    assert found.span.start == Location(6, 7)
    assert found.noqa_row == 6
    assert {related.span.start.row for related in found.related} >= {5}


def test_clean_scripts_and_others(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path)
    assert lint_source(CLEAN, "train.py", settings) == []
    assert lint_source("import os\nx = (", "a.py", settings) == []
    assert lint_source("", "a.py", settings) == []
    assert not check_bytes(b"import os\n", "a.py", settings).keras


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("val = ", "# kerlint: ignore-file\nval = "),
        ("batch_size=32)\nmodel", "batch_size=32)  # noqa: KER202\nmodel"),
        ("batch_size=32)\nmodel", "batch_size=32)  # kerlint: ignore[preprocessing-mismatch]\nmodel"),
        ("batch_size=32)\nmodel", "\n  batch_size=32,\n)  # kerlint: ignore[KER202]\nmodel"),
    ],
)
def test_suppressed(tmp_path: Path, old: str, new: str) -> None:
    assert old in MISMATCH
    assert lint_source(MISMATCH.replace(old, new), "train.py", Settings(root=tmp_path)) == []


def test_an_unused_suppression(tmp_path: Path) -> None:
    text = CLEAN.replace("epochs=3)", "epochs=3)  # kerlint: ignore[KER202]")
    (found,) = lint_source(text, "train.py", Settings(root=tmp_path))
    assert found.code == "KER901"
    assert found.fix is not None
    # A directive without codes hides neither findings about itself nor what it was not written for.
    bare = CLEAN.replace("epochs=3)", "epochs=3)  # kerlint: ignore")
    (found,) = lint_source(bare, "train.py", Settings(root=tmp_path))
    assert found.code == "KER901"
    both = CLEAN.replace("epochs=3)", "epochs=3)  # kerlint: ignore[KER202, KER901]")
    assert lint_source(both, "train.py", Settings(root=tmp_path)) == []


def test_severities_and_per_file_ignores(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, severity={"KER202": Severity.INFO})
    assert [item.severity for item in lint_source(MISMATCH, "train.py", settings)] == [Severity.INFO]
    ignored = Settings(root=tmp_path, per_file_ignores=(("train.*", ("KER2",)),))
    assert lint_source(MISMATCH, str(tmp_path / "train.py"), ignored) == []


@pytest.mark.parametrize(
    ("raw", "words", "start"),
    [
        (b"import keras\nprint 'a'\n", "Python 2", Location(2, 1)),
        (b"import keras\nx = '\xe9'\n", "not valid UTF-8", Location(2, 6)),
        (b"import keras\nx = " + b"[" * 5000, "nested brackets", Location(2, 205)),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, raw: bytes, words: str, start: Location) -> None:
    (found,) = check_bytes(raw, "train.py", Settings(root=tmp_path)).diagnostics
    assert found.code == "KER900"
    assert words in found.message
    assert found.span.start == start
    ignored = Settings(root=tmp_path, ignore=("KER900",))
    assert check_bytes(raw, "train.py", ignored).diagnostics == ()


def test_a_broken_file_can_be_left_out_by_a_comment(tmp_path: Path) -> None:
    text = "# kerlint: ignore-file\nimport keras\nprint 'a'\n"
    assert lint_source(text, "train.py", Settings(root=tmp_path)) == []


def test_notebooks_count_by_cell(tmp_path: Path) -> None:
    lines = MISMATCH.splitlines(keepends=True)
    cells = [["%matplotlib inline\n", *lines[:4]], lines[4:6], lines[6:]]
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    text = json.dumps({"cells": [{"cell_type": "markdown", "source": ["x"]}, *made], "metadata": {}})
    (found,) = lint_source(text, "train.ipynb", Settings(root=tmp_path))
    assert (found.cell, found.span.start, found.noqa_row) == (2, Location(2, 7), 2)
    assert {(related.cell, related.span.start.row) for related in found.related} >= {(2, 1)}
    broken = text.replace("model.fit(", "model.fit((")
    (found,) = lint_source(broken, "train.ipynb", Settings(root=tmp_path))
    assert (found.code, found.cell) == ("KER900", 3)


def test_a_pasted_fragment_keeps_its_columns(tmp_path: Path) -> None:
    text = "".join(f"    {line}" if line.strip() else line for line in MISMATCH.splitlines(keepends=True))
    (found,) = lint_source(text, "train.py", Settings(root=tmp_path))
    assert found.span.start == Location(6, 11)


# --- plugins ----------------------------------------------------------------------------------------


def check(folder: Path, *arguments: str, crash: bool = False) -> Done:
    (folder / "train.py").write_text(CLEAN)
    plugin = install_plugin(folder / "site", crash=crash)
    return kerlint(
        "check",
        "train.py",
        "--no-cache",
        "--output-format",
        "json",
        *arguments,
        cwd=folder,
        PYTHONPATH=plugin,
    )


def test_an_installed_package_adds_rules(tmp_path: Path) -> None:
    done = check(tmp_path)
    (found,) = done.findings
    assert (found["code"], found["location"]) == ("TST101", {"row": 9, "column": 46})
    assert found["url"] is None
    assert done.code == 1
    assert check(tmp_path, "--ignore", "TST").findings == []
    assert check(tmp_path, "--extend-select", "TST103").codes == ["TST103", "TST101"]
    assert check(tmp_path, "--select", "epochs-written").codes == ["TST101"]


def test_a_rule_that_crashes_hides_nothing(tmp_path: Path) -> None:
    done = check(tmp_path, crash=True)
    assert sorted(done.codes) == ["KER902", "TST101"]
    crashed = next(found for found in done.findings if found["code"] == "KER902")
    assert crashed["message"] == "rule TST102 (crashing) failed on this file: ValueError: on purpose"
    assert crashed["severity"] == "error"
    assert done.code == 1
    full = kerlint("check", "train.py", "--no-cache", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert "report it to the authors of tst_rules" in full.out
    assert check(tmp_path, "--ignore", "crashing", crash=True).codes == ["TST101"]


def test_a_package_that_does_not_load_is_named(tmp_path: Path) -> None:
    install_plugin(tmp_path / "site")
    (tmp_path / "site" / "tst_rules.py").write_text("import no_such_module\n")
    (tmp_path / "train.py").write_text(CLEAN)
    done = kerlint("check", "train.py", "--no-cache", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert done.code == 2
    assert "tst_rules" in done.err
    assert "no_such_module" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("slip", ["yield None", "yield 'x'", "return None", "yield Finding(script, None)"])
def test_a_rule_that_yields_no_finding(tmp_path: Path, slip: str) -> None:
    install_plugin(tmp_path / "site", crash=True)
    rules = tmp_path / "site" / "tst_rules.py"
    text = rules.read_text().replace('raise ValueError("on\\npurpose")\n        yield', slip)
    assert slip in text
    rules.write_text(text)
    (tmp_path / "train.py").write_text(MISMATCH)
    done = kerlint(
        *("check", "train.py", "--no-cache", "--output-format", "json"),
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path / "site"),
    )
    assert sorted(done.codes) == ["KER202", "KER902", "TST101"]
    assert "TST102 (crashing)" in done.out
