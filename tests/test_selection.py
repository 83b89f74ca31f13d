from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.diagnostic import Severity
from kerlint.rule import load_rules
from kerlint.selection import Selection, matches_path
from kerlint.settings import Settings, SettingsError

RULES = load_rules()
DEFAULT = {rule.code for rule in RULES if rule.default}
ALL = {rule.code for rule in RULES}
ALWAYS = {"KER900", "KER902"}


def codes(**settings: tuple[str, ...]) -> set[str]:
    return set(Selection(Settings(**settings), RULES).codes)  # type: ignore[arg-type]


def of(*prefixes: str) -> set[str]:
    return {code for code in ALL if code.startswith(prefixes)}


def test_defaults() -> None:
    assert codes() == DEFAULT
    assert "KER903" not in DEFAULT


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"select": ("KER201",)}, {"KER201"} | ALWAYS),
        ({"select": ("augmented-validation",)}, {"KER201"} | ALWAYS),
        ({"select": ("ker2", "KER301")}, of("KER2", "KER301") | ALWAYS),
        ({"select": ("KER",)}, ALL),
        ({"select": ("ALL",)}, ALL),
        ({"select": ("all",), "ignore": ("KER2", "KER9")}, (ALL - of("KER2", "KER9")) | ALWAYS),
        ({"extend_select": ("KER903",)}, DEFAULT | {"KER903"}),
        ({"ignore": ("KER2",)}, DEFAULT - of("KER2")),
        # The more specific one wins; ignore wins between equals.
        ({"select": ("KER201",), "ignore": ("KER2",)}, {"KER201"} | ALWAYS),
        ({"select": ("KER2",), "ignore": ("KER201",)}, (of("KER2") - {"KER201"}) | ALWAYS),
        ({"select": ("KER2",), "ignore": ("KER2",)}, ALWAYS),
        ({"select": ("KER20",), "ignore": ("KER2",)}, of("KER20") | ALWAYS),
        # A file that cannot be read is told unless that very rule is ignored.
        ({"ignore": ("KER900",)}, DEFAULT - {"KER900"}),
        ({"select": ("KER1",), "ignore": ("syntax-error", "KER902")}, of("KER1")),
    ],
)
def test_selectors(settings: dict[str, tuple[str, ...]], expected: set[str]) -> None:
    assert codes(**settings) == expected


@pytest.mark.parametrize("selector", ["KER999", "K", "XYZ", "no-such-rule", "", "KER2011", "2"])
def test_selectors_that_no_rule_has(selector: str) -> None:
    for key in ("select", "ignore", "extend_select"):
        with pytest.raises(SettingsError, match="no rule has the code, prefix or name"):
            codes(**{key: (selector,)})


def test_the_nearest_name_is_told() -> None:
    with pytest.raises(SettingsError, match=r"did you mean KER201 \(augmented-validation\)\?"):
        codes(select=("augmented-validaton",))
    with pytest.raises(SettingsError, match="severity: no rule has"):
        Selection(Settings(severity={"KER999": Severity.INFO}), RULES)


def test_severities() -> None:
    selection = Selection(
        Settings(severity={"KER201": Severity.ERROR, "unbalanced-augmentation": Severity.WARNING}), RULES
    )
    by_code = {rule.code: rule for rule in RULES}
    assert selection.severity(by_code["KER201"], Severity.INFO) is Severity.ERROR
    assert selection.severity(by_code["KER203"], None) is Severity.WARNING
    assert selection.severity(by_code["KER202"], None) is by_code["KER202"].severity
    assert selection.severity(by_code["KER202"], Severity.INFO) is Severity.INFO


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("old/*.py", "old/a.py", True),
        ("old/*.py", "new/old/a.py", False),
        ("*.ipynb", "deep/er/a.ipynb", True),
        ("conftest.py", "tests/conftest.py", True),
        ("tests/**", "tests/a/b.py", True),
        ("tests", "tests/a/b.py", True),
        ("!src/**", "scripts/a.py", True),
        ("!src/**", "src/a.py", False),
    ],
)
def test_globs_of_per_file_ignores(tmp_path: Path, glob: str, path: str, expected: bool) -> None:
    assert matches_path(glob, str(tmp_path / path), tmp_path) is expected


def test_per_file_ignores(tmp_path: Path) -> None:
    settings = Settings(per_file_ignores=(("old/*", ("KER2",)), ("*.py", ("KER301",))), root=tmp_path)
    selection = Selection(settings, RULES)
    assert selection.ignored_for(str(tmp_path / "old" / "a.py")) == of("KER2", "KER301")
    assert selection.ignored_for(str(tmp_path / "a.py")) == {"KER301"}
    assert selection.ignored_for(str(tmp_path / "a.ipynb")) == set()
