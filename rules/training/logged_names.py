"""The names under which fit logs losses and metrics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerlint.script import Compile, Fit, Metric
    from kerlint.target import Target

TWINS = {"acc": "accuracy", "accuracy": "acc"}


@dataclass(frozen=True, slots=True)
class Logged:
    """What a fit logs.

    Attributes:
        training: the names without `val_`, in order, the loss first.
        certain: are these all?
        validates: does it log `val_` names as well? None where not known.
    """

    training: tuple[str, ...]
    certain: bool
    validates: bool | None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, those of validation first."""
        validation = tuple(f"val_{name}" for name in self.training) if self.validates else ()
        return (*validation, *self.training)


def logged(fit: Fit, target: Target) -> Logged:
    """The names that Keras 2.3 and later logs, or for an older target what that logs.

    Source: the keys of `History.history` under Keras 3.15, tf_keras 2.21 and, for "acc", Keras 2.2.4.
    """
    compiled = fit.compile
    if compiled is None:
        return Logged((), False, fit.validates)
    outputs = [output.name for output in compiled.model.outputs]
    metrics = compiled.metrics
    certain = metrics is not None and bool(outputs) and _plain(compiled)
    names = ["loss"]
    if len(outputs) > 1:
        certain = certain and None not in outputs
        names += [f"{output}_loss" for output in outputs if output]
    for metric in metrics or ():
        name = _name(metric, target)
        if name is None:
            certain = False
        else:
            names.append(name)
        if len(outputs) > 1 and metric.output is None and metric.name is not None:
            # Keras 3 gives the entries of a list to one output each, Keras 2 all of them to every output.
            names += [f"{output}_{metric.name}" for output in outputs if output]
    return Logged(tuple(dict.fromkeys(names)), certain, fit.validates)


def _plain(compiled: Compile) -> bool:
    """Does compile alone decide what is logged? A class with a training step or metrics of its own does, too."""
    given, model = compiled.call, compiled.model
    known = ("sequential", "functional", "application")
    return (
        # A class's several outputs have no names that are sure.
        (model.kind in known or (model.kind == "subclass" and len(model.outputs) == 1))
        and not model.own_logs
        and given.complete
        and "weighted_metrics" not in given.arguments
    )


def _name(metric: Metric, target: Target) -> str | None:
    if metric.logged in ("accuracy", "acc") and before_2_3(target):
        return "acc"
    return metric.logged


def before_2_3(target: Target) -> bool:
    """Is a Keras pinned that logs "acc" whatever the metric is called (before 2.3, TensorFlow 1)?"""
    match = re.search(r"\b(keras|tensorflow[a-z-]*)(==|<=|<|~=)(\d+)\.(\d+)", target.source)
    if target.major != 2 or match is None:
        return False
    version, first_new = (int(match[3]), int(match[4])), (2, 3) if match[1] == "keras" else (2, 0)
    return version < first_new or (match[2] == "<" and version == first_new)


def like(monitor: str, name: str) -> bool:
    """May the two be the same metric, up to case and the number that Keras appends to a second `auc`?"""
    return _stem(monitor) == _stem(name)


def _stem(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return re.sub(r"_\d+$", "", words).replace("_", "")
