from __future__ import annotations

import sys
import threading

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from kerlint.diagnostic import Location
from kerlint.positions import locate
from kerlint.source import SourceError
from kerlint.syntax import parse, with_deep_stack
from tests.shell import ROOT

ODD = """\
# -*- coding: utf-8 -*-
@decorated(  # why
    1,
)
def f(a, *, b: int = (2), **kw) -> None:
\tx = [  y for y in (1,) if not y  ]; z = f'{x!r:>{2}}'
\treturn ( lambda q : (q) )(x)

class A ( B , metaclass = C ) :  # é
    async def g(self): await (yield)
if x: pass
elif (y := 2): pass
else: print('ü' "b", '''
lines''', sep="")"""


@pytest.mark.parametrize(
    "text",
    [ODD, ODD.replace("\n", "\r\n"), *(path.read_text() for path in (ROOT / "kerlint").glob("*.py"))],
)
def test_positions_agree_with_libcst(text: str) -> None:
    module = parse(text)
    expected = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    # libcst takes the last newline away after it has noted where its white space ends.
    skipped = (cst.Module, cst.BaseParenthesizableWhitespace, cst.TrailingWhitespace, cst.Newline)
    nodes = [node for node in expected if not isinstance(node, skipped)]
    found = locate([("a.py", module)], nodes)
    for node in nodes:
        place, span = expected[node], found[id(node)][1]
        assert span.start == Location(place.start.line, place.start.column + 1), node
        assert span.end == Location(place.end.line, place.end.column + 1), node


def test_nodes_of_several_modules_and_of_none() -> None:
    first, second = parse("a = 1\n"), parse("\n\nb(2)\n")
    call = cst.ensure_type(second.body[0].body[0].value, cst.Call)
    stray = cst.Name("stray")
    found = locate([("a.py", first), ("b.py", second)], [call, first.body[0], stray])
    assert found[id(call)][0] == "b.py"
    assert found[id(call)][1].start == Location(3, 1)
    assert found[id(first.body[0])][0] == "a.py"
    assert id(stray) not in found


@pytest.mark.parametrize(
    ("text", "words", "location"),
    [
        ("x = (1,\ny = 2\n", "'(' was never closed", Location(1, 5)),
        ("for x in y\n    pass\n", "expected ':'", Location(1, 11)),
        ("x = 1\n  y = 2\n", "unexpected indent", None),
        ("print 'a'\n", "Python 2: the print statement", Location(1, 1)),
        ("if a:\n    print loss, acc\n", "Python 2: the print statement", Location(2, 5)),
        ("print >>sys.stderr, 'a'\nexec 'b'\n", "Python 2: the print statement", Location(1, 1)),
        (
            "try:\n    f()\nexcept IOError, e:\n    raise ValueError, e\n",
            "Python 2: `except Error, name`",
            Location(3, 1),
        ),
        ("raise ValueError, 'a'\n", "Python 2: `raise Error, message`", Location(1, 1)),
        ("x = 0777\n", "Python 2: an old kind of number", Location(1, 5)),
        ("if a <> b: pass\n", "Python 2: the operator <>", Location(1, 6)),
        # Words that look like Python 2 in a string or a comment are no evidence.
        ("x = 'print a'  # print b\ny = (\n", "'(' was never closed", Location(2, 5)),
        ('"""\nprint a\n"""\ny = (\n', "'(' was never closed", Location(4, 5)),
    ],
)
def test_what_does_not_parse(text: str, words: str, location: Location | None) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text)
    assert words in str(caught.value)
    if location is not None:
        assert caught.value.location == location
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5000 + "1" + ")" * 5000,
        "x = " + "[" * 300 + "]" * 300,
        "x = " + "f(" * 300 + ")" * 300,
        "x = " + "(" * 5000,
    ],
)
def test_brackets_nested_beyond_what_python_reads(text: str) -> None:
    with pytest.raises(SourceError):
        parse(text)


def test_a_chain_that_would_take_minutes() -> None:
    with pytest.raises(SourceError, match="chains more than 1,000 calls"):
        parse("x = a" + ".b()" * 5000)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 150 + "1" + ")" * 150,
        # Brackets and chains in strings, and many short chains, are not deep.
        "x = '" + "(" * 5000 + "'",
        "\n".join(["# " + ")." * 50] * 100),
        "\n".join(["a.b().c().d()"] * 1000),
        "x = [" + "(1, 2)," * 5000 + "]",
    ],
)
def test_what_only_looks_deep(text: str) -> None:
    assert parse(text).code == text


@pytest.mark.parametrize(
    "text",
    [
        "x = " + " + ".join(["1"] * 2000),
        "if a: pass\n" + "elif b: pass\n" * 2000,
        "x = " + "not " * 2000 + "1",
    ],
)
def test_long_expressions_survive_a_deep_stack(text: str) -> None:
    def work() -> str:
        module = parse(text)
        (place,) = locate([("a.py", module)], [module.body[0]]).values()
        return place[0]

    assert with_deep_stack(work) == "a.py"


def test_the_deep_stack_leaves_no_trace() -> None:
    before = (sys.getrecursionlimit(), threading.stack_size())
    with pytest.raises(ZeroDivisionError):
        with_deep_stack(lambda: 1 // 0)
    assert (sys.getrecursionlimit(), threading.stack_size()) == before


def test_endless_recursion_is_an_exception() -> None:
    def forever(n: int) -> int:
        return forever(n + 1) + 1

    with pytest.raises(RecursionError):
        with_deep_stack(lambda: forever(0))
