"""What must hold for every rule, whoever wrote it, and for rules from elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import libcst
import pytest

from kerlint.diagnostic import Severity
from kerlint.linter import lint_source
from kerlint.rule import ENTRY_POINT_GROUP, SECTIONS, Rule, load_rules, rule_docs
from kerlint.settings import Settings
from tests.findings import findings

ROOT = Path(__file__).resolve().parents[1]
RULES = [rule for rule in load_rules() if rule.__module__.startswith("kerlint_rules.")]
CHECKING = [rule for rule in RULES if not rule.from_linter]
FIXTURES = ROOT / "tests" / "rules"
TRAINING = ROOT / "tests" / "proof" / "pairs" / "relu-output" / "bad.py"


def by_code(rule: type[Rule]) -> str:
    return rule.code


def code_blocks(text: str) -> list[str]:
    return [textwrap.dedent(block) for block in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)]


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) > 0


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_the_module_is_named_after_the_rule(rule: type[Rule]) -> None:
    assert rule.__module__.rpartition(".")[2] == rule.name.replace("-", "_")
    modules = [other.__module__ for other in RULES]
    assert modules.count(rule.__module__) == 1, "one module a rule"


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_the_docstring_is_complete(rule: type[Rule]) -> None:
    docs = rule_docs(rule)
    assert tuple(docs.sections) == SECTIONS
    assert all(docs.sections.values())
    assert docs.summary.endswith(".")
    assert "\n" not in docs.summary
    assert "https://" in docs.sections["References"]


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_the_examples_are_a_bad_and_a_good_script(rule: type[Rule]) -> None:
    blocks = code_blocks(rule_docs(rule).sections["Example"])
    assert len(blocks) >= 2, "wants the fault and the way without it, each as a ```python block"
    if rule.code != "KER900":
        for block in blocks:
            libcst.parse_module(block)


@pytest.mark.parametrize("rule", CHECKING, ids=by_code)
def test_the_rule_is_silent_on_its_good_example(rule: type[Rule]) -> None:
    good = code_blocks(rule_docs(rule).sections["Example"])[-1]
    found = lint_source(good, "example.py", Settings(root=ROOT / "docs", select=(rule.code,)))
    assert [one.message for one in found] == []


@pytest.mark.parametrize("rule", CHECKING, ids=by_code)
def test_fixtures_exist(rule: type[Rule]) -> None:
    # How many of which kind, and that they are as expected: tests/rules/test_fixtures.py.
    assert list((FIXTURES / rule.code).rglob("*.py")), f"tests/rules/{rule.code}/ has no fixtures"


@pytest.mark.parametrize("rule", CHECKING, ids=by_code)
def test_the_style_of_what_it_says(rule: type[Rule]) -> None:
    assert findings(rule.code)
    for one in findings(rule.code):
        texts = [one.message, *one.notes, *(related.message for related in one.related)]
        texts += [one.help] if one.help else []
        texts += [one.fix.message] if one.fix else []
        for text in texts:
            assert text == " ".join(text.split()), "one line, single spaces"
            assert not text.endswith((".", "!", ":", ",")), text
            assert not re.search(r"\bUnknown\b|Quantity\(|Known\(| object at 0x", text), text
            assert text.count("`") % 2 == 0, text
        assert len(one.message) <= 200, one.message
        assert not re.match(r"(?:the|a|an|this|these|only|no|all)\b", one.message), (
            f"begins small: {one.message}"
        )
        assert one.help or one.severity is Severity.INFO, f"must say what to do: {one.message}"


@pytest.mark.parametrize("rule", CHECKING, ids=by_code)
def test_odd_scripts_do_not_crash_it(rule: type[Rule]) -> None:
    odd = (
        "import keras\n"
        "model = keras.Sequential(*args, **kwargs)\n"
        "model.add()\n"
        "model.compile(loss=[], metrics=..., optimizer=None)\n"
        "model.fit(*data, steps_per_epoch=-1, epochs='x', callbacks=[None, 3], validation_data=())\n"
        "model.fit(keras.preprocessing.image.ImageDataGenerator(rescale='a').flow(), batch_size=0)\n"
        "model.fit(model, model, class_weight=model, steps_per_epoch=0, validation_steps=1e400)\n"
        "keras.Model().fit()\n"
    )
    found = lint_source(odd, "odd.py", Settings(root=ROOT / "docs", select=(rule.code, "KER902")))
    assert [one.message for one in found if one.code == "KER902"] == []


PLUGIN = '''
from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule


class TooManyEpochs(Rule):
    """A fit runs for more than a hundred epochs."""

    code = "HOUSE001"
    name = "too-many-epochs"
    severity = Severity.ERROR

    def check(self, script):
        for fit in script.fits:
            {body}
'''
BODY = 'yield Finding(fit.node, "trains too long", help="train shorter")'
SCRIPT = (
    "import keras\n"
    "model = keras.Sequential([keras.layers.Dense(1)])\n"
    "model.compile('sgd', 'mse')\n"
    "model.fit(x, y, epochs=200)\n"
)


def install(folder: Path, body: str, entry: str = "house_rules") -> None:
    """An installed package as an installer leaves it: the module, and metadata beside it."""
    (folder / "house_rules.py").write_text(PLUGIN.format(body=body))
    info = folder / "house_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINT_GROUP}]\nhouse = {entry}\n")


def check(site: Path, work: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (work / "train.py").write_text(SCRIPT)
    return subprocess.run(
        [sys.executable, "-m", "kerlint", "check", "--no-cache", *options, "train.py"],
        cwd=work,
        env={**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("entry", ["house_rules", "house_rules:TooManyEpochs"])
def test_rules_of_an_installed_package_are_found(site: Path, work: Path, entry: str) -> None:
    install(site, BODY, entry)
    done = check(site, work, "--select", "HOUSE001", "--output-format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    (one,) = json.loads(done.stdout)
    assert (one["code"], one["name"], one["severity"]) == ("HOUSE001", "too-many-epochs", "error")
    assert one["message"] == "trains too long"
    assert one["location"] == {"row": 4, "column": 1}
    assert "HOUSE001" in check(site, work).stdout, "on by default"


def test_a_rule_that_crashes_is_one_finding_and_hides_no_other(site: Path, work: Path) -> None:
    install(site, "raise KeyError('oops')")
    done = check(site, work, "--output-format", "json")
    assert done.returncode == 1
    (crash,) = [one for one in json.loads(done.stdout) if one["code"] == "KER902"]
    assert "HOUSE001" in crash["message"]
    assert "KeyError" in crash["message"]
    assert "house_rules" in check(site, work).stdout, "says whose fault it is"


@pytest.mark.parametrize(
    "body, entry, words",
    [
        (BODY, "house_rules:Missing", ["house_rules:Missing", "AttributeError"]),
        (BODY, "no_such_module", ["no_such_module", "ModuleNotFoundError"]),
        (BODY + "\n\n\nTooManyEpochs.code = 'KER101'", "house_rules", ["KER101", "is taken by"]),
        (BODY + "\n\n\nTooManyEpochs.code = 'house'", "house_rules", ["capital letters"]),
        (BODY + "\n\n\nTooManyEpochs.severity = 'error'", "house_rules", ["needs a severity"]),
    ],
)
def test_a_broken_plugin_is_an_error_that_names_it(
    site: Path, work: Path, body: str, entry: str, words: list[str]
) -> None:
    install(site, body, entry)
    done = check(site, work)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in ["house", *words]), done.stderr
