"""Write `keras_1.json` and `keras_2.3.json`: what Keras exported before it moved into TensorFlow.

    python -m tools.make_old_names CHECKOUT

CHECKOUT is a clone of https://github.com/keras-team/keras with its tags. These versions cannot be installed beside
today's; their sources are read, not run. 1.2.2 is the last Keras 1, 2.3.1 the last Keras 2 with code of its own.
The form is that of `tools/make_names.py`, which is to be run afterwards.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tools.make_names import CATALOG, METHODS, default, write

TAGS = {"1": "1.2.2", "2.3": "2.3.1"}

# The public module that a file's names belong to, by the file's path below keras/.
HOMES = (
    (r"layers/.*|legacy/layers\.py|engine/(topology|base_layer|input_layer)\.py", "layers"),
    (
        r"(activations|callbacks|constraints|initializers|losses|metrics|optimizers|regularizers)(/.*|\.py)",
        r"\1",
    ),
    (r"initializations\.py", "initializers"),
    (r"objectives\.py", "losses"),
    (r"models\.py|engine/(training|sequential|network|saving)\.py", "models"),
    (r"(applications|datasets)/([a-z]\w*)\.py", r"\1.\2"),
    (r"preprocessing/([a-z]\w*)\.py", r"preprocessing.\1"),
    (r"utils/(\w+)\.py", "utils"),
    (r"wrappers/([a-z]\w*)\.py", r"wrappers.\1"),
)
# What the packages import from their modules; the rest of these modules is their own business.
PUBLIC = {
    "layers": "add average concatenate dot maximum merge minimum multiply subtract",
    "utils": (
        "CustomObjectScope GeneratorEnqueuer HDF5Matrix OrderedEnqueuer Progbar Sequence "
        "categorical_probas_to_classes convert_all_kernels_in_model custom_object_scope get_custom_objects "
        "get_file get_source_inputs model_to_dot multi_gpu_model normalize plot_model probas_to_classes "
        "to_categorical"
    ),
    "models": (
        "Graph Model Sequential clone_model load_model model_from_config model_from_json model_from_yaml save_model"
    ),
}
TOP = ("Input", "Model", "Sequential")
NOT_PUBLIC = ("layers.Node", "layers.Container")


class Version:
    """The sources of one version."""

    def __init__(self, checkout: str, tag: str) -> None:
        self.classes: dict[str, ast.ClassDef] = {}
        self.signatures: dict[str, str | None] = {}
        self._git = ("git", "-C", checkout)
        files = self._run("ls-tree", "-r", "--name-only", tag, "keras/").split()
        trees = {
            file.removeprefix("keras/"): ast.parse(self._run("show", f"{tag}:{file}"))
            for file in files
            if file.endswith(".py")
        }
        for tree in trees.values():
            self.classes |= {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        for file, tree in trees.items():
            self._read(file, tree)

    def _run(self, *arguments: str) -> str:
        return subprocess.run((*self._git, *arguments), capture_output=True, text=True, check=True).stdout

    def _read(self, file: str, tree: ast.Module) -> None:
        home = next((re.sub(form, to, file) for form, to in HOMES if re.fullmatch(form, file)), None)
        if home is None:
            return
        here: dict[str, str] = {}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                here[node.name] = signature(node.args, 0)
            elif isinstance(node, ast.ClassDef):
                here[node.name] = self._of_class(node)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in here:
                # Another name for the same: mse, MSE.
                here |= {one.id: here[node.value.id] for one in node.targets if isinstance(one, ast.Name)}
        for name, text in here.items():
            if name.startswith("_") or not _public(home, name):
                continue
            module = "applications" if home.startswith("applications.") and name[:1].isupper() else home
            path = name if name in TOP else f"{module}.{name}"
            self.signatures[path] = text
            for method in METHODS.get(path, "").split():
                found = self._method(name, method) or self._method("Sequential", method)
                if found is not None:
                    self.signatures[f"{path}.{method}"] = found

    def _of_class(self, node: ast.ClassDef) -> str:
        text = self._method(node.name, "__init__") or ""
        # A model with code of its own takes anything, a functional one what its graph takes.
        return self._method(node.name, "_init_graph_network") or text if text == "*args **kwargs" else text

    def _method(self, class_name: str, method: str) -> str | None:
        node = self.classes.get(class_name)
        while node is not None:
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name == method:
                    return signature(part.args, 1)
            bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id != node.name]
            node = self.classes.get(bases[0]) if bases else None
        return None


def _public(home: str, name: str) -> bool:
    if home == "layers" and name[:1].isupper():
        return f"{home}.{name}" not in NOT_PUBLIC
    if home.startswith("applications."):
        return name[:1].isupper() or name in ("preprocess_input", "decode_predictions")
    return home not in PUBLIC or name in PUBLIC[home].split()


def signature(arguments: ast.arguments, skipped: int) -> str:
    """The parameters behind the first `skipped` ones, as in `tools.make_names.signature`."""
    given = arguments.args
    texts: list[ast.expr | None] = [None] * (len(given) - len(arguments.defaults))
    words = []
    for parameter, value in list(zip(given, [*texts, *arguments.defaults]))[skipped:]:
        words.append(parameter.arg + ("" if value is None else f"={_literal(value)}"))
    if arguments.vararg is not None:
        words.append(f"*{arguments.vararg.arg}")
    if arguments.kwarg is not None:
        words.append(f"**{arguments.kwarg.arg}")
    return " ".join(words)


def _literal(node: ast.expr) -> str:
    try:
        return default(ast.literal_eval(node))
    except ValueError:
        return "..."


def main() -> None:
    for version, tag in TAGS.items():
        signatures = Version(sys.argv[1], tag).signatures
        if version == "1":
            # Modules that scripts take apart themselves, and a class of Keras 0 that tutorials still show.
            signatures |= {"utils.np_utils": None, "utils.visualize_util": None, "models.Graph": None}
        write(CATALOG / f"keras_{version}.json", signatures)


if __name__ == "__main__":
    main()
