"""Real Keras without what takes a network or time: scripts run to their end, but nothing is fetched or trained.

Data sets have their real shapes and made-up values; pretrained models start from scratch; fit, evaluate and predict
answer at once. `run` executes a script statement by statement, so that one that cannot work here (a folder of images
that is not there) costs only what depends on it, and tells every model that was made.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import importlib.abc
import importlib.machinery
import io
import os
import re
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from benchmarks.made_up import made_file, made_text

SCRIPT = "<script>"
# What the scripts draw, read aloud or tune with; none of it makes a model.
_DECORATION = frozenset(
    [
        "matplotlib",
        "pylab",
        "IPython",
        "google",
        "cv2",
        "cairocffi",
        "editdistance",
        "kagglehub",
        "pydot",
        "seaborn",
    ]
)
_OPERATIONS = frozenset(
    ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceMethod")
)


class TimeUpError(BaseException):
    """The script has had its time."""


@dataclass
class Part:
    """A layer of a model as Keras built it.

    Attributes:
        shapes: its output's shape at each call in the model; empty where Keras has not built it.
        operation: a bare function or operator, which only some versions list.
    """

    name: str
    class_name: str
    shapes: list[list[int | None]]
    params: int | None
    operation: bool = False


@dataclass
class Built:
    """A model that Keras built.

    Attributes:
        lines: where the call that made it stands, first to last.
        whole: False where a statement about it has failed, so that a part of it may be missing.
    """

    lines: tuple[int, int]
    name: str
    class_name: str
    built: bool
    inputs: list[Any] | None
    outputs: list[Any] | None
    params: int | None
    parts: list[Part]
    whole: bool = True


@dataclass
class Ran:
    """A run of a script: statements that raised, whether it ended in time, and its models by order of creation."""

    models: list[Built] = field(default_factory=list)
    failures: list[tuple[int, str]] = field(default_factory=list)
    in_time: bool = True


# --- models -----------------------------------------------------------------------------------------------


class Models:
    """Every model that Keras makes, in order, and where the script made it."""

    def __init__(self) -> None:
        self.made: list[tuple[Any, tuple[int, int]]] = []
        self.latest: Any = None
        self._inside = 0

    def watch(self, *classes: Any) -> None:
        for cls in classes:
            cls.__init__ = self._noting(cls.__init__)

    def hide(self, cls: Any, method: str) -> None:
        """What this method makes is Keras's own business."""
        original = getattr(cls, method)

        @functools.wraps(original)
        def hidden(*args: Any, **kwargs: Any) -> Any:
            self._inside += 1
            try:
                return original(*args, **kwargs)
            finally:
                self._inside -= 1

        setattr(cls, method, hidden)

    def _noting(self, original: Callable[..., None]) -> Callable[..., None]:
        # Keras reads the signature off `__init__`, and wants it whole.
        @functools.wraps(original)
        def noting(self: Any, *args: Any, **kwargs: Any) -> None:
            note(self)
            original(self, *args, **kwargs)

        def note(model: Any) -> None:
            place = _place(model)
            if not self._inside and place and all(known is not model for known, _ in self.made):
                self.made.append((model, place))

        del noting.__wrapped__
        return noting

    def described(self, failed: list[Any]) -> list[Built]:
        """All of them as they are now; `failed` are objects that statements which raised have changed or not."""
        found = []
        for model, lines in self.made:
            with contextlib.suppress(AttributeError, ValueError):
                built = _describe(model, lines)
                built.whole = all(model is not value for value in failed)
                found.append(built)
        return found


def _place(model: Any) -> tuple[int, int] | None:
    """Where the script makes a model; its class's own `__init__` is no such place."""
    frame: types.FrameType | None = sys._getframe(3)
    while frame is not None and (frame.f_code.co_filename != SCRIPT or frame.f_locals.get("self") is model):
        frame = frame.f_back
    if frame is None:
        return None
    position = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return position[0] or frame.f_lineno, position[1] or frame.f_lineno


def _list(shape: Any) -> list[int | None]:
    return [None if dim is None else int(dim) for dim in shape]


def _tensors(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [tensor for key in value for tensor in _tensors(value[key])]
    return (
        [tensor for item in value for tensor in _tensors(item)]
        if isinstance(value, list | tuple)
        else [value]
    )


def _describe(model: Any, lines: tuple[int, int]) -> Built:
    graph = getattr(model, "_functional", None) or model
    shapes: dict[int, list[list[int | None]]] = {}
    by_depth = getattr(graph, "_nodes_by_depth", None) or {}
    for depth in sorted(by_depth, reverse=True):
        for node in by_depth[depth]:
            layer = node.operation if hasattr(node, "operation") else node.layer
            outputs = _tensors(node.output_tensors if hasattr(node, "output_tensors") else node.outputs)
            shapes.setdefault(id(layer), []).append(_list(outputs[0].shape))
    built = bool(by_depth)
    parts = model.layers if graph is not model or not hasattr(model, "operations") else model.operations
    return Built(
        lines,
        model.name,
        type(model).__name__,
        built or bool(model.built),
        [_list(tensor.shape) for tensor in _tensors(model.inputs)] if built else None,
        [_list(tensor.shape) for tensor in _tensors(model.outputs)] if built else None,
        _params(model) if built or model.built else None,
        [_part(part, shapes.get(id(part), [])) for part in parts],
    )


def _part(part: Any, shapes: list[list[int | None]]) -> Part:
    operation = not hasattr(part, "count_params") or type(part).__name__ in _OPERATIONS
    return Part(part.name, type(part).__name__, shapes, 0 if operation else _params(part), operation)


def _params(layer: Any) -> int | None:
    try:
        return int(layer.count_params())
    except Exception:  # noqa: BLE001
        # Not built: Keras has another exception for this in each version.
        return None


# --- instead of training ------------------------------------------------------------------------------------


class _Numbers(dict[str, list[float]]):
    def __missing__(self, key: str) -> list[float]:
        return [0.5] * 10


def _first_input(data: Any) -> Any:
    """A batch of what the model is trained on."""
    if isinstance(data, np.ndarray) or hasattr(data, "numpy"):
        return data[:2]
    if isinstance(data, list | tuple):
        return [_first_input(item) for item in data]
    if isinstance(data, dict):
        return {key: _first_input(value) for key, value in data.items()}
    batch = next(iter(data))
    return batch[0] if isinstance(batch, tuple) else batch


def _count(data: Any) -> int:
    while isinstance(data, list | tuple | dict) and data:
        data = next(iter(data.values())) if isinstance(data, dict) else data[0]
    return len(data) if hasattr(data, "__len__") else 2


def _without_training(models: Models, cls: Any) -> None:
    def seen(model: Any, data: Any) -> None:
        models.latest = model
        if not getattr(model, "built", True) and data is not None:
            with contextlib.suppress(Exception):
                batch = _first_input(data)
                if hasattr(batch, "shape") and type(model).__name__ == "Sequential":
                    model.build((None, *batch.shape[1:]))
                else:
                    model(batch)

    def fit(model: Any, x: Any = None, *_: Any, **kwargs: Any) -> Any:
        seen(model, kwargs.get("generator", x))
        return types.SimpleNamespace(history=_Numbers(), epoch=list(range(10)), params={}, model=model)

    def evaluate(model: Any, x: Any = None, *_: Any, **__: Any) -> Any:
        seen(model, x)
        return [0.5, 0.5, 0.5] if getattr(model, "loss", None) is None else [0.5, 0.5]

    def predict(model: Any, x: Any = None, *_: Any, **__: Any) -> Any:
        seen(model, x)
        shapes = [tensor.shape for tensor in _tensors(model.outputs)]
        made = [np.full([_count(x), *(dim or 1 for dim in shape[1:])], 0.5, "float32") for shape in shapes]
        return made[0] if len(made) == 1 else made

    for name in ("fit", "fit_generator", "train_on_batch", "test_on_batch", "evaluate", "evaluate_generator"):
        setattr(cls, name, fit if name.startswith("fit") else evaluate)
    cls.predict_classes = lambda _, x, *__, **___: np.zeros((_count(x), 1), int)
    cls.predict = cls.predict_generator = cls.predict_on_batch = predict
    cls.load_weights = cls.save_weights = cls.save = lambda *_, **__: None
    cls.summary = lambda *_, **__: None


# --- instead of downloads -----------------------------------------------------------------------------------


def _data_sets(datasets: Any) -> None:
    random = np.random.default_rng(0)

    def images(
        train: int, test: int, shape: tuple[int, ...], classes: int, column: bool
    ) -> Callable[..., Any]:
        def labels(count: int) -> Any:
            return random.integers(0, classes, (count, 1) if column else count).astype("uint8")

        return lambda *_, **__: (
            (np.zeros((train, *shape), "uint8"), labels(train)),
            (np.zeros((test, *shape), "uint8"), labels(test)),
        )

    def texts(train: int, test: int, classes: int) -> Callable[..., Any]:
        def half(count: int, words: int) -> Any:
            rows = np.empty(count, object)
            for i in range(count):
                rows[i] = random.integers(1, words, 20).tolist()
            return rows, random.integers(0, classes, count)

        def load(*_: Any, num_words: int | None = None, **__: Any) -> Any:
            return half(train, num_words or 30_000), half(test, num_words or 30_000)

        return load

    def table(train: int, test: int, columns: int) -> Callable[..., Any]:
        return lambda *_, **__: tuple((random.random((n, columns)), random.random(n)) for n in (train, test))

    loads = {
        "mnist": images(60_000, 10_000, (28, 28), 10, column=False),
        "fashion_mnist": images(60_000, 10_000, (28, 28), 10, column=False),
        "cifar10": images(50_000, 10_000, (32, 32, 3), 10, column=True),
        "cifar100": images(50_000, 10_000, (32, 32, 3), 100, column=True),
        "imdb": texts(25_000, 25_000, 2),
        "reuters": texts(8_982, 2_246, 46),
        "boston_housing": table(404, 102, 13),
        "california_housing": table(480, 120, 8),
    }
    for name, load in loads.items():
        if hasattr(datasets, name):
            module = getattr(datasets, name)
            module.load_data = load
            module.get_word_index = lambda *_, **__: {f"word{i}": i for i in range(1, 30_000)}


def _image_folder(
    *_: Any, image_size: Any = (256, 256), batch_size: int = 32, label_mode: Any = "int", **__: Any
) -> Any:
    import tensorflow as tf

    images = tf.data.Dataset.from_tensors(np.zeros((batch_size, *image_size, 3), "float32")).repeat(4)
    return images if label_mode is None else images.map(lambda x: (x, tf.zeros((batch_size,), "int32")))


def _text_folder(*_: Any, batch_size: int = 32, label_mode: Any = "int", **__: Any) -> Any:
    import tensorflow as tf

    texts = tf.data.Dataset.from_tensors(np.array(["the cat sat on the mat"] * batch_size)).repeat(4)
    return texts if label_mode is None else texts.map(lambda x: (x, tf.zeros((batch_size,), "int32")))


class _Flow:
    """What flow_from_directory gives: batches of images and their classes."""

    def __init__(self, size: tuple[int, ...], batch: int, mode: str | None) -> None:
        self.samples = self.n = 4 * batch
        self.batch_size = batch
        self.class_indices = {"cats": 0, "dogs": 1}
        self.classes = np.zeros(self.n, int)
        images = np.zeros((batch, *size, 3), "float32")
        self._batch = images if mode is None else (images, np.zeros((batch,), "float32"))

    def __len__(self) -> int:
        return 4

    def __iter__(self) -> Iterator[Any]:
        while True:
            yield self._batch

    def __next__(self) -> Any:
        return self._batch


def _flow(
    _: Any,
    *__: Any,
    target_size: Any = (256, 256),
    batch_size: int = 32,
    class_mode: Any = "categorical",
    **___: Any,
) -> _Flow:
    return _Flow(tuple(target_size), batch_size, class_mode)


def _wrapped() -> Any:
    """KerasClassifier for scikit-learn: makes a model in fit, from the parameters that its function takes."""
    from sklearn.base import BaseEstimator, ClassifierMixin

    class Wrapped(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
        def __init__(self, build_fn: Callable[..., Any], **parameters: Any) -> None:
            self.build_fn = build_fn
            self.parameters = parameters

        def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002
            return {"build_fn": self.build_fn, **self.parameters}

        def set_params(self, **parameters: Any) -> Any:
            self.parameters.update(parameters)
            return self

        def fit(self, *_: Any, **__: Any) -> Any:
            names = self.build_fn.__code__.co_varnames[: self.build_fn.__code__.co_argcount]
            self.model = self.build_fn(**{k: v for k, v in self.parameters.items() if k in names})
            return self

        def score(self, *_: Any, **__: Any) -> float:
            return 0.5

    return Wrapped


def _load_img(*_: Any, target_size: Any = None, **__: Any) -> Any:
    from PIL import Image

    height, width = target_size[:2] if target_size else (120, 160)
    return Image.new("RGB", (width, height), (90, 120, 150))


def _from_scratch(applications: Any) -> None:
    """No architecture downloads its weights."""
    for module in [
        applications,
        *(m for m in vars(applications).values() if isinstance(m, types.ModuleType)),
    ]:
        for name, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and name[0].isupper():
                setattr(module, name, _unpretrained(value))


def _unpretrained(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def make(*args: Any, **kwargs: Any) -> Any:
        return (
            function(*args[:1], None, *args[2:], **kwargs)
            if len(args) > 1
            else function(*args, **{**kwargs, "weights": None})
        )

    return make


# --- the whole ----------------------------------------------------------------------------------------------


class _Elsewhere(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Old module paths of Keras, and packages that only decorate."""

    def __init__(self, keras: types.ModuleType | None) -> None:
        self._keras = keras

    def find_spec(self, name: str, *_: Any) -> Any:
        top = name.partition(".")[0]
        old = name.startswith(("keras.", "tensorflow.keras.")) and self._keras is not None
        if old or top in _DECORATION:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: Any) -> Any:
        name = spec.name.removeprefix("tensorflow.")
        if self._keras is None or not name.startswith("keras."):
            return mock.MagicMock(__path__=[], __spec__=spec)
        if name.startswith("keras.wrappers"):
            wrapped = _wrapped()
            return types.SimpleNamespace(KerasClassifier=wrapped, KerasRegressor=wrapped)
        words = name.split(".")[1:]
        if words[0] == "layers":
            # `keras.layers.recurrent` and such went; what they held is one level up.
            return importlib.import_module("tf_keras.layers")
        for prefix in ("tf_keras.", "tf_keras.src."):
            with contextlib.suppress(ImportError):
                return importlib.import_module(prefix + ".".join(words))
        return importlib.import_module("tf_keras." + words[0])

    def exec_module(self, module: Any) -> None:
        pass


def _prepare(legacy: bool, graph: bool) -> Models:
    """Patch Keras in this process: for scripts of Keras 2 (`legacy`), if need be without eager execution (`graph`)."""
    import tensorflow as tf

    models = Models()
    if legacy:
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
        import tf_keras as keras
        from tf_keras.src.engine import training, training_v1

        sys.modules["keras"] = sys.modules["tensorflow.keras"] = tf.keras = keras
        # `from keras.layers import recurrent`: what these modules held is one level up.
        for name in ("recurrent", "convolutional", "core", "embeddings", "merge", "wrappers"):
            setattr(keras.layers, name, keras.layers)
        for name in [name for name in sys.modules if name.startswith(("keras.", "tensorflow.keras."))]:
            del sys.modules[name]
        if graph:
            tf.compat.v1.disable_eager_execution()
        bases = [training.Model, training_v1.Model]
        models.watch(*bases)
        for name, optimizer in vars(keras.optimizers.legacy).items():
            # These still take `lr` and `decay`.
            setattr(keras.optimizers, name, optimizer)
        re.split = _split  # type: ignore[assignment]
        for kind in (bool, float, int, object):
            # numpy had them by these names.
            setattr(np, kind.__name__, kind)
        keras.preprocessing.image.ImageDataGenerator.flow_from_directory = _flow
        sys.meta_path.insert(0, _Elsewhere(keras))
    else:
        from keras.src.models.functional import Functional

        import keras

        bases = [keras.Model]
        models.watch(keras.Model, Functional, keras.Sequential)
        models.hide(keras.Sequential, "build")
        sys.meta_path.append(_Elsewhere(None))
    for base in bases:
        _without_training(models, base)
    _data_sets(keras.datasets)
    _from_scratch(keras.applications)
    files = [
        keras.utils,
        *(m for name in ("data_utils",) if (m := sys.modules.get(f"tf_keras.src.utils.{name}"))),
    ]
    for module in files:
        module.get_file = made_file
    keras.utils.plot_model = lambda *_, **__: None
    for module in (keras.utils, getattr(keras.preprocessing, "image", None)):
        for name, stand_in in (("load_img", _load_img), ("save_img", lambda *_, **__: None)):
            if module is not None:
                setattr(module, name, stand_in)
    for module in (keras.utils, keras.preprocessing):
        module.image_dataset_from_directory = _image_folder
        module.text_dataset_from_directory = _text_folder
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
