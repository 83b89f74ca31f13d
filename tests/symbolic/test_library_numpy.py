# ruff: noqa: E501 - tables of snippets read best with one on a line
"""numpy as the evaluator knows it never contradicts numpy."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.symbolic.comparing import claims, generated

SETUP = """import numpy as np
x = np.zeros((12, 6, 4), dtype='uint8')
images = np.random.randint(0, 256, size=(20, 8, 8, 3)).astype('uint8')
y = np.random.randint(0, 5, size=(20,))
b = np.random.randint(2, size=(20, 1))
w = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
t = np.linspace(0, 1, 12)
r = np.arange(20)
f = np.random.rand(20, 8)
one_hot = np.eye(5)[y]
"""


def pick(chance: Random, arrays: list[str]) -> str:
    return chance.choice(arrays)


def number(chance: Random) -> str:
    return chance.choice(["0", "1", "2", "3", "-1", "-2", "5", "7", "12", "20", "100"])


def a_slice(chance: Random) -> str:
    part = lambda: chance.choice(["", "", number(chance)])  # noqa: E731
    return f"{part()}:{part()}" + chance.choice(["", "", "", ":2", ":-1", f":{chance.randint(1, 4)}"])


def index(chance: Random, arrays: list[str]) -> str:
    kinds = [
        lambda: a_slice(chance),
        lambda: a_slice(chance),
        lambda: number(chance),
        lambda: "...",
        lambda: "None",
        lambda: "np.newaxis",
        lambda: f"{pick(chance, arrays)}",
        lambda: f"{pick(chance, arrays)} > {number(chance)}",
        lambda: "[0, 1, 1]",
        lambda: "np.array([1, 0])",
        lambda: ":",
    ]
    return ", ".join(chance.choice(kinds)() for _ in range(chance.choice([1, 1, 1, 2, 2, 3])))


def axis(chance: Random) -> str:
    return chance.choice(["None", "0", "1", "-1", "2", "(0, 1)"])


def shape(chance: Random) -> str:
    return chance.choice(
        ["-1", "(-1,)", "(-1, 2)", "(4, -1)", "(20, -1)", "(2, -1, 3)", "(6, 2)", "(-1, 1)", "(12, 24)"]
    )


METHODS = (
    "mean std sum max min any all prod".split(),
    "flatten() ravel() transpose() copy() T squeeze() tolist() shape ndim size".split(),
)
STATEMENTS: list[Any] = [
    lambda c, a: f"NEW = {pick(c, a)}[{index(c, a)}]",
    lambda c, a: f"NEW = {pick(c, a)}[{index(c, a)}]",
    lambda c, a: f"NEW = {pick(c, a)}.{c.choice(METHODS[0])}({c.choice(['', axis(c), f'axis={axis(c)}'])})",
    lambda c, a: f"NEW = {pick(c, a)}.{c.choice(['mean', 'max', 'sum'])}(axis={axis(c)}, keepdims=True)",
    lambda c, a: f"NEW = {pick(c, a)}.{c.choice(METHODS[1])}",
    lambda c, a: f"NEW = {pick(c, a)}.reshape({shape(c)})",
    lambda c, a: f"NEW = np.reshape({pick(c, a)}, {shape(c)})",
    lambda c, a: f"NEW = {(n := pick(c, a))}.reshape({n}.shape[0], -1)",
    lambda c, a: f"NEW = {(n := pick(c, a))}.reshape(len({n}), np.prod({n}.shape[1:]))",
    lambda c, a: (
        f"NEW = {pick(c, a)}.astype({c.choice(['int', 'np.float32', repr('float32'), 'float', repr('uint8'), 'bool'])})"
    ),
    lambda c, a: f"NEW = {pick(c, a)} {c.choice('+ - * / // % **'.split())} {number(c)}",
    lambda c, a: (
        f"NEW = {pick(c, a)} {c.choice('+ - * /'.split())} {c.choice(['255.', '127.5', '0.5', '255'])}"
    ),
    lambda c, a: f"NEW = {number(c)} {c.choice('+ - * /'.split())} {pick(c, a)}",
    lambda c, a: f"NEW = {pick(c, a)} {c.choice('+ - * / @'.split())} {pick(c, a)}",
    lambda c, a: (
        f"NEW = {pick(c, a)} {c.choice('== != < > >= <='.split())} {c.choice([number(c), pick(c, a)])}"
    ),
    lambda c, a: f"NEW = -{pick(c, a)}",
    lambda c, a: f"NEW = np.expand_dims({pick(c, a)}, {c.choice(['0', '-1', '1', 'axis=-1'])})",
    lambda c, a: (
        f"NEW = np.transpose({pick(c, a)}, ({c.choice(['0, 2, 1', '1, 0', '0, 3, 1, 2', '2, 0, 1'])}))"
    ),
    lambda c, a: (
        f"NEW = np.{c.choice(['moveaxis', 'swapaxes'])}({pick(c, a)}, {c.choice(['0, 1', '-1, 1', '1, -1', '0, -1'])})"
    ),
    lambda c, a: (
        f"NEW = np.concatenate([{pick(c, a)}, {pick(c, a)}]{c.choice(['', ', axis=1', ', axis=-1', ', axis=0'])})"
    ),
    lambda c, a: f"NEW = np.concatenate(({(n := pick(c, a))}, {n}[:3]))",
    lambda c, a: (
        f"NEW = np.{c.choice(['vstack', 'hstack', 'column_stack', 'dstack'])}([{(n := pick(c, a))}, {c.choice([n, pick(c, a)])}])"
    ),
    lambda c, a: f"NEW = np.stack([{(n := pick(c, a))}, {n}]{c.choice(['', ', axis=1', ', axis=-1'])})",
    lambda c, a: f"NEW = np.append({(n := pick(c, a))}, {n}{c.choice(['', ', axis=0'])})",
    lambda c, a: f"NEW = np.tile({pick(c, a)}, {c.choice(['2', '(2, 1)', '(1, 2, 3)'])})",
    lambda c, a: f"NEW = np.repeat({pick(c, a)}, 3{c.choice(['', ', axis=0', ', axis=-1'])})",
    lambda c, a: f"NEW = np.argmax({pick(c, a)}, axis={c.choice(['0', '1', '-1'])})",
    lambda c, a: (
        f"NEW = np.where({pick(c, a)} > {number(c)}, {c.choice(['1', '0.5', pick(c, a)])}, {c.choice(['0', pick(c, a)])})"
    ),
    lambda c, a: f"NEW = np.unique({pick(c, a)})",
    lambda c, a: f"NEW = len(np.unique({pick(c, a)}))",
    lambda c, a: f"NEW = len({pick(c, a)})",
    lambda c, a: (
        f"NEW = np.{c.choice(['mean', 'sum', 'std', 'max', 'prod', 'argsort', 'ravel', 'squeeze'])}({pick(c, a)})"
    ),
    lambda c, a: (
        f"NEW = np.{c.choice(['sqrt', 'log1p', 'abs', 'isnan', 'exp', 'floor', 'sign'])}({pick(c, a)})"
    ),
    lambda c, a: f"NEW = np.clip({pick(c, a)}, 0, 1)",
    lambda c, a: (
        f"NEW = np.{c.choice(['zeros', 'ones', 'empty', 'full'])}_like({pick(c, a)}{c.choice([', dtype=int', ''])})"
    ),
    lambda c, a: (
        f"NEW = np.{c.choice(['split', 'array_split'])}({pick(c, a)}, {c.choice(['2', '4', '[3, 7]', '3'])})"
    ),
    lambda c, a: f"NEW = np.pad({pick(c, a)}, ((0, 0), (1, 2)))",
    lambda c, a: f"NEW = np.dot({pick(c, a)}, {pick(c, a)})",
    lambda c, a: f"NEW = np.random.permutation({c.choice([pick(c, a), 'len(y)'])})",
    lambda c, a: f"NEW = np.bincount({pick(c, a)})",
    lambda c, a: (
        f"NEW = {pick(c, a)}; NEW = NEW.copy(); NEW {c.choice(['+', '-', '*', '/', '//'])}= {number(c)}"
    ),
    lambda c, a: f"NEW = {pick(c, a)}.copy(); NEW[{index(c, a)}] = {c.choice([number(c), '0.5'])}",
    lambda c, a: "NEW = np.zeros((len(y), 5)); NEW[np.arange(len(y)), y] = 1",
    lambda c, a: f"NEW = [i for i in {pick(c, a)}]",
    lambda c, a: f"NEW = np.array([{(n := pick(c, a))}[0], {n}[-1]])",
    lambda c, a: (
        f"NEW = np.array({c.choice(['[[1, 2], [3, 4]]', '[0, 1, 1]', '[0.5, 1]', 'range(5)', '[[True], [False]]'])}{c.choice(['', ', dtype=np.float32'])})"
    ),
    lambda c, a: (
        f"NEW = np.arange({c.choice(['5', '2, 9', '1, 10, 3', '0, 1, 0.1', 'len(y)', '10, 0, -3'])})"
    ),
    lambda c, a: (
        f"NEW = np.ones({c.choice(['3', '(3, 4)', '[2, 2]', '(5,)'])}{c.choice(['', ', int', ', dtype=np.uint8'])})"
    ),
    lambda c, a: f"NEW = {pick(c, a)}.shape[{c.choice(['0', '-1', '1:', ':2', '1'])}]",
]


@pytest.mark.parametrize("seed", range(60))
def test_never_contradicts_numpy(seed: int) -> None:
    text, namespace = generated(seed, SETUP, STATEMENTS, 60)
    told, wrong = claims(text, namespace)
    assert not wrong, "\n".join(wrong) + "\n\n" + text
    assert told > 100
