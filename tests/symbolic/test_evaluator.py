"""What the evaluator claims to know is what Python itself computes."""

from __future__ import annotations

import textwrap

import pytest

from tests.symbolic.running import UNKNOWN, evaluators, names, real, to_python

# Each snippet binds `result`; the evaluator has to know it.
KNOWN = {
    "arithmetic": "a, b = 100, 32\nresult = (a // b, a / b, a % b, -a, a ** 2, a - b * 2, +a, ~a, a | 1, 1 << 4)",
    "floats": "result = (1. / 255, 1e-3, 0x10, 1_000, 7 // 2.0)",
    "strings": "a = 'x'\nb = 3\nresult = (f'{a}-{b:03d}', 'p' 'q', a * b, '%s/%d' % (a, b), a + 'y', r'\\n', 'abc'[1:])",
    "format-spec": "v = 0.12345\nresult = f'{v:.2f} {v!r} {{}}'",
    "unpack": "(a, b), *c, d = (1, 2), 3, 4, 5\nresult = [a, b, c, d]",
    "chained-assignment": "a = b = [1]\nb.append(2)\nresult = a",
    "augmented": "a = [1]\nb = a\na += [2, 3]\nn = 5\nn *= 3\nn -= 1\nresult = (b, n)",
    "swap": "a, b = 1, 2\na, b = b, a\nresult = (a, b)",
    "dict": "d = {'a': 1, **{'b': 2}}\nd['c'] = 3\nresult = {**d, 'a': 9}",
    "nested-item": "d = {'x': [1, {'y': 5}]}\nresult = d['x'][1]['y']",
    "slices": "a = [0, 1, 2, 3, 4]\nresult = (a[1:3], a[::-1], a[-1], a[:-1], (1, 2, 3)[1:])",
    "comparison": "n = 5\nresult = (n > 3, 1 < n < 4, n == 5, n != 5, n in (1, 5), n not in [5], None is None, 'a' < 'b')",
    "boolean": "result = (1 and 2, 0 or 'x', not [], not (1,), None or 0, True and False)",
    "conditional-expression": "n = 7\nresult = 'odd' if n % 2 else 'even'",
    "list-comprehension": "result = [i * j for i in (1, 2, 3) if i != 2 for j in (10, 20)]",
    "dict-comprehension": "result = {k: v + 1 for k, v in (('a', 1), ('b', 2))}",
    "comprehension-scope": "i = 7\nx = [i for i in (1, 2)]\nresult = i",
    "walrus": "if (n := 10) > 5:\n    result = n",
    "defaults": "def f(a, b=2, *args, c=3, **kw):\n    return (a, b, args, c, kw)\nresult = (f(1), f(1, 5, 6, 7, c=8, z=9))",
    "keywords": "def f(units, rate):\n    return (units, rate)\nargs = {'rate': 0.5}\nresult = f(*(64,), **args)",
    "closure": "def outer(k):\n    def inner(x):\n        return x * k\n    return inner\nresult = outer(3)(4)",
    "late-default": "n = 1\ndef f(a=n):\n    return a\nn = 2\nresult = f()",
    "lambda": "f = lambda a, b=2: a * b\nresult = f(4)",
    "early-return": "def f(n):\n    if n > 3:\n        return 'big'\n    return 'small'\nresult = (f(5), f(1))",
    "recursion": "def f(n):\n    if n == 0:\n        return 0\n    return 1 + f(n - 1)\nresult = f(2)",
    "global": "n = 1\ndef f():\n    global n\n    n = 5\nf()\nresult = n",
    "nonlocal": "def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 2\n    g()\n    return n\nresult = f()",
    "for-else": "result = 0\nfor i in (1, 2, 3):\n    result += i\n    if i == 2:\n        break\nelse:\n    result = 100",
    "for-continue": "result = []\nfor i in (1, 2, 3):\n    if i == 2:\n        continue\n    result.append(i)",
    "while": "n = 1\nwhile n < 100:\n    n *= 2\nresult = n",
    "class": "class A:\n    K = 3\n    def __init__(self, v):\n        self.v = v + self.K\n    def twice(self):\n        return self.v * 2\nresult = (A(4).twice(), A.K)",
    "inheritance": "class A:\n    def __init__(self, v):\n        self.v = v\n    def name(self):\n        return 'A'\nclass B(A):\n    def __init__(self):\n        super().__init__(10)\n    def name(self):\n        return 'B' + super().name()\nresult = (B().v, B().name())",
    "property": "class A:\n    @property\n    def p(self):\n        return 4\n    @staticmethod\n    def s(a):\n        return a + 1\n    @classmethod\n    def c(cls, a):\n        return a + 2\nresult = (A().p, A.s(1), A.c(1), A().c(2))",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass Config:\n    batch: int = 32\n    rate: float = 0.1\nc = Config(batch=64)\nresult = (c.batch, c.rate)",
    "callable-instance": "class A:\n    def __call__(self, x):\n        return x + 1\n    def __getitem__(self, i):\n        return i * 2\nresult = (A()(1), A()[4])",
    "with": "class A:\n    def __enter__(self):\n        return 5\n    def __exit__(self, *a):\n        pass\nwith A() as v:\n    result = v",
    "try": "try:\n    result = 1\nexcept ValueError:\n    result = 2\nelse:\n    result += 10\nfinally:\n    result += 100",
    "raise-in-try": "try:\n    raise ValueError('x')\nexcept ValueError as e:\n    result = 2",
    "main-guard": "def main():\n    global result\n    result = 3\nif __name__ == '__main__':\n    main()",
    "decorator": "def twice(f):\n    def g(x):\n        return 2 * f(x)\n    return g\n@twice\ndef h(x):\n    return x + 1\nresult = h(4)",
    "match": "kind = 'b'\nmatch kind:\n    case 'a':\n        result = 1\n    case 'b':\n        result = 2\n    case _:\n        result = 3",
    "delete": "a = 1\ndel a\nresult = 2",
    "long-sum": "result = " + " + ".join(["1"] * 900),
    "dict-union": "a = {'x': 1}\nb = {'x': 2, 'y': 3}\nc = a\nc |= {'z': 4}\nresult = (a | b, b | a, c)",
    "dataclass-fields": "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    sizes: list = field(default_factory=list)\n    rate: float = field(default=0.5)\n@dataclass\nclass B:\n    a: A = field(default_factory=A)\n    n: int = 3\n    def __post_init__(self):\n        self.m = self.n * 2\nb = B(n=4)\nb.a.sizes.append(b.m)\nresult = (b.a.sizes, B().a.sizes, b.a.rate, B().m)",
    "dataclass-as-dict": "from dataclasses import asdict, dataclass, replace\n@dataclass\nclass A:\n    rate: float = 0.5\n@dataclass\nclass B:\n    a: A\n    n: int = 3\nb = B(A())\nresult = (asdict(b), asdict(replace(b, n=4)), b.n)",
    "named-tuple": "from typing import NamedTuple\nclass Size(NamedTuple):\n    h: int\n    w: int = 7\ns = Size(5)\na, b = s\nresult = (tuple(s), s[1], s.h, a + b, [*s])",
    "enum-as-key": "from enum import Enum\nclass M(Enum):\n    A = 1\n    B = 2\nd = {M.A: 'a', M.B: 'b'}\nm = M(2)\nresult = (d[m], m is M.B, m == M.A, M['A'] is M.A, [x.name for x in M], m in (M.A,), m != 2)",
    "enum-of-text": "import enum\nclass M(str, enum.Enum):\n    A = 'a'\nresult = (M.A == 'a', 'b' == M.A, M('a').value)",
    "enum-in-match": "from enum import Enum\nclass M(Enum):\n    A = 1\n    B = 2\nmatch M.B:\n    case M.A:\n        result = 1\n    case M.B:\n        result = 2",
    "module-by-name": "import importlib\nmath = importlib.import_module('math')\nresult = math.floor(2.5)",
    "globals": "def first():\n    return 1\nresult = (globals()['fir' + 'st'](), 'nowhere' in dir())[:1]",
    "enum": "import enum\nclass Mode(enum.Enum):\n    TRAIN = 'train'\nresult = (Mode.TRAIN.value, Mode.TRAIN.name)",
}


@pytest.mark.parametrize("text", KNOWN.values(), ids=KNOWN)
def test_knows_what_python_computes(text: str) -> None:
    result = names(text)["result"]
    assert result is not UNKNOWN
    assert result == real(text)["result"]


# Each snippet needs something unknown; `result` on the paths, in any order.
PATHS = {
    "branch": ("if flag:\n    result = 1\nelse:\n    result = 2", [1, 2]),
    "no-else": ("result = 0\nif flag:\n    result = 1", [0, 1]),
    "same-condition-twice": (
        "a = 1 if flag else 2\nif flag:\n    b = 10\nelse:\n    b = 20\nresult = (a, b)",
        [(1, 10), (2, 20)],
    ),
    "opposite-condition": (
        "a = 1 if mode == 'x' else 2\nif mode != 'x':\n    b = 20\nelse:\n    b = 10\nresult = (a, b)",
        [(1, 10), (2, 20)],
    ),
    "excluded": (
        "a = b = 0\nif mode == 'x':\n    a = 1\nif mode == 'y':\n    b = 1\nresult = (a, b)",
        [(1, 0), (0, 1), (0, 0)],
    ),
    "order": (
        "a = 1 if n < k else 2\nb = 1 if n >= k else 2\nresult = (a, b)",
        [(1, 2), (2, 1)],
    ),
    "early-return": ("def f():\n    if flag:\n        return 1\n    return 2\nresult = f()", [1, 2]),
    "raise": ("result = 1\nif flag:\n    raise ValueError\nelse:\n    result = 2", [2]),
    "exit": ("import sys\nresult = 1\nif flag:\n    sys.exit('no')\nresult = 3", [3]),
    "exit-after-work": (
        "import sys\nresult = 1\nif flag:\n    result = evaluate()\n    result = 2\n    sys.exit()\nresult = 3",
        [2, 3],
    ),
    "exit-left-in": ("import sys\nresult = 1\nsys.exit()\nresult = 3", [3]),
    "inert": ("result = 1\nif flag:\n    print('hello')", [1]),
    "default-or": ("result = given or 10", [UNKNOWN, 10]),
    "asserted": ("assert mode == 'x'\nresult = 1 if mode == 'x' else 2", [1]),
}


@pytest.mark.parametrize(("text", "expected"), PATHS.values(), ids=PATHS)
def test_paths(text: str, expected: list[object]) -> None:
    results = [to_python(ev.module_scope.names["result"]) for ev in evaluators(text)]
    assert sorted(map(repr, results)) == sorted(map(repr, expected))


UNKNOWABLE = {
    "counter": "result = 0\nfor x in things:\n    result += 1",
    "rebound-counter": "result = 0\nfor x in things:\n    result = result + 1",
    "while-counter": "result = 0\nwhile going():\n    result += 1",
    "sum-of-counted-lists": "result = [] + [f(x) for x in range(n)]\nresult = len(result)",
    "grown-list-of-a-default-dict": (
        "from collections import defaultdict\nd = defaultdict(list)\n"
        "for x in things:\n    d['a'].append(1)\nresult = len(d['a'])"
    ),
    "list-begun-in-a-loop": (
        "d = {}\nfor x in things:\n    if 'a' not in d:\n        d['a'] = []\n    d['a'].append(1)\n"
        "result = len(d['a'])"
    ),
    "list-by-default-in-a-loop": (
        "d = {}\nfor x in things:\n    d.setdefault('a', []).append(1)\nresult = len(d['a'])"
    ),
    "list-in-a-dict-begun-in-a-loop": (
        "d = {}\nfor x in things:\n    d.setdefault('a', {}).setdefault('b', []).append(1)\n"
        "result = len(d['a']['b'])"
    ),
    "list-in-a-list": (
        "rows = [None]\nfor x in things:\n    if rows[0] is None:\n        rows[0] = []\n    rows[0].append(1)\n"
        "result = len(rows[0])"
    ),
    "list-of-a-name": (
        "rows = None\nfor x in things:\n    if rows is None:\n        rows = []\n    rows.append(1)\n"
        "result = len(rows)"
    ),
    "list-of-an-object": (
        "class A:\n    rows = None\na = A()\nfor x in things:\n    if a.rows is None:\n        a.rows = []\n"
        "    a.rows.append(1)\nresult = len(a.rows)"
    ),
    "list-of-a-loaded-dict": (
        "d = {'a': [], 'b': []}\nfor x in things:\n    d['a' if x else 'b'].append(1)\nresult = len(d['a'])"
    ),
    "dict-by-its-length": "d = {}\nfor x in things:\n    d[len(d)] = x\nresult = len(d)",
    "grown-list": "result = []\nfor x in things:\n    result.append(1)",
    "filtered": "result = [1 for x in (1, 2) if flag]",
    "parameter": "def f(a):\n    return a\nresult = f(*things)",
    "name": "result = nowhere",
    "long-while-list": "result = []\nwhile len(result) < 5000:\n    if flag:\n        continue\n    result.append(1)",
    "long-loop-list": "result = []\nfor i in range(1000):\n    result.append(i)",
}


@pytest.mark.parametrize("text", UNKNOWABLE.values(), ids=UNKNOWABLE)
def test_does_not_claim_what_is_not_known(text: str) -> None:
    for ev in evaluators(text):
        assert to_python(ev.module_scope.names["result"]) is UNKNOWN


def test_quotient_keeps_its_parts() -> None:
    from kerlint.symbolic.arithmetic import quotient

    text = """
        import math
        import numpy as np
        n = 1000
        batch_size = 32
        a = n // batch_size
        b = int(np.ceil(n / float(batch_size)))
        c = math.ceil(total / size)
        d = (total + size - 1) // size
        e = max(1, total // size)
        f = -(-total // size)
        g = total // size + 1
        h = round(total / size)
        i = total / size
    """
    (ev,) = evaluators(textwrap.dedent(text))
    found = {name: quotient(ev.module_scope.names[name]) for name in "abcdefghi"}
    assert all(found.values())
    assert {name: q.rounding for name, q in found.items() if q} == {
        "a": "floor",
        "b": "ceil",
        "c": "ceil",
        "d": "ceil",
        "e": "floor",
        "f": "ceil",
        "g": "over",
        "h": "round",
        "i": "true",
    }
    first, last = found["a"], found["i"]
    assert first
    assert (first.total, first.divisor, first.divisor_label) == (1000, 32, "batch_size")
    assert last
    assert last.total_label == "total"


def test_same_function_argument_keeps_its_value() -> None:
    text = "def f(units=10):\n    return units\nresult = [f(), f(units=3), f(5)]"
    assert names(text)["result"] == [10, 3, 5]


def test_sibling_modules_are_evaluated(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "config.py").write_text("from base import ROOT\nBATCH = 16\nTOTAL = BATCH * 4\n")
    (tmp_path / "base.py").write_text("ROOT = 'data'\n")
    package = tmp_path / "nets"
    package.mkdir()
    (package / "__init__.py").write_text("from .small import units\n")
    (package / "small.py").write_text("from ..config import BATCH\nunits = BATCH * 2\n")
    text = "import config\nfrom config import *\nfrom nets import units\nimport nets.small as s\nresult = (config.TOTAL, BATCH, ROOT, units, s.units)"
    assert names(text, tmp_path)["result"] == (64, 16, "data", 32, 32)


def test_endless_script_ends() -> None:
    from kerlint.symbolic.evaluator import BudgetExceeded

    text = "def f0(n):\n    return n\n" + "".join(
        f"def f{i}(n):\n    return f{i - 1}(n) + f{i - 1}(n)\n" for i in range(1, 30)
    )
    text += "f29(1)"
    with pytest.raises(BudgetExceeded):
        evaluators(text)
