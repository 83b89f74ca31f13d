"""proof.yaml is read strictly: each slip is one error that names the place."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from tests.proof.format import Condition, ProofError, parse_outcome, parse_proof, read_proof

PASSES = {"keras": [3], "says": "x", "bad": {"loss": "nan"}, "good": {"loss": "finite"}}


@pytest.mark.parametrize(
    "change, message",
    [
        ({"say": "x"}, "the file: unknown key 'say'; known are keras, says, bad"),
        ({"keras": 3}, "keras: wants a list, not 3"),
        ({"keras": [4]}, "keras: wants a list of major versions out of [2, 3]"),
        ({"keras2": {"says": "x"}}, "keras2: this version is not listed under keras"),
        ({"keras3": {"seeds": [1]}}, "keras3: unknown key 'seeds'"),
        ({"says": ""}, "says: wants text"),
        ({"bad": {}}, "bad: claims nothing"),
        ({"bad": {"fit": 0}}, "bad: claims nothing"),
        ({"bad": {"raise": "ValueError"}}, "bad: unknown key 'raise'"),
        ({"bad": {"raises": "value error"}}, 'bad.raises: wants "ClassName"'),
        ({"bad": {"loss": "low"}}, "bad.loss: 'low' is no condition"),
        ({"bad": {"loss": 0.5}}, "bad.loss: 0.5 is no condition"),
        ({"bad": {"loss": {"under": 1}}}, "bad.loss: unknown key 'under'; known are below, above, equals"),
        ({"bad": {"loss": {"below": "much"}}}, "bad.loss.below: wants a number, not 'much'"),
        ({"bad": {"loss": {"below": True}}}, "bad.loss.below: wants a number, not True"),
        ({"bad": {"history": {"f1": "bad"}}}, "bad.f1: 'bad' is no condition"),
        ({"bad": {"batches_per_epoch": []}}, "bad.batches_per_epoch: the list is empty"),
        ({"bad": {"expression": "loss <"}}, "bad.expression: 'loss <' is no Python expression"),
        ({"keras3": {"good": {"los": "nan"}}}, "keras3.good: unknown key 'los'"),
        ({"reports": "fatal"}, "reports: 'fatal' is neither true nor false"),
        ({"seeds": []}, "seeds: wants different whole numbers"),
        ({"seeds": [1, 1]}, "seeds: wants different whole numbers"),
        ({"seeds": ["a"]}, "seeds: wants a whole number, not 'a'"),
        ({"prepare": "../data.py"}, "prepare: '../data.py' does not look like"),
        ({"also": ["relu"]}, "also: 'relu' does not look like"),
        ({"time_limit": "long"}, "time_limit: wants a number"),
        ({"more": {"other.py": {}}}, "more: 'other.py' does not look like"),
        ({"more": {"bad_x.py": {"seeds": [1]}}}, "more.bad_x.py: unknown key 'seeds'"),
        (
            {"more": {"bad_x.py": {"keras": [2]}}},
            "more.bad_x.py.keras: wants some of the versions listed under keras",
        ),
        ({"more": {"bad_x.py": {"bad": {"los": 1}}}}, "more.bad_x.py.bad: unknown key 'los'"),
        ({"lint_only": "x"}, "lint_only: nothing is run, so bad, good, keras cannot stand beside it"),
    ],
)
def test_slips_are_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProofError) as caught:
        parse_proof({**PASSES, **change})
    assert message in str(caught.value)


@pytest.mark.parametrize("missing", ["keras", "says", "bad", "good"])
def test_what_must_be_there(missing: str) -> None:
    with pytest.raises(ProofError, match=f"^{missing}: "):
        parse_proof({key: value for key, value in PASSES.items() if key != missing})


def test_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "proof.yaml"
    for text in ("keras: [3", "- 3"):
        path.write_text(text)
        with pytest.raises(ProofError, match=r"proof\.yaml"):
            read_proof(path)


def test_a_version_block_takes_the_place_of_the_general_one() -> None:
    proof = parse_proof({**PASSES, "keras": [2, 3], "keras2": {"bad": {"epochs": 4}, "reports": False}})
    two, three = proof.claims
    assert (two.keras, two.reports, two.says) == (2, False, "x")
    assert two.bad.epochs == Condition(bounds=(("equals", 4.0),))
    assert two.bad.history == {}
    assert (three.keras, three.reports) == (3, True)
    assert three.bad.history == {"loss": Condition("nan")}
    assert two.good == three.good


def test_further_scripts_share_what_they_do_not_say_themselves() -> None:
    proof = parse_proof(
        {
            **PASSES,
            "keras": [2, 3],
            "more": {"bad_a.py": {"keras": [2], "bad": {"epochs": 1}, "reports": "info"}, "bad_b.py": {}},
        }
    )
    (claim,) = proof.claims_of("bad_a.py")
    assert (claim.keras, claim.reports, claim.good) == (2, "info", proof.claims[0].good)
    assert (claim.bad.epochs, claim.bad.history) == (Condition(bounds=(("equals", 1.0),)), {})
    assert proof.claims_of("bad_b.py") == proof.claims_of("bad_not_named.py") == proof.claims


def test_a_proof_without_a_run() -> None:
    proof = parse_proof({"lint_only": "the file does not parse", "also": ["KER101"]})
    assert (proof.claims, proof.lint_only, proof.also) == ((), "the file does not parse", ("KER101",))


@pytest.mark.parametrize(
    "data, holding, failing",
    [
        ("nan", [math.nan, math.inf], [0.0]),
        (math.nan, [math.nan], [1.0]),
        ("finite", [0.0], [math.nan, -math.inf]),
        ("diverges", [math.nan, 1e7, -1e7], [1e5]),
        (3, [3], [4, 2.9, math.nan]),
        ({"below": 0.5}, [0.4], [0.5, math.nan]),
        ({"above": "1e6"}, [2e6, math.inf], [1e6, math.nan]),
        ({"above": 0, "below": 1}, [0.5], [0, 1, math.nan]),
        ({"equals": 0.25}, [0.25], [0.2500011]),
    ],
)
def test_conditions(data: object, holding: list[float], failing: list[float]) -> None:
    condition = parse_outcome({"loss": data}, "bad").history["loss"]
    assert all(condition.holds(value) for value in holding)
    assert not any(condition.holds(value) for value in failing)
