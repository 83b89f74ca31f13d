"""Real Keras without what takes a network or time: scripts run to their end, but nothing is fetched or trained.

Data sets have their real shapes and made-up values; pretrained models start from scratch; fit, evaluate and predict
answer at once. `run` executes a script statement by statement, so that one that cannot work here (a folder of images
that is not there) costs only what depends on it, and tells every model that was made.
"""

from __future__ import annotations

import ast
import io
import os
import re
import signal
import sys
import time
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.offline import downloads
from benchmarks.offline.imports import Elsewhere
from benchmarks.offline.made_up import made_file, made_text
from benchmarks.offline.models import SCRIPT, Built, Models
from benchmarks.offline.training import without_training


class TimeUpError(BaseException):
    """The script has had its time."""


@dataclass
class Ran:
    """A run of a script: statements that raised, whether it ended in time, and its models by order of creation."""

    models: list[Built] = field(default_factory=list)
    failures: list[tuple[int, str]] = field(default_factory=list)
    in_time: bool = True


def _prepare(legacy: bool, graph: bool) -> Models:
    """Patch Keras in this process: for scripts of Keras 2 (`legacy`), if need be without eager execution (`graph`)."""
    import tensorflow as tf

    models = Models()
    if legacy:
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
        import tf_keras as keras
        from tf_keras.src.engine import functional, training, training_v1

        sys.modules["keras"] = sys.modules["tensorflow.keras"] = tf.keras = keras
        # `from keras.layers import recurrent`: what these modules held is one level up.
        for name in ("recurrent", "convolutional", "core", "embeddings", "merge", "wrappers"):
            setattr(keras.layers, name, keras.layers)
        for name in [name for name in sys.modules if name.startswith(("keras.", "tensorflow.keras."))]:
            del sys.modules[name]
        if graph:
            tf.compat.v1.disable_eager_execution()
        # What add_loss is computed with is no part of a model in Keras 2.3, which these scripts are for.
        functional.Functional._graph_network_add_loss = lambda *_: None
        bases = [training.Model, training_v1.Model]
        models.watch(*bases)
        for name, optimizer in vars(keras.optimizers.legacy).items():
            # These still take `lr` and `decay`.
            setattr(keras.optimizers, name, optimizer)
        re.split = _split  # type: ignore[assignment]
        for kind in (bool, float, int, object):
            # numpy had them by these names.
            setattr(np, kind.__name__, kind)
        keras.preprocessing.image.ImageDataGenerator.flow_from_directory = downloads.flow
        sys.meta_path.insert(0, Elsewhere(keras))
    else:
        from keras.src.models.functional import Functional

        import keras

        bases = [keras.Model]
        models.watch(keras.Model, Functional, keras.Sequential)
        models.hide(keras.Sequential, "build")
        sys.meta_path.append(Elsewhere(None))
    for base in bases:
        without_training(models, base)
    downloads.data_sets(keras.datasets)
    downloads.from_scratch(keras.applications)
    files = [
        keras.utils,
        *(m for name in ("data_utils",) if (m := sys.modules.get(f"tf_keras.src.utils.{name}"))),
    ]
    for module in files:
        module.get_file = made_file
    keras.utils.plot_model = lambda *_, **__: None
    for module in (keras.utils, getattr(keras.preprocessing, "image", None)):
        for name, stand_in in (("load_img", downloads.load_img), ("save_img", lambda *_, **__: None)):
            if module is not None:
                setattr(module, name, stand_in)
    for module in (keras.utils, keras.preprocessing):
        module.image_dataset_from_directory = downloads.image_folder
        module.text_dataset_from_directory = downloads.text_folder
    keras.models.load_model = keras.saving.load_model = lambda *_, **__: models.latest
    return models


def _split(pattern: Any, string: str, maxsplit: int = 0, flags: int = 0) -> list[str | Any]:
    """`re.split` as of Python 3.6, which does not split where the pattern matches nothing."""
    found: list[str | Any] = []
    start = 0
    for match in re.finditer(pattern, string, flags):
        if match.end() > match.start() and not (maxsplit and len(found) >= maxsplit):
            found += [string[start : match.start()], *match.groups()]
            start = match.end()
    return [*found, string[start:]]


def _opened(original: Callable[..., Any]) -> Callable[..., Any]:
    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if isinstance(file, str | Path) and "r" in mode and not Path(file).exists() and "b" not in mode:
            return io.StringIO(made_text(str(file)))
        return original(file, mode, *args, **kwargs)

    return opened


def _parse_args(parser: Any, args: Any = None, namespace: Any = None) -> Any:
    """What the command line must name is made up."""
    given = list(args or [])
    if not given:
        for action in parser._actions:
            number = action.type in (int, float)
            if not action.option_strings or action.required or (number and action.default is None):
                given += [*action.option_strings[:1], "4" if number else "made_up.png"]
    return parser.parse_known_args(given, namespace)[0]


def run(text: str, legacy: bool, seconds: float) -> Ran:
    """Run a script in this process, which is good for nothing else afterwards."""
    import argparse
    import builtins

    graph = "K.gradients(" in text or "K.function(" in text
    models = _prepare(legacy, graph and legacy)
    builtins.open = _opened(open)  # type: ignore[assignment]
    io.open = builtins.open  # type: ignore[assignment]
    argparse.ArgumentParser.parse_args = _parse_args  # type: ignore[method-assign]
    sys.argv = ["script"]
    time.sleep = lambda _: None  # type: ignore[assignment]
    ran = Ran()
    failed: list[Any] = []
    stale: set[str] = set()

    def stop(*_: Any) -> None:
        raise TimeUpError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    try:
        for statement in ast.parse(text).body:
            before = len(models.made)
            names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            late = any(name.id in stale for name in names if isinstance(name.ctx, ast.Load))
            try:
                exec(compile(ast.Module([statement], []), SCRIPT, "exec"), vars(module))
            except TimeUpError:
                failed += [model for model, _ in models.made[before:]]
                failed += [vars(module)[name.id] for name in names if name.id in vars(module)]
                raise
            except (Exception, SystemExit) as error:  # noqa: BLE001
                ran.failures.append((statement.lineno, f"{type(error).__name__}: {error}"[:300]))
                failed += [vars(module)[name.id] for name in names if name.id in vars(module)]
                late = True
            stored = {name.id for name in names if isinstance(name.ctx, ast.Store)}
            stale = stale | stored if late else stale - stored
            if late:
                failed += [model for model, _ in models.made[before:]]
    except TimeUpError:
        ran.in_time = False
    signal.setitimer(signal.ITIMER_REAL, 0)
    ran.models = models.described(failed)
    return ran
