"""What holds for the entries of several arrays at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerlint.symbolic.arithmetic import apply, known
from kerlint.symbolic.arrays import ArrayValue, Dims


def merged(
    parts: Sequence[ArrayValue], dims: Dims | None, origin: tuple[Any, ...] | None = None
) -> ArrayValue:
    """The facts that hold for the entries of all parts, with the given shape."""
    first = parts[0]
    dtype = promote([part.dtype for part in parts])
    alike = all(
        part.encoding == first.encoding and known(part.classes) == known(first.classes) for part in parts
    )
    if origin is None:
        origin = tuple(dict.fromkeys(source for part in parts for source in part.origin))
    return ArrayValue(
        shape=dims,
        dtype=dtype,
        encoding=first.encoding if alike else None,
        classes=first.classes if alike else None,
        low=_bound("min", [part.low for part in parts]),
        high=_bound("max", [part.high for part in parts]),
        steps=first.steps if same_steps(parts) else None,
        origin=origin,
        node=first.node,
    )


def same_steps(parts: Sequence[ArrayValue]) -> bool:
    """Was the same done to all of them?"""
    signatures = [
        None
        if part.steps is None
        else tuple((s.name, known(s.value) or s.value, s.random) for s in part.steps)
        for part in parts
    ]
    return None not in signatures and all(signature == signatures[0] for signature in signatures)


def _bound(op: str, bounds: list[Any]) -> Any:
    if any(known(bound) is None for bound in bounds):
        return None
    return known(apply(op, *bounds)) if len(bounds) > 1 else bounds[0]


_ORDER = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


def promote(dtypes: Sequence[str | None]) -> str | None:
    """The dtype that numpy's arithmetic on arrays of these dtypes gives; None where not known."""
    kinds = set(dtypes)
    if len(kinds) == 1:
        return dtypes[0]
    if any(kind not in _ORDER for kind in kinds):
        return None
    if kinds <= {"bool", "uint8", "int16", "int32", "int64"} or kinds <= {
        "bool",
        "float16",
        "float32",
        "float64",
    }:
        return max((kind for kind in kinds if kind is not None), key=_ORDER.index)
    if "float64" in kinds or ({"int64", "int32"} & kinds):
        floats = {"float16", "float32", "float64"} & kinds
        return "float64" if floats else None
    return None
