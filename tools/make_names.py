"""Write what Keras exports, and with which parameters: `keras_3.json`, `keras_3-tf.json`, `keras_2.json`, `names.json`.

    python -m tools.make_names

Reads the installed `keras` (3) and `tf_keras` (2); `keras_1.json` and `keras_2.3.json` of `tools/make_old_names.py` go
into the names too. All are in `kerlint/keras/catalog/`:

- `keras_<version>.json` has a signature for each public name: the words between the parentheses of its `def`, without
  blanks in defaults; `...` is a default that is no literal. null stands for what takes no call. `3-tf` holds what
  Keras 3 exports only as `tf.keras`.
- `names.json` has the names of all versions by module, which is all that a start needs.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import types
from pathlib import Path
from typing import Any

CATALOG = Path(__file__).parents[1] / "kerlint" / "keras" / "catalog"
VERSIONS = ("1", "2.3", "2", "3-tf", "3")

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
    "wrappers",
)

# Classes of which scripts call methods with arguments that mean something.
METHODS = {
    "Model": (
        "compile evaluate evaluate_generator fit fit_generator get_layer load_weights predict predict_classes "
        "predict_generator predict_on_batch predict_proba save save_weights summary test_on_batch "
        "to_json train_on_batch"
    ),
    "preprocessing.image.ImageDataGenerator": "fit flow flow_from_dataframe flow_from_directory",
    "preprocessing.text.Tokenizer": "sequences_to_matrix texts_to_matrix texts_to_sequences",
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


def default(value: Any) -> str:
    """A default as one word that `ast.literal_eval` reads; `...` for what is no literal."""
    word = repr(value).replace(", ", ",").replace(" ", "\\x20")
    try:
        return word if ast.literal_eval(word) == value else "..."
    except (SyntaxError, ValueError):
        return "..."


def signature(thing: Any) -> str | None:
    """The parameters of a class or function, without self; None where it takes no call or tells nothing."""
    if not callable(thing):
        return None
    function = thing.__init__ if inspect.isclass(thing) else thing
    if function is object.__init__:
        return ""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    words = []
    open_ended = False
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            open_ended = True
        elif parameter.kind is parameter.KEYWORD_ONLY and not open_ended:
            open_ended = True
            words.append("*")
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        given = "" if parameter.default is parameter.empty else f"={default(parameter.default)}"
        words.append(f"{stars}{parameter.name}{given}")
    return " ".join(words)


def exported(root: types.ModuleType, functional: type) -> dict[str, str | None]:
    """The signatures of all that a version of Keras exports, by the path below Keras."""
    found: dict[str, str | None] = {}
    found_in = modules(root)
    for path, module in found_in.items():
        for name in dir(module):
            thing = getattr(module, name)
            if name.startswith("_") or isinstance(thing, types.ModuleType):
                continue
            # Model itself takes anything, to find out which of its kinds is meant.
            made = functional if name == "Model" else thing
            found[f"{path}.{name}".lstrip(".")] = signature(made)
    for name in dir(getattr(found_in["layers"], "experimental", None)):
        # Classes that were never more than experimental.
        if name[:1].isupper() and f"layers.{name}" not in found:
            found[f"layers.{name}"] = signature(getattr(found_in["layers"].experimental, name))
    for path, methods in METHODS.items():
        module_path, _, name = path.rpartition(".")
        owner = getattr(found_in.get(module_path), name, None)
        for method in methods.split():
            if hasattr(owner, method):
                found[f"{path}.{method}"] = signature(getattr(owner, method))
    return found


def write(target: Path, content: dict[str, Any]) -> None:
    """JSON, sorted, an entry a line."""
    text = json.dumps(content, indent=0, sort_keys=True, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")


def installed() -> dict[str, dict[str, str | None]]:
    """The signatures of the installed versions, by version."""
    import tf_keras
    from keras.src.models.functional import Functional as Functional3
    from tf_keras.src.engine.functional import Functional as Functional2

    import keras

    found = {"3": exported(keras, Functional3), "2": exported(tf_keras, Functional2)}
    inside = exported(importlib.import_module("keras._tf_keras.keras"), Functional3)
    found["3-tf"] = {path: text for path, text in inside.items() if path not in found["3"]}
    return found


def names(catalogs: dict[str, dict[str, str | None]]) -> dict[str, str]:
    """The names of all versions, by module."""
    found: dict[str, set[str]] = {}
    for signatures in catalogs.values():
        for path in signatures:
            module, _, name = path.rpartition(".")
            if module.rpartition(".")[2][:1].isupper():
                continue
            found.setdefault(module, set()).add(name)
    return {module: " ".join(sorted(exports)) for module, exports in sorted(found.items())}


def main() -> None:
    catalogs = {
        version: json.loads((CATALOG / f"keras_{version}.json").read_text(encoding="utf-8"))
        for version in VERSIONS
        if (CATALOG / f"keras_{version}.json").exists()
    }
    catalogs |= installed()
    for version in ("2", "3-tf", "3"):
        write(CATALOG / f"keras_{version}.json", catalogs[version])
    write(CATALOG / "names.json", names(catalogs))


if __name__ == "__main__":
    main()
