"""Published examples under Kerlint and under real Keras: does `kerlint show` tell the models that Keras builds?

    python -m benchmarks.agreement_examples FOLDER... [--keras 2] [--seconds 60] [--only NAME...]

Each script or notebook of the folders is run in a process of its own (see `benchmarks.offline.running`), with
tf_keras as `keras` for `--keras 2`, and read by Kerlint. Its models are compared in order of creation: the layers with
their names and classes, output shapes and weights, the model's inputs, outputs and weights. A model agrees where all
of it is the same; it is told in part where Kerlint leaves something open and the rest is the same; every contradiction
is printed.
Exit 1 where there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

from benchmarks.offline.models import Built, Part
from benchmarks.offline.running import Ran, run
from kerlint.keras.layers import spec
from kerlint.source import SourceError

Json = Any

# What Keras calls a functional model; Kerlint tells the architecture where it is one of keras.applications.
_MODELS = frozenset(("Functional", "Model"))


@dataclass
class Comparison:
    """Of one model.

    Attributes:
        wrong: what Kerlint says and Keras does otherwise.
        open: what Kerlint does not say.
    """

    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def fact(self, what: str, told: Any, real: Any) -> None:
        if told is None and real is not None:
            self.open.append(f"{what} is {real}")
        elif real is not None and told != real:
            self.wrong.append(f"{what} is {real}, not {told}")

    def shape(self, what: str, told: Json, real: list[list[int | None]]) -> None:
        """One of the shapes that a layer's calls give; a None in what is told may be any number."""
        if not real:
            return
        if told is None:
            self.open.append(f"{what} is {real[0]}")
        elif told not in real:
            loose = any(
                len(told) == len(r) and all(a is None or a == b for a, b in zip(told, r)) for r in real
            )
            (self.open if loose else self.wrong).append(f"{what} is {real[0]}, not {told}")


def compare(told: Json, real: Built, legacy: bool, names: bool = True) -> Comparison:
    """What `kerlint show` tells of a model against the model; `names` False where Keras has not counted all layers."""
    found = Comparison()
    if told["kind"] == "application" and not told["layers"]:
        _ends(found, told, real)
        return found
    if told["kind"] in ("unknown", "subclass") and not told["layers"]:
        found.open.append(f"layers of a {told['kind']} model")
        found.fact("params", told["params"], real.params)
        return found
    layers, parts = told["layers"], list(real.parts)
    if real.class_name not in ("Sequential", *_MODELS):
        _attributes(found, layers, parts)
        found.fact("params", told["params"], real.params)
        return found
    if len(layers) != len(parts):
        # Versions differ in which functions they list, and one function may be several operations.
        kept = [part for part in parts if not part.operation]
        layers = [layer for layer in layers if layer["class"][:1].isupper()]
        if any(layer["class"] == "Layer" for layer in layers):
            found.open.append(f"layers are {', '.join(part.class_name for part in parts)}")
            return found
        if len(layers) != len(kept):
            classes = ", ".join(f"{ours['class']}" for ours in layers)
            (found.wrong if told["complete"] else found.open).append(
                f"layers are {', '.join(part.class_name for part in parts)}, not {classes}"
            )
            return found
        parts = kept
    for ours, part in zip(layers, parts):
        _layer(found, ours, part, legacy, names)
    _ends(found, told, real)
    return found


def _attributes(found: Comparison, layers: list[Json], parts: list[Part]) -> None:
    """The layers of a subclassed model: Keras lists its attributes, Kerlint what `call` applies."""
    called = Counter(_kind(layer["class"]) for layer in layers if layer["class"][:1].isupper())
    held = Counter(_kind(part.class_name) for part in parts)
    if called - held:
        found.wrong.append(f"layers are {', '.join(held.elements())}, not {', '.join(called.elements())}")
    elif held - called:
        found.open.append(f"layers {', '.join((held - called).elements())}")


def _kind(class_name: str) -> str:
    return "model" if class_name in (*_MODELS, "Sequential") else _plain(class_name)


def _ends(found: Comparison, told: Json, real: Built) -> None:
    for what, ours, theirs in (
        ("input", told["inputs"], real.inputs),
        ("output", told["outputs"], real.outputs),
    ):
        if theirs is None:
            continue
        if len(ours) != len(theirs):
            found.wrong.append(f"{len(theirs)} {what}s, not {len(ours)}")
        for i, (one, other) in enumerate(zip(ours, theirs)):
            found.shape(f"{what} {i}", one, [other])
    found.fact("params", told["params"], real.params)


def _layer(found: Comparison, ours: Json, part: Part, legacy: bool, names: bool) -> None:
    where = f"{part.name} ({part.class_name})"
    if ours["class"] == "Layer":
        # Any one of the layers of a model whose layers are not listed.
        found.open.append(f"layer {where}")
        return
    models = part.class_name in _MODELS
    if not part.operation and not (models and (ours["class"] in _MODELS or spec(ours["class"]) is None)):
        found.fact(f"class of {where}", _plain(ours["class"]), _plain(part.class_name))
    # Automatic names of inputs, functional models and operators differ between the versions.
    if names and not (legacy and (models or part.operation or part.class_name == "InputLayer")):
        found.fact(f"name of {where}", ours["name"], part.name)
    found.shape(f"output of {where}", ours["output_shape"], part.shapes)
    if part.params is not None:
        found.fact(f"params of {where}", ours["params"], part.params)


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def matched(told: list[Json], ran: Ran, legacy: bool) -> tuple[list[Comparison | None], int]:
    """Each model of Keras with the best of Kerlint's that the same line makes; how many of Kerlint's are left over.

    Paths that this run did not take make models, too; and one call makes many where it stands in a loop or a function.
    """
    used: set[int] = set()
    found: list[Comparison | None] = []
    for model in ran.models:
        # A layer whose statement failed has taken no number, and one made for the second time has the next.
        named = all(line >= model.lines[0] for line, _ in ran.failures)
        here = [
            (i in used, len(c.wrong), len(c.open), i, c)
            for i, one in enumerate(told)
            if one["line"] is not None and model.lines[0] <= one["line"] <= model.lines[1]
            for c in [compare(one, model, legacy, named and i not in used)]
        ]
        best = min(here, key=lambda entry: (entry[1], entry[2], entry[0], entry[3]), default=None)
        if best is not None:
            used.add(best[3])
        found.append(None if best is None else best[4])
    return found, len(told) - len(used)


def told_models(path: Path, legacy: bool) -> tuple[str, list[Json]]:
    """The script's text, and the models of `kerlint show` with the line that makes each and whether it is all of it."""
    from libcst.metadata import MetadataWrapper, PositionProvider

    from kerlint.builder import Reading
    from kerlint.linter import world_of
    from kerlint.reporting.show import payload
    from kerlint.settings import Settings
    from kerlint.source import read_source
    from kerlint.syntax import parse, with_deep_stack

    def work() -> tuple[str, list[Json]]:
        source = read_source(path.read_bytes(), str(path))
        module = parse(source.text)
        settings = Settings(target_keras="2" if legacy else "3")
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
        scripts = list(Reading(module, source, settings, world_of(source.path, settings)).scripts())
        models: list[Json] = []
        for script in scripts:
            for model in script.models:
                only = payload([_with_models(script, model)], lambda _: None)["models"][0]
                place = places.get(model.node)
                entry = {**only, "line": place.start.line if place else None, "complete": model.complete}
                if entry not in models:
                    models.append(entry)
        return source.text, models

    return with_deep_stack(work)


def _with_models(script: Any, model: Any) -> Any:
    from dataclasses import replace

    return replace(script, models=(model,))


def really(text: str, legacy: bool, seconds: float) -> Ran | None:
    """The run of a script in a child process; None where it died."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "ran"
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            _quiet()
            try:
                result.write_bytes(pickle.dumps(run(text, legacy, seconds)))
            finally:
                os._exit(0)
        deadline = time.monotonic() + seconds + 20
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
            time.sleep(0.05)
        return pickle.loads(result.read_bytes()) if result.exists() and result.stat().st_size else None


def _quiet() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    sys.stdin, sys.stdout = open(os.devnull), open(os.devnull, "w")  # noqa: PTH123, SIM115


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--keras", choices=("2", "3"), default="3")
    parser.add_argument("--seconds", type=float, default=60, help="for each script")
    parser.add_argument("--only", nargs="*", help="names of scripts, without suffix")
    options = parser.parse_args()
    import tensorflow as tf  # noqa: F401 - once for all children

    with contextlib.suppress(ImportError):
        import tf_keras  # noqa: F401
    import keras  # noqa: F401

    counts: Counter[str] = Counter()
    for folder in options.folders:
        for path in sorted([*folder.glob("*.py"), *folder.glob("*.ipynb")]):
            if not options.only or path.stem in options.only:
                _one(path, options.keras == "2", options.seconds, counts)
    for name, count in counts.items():
        print(f"{count:5} {name}")
    return 1 if counts["models contradicted"] or counts["models not seen"] else 0


def _one(path: Path, legacy: bool, seconds: float, counts: Counter[str]) -> None:
    try:
        text, told = told_models(path, legacy)
    except SourceError as error:
        counts["files that are no Python"] += 1
        print(f"{path.name}: {error}", flush=True)
        return
    counts["scripts"] += 1
    ran = really(text, legacy, seconds)
    if ran is None:
        counts["scripts that died"] += 1
        print(f"{path.name}: died", flush=True)
        return
    counts["scripts that ran to their end without an error"] += ran.in_time and not ran.failures
    found, left = matched(told, ran, legacy)
    counts["models compared"] += len(found)
    counts["models told by Kerlint only"] += left
    notes = [] if ran.in_time else ["stopped by the time limit"]
    notes += [f"{len(ran.failures)} statements failed"] if ran.failures else []
    print(f"{path.name}: {len(found)} models, {left} more told" + "".join(f"; {note}" for note in notes))
    for line, error in ran.failures[:3]:
        print(f"    line {line}: {error.splitlines()[0][:150]}")
    for model, comparison in zip(ran.models, found):
        if not model.whole and (comparison is None or comparison.wrong):
            counts["models compared"] -= 1
            counts["models that the run left unfinished"] += 1
            continue
        kind = (
            "not seen"
            if comparison is None
            else "contradicted"
            if comparison.wrong
            else "told in part"
            if comparison.open
            else "agreed on"
        )
        counts[f"models {kind}"] += 1
        if comparison is None or comparison.wrong or comparison.open:
            print(f"  {model.name} ({model.class_name}, line {model.lines[0]}): {kind}")
        if comparison is not None:
            for sort, remarks in (("WRONG", comparison.wrong), ("open", comparison.open)):
                for remark in remarks[:6]:
                    print(f"    {sort}: {remark}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
