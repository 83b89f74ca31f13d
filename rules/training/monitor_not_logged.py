"""KER601 monitor-not-logged."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.values import as_bool
from kerlint_rules.writing import string

from .logged_names import TWINS, Logged, before_2_3, like, logged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kerlint.script import Callback, Fit, Script
    from kerlint.target import Target

WATCHERS = ("EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint")


class MonitorNotLogged(Rule):
    """A callback monitors a name that fit does not log.

    What it finds
    -------------
    `EarlyStopping`, `ReduceLROnPlateau` and `ModelCheckpoint(save_best_only=True)` whose `monitor` (by
    default `val_loss`) is not among the names that this `fit` logs: `val_acc` where compile has
    `metrics=["accuracy"]`, a `val_` name in a fit without validation data, a misspelt or forgotten metric.
    Since Keras 2.3 a metric is logged under the name it is given by: "acc" as `acc`, "accuracy" as
    `accuracy`. Where metrics or outputs of one's own may log further names, or callbacks whose code does more
    with `logs` than to read them, the rule is silent about names that these could be.

    Why is this bad?
    ----------------
    Measured with a monitor of `val_acc` and `metrics=["accuracy"]`: Keras 3.15 and 3.3 raise ValueError at
    the end of the first epoch, because they cannot guess whether more is better. With `mode` given, or with
    `val_loss` and no validation data, there is only a warning: early stopping never stops (12 epochs instead
    of 3), the learning rate is never reduced, and `ModelCheckpoint(save_best_only=True)` keeps every epoch.
    Keras 2.10 warns and never writes the checkpoint. Up to Keras 2.2 it is the other way round: `val_acc` is
    right.

    Example
    -------
    Nothing is logged as `val_acc`:

    ```python
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_acc", patience=3)
    model.fit(x, y, validation_split=0.2, callbacks=[stop])
    ```

    The metric's own name:

    ```python
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=3)
    model.fit(x, y, validation_split=0.2, callbacks=[stop])
    ```

    Fix
    ---
    Monitor the name that is logged, add the metric to compile, or give fit validation data. Between `acc` and
    `accuracy` there is a fix: safe where the project runs on Keras 3, otherwise unsafe. So is the one for a name
    that is close to one which is logged.

    References
    ----------
    - https://keras.io/api/callbacks/early_stopping/
    - https://github.com/keras-team/keras/releases/tag/2.3.0 on the names of metrics.
    """

    code: ClassVar[str] = "KER601"
    name: ClassVar[str] = "monitor-not-logged"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at what each fit's callbacks monitor."""
        added = any(call.target.endswith("add_metric") for call in script.calls)
        for watched in _watched(script):
            finding = _judge(watched, script.target, added)
            if finding is not None:
                yield finding

    def clears(self, script: Script) -> Iterable[cst.CSTNode]:
        """The callbacks whose monitor is logged in every fit of this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for watched in _watched(script):
            if watched.monitor in watched.logged.names and id(watched.node) not in wrong:
                yield watched.node

    def keeps(self, script: Script) -> Iterable[cst.CSTNode]:
        """The callbacks of which a fit logs the monitor here, or may do so."""
        added = any(call.target.endswith("add_metric") for call in script.calls)
        return (one.node for one in _watched(script) if _judge(one, script.target, added) is None)


@dataclass(frozen=True, slots=True)
class _Watched:
    """A callback in a fit and what it monitors."""

    callback: Callback
    fit: Fit
    monitor: str
    node: cst.CSTNode
    given: bool
    logged: Logged
    others: bool


def _watched(script: Script) -> Iterator[_Watched]:
    for fit in script.fits:
        if fit.method == "train_on_batch":
            continue
        # Callbacks of one's own, and those out of sight, may put names of theirs into the logs.
        others = not fit.callbacks_complete or any(
            (callback.own and not callback.only_reads) or callback.class_name == "LambdaCallback"
            for callback in fit.callbacks or ()
        )
        names = logged(fit, script.target)
        for callback in fit.callbacks or ():
            if callback.own or callback.class_name not in WATCHERS or not callback.call.complete:
                continue
            if callback.class_name == "ModelCheckpoint" and not _keeps_best(callback):
                continue
            argument = callback.call.arguments.get("monitor")
            monitor = argument.value if argument is not None else "val_loss"
            if isinstance(monitor, str):
                node = (
                    argument.node
                    if argument is not None and argument.node is not None
                    else callback.call.node
                )
                yield _Watched(callback, fit, monitor, node, argument is not None, names, others)


def _keeps_best(callback: Callback) -> bool:
    return as_bool(callback.call.value("save_best_only", False)) is True


def _judge(watched: _Watched, target: Target, added: bool) -> Finding | None:
    monitor, names = watched.monitor, watched.logged
    if monitor in names.names or monitor in ("lr", "learning_rate"):
        return None
    plain = monitor.removeprefix("val_")
    if monitor.startswith("val_") and names.validates is False:
        if watched.others or _may_validate(watched.fit):
            return None
        return _without_validation(watched)
    if monitor.startswith("val_") and names.validates is None and plain in names.training:
        return None
    twin = TWINS.get(plain)
    if twin in names.training and plain not in names.training and (names.certain or _no_objects(watched.fit)):
        return _twin(watched, monitor.replace(plain, twin), target)
    if added or watched.others or not names.certain or _adds_metrics(watched.fit):
        return None
    if any(like(plain, name) for name in names.training):
        return None
    if names.validates is None and monitor.startswith("val"):
        return None
    return _other(watched)


def _may_validate(fit: Fit) -> bool:
    """May another run of this very call validate? `validation_data=val` with a None in it, `**options`."""
    node = fit.node
    if not isinstance(node, cst.Call) or "validation_freq" in fit.call.arguments:
        return True
    given = fit.call.arguments.get("validation_data")
    literal = given is None or (isinstance(given.node, cst.Name) and given.node.value == "None")
    return not literal or any(arg.star == "**" for arg in node.args)


def _no_objects(fit: Fit) -> bool:
    """Are all metrics plain strings, so that none has a name of its own?"""
    metrics = fit.compile.metrics if fit.compile is not None else None
    return metrics is not None and all(metric.call is None and not metric.own for metric in metrics)


def _adds_metrics(fit: Fit) -> bool:
    """Has the model layers or a class of its own that may add metrics?"""
    model = fit.model
    return model is None or not model.complete or any(not layer.keras for layer in model.layers())


def _without_validation(watched: _Watched) -> Finding:
    default = "" if watched.given else " (the default)"
    name = watched.callback.class_name
    return Finding(
        watched.node,
        f"{name} monitors {watched.monitor}{default}, but this fit has no validation data",
        notes=(_consequence(watched, guessed=watched.monitor == "val_loss"),),
        help="give fit validation_data or validation_split, or monitor a training metric such as loss",
        related=((watched.fit.node, "the fit without validation data"),),
    )


def _twin(watched: _Watched, right: str, target: Target) -> Finding:
    old = before_2_3(target)
    sure = target.major == 3 or old
    versions = "" if sure else " in Keras 2.3 and later"
    return Finding(
        watched.node,
        f"{watched.callback.class_name} monitors {watched.monitor}, but fit logs {right}{versions}",
        notes=(_consequence(watched),),
        help=f'use monitor="{right}"',
        related=_places(watched),
        severity=Severity.ERROR if sure else Severity.WARNING,
        fix=_fix(watched, right, Applicability.SAFE if sure else Applicability.UNSAFE),
    )


def _fix(watched: _Watched, right: str, safety: Applicability) -> ProposedFix | None:
    edit = string(watched.node, right) if watched.given else None
    if edit is None:
        return None
    return ProposedFix(f"Monitor `{right}`", (edit, *_file_names(watched, right)), safety)


def _file_names(watched: _Watched, right: str) -> Iterator[NodeEdit]:
    """A checkpoint's file that is named after the monitored value: `w.{val_acc:.2f}.h5`."""
    given = watched.callback.call.arguments.get("filepath")
    if given is not None and given.node is not None and isinstance(given.value, str):
        text = re.sub(rf"\{{{re.escape(watched.monitor)}(?=[:}}])", f"{{{right}", given.value)
        if text != given.value and not re.search(r"[\\\n\"']", text):
            yield NodeEdit(given.node, text, at="string")


def _other(watched: _Watched) -> Finding:
    names = watched.logged.names
    near = difflib.get_close_matches(watched.monitor, names, n=1, cutoff=0.7)
    # Letters left out or swapped, not another output's name in front.
    slip = difflib.get_close_matches(watched.monitor, names, n=2, cutoff=0.85)
    return Finding(
        watched.node,
        f"{watched.callback.class_name} monitors {watched.monitor}, which fit does not log: "
        f"it logs {', '.join(sorted(names))}",
        notes=(_consequence(watched),),
        help=f'did you mean "{near[0]}"?' if near else "monitor one of these, or add the metric to compile",
        related=_places(watched),
        fix=_fix(watched, slip[0], Applicability.UNSAFE) if len(slip) == 1 else None,
    )


def _places(watched: _Watched) -> tuple[tuple[cst.CSTNode, str], ...]:
    compiled = watched.fit.compile
    places: list[tuple[cst.CSTNode, str]] = []
    if compiled is not None:
        places.append((compiled.metrics[0].node if compiled.metrics else compiled.node, "the metrics"))
    places.append((watched.fit.node, "the fit"))
    return tuple(places)


def _consequence(watched: _Watched, guessed: bool = False) -> str:
    """What Keras does about it."""
    effect = {
        "EarlyStopping": "training is never stopped",
        "ReduceLROnPlateau": "the learning rate is never reduced",
        "ModelCheckpoint": "Keras 3 saves every epoch, Keras 2 none",
    }[watched.callback.class_name]
    mode = watched.callback.call.value("mode", "auto")
    if guessed or mode in ("min", "max"):
        return f"there is only a warning: {effect}"
    return f"Keras 3 raises ValueError after the first epoch; Keras 2 only warns: {effect}"
