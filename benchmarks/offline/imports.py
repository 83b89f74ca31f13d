"""Imports that do not work here: old module paths of Keras, and packages that only decorate a script."""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import types
from collections.abc import Callable
from typing import Any
from unittest import mock

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


class Elsewhere(importlib.abc.MetaPathFinder, importlib.abc.Loader):
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
