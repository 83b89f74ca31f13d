"""Outputs of classifiers that have a row for each place of a feature map which poolings have made small.

For labels that are not known: nobody labels the places of a pooled map, so something flattens too little.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.model.refusals import keeps_axes, way
from kerlint_rules.output.targets import BINARY, CATEGORICAL, SPARSE, Pairing, pairings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kerlint.script import LayerCall, Script, Shape

_POOLS = re.compile(r"(Max|Average)Pooling[123]D")
# What classifiers of whole samples are made of before their Dense layers.
_PLAIN = re.compile(
    r"InputLayer|(Separable|Depthwise)?Conv[123]D|DepthwiseConv2D|(Max|Average)Pooling[123]D|ZeroPadding[123]D"
    r"|Rescaling|Random\w+|Embedding|Activation|\w*ReLU|ELU|(Spatial|Gaussian)?Dropout([123]D)?|\w*Normalization"
    r"|GaussianNoise|Dense"
)


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """Such an output.

    Attributes:
        pairing: the output, the data and the loss.
        shape: of the output.
        first: the first of the Dense layers that it ends with.
        poolings: how many pooling layers stand before.
    """

    pairing: Pairing
    shape: Shape
    first: LayerCall
    poolings: int


def shrunk(script: Script) -> Iterator[Shrunk]:
    """The outputs of plain convolutional classifiers that nothing flattens, where no labels are known."""
    for pairing in pairings(script):
        shape, call = pairing.shape, pairing.output.call
        if shape is None or call is None or pairing.data.labels is not None or pairing.broken:
            continue
        if pairing.loss.name not in CATEGORICAL | SPARSE | BINARY or not _several_places(shape):
            continue
        chain = way(call)
        names = [step.layer.class_name for step in chain]
        if any(not step.layer.keras or not _PLAIN.fullmatch(name) for step, name in zip(chain, names)):
            continue
        first = _first_dense(chain)
        poolings = sum(_POOLS.fullmatch(name) is not None for name in names)
        if first is not None and poolings:
            yield Shrunk(pairing, shape, first, poolings)


def _several_places(shape: Shape) -> bool:
    sizes = [known_int(dim) for dim in shape[1:-1]]
    return bool(sizes) and None not in sizes and math.prod(size or 0 for size in sizes) > 1


def _first_dense(chain: list[LayerCall]) -> LayerCall | None:
    """The first Dense behind the last layer that shapes the map."""
    first: LayerCall | None = None
    for step in reversed(chain):
        if not keeps_axes(step.layer):
            break
        first = step if step.layer.class_name == "Dense" else first
    return first
