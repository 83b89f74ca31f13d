"""Parsing with libcst."""

from __future__ import annotations

import ast
import re
import sys
import threading
import tokenize
import warnings
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from typing import Any, TypeVar

import libcst as cst

from kerlint.diagnostic import Location
from kerlint.memory import collector_paused
from kerlint.source import SourceError, split_lines

T = TypeVar("T")

# Python itself refuses more (MAXLEVEL in its tokenizer), and libcst's native parser overflows the stack.
_DEEPEST_BRACKETS = 200
# libcst's time for `a.b().c()...` grows with the square of the length: a second at about this many.
_LONGEST_CHAIN = 1000
_STACK_BYTES = 512 * 1024 * 1024
_RECURSION_LIMIT = 20_000
# `deep` is set in threads that have such a stack.
_thread = threading.local()

_BRACKET = re.compile(r"[\[\](){}]")
_PYTHON_2 = (
    (r"^\s*print\s+(?![=(.,:\[)+*/%&|^<>-]|(?:in|is|and|or|if|not)\b)\S", "the print statement"),
    (r"^\s*print\s*>>", "the print statement"),
    (r"^\s*except\s+[\w.]+\s*,\s*\w+\s*:", "`except Error, name`"),
    (r"^\s*raise\s+[\w.]+\s*,", "`raise Error, message`"),
    (r"^\s*exec\s+['\"\w]", "the exec statement"),
    (r"<>", "the operator <>"),
    (r"(?<![\w.])(?:0[0-7]+|\d+[lL]|0[xX][\da-fA-F]+[lL])\b", "an old kind of number"),
    (r"(?<!\w)[uU][rR]['\"]", "a ur'' string"),
    (r"`[^`]+`", "backticks"),
)


class Python2Error(SourceError):
    """The whole script is in another language than Python 3."""


def parse(text: str) -> cst.Module:
    """The libcst tree of a script.

    Raises:
        Python2Error: the text is Python 2.
        SourceError: the text is no Python, or nested beyond what can be read.
        RecursionError: where the stack does not suffice all the same.
    """
    _refuse_depth(text)
    try:
        return _parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _explain(text, error) from error


_parser: Callable[[str], cst.Module] = cst.parse_module


def parse_by(parser: Callable[[str], cst.Module]) -> None:
    """Have texts parsed by another function, which gives and raises what `libcst.parse_module` does."""
    global _parser  # noqa: PLW0603 - one for the process, as is the memory of what was parsed
    _parser = parser


# A module that its neighbours import is parsed once for all of them. Trees are never changed.
@lru_cache(maxsize=32)
def _parse_module(text: str) -> cst.Module:
    with collector_paused():
        return _parser(text)


def with_deep_stack(work: Callable[[], T]) -> T:
    """Run `work` where long expressions do not exhaust the stack; its exceptions are raised here.

    libcst's native parser recurses, and an overflow there ends the process. Called within such work, it only calls.
    """
    if getattr(_thread, "deep", False):
        return work()
    outcome: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        _thread.deep = True
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - carried to the caller
            failure.append(error)

    size = threading.stack_size()
    limit = sys.getrecursionlimit()
    try:
        threading.stack_size(_STACK_BYTES)
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        thread = threading.Thread(target=run, name="kerlint", daemon=True)
        thread.start()
    except (RuntimeError, ValueError):
        # No memory for such a stack: most files need none.
        sys.setrecursionlimit(limit)
        return work()
    finally:
        threading.stack_size(size)
    try:
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
    if failure:
        raise failure[0]
    return outcome[0]  # type: ignore[no-any-return]


# --- what cannot be parsed --------------------------------------------------------------------------


def _explain(text: str, error: cst.ParserSyntaxError) -> SourceError:
    """Say what is wrong: libcst knows where it gave up, Python itself often better why, and where."""
    location = Location(max(1, error.raw_line), error.raw_column + 1)
    lines = split_lines(text)
    for pattern, what in _PYTHON_2:
        match = _search_code(pattern, lines)
        if match is not None:
            return Python2Error(
                f"the file is written for Python 2: {what}",
                match,
                help="convert it with 2to3, or leave it out with `exclude`",
            )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as better:
        row = min(max(1, better.lineno or location.row), len(lines))
        column = min(max(1, better.offset or 1), len(lines[row - 1]) + 1)
        return SourceError(f"syntax error: {better.msg}", Location(row, column))
    except (ValueError, RecursionError, MemoryError):
        return SourceError("syntax error", location)
    return SourceError("the parser cannot read this, although Python can", location)


def _search_code(pattern: str, lines: list[str]) -> Location | None:
    compiled = re.compile(pattern)
    quoted = False
    for row, line in enumerate(lines, 1):
        triple = line.count('"""') + line.count("'''")
        code = re.sub(r"#.*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", lambda m: m[0][:1] * len(m[0]), line)
        if not quoted and triple == 0:
            match = compiled.search(code)
            if match:
                return Location(row, match.start() + len(match[0]) - len(match[0].lstrip()) + 1)
        if triple % 2:
            quoted = not quoted
    return None


def _refuse_depth(text: str) -> None:
    """Raise SourceError for nesting that would overflow the parser's stack or take it minutes.

    A rough count, which strings and comments may inflate, decides whether to count exactly.
    """
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        if match[0] in "[({":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    links = sum(text.count(link) for link in (").", "].", "](", ")(", "][", ")["))
    if deepest <= _DEEPEST_BRACKETS and links <= _LONGEST_CHAIN:
        return
    chains = [0]
    after_dot = False
    try:
        for token in tokenize.generate_tokens(StringIO(text, newline=None).readline):
            where = Location(token.start[0], token.start[1] + 1)
            if token.type == tokenize.OP and token.string in "[({":
                chains.append(0)
                if len(chains) > _DEEPEST_BRACKETS + 1:
                    raise SourceError(f"more than {_DEEPEST_BRACKETS} nested brackets", where)
            elif token.type == tokenize.OP and token.string in "])}":
                if len(chains) > 1:
                    chains.pop()
                chains[-1] += 1
            elif token.string == ".":
                after_dot = True
                continue
            elif token.type not in (tokenize.NL, tokenize.COMMENT) and not after_dot:
                chains[-1] = 0
            after_dot = False
            if chains[-1] > _LONGEST_CHAIN:
                raise SourceError(
                    f"an expression chains more than {_LONGEST_CHAIN:,} calls", where, help="split it"
                )
    except (tokenize.TokenError, SyntaxError):
        return
