"""The data sets of `keras.datasets`, with their real sizes.

Facts from keras/src/datasets: what `load_data` of each returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.values import argument, bind_call
from kerlint.keras.signatures import signature
from kerlint.symbolic.arithmetic import known
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Argument, Arguments, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


@dataclass(frozen=True, slots=True)
class Builtin:
    """One data set.

    Attributes:
        train, test: numbers of samples.
        sample: the shape of one x.
        dtype: of x; None for lists of word indices.
        high: the largest value of x (the smallest is 0 then), None where not bounded.
        label: the shape of one y.
        label_dtype, encoding, classes: of y.
        targets: the range of y for regression.
    """

    train: int
    test: int
    sample: tuple[int, ...] = ()
    dtype: str | None = "uint8"
    high: int | None = 255
    label: tuple[int, ...] = ()
    label_dtype: str = "uint8"
    encoding: str = "int"
    classes: int | None = None
    targets: tuple[float, float] | None = None


_DATASETS = {
    "mnist": Builtin(60_000, 10_000, (28, 28), classes=10),
    "fashion_mnist": Builtin(60_000, 10_000, (28, 28), classes=10),
    "cifar10": Builtin(50_000, 10_000, (32, 32, 3), label=(1,), classes=10),
    "cifar100": Builtin(50_000, 10_000, (32, 32, 3), label=(1,), label_dtype="int64", classes=100),
    "imdb": Builtin(
        25_000,
        25_000,
        dtype=None,
        high=None,
        label_dtype="int64",
        encoding="binary",
        classes=2,
    ),
    "reuters": Builtin(
        8_982,
        2_246,
        dtype=None,
        high=None,
        label_dtype="int64",
        classes=46,
    ),
    "boston_housing": Builtin(
        404,
        102,
        (13,),
        "float64",
        None,
        label_dtype="float64",
        encoding="float",
        targets=(5.0, 50.0),
    ),
    "california_housing": Builtin(
        16_512,
        4_128,
        (8,),
        "float32",
        None,
        label_dtype="float32",
        encoding="float",
        targets=(14_999.0, 500_001.0),
    ),
}
_SMALL_CALIFORNIA = 600


def register(library: Library) -> None:
    """`keras.datasets.<name>.load_data`."""
    for name, facts in _DATASETS.items():
        library.calls(f"keras.datasets.{name}.load_data")(_loader(name, facts))


def _loader(name: str, facts: Builtin) -> Any:
    def load(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        path = f"keras.datasets.{name}.load_data"
        bound = bind_call(path, arguments, ev)
        sizes = _sizes(path, facts, bound)
        # Words and lengths filter reviews out.
        if facts.dtype is None and argument(bound, "maxlen") is not None:
            sizes = (None, None)
        classes = 20 if argument(bound, "label_mode", "fine") == "coarse" else facts.classes
        parts = [
            _pair(path, facts, part, size, classes, node) for part, size in zip(("train", "test"), sizes)
        ]
        return TupleValue(parts, node)

    return load


def _sizes(path: str, facts: Builtin, bound: dict[str, Argument]) -> tuple[int | None, int | None]:
    total = facts.train + facts.test
    if argument(bound, "version", "large") == "small":
        total = _SMALL_CALIFORNIA
    parameters = signature(path)
    if parameters is None or "test_split" not in parameters.names:
        return facts.train, facts.test
    split = known(argument(bound, "test_split", parameters.default("test_split")))
    if split is None or not 0 <= split <= 1:
        return None, None
    # All of these cut at int(n * (1 - test_split)).
    train = int(total * (1 - split))
    return train, total - train


def _pair(
    path: str, facts: Builtin, part: str, size: int | None, classes: int | None, node: CSTNode | None
) -> TupleValue:
    low, high = (None, None) if facts.high is None else (0, facts.high)
    x = ArrayValue(
        shape=None if size is None else (size, *facts.sample),
        rows=size,
        dtype=facts.dtype,
        low=low,
        high=high,
        origin=(Source((path, f"x_{part}")),),
        node=node,
    )
    target_low, target_high = facts.targets or (0, None if classes is None else classes - 1)
    y = ArrayValue(
        shape=None if size is None else (size, *facts.label),
        rows=size,
        dtype=facts.label_dtype,
        encoding=facts.encoding,
        classes=classes,
        low=target_low,
        high=target_high,
        origin=(Source((path, f"y_{part}")),),
        node=node,
    )
    return TupleValue([x, y], node)
