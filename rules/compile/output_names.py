"""What outputs of models are called, and where scripts name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.diagnostic import Applicability
from kerlint.keras.losses import key_nodes
from kerlint.rule import ProposedFix
from kerlint.symbolic.values import DictValue, TupleValue
from kerlint_rules.writing import string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Call, Compile, DataSource, Fit, Measurement, Model, Output, Script

_BOTH = frozenset({2, 3})
_COMPILE = ("loss", "metrics", "weighted_metrics", "loss_weights")
# What Keras 2 and 3 call models that the script gives no name.
_MODELS = re.compile(r"(model|functional|sequential)(_\d+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """A dict that names outputs.

    Attributes:
        model: whose outputs.
        keys: the keys, each with the place that writes it.
        words: what names them: "`loss` names", "The data name".
        wrong_in: the major versions of Keras that refuse a key that is no output, or go on without its entry.
        note: what Keras does with such a key, where that is not a refusal in both.
        major: the version that the script runs on, None where not known.
    """

    model: Model
    keys: tuple[tuple[str, CSTNode], ...]
    words: str
    wrong_in: frozenset[int] = _BOTH
    note: str | None = None
    major: int | None = None

    def accepts(self, key: str) -> bool:
        """May the key be meant for an output?"""
        return any(_is_name(key, output, self.major) for output in self.model.outputs)


def namings(script: Script) -> Iterator[Naming]:
    """All dicts that name outputs, in the order of the calls."""
    major = script.target.major
    for compiled in script.compiles:
        if not compiled.model.own_training:
            yield from _of_compile(compiled, major)
    runs: tuple[Fit | Measurement, ...] = (*script.fits, *script.evaluations)
    for run in runs:
        yield from _of_data(run, major)


def _of_compile(compiled: Compile, major: int | None) -> Iterator[Naming]:
    model = compiled.model
    dicts = returns_dict(model)
    single = len(model.outputs) == 1 and not dicts
    for name in _COMPILE:
        keys = _keys(compiled.call, name)
        note, wrong = None, _BOTH
        if name == "loss" and dicts:
            note = "Keras 2 trains without that loss and does not say so; Keras 3 refuses it"
        elif name != "loss" and single:
            note, wrong = "Keras 2 refuses it; Keras 3 takes it for the one output there is", frozenset({2})
        if keys:
            yield Naming(model, keys, f"`{name}` names", wrong, None if major in wrong else note, major)


def _of_data(run: Fit | Measurement, major: int | None) -> Iterator[Naming]:
    model, compiled = run.model, run.compile
    if model is None or model.own_training or compiled is None or not compiled.losses:
        return
    validation: DataSource | None = getattr(run, "validation", None)
    train: DataSource | None = getattr(run, "train", None) or getattr(run, "data", None)
    for name, words in (("y", "The dict of labels names"), ("sample_weight", "`sample_weight` names")):
        keys = _keys(run.call, name)
        if keys:
            yield Naming(model, keys, words, major=major)
    pair = run.call.arguments.get("validation_data")
    if train is not None and train.label_names and not _keys(run.call, "y"):
        keys = tuple((key, train.node) for key in train.label_names)
        yield Naming(model, keys, "The data name", major=major)
    if pair is not None and validation is not None and validation.label_names:
        keys = _second(pair.value) or tuple((key, validation.node) for key in validation.label_names)
        yield Naming(model, keys, "The validation data name", major=major)


def _keys(call: Call, name: str) -> tuple[tuple[str, CSTNode], ...]:
    given = call.arguments.get(name)
    if given is None or not isinstance(given.value, DictValue):
        return ()
    found = key_nodes(given.value, given.node or call.node)
    return tuple((key, node) for key, node in found if isinstance(key, str))


def _second(pair: Any) -> tuple[tuple[str, CSTNode], ...]:
    """The keys of the labels in a pair of inputs and labels."""
    labels = pair.items[1] if isinstance(pair, TupleValue) and len(pair.items) > 1 else None
    if not isinstance(labels, DictValue) or labels.node is None:
        return ()
    return tuple((key, node) for key, node in key_nodes(labels, labels.node) if isinstance(key, str))


# --- names --------------------------------------------------------------------------------------------


def known_names(model: Model) -> tuple[str, ...] | None:
    """The names of all outputs, None where one is not known."""
    names = tuple(output.name for output in model.outputs)
    if not names or model.kind in ("unknown", "application") or any(name is None for name in names):
        return None
    if model.kind == "subclass" and not returns_dict(model):
        # Keras 2 counts these outputs, Keras 3 has no names for them.
        return None
    return tuple(name for name in names if name is not None)


def returns_dict(model: Model) -> bool:
    """Are its outputs named by the keys of a dict?"""
    if model.kind == "subclass":
        return not all(re.fullmatch(r"output_\d+", output.name or "output_1") for output in model.outputs)
    return any(output.call is not None and output.call.layer.name != output.name for output in model.outputs)


def _is_name(key: str, output: Output, major: int | None) -> bool:
    name = output.name or ""
    if key == name:
        return True
    if output.call is None:
        return False
    layer = output.call.layer
    if layer.name != name:
        # A dict's key: Keras 2 also goes by the layer's name.
        return key == layer.name and major != 3
    if layer.call.arguments.get("name") is None:
        stem = re.escape(re.sub(r"_\d+$", "", name))
        if layer.model is not None and _MODELS.fullmatch(key):
            return True
        # Functions are called otherwise in Keras 2: `tf.math.multiply`.
        return bool(re.fullmatch(rf"{stem}(_\d+)?", key) or key.startswith(("tf.", "tf_op_layer")))
    # Keras 2 counts the outputs of a layer that gives several: `score`, `score_1`.
    return re.fullmatch(rf"{re.escape(name)}_\d+", key) is not None


def meant(key: str, naming: Naming, names: tuple[str, ...]) -> str | None:
    """The output that a wrong key certainly or by its spelling means, None where that is open."""
    free = [name for name in names if all(name != other for other, _ in naming.keys)]
    wrong = [other for other, _ in naming.keys if not naming.accepts(other)]
    if len(free) == 1 and len(wrong) == 1:
        return free[0]
    import difflib

    return next(iter(difflib.get_close_matches(key, free, 1)), None)


def renamed(node: CSTNode, name: str) -> ProposedFix | None:
    """Write another name as the key."""
    edit = string(node, name)
    return None if edit is None else ProposedFix(f"Name the output {name!r}", (edit,), Applicability.UNSAFE)
