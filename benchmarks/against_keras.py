"""A random program under real Keras and under Kerlint: what is the same, what contradicts, what is not known?"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.counts import Counts
from benchmarks.programs import Program, program
from kerlint.builder import Reading
from kerlint.diagnostic import Severity
from kerlint.positions import locate
from kerlint.script import LayerCall, Model, Script, samples
from kerlint.settings import Settings
from kerlint.source import source_from_text
from kerlint.symbolic.arithmetic import Quantity
from kerlint.syntax import parse
from kerlint.world import World
from kerlint_rules.data.input_size_mismatch import InputSizeMismatch
from kerlint_rules.data.sample_count_mismatch import SampleCountMismatch
from kerlint_rules.model.missing_flatten import MissingFlatten
from kerlint_rules.model.return_sequences import ReturnSequences
from kerlint_rules.output.class_count_mismatch import ClassCountMismatch
from kerlint_rules.output.label_encoding_mismatch import LabelEncodingMismatch
from kerlint_rules.output.target_shape_mismatch import TargetShapeMismatch

if TYPE_CHECKING:
    from types import TracebackType

    from kerlint.rule import Rule

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

_FILE = "<program>"
_ACCEPTED: set[str] = set()
# Rules that tell before fit what the loss refuses, or the model; and their words for what is not refused.
_ON_LABELS: tuple[type[Rule], ...] = (
    ClassCountMismatch,
    LabelEncodingMismatch,
    MissingFlatten,
    ReturnSequences,
    SampleCountMismatch,
    TargetShapeMismatch,
)
_ON_INPUTS: tuple[type[Rule], ...] = (InputSizeMismatch,)
_NO_ERROR = ("silently", "nothing is refused", "on a CPU")


@dataclass
class Crash:
    """What Keras refused, and where.

    Attributes:
        text: the exception's type and message.
        lines: lines of the script that were being run, outermost first.
        layers: the layers at work, outermost first; their names and classes.
        training: did it happen in compile or fit?
    """

    text: str
    lines: list[int]
    layers: list[tuple[str | None, str]]
    training: bool


@dataclass
class Run:
    """A program under real Keras; `accepted` are the names of the layers that took what they were called with."""

    names: dict[str, Any]
    crash: Crash | None
    accepted: set[str]


def prepare() -> Any:
    """Keras, imported once, with whole tracebacks and small costs."""
    import tensorflow as tf

    import keras

    tf.config.run_functions_eagerly(True)
    # The tensors are tiny: more threads only wait for each other.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    warnings.simplefilter("ignore")
    call = keras.Layer.__call__

    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        output = call(self, *args, **kwargs)
        _ACCEPTED.add(self.name)
        return output

    keras.Layer.__call__ = noted
    gc.collect()
    gc.freeze()
    return keras


# --- the two readings ----------------------------------------------------------------------------------


def execute(keras: Any, made: Program) -> Run:
    """Run it under Keras; whatever it prints is dropped."""
    keras.backend.clear_session(free_memory=False)
    keras.config.disable_traceback_filtering()  # the session holds this setting
    keras.utils.set_random_seed(1)
    _ACCEPTED.clear()
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(made.text, _FILE, "exec"), names)
    except Exception as error:  # noqa: BLE001 - whatever Keras raises is what is measured
        return Run(names, _crash(keras, error, made), set(_ACCEPTED))
    return Run(names, None, set(_ACCEPTED))


def _crash(keras: Any, error: BaseException, made: Program) -> Crash:
    lines: list[int] = []
    layers: list[tuple[str | None, str]] = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == _FILE:
            lines.append(step.tb_lineno)
        owner = step.tb_frame.f_locals.get("self")
        if isinstance(owner, keras.Layer) and not isinstance(owner, keras.Model):
            entry = (owner.__dict__.get("name"), type(owner).__name__)
            if entry not in layers:
                layers.append(entry)
        step = step.tb_next
    source = made.text.splitlines()
    training = any(re.search(r"\.(fit|compile)\(", source[line - 1]) for line in lines)
    return Crash(f"{type(error).__name__}: {error}", lines, layers, training)


def read(made: Program) -> tuple[Script, Any]:
    """Kerlint's first path and the module it read."""
    root = Path("/nonexistent")
    source = source_from_text(made.text, str(root / "train.py"))
    module = parse(source.text)
    settings = Settings(target_keras="3")
    return next(iter(Reading(module, source, settings, World(root)).scripts())), module


def refused_in_fit(script: Script, rules: tuple[type[Rule], ...]) -> list[str]:
    """What these rules say that `fit` ends with an error about."""
    return [
        f"{rule.code} {finding.message} ({'; '.join(finding.notes)})"
        for rule in rules
        for finding in rule().check(script)
        if (finding.severity or rule.severity) is Severity.ERROR
        and not any(word in note for note in finding.notes for word in _NO_ERROR)
    ]


# --- comparing -----------------------------------------------------------------------------------------


def compare(keras: Any, number: int, seed: int) -> Counts:
    """What one program gives."""
    made, counts = program(number, seed), Counts(programs=1)
    counts.contradictions = [(number, text) for text in _compare(keras, made, counts)]
    counts.examples = dict.fromkeys([*counts.silent, *counts.examples], number)
    return counts


def _compare(keras: Any, made: Program, counts: Counts) -> list[str]:
    run = execute(keras, made)
    script, module = read(made)
    counts.trained += made.trains
    counts.classes.update(made.classes)
    counts.tricks.update(made.tricks)
    problems = [
        call
        for model in _unique(script.models)
        for call in model.calls
        if call.problem and 3 in call.refusing
    ]
    if run.crash is not None:
        counts.crashed += 1
        # Where no layer is at work, it is the loss that refuses.
        concerned = _ON_INPUTS if run.crash.layers else (*_ON_LABELS, *_ON_INPUTS)
        if run.crash.training and not problems and refused_in_fit(script, concerned):
            counts.predicted += 1
            return []
        accepted = [call for call in problems if call.layer.name in run.accepted]
        if not problems or not (accepted or any(_names(call, run.crash, module) for call in problems)):
            # It crashes before Keras gets to what Kerlint says, or for what Kerlint does not see.
            counts.silent[_general(run.crash)] += 1
            return []
        counts.predicted += 1
        if accepted:
            said = "; ".join(f"{call.layer.name}: {call.problem}" for call in accepted)
            return [
                f"place: kerlint says {said}\n  keras {run.crash.lines} {run.crash.layers} {run.crash.text}"
            ]
        return []
    if problems:
        if _fails_on_arrays(run):
            counts.crashed += 1
            counts.predicted += 1
            return []
        return [f"verdict: kerlint says {call.layer.name}: {call.problem}" for call in problems]
    if refused := refused_in_fit(script, (*_ON_LABELS, *_ON_INPUTS)):
        return [f"verdict: kerlint says {text}" for text in refused]
    return _compare_models(keras, made, run, script, counts) + _compare_fits(run, script, counts)


def _unique(models: tuple[Model, ...]) -> list[Model]:
    return list({model.key: model for model in models}.values())


def _names(call: LayerCall, crash: Crash, module: Any) -> bool:
    """Is the call that Kerlint names the one that Keras refuses?"""
    layer = call.layer
    outer = [entry for entry in crash.layers if entry[1] != "InputLayer"][:1]
    if outer and outer[0][0] is not None:
        return outer[0][0] in (layer.name, layer.inner and layer.inner.name)
    spans = locate([("train.py", module)], [call.node, layer.node])
    return any(span.start.row <= line <= span.end.row for _, span in spans.values() for line in crash.lines)


def _fails_on_arrays(run: Run) -> bool:
    """Does the model refuse arrays? Some wrong shapes Keras finds out only then."""
    import numpy as np

    model: Any = run.names.get("model")
    try:
        inputs = [
            np.zeros([2 if dim is None else dim for dim in tensor.shape], tensor.dtype)
            for tensor in model.inputs
        ]
        model(inputs if len(inputs) > 1 else inputs[0])
    except Exception:  # noqa: BLE001
        return True
    return False


def _compare_models(keras: Any, made: Program, run: Run, script: Script, counts: Counts) -> list[str]:
    found: list[str] = []
    ours = {model.name: model for model in _unique(script.models)}
    reals = {id(real): real for value in run.names.values() for real in _models(keras, value)}
    for real in reals.values():
        counts.models += 1
        model = ours.get(real.name)
        if model is None:
            found.append(f"model {real.name} is not among {list(ours)}")
        elif real.built:
            found += _compare_model(keras, made, real, model, counts)
    return found


def _models(keras: Any, model: Any) -> list[Any]:
    if not isinstance(model, keras.Model):
        return []
    return [model, *(inner for layer in model.layers for inner in _models(keras, layer))]


def _compare_model(keras: Any, made: Program, real: Any, model: Model, counts: Counts) -> list[str]:
    found: list[str] = []
    if not model.complete:
        counts.unseen_models[f"{model.kind}, incomplete"] += 1
        return []
    parts = real.layers if isinstance(real, keras.Sequential) else _parts(keras, real)
    first: dict[int, LayerCall] = {}
    for call in model.calls:
        first.setdefault(call.layer.key, call)
    calls = list(first.values())
    told, true = [call.layer.name for call in calls], [part.name for part in parts]
    if told != true:
        return [f"layers of {real.name}:\n  kerlint {told}\n  keras   {true}"]
    for call, part in zip(calls, parts):
        counts.shapes += 1
        counts.params += 1
        shape, weights = _output(part), part.count_params() if isinstance(part, keras.Layer) else 0
        label = type(part).__name__
        if call.output_shape is None or any(isinstance(dim, Quantity) for dim in call.output_shape):
            counts.unknown_shapes[label] += 1
            counts.examples[f"unknown {label}"] = 0
        elif shape is not None and not _same(call.output_shape, shape, made):
            found.append(f"shape of {part.name}: kerlint {call.output_shape}, keras {shape}")
        if call.params is None or isinstance(call.params, Quantity):
            counts.unknown_params[label] += 1
        elif call.params != weights:
            found.append(f"weights of {part.name}: kerlint {call.params}, keras {weights}")
    total = real.count_params()
    if model.params is not None and not isinstance(model.params, Quantity) and model.params != total:
        found.append(f"weights of {real.name}: kerlint {model.params}, keras {total}")
    return found


def _parts(keras: Any, real: Any) -> list[Any]:
    """The layers and operations of a functional model, without what only computes masks: no program has truths else."""
    return [
        part
        for part in real.operations
        if isinstance(part, keras.Layer) or part._inbound_nodes[0].output_tensors[0].dtype != "bool"
    ]


def _same(told: tuple[Any, ...], true: tuple[Any, ...], made: Program) -> bool:
    """The batch axis counts only where the script tells it: fit builds for the batches that it happens to get."""
    if made.trains and not made.declares:
        return told[1:] == true[1:]
    return tuple(told) == true


def _output(part: Any) -> tuple[Any, ...] | None:
    """The shape of the (first) output of a layer's first call in a graph; None where it has none."""
    nodes = part._inbound_nodes
    return tuple(nodes[0].output_tensors[0].shape) if nodes else None


def _compare_fits(run: Run, script: Script, counts: Counts) -> list[str]:
    history, data = run.names.get("history"), run.names.get("x_train")
    if history is None or data is None:
        return []
    counts.fits += 1
    if len(script.fits) != 1:
        return [f"kerlint sees {len(script.fits)} fits"]
    fit = script.fits[0]
    told = samples(fit.train)
    found = [] if told is None or told == len(data) else [f"fit: kerlint {told} samples, keras {len(data)}"]
    if fit.compile is not None and fit.compile.metrics is not None:
        logged = {"loss", *(metric.logged for metric in fit.compile.metrics)}
        if None not in logged and logged != set(history.history):
            found.append(f"logs: kerlint {logged}, keras {set(history.history)}")
    return found


def _general(crash: Crash) -> str:
    """The message without what differs from program to program."""
    text = crash.text.partition("\n")[0]
    text = re.sub(r"'[^']*'|\"[^\"]*\"|<[^>]*>", "…", text)
    text = re.sub(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]", "(…)", text)
    text = re.sub(r"-?\d+(\.\d+)?", "N", text)[:110]
    place = next((cls for _, cls in crash.layers if cls != "InputLayer"), "")
    return f"{'in fit: ' if crash.training else ''}{place}: {text}"
