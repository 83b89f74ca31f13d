"""What tools make from the rules is as the rules are now."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kerlint.builder import Reading
from kerlint.links import HOME, rule_page
from kerlint.linter import world_of
from kerlint.rule import SECTIONS, Rule, load_rules, rule_docs
from kerlint.settings import DatasetSize, Settings
from kerlint.settings_file import read_settings
from kerlint.source import source_from_text
from kerlint.syntax import parse

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/**/*.md"))]


def test_rule_pages_and_tables_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun: tools/in-venv python tools/make_docs.py"


def test_the_page_on_versions_of_keras_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.make_catalogue", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (
        f"{done.stdout}{done.stderr}\nrun: tools/in-venv python -m tools.make_catalogue"
    )


@pytest.mark.parametrize("rule", [rule for rule in load_rules() if rule.code.startswith("KER")])
def test_the_link_in_a_finding_leads_to_the_page(rule: type[Rule]) -> None:
    link = rule_page(rule.code)
    assert link is not None
    assert link.startswith(f"{HOME}/blob/main/")
    assert (ROOT / link.removeprefix(f"{HOME}/blob/main/")).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_settings_in_the_readme_are_settings(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (text,) = [block for block in blocks if "[tool.kerlint]" in block]
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    settings = read_settings(file)
    assert settings is not None
    assert settings.datasets["data/train"] == DatasetSize(40_000, 10)
    assert set(settings.origins) >= {"target_keras", "ignore", "severity", "per_file_ignores", "fail_on"}


@pytest.mark.parametrize("command", ["check", "baseline", "show", "rule", "config", "cache", "server"])
def test_the_readme_names_commands_and_options_that_exist(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"kerlint {command}" in readme
    shown = subprocess.run(
        [sys.executable, "-m", "kerlint", command, "--help"], capture_output=True, text=True, check=True
    ).stdout
    if command == "check":
        table = readme.partition("| option | |")[2].partition("\n\n")[0]
        options = re.findall(r"--[a-z][a-z-]*", table)
        assert len(options) > 10
        assert [option for option in options if option not in shown] == []


def test_the_example_of_a_rule_is_a_rule(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(\"\"\"KER.*?\n)```$", text, flags=re.DOTALL | re.MULTILINE)
    module = tmp_path / "example_rule.py"
    module.write_text(code)
    spec = importlib.util.spec_from_file_location("example_rule", module)
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    source = source_from_text(
        "import keras\n"
        "model = keras.Sequential([keras.layers.Dense(1)])\n"
        "model.fit(x, y, epochs=20_000)\n"
        "model.fit(x, y, epochs=20)\n",
        "train.py",
    )
    settings = Settings(root=tmp_path)
    reading = Reading(parse(source.text), source, settings, world_of("train.py", settings))
    (script,) = reading.scripts()
    (finding,) = example.TooManyEpochs().check(script)
    assert finding.message == "20,000 epochs"
    assert set(rule_docs(example.TooManyEpochs).sections) == set(SECTIONS)
