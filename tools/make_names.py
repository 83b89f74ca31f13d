"""Write `kerlint/keras/catalog/names.json`: what Keras exports and how it names its parameters.

    python tools/make_names.py

Reads the installed `keras` (3) and `tf_keras` (2). Where both define a class, the parameters are Keras 3's, followed
by those that only Keras 2 knows by keyword. Names that only Keras 1 had are written down here.
"""

from __future__ import annotations

import importlib
import inspect
import json
import types
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "kerlint" / "keras" / "catalog" / "names.json"

MODULES = (
    "",
    "activations",
    "applications",
    "applications.*",
    "callbacks",
    "constraints",
    "datasets.*",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "optimizers.schedules",
    "preprocessing",
    "preprocessing.image",
    "preprocessing.sequence",
    "preprocessing.text",
    "regularizers",
    "utils",
)

# Objects that scripts configure: their parameters are kept.
CONFIGURED = (
    "callbacks",
    "constraints",
    "initializers",
    "losses",
    "metrics",
    "optimizers",
    "optimizers.schedules",
    "regularizers",
)

KERAS_1 = {
    "": "",
    "activations": "",
    "layers": (
        "AtrousConvolution1D AtrousConvolution2D Convolution1D Convolution2D Convolution3D Deconvolution2D "
        "GaussianNoise Highway MaxoutDense Merge ParametricSoftplus SReLU SeparableConvolution2D "
        "TimeDistributedDense merge ActivityRegularization UpSampling1D ZeroPadding1D"
    ),
    "models": "Graph model_from_config",
    "losses": "mse mae mape msle kld cosine",
    "metrics": "fbeta_score fmeasure precision recall matthews_correlation",
    "utils": "np_utils to_categorical probas_to_classes categorical_probas_to_classes",
}

# Keras 2 packages of its own that the last releases of Keras 2 no longer hold.
KERAS_2 = {
    "utils": "multi_gpu_model HDF5Matrix OrderedEnqueuer GeneratorEnqueuer",
    "layers": (
        "CuDNNGRU CuDNNLSTM ConvLSTM2DCell ConvRecurrent2D RNN GaussianNoise ThresholdedReLU "
        "RandomFourierFeatures"
    ),
}


def modules(root: types.ModuleType) -> dict[str, types.ModuleType]:
    """The modules of `MODULES` under a root, by their path below it."""
    found = {}
    for path in MODULES:
        if path.endswith(".*"):
            parent = importlib.import_module(f"{root.__name__}.{path[:-2]}")
            for name in dir(parent):
                if isinstance(getattr(parent, name), types.ModuleType) and not name.startswith("_"):
                    found[f"{path[:-2]}.{name}"] = getattr(parent, name)
        else:
            try:
                found[path] = importlib.import_module(f"{root.__name__}.{path}".rstrip("."))
            except ModuleNotFoundError:
                continue
    return found


def parameters(thing: Any) -> list[str] | None:
    """The names of the parameters that a class or function takes, without self, *args and **kwargs."""
    try:
        signature = inspect.signature(thing)
    except (TypeError, ValueError):
        return None
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [p.name for p in signature.parameters.values() if p.kind in kinds]


def main() -> None:
    import tensorflow as tf
    import tf_keras

    import keras

    exports: dict[str, set[str]] = {}
    taken: dict[str, dict[str, list[str]]] = {}
    roots = [modules(keras), modules(tf_keras)]
    roots.append(
        {
            "preprocessing.image": tf.keras.preprocessing.image,
            "preprocessing.text": tf.keras.preprocessing.text,
        }
    )
    for root in roots:
        for path, module in root.items():
            for name in dir(module):
                thing = getattr(module, name)
                if name.startswith("_") or isinstance(thing, types.ModuleType):
                    continue
                exports.setdefault(path, set()).add(name)
                if path in CONFIGURED and callable(thing):
                    names = parameters(thing)
                    known = taken.setdefault(path, {}).setdefault(name, [])
                    known.extend(n for n in names or [] if n not in known)
    for old in (KERAS_1, KERAS_2):
        for path, words in old.items():
            exports.setdefault(path, set()).update(words.split())
    text = {
        "exports": {path: " ".join(sorted(names)) for path, names in sorted(exports.items()) if names},
        "parameters": {
            path: {name: " ".join(names) for name, names in sorted(functions.items()) if names}
            for path, functions in sorted(taken.items())
        },
    }
    TARGET.write_text(json.dumps(text, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
