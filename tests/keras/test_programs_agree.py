"""Random programs: what Kerlint reads in them is what Keras makes of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.programs import program
from tests.keras.layer_cases import CASES

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = 100
SEED = 11


def test_programs_are_reproducible_and_varied() -> None:
    programs = [program(number, SEED) for number in range(len(CASES))]
    assert [made.text for made in programs] == [program(n, SEED).text for n in range(len(CASES))]
    classes = Counter(name for made in programs for name in made.classes)
    assert len(classes) > 100
    assert sum(made.trains for made in programs) > len(programs) // 10
    assert any("Sequential(" in made.text for made in programs)
    assert any("Model(" in made.text for made in programs)
    assert {trick for made in programs for trick in made.tricks}


@pytest.mark.tensorflow
def test_no_program_contradicts() -> None:
    """In a process of its own: it forks, which no process may do that has run TensorFlow's operations."""
    pytest.importorskip("keras")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.agreement", "--programs", str(PROGRAMS), "--seed", str(SEED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"{PROGRAMS:,} programs, " in done.stdout
    assert "\n0 contradictions\n" in done.stdout
    compared = re.search(r"([\d,]+) layers compared", done.stdout)
    unknown = re.search(r"unknown shapes: [\d,]+ \(([\d.]+)%\)", done.stdout)
    predicted = re.search(r"programs crash: ([\d,]+) predicted", done.stdout)
    assert compared
    assert unknown
    assert predicted
    assert int(compared[1].replace(",", "")) > 2 * PROGRAMS
    assert float(unknown[1]) < 3
    assert int(predicted[1]) > 5, "the programs are no longer wrong"
