from __future__ import annotations

import pytest

from kerlint.diagnostic import Location, Span
from kerlint.fixer import apply_fixes
from kerlint.rule import load_rules
from kerlint.selection import Selection
from kerlint.settings import Settings
from kerlint.suppression import Suppressions, comment_row
from kerlint.unused import Unused, unused


def at(row: int, end: int | None = None) -> Span:
    return Span(Location(row, 3), Location(end or row, 9))


def suppressed(text: str, span: Span, code: str = "KER201", name: str = "augmented-validation") -> bool:
    return Suppressions(text).suppressed(code, name, span)


@pytest.mark.parametrize(
    "comment",
    [
        "# kerlint: ignore",
        "#kerlint:ignore",
        "# kerlint: ignore[KER201]",
        "# kerlint: ignore[ker201 , KER101]",
        "# kerlint: ignore[augmented-validation]",
        "# kerlint: ignore KER201",
        "# kerlint: ignore: KER201",
        "# Kerlint: Ignore[KER201] because it is meant so",
        "# type: ignore # kerlint: ignore[KER201]",
        "# noqa",
        "# NOQA",
        "# noqa: KER201",
        "# noqa:E501,KER201",
        "# noqa: E501 KER201",
        "# pylint: disable=x  # noqa: KER201",
    ],
)
def test_comments_that_suppress(comment: str) -> None:
    assert suppressed(f"x = 1  {comment}\n", at(1))
    assert not suppressed(f"x = 1  {comment}\ny = 2\n", at(2))


@pytest.mark.parametrize(
    "comment",
    [
        "# kerlint: ignore[KER202]",
        "# kerlint: ignore[KER2]",
        "# kerlint: ignore[]",
        "# kerlint: samples=40000",
        "# kerlint: ignored",
        "# noqa: E501",
        "# noqa: KER2011",
        "# noqapology",
        "; y = '# noqa'",
        "; y = '# kerlint: ignore'",
    ],
)
def test_comments_that_do_not(comment: str) -> None:
    assert not suppressed(f"x = 1  {comment}\n", at(1))


def test_a_whole_file() -> None:
    text = "# kerlint: ignore-file[KER201]\n" + "x = 1\n" * 5
    assert suppressed(text, at(4))
    assert not suppressed(text, at(4), "KER202", "preprocessing-mismatch")
    assert suppressed("x = 1\n# kerlint: ignore-file\n", at(1))


def test_statements_over_several_lines() -> None:
    first = "model.fit(  # noqa\n    x,\n    steps=n // b,\n)\ny = 1\n"
    last = "model.fit(\n    x,\n    steps=n // b,\n)  # noqa\ny = 1\n"
    own = "model.fit(\n    x,\n    steps=n // b,  # noqa\n)\ny = 1\n"
    for text in (first, last, own):
        assert suppressed(text, at(3)), text
        assert not suppressed(text, at(5)), text
    # The comment on another argument's line is another argument's.
    assert not suppressed(own, at(2))
    # The finding is the whole call.
    assert suppressed(last, Span(Location(1, 1), Location(4, 2)))
    # A function's body is no part of the statement that heads it.
    assert not suppressed("def f(\n    a,\n):  # noqa\n    x = 1\n", at(4))


def test_a_comment_where_none_can_stand() -> None:
    text = 'f("""\ntext""", g(1), \\\n  h)  # noqa\nz = 1\n'
    assert comment_row(text, at(1)) == 3
    assert comment_row(text, at(2)) == 3
    assert comment_row(text, at(4)) == 4
    assert comment_row('x = """one line"""\n', at(1)) == 1
    assert suppressed(text, at(1))


def test_text_that_does_not_tokenize() -> None:
    assert suppressed("x = (  # noqa\n", at(1))


# --- unused -----------------------------------------------------------------------------------------


def told(text: str, *used: int, settings: Settings | None = None) -> list[Unused]:
    """What is unused after KER201 arose on the rows `used`."""
    suppressions = Suppressions(text)
    for row in used:
        suppressions.suppressed("KER201", "augmented-validation", at(row))
    selection = Selection(settings or Settings(), load_rules())
    return list(unused(suppressions, selection, load_rules(), selection.codes))


def test_used_ones_are_not_told() -> None:
    text = "x = 1  # kerlint: ignore[KER201]\ny = 1  # noqa: KER201\nz = 1  # kerlint: ignore\n"
    assert told(text, 1, 2, 3) == []
    assert [item.span.start.row for item in told(text, 2)] == [1, 3]


def test_other_linters_and_plain_noqa_are_left_alone() -> None:
    assert told("x = 1  # noqa\ny = 1  # noqa: E501, W605\nz = 1  # noqa: ABC123\n") == []


def test_rules_that_did_not_run_are_left_alone() -> None:
    text = "x = 1  # kerlint: ignore[KER202]\ny = 1  # kerlint: ignore\n"
    assert len(told(text)) == 2
    assert told(text, settings=Settings(select=("KER201",))) == []
    assert [item.span.start.row for item in told(text, settings=Settings(ignore=("KER202",)))] == [2]


@pytest.mark.parametrize(
    ("text", "words", "fixed"),
    [
        ("x = 1  # kerlint: ignore[KER201]\n", "no KER201 (augmented-validation) arises here", "x = 1\n"),
        ("x = 1  # kerlint: ignore[KER201, KER202]\n", "no KER201", "x = 1\n"),
        ("x = 1  # noqa: KER201, E501\n", "no KER201", "x = 1  # noqa: E501\n"),
        (
            "x = 1  # kerlint: ignore[KER2O1]\n",
            "no rule has the code or name 'KER2O1'; did you mean",
            "x = 1\n",
        ),
        (
            "x = 1  # kerlint: ignore[augmented_validation]\n",
            "did you mean KER201 (augmented-validation)?",
            "x = 1\n",
        ),
        ("x = 1  # kerlint: ignore[]\n", "no rule has the code or name ''", "x = 1\n"),
        ("x = 1  # kerlint: ignore\n", "nothing here to suppress", "x = 1\n"),
        ("x = 1  # kerlint: ignore[KER201] # type: ignore\n", "no KER201", "x = 1  # type: ignore\n"),
        ("x = 1  # kerlint: ignore[KER201] as it was\n", "no KER201", "x = 1  # as it was\n"),
        ("x = 1  # type: ignore # kerlint: ignore[KER201]\n", "no KER201", "x = 1  # type: ignore\n"),
        ("# kerlint: ignore-file[KER201]\nx = 1\n", "no KER201", "x = 1\n"),
        ("    # kerlint: ignore[KER201]", "no KER201", ""),
    ],
)
def test_what_is_told_and_mended(text: str, words: str, fixed: str) -> None:
    (item,) = told(text)
    assert words in item.message
    mended, applied = apply_fixes(text, [item.fix])
    assert (mended.strip() if not fixed else mended) == fixed
    assert len(applied) == 1


def test_half_used() -> None:
    text = "x = 1  # kerlint: ignore[KER201, KER202]\n"
    (item,) = told(text, 1)
    assert "no KER202" in item.message
    assert apply_fixes(text, [item.fix])[0] == "x = 1  # kerlint: ignore[KER201]\n"


def test_a_code_beside_ker901() -> None:
    assert told("x = 1  # kerlint: ignore[KER901]\n") == []
