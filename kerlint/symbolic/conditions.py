"""Unknown truth values, and the paths that take them one way or the other.

A script is run once a path. Where a test is not known the path decides it; the same condition is decided the
same way wherever it stands, so that no combination arises that cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.values import CONSTANTS, External, Unknown, Value

if TYPE_CHECKING:
    from libcst import CSTNode

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Condition(Value):
    """A comparison whose outcome is not known.

    `key` is its identity where the things compared have one, None otherwise. `negated` conditions share the key.
    For `x == constant`, `subject` is x's key and `constant` the constant.
    """

    key: Hashable
    negated: bool = False
    subject: Hashable = None
    constant: Any = None

    def truth(self) -> bool | None:
        return None

    def inverse(self) -> Condition:
        """`not self`."""
        return Condition(self.key, not self.negated, self.subject, self.constant)


def identity(value: Any) -> Hashable:
    """What makes a value the same value in another evaluation of the script; None where nothing does."""
    if isinstance(value, Quantity | Unknown):
        return value.key
    if isinstance(value, CONSTANTS):
        return ("constant", type(value).__name__, value)
    if isinstance(value, External):
        return ("external", value.path)
    return None


def comparison(op: str, left: Any, right: Any) -> Condition:
    """The unknown outcome of `left op right`; `!=`, `>=`, `is not` and `not in` share keys with their opposites."""
    negated = op in _OPPOSITES
    op = _OPPOSITES.get(op, op)
    if op == ">":
        op, left, right = "<", right, left
    elif op == "<=":
        # The opposite of the same comparison with the sides changed.
        op, left, right, negated = "<", right, left, not negated
    a, b = identity(left), identity(right)
    key = (op, a, b) if a is not None and b is not None else None
    if op in ("==", "is") and a is not None:
        if isinstance(right, CONSTANTS):
            return Condition(key, negated, a, right)
        if isinstance(left, CONSTANTS) and b is not None:
            return Condition((op, b, a), negated, b, left)
    return Condition(key, negated)


_OPPOSITES = {"!=": "==", ">=": "<", "is not": "is", "not in": "in"}


# What a word is set to that has no other one to be.
OTHER_WORD = "(something else)"


@dataclass(frozen=True, slots=True)
class Flip:
    """A switch of the script set otherwise.

    Attributes:
        places: the literals, or the calls that add an option, which give it its value.
        value: what it has on this path instead.
    """

    places: tuple[CSTNode, ...]
    value: bool | int | str


@dataclass(slots=True)
class Decisions:
    """How one path decides what is not known: as forced, else True.

    `idle` are decisions of which the path says at its end that the other way would show nothing new. `offered` are
    switches that hide training; a `barren` path, which trained nothing itself, has them tried ahead of all else.
    """

    forced: dict[Hashable, bool] = field(default_factory=dict)
    taken: dict[Hashable, bool] = field(default_factory=dict)
    idle: set[Hashable] = field(default_factory=set)
    offered: list[Flip] = field(default_factory=list)
    barren: bool = False

    def __post_init__(self) -> None:
        self.taken.update((flip, True) for flip in self.flips)

    @property
    def flips(self) -> list[Flip]:
        """The switches that this path sets otherwise."""
        return [key for key in self.forced if isinstance(key, Flip)]

    def offer(self, flip: Flip) -> None:
        """Setting this switch otherwise leads to training."""
        if flip not in self.offered:
            self.offered.append(flip)

    def decide(self, key: Hashable) -> bool:
        """The outcome of a condition on this path."""
        if key not in self.taken:
            self.taken[key] = self.forced.get(key, True)
        return self.taken[key]


def explore(run: Callable[[Decisions], T], limit: int) -> Iterator[T]:
    """Run path after path, those with the fewest deviations from the first path first, `limit` at most.

    Every decision that is not idle is taken both ways at least once as far as the limit allows.
    """
    queue: list[dict[Hashable, bool]] = [{}]
    seen: set[frozenset[tuple[Hashable, bool]]] = set()
    tried: set[Flip] = set()
    done = 0
    while queue and done < limit:
        decisions = Decisions(queue.pop(0))
        yield run(decisions)
        done += 1
        seen.add(frozenset(decisions.taken.items()))
        further = [
            {key: not outcome}
            for key, outcome in decisions.taken.items()
            if key not in decisions.forced and key not in decisions.idle
        ]
        # One switch at a time, unless the code that one turns on asks for another.
        flipped: list[dict[Hashable, bool]] = [
            {flip: True} for flip in decisions.offered if flip not in tried
        ]
        tried.update(decisions.offered)
        fresh = []
        for more in [*flipped, *further] if decisions.barren else [*further, *flipped]:
            forced = {**decisions.forced, **more}
            mark = frozenset(forced.items())
            if mark not in seen:
                seen.add(mark)
                fresh.append(forced)
        queue = [*fresh, *queue] if decisions.barren and flipped else [*queue, *fresh]
