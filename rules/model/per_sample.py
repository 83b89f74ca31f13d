"""Outputs with more axes than their labels have: one label a sample, but an output for each place or time step.

Shapes include the batch axis. What Keras does was measured with Keras 3.15 and tf_keras 2.21 for every pair of
shapes and losses told apart here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.diagnostic import Severity
from kerlint.keras.layers.dims import text
from kerlint.symbolic.arithmetic import known_int, same
from kerlint_rules.model.declared_input import misdeclared
from kerlint_rules.model.refusals import keeps_axes
from kerlint_rules.output.targets import (
    BINARY,
    CATEGORICAL,
    REGRESSION,
    SPARSE,
    Pairing,
    encoding_words,
    one_a_sample,
    pairings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kerlint.script import LayerCall, Script, Shape


@dataclass(frozen=True, slots=True, eq=False)
class PerSample:
    """An output with axes that its labels do not have.

    Attributes:
        pairing: the output, the labels and the loss.
        shape: of the output.
        labels: shape of the labels.
        refusing: the major versions of Keras whose loss refuses the two.
        broadcasting: the major versions whose loss silently broadcasts them.
        chain: the last calls, which keep the axes as they are, from the output backwards.
        maker: the call that makes the axes, None where they are the input's.
    """

    pairing: Pairing
    shape: Shape
    labels: Shape
    refusing: frozenset[int]
    broadcasting: frozenset[int]
    chain: tuple[LayerCall, ...]
    maker: LayerCall | None

    def severity(self, script: Script) -> Severity | None:
        """An error; a warning where only a version is concerned that need not be the script's; None for another."""
        wrong = self.refusing | self.broadcasting
        if script.target.major is not None:
            return Severity.ERROR if script.target.major in wrong else None
        return Severity.ERROR if wrong == {2, 3} else Severity.WARNING

    def notes(self, script: Script) -> tuple[str, ...]:
        """What Keras does with the two shapes."""
        loss = self.pairing.loss.name
        told = []
        for versions, does in ((self.refusing, "refuses these shapes"), (self.broadcasting, _BROADCASTS)):
            concerned = versions if script.target.major is None else versions & {script.target.major}
            if concerned:
                who = "" if concerned == {2, 3} else f" in Keras {max(concerned)}"
                told.append(f"{loss} {does}{who}")
        return tuple(told)

    @property
    def labels_words(self) -> str:
        """`the labels are one-hot, one row a sample: (None, 10)`."""
        row = "one a sample" if one_a_sample(self.labels) else "one row a sample"
        return f"the labels are {encoding_words(self.pairing.data)}, {row}: {text(self.labels)}"


_BROADCASTS = "silently broadcasts these shapes: each place counts against the labels of other samples"


def per_sample(script: Script) -> Iterator[PerSample]:
    """The outputs of models that have more axes than the labels, and that the loss does not bring together."""
    # A wrong input shape is told where it is declared.
    misdeclared_keys = {case.model.key for case in misdeclared(script)}
    for pairing in pairings(script):
        shape, labels = pairing.shape, pairing.data.labels
        if shape is None or labels is None or pairing.compiled.model.key in misdeclared_keys:
            continue
        refusing, broadcasting = outcome(pairing)
        if not refusing | broadcasting or pairing.output.call is None:
            continue
        chain, maker = _back(pairing.output.call)
        yield PerSample(pairing, shape, labels, refusing, broadcasting, tuple(chain), maker)


def in_order(script: Script) -> Iterator[LayerCall]:
    """The calls of models whose output goes with the labels on this path: for `Rule.clears`."""
    for pairing in pairings(script):
        if pairing.shape is None or pairing.data.labels is None or any(outcome(pairing)):
            continue
        yield from pairing.compiled.model.calls


def _back(call: LayerCall) -> tuple[list[LayerCall], LayerCall | None]:
    """The calls that keep the axes, from the output backwards, and the one before them."""
    chain: list[LayerCall] = []
    current: LayerCall | None = call
    while current is not None and (keeps_axes(current.layer) or _keeps_shape(current)):
        chain.append(current)
        if len(current.inputs) > 1:
            break
        current = current.inputs[0] if current.inputs else None
    return chain, current


def _keeps_shape(call: LayerCall) -> bool:
    """Does a function of the script's own, such as one that scales the output, give the shape that it gets?"""
    given, made = call.input_shapes[0] if len(call.input_shapes) == 1 else None, call.output_shape
    if call.layer.class_name != "Lambda" or given is None or made is None or len(given) != len(made):
        return False
    return all(a is b is None or same(a, b) is True for a, b in zip(given[1:], made[1:], strict=True))


def _batch(pairing: Pairing) -> int | None:
    given = pairing.data.batch_size
    return None if given is None else known_int(given.value)


def outcome(pairing: Pairing) -> tuple[frozenset[int], frozenset[int]]:
    """The versions of Keras that refuse an output and its labels, and those that silently broadcast them.

    Only labels are judged that are one number or one row a sample.
    """
    loss, shape, labels = pairing.loss.name, pairing.shape, pairing.data.labels
    none: frozenset[int] = frozenset()
    both = frozenset({2, 3})
    if shape is None or labels is None or len(shape) < 3:
        return none, none
    single = one_a_sample(labels)
    units = known_int(shape[-1])
    width = shape[-1] is not None and len(labels) == 2 and same(labels[1], shape[-1]) is True
    rows = len(labels) == 2 and (pairing.data.encoding == "one-hot" or width)
    if not (single or rows):
        return none, none
    if units is None and loss not in SPARSE:
        # One column is another matter than many; of one-hot rows and classes there are several.
        several = loss in CATEGORICAL or (loss in BINARY and pairing.data.encoding == "one-hot")
        return (both, none) if rows and several else (none, none)
    places = [known_int(dim) for dim in shape[1:-1]]
    count = None if None in places else math.prod(place for place in places if place is not None)
    # A column of labels next to a row of single outputs: Keras leaves the last axis out before it compares.
    squeezed = len(labels) == 2 and len(shape) == 3
    if loss in SPARSE:
        if not single or (squeezed and count in (1, None)):
            return none, none
        return (both if count not in (1, None) else frozenset({3})), none
    if loss in CATEGORICAL:
        return both, none
    if loss in BINARY:
        if squeezed and units == 1:
            return (none, none) if count in (1, None) else (frozenset({3}), frozenset({2}))
        return both, none
    if loss in REGRESSION and count not in (1, None):
        return (both, none) if _cannot_broadcast(shape, labels, _batch(pairing)) else (none, both)
    return none, none


def _cannot_broadcast(shape: Shape, labels: Shape, batch: int | None) -> bool:
    """Is it certain that labels and output do not broadcast? Aligned at the last axis, unlike the batch."""
    if len(labels) == 2 and len(shape) == 3 and known_int(shape[-1]) == 1:
        return False
    place = known_int(shape[-len(labels)])
    return batch is not None and place is not None and batch != 1 and place not in (1, batch)
