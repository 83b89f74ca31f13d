"""Whether two sources of data start from comparable numbers: files of images, or arrays of one data set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kerlint.symbolic.origins import Source, is_random

if TYPE_CHECKING:
    from collections.abc import Hashable

    from kerlint.script import DataSource

FROM_FILES = ("from_directory", "from_dataframe")

_ITEM = re.compile(r"\[.+\]")


def same_raw_data(train: DataSource, data: DataSource) -> bool:
    """Do both start from comparable numbers?"""
    if from_files(train) and from_files(data):
        return True
    first, second = _roots(train), _roots(data)
    return bool(first) and first == second


def from_files(source: DataSource) -> bool:
    """Are these images that Keras reads from files?"""
    return source.call is not None and source.call.target.endswith(FROM_FILES)


def _roots(source: DataSource) -> set[Hashable]:
    if not all(isinstance(origin, Source) for origin in source.origin):
        return set()
    # Noise is drawn anew for each part of the data that it is added to.
    noise = {"noise" for origin in source.origin if len(source.origin) > 1 and is_random((origin,))}
    kept = [origin for origin in source.origin if not noise or not is_random((origin,))]
    return noise | {root for origin in kept for root in _data_behind(origin.key)}


def _data_behind(key: Hashable) -> set[Hashable]:
    """The data set that a key is a part of, or those that it was put together from."""
    if not isinstance(key, tuple) or not key:
        return {key}
    if key[0] in ("joined", "regrouped"):
        members = [member for member in key[1:] if isinstance(member, Source)]
        return {root for member in members for root in _data_behind(member.key)} or {key}
    # Both parts of a data set that Keras ships are one set of raw data.
    return {key[0]} if str(key[0]).startswith("keras.datasets.") else {_given_by(key)}


def _given_by(key: Hashable) -> Hashable:
    """The call out of sight of whose results `x_train, y_train, x_test, y_test = load()` is one."""
    if isinstance(key, tuple) and len(key) == 2:
        if key[0] == "unknown" and isinstance(key[1], tuple):
            return _given_by(key[1])
        if isinstance(key[1], str) and _ITEM.fullmatch(key[1]):
            return _given_by(key[0])
    return key
