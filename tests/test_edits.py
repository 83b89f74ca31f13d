"""From edits of nodes to edits of text: layout, commas, parentheses."""

from __future__ import annotations

import libcst as cst
import pytest

from kerlint.diagnostic import Applicability, Fix
from kerlint.edits import text_edits
from kerlint.fixer import apply_fixes
from kerlint.positions import locate
from kerlint.preparing import prepared
from kerlint.rule import NeededName, NodeEdit, ProposedFix


def call(module: cst.Module) -> cst.Call:
    """The last call of a script."""
    found: list[cst.Call] = []

    class Finder(cst.CSTVisitor):
        def visit_Call(self, node: cst.Call) -> None:
            found.append(node)

    module.visit(Finder())
    return found[-1]


def edited(text: str, module: cst.Module, *edits: NodeEdit) -> str:
    places = locate([("a.py", module)], [edit.node for edit in edits])
    made = text_edits(text, [(places[id(edit.node)][1], edit) for edit in edits])
    return apply_fixes(text, [Fix("x", made, Applicability.SAFE)])[0]


@pytest.mark.parametrize(
    ("text", "numbers", "left"),
    [
        ("f(a, b=1, c=2)", (1, 2), "f(a)"),
        ("f(a, b=1, c=2)", (0, 1), "f(c=2)"),
        ("f(a, b=1, c=2)", (0, 2), "f(b=1)"),
        ("f(a, b=1, c=2)", (0, 1, 2), "f()"),
        ("f(\n    a,\n    b=1,\n    c=2\n)", (1, 2), "f(\n    a,\n)"),
        ("f(\n    a,\n    b=1,  # why\n    c=2,\n)", (1,), "f(\n    a,\n    # why\n    c=2,\n)"),
    ],
)
def test_several_arguments_go(text: str, numbers: tuple[int, ...], left: str) -> None:
    module = cst.parse_module(text)
    args = call(module).args
    assert edited(text, module, *(NodeEdit(args[number], "") for number in numbers)) == left


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("f(a)", "f(a, c=3)"),
        ("f(a, b=1,)", "f(a, b=1, c=3,)"),
        ("f(\n  a,\n  b=1\n)", "f(\n  a,\n  b=1,\n  c=3\n)"),
        ("f(\n\ta,\n\tb=1,\n)", "f(\n\ta,\n\tb=1,\n\tc=3,\n)"),
        # The comment is about the argument that it stands behind.
        ("f(\n  b=1,  # why\n)", "f(\n  b=1, c=3,  # why\n)"),
        ("f(a,\n  b=1)", "f(a,\n  b=1, c=3)"),
    ],
)
def test_an_argument_is_laid_out_as_the_one_before(text: str, result: str) -> None:
    module = cst.parse_module(text)
    assert edited(text, module, NodeEdit(call(module).args[-1], "c=3", at="next item")) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("x = [a, b()]", "x = [a, new, b()]"),
        ("x = [\n    a,\n    b(),\n]", "x = [\n    a,\n    new,\n    b(),\n]"),
        ("x = [\n    b(\n        1\n    )]", "x = [\n    new,\n    b(\n        1\n    )]"),
    ],
)
def test_an_element_is_laid_out_as_the_one_behind(text: str, result: str) -> None:
    module = cst.parse_module(text)
    assert edited(text, module, NodeEdit(call(module), "new", at="previous item")) == result


@pytest.mark.parametrize(
    ("text", "edit", "result"),
    [
        ("f((1, 2))", ("dict(", "before"), "f(dict((1, 2))"),
        ("f((1, 2))", (")", "after"), "f((1, 2)))"),
        ("f((  (7)\n ))", ("8", "node"), "f(8)"),
        ("f((7))", ("[1:]", "after"), "f((7)[1:])"),
    ],
)
def test_parentheses_are_the_expressions_own(text: str, edit: tuple[str, str], result: str) -> None:
    module = cst.parse_module(text)
    node = call(module).args[0].value
    assert edited(text, module, NodeEdit(node, edit[0], at=edit[1])) == result  # type: ignore[arg-type]


def fix(
    *edits: NodeEdit, needs: tuple[NeededName, ...] = (), scope: tuple[cst.CSTNode, ...] = ()
) -> ProposedFix:
    return ProposedFix("x", edits, Applicability.UNSAFE, needs, scope)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("if a:\n    b()\n", "if a:\n    new\n    b()\n"),
        ("if a: b()\n", "if a: new; b()\n"),
        ("x = y; b()\n", "x = y; new; b()\n"),
        ("x = b()\n", "new\nx = b()\n"),
        # Something else is evaluated before, or the code runs at another time.
        ("if b():\n    pass\n", None),
        ("x = a + b()\n", None),
        ("x = lambda: b()\n", None),
        ("with b():\n    pass\n", None),
    ],
)
def test_a_statement_above(text: str, result: str | None) -> None:
    module = cst.parse_module(text)
    ready = prepared(fix(NodeEdit(call(module), "new", at="above")), module)
    assert (None if ready is None else edited(text, module, *ready.edits)) == result


@pytest.mark.parametrize(
    ("imports", "result"),
    [
        ("from keras.layers import Dense\n", "from keras.layers import Dense, Flatten\n"),
        ("from keras.layers import Dense as D, Flatten\n", ""),
        ("from keras.layers import *\n", ""),
        ("x = 1\n", ""),
        ("from .layers import Dense\n", None),
        ("from mine import Dense\n", None),
        ("from mine import *\n", None),
        ("import mine as Dense\n", None),
        ("from keras.layers import Dense\ndef f(Flatten): pass\n", None),
        ("from keras.layers import Dense\nfor Flatten, _ in x: pass\n", None),
        ("from keras.layers import Dense\nwith x as Flatten: pass\n", None),
        ("from keras.layers import Dense\nclass Dense: pass\n", None),
    ],
)
def test_imports(imports: str, result: str | None) -> None:
    module = cst.parse_module(imports)
    ready = prepared(fix(needs=(NeededName("Flatten", "Dense", ("layers",)),) * 2), module)
    assert (None if ready is None else edited(imports, module, *ready.edits)) == (
        imports if result == "" else result
    )


def test_names_of_another_function_are_not_used() -> None:
    module = cst.parse_module("def f():\n    a()\n    b()\n\n\nc()\n")
    function, statement = module.body
    assert isinstance(function, cst.FunctionDef)
    a, b = function.body.body
    assert prepared(fix(scope=(a, b)), module) is not None
    assert prepared(fix(scope=(a, statement)), module) is None
    assert prepared(fix(scope=(statement, cst.Name("elsewhere"))), module) is None
