"""Fixes of steps that do not go with the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from libcst import Attribute, BinaryOperation, Call, Integer, Name, Subscript

from kerlint.diagnostic import Applicability
from kerlint.rule import NodeEdit, ProposedFix
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.steps.arithmetic import is_sized, sources_of
from kerlint_rules.writing import argument, code, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Script
    from kerlint.symbolic.arithmetic import Quotient
    from kerlint_rules.steps.arithmetic import Steps


def steps_fix(steps: Steps, script: Script, *, safe: bool = False) -> ProposedFix | None:
    """Leave out the steps that Keras knows by itself, else give the number of batches; None where neither can be done.

    `safe` says that with the steps Keras does the same, or what nobody wants.
    """
    edit = without(steps.call.node, steps.node)
    sized = all(source is not None and is_sized(source) for source in sources_of(steps, script))
    # `fit_generator` of old versions wants steps for everything that is no Sequence.
    if sized and edit is not None and not steps.method.endswith("_generator"):
        applicability = Applicability.SAFE if safe else Applicability.UNSAFE
        return ProposedFix(f"Leave `{steps.parameter}` out", (edit,), applicability)
    return _length_fix(steps)


def needed_steps(script: Script) -> Iterator[CSTNode]:
    """Steps of data whose end Keras may not know on this path: these cannot go."""
    takers = [(fit.steps, fit.train) for fit in script.fits]
    takers += [(fit.validation_steps, fit.validation) for fit in script.fits]
    takers += [(item.steps, item.data) for item in (*script.evaluations, *script.predictions)]
    for steps, source in takers:
        if steps is not None and steps.node is not None and (source is None or not is_sized(source)):
            yield steps.node


def _length_fix(steps: Steps) -> ProposedFix | None:
    """Put `len(generator)`, which Keras takes by itself, for the steps."""
    data = steps.call.arguments.get("validation_data" if steps.parameter == "validation_steps" else "x")
    if data is None or not isinstance(data.node, Name) or steps.source.kind not in ("generator", "sequence"):
        return None
    if not _within(steps.node, steps.call.node):
        # Given in a dict or a default elsewhere: the generator may not exist there.
        return None
    length = f"len({data.node.value})"
    return ProposedFix(f"Use `{length}`", (NodeEdit(steps.node, length),), Applicability.UNSAFE)


def divided_fix(steps: Steps) -> ProposedFix | None:
    """Divide a number of samples by the batch size, as the script writes it where that is in reach."""
    given = steps.source.batch_size
    node, batch = (None, None) if given is None else (given.node, known_int(given.value))
    if not isinstance(steps.node, Name | Attribute | Subscript | Call | Integer) or (
        argument(steps.call.node, steps.node) is None
    ):
        return None
    plain = isinstance(node, Name | Attribute)
    if not plain and batch is None:
        return None
    size = code(node) if plain and node is not None else str(batch)
    return ProposedFix(
        f"Divide `{steps.parameter}` by the batch size",
        (NodeEdit(steps.node, f"{code(steps.node)} // {size}"),),
        Applicability.UNSAFE,
        scope=(steps.node, node) if plain and node is not None else (),
    )


def divisor_fix(steps: Steps, parts: Quotient) -> ProposedFix | None:
    """Divide by the batch size of the data, as the script writes it where that is in reach."""
    given, batch = steps.source.batch_size, known_int(steps.batch)
    node = parts.node.right if isinstance(parts.node, BinaryOperation) else None
    if given is None or not isinstance(node, Name | Attribute | Subscript | Integer):
        return None
    named = isinstance(given.node, Name | Attribute)
    if given.node is not None and named:
        edit = NodeEdit(node, code(given.node))
    elif batch is not None:
        edit = NodeEdit(node, str(batch))
    else:
        return None
    return ProposedFix(
        "Divide by the batch size of the data",
        (edit,),
        Applicability.UNSAFE,
        scope=(node, given.node) if given.node is not None and named else (),
    )


def _within(node: CSTNode, parent: CSTNode) -> bool:
    return any(child is node or _within(node, child) for child in parent.children)
