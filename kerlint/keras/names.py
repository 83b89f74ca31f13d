"""Every spelling of Keras, and the one that Kerlint uses: `keras.layers.Dense`.

Keras has been imported as `keras`, `tensorflow.keras`, `tf_keras`, from private modules of each, and from modules that
moved with every major version. `canonical` knows them by the name at the end: what Keras exports from one module
only is that, wherever it was imported from.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerlint.symbolic.registry import Library

# Longest first: what stands before the part that Keras itself names.
_ROOTS = (
    "tensorflow.contrib.keras.python.keras",
    "tensorflow.contrib.keras.api.keras",
    "tensorflow.contrib.keras",
    "tensorflow.compat.v1.keras",
    "tensorflow.compat.v2.keras",
    "tensorflow._api.v2.keras",
    "tensorflow._api.v1.keras",
    "tensorflow.python.keras.api._v2.keras",
    "tensorflow.python.keras.api._v1.keras",
    "tensorflow.python.keras",
    "tensorflow_core.python.keras",
    "tensorflow_core.keras",
    "tensorflow.keras",
    "keras.api._v2.keras",
    "keras.api._v1.keras",
    "keras.api._tf_keras.keras",
    "keras._tf_keras.keras",
    "keras.api",
    "keras.src",
    "tf_keras.api._v2.keras",
    "tf_keras.src",
    "tf_keras",
    "keras_core",
    "keras",
)
_OTHER_PACKAGES = {"keras_preprocessing": "preprocessing", "keras_applications": "applications"}

# `tf.optimizers` and these others are Keras's modules under a shorter name; TensorFlow 1 had functions of its own in
# some of them, so that only names that Keras exports count.
_SHORT = ("optimizers", "losses", "metrics", "initializers")

# Modules that were renamed as a whole.
_SECTIONS = {"objectives": "losses", "initializations": "initializers", "saving": "models"}

# What Keras exports under several names.
_SAME = {
    "models.Sequential": "Sequential",
    "models.Model": "Model",
    "models.Functional": "Model",
    "Functional": "Model",
    "layers.Input": "Input",
    "Layer": "layers.Layer",
    "InputSpec": "layers.InputSpec",
    "Loss": "losses.Loss",
    "Metric": "metrics.Metric",
    "Optimizer": "optimizers.Optimizer",
    "Initializer": "initializers.Initializer",
    "Regularizer": "regularizers.Regularizer",
    "utils.visualize_util.plot": "utils.plot_model",
    "utils.clear_session": "backend.clear_session",
    "config.image_data_format": "backend.image_data_format",
    "preprocessing.image_dataset_from_directory": "utils.image_dataset_from_directory",
    "preprocessing.text_dataset_from_directory": "utils.text_dataset_from_directory",
    "preprocessing.timeseries_dataset_from_array": "utils.timeseries_dataset_from_array",
    "preprocessing.sequence.pad_sequences": "utils.pad_sequences",
    "preprocessing.image.array_to_img": "utils.array_to_img",
    "preprocessing.image.img_to_array": "utils.img_to_array",
    "preprocessing.image.load_img": "utils.load_img",
    "preprocessing.image.save_img": "utils.save_img",
    "utils.experimental.DatasetCreator": "utils.DatasetCreator",
    "callbacks.experimental.BackupAndRestore": "callbacks.BackupAndRestore",
}

# A private module's name says where its public names live: `keras.engine.training.Model`.
_CLASS_ORDER = (
    "",
    "layers",
    "callbacks",
    "optimizers",
    "optimizers.schedules",
    "utils",
    "preprocessing.image",
    "preprocessing.sequence",
    "preprocessing.text",
    "applications",
    "models",
    "regularizers",
    "constraints",
    "losses",
    "metrics",
    "initializers",
)

# Names that scripts pasted without their imports use.
_UNBOUND = {
    "K": "keras.backend",
    "keras": "keras",
    "tf": "tensorflow",
    "tensorflow": "tensorflow",
    "np": "numpy",
    "numpy": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "os": "os",
    "sys": "sys",
    "math": "math",
    "random": "random",
    "json": "json",
    "glob": "glob",
    "train_test_split": "sklearn.model_selection.train_test_split",
    "np_utils": "keras.utils.np_utils",
    "plot_model": "keras.utils.plot_model",
}
_UNBOUND_MODULES = (
    "activations",
    "applications",
    "callbacks",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "regularizers",
)
_UNBOUND_FUNCTIONS = (
    "models",
    "utils",
    "preprocessing.image",
    "preprocessing.sequence",
    "preprocessing.text",
    "layers",
)
# Lower-case names of these modules that mean too many other things.
_AMBIGUOUS = frozenset(
    "add average deserialize dot get maximum merge minimum multiply normalize one_hot serialize subtract".split()
)


@cache
def _catalog() -> dict[str, str]:
    path = Path(__file__).with_name("catalog") / "names.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def exports(module: str) -> frozenset[str]:
    """The names that Keras (any version) exports from a module: "layers", "optimizers.schedules", "" for the top."""
    return frozenset(_catalog().get(module, "").split())


def canonical(path: str) -> str | None:
    """Kerlint's spelling of a dotted path into Keras; None where it does not lead there."""
    root = path.partition(".")[0]
    if root in ("keras", "tensorflow", "tf_keras", "keras_core", "tensorflow_core"):
        for prefix in _ROOTS:
            if path == prefix:
                return "keras"
            if path.startswith(prefix + "."):
                return "keras." + _inside(path[len(prefix) + 1 :])
        for section in _SHORT:
            for start in (f"tensorflow.{section}.", f"tensorflow.compat.v2.{section}."):
                name = path[len(start) :]
                if path.startswith(start) and (name.startswith("schedules") or name in exports(section)):
                    return f"keras.{section}.{name}"
        return None
    if root in _OTHER_PACKAGES:
        return "keras." + _inside(_OTHER_PACKAGES[root] + path[len(root) :])
    return None


@cache
def _inside(path: str) -> str:
    """The canonical spelling of a path below Keras."""
    if path in _SAME:
        return _SAME[path]
    section, _, rest = path.partition(".")
    if section in ("src", "legacy", "api") and rest:
        return _inside(rest)
    if section in _SECTIONS:
        section = _SECTIONS[section]
        path = f"{section}.{rest}" if rest else section
    if not rest:
        return path
    module, _, name = path.rpartition(".")
    if section == "backend":
        return f"backend.{name}"
    if section == "applications":
        # A model has one name for all its modules; preprocess_input belongs to its module.
        return f"applications.{name}" if name[:1].isupper() else path
    if section in ("ops", "random", "datasets", "wrappers"):
        return path
    if module.startswith("optimizers.legacy"):
        return path
    if name in exports(module):
        return _SAME.get(path, path)
    for known in _homes(section, module, anywhere=name[:1].isupper()):
        if name in exports(known):
            found = f"{known}.{name}" if known else name
            return _SAME.get(found, found)
    return path


def _homes(section: str, module: str, anywhere: bool) -> list[str]:
    """Public modules that a name of a private module may belong to, likeliest first.

    `anywhere`: the name is one of its kind (a class), so that any module may be its home; several have a `get`.
    """
    homes = [section]
    if section == "optimizers":
        homes.append("optimizers.schedules")
    if section == "preprocessing":
        homes = [f"preprocessing.{part}" for part in ("image", "sequence", "text") if part in module]
    if section in ("utils", "preprocessing"):
        homes += ["utils", "preprocessing.image"]
    if section in ("layers", "models", "engine"):
        homes += ["", "layers", "models"]
    return homes + [home for home in _CLASS_ORDER if anywhere and home not in homes]


def unbound(name: str) -> str | None:
    """The path that a name means which no scope of the script binds; None where it is nobody's.

    Scripts are pasted without their imports: `Sequential` is Keras's then.
    """
    if name in _UNBOUND:
        return _UNBOUND[name]
    if name in _UNBOUND_MODULES:
        return f"keras.{name}"
    if name in _AMBIGUOUS:
        return None
    if name[:1].isupper():
        for module in _CLASS_ORDER:
            if name in exports(module):
                return "keras." + _inside(f"{module}.{name}" if module else name)
        return None
    for module in _UNBOUND_FUNCTIONS:
        if name in exports(module):
            return "keras." + _inside(f"{module}.{name}")
    if f"datasets.{name}" in _catalog():
        return f"keras.datasets.{name}"
    if name in ("l1", "l2", "l1_l2"):
        return f"keras.regularizers.{name}"
    return None


def register(library: Library) -> None:
    """Teach the library how Keras is spelt."""
    library.canonicalizer(canonical)
    library.unbound(unbound)
