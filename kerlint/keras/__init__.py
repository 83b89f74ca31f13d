"""What Keras is: layers, losses, data, training. Known here, never imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerlint.symbolic.registry import Library

_TOPICS = (
    "names",
    "objects",
    "callbacks",
    "loss_calls",
    "layer_calls",
    "model_calls",
    "own",
    "own_objects",
    "training",
    "data",
)


def register(library: Library) -> None:
    """Make everything that these modules know part of the library."""
    for topic in _TOPICS:
        import_module(f"kerlint.keras.{topic}").register(library)
