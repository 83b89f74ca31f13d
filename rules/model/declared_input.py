"""Input shapes that a script declares, held against the data that the model is fitted on.

Shapes include the batch axis unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.keras.plain import as_shape
from kerlint.symbolic.arithmetic import known_int, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import DataSource, Dim, Fit, Model, Script, Shape

# The arguments that declare an input, by what they are called today.
SHAPE_ARGUMENTS = ("input_shape", "shape")
INPUTS = ("keras.Input", "keras.layers.InputLayer")


@dataclass(frozen=True, slots=True, eq=False)
class Misdeclared:
    """A model whose input is declared with what is no part of a sample's shape.

    Attributes:
        model: the model.
        fit: the fit whose data tell what a sample is.
        declared: the declared shape, without batch.
        sample: the shape of one sample of the data.
        count: what the wrong size is: "the number of samples", "the batch size", "None for the batch".
        extra: is it an axis too many? Else it stands in the place of a size of the sample.
        place: where the shape is declared.
    """

    model: Model
    fit: Fit
    declared: Shape
    sample: Shape
    count: str
    extra: bool
    place: CSTNode


def misdeclared(script: Script) -> Iterator[Misdeclared]:
    """The models of one input whose declared shape counts the samples or the batch."""
    seen: set[int] = set()
    for fit in script.fits:
        model, data = fit.model, fit.train
        if (
            model is None
            or data is None
            or data.inputs is None
            or len(model.inputs) != 1
            or model.key in seen
        ):
            continue
        whole = model.inputs[0]
        if whole is None or len(whole) < 2 or len(data.inputs) < 2:
            continue
        declared, sample = whole[1:], data.inputs[1:]
        found = _wrong_size(declared, sample, data)
        if found is not None:
            seen.add(model.key)
            yield Misdeclared(model, fit, declared, sample, *found, _place(script, model, declared))


def _wrong_size(declared: Shape, sample: Shape, data: DataSource) -> tuple[str, bool] | None:
    """What the size is that does not belong in the shape, and whether it is an axis too many."""
    if len(declared) == len(sample) + 1 and all(
        _alike(a, b) for a, b in zip(declared[1:], sample, strict=True)
    ):
        if declared[0] is None:
            return "None for the batch", True
        count = _count(declared[0], data)
        return None if count is None else (count, True)
    if len(declared) != len(sample):
        return None
    wrong = [a for a, b in zip(declared, sample, strict=True) if not _alike(a, b)]
    certain = [a for a, b in zip(declared, sample, strict=True) if same(a, b) is False]
    if len(wrong) != 1 or len(certain) != 1:
        return None
    return ("the number of samples", False) if _count(wrong[0], data) == "the number of samples" else None


def _alike(a: Dim, b: Dim) -> bool:
    return a is b or (a is not None and b is not None and same(a, b) is True)


def _count(size: Dim, data: DataSource) -> str | None:
    """What a size counts, where that is no part of a sample; a size of 1 may be anything."""
    if known_int(size) == 1:
        return None
    if data.size is not None and same(size, data.size.samples) is True:
        return "the number of samples"
    if data.batch_size is not None and same(size, data.batch_size.value) is True:
        return "the batch size"
    return None


def _place(script: Script, model: Model, declared: Shape) -> CSTNode:
    """The argument that declares the shape, else the model's first layer."""
    first = model.calls[0].layer if model.calls else None
    calls = [] if first is None else [first.call]
    calls += [call for call in script.calls if call.target in INPUTS]
    for call in calls:
        for name in SHAPE_ARGUMENTS:
            given = call.arguments.get(name)
            shape = None if given is None else as_shape(given.value)
            if given is None or given.node is None or shape is None or len(shape) != len(declared):
                continue
            if all(_alike(a, b) for a, b in zip(shape, declared, strict=True)):
                return given.node
    return model.node if first is None else first.node
