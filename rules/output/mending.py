"""Edits of an output layer and of the loss, for the fixes of the rules on labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kerlint.keras.outputs import output_activation
from kerlint.rule import NodeEdit
from kerlint_rules.writing import LOSS_MODULES, argument, last_name, sibling, string

if TYPE_CHECKING:
    from kerlint.rule import NeededName
    from kerlint.script import Loss
    from kerlint_rules.output.targets import Pairing

# Arguments that the classes of the cross-entropies have in common.
_COMMON = frozenset({"from_logits", "reduction", "name"})


def units_edit(pairing: Pairing, count: int) -> NodeEdit | None:
    """Another number of units, where the output layer's own call has it as a number."""
    call = pairing.output.call
    if call is None:
        return None
    given = call.layer.call.arguments.get("units")
    alone = sum(layer.node is call.layer.node for layer in pairing.compiled.model.layers()) == 1
    if given is None or not isinstance(given.node, cst.Integer) or not alone:
        return None
    return NodeEdit(given.node, str(count)) if argument(call.layer.node, given.node) is not None else None


def activation_edit(pairing: Pairing, name: str) -> NodeEdit | None:
    """Another output activation, where the output layer's own call has it as a string."""
    activation, call = output_activation(pairing.output), pairing.output.call
    if activation is None or call is None or argument(call.layer.node, activation.node) is None:
        return None
    edit: NodeEdit | None = string(activation.node, name)
    return edit


def loss_edit(loss: Loss, other: str) -> tuple[NodeEdit, tuple[NeededName, ...]] | None:
    """Another loss, written as this one is: string, function or class; None where that is not sure to be the same."""
    edit = string(loss.node, other)
    if edit is not None or loss.name is None:
        return None if edit is None else (edit, ())
    call = loss.node if isinstance(loss.node, cst.Call) else None
    func = loss.node if call is None else call.func
    name = last_name(func)
    if name == _class(loss.name) and _has_common_arguments(call):
        other = _class(other)
    elif name != loss.name or call is not None:
        return None
    written = sibling(func, other, LOSS_MODULES)
    return None if written is None else (NodeEdit(func, written[0]), written[1])


def _class(name: str) -> str:
    """`CategoricalCrossentropy` of `categorical_crossentropy`."""
    return "".join(word.capitalize() for word in name.split("_"))


def _has_common_arguments(call: cst.Call | None) -> bool:
    """Do all arguments mean the same in the other class? The first one by position is `from_logits` in all."""
    return call is None or all(
        not arg.star and (index == 0 if arg.keyword is None else arg.keyword.value in _COMMON)
        for index, arg in enumerate(call.args)
    )
