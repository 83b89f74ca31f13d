"""What the samples did under real Keras when they were last measured, in numbers for their rules' pages.

`python -m tests.proof.measured` runs the samples whose scripts or proof have changed since, and writes them down.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from tests.proof.format import Claim
from tests.proof.harness import Keras, Observation, shortfalls
from tests.proof.samples import Sample, samples

FILE = Path(__file__).with_suffix(".json")
SCRIPTS = ("bad.py", "good.py")
ABSENT = "-"

# As Python and numpy write numbers.
_NUMBER = re.compile(r"(?:np\.\w+\()?(-?(?:[\d.]+(?:e[+-]?\d+)?|nan|inf))\)?")

# By Keras version ("3.15.0") and fact, what bad.py and what good.py gave.
Measured = dict[str, dict[str, tuple[str, str]]]


def measured(sample: Sample) -> Measured:
    """The facts of a sample as it is now; none where it was not measured since it changed."""
    entry = _read().get(sample.code, {})
    if entry.get("sample") != digest(sample):
        return {}
    return {
        version: {fact: (bad, good) for fact, (bad, good) in facts.items()}
        for version, facts in entry["keras"].items()
    }


def digest(sample: Sample) -> str:
    """Of everything that the two runs and what is told of them depend on."""
    proof = yaml.safe_load((sample.folder / "proof.yaml").read_text(encoding="utf-8"))
    asked = {key: proof[key] for key in ("keras", "bad", "good", "keras2", "keras3", "seeds") if key in proof}
    scripts = [*SCRIPTS, *([sample.proof.prepare] if sample.proof.prepare else [])]
    texts = [json.dumps(asked, sort_keys=True), *map(sample.text, scripts)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def measure(keras: Keras, sample: Sample, claim: Claim) -> dict[str, tuple[str, str]]:
    """Run both scripts with the first seed; the facts that the proof is about.

    Raises:
        SystemExit: a run is not as the proof says.
    """
    texts = dict.fromkeys((*claim.bad.expressions, *claim.good.expressions))
    # The harness shows the sides of an expression that is false: of a true one, those of its contrary.
    asked = tuple(texts) + tuple(f"not ({text})" for text in texts)
    gave = []
    for script in SCRIPTS:
        seen = keras.run(sample.folder, script, sample.proof, sample.proof.seeds[0], asked)
        if missed := shortfalls(claim, script, seen):
            raise SystemExit(f"{sample.folder.name}/{script}: {'; '.join(missed)}")
        gave.append(dict(_facts(claim, seen)))
    return {
        fact: (gave[0].get(fact, ABSENT), gave[1].get(fact, ABSENT))
        for fact in dict.fromkeys([*gave[0], *gave[1]])
    }


def _facts(claim: Claim, seen: Observation) -> Iterator[tuple[str, str]]:
    """Everything that the proof names for either script."""
    outcomes = (claim.bad, claim.good)
    if any(outcome.raises for outcome in outcomes):
        raised = seen.raised
        yield "ends", f"with {raised['types'][0]}" if raised else "normally"
    for outcome in outcomes:
        fit = seen.fits[outcome.fit] if -len(seen.fits) <= outcome.fit < len(seen.fits) else None
        if fit is not None:
            for name in outcome.history:
                if name in fit.history:
                    yield f"`{name}` in the last epoch", number(fit.history[name][-1])
            if outcome.epochs:
                yield "epochs", number(fit.epochs)
            for name in outcome.per_epoch:
                yield name.replace("_per_epoch", " an epoch").replace("_", " "), _each(getattr(fit, name))
        for name in outcome.evaluate:
            if seen.evaluations and name in seen.evaluations[-1]:
                yield f"`{name}` of `evaluate`", number(seen.evaluations[-1][name])
        for pattern in outcome.writes:
            yield f"files `{pattern}`", str(sum(fnmatchcase(name, pattern) for name in seen.files))
        for text in (*outcome.expressions, *(f"not ({text})" for text in outcome.expressions)):
            for side, value in (seen.expressions or {}).get(text, {}).get("parts", {}).items():
                if found := _NUMBER.fullmatch(value):
                    yield f"`{side}`", number(float(found[1]))


def number(value: float | None) -> str:
    """Four digits of what is no whole number, as text."""
    if value is None:
        return ABSENT
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else str(value)
    return f"{int(value):,}" if value == int(value) else f"{value:.4g}"


def _each(values: list[Any]) -> str:
    if len(set(values)) == 1:
        return number(values[0])
    return ", ".join(number(value) for value in values[:4]) + (", ..." if len(values) > 4 else "")


def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def main() -> int:
    """Measure what is not measured as it is now, and forget what is gone."""
    current = {sample.code: sample for sample in samples() if sample.proof.claims}
    kept = {code: entry for code, entry in _read().items() if code in current}
    due = [sample for sample in current.values() if not measured(sample)]
    fresh: dict[str, Any] = {sample.code: {"sample": digest(sample), "keras": {}} for sample in due}
    for version in (2, 3):
        claims = [(one, claim) for one in due for claim in one.proof.claims if claim.keras == version]
        if not claims:
            continue
        with Keras(version) as keras:
            for sample, claim in claims:
                print(f"{sample.code}, Keras {keras.facts['keras']}", file=sys.stderr)
                fresh[sample.code]["keras"][keras.facts["keras"]] = measure(keras, sample, claim)
    text = json.dumps(dict(sorted({**kept, **fresh}.items())), indent=1, ensure_ascii=False) + "\n"
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
