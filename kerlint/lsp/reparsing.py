"""A script that was edited, parsed anew only where it changed.

Parsing takes a third of a check, and between two looks of an editor most statements stay as they are. Nodes of libcst
know neither their place nor their parent, so those of unchanged module-level statements serve the new tree as well.
Where there is any doubt, the whole text is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

import libcst as cst
from libcst._nodes.internal import CodegenState

# Shorter texts are parsed within a millisecond or two.
_WORTH = 2_000
_KEPT = 8
# What tokenizers treat in ways of their own.
_ODD = ("\r", "\f", "\ufeff")
# The lines above a statement and its first word, which says that it goes on with none before it.
_BEGINNING = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*\w*")


@dataclass(frozen=True)
class _Parsed:
    """A text, its tree, and where the code of each module-level statement starts, from the lines above it on."""

    text: str
    module: cst.Module
    starts: list[int]


class Reparser:
    """Parses texts, each with the help of those before it."""

    def __init__(self) -> None:
        self._kept: deque[_Parsed] = deque(maxlen=_KEPT)

    def parse(self, text: str) -> cst.Module:
        """The tree of a text, as `libcst.parse_module` gives it.

        Raises:
            ParserSyntaxError: the text is no Python.
        """
        if len(text) < _WORTH or any(character in text for character in _ODD):
            return cst.parse_module(text)
        if not text.endswith("\n"):
            # While the last line is written, nothing but this flag tells that it has no end.
            try:
                return self.parse(f"{text}\n").with_changes(has_trailing_newline=False)
            except cst.ParserSyntaxError:
                return cst.parse_module(text)
        for before in self._kept:
            shared = _shared(before.text, text)
            if 2 * sum(shared) >= len(text):
                parsed = _reparsed(before, text, *shared)
                if parsed is not None:
                    self._kept.remove(before)
                    self._kept.appendleft(parsed)
                    return parsed.module
        module = cst.parse_module(text)
        starts = _starts(module)
        if starts[-1] + len(_code(module, module.footer)) == len(text):
            self._kept.appendleft(_Parsed(text, module, starts))
        return module


def _reparsed(before: _Parsed, text: str, prefix: int, suffix: int) -> _Parsed | None:
    """The tree of a text that starts and ends as another does; None where it cannot be told for certain."""
    module, starts = before.module, before.starts
    # One more statement on either side: an `else` or a deeper indentation may have come to it.
    first = bisect_right(starts, prefix, hi=len(module.body)) - 1
    beginning = _BEGINNING.match(text, starts[max(0, first)])
    if beginning is None or prefix <= beginning.end():
        first -= 1
    last = min(len(module.body), bisect_left(starts, len(before.text) - suffix, hi=len(module.body)) + 1)
    if first <= 0 or last <= first:
        return None
    shift = len(text) - len(before.text)
    start = starts[first]
    end = starts[last] + shift if last < len(module.body) else len(text)
    middle = text[start:end]
    if not middle.endswith("\n"):
        return None
    try:
        piece = cst.parse_module(middle)
    except cst.ParserSyntaxError:
        return None
    rest = module.body[last:]
    if not piece.body or (rest and piece.footer):
        return None
    # What stands above a text's first statement is the module's own there, and the statement's own here.
    top = piece.body[0].with_changes(leading_lines=[*piece.header, *piece.body[0].leading_lines])
    codes = [_code(module, [statement]) for statement in (top, *piece.body[1:])]
    footer = "" if rest else _code(module, piece.footer)
    # Under the module's own indentation a statement may come out in another way.
    if "".join(codes) + footer != middle:
        return None
    new = module.with_changes(
        body=(*module.body[:first], top, *piece.body[1:], *rest),
        footer=module.footer if rest else piece.footer,
    )
    moved = [at + shift for at in starts[last:]] if rest else [end - len(footer)]
    between = list(accumulate(map(len, codes[:-1]), initial=start))
    return _Parsed(text, new, [*starts[:first], *between, *moved])


def _starts(module: cst.Module) -> list[int]:
    """Where the code of each statement starts, and where that of the last one ends."""
    first = len(_code(module, module.header))
    return list(accumulate((len(_code(module, [statement])) for statement in module.body), initial=first))


def _code(module: cst.Module, nodes: Iterable[cst.CSTNode]) -> str:
    state = CodegenState(default_indent=module.default_indent, default_newline=module.default_newline)
    for node in nodes:
        node._codegen(state)
    return "".join(state.tokens)


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their start, and how many more at their end."""
    most = min(len(old), len(new))
    prefix = _most(lambda count: old[:count] == new[:count], most)
    suffix = _most(lambda count: old[len(old) - count :] == new[len(new) - count :], most - prefix)
    return prefix, suffix


def _most(holds: Callable[[int], bool], most: int) -> int:
    """The largest number up to `most` that holds, where all smaller ones do too."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if holds(middle):
            low = middle
        else:
            most = middle - 1
    return low
