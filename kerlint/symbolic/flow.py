"""How a block of statements is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kerlint.symbolic.values import Value


@dataclass(frozen=True, slots=True)
class Flow:
    """How a block is left early: "return", "break", "continue" or "raise"."""

    kind: str
    value: Any = None


BREAK, CONTINUE, RAISE = Flow("break"), Flow("continue"), Flow("raise")


class Left(Value):
    """What a call gives that never returns (`sys.exit()`)."""

    __slots__ = ()
