"""Every fix that ships: with it the bad samples are Python, have no finding, and do what the good one does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kerlint.diagnostic import Applicability, Diagnostic, Severity
from kerlint.linter import lint_source
from tests.proof.format import Claim
from tests.proof.harness import Keras, shortfalls
from tests.proof.samples import Sample
from tests.proof.test_proofs import BADS, COMPLETE, show
from tests.rules.test_fixtures import FIXTURES, folder_code, settings_of

# Those that no version of Keras runs: the linter's own.
LINT_ONLY = [
    pytest.param(sample, script, id=f"{sample.folder.name}-{script}")
    for sample in COMPLETE
    if sample.proof.lint_only is not None
    for script in sample.bads
]


def kinds(found: Iterable[Diagnostic]) -> set[str]:
    """The kinds of fixes: what is in backticks or quotes differs from case to case."""
    return {
        re.sub(r"`[^`]*`|'[^']*'", "_", f"{one.code} {one.fix.message}")
        for one in found
        if one.fix is not None and one.fix.applicability is not Applicability.DISPLAY
    }


def test_a_sample_for_each_kind_of_fix(tmp_path: Path) -> None:
    proved: set[str] = set()
    for sample in COMPLETE:
        targets = {str(claim.keras) for claim in sample.proof.claims} or {"auto"}
        for script in sample.bads:
            for target in targets:
                settings = sample.settings(target)
                found = lint_source(sample.text(script), sample.folder / script, settings)
                proved |= kinds(one for one in found if one.code == sample.code)
    offered: set[str] = set()
    for path in FIXTURES:
        text = path.read_text(encoding="utf-8")
        settings = settings_of(text, path, tmp_path).override({"select": (folder_code(path),)}, "test")
        offered |= kinds(lint_source(text, str(path), settings))
    assert not offered - proved, "no sample proves: " + "; ".join(sorted(offered - proved))


def after(sample: Sample, script: str, target: str) -> str | None:
    """The script with its fix, which leaves nothing to report; None where nothing can be fixed."""
    text = sample.fixed(script, target)
    if text is None:
        return None
    compile(text, script, "exec")
    left = [
        one
        for one in lint_source(text, sample.folder / script, sample.settings(target))
        if one.severity.rank >= Severity.WARNING.rank or one.code == sample.code
    ]
    assert not left, f"{script} with its fix:\n{text}\n{show(left)}"
    return text


@pytest.mark.parametrize("sample, script", LINT_ONLY)
def test_the_fixes_of_the_linter_itself(sample: Sample, script: str) -> None:
    if sample.code != "KER900":
        assert after(sample, script, "auto") is not None


@pytest.mark.parametrize("sample, script, claim", BADS)
def test_the_fix_leaves_nothing_to_report(sample: Sample, script: str, claim: Claim) -> None:
    after(sample, script, str(claim.keras))


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "sample, script, claim",
    [case for case in BADS if case.values[0].fixed(case.values[1], str(case.values[2].keras))],
)
def test_keras_does_with_the_fix_what_it_does_with_good(
    sample: Sample, script: str, claim: Claim, tmp_path: Path, keras_process: Callable[[int], Keras]
) -> None:
    folder = sample.with_fix(script, str(claim.keras), tmp_path)
    assert folder is not None
    for seed in sample.proof.seeds:
        seen = keras_process(claim.keras).run(folder, script, sample.proof, seed, claim.good.expressions)
        missed = "\n".join(shortfalls(claim, "good.py", seen))
        assert not missed, f"under Keras {claim.keras}, seed {seed}: {missed}\n{seen.stderr[-1500:]}"
