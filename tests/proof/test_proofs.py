"""Every rule's samples: real Keras does what proof.yaml says, and Kerlint says it beforehand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kerlint.diagnostic import Diagnostic, Severity
from kerlint.linter import lint_source
from kerlint.rule import load_rules
from tests.proof.format import Claim
from tests.proof.harness import Keras, shortfalls
from tests.proof.samples import FOLDER, Sample, samples

SAMPLES = samples()
# rule-crashed needs a broken rule, analysis-incomplete a script of ten thousands of lines; the tests
# tests/test_rules_registry.py and tests/test_bad_input.py make them.
WITHOUT_SAMPLES = {"KER902", "KER903"}
COMPLETE = [sample for sample in SAMPLES if (sample.folder / "proof.yaml").is_file()]
BADS = [
    pytest.param(sample, script, claim, id=f"{sample.folder.name}-{script}-keras{claim.keras}")
    for sample in COMPLETE
    for script in sample.bads
    for claim in sample.proof.claims_of(script)
]
GOODS = [
    pytest.param(sample, "good.py", claim, id=f"{sample.folder.name}-good.py-keras{claim.keras}")
    for sample in COMPLETE
    for claim in sample.proof.claims
]


def lint(sample: Sample, script: str, target: str) -> list[Diagnostic]:
    """What Kerlint reports at warning or above, and the sample's own rule at any severity."""
    found = lint_source(sample.text(script), sample.folder / script, sample.settings(target))
    return [one for one in found if one.severity.rank >= Severity.WARNING.rank or one.code == sample.code]


def show(found: list[Diagnostic]) -> str:
    return "\n".join(f"{one.span.start.row}: {one.code} {one.severity}: {one.message}" for one in found)


def test_every_rule_has_samples_and_every_sample_a_rule() -> None:
    ours = [rule for rule in load_rules() if rule.__module__.startswith("kerlint_rules.")]
    expected = {f"{rule.code}-{rule.name}" for rule in ours if rule.code not in WITHOUT_SAMPLES}
    assert {sample.folder.name for sample in SAMPLES} == expected


def test_nothing_else_lies_among_the_samples() -> None:
    known = {sample.folder.name for sample in SAMPLES} | {"seeds", "README.md"}
    assert {path.name for path in FOLDER.iterdir() if not path.name.startswith(".")} <= known


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.folder.name)
def test_the_folder_is_complete(sample: Sample) -> None:
    assert sample.complaints() == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.folder.name)
def test_only_rules_of_the_linter_itself_go_without_a_run(sample: Sample) -> None:
    if sample.proof.lint_only is not None:
        assert sample.code.startswith("KER9")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.folder.name)
def test_kerlint_reports_bad_and_not_good(sample: Sample) -> None:
    good = lint(sample, "good.py", "auto")
    assert not good, f"good.py:\n{show(good)}"
    for script in sample.bads:
        bad = lint(sample, script, "auto")
        assert sample.code in {one.code for one in bad}, f"{script}:\n{show(bad) or 'nothing'}"
        assert {one.code for one in bad} <= {sample.code, *sample.proof.also}, f"{script}:\n{show(bad)}"


@pytest.mark.parametrize("sample, script, claim", BADS)
def test_kerlint_judges_by_the_target(sample: Sample, script: str, claim: Claim) -> None:
    target = str(claim.keras)
    good = lint(sample, "good.py", target)
    assert not good, f"good.py:\n{show(good)}"
    severities = {one.severity for one in lint(sample, script, target) if one.code == sample.code}
    if claim.reports is False:
        assert not severities
    elif claim.reports is True:
        assert severities
    else:
        assert severities == {Severity(claim.reports)}


@pytest.mark.tensorflow
@pytest.mark.parametrize("sample, script, claim", [*BADS, *GOODS])
def test_keras_does_what_the_proof_says(
    sample: Sample, script: str, claim: Claim, keras_process: Callable[[int], Keras]
) -> None:
    outcome = claim.good if script == "good.py" else claim.bad
    for seed in sample.proof.seeds:
        seen = keras_process(claim.keras).run(sample.folder, script, sample.proof, seed, outcome.expressions)
        missed = "\n".join(shortfalls(claim, script, seen))
        assert not missed, f"{script} under Keras {claim.keras}, seed {seed}: {missed}\n{seen.stderr[-1500:]}"
