"""The benchmarks run, and what they print is what they measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import fixes
from benchmarks.agreement_examples import compare
from benchmarks.corpus import differences
from benchmarks.offline.models import Built, Part
from kerlint.settings import SettingsFinder

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_every_benchmark_can_be_imported(path: Path) -> None:
    import_module(f"benchmarks.{path.stem}")


@pytest.mark.slow
def test_cost_counts_only_what_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("import keras\n" * 50)
    (tmp_path / "other.py").write_text("import os\n" * 50)
    printed = run("benchmarks.cost", tmp_path, "--repeat", "1")
    assert printed.startswith("2 files, of which 1 (0.00 MB) are parsed\n")
    ratio = re.search(
        r"^kerlint check +([\d.]+) s +libcst.parse_module +([\d.]+) s +([\d.]+)$", printed, re.MULTILINE
    )
    assert ratio is not None
    kerlint, floor, quotient = map(float, ratio.groups())
    assert quotient == pytest.approx(kerlint / floor, rel=0.1)


@pytest.mark.slow
def test_corpus_lists_counts_and_compares(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(
        "import keras\n"
        "model = keras.Sequential([keras.layers.Dense(3, activation='relu')])\n"
        "model.compile(optimizer='adam', loss='categorical_crossentropy')\n"
    )
    printed = run("benchmarks.corpus", tmp_path, "--out", tmp_path / "before.txt")
    assert "1 file, 1 with errors or warnings, 0 crashes" in printed
    assert re.search(r"KER101 relu-before-crossentropy +1 error", printed)
    (line,) = (tmp_path / "before.txt").read_text().splitlines()
    assert re.search(r"train\.py:2:\d+: KER101 error: relu", line)
    again = run("benchmarks.corpus", tmp_path, "--diff", tmp_path / "before.txt")
    assert f"as in {tmp_path / 'before.txt'}" in again
    script.write_text(script.read_text().replace("relu", "softmax"))
    assert f"- {line}" in run("benchmarks.corpus", tmp_path, "--diff", tmp_path / "before.txt")


def test_differences_keep_count() -> None:
    assert differences(["a", "b", "b"], ["b", "c"]) == ["- a", "- b", "+ c"]
    assert differences(["a"], ["a"]) == []


@pytest.mark.slow
def test_server_times_saves_of_a_script_of_500_rows() -> None:
    printed = run("benchmarks.server", "--saves", "4")
    # Every other change makes one finding more: what was timed is an answer about the changed text.
    assert re.match(r"(49\d|50\d) rows, 4 saves, (\d+) or (?!\2 )\d+ findings\n", printed)
    rows = re.findall(
        r"^(changed|unchanged) +median +([\d.]+) ms +95th percentile +([\d.]+) ms( +processor time +[\d.]+ ms)?$",
        printed,
        re.MULTILINE,
    )
    assert [kind for kind, *_ in rows] == ["changed", "unchanged"]
    assert all(0 < float(median) <= float(tail) for _, median, tail, _ in rows)


FAULTY = """\
import keras
# one unit a class
model = keras.Sequential([keras.layers.Dense(3, activation="relu")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
"""


@pytest.mark.slow
def test_fixes_are_tried_and_not_written(tmp_path: Path) -> None:
    script, notebook = tmp_path / "train.py", tmp_path / "train.ipynb"
    script.write_text(FAULTY)
    cells = {"cells": [{"cell_type": "code", "source": FAULTY, "outputs": [1.50]}], "nbformat": 4}
    notebook.write_text(json.dumps(cells))
    (tmp_path / "right.py").write_text(FAULTY.replace("relu", "softmax"))
    printed = run("benchmarks.fixes", tmp_path, "--diff", tmp_path / "diff.txt")
    assert re.match(r"3 files in \d+ s: 2 changed by 2 fixes\n", printed)
    assert "    2 KER101 Use softmax instead of _" in printed
    assert "broken promises: 0" in printed
    assert script.read_text() == FAULTY
    difference = (tmp_path / "diff.txt").read_text()
    assert difference.count('+model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])') == 2


def test_broken_promises_are_seen() -> None:
    def seen(old: str, new: str, path: str = "a.py") -> list[str]:
        return list(fixes.problems(old.encode(), new.encode(), path))

    assert seen("a = 1  # one\n", "a = 2  # one\n") == []
    assert seen("a = 1  # kerlint: ignore\n", "a = 1\n") == []
    assert seen("a = 1\n", "a = (\n") == ["is no longer Python"]
    assert seen("a = 1  # one\n", "a = 2\n") == ["lost the comments ['# one']"]
    cells = [
        json.dumps({"cells": [{"cell_type": kind, "source": text}], "n": number})
        for kind, text, number in (("code", "a", 1), ("code", "b", 1), ("code", "b", 2))
    ]
    assert seen(cells[0], cells[1], "a.ipynb") == []
    assert seen(cells[0], cells[2], "a.ipynb") == ["more than the sources of code cells changed"]


def test_what_a_file_shows_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "train.py")
    count = fixes.Count()
    assert b"softmax" in fixes.look(path, FAULTY.encode(), SettingsFinder(), count)
    assert (count.files, count.changed, count.applied, count.broken) == (1, 1, 1, [])
    # A second run that goes on changing, and a result that is as it was.
    original = fixes.fix_bytes

    def restless(raw: bytes, *arguments: object, **options: object) -> object:
        result = original(raw, *arguments, **options)  # type: ignore[arg-type]
        return replace(result, raw=result.raw + b"# more\n")

    monkeypatch.setattr(fixes, "fix_bytes", restless)
    fixes.look(path, FAULTY.encode(), SettingsFinder(), count)
    fixes.look(path, b"a = 1\n", SettingsFinder(), count)
    assert count.broken == [
        f"{path}: a second run changes it again",
        f"{path}: has no finding with a fix, but changed",
        f"{path}: a second run changes it again",
    ]


EXAMPLE = """
import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
features = keras.applications.MobileNetV2(weights="imagenet", include_top=False, input_shape=(96, 96, 3))
inputs = keras.Input((96, 96, 3))
classifier = keras.Model(inputs, layers.Dense(2)(layers.GlobalAveragePooling2D()(features(inputs))))
plain = keras.Sequential([layers.Flatten(), layers.Dense(UNITS)])
plain.compile(loss="sparse_categorical_crossentropy")
plain.fit(x_train, y_train, epochs=1000)
nothing = open("missing.bin", "rb")
last = keras.Sequential([keras.Input((3,)), layers.Dense(4)])
"""


@pytest.mark.tensorflow
def test_examples_are_run_and_compared(tmp_path: Path) -> None:
    """Nothing is fetched or trained, what fails costs itself only, and what is not known is told in part."""
    pytest.importorskip("keras")
    (tmp_path / "known.py").write_text(EXAMPLE.replace("UNITS", "10"))
    (tmp_path / "unknown.py").write_text(EXAMPLE.replace("UNITS", "len(open('words.txt').read().split())"))
    printed = run("benchmarks.agreement_examples", tmp_path, "--seconds", "100")
    assert "known.py: 4 models, 0 more told; 1 statements failed" in printed
    assert "line 12: FileNotFoundError" in printed
    assert re.search(r"sequential \(Sequential, line 9\): told in part\n    open: output of dense_1", printed)
    assert re.search(r"^ +8 models compared$", printed, re.MULTILINE)
    assert re.search(r"^ +7 models agreed on$", printed, re.MULTILINE)
    assert re.search(r"^ +1 models told in part$", printed, re.MULTILINE)
    assert "contradicted" not in printed


def _told(**layer: object) -> dict[str, object]:
    dense = {"name": "dense", "class": "Dense", "output_shape": [None, 3], "params": 15, "line": 1, **layer}
    shapes = {"inputs": [[None, 4]], "outputs": [[None, 3]]}
    return {"kind": "sequential", "layers": [dense], "params": 15, "complete": True, **shapes}


@pytest.mark.parametrize(
    ("layer", "wrong", "left_open"),
    [
        ({}, [], []),
        ({"name": "dense_1"}, ["name of dense (Dense) is dense, not dense_1"], []),
        ({"output_shape": [None, 4]}, ["output of dense (Dense) is [None, 3], not [None, 4]"], []),
        ({"output_shape": [None, None]}, [], ["output of dense (Dense) is [None, 3], not [None, None]"]),
        ({"params": 12}, ["params of dense (Dense) is 15, not 12"], []),
        ({"params": None}, [], ["params of dense (Dense) is 15"]),
        ({"class": "Conv1D"}, ["class of dense (Dense) is dense, not conv1d"], []),
        ({"class": "Layer"}, [], ["layer dense (Dense)"]),
    ],
)
def test_what_is_told_of_a_model_is_held_against_it(
    layer: dict[str, object], wrong: list[str], left_open: list[str]
) -> None:
    real = Built(
        (1, 1),
        "sequential",
        "Sequential",
        built=True,
        inputs=[[None, 4]],
        outputs=[[None, 3]],
        params=15,
        parts=[Part("dense", "Dense", [[None, 3]], 15)],
    )
    found = compare(_told(**layer), real, legacy=False)
    assert (found.wrong, found.open) == (wrong, left_open)
