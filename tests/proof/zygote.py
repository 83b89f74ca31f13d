"""A process that imports TensorFlow once and forks a child for every script.

Started by `harness.Keras` with the Keras version as its argument, in a fresh interpreter, because the
version is chosen when TensorFlow is imported. One JSON request a line on standard input, one JSON answer a
line on the pipe whose number is the second argument. No TensorFlow operation runs before a fork, numpy's
thread pools are kept to one thread, and so the child inherits no lock that a lost thread holds.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

# Imported by many scripts: cheaper here once than in every child.
PRELOADED = (
    "PIL.Image", "scipy.ndimage", "sklearn.datasets", "sklearn.metrics", "sklearn.model_selection",
    "sklearn.preprocessing",
)  # fmt: skip


class LegacyKeras(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """`import keras` gives Keras 2: keras.x is tf_keras.x, or where that is not public, tf_keras.src.x."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Claim `keras` and everything below it that tf_keras has."""
        if fullname != "keras" and not fullname.startswith("keras."):
            return None
        real = _legacy_name(fullname)
        return None if real is None else importlib.util.spec_from_loader(fullname, self, origin=real)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Leave the blank module to importlib; exec_module puts the real one in its place."""

    def exec_module(self, module: ModuleType) -> None:
        """Import tf_keras's module and let the name stand for it."""
        assert module.__spec__ is not None
        assert module.__spec__.origin is not None
        sys.modules[module.__name__] = importlib.import_module(module.__spec__.origin)


def _legacy_name(fullname: str) -> str | None:
    rest = fullname.removeprefix("keras")
    for name in (f"tf_keras{rest}", f"tf_keras.src{rest}"):
        with contextlib.suppress(ModuleNotFoundError):
            if importlib.util.find_spec(name) is not None:
                return name
    return None


def main() -> None:
    """Serve requests until standard input ends."""
    version, answers = int(sys.argv[1]), os.fdopen(int(sys.argv[2]), "w")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    started = time.monotonic()
    importlib.import_module("tensorflow")
    if version == 2:
        # Keras 3 must not get in by another way.
        sys.meta_path.insert(0, LegacyKeras())
        keras = importlib.import_module("tf_keras")
        importlib.import_module("tf_keras.preprocessing.image")
    else:
        keras = importlib.import_module("keras")
        importlib.import_module("tensorflow.keras.preprocessing.image")
    for name in PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    observe = importlib.import_module("tests.proof.observer").observe
    _say(answers, {"keras": keras.__version__, "threads": _threads(), "seconds": time.monotonic() - started})
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _child(observe, keras, request)
        _say(answers, _wait(child, request["time_limit"]))


def _child(observe, keras: ModuleType, request: dict) -> None:
    """Run one script; never returns."""
    status = 1
    try:
        os.setsid()
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        observe(keras, request)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _wait(child: int, limit: float) -> dict:
    """Wait for a child, at most `limit` seconds of wall time; whatever it started ends with it."""
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        _end(child)

    started = time.monotonic()
    timer = threading.Timer(limit, expire)
    timer.start()
    _, status, usage = os.wait4(child, 0)
    timer.cancel()
    timer.join()
    _end(child)
    return {
        "timeout": expired.is_set(),
        "status": os.waitstatus_to_exitcode(status),
        "seconds": time.monotonic() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
    }


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _threads() -> int:
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.exists() else threading.active_count()


def _say(answers, message: dict) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
