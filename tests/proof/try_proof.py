"""Run one sample's proof and show what was observed: `python -m tests.proof.try_proof KER101`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proof.format import Claim, ProofError
from tests.proof.harness import Keras, Observation, shortfalls
from tests.proof.samples import Sample, samples


def main() -> int:
    """Run the samples named; exit 1 where a proof does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", help="codes or folder names, or the start of one")
    names = parser.parse_args().names
    chosen = [sample for sample in samples() if any(sample.folder.name.startswith(name) for name in names)]
    if not chosen:
        print(f"no folder of sample_scripts/ starts with {' or '.join(names)}", file=sys.stderr)
        return 2
    try:
        for sample in chosen:
            for complaint in sample.complaints():
                print(f"{sample.folder.name}: {complaint}")
        versions = sorted({claim.keras for sample in chosen for claim in sample.proof.claims})
    except (ProofError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return max([_run_version(version, chosen) for version in versions], default=0)


def _run_version(version: int, chosen: list[Sample]) -> int:
    failed = 0
    with Keras(version) as keras, TemporaryDirectory() as scratch:
        print(f"Keras {keras.facts['keras']}")
        for sample in chosen:
            for folder, script, title, claim, like in _runs(sample, version, Path(scratch)):
                expressions = (claim.good if like == "good.py" else claim.bad).expressions
                for seed in sample.proof.seeds:
                    seen = keras.run(folder, script, sample.proof, seed, expressions)
                    missed = shortfalls(claim, like, seen)
                    failed |= bool(missed)
                    print(f"\n{sample.folder.name}/{title}, seed {seed}, {seen.cpu_seconds:.1f} s CPU")
                    _show(seen)
                    for line in missed:
                        print(f"  NOT SO: {line}")
    return failed


def _runs(sample: Sample, version: int, scratch: Path) -> Iterator[tuple[Path, str, str, Claim, str]]:
    """Each script's folder, name, title, claim and part in it: the bad ones, these with the fix, the good one."""
    for script in sample.bads:
        for claim in sample.proof.claims_of(script):
            if claim.keras == version:
                yield sample.folder, script, script, claim, script
                fixed = sample.with_fix(script, str(version), scratch)
                if fixed is not None:
                    yield fixed, script, f"{script} with the fix", claim, "good.py"
    for claim in sample.proof.claims:
        if claim.keras == version:
            yield sample.folder, "good.py", "good.py", claim, "good.py"


def _show(seen: Observation) -> None:
    if seen.raised is not None:
        print(f"  raised {seen.raised['types'][0]}: {seen.raised['message'][:300]}")
    for number, fit in enumerate(seen.fits):
        print(f"  fit {number}: {fit.epochs} epochs")
        for name in (name for name in vars(fit) if name.endswith("_per_epoch")):
            print(f"    {name}: {getattr(fit, name)[:12]}")
        for name, values in fit.history.items():
            print(f"    {name}: {[round(v, 4) if isinstance(v, float) else v for v in values[:12]]}")
    for number, values in enumerate(seen.evaluations):
        print(f"  evaluate {number}: {values}")
    for warning in dict.fromkeys(seen.warnings):
        print(f"  warned {warning[:200]}")
    if seen.files:
        print(f"  wrote {len(seen.files)} files: {', '.join(seen.files[:5])}")


if __name__ == "__main__":
    sys.exit(main())
