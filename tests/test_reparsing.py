"""Edited scripts, parsed with the help of the tree before: the new tree is that of the whole text."""

from __future__ import annotations

import random

import libcst as cst
import pytest

from benchmarks.server import long_script
from kerlint.lsp import reparsing
from kerlint.lsp.reparsing import Reparser

PIECES = [
    *(
        "else:\n",
        "except E:\n",
        "@named\n",
        "try:\n    pass\n",
        "if x:\n    pass\n",
        "def f():\n  return 1\n",
    ),
    *("    ", "\t", "\n", "\n\n\n", "# c\n", "    # c\n", "  # c\n", "y = 2; z = 3\n", "x = (\n", ")\n"),
    *('"""', "'''\n", '"', "\\\n", "é", "𝛼", " ", "async "),
]


def tree_of(parse: object, text: str) -> cst.Module | None:
    try:
        return parse(text)  # type: ignore[operator]
    except cst.ParserSyntaxError:
        return None


@pytest.mark.parametrize("seed", range(4))
def test_any_edit_gives_the_tree_of_the_whole_text(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    reparser = Reparser()
    short = []
    real = reparsing._reparsed

    def counted(*arguments: object) -> object:
        parsed = real(*arguments)  # type: ignore[arg-type]
        short.append(parsed is not None)
        return parsed

    monkeypatch.setattr(reparsing, "_reparsed", counted)
    text = long_script(150)
    reparser.parse(text)
    for _ in range(120):
        new = text
        for _ in range(chance.choice((1, 1, 1, 2))):
            at = chance.randrange(len(new))
            if chance.random() < 0.6:
                # Most edits that matter are at the start of a line.
                at = new.rfind("\n", 0, at) + 1
            gone = chance.choice((0, 0, 1, 5, 40, max(1, new.find("\n", at) + 1 - at)))
            new = new[:at] + (chance.choice(PIECES) if not gone else "") + new[at + gone :]
        if chance.random() < 0.08:
            new = new.rstrip("\n") + chance.choice(("", "", "\n", "  ", "\n    ", "# c"))
        expected, found = tree_of(cst.parse_module, new), tree_of(reparser.parse, new)
        assert (expected is None) == (found is None), new
        if expected is not None and found is not None:
            assert found.code == expected.code
            # Where the whole text would give another default indentation, only its bookkeeping differs.
            assert found.deep_equals(expected) or found.default_indent != expected.default_indent
            text = new
    assert sum(short) > 5


@pytest.mark.parametrize("end", ["\n", ""], ids=["last line ended", "last line being written"])
def test_statements_far_from_the_edit_stay(end: str) -> None:
    reparser = Reparser()
    text = long_script(200).rstrip("\n") + end
    before = reparser.parse(text)
    after = reparser.parse(text.replace("epochs=args.epochs", "epochs=7", 1))
    kept = {id(statement) for statement in before.body} & {id(statement) for statement in after.body}
    assert len(before.body) == len(after.body)
    assert len(before.body) - 4 <= len(kept) < len(before.body)
