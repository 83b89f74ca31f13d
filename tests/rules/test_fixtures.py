"""The rules on scripts as people write them: tests/rules/KER*/**/*.py.

A fixture says on each offending line what is to be found there, and nothing else may be found:

    model.fit(train, steps_per_epoch=31)  # expect: KER301 warning "3,968 of 40,000" "9.9 %"

After the code the severity and parts of the message, notes, help or related places may follow; several
expectations for one line are parted by semicolons. `# expect above: ...` stands on the next line where
there is no room. Only the rule of the fixture's folder runs.

`name_fixed.py` is `name.py` with the fault mended and nothing else changed; there nothing may be found.

Comment lines `# settings: <TOML>` set what `[tool.kerlint]` would: `# settings: target-keras = "3"`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kerlint.diagnostic import Diagnostic, Severity
from kerlint.linter import lint_source
from kerlint.settings import Settings
from kerlint.settings_file import read_settings

HERE = Path(__file__).parent
FIXTURES = sorted(HERE.glob("KER*/**/*.py"))
FOUND_AT_LEAST = 8
SILENT_AT_LEAST = 8
# Each fixture of these in which the rule finds something has a fixed twin.
TWINS = frozenset(
    "KER107 KER108 KER114 KER210 KER220 KER221 KER402 KER403 KER404 KER405 KER406 KER411 KER416 KER417 KER504".split()
)
TWINS_AT_LEAST = 10

_EXPECTATION = re.compile(
    r"""(?P<code>[A-Z]+\d+)(?:\s+(?P<severity>error|warning|info))?(?P<texts>(?:\s+"[^"]*")*)"""
)


@dataclass(frozen=True)
class Expected:
    """One expectation: where, which code, and what the finding must say."""

    row: int
    code: str
    severity: str | None = None
    texts: tuple[str, ...] = ()

    def met_by(self, found: Diagnostic) -> bool:
        """Is it this finding?"""
        words = "\n".join(
            (found.message, *found.notes, found.help or "", *(related.message for related in found.related))
        )
        return (
            (found.span.start.row, found.code) == (self.row, self.code)
            and self.severity in (None, found.severity)
            and all(text in words for text in self.texts)
        )


def expectations(text: str) -> list[Expected]:
    """Read the `# expect:` comments of a fixture."""
    expected = []
    for row, line in enumerate(text.splitlines(), start=1):
        _, mark, comment = line.partition("# expect")
        if not mark:
            continue
        place, _, wanted = comment.partition(":")
        if place.strip() not in ("", "above"):
            raise ValueError(f"line {row}: wants '# expect:' or '# expect above:', not {line.strip()!r}")
        for part in wanted.split(";"):
            match = _EXPECTATION.fullmatch(part.strip())
            if match is None:
                raise ValueError(f"line {row}: {part.strip()!r} is no expectation")
            expected.append(
                Expected(
                    row - (place.strip() == "above"),
                    match["code"],
                    match["severity"],
                    tuple(re.findall(r'"([^"]*)"', match["texts"])),
                )
            )
    return expected


def settings_of(text: str, path: Path, folder: Path) -> Settings:
    """The settings a fixture asks for, read as a project's own file would be."""
    lines = re.findall(r"^# settings:\s*(.+)$", text, flags=re.MULTILINE)
    file = folder / "kerlint.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    settings = read_settings(file)
    assert settings is not None
    return replace(settings, root=path.parent, file=None)


def folder_code(path: Path) -> str:
    """The rule a fixture is for: the folder below tests/rules."""
    return path.relative_to(HERE).parts[0]


def told(found: Diagnostic) -> str:
    """A finding on one line, for the assertion's message."""
    return f"{found.span.start.row}: {found.code} {found.severity} {found.message} {list(found.notes)}"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_fixture(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = folder_code(path)
    expected = expectations(text)
    assert {item.code for item in expected} <= {code}, f"only {code} runs here"

    settings = settings_of(text, path, tmp_path).override({"select": (code,)}, "test")
    rest = lint_source(text, str(path), settings)
    missing = []
    for item in expected:
        met = next((found for found in rest if item.met_by(found)), None)
        if met is None:
            missing.append(item)
        else:
            rest.remove(met)
    problems = [f"not found: {item}" for item in missing] + [f"not expected: {told(found)}" for found in rest]
    assert not problems, f"{path}:\n  " + "\n  ".join(problems)


@pytest.mark.parametrize("code", sorted({folder_code(path) for path in FIXTURES}))
def test_many_writings(code: str) -> None:
    # One way of writing a fault proves little about a rule; silence needs as much proof.
    kinds = Counter(
        bool(expectations(path.read_text(encoding="utf-8"))) for path in FIXTURES if folder_code(path) == code
    )
    assert kinds[True] >= FOUND_AT_LEAST, f"{code}: only {kinds[True]} fixtures in which it is found"
    assert kinds[False] >= SILENT_AT_LEAST, f"{code}: only {kinds[False]} fixtures in which it stays silent"


@pytest.mark.parametrize("code", sorted(TWINS))
def test_buggy_and_fixed(code: str) -> None:
    # That the rule is silent on the twin shows that it reacts to the fault and not to what stands around it.
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FIXTURES if folder_code(path) == code}
    found = {name for name, text in texts.items() if expectations(text)}
    fixed = {name.removesuffix("_fixed") for name in texts if name.endswith("_fixed")}
    assert found == fixed, f"{code}: without the other one: {sorted(found ^ fixed)}"
    assert len(found) >= TWINS_AT_LEAST
    for name in found:
        assert not expectations(texts[f"{name}_fixed"])
        assert texts[f"{name}_fixed"] != re.sub(r"[ \t]*# expect[^:\n]*:.*", "", texts[name]), name


def test_the_form_of_expectations() -> None:
    text = 'a()  # expect: KER301 warning "3,968 of" "x"; KER302\nb()\n# expect above: KER303\n'
    assert expectations(text) == [
        Expected(1, "KER301", "warning", ("3,968 of", "x")),
        Expected(1, "KER302"),
        Expected(2, "KER303"),
    ]
    assert Severity.WARNING == "warning"
    with pytest.raises(ValueError, match="is no expectation"):
        expectations("a()  # expect: KER301 wrong\n")
    with pytest.raises(ValueError, match="expect above"):
        expectations("a()  # expect below: KER301\n")
