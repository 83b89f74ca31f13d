"""Where nodes of libcst's trees stand, on demand.

Positions are worked out for the wanted nodes alone, in the code generation of their statements; libcst's
PositionProvider notes every node and costs twice the parse.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from libcst._nodes.internal import CodegenState

from kerlint.diagnostic import Location, Span
from kerlint.symbolic.tree import walk

if TYPE_CHECKING:
    import libcst as cst

_NEWLINE = re.compile(r"\r\n?|\n")
_NOTHING = nullcontext()


class _Recorder(CodegenState):
    """Writes a module's code and notes where the wanted nodes start and end."""

    def __init__(self, module: cst.Module, wanted: dict[int, cst.CSTNode]) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.wanted = wanted
        self.whole: dict[int, tuple[int, int]] = {}
        self.syntactic: dict[int, tuple[int, int]] = {}

    def before_codegen(self, node: cst.CSTNode) -> None:
        """Note where a wanted node's code begins, as an index of tokens."""
        if id(node) in self.wanted:
            self.whole[id(node)] = (len(self.tokens), -1)

    def after_codegen(self, node: cst.CSTNode) -> None:
        """Note where it ends."""
        if id(node) in self.wanted:
            self.whole[id(node)] = (self.whole[id(node)][0], len(self.tokens))

    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Any:
        """Note where a wanted node is without the white space and comments around it."""
        return self._recorded(node, start_node, end_node) if id(node) in self.wanted else _NOTHING

    @contextmanager
    def _recorded(
        self, node: cst.CSTNode, start_node: cst.CSTNode | None, end_node: cst.CSTNode | None
    ) -> Generator[None, None, None]:
        for inner in (start_node, end_node):
            if inner is not None:
                self.wanted.setdefault(id(inner), inner)
        start = len(self.tokens)
        yield
        end = len(self.tokens)
        if start_node is not None and id(start_node) in self.whole:
            start = self.syntactic.get(id(start_node), self.whole[id(start_node)])[0]
        if end_node is not None and id(end_node) in self.whole:
            end = self.syntactic.get(id(end_node), self.whole[id(end_node)])[1]
        self.syntactic[id(node)] = (start, end)

    def spans(self) -> dict[int, Span]:
        """The places of the wanted nodes that were met, where the code written begins in row 1."""
        ranges = {**self.whole, **self.syntactic}
        places = _places(self.tokens, ranges.values())
        return {
            key: Span(places[start], max(places[start], places[end])) for key, (start, end) in ranges.items()
        }


def locate(
    modules: Iterable[tuple[str, cst.Module]], nodes: Iterable[cst.CSTNode], text: str | None = None
) -> dict[int, tuple[str, Span]]:
    """The file and place of each node, by `id(node)`, without surrounding white space and comments.

    Args:
        modules: (filename, module) pairs, the nodes' homes; later ones are gone through only while
            nodes are missing.
        nodes: nodes of these modules. Those of none are missing in the result.
        text: that the first module was parsed from, where it is at hand: most nodes are found faster with it.
    """
    missing = {id(node): node for node in nodes}
    found: dict[int, tuple[str, Span]] = {}
    for filename, module in modules:
        spans = {} if text is None else _spans_in_statements(module, text, missing)
        text = None
        left = {key: node for key, node in missing.items() if key not in spans}
        if left:
            recorder = _Recorder(module, left)
            if id(module) in left:
                recorder.syntactic[id(module)] = (0, 0)
            module._codegen(recorder)
            spans.update(recorder.spans())
        for key in missing.keys() & spans.keys():
            found[key] = (filename, spans[key])
            del missing[key]
        if not missing:
            break
    return found


def _spans_in_statements(module: cst.Module, text: str, wanted: dict[int, cst.CSTNode]) -> dict[int, Span]:
    """The places of nodes in module-level statements whose code stands in the text once."""
    spans: dict[int, Span] = {}
    if not module.has_trailing_newline:
        text += module.default_newline
    above, counted = 0, 0
    for statement in module.body:
        written = _written(statement)
        inside = {key: node for key, node in wanted.items() if key in written.members}
        if inside:
            within = written.spans(module, inside)
            start = text.find(written.code, counted)
            if start >= 0 and text.count(written.code) == 1:
                above += len(_NEWLINE.findall(text, counted, start))
                counted = start
                spans.update((key, _moved(span, above)) for key, span in within.items())
            if wanted.keys() <= spans.keys():
                break
    return spans


class _Written:
    """A module-level statement's code, and where in it the nodes stand that were asked for.

    Attributes:
        members: the identities of all nodes in it.
        code: its text, from the lines above it on; empty before `spans` was asked.
    """

    def __init__(self, statement: cst.BaseStatement) -> None:
        self._statement = statement
        self.members = frozenset(map(id, walk(statement)))
        self.code = ""
        self._spans: dict[int, Span] = {}

    def spans(self, module: cst.Module, wanted: dict[int, cst.CSTNode]) -> dict[int, Span]:
        """The places of nodes in it, where its code begins in row 1."""
        if not wanted.keys() <= self._spans.keys():
            recorder = _Recorder(module, dict(wanted))
            self._statement._codegen(recorder)
            self.code = "".join(recorder.tokens)
            self._spans.update(recorder.spans())
        return {key: self._spans[key] for key in wanted.keys() & self._spans.keys()}


# A language server meets the statements that were not edited again and again.
@lru_cache(maxsize=512)
def _written(statement: cst.BaseStatement) -> _Written:
    return _Written(statement)


def _moved(span: Span, rows: int) -> Span:
    return Span(
        Location(span.start.row + rows, span.start.column), Location(span.end.row + rows, span.end.column)
    )


def _places(tokens: list[str], ranges: Iterable[tuple[int, int]]) -> dict[int, Location]:
    """Row and column in front of each wanted token; the first token stands at the start of a row."""
    wanted = sorted({index for pair in ranges for index in pair})
    places: dict[int, Location] = {}
    done = 0
    row = column = 1
    for index in wanted:
        for token in tokens[done:index]:
            lines = _NEWLINE.split(token)
            row += len(lines) - 1
            column = len(lines[-1]) + (column if len(lines) == 1 else 1)
        done = index
        places[index] = Location(row, column)
    return places
