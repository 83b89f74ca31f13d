"""What `keras.applications` holds: the numbers of each architecture, from `tools/make_applications.py`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "catalog" / "applications.json"


@dataclass(frozen=True, slots=True)
class Network:
    """The numbers of one width of an architecture.

    Attributes:
        features: channels of the last feature map.
        params, trainable: weights without the top as (constant, number for each input channel).
        top: weights of the top as (constant, number for each class).
    """

    features: int
    params: tuple[int, int]
    trainable: tuple[int, int]
    top: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Architecture:
    """A model function of `keras.applications`.

    Attributes:
        name: `ResNet50`.
        module: the module with its `preprocess_input` ("resnet").
        least: the smallest side of an image.
        size: the side of the images that its top takes by default, None where it takes any.
        shrinking: how a side shrinks: one step (a, s) after the other makes it floor((side + a) / s) + 1.
        preprocessing: what its `preprocess_input` does: "tf" (to -1..1), "torch" and "caffe" (ImageNet's means) or
            "none", where the model scales by itself.
        rescales: has it a layer that scales its input (by default)?
        network: its numbers.
        variants: the numbers of other widths, by what is said in the call ("alpha=0.5", "minimalistic").
        top_per_pixel: weights of the top for each pixel of the last feature map, where it is flattened.
    """

    name: str
    module: str
    least: int
    size: int | None
    shrinking: tuple[tuple[int, int], ...]
    preprocessing: str
    rescales: bool
    network: Network
    variants: Mapping[str, Network]
    top_per_pixel: int


def architecture(name: str) -> Architecture | None:
    """The architecture of that name, None where Keras has none."""
    found = _data().get(name)
    return None if found is None else _architecture(name)


def names() -> tuple[str, ...]:
    """All architectures, by name."""
    return tuple(_data())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def _architecture(name: str) -> Architecture:
    found = _data()[name]
    return Architecture(
        name,
        found["module"],
        found["least"],
        found["size"],
        tuple((added, stride) for added, stride in found["shrinking"]),
        found["preprocessing"],
        found["rescales"],
        _network(found),
        {said: _network(numbers) for said, numbers in found.get("variants", {}).items()},
        found.get("top_per_pixel", 0),
    )


def _network(numbers: Mapping[str, Any]) -> Network:
    return Network(
        numbers["features"], tuple(numbers["params"]), tuple(numbers["trainable"]), tuple(numbers["top"])
    )
