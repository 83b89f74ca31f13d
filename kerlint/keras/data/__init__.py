"""Data in Keras scripts: generators, datasets, sequences, arrays, and what fit is told about them.

    source_of(value, node, ev, labels, batch_size)   # the DataSource behind fit's arguments

Data that a script makes is a DataValue (or SequenceValue) until the end of a path, when `snapshot(ev)` writes it down:
the script may change it until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.keras.data.sources import source_of
from kerlint.keras.data.values import DataValue

if TYPE_CHECKING:
    from kerlint.symbolic.registry import Library

__all__ = ["DataValue", "register", "source_of"]


def register(library: Library) -> None:
    """Teach the library what makes and changes data."""
    from kerlint.keras.data import (
        builtin,
        dataset_sources,
        directories,
        generators,
        sequences,
        tensor_calls,
        tensorflow_datasets,
        text,
        timeseries,
    )

    for module in (
        generators,
        directories,
        dataset_sources,
        tensorflow_datasets,
        timeseries,
        tensor_calls,
        sequences,
        builtin,
        text,
    ):
        module.register(library)
