"""`model.compile(...)`: the optimizer, the losses of the outputs and the metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras import losses
from kerlint.keras.loss_calls import try_on
from kerlint.keras.signatures import bind
from kerlint.script import Compile, Loss, Metric, Model, Output
from kerlint.symbolic.arithmetic import is_number
from kerlint.symbolic.values import Argument, Arguments, DictValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libcst import CSTNode

    from kerlint.keras.models import ModelValue
    from kerlint.symbolic.evaluator import Evaluator


def compile_model(model: ModelValue | Model, arguments: Arguments, ev: Evaluator, node: CSTNode) -> Compile:
    """Write a compile down and make its optimizer the model's."""
    from kerlint.keras.run import KerasRun

    run = ev.extension(KerasRun)
    bound = bind("keras.Model.compile", arguments, run.major or _major(arguments))
    complete = not (arguments.open_keywords or arguments.open_positional)
    call = run.call("keras.Model.compile", bound, node, complete)
    snapshot = model if isinstance(model, Model) else model.snapshot(ev)
    optimizer = None
    given = bound.get("optimizer")
    if given is not None:
        optimizer = losses.optimizer(given.value, given.node or node, ev)
    elif complete:
        optimizer = losses.optimizer("rmsprop", node, ev)
    if not isinstance(model, Model):
        model.optimizer = optimizer
    loss = bound.get("loss")
    if loss is not None and not isinstance(model, Model):
        try_on(loss.value, model, ev, loss.node or node)
    pairs = _losses(loss, snapshot.outputs, node)
    metrics = _metrics(bound, snapshot.outputs, node)
    if metrics == () and not complete and "metrics" not in bound:
        metrics = None
    compiled = Compile(snapshot, None if optimizer is None else optimizer.made, pairs, metrics, call)
    run.compiles.append(compiled)
    return compiled


def _major(arguments: Arguments) -> int | None:
    """The Keras that a call is written for: 2 has the metrics third, where 3 has the weights of the losses."""
    if len(arguments.positional) > 2:
        third = arguments.positional[2].value
        entries = third.items if losses.is_list(third) else [third]
        if isinstance(third, DictValue):
            entries = list(third.items.values())
        if any(not is_number(entry) for entry in entries) and third is not None:
            return 2
    return None


# --- losses -------------------------------------------------------------------------------------------

_NO_OUTPUT = Output(None, None, None)


def _losses(
    given: Argument | None, outputs: Sequence[Output], call: CSTNode
) -> tuple[tuple[Output, Loss], ...]:
    if given is None or given.value is None:
        return ()
    ends = list(outputs) or [_NO_OUTPUT]
    value, node = given.value, given.node or call
    pairs: list[tuple[Output, Any, CSTNode]] = []
    if isinstance(value, DictValue):
        by_name = {output.name: output for output in ends}
        for key, entry, at in losses.entries(value, node):
            output = by_name.get(key) if isinstance(key, str) else None
            if output is None and len(ends) == 1 and ends[0].name is None:
                output = ends[0]
            pairs.append((output or Output(None, key if isinstance(key, str) else None, None), entry, at))
    elif losses.is_list(value):
        found = list(losses.items(value, node))
        if len(ends) == 1 and len(found) > 1:
            ends = [_NO_OUTPUT] * len(found)
        pairs = [(output, entry, at) for output, (entry, at) in zip(ends, found)]
    else:
        pairs = [(output, value, node) for output in ends]
    told = [(output, losses.loss(entry, at)) for output, entry, at in pairs]
    return tuple((output, loss) for output, loss in told if loss is not None)


# --- metrics ------------------------------------------------------------------------------------------


def _metrics(
    bound: dict[str, Argument], outputs: Sequence[Output], call: CSTNode
) -> tuple[Metric, ...] | None:
    found: list[Metric] = []
    for name in ("metrics", "weighted_metrics"):
        given = bound.get(name)
        if given is None or given.value is None:
            continue
        part = _of_argument(given.value, given.node or call, outputs)
        if part is None:
            return None
        found.extend(part)
    return tuple(found)


def _of_argument(value: Any, node: CSTNode, outputs: Sequence[Output]) -> list[Metric] | None:
    several = len(outputs) > 1
    if isinstance(value, DictValue):
        found: list[Metric] = []
        for key, entry, at in losses.entries(value, node):
            name = key if isinstance(key, str) else None
            part = _flat(entry, at, name, name if several else None)
            if part is None:
                return None
            found.extend(part)
        return found if value.complete else None
    if losses.is_list(value):
        if not value.complete:
            return None
        entries = list(losses.items(value, node))
        nested = any(losses.is_list(entry) for entry, _ in entries)
        if several and (nested or len(entries) == len(outputs)):
            # Keras 3 gives the entries to the outputs in order; so does Keras 2 with nested lists.
            found = []
            for output, (entry, at) in zip(outputs, entries):
                part = _flat(entry, at, output.name, output.name)
                if part is None:
                    return None
                found.extend(part)
            return found
        ends = [output.name for output in outputs] if several else [None]
        found = []
        for end in ends:
            for entry, at in entries:
                part = _flat(entry, at, None, end)
                if part is None:
                    return None
                found.extend(part)
        return found
    return _flat(value, node, None, None) if isinstance(value, str) else _single(value, node)


def _single(value: Any, node: CSTNode) -> list[Metric] | None:
    """A lone object in place of a list."""
    made = losses.metric(value, node, None, None)
    return [made] if made.name is not None or made.own else None


def _flat(value: Any, node: CSTNode, output: str | None, prefix: str | None) -> list[Metric] | None:
    if value is None:
        return []
    if losses.is_list(value):
        if not value.complete:
            return None
        found: list[Metric] = []
        for entry, at in losses.items(value, node):
            part = _flat(entry, at, output, prefix)
            if part is None:
                return None
            found.extend(part)
        return found
    return [losses.metric(value, node, output, prefix)]
