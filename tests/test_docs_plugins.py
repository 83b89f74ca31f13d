"""docs/plugins.md: its package installs, takes part, and passes its own test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import ROOT, kerlint

PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip has put the package."""
    top = tmp_path_factory.mktemp("plugin")
    package = top / "house-rules"
    package.mkdir()
    (project,) = blocks("toml")
    rules, test = blocks("python")
    (package / "pyproject.toml").write_text(project)
    (package / "house_rules.py").write_text(rules)
    (top / "test_house_rules.py").write_text(test)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        top / "site",
        package,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=top)
    assert done.returncode == 0, done.stderr
    return top


@pytest.mark.slow
def test_the_package_of_the_page(installed: Path, tmp_path: Path) -> None:
    path = os.pathsep.join([str(installed / "site"), str(ROOT)])
    explained = kerlint("rule", "HOUSE001", cwd=tmp_path, PYTHONPATH=path)
    assert explained.out.startswith("HOUSE001 checkpoint-long-runs\n\nwarning; Keras 2 and 3\n")
    model = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    script = model + "model.fit(x, y, epochs=500, callbacks={})\n"
    (tmp_path / "train.py").write_text(script.format("[keras.callbacks.CSVLogger('log.csv')]"))
    found = kerlint("check", "--select", "HOUSE", "--output-format", "json", cwd=tmp_path, PYTHONPATH=path)
    assert [(one["code"], one["message"]) for one in found.findings] == [
        ("HOUSE001", "500 epochs without a checkpoint")
    ]
    for quiet in ("[keras.callbacks.ModelCheckpoint('best.keras')]", "made_elsewhere()"):
        (tmp_path / "train.py").write_text(script.format(quiet))
        assert kerlint("check", "--select", "HOUSE", cwd=tmp_path, PYTHONPATH=path).code == 0


@pytest.mark.slow
def test_the_test_of_the_page(installed: Path) -> None:
    path = os.pathsep.join([str(installed / "site"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_house_rules.py"],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_what_the_page_says_of_codes_and_fields() -> None:
    from kerlint.rule import Finding, Rule

    table = PAGE.partition("## What a rule has\n\n")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `(\w+)", table, flags=re.MULTILINE))
    assert named <= {*Rule.__annotations__, "check"}
    below = PAGE.partition("A `Finding` has")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", below)) <= set(Finding.__dataclass_fields__)
