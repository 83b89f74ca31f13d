"""Which samples an array holds: identities that survive slicing, splitting and shuffling.

Arrays with equal Sources hold the same entries of the same data; `overlap` compares parts.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from kerlint.symbolic.arithmetic import Quantity, known_int

# ("slice", start, stop): an interval, by Number keys. ("part", call, name): one of the parts that a call cut the data
# into. ("rows", source): the rows that an index array picks, by that array's own Source. ("order", call): all rows in
# another order. ("row", key): one row.
Selection = tuple[Hashable, ...]
# A part of a part of a part ... this deep (a loop that cuts up its own result) is new data.
_MOST_SELECTIONS = 12
_serial = count()


@dataclass(frozen=True, slots=True)
class Source:
    """A part of one set of data.

    Attributes:
        key: the data's identity: ("numpy.load", 3), ("keras.datasets.mnist.load_data", "x_train").
        rows: how samples were picked, the first selection first; empty for all of them.
        columns: how entries of the other axes were picked; empty for all of them.
    """

    key: Hashable
    rows: tuple[Selection, ...] = ()
    columns: tuple[Hashable, ...] = ()

    def pick(self, selection: Selection) -> Source:
        """The part that `selection` takes of this one. A known interval of a known interval is one interval."""
        last = self.rows[-1] if self.rows else None
        if selection[0] == "slice" and last is not None and last[0] == "slice":
            numbers = [known_int(bound) for bound in (last[1], selection[1], selection[2])]
            if None not in numbers:
                base, start, stop = (number or 0 for number in numbers)
                return replace(self, rows=(*self.rows[:-1], ("slice", base + start, base + stop)))
        if len(self.rows) >= _MOST_SELECTIONS:
            return Source(("picked", next(_serial)))
        return replace(self, rows=(*self.rows, selection))

    def narrow(self, columns: Hashable) -> Source:
        """The same samples with some of their entries only."""
        return replace(self, columns=(*self.columns, columns))


def interval(start: Any, stop: Any) -> Selection:
    """The selection of rows start to stop (Numbers)."""
    return ("slice", _key(start), _key(stop))


def _key(number: Any) -> Hashable:
    key: Hashable = number.key if isinstance(number, Quantity) else number
    return key


def overlap(first: Source, second: Source) -> bool | None:
    """Do the two hold samples in common? False only for disjoint parts of the same data, None where not known."""
    if first.key != second.key:
        return _joined_overlap(first, second)
    for a, b in zip(first.rows, second.rows):
        if a == b:
            continue
        return _selections_overlap(a, b, last=len(first.rows) == len(second.rows) == 1)
    # One is the other or a part of it.
    return True


def joined(sources: tuple[Any, ...]) -> tuple[Any, ...]:
    """The origin of parts put one after the other."""
    return sources if len(sources) < 2 else (Source(("joined", *sources)),)


def _joined_overlap(first: Source, second: Source) -> bool | None:
    """Does one hold the other among parts that were put together? Cut up again, its parts are not known."""
    for whole, part in ((first, second), (second, first)):
        if isinstance(whole.key, tuple) and whole.key[:1] == ("joined",) and not whole.rows:
            answers = [overlap(member, part) for member in whole.key[1:] if isinstance(member, Source)]
            return True if True in answers else None
    return None


def _selections_overlap(a: Selection, b: Selection, last: bool) -> bool | None:
    if a[0] != b[0]:
        return None
    if a[0] == "part":
        return False if a[1] == b[1] else None
    if a[0] == "row":
        return False if isinstance(a[1], int) and isinstance(b[1], int) else None
    if a[0] == "rows":
        if isinstance(a[1], Source) and isinstance(b[1], Source):
            # Index arrays pick disjoint rows where they are disjoint parts of an array without doubles.
            return False if unique_entries(a[1]) and overlap(a[1], b[1]) is False else None
        return None
    if a[0] == "slice":
        if a[2] is not None and (a[2] == b[1] or a[1] == b[2]):
            return False
        x, y, u, v = a[1], a[2], b[1], b[2]
        if all(isinstance(bound, int) for bound in (x, y, u, v)):
            apart = y <= u or v <= x  # type: ignore[operator]
            return False if apart else (True if last else None)
    return None


def unique_entries(source: Source) -> bool:
    """Is it a permutation or the index array of a fold, where no entry comes twice?"""
    return isinstance(source.key, tuple) and bool(source.key) and source.key[0] in _WITHOUT_DOUBLES


_WITHOUT_DOUBLES = frozenset(
    {
        "numpy.arange",
        "numpy.random.permutation",
        "sklearn.model_selection.split",
    }
)


def share(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool | None:
    """`overlap` for whole origins: True where any two sources overlap, False where all compared parts are disjoint."""
    answers = [
        overlap(a, b) for a in first for b in second if isinstance(a, Source) and isinstance(b, Source)
    ]
    if True in answers:
        return True
    return False if answers and None not in answers else None


def same_source(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """The same entries of the same data."""
    return bool(first) and first == second


def is_random(origin: tuple[Any, ...]) -> bool:
    """Does it come from a random number generator?"""
    return any(
        isinstance(source, Source)
        and isinstance(source.key, tuple)
        and bool(source.key)
        and str(source.key[0]).startswith(("numpy.random.", "tensorflow.random."))
        for source in origin
    )


def is_whole(origin: tuple[Any, ...]) -> bool:
    """All samples of a built-in data set: the classes it has are all in it."""
    return bool(origin) and all(
        isinstance(source, Source)
        and not source.rows
        and isinstance(source.key, tuple)
        and str(source.key[:1]).startswith(("('keras.datasets.", "('sklearn.datasets."))
        for source in origin
    )
