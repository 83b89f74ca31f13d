"""Starts Keras, runs scripts under it and compares what is observed with what a proof says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.proof.format import Claim, Condition, Outcome, Proof

ZYGOTE = Path(__file__).with_name("zygote.py")


class HarnessError(Exception):
    """Keras itself cannot be started; not the fault of a proof."""


@dataclass(frozen=True)
class Fit:
    """What one `fit` did: lists by epoch."""

    history: dict[str, list[Any]]
    epochs: int
    batches_per_epoch: list[int]
    samples_per_epoch: list[int | None]
    validation_batches_per_epoch: list[int]
    validation_samples_per_epoch: list[int | None]


@dataclass(frozen=True)
class Observation:
    """What one run of a script did.

    Attributes:
        failure: why nothing could be observed (time limit, killed), None where it could.
        raised: exception: `types`, `message`, `traceback`; None: ended normally.
        expressions: by text, `value` and `parts`, or `error`.
        cpu_seconds: user and system time of the child.
    """

    failure: str | None = None
    raised: dict[str, Any] | None = None
    fits: tuple[Fit, ...] = ()
    evaluations: tuple[dict[str, float], ...] = ()
    warnings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    stdout: str = ""
    stderr: str = ""
    expressions: dict[str, dict[str, Any]] | None = None
    cpu_seconds: float = 0.0


class Keras:
    """One Keras version in a process of its own; a context manager.

    Args:
        version: 2 (tf_keras) or 3 (keras on TensorFlow).
    """

    def __init__(self, version: int) -> None:
        self.version = version
        self._home = tempfile.TemporaryDirectory(prefix="kerlint-proof-")
        self._errors = Path(self._home.name) / "stderr"
        reading, writing = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, str(ZYGOTE), str(version), str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._errors.open("w"),
            env=_environment(version, self._home.name),
            pass_fds=(writing,),
            text=True,
        )
        os.close(writing)
        self._answers = os.fdopen(reading)
        self.facts = self._answer()

    def __enter__(self) -> Keras:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._answers.close()
        self._process.wait(30)
        self._home.cleanup()

    def run(
        self, folder: Path, script: str, proof: Proof, seed: int = 0, expressions: tuple[str, ...] = ()
    ) -> Observation:
        """Run a script in a temporary copy of its folder, after the proof's `prepare` script."""
        with tempfile.TemporaryDirectory(prefix="kerlint-proof-") as scratch:
            copy = Path(scratch) / "run"
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
            if proof.prepare is not None:
                prepared = self._run_in(copy, proof.prepare, proof, 0, ())
                if prepared.failure or prepared.raised:
                    return Observation(
                        failure=f"{proof.prepare}: {prepared.failure or _exception(prepared.raised)}"
                    )
            return self._run_in(copy, script, proof, seed, expressions)

    def _run_in(
        self, folder: Path, script: str, proof: Proof, seed: int, expressions: tuple[str, ...]
    ) -> Observation:
        with tempfile.TemporaryDirectory(prefix="kerlint-proof-") as scratch:
            names = {name: str(Path(scratch) / name) for name in ("stdout", "stderr", "result")}
            request = {
                "folder": str(folder),
                "script": script,
                "seed": seed,
                "expressions": expressions,
                "time_limit": proof.time_limit,
                **names,
            }
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._answer()
            errors = Path(names["stderr"]).read_text(encoding="utf-8", errors="replace")
            if answer["timeout"]:
                return Observation(failure=f"ran longer than {proof.time_limit:g} s", stderr=errors)
            if answer["status"] != 0:
                return Observation(failure=f"died with status {answer['status']}", stderr=errors)
            seen = json.loads(Path(names["result"]).read_text(encoding="utf-8"))
        return Observation(
            raised=seen["raised"],
            fits=tuple(Fit(**record) for record in seen["fits"]),
            evaluations=tuple(seen["evaluations"]),
            warnings=tuple(seen["warnings"]),
            files=tuple(seen["files"]),
            stdout=seen["stdout"],
            stderr=errors,
            expressions=seen["expressions"],
            cpu_seconds=answer["cpu_seconds"],
        )

    def _answer(self) -> dict[str, Any]:
        line = self._answers.readline()
        if not line:
            errors = self._errors.read_text(encoding="utf-8", errors="replace")
            raise HarnessError(f"Keras {self.version} ended:\n{errors[-3000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _environment(version: int, home: str) -> dict[str, str]:
    """One thread, no GPU, no oneDNN: the numbers are the same from run to run, and forking is safe."""
    chosen = {
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "KERAS_HOME": home,
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_USE_LEGACY_KERAS": "1" if version == 2 else "0",
    }
    return {**os.environ, **chosen}


def shortfalls(claim: Claim, script: str, seen: Observation) -> list[str]:
    """What the proof says and the run did not do, as sentences; empty where all holds."""
    outcome = claim.good if script == "good.py" else claim.bad
    if seen.failure is not None:
        return [seen.failure]
    return [*_about_exception(outcome, seen), *_about_fit(outcome, seen), *_about_rest(outcome, seen)]


def _about_exception(outcome: Outcome, seen: Observation) -> Iterator[str]:
    if outcome.raises is None:
        if seen.raised is not None:
            yield f"should end normally, but raised {_exception(seen.raised)}\n{seen.raised['traceback']}"
        return
    kind, part = outcome.raises
    if seen.raised is None:
        yield f"should raise {kind}, but ended normally"
    elif kind not in seen.raised["types"] or _squeezed(part) not in _squeezed(seen.raised["message"]):
        yield f"should raise {kind}: {part}, but raised {_exception(seen.raised)}\n{seen.raised['traceback']}"


def _about_fit(outcome: Outcome, seen: Observation) -> Iterator[str]:
    if not (outcome.history or outcome.per_epoch or outcome.epochs):
        return
    try:
        fit = seen.fits[outcome.fit]
    except IndexError:
        yield f"claims something about fit {outcome.fit}, but {len(seen.fits)} fits were run"
        return
    for name, condition in outcome.history.items():
        if name not in fit.history:
            yield f"{name} was not logged; logged are {', '.join(fit.history) or 'none'}"
        elif not condition.holds(fit.history[name][-1]):
            yield f"{name} should be {condition} in the last epoch, but was {_list(fit.history[name])}"
    if outcome.epochs is not None and not outcome.epochs.holds(fit.epochs):
        yield f"epochs should be {outcome.epochs}, but {fit.epochs} were run"
    for name, wanted in outcome.per_epoch.items():
        values = getattr(fit, name)
        if not _each_holds(wanted, values):
            text = str(wanted) if isinstance(wanted, Condition) else ", ".join(map(str, wanted))
            yield f"{name} should be {text}, but was {_list(values)}"


def _about_rest(outcome: Outcome, seen: Observation) -> Iterator[str]:
    last = seen.evaluations[-1] if seen.evaluations else {}
    for name, condition in outcome.evaluate.items():
        if name not in last:
            yield f"the last evaluate gave no {name}; it gave {', '.join(last) or 'nothing'}"
        elif not condition.holds(last[name]):
            yield f"evaluate's {name} should be {condition}, but was {last[name]:.4g}"
    for part in outcome.warns:
        if not any(_squeezed(part) in _squeezed(warning) for warning in seen.warnings):
            yield f"should warn {part!r}, but warned {list(seen.warnings) or 'nothing'}"
    for part in outcome.prints:
        if part not in seen.stdout:
            yield f"should print {part!r}, but printed:\n{seen.stdout[-1000:]}"
    for pattern, condition in outcome.writes.items():
        count = sum(fnmatchcase(name, pattern) for name in seen.files)
        if not condition.holds(count):
            yield f"number of files {pattern} should be {condition}, but was {count}"
    for text in outcome.expressions:
        result = (seen.expressions or {})[text]
        if "error" in result:
            yield f"expression {text}: {result['error']}"
        elif not result["value"]:
            parts = "; ".join(f"{name} is {value}" for name, value in result["parts"].items())
            yield f"expression is false: {text}" + (f" ({parts})" if parts else "")


def _each_holds(wanted: Condition | tuple[Condition, ...], values: list[int | None]) -> bool:
    if not values or None in values:
        return False
    if isinstance(wanted, Condition):
        return all(wanted.holds(value) for value in values if value is not None)
    return len(values) >= len(wanted) and all(
        condition.holds(value) for condition, value in zip(wanted, values) if value is not None
    )


def _list(values: list[Any]) -> str:
    return (
        "[" + ", ".join(f"{value:.4g}" if isinstance(value, float) else str(value) for value in values) + "]"
    )


def _exception(raised: dict[str, Any] | None) -> str:
    return f"{raised['types'][0]}: {raised['message'][:500]}" if raised else "nothing"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
