"""The harness against tiny pairs of its own, and its readiness to say no."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proof.format import Proof, parse_outcome, parse_proof, read_proof
from tests.proof.harness import Keras, Observation, shortfalls

pytestmark = pytest.mark.tensorflow

PAIRS = sorted(path.parent for path in Path(__file__).parent.glob("pairs/*/proof.yaml"))
CASES = [(folder, claim.keras) for folder in PAIRS for claim in read_proof(folder / "proof.yaml").claims]
PASSES = {"keras": [3], "says": "x", "bad": {"loss": "nan"}, "good": {"loss": "finite"}}


def run_text(keras: Keras, folder: Path, text: str, **proof: float) -> Observation:
    (folder / "script.py").write_text(text)
    return keras.run(folder, "script.py", Proof((), **proof))


@pytest.mark.parametrize("folder, version", CASES, ids=[f"{folder.name}-{v}" for folder, v in CASES])
@pytest.mark.parametrize("script", ["bad.py", "good.py"])
def test_pairs_of_the_harness(
    folder: Path, version: int, script: str, keras_process: Callable[[int], Keras]
) -> None:
    proof = read_proof(folder / "proof.yaml")
    claim = next(claim for claim in proof.claims if claim.keras == version)
    expressions = (claim.bad if script == "bad.py" else claim.good).expressions
    for seed in proof.seeds:
        seen = keras_process(version).run(folder, script, proof, seed, expressions)
        assert shortfalls(claim, script, seen) == []


@pytest.mark.parametrize("folder, version", CASES, ids=[f"{folder.name}-{v}" for folder, v in CASES])
def test_a_pair_taken_the_wrong_way_round_fails(
    folder: Path, version: int, keras_process: Callable[[int], Keras]
) -> None:
    proof = read_proof(folder / "proof.yaml")
    claim = next(claim for claim in proof.claims if claim.keras == version)
    seen = keras_process(version).run(folder, "bad.py", proof, 0, claim.good.expressions)
    assert shortfalls(claim, "good.py", seen)


@pytest.mark.parametrize("version", [2, 3])
def test_the_process_is_safe_to_fork(version: int, keras_process: Callable[[int], Keras]) -> None:
    facts = keras_process(version).facts
    assert facts["keras"].startswith(f"{version}.")
    if sys.platform == "linux":
        assert facts["threads"] == 1


def test_every_spelling_of_keras_2_is_keras_2(tmp_path: Path, keras_process: Callable[[int], Keras]) -> None:
    seen = run_text(
        keras_process(2),
        tmp_path,
        "import keras, keras.utils.np_utils, tensorflow as tf\n"
        "from keras.layers.core import Dense\n"
        "from keras.preprocessing.image import ImageDataGenerator\n"
        "from tensorflow.keras.layers import Dense as other\n"
        "assert Dense is other is tf.keras.layers.Dense is keras.layers.Dense\n"
        "assert keras.__version__.startswith('2.')\n"
        "assert keras.utils.np_utils.to_categorical([1]).shape == (1, 2)\n"
        "import keras.no_such_module\n",
    )
    assert seen.raised is not None
    assert seen.raised["types"][0] == "ModuleNotFoundError"
    assert "no_such_module" in seen.raised["message"]


def test_a_script_that_never_ends_is_stopped(tmp_path: Path, keras_process: Callable[[int], Keras]) -> None:
    seen = run_text(keras_process(3), tmp_path, "while True: pass", time_limit=1.0)
    assert seen.failure == "ran longer than 1 s"
    assert shortfalls(parse_proof(PASSES).claims[0], "bad.py", seen) == [seen.failure]


def test_a_script_that_kills_its_process_is_told(
    tmp_path: Path, keras_process: Callable[[int], Keras]
) -> None:
    seen = run_text(keras_process(3), tmp_path, "import os; os.kill(os.getpid(), 9)")
    assert seen.failure == "died with status -9"
    assert run_text(keras_process(3), tmp_path, "print('next')").stdout == "next\n"


def test_a_script_runs_as_the_main_module_in_its_own_folder(
    tmp_path: Path, keras_process: Callable[[int], Keras]
) -> None:
    (tmp_path / "sibling.py").write_text("VALUE = 3")
    text = (
        "import os, sys\n"
        "from sibling import VALUE\n"
        "if __name__ == '__main__':\n"
        "    print(VALUE, sys.argv, os.listdir('.') == os.listdir(sys.path[0]))\n"
        "    open('made.txt', 'w').close()\n"
        "    sys.exit()\n"
    )
    seen = run_text(keras_process(3), tmp_path, text)
    assert seen.raised is None
    assert seen.stdout == "3 ['script.py'] True\n"
    assert seen.files == ("made.txt",)
    assert not (tmp_path / "made.txt").exists()


def test_a_script_gets_no_network(tmp_path: Path, keras_process: Callable[[int], Keras]) -> None:
    text = "import keras\nkeras.datasets.boston_housing.load_data()"
    seen = run_text(keras_process(3), tmp_path, text)
    assert seen.raised is not None
    assert "without the network" in seen.raised["message"]


def test_the_seed_is_set_for_every_library(tmp_path: Path, keras_process: Callable[[int], Keras]) -> None:
    (tmp_path / "script.py").write_text(
        "import random, numpy, keras; print(random.random(), numpy.random.rand(), keras.random.uniform((1,)))"
    )
    first, again, other = (
        keras_process(3).run(tmp_path, "script.py", Proof(()), seed).stdout for seed in (0, 0, 1)
    )
    assert first == again
    assert not set(first.split()) & set(other.split()) - {"tf.Tensor(", "shape=(1,),", "dtype=float32)"}


def test_what_a_failed_expression_says(tmp_path: Path, keras_process: Callable[[int], Keras]) -> None:
    outcome = parse_outcome({"expression": ["a + 1 > 3", "a", "b", "run.stdout == 'x' and a == 2"]}, "bad")
    (tmp_path / "script.py").write_text("a = 2")
    seen = keras_process(3).run(tmp_path, "script.py", Proof(()), 0, outcome.expressions)
    claim = parse_proof({**PASSES, "bad": {"expression": list(outcome.expressions)}}).claims[0]
    assert shortfalls(claim, "bad.py", seen) == [
        "expression is false: a + 1 > 3 (a + 1 is 3)",
        "expression a: gives 2, which is neither True nor False",
        "expression b: NameError: name 'b' is not defined",
        "expression is false: run.stdout == 'x' and a == 2 (run.stdout is ''; a is 2)",
    ]
