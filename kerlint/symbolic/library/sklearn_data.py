"""scikit-learn's toy data sets, with the shapes they really have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number, known_int
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.library.options import NamespaceValue
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Arguments, ListValue, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


@dataclass(frozen=True, slots=True)
class _Loaded:
    """samples, features, classes (None for a regression), and the range of the data."""

    samples: int
    features: int
    classes: int | None
    low: float | None = None
    high: float | None = None
    images: tuple[int, ...] = ()


# As `load_*()` of scikit-learn 1.5 returns them; the data sets have not changed since they were added.
_LOADED = {
    "load_iris": _Loaded(150, 4, 3, 0.1, 7.9),
    "load_digits": _Loaded(1797, 64, 10, 0, 16, (8, 8)),
    "load_breast_cancer": _Loaded(569, 30, 2),
    "load_wine": _Loaded(178, 13, 3),
    "load_diabetes": _Loaded(442, 10, None),
    "load_boston": _Loaded(506, 13, None),
    "fetch_california_housing": _Loaded(20640, 8, None),
    "fetch_olivetti_faces": _Loaded(400, 4096, 40, 0, 1, (64, 64)),
}


def register(library: Library) -> None:
    """Make the data sets known to the library."""
    for name, facts in _LOADED.items():
        library.calls(f"sklearn.datasets.{name}")(_loader(name, facts))

    @library.calls("sklearn.datasets.make_classification")
    def classification(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        classes = arguments.value(None, "n_classes", default=2)
        features = arguments.value(1, "n_features", default=20)
        return _made("make_classification", arguments, features, classes, ev, node)

    @library.calls("sklearn.datasets.make_blobs")
    def blobs(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        centers = arguments.value(2, "centers")
        classes = 3 if centers is None else centers if is_number(centers) else ev.length(centers, node)
        features = arguments.value(1, "n_features", default=2)
        if centers is not None and not is_number(centers):
            features = None
        return _made("make_blobs", arguments, features, classes, ev, node)

    @library.calls("sklearn.datasets.make_moons", "sklearn.datasets.make_circles")
    def two_classes(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _made("make_moons", arguments, 2, 2, ev, node)

    @library.calls("sklearn.datasets.make_regression")
    def regression(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if arguments.get(None, "coef"):
            return ev.unknown(node)
        features = arguments.value(1, "n_features", default=100)
        targets = arguments.value(None, "n_targets", default=1)
        return _made("make_regression", arguments, features, None, ev, node, targets)

    @library.calls("sklearn.datasets.make_multilabel_classification")
    def multilabel(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        features = arguments.value(1, "n_features", default=20)
        classes = arguments.value(2, "n_classes", default=5)
        made = _made("make_multilabel_classification", arguments, features, None, ev, node, classes)
        if isinstance(made, TupleValue):
            labels = made.items[1]
            labels.encoding, labels.classes, labels.dtype = "multi-label", classes, "int64"
            labels.low, labels.high = 0, 1
        return made


def _pair(
    key: tuple[Any, ...], count: Any, features: Any, classes: Any, targets: Any = 1
) -> tuple[ArrayValue, ArrayValue]:
    """Samples and labels, each with an identity of its own."""
    x = ArrayValue(shape=(count, features), dtype="float64", origin=(Source((*key, "data")),))
    regression = classes is None
    number = known_int(classes)
    y = ArrayValue(
        shape=(count,) if known_int(targets) == 1 else (count, targets),
        dtype="float64" if regression else "int64",
        encoding="float" if regression else "binary" if number == 2 else "int",
        classes=classes,
        low=None if regression else 0,
        high=None if number is None else number - 1,
        origin=(Source((*key, "target")),),
    )
    return x, y


def _loader(name: str, facts: _Loaded) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if arguments.positional or arguments.open_keywords or arguments.value(None, "as_frame"):
            return ev.unknown(node)
        if arguments.get(None, "n_class"):
            return ev.unknown(node)
        # The same call again gives the same data.
        x, y = _pair((f"sklearn.datasets.{name}",), facts.samples, facts.features, facts.classes)
        x.low, x.high, x.node, y.node = facts.low, facts.high, node, node
        if name == "fetch_olivetti_faces":
            x.dtype = "float32"
        if arguments.value(None, "return_X_y") is True:
            return TupleValue([x, y], node)
        bunch: dict[str, Any] = {"data": x, "target": y}
        if facts.classes is not None:
            bunch["target_names"] = ArrayValue(shape=(facts.classes,), dtype="str", node=node)
        if facts.images:
            bunch["images"] = x.like(shape=(facts.samples, *facts.images), node=node)
        if name in ("load_iris", "load_wine", "load_diabetes"):
            bunch["feature_names"] = ListValue([ev.unknown(node) for _ in range(facts.features)], node)
        return NamespaceValue(bunch, ev.binding_name or "", complete=False)

    return handler


def _made(
    name: str,
    arguments: Arguments,
    features: Any,
    classes: Any,
    ev: Evaluator,
    node: CSTNode | None,
    targets: Any = 1,
) -> Any:
    count = arguments.value(0, "n_samples", default=100)
    if arguments.open_keywords or arguments.get(None, "return_centers", "return_X_y", "return_indicator"):
        return ev.unknown(node)
    if (
        not is_number(count)
        or known_int(targets) is None
        or (features is not None and not is_number(features))
    ):
        return ev.unknown(node)
    x, y = _pair((f"sklearn.datasets.{name}", ev.new_key()), count, features, classes, targets)
    if features is None:
        x.shape, x.rows = None, count
    x.node = y.node = node
    return TupleValue([x, y], node)
