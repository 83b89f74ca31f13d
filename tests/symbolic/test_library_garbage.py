# ruff: noqa: E501 - tables of snippets read best with one on a line
"""Whatever a script passes to a library function, the library answers with a value and never raises."""

from __future__ import annotations

from random import Random
from typing import Any

import libcst as cst
import pytest

from kerlint.symbolic.arithmetic import Quantity, symbol
from kerlint.symbolic.array_literals import literal
from kerlint.symbolic.arrays import ArrayStep, ArrayValue
from kerlint.symbolic.evaluator import Evaluator
from kerlint.symbolic.library import register
from kerlint.symbolic.library.array_methods import METHODS
from kerlint.symbolic.library.files import FileValue, PathValue
from kerlint.symbolic.library.frames import FrameValue
from kerlint.symbolic.library.images import ImageValue
from kerlint.symbolic.library.options import NamespaceValue, ParserValue
from kerlint.symbolic.library.sequences import CountedList, RangeValue
from kerlint.symbolic.library.sklearn import SplitterValue
from kerlint.symbolic.library.sklearn_encoders import TransformerValue
from kerlint.symbolic.origins import Source
from kerlint.symbolic.registry import Library
from kerlint.symbolic.values import (
    CONSTANTS,
    Argument,
    Arguments,
    DictValue,
    External,
    ListValue,
    SetValue,
    SliceValue,
    TupleValue,
    Unknown,
    Value,
)
from tests.symbolic.running import evaluators

NODE = cst.parse_expression("f(a, *b, c=1)")
NAMES = (
    "axis dtype shape size n test_size train_size default dest type action data columns frac keepdims low high"
    " n_splits inplace indices return_counts mode path key reverse start stop step num"
).split()


def values() -> list[Any]:
    n = symbol("n", "n")
    return [
        0, 1, -1, 7, 2.5, -0.0, float("nan"), float("inf"), 10**40, True, False, None, ..., "", "x", "int32", "a/b", b"x", 3j,
        n, Quantity("/", (n, 2)), Quantity("ceil", (Quantity("/", (5, 2), value=2.5),), value=3),
        Unknown("u"), External("builtins.int"), External("numpy.float32"), SliceValue(None, 3), SliceValue(n, "x", 0),
        ListValue([]), ListValue([1, 2]), ListValue([n, Unknown("q")]), ListValue([1], complete=False),
        ListValue([ListValue([1, 2]), ListValue([3])]), ListValue(["a", "b"]), TupleValue((n, -1)), TupleValue((-1, -1)),
        TupleValue((3, 4)), SetValue([1, "a"]), DictValue({"a": 1, 2: n}), DictValue({}, complete=False),
        ArrayValue(), ArrayValue(shape=()), ArrayValue(shape=(0,)), ArrayValue(shape=(n, 3), dtype="float32", low=0, high=255),
        ArrayValue(shape=(4, 2), dtype="int64", encoding="int", classes=3, steps=None, origin=(Source("k"), "other")),
        ArrayValue(rows=n, steps=(ArrayStep("rescale", 2, None),)), ArrayValue(shape=(5,), dtype="bool"),
        literal(((1, 2), (3, 4))), literal((0.5, 1)), literal(()), ArrayValue(shape=(2,), dtype="str"),
        RangeValue(0, n), RangeValue(5, 0, -1), RangeValue(0, 3, 0), CountedList(n), CountedList(3, Unknown("i")),
        FrameValue(n, None, (Source("f"),), None), FrameValue(10, ("a", "b"), (), None), FrameValue(4, None, (), None, series=True),
        PathValue("a/b"), PathValue(None), FileValue("x", "r"), ImageValue(None, 3, None, (), None),
        NamespaceValue({"a": 1}), ParserValue(None), TransformerValue("PCA", Arguments(), None),
        TransformerValue("LabelEncoder", Arguments(), None), SplitterValue("KFold", Arguments(), None),
    ]  # fmt: skip


def arguments(chance: Random) -> Arguments:
    pool = values()
    positional = tuple(
        Argument(chance.choice(pool), NODE) for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 4]))
    )
    keywords = {
        name: Argument(chance.choice(pool), NODE, name)
        for name in chance.sample(NAMES, chance.choice([0, 0, 1, 2]))
    }
    return Arguments(positional, keywords, chance.random() < 0.1, chance.random() < 0.1)


@pytest.fixture
def ev() -> Evaluator:
    (made,) = evaluators("x = 1")
    return made


def sound(result: Any) -> bool:
    return isinstance(result, (Value, Quantity, *CONSTANTS))


def test_handlers_survive_anything(ev: Evaluator) -> None:
    library = Library()
    register(library)
    chance = Random(0)
    paths = sorted(library._calls)
    assert len(paths) > 400
    for path in paths:
        for _ in range(40):
            given = arguments(chance)
            result = library.call(path, given, ev, chance.choice([NODE, None]))
            assert sound(result), (path, given, result)


def test_methods_and_items_survive_anything(ev: Evaluator) -> None:
    chance = Random(1)
    names = [*METHODS, *"fit transform fit_transform split drop sample iloc values head pop append sort update get items".split(),
             *"columns loc add_argument parse_args read readlines name parent resize convert dtype T flat".split()]  # fmt: skip
    operators = "+ - * / // % ** @ & | ^ == < >=".split()
    for _ in range(12_000):
        owner = chance.choice(values())
        given = arguments(chance)
        kind = chance.randrange(6)
        if kind == 0:
            method = ev.attribute(owner, chance.choice(names), NODE)
            result = ev.call(method, given, NODE)
        elif kind == 1:
            result = ev.item(owner, chance.choice(values()), NODE)
        elif kind == 2:
            index = TupleValue([chance.choice(values()) for _ in range(chance.randrange(4))])
            result = ev.item(owner, index, NODE)
        elif kind == 3:
            result = ev.operate(chance.choice(operators), owner, chance.choice(values()), NODE)
        elif kind == 4 and isinstance(owner, Value):
            owner.set_item(chance.choice(values()), chance.choice(values()), ev, NODE)
            owner.operate_in_place(chance.choice(operators), chance.choice(values()), ev, NODE)
            result = owner
        else:
            ev.iterate(owner, NODE)
            ev.length(owner, NODE)
            ev.truth(owner)
            result = ev.element(owner, NODE)
        assert sound(result), (owner, given, result)
