"""Runs one script in a forked child and writes down what Keras does.

A callback put into every `fit` counts batches and samples and keeps the logs; nothing is added to the
graph, so that the script's random numbers stay what they are without it. The number of samples is the
weight that Keras's own running mean of the loss has gathered.
"""

from __future__ import annotations

import ast
import functools
import inspect
import json
import logging
import math
import os
import random
import socket
import sys
import traceback
import types
import warnings
from pathlib import Path
from typing import Any

import numpy as np

REPR_LENGTH = 200


class Recorder:
    """Everything seen so far; lists in the order of time."""

    def __init__(self) -> None:
        self.fits: list[dict[str, Any]] = []
        self.evaluations: list[dict[str, float]] = []
        self.warnings: list[str] = []
        self.last_model: Any = None
        self.last_history: Any = None


class _LogHandler(logging.Handler):
    def __init__(self, recorder: Recorder) -> None:
        super().__init__(logging.WARNING)
        self.recorder = recorder

    def emit(self, record: logging.LogRecord) -> None:
        self.recorder.warnings.append(record.getMessage())


def observe(keras: types.ModuleType, request: dict[str, Any]) -> None:
    """Run `request["script"]` in `request["folder"]` and write the observation to `request["result"]`."""
    folder = Path(request["folder"])
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.argv = [request["script"]]
    _cut_the_network()
    _seed(keras, request["seed"])
    recorder = Recorder()
    _watch_warnings(recorder)
    _watch_models(keras, recorder)
    before = _files(folder)
    module = types.ModuleType("__main__")
    module.__file__ = request["script"]
    sys.modules["__main__"] = module
    raised = _run(folder / request["script"], module)
    sys.stdout.flush()
    run = {
        "raised": raised,
        "fits": recorder.fits,
        "evaluations": recorder.evaluations,
        "warnings": recorder.warnings,
        "files": sorted(name for name, stamp in _files(folder).items() if before.get(name) != stamp),
        "stdout": Path(request["stdout"]).read_text(encoding="utf-8", errors="replace"),
    }
    names = _names(module, recorder, run)
    run["expressions"] = {text: _evaluate(text, names) for text in request["expressions"]}
    Path(request["result"]).write_text(json.dumps(run, default=_plain), encoding="utf-8")


def _run(script: Path, module: types.ModuleType) -> dict[str, Any] | None:
    try:
        exec(compile(script.read_bytes(), script.name, "exec"), module.__dict__)
    except BaseException as error:
        if isinstance(error, SystemExit) and not error.code:
            return None
        return {
            "types": [kind.__name__ for kind in type(error).__mro__],
            "message": str(error),
            "traceback": traceback.format_exc(limit=-4),
        }
    return None


def _cut_the_network() -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OSError("a proof runs without the network; use data that ships with a package, or make some")

    socket.getaddrinfo = refuse
    socket.create_connection = refuse


def _seed(keras: types.ModuleType, seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    keras.utils.set_random_seed(seed)


def _watch_warnings(recorder: Recorder) -> None:
    def show(
        message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        recorder.warnings.append(f"{category.__name__}: {message}")

    warnings.simplefilter("always")
    warnings.showwarning = show
    # absl and TensorFlow do not hand their records on to the root logger.
    for name in (None, "absl", "tensorflow"):
        logging.getLogger(name).addHandler(_LogHandler(recorder))


def _watch_models(keras: types.ModuleType, recorder: Recorder) -> None:
    fit, evaluate = keras.Model.fit, keras.Model.evaluate
    signature = inspect.signature(fit)

    @functools.wraps(fit)
    def observed_fit(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return fit(*args, **kwargs)
        record = _new_fit()
        recorder.fits.append(record)
        recorder.last_model = args[0]
        observer = _observer(keras, record)
        given = bound.arguments.get("callbacks")
        if isinstance(given, keras.callbacks.CallbackList):
            given.append(observer)
        else:
            others = [] if given is None else list(given) if isinstance(given, list | tuple) else [given]
            bound.arguments["callbacks"] = [observer, *others]
        history = fit(*bound.args, **bound.kwargs)
        # What other callbacks add to the logs is in the History only.
        record["history"] = {
            name: [_plain(value) for value in seen] for name, seen in history.history.items()
        }
        recorder.last_history = history
        return history

    @functools.wraps(evaluate)
    def observed_evaluate(model: Any, *args: Any, **kwargs: Any) -> Any:
        result = evaluate(model, *args, **kwargs)
        # fit validates through evaluate and says so by this argument, in Keras 2 and 3.
        if "_use_cached_eval_dataset" not in kwargs:
            values = model.get_metrics_result()
            recorder.evaluations.append({name: _plain(value) for name, value in values.items()})
        return result

    keras.Model.fit = observed_fit
    keras.Model.evaluate = observed_evaluate


def _new_fit() -> dict[str, Any]:
    return {
        "history": {},
        "epochs": 0,
        "batches_per_epoch": [],
        "samples_per_epoch": [],
        "validation_batches_per_epoch": [],
        "validation_samples_per_epoch": [],
    }


def _observer(keras: types.ModuleType, record: dict[str, Any]) -> Any:
    class Observer(keras.callbacks.Callback):  # type: ignore[name-defined, misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            for name in record:
                if name.endswith("_per_epoch"):
                    record[name].append(0)

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            record["batches_per_epoch"][-1] = batch + 1
            record["samples_per_epoch"][-1] = self._samples()

        def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
            record["validation_batches_per_epoch"][-1] = batch + 1
            record["validation_samples_per_epoch"][-1] = self._samples()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            record["epochs"] += 1
            for name, value in (logs or {}).items():
                record["history"].setdefault(name, []).append(_plain(value))

        def _samples(self) -> int | None:
            for metric in self.model.metrics:
                if metric.name == "loss" and hasattr(metric, "count"):
                    return int(metric.count.numpy())
            return None

    return Observer()


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            state = path.stat()
            found[path.relative_to(folder).as_posix()] = (state.st_mtime_ns, state.st_size)
    return found


def _names(module: types.ModuleType, recorder: Recorder, run: dict[str, Any]) -> dict[str, Any]:
    """What an expression sees: the script's globals, and below them what was observed."""
    seen = types.SimpleNamespace(
        **{**run, "fits": [types.SimpleNamespace(**record) for record in recorder.fits]}
    )
    fallbacks = {"np": np, "math": math, "model": recorder.last_model, "history": recorder.last_history}
    return {**fallbacks, **vars(module), "run": seen}


def _evaluate(text: str, names: dict[str, Any]) -> dict[str, Any]:
    try:
        value = eval(compile(text, "expression", "eval"), names)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    if not isinstance(value, bool | np.bool_):
        return {"error": f"gives {value!r:.{REPR_LENGTH}}, which is neither True nor False"}
    return {"value": bool(value), "parts": {} if value else _parts(text, names)}


def _parts(text: str, names: dict[str, Any]) -> dict[str, str]:
    """The sides of the comparisons in an expression with their values: why it is false."""
    parts = {}
    for node in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                if not isinstance(side, ast.Constant):
                    source = ast.unparse(side)
                    try:
                        parts[source] = f"{eval(source, names)!r:.{REPR_LENGTH}}"
                    except Exception as error:
                        parts[source] = f"{type(error).__name__}: {error}"
    return parts


def _plain(value: Any) -> Any:
    """A number as a float, so that JSON takes it; anything else as its repr."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return f"{value!r:.{REPR_LENGTH}}"
