"""From a rule's edits of nodes to edits of text."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kerlint.diagnostic import Edit, Location, Span
from kerlint.source import line_offsets, location_at

if TYPE_CHECKING:
    from kerlint.rule import NodeEdit

_OPENING = re.compile(r"\(\s*\Z")
_CLOSING = re.compile(r"\s*\)")
# In brackets a backslash at a line's end is white space too.
_COMMA_BEFORE = re.compile(r",(?:\s|\\(?=[\r\n]))*\Z")
_REST_OF_LINE = re.compile(r"[ \t]*\\?(\r\n|\r|\n|\Z)")
_REST_OF_ITEM = re.compile(r"[ \t]*,?[ \t]*(?:\r\n|\r|\n)")


def loses_comment(edit: NodeEdit) -> bool:
    """Does a comment stand in the code that goes? One behind it, on the line of an argument, stays."""
    import libcst as cst

    node = edit.node
    if isinstance(node, cst.Arg | cst.Element):
        node = node.value
    code = cst.Module([]).code_for_node(node) if edit.at == "node" else ""
    if "#" not in code:
        return False
    tokens = tokenize.generate_tokens(io.StringIO(f"({code})").readline)
    try:
        return any(token.type == tokenize.COMMENT and token.string not in edit.content for token in tokens)
    except (tokenize.TokenError, SyntaxError):
        return True


def offset_of(offsets: list[int], location: Location) -> int:
    """The offset of a place in a text whose lines start at `offsets` (see line_offsets)."""
    if location.row >= len(offsets):
        return offsets[-1]
    return min(offsets[location.row - 1] + location.column - 1, offsets[-1])


def text_edits(text: str, edits: Iterable[tuple[Span, NodeEdit]]) -> tuple[Edit, ...]:
    """The edits of the text for those of nodes, which have these spans."""
    found: list[Edit] = []
    for new in sorted((_text_edit(text, span, edit) for span, edit in edits), key=lambda edit: edit.span):
        last = found[-1] if found else None
        if last is None or new.span.start >= last.span.end or last.content or new.content:
            found.append(new)
            continue
        # Items side by side go, the last one too: the comma that is its own is the one before them all.
        offsets = line_offsets(text)
        before = _COMMA_BEFORE.search(text[: offset_of(offsets, last.span.start)])
        start = location_at(text, before.start()) if before else last.span.start
        found[-1] = Edit(Span(start, max(last.span.end, new.span.end)), "")
    return tuple(found)


def _text_edit(text: str, span: Span, edit: NodeEdit) -> Edit:
    span = _with_parentheses(text, span, len(getattr(edit.node, "lpar", ())))
    if edit.at == "before":
        return Edit(Span(span.start, span.start), edit.content)
    if edit.at == "after":
        return Edit(Span(span.end, span.end), edit.content)
    if edit.at == "next item":
        return _next_item(text, span, edit.content)
    if edit.at != "node":
        end = ("; ", "") if edit.at == "above" else (", ", ",")
        return _in_front(text, span.start, edit.content, *end)
    return Edit(span, edit.content) if edit.content else removal(text, span)


def _with_parentheses(text: str, span: Span, number: int) -> Span:
    """The span with the parentheses that are the expression's own; without where comments stand in between."""
    offsets = line_offsets(text)
    start, end = offset_of(offsets, span.start), offset_of(offsets, span.end)
    for _ in range(number):
        opening, closing = _OPENING.search(text[:start]), _CLOSING.match(text, end)
        if opening is None or closing is None:
            break
        start, end = opening.start(), closing.end()
    return Span(location_at(text, start), location_at(text, end))


def removal(text: str, span: Span) -> Edit:
    """Take out an argument, a list's element or a whole statement, with the comma or the line that is its own."""
    offsets = line_offsets(text)
    start, end = offset_of(offsets, span.start), offset_of(offsets, span.end)
    comma = re.compile(r"[ \t]*,").match(text, end)
    if comma:
        end = comma.end()
    line_start = offsets[span.start.row - 1]
    rest = _REST_OF_LINE.match(text, end)
    if rest and not text[line_start:start].strip():
        # Alone on its lines: they go.
        start, end = line_start, rest.end()
    elif comma and (rest or text[end : end + 1] in (")", "]")):
        start = len(text[:start].rstrip(" \t"))
    elif comma:
        end = re.compile(r"[ \t]*").match(text, end).end()  # type: ignore[union-attr]
    else:
        # The last one: the comma before it goes.
        before = _COMMA_BEFORE.search(text[:start])
        start = before.start() if before else start
    return Edit(Span(location_at(text, start), location_at(text, end)), "")


def _in_front(text: str, place: Location, content: str, here: str, own_line: str) -> Edit:
    """A statement or item in front of the one that starts at `place`: on a line of its own where that one has one."""
    offsets = line_offsets(text)
    before = text[offsets[place.row - 1] : offset_of(offsets, place)]
    return Edit(Span(place, place), content + (here if before.strip() else f"{own_line}\n{before}"))


def _next_item(text: str, span: Span, content: str) -> Edit:
    """An item behind the one with this span, on a line of its own where that one has one to itself."""
    offsets = line_offsets(text)
    before = text[offsets[span.start.row - 1] : offset_of(offsets, span.start)]
    alone = not before.strip() and _REST_OF_ITEM.match(text, offset_of(offsets, span.end))
    return Edit(Span(span.end, span.end), f",\n{before}{content}" if alone else f", {content}")
