"""Write docs/catalogue.md: what changed from Keras 1 to 2 to 3, by the catalogue.

tools/in-venv python -m tools.make_catalogue            writes
tools/in-venv python -m tools.make_catalogue --check    exits 1 where the page is not current
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kerlint.keras.keras_1 import KERNELS
from kerlint.keras.layers.names import CLASS_ALIASES, class_name
from kerlint.keras.names import canonical
from kerlint.keras.renames import MODULES, OTHER_UNITS, PARAMETERS, names, parameter
from kerlint.keras.signatures import VERSIONS, Signature, catalog, signatures

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "catalogue.md"
TITLES = {"1": "Keras 1", "2.3": "Keras 2.3", "2": "Keras 2", "3-tf": "tf.keras of Keras 3", "3": "Keras 3"}
OLD = ("1", "2.3", "2")
# What scripts call; helpers for those who write layers of their own are left out of the long lists.
PUBLIC = ("", "applications", "callbacks", "layers", "losses", "metrics", "models", "optimizers", "utils")
HEAD = """\
# Keras 1, 2 and 3

<!-- Made by tools/make_catalogue.py from kerlint/keras/catalog/ and kerlint/keras/renames.py. -->

Kerlint knows the signature of every public class and function of these versions of Keras, and binds calls to
parameters by them: as the version that a script is for takes them, or, where that is not known, as the newest
version that the call fits.

| version | read from | names |
|---|---|---|
"""
SOURCES = {
    "1": "the sources of 1.2.2",
    "2.3": "the sources of 2.3.1, the last with code of its own",
    "2": "tf_keras, which is `tf.keras` up to TensorFlow 2.15",
    "3": "keras",
    "3-tf": "what only `tf.keras` has from TensorFlow 2.16 on",
}


def code(path: str) -> str:
    return f"`{path}`"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def until(path: str) -> str:
    """The last version that has a name."""
    last = next(version for version in VERSIONS if path in catalog(version))
    return TITLES[last]


def renamed_names() -> Iterator[tuple[str, ...]]:
    for old, new in sorted(MODULES.items()):
        yield code(f"keras.{old}"), code(f"keras.{new}"), "Keras 1" if "vis_utils" not in old else "Keras 2.3"
    for old, new in sorted(names().items()):
        yield code(f"keras.{old}"), code(f"keras.{new}"), until(old)


def layer_parameters() -> Iterator[tuple[str, ...]]:
    """Old and new name of parameters, and the layers that have them."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for version in OLD:
        for path in catalog(version):
            if not path.startswith("layers."):
                continue
            for name in signatures(f"keras.{path}")[version].names:
                new = parameter(f"keras.{path}", name)
                if any(name in parts for parts in KERNELS):
                    new = "kernel_size"
                if new != name:
                    found[name, new].add(class_name(path.removeprefix("layers.")))
    for (old, new), owners in sorted(found.items()):
        yield code(old), code(new), ", ".join(sorted(owners))


def other_parameters() -> Iterator[tuple[str, ...]]:
    for path, renamed in sorted(PARAMETERS.items()):
        for old, new in sorted(renamed.items()):
            yield code(f"keras.{path}"), code(old), code(new) + (", in batches" if old in OTHER_UNITS else "")


def gone(version: str, later: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of a version that no later one has, nor under another name, by module."""
    renamed = {*names(), *MODULES}
    return by_module(
        path
        for path in catalog(version)
        if path not in renamed and not any(path in catalog(v) for v in later)
    )


def by_module(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        module, _, name = path.rpartition(".")
        found[module].append(name)
    return found


def listed(found: dict[str, list[str]]) -> str:
    return table(
        ("module", "names"),
        (
            (code(f"keras.{module}".rstrip(".")), ", ".join(sorted(words)))
            for module, words in sorted(found.items())
        ),
    )


def changed(path: str) -> tuple[str, str, str] | None:
    """Parameters that went, came, or have another default or place, from Keras 2 to 3."""
    versions = signatures(f"keras.{path}")
    old, new = versions["2"], versions["3"]
    went = [name for name in in_order("2", path) if parameter(f"keras.{path}", name) not in new.names]
    kept = {parameter(f"keras.{path}", name) for name in old.names}
    came = [name for name in in_order("3", path) if name not in kept]
    others = [
        f"{code(name)}: {code(old.defaults[name])} → {code(new.defaults[name])}"
        for name in in_order("3", path)
        if name in old.defaults and name in new.defaults and old.default(name) != new.default(name)
    ]
    others += [f"{code(name)} has no default any more" for name in new.required if name in old.defaults]
    if moved := first_moved(old, new):
        others.append(moved)
    if not (went or others):
        return None
    return ", ".join(map(code, went)), ", ".join(map(code, came)), "; ".join(others)


def in_order(version: str, path: str) -> list[str]:
    words = (catalog(version)[path] or "").split()
    return [word.partition("=")[0] for word in words if not word.startswith("*")]


def first_moved(old: Signature, new: Signature) -> str | None:
    """Where positional arguments begin to mean something else."""
    for place, (before, after) in enumerate(zip(old.positional, new.positional), 1):
        if before != after and before in new.positional:
            return f"by position, {code(before)} was number {place}"
    return None


def changes() -> Iterator[tuple[str, ...]]:
    """What changed alike in a module stands in one row."""
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in sorted(catalog("2").keys() & catalog("3").keys()):
        module, _, name = path.rpartition(".")
        internal = module not in PUBLIC and not module.startswith(("Model", "datasets", "preprocessing"))
        alias = canonical(f"keras.{path}") != f"keras.{path}" or name in CLASS_ALIASES
        if internal or alias or name in ("deserialize", "serialize"):
            continue
        found = changed(path)
        if found is not None:
            rows[(module, *found)].append(f"keras.{path}")
    for (_, *found), paths in sorted(rows.items(), key=lambda row: row[1]):
        yield ", ".join(map(code, paths)), *found


def page() -> str:
    added = by_module(path for path in catalog("3") if not any(path in catalog(version) for version in OLD))
    parts = [
        HEAD
        + "".join(
            f"| {TITLES[version]} | {SOURCES[version]} | {len(catalog(version)):,} |\n"
            for version in VERSIONS
        ),
        "## Renamed\n",
        table(("was", "is", "up to"), renamed_names()),
        "## Parameters of layers renamed\n",
        table(("was", "is", "in"), layer_parameters()),
        "## Other parameters renamed\n",
        table(("of", "was", "is"), other_parameters()),
        "## Only in tf.keras\n",
        "Keras 3 has these under `tf.keras`, not under `keras`.\n",
        listed(by_module(catalog("3-tf"))),
        "## Gone with Keras 3\n",
        listed(gone("2", ("3", "3-tf"))),
        "## Gone with the move into TensorFlow\n",
        listed(gone("2.3", ("2", "3-tf", "3"))),
        "## Gone with Keras 2\n",
        listed(gone("1", ("2.3", "2", "3-tf", "3"))),
        "## Changed from Keras 2 to 3\n",
        "Where parameters went, or a default or place changed; what came is told of these alone.\n",
        table(("of", "went", "came", "changed"), changes()),
        "## New in Keras 3\n",
        listed(added),
    ]
    return "\n".join(parts)


def main() -> int:
    text = page()
    if sys.argv[1:] == ["--check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        if not current:
            print(f"{PAGE.relative_to(ROOT)} is not current")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
