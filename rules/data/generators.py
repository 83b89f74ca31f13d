"""Edits of ImageDataGenerators and of the calls that read images, for the fixes of the rules on data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kerlint.rule import NodeEdit, ProposedFix
from kerlint_rules.writing import argument, code, keyword, with_argument

if TYPE_CHECKING:
    from kerlint.diagnostic import Applicability
    from kerlint.script import Call, DataSource, Script, Transform

# The arguments that `datagen.fit(x)` must be called for: a second generator would lack that call.
FITTED = frozenset({"featurewise_center", "featurewise_std_normalization", "zca_whitening"})


def trained_with(factory: Call, script: Script) -> bool:
    """Does a fit train on what this generator makes?"""
    return any(
        fit.train is not None and fit.train.factory is not None and fit.train.factory.key == factory.key
        for fit in script.fits
    )


def removed(source: DataSource, transforms: tuple[Transform, ...]) -> tuple[NodeEdit, ...] | None:
    """The source's own generator without these transforms; None where one is not an argument of its call alone."""
    args = _arguments(source, transforms)
    return None if args is None else tuple(NodeEdit(arg, "") for arg in args)


def own_generator(
    source: DataSource,
    transforms: tuple[Transform, ...],
    message: str,
    applicability: Applicability,
    script: Script,
) -> ProposedFix | None:
    """The source read through a generator of its own, which is the shared one without these transforms."""
    factory, reader = source.factory, source.call
    args = _arguments(source, transforms)
    if args is None or factory is None or reader is None or FITTED & set(factory.arguments):
        return None
    call, made = reader.node, factory.node
    # In a loop over the subsets the training's is read by the same call.
    reads_training = any(fit.train is not None and fit.train.node is source.node for fit in script.fits)
    if reads_training or not isinstance(call, cst.Call) or not isinstance(made, cst.Call):
        return None
    rest = [arg for arg in made.args if arg not in args]
    if not isinstance(call.func, cst.Attribute) or any(arg.star or "#" in code(arg.value) for arg in rest):
        return None
    texts = [code(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT)).strip() for arg in rest]
    edit = NodeEdit(call.func.value, f"{code(made.func)}({', '.join(texts)})")
    return ProposedFix(message, (edit,), applicability, scope=(made, call))


def _arguments(source: DataSource, transforms: tuple[Transform, ...]) -> list[cst.Arg] | None:
    """The arguments of the generator's call that make these transforms."""
    if source.factory is None or not isinstance(source.factory.node, cst.Call):
        return None
    found = []
    for transform in transforms:
        given = source.factory.arguments.get(transform.name)
        arg = None if given is None else argument(source.factory.node, given.node)
        # A function of the script's own may do what belongs to all data as well.
        if arg is None or arg.keyword is None or transform.name == "preprocessing_function":
            return None
        found.append(arg)
    return found or None


def with_value(call: Call | None, name: str, text: str) -> NodeEdit | None:
    """The call with this argument, in the place of the one that it has."""
    if call is None or not call.complete:
        return None
    given = call.arguments.get(name)
    edit: NodeEdit | None = None
    if given is None:
        edit = with_argument(call.node, f"{name}={text}")
    elif given.node is not None and argument(call.node, given.node) is not None:
        edit = NodeEdit(given.node, text)
    return edit


def like(call: Call | None, other: Call | None, name: str) -> NodeEdit | None:
    """The call with an argument as another call has it: given, changed or left out; None where it has it already."""
    if call is None or other is None:
        return None
    model, mine = keyword(other.node, name), keyword(call.node, name)
    if model is None:
        return None if mine is None or name in other.arguments else NodeEdit(mine, "")
    text = code(model.value)
    if "\n" in text or (mine is not None and code(mine.value) == text):
        return None
    return with_value(call, name, text)
