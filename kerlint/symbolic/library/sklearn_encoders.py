"""scikit-learn's preprocessing: scalers, label encoders, projections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import known, known_int
from kerlint.symbolic.array_literals import flat_values
from kerlint.symbolic.arrays import ArrayValue, as_array, assumed_array, new_dim
from kerlint.symbolic.origins import is_whole
from kerlint.symbolic.values import Arguments, BoundMethod, ListValue, Unknown, Value, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_SCALERS = (
    "StandardScaler MinMaxScaler RobustScaler MaxAbsScaler Normalizer PowerTransformer QuantileTransformer"
).split()
_ENCODERS = ("LabelEncoder", "LabelBinarizer", "OneHotEncoder", "MultiLabelBinarizer", "OrdinalEncoder")
_PROJECTIONS = ("PCA", "TruncatedSVD", "NMF", "FastICA")


class TransformerValue(Value):
    """An object with fit and transform.

    Attributes:
        kind: scikit-learn's class name.
        arguments: of its construction.
        fitted: the origin of the data it was fitted to, None before.
        classes: for an encoder, how many classes it found, a Number.
    """

    __slots__ = ("arguments", "classes", "fitted", "kind", "node", "several")

    def __init__(self, kind: str, arguments: Arguments, node: CSTNode | None) -> None:
        self.kind = kind
        self.arguments = arguments
        self.node = node
        self.fitted: tuple[Any, ...] | None = None
        self.classes: Any = None
        # Is the number of columns not that of one encoded column?
        self.several = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        method = {"fit": self._fit, "transform": self._transform, "fit_transform": self._fit_transform}.get(
            name
        )
        if method is not None:
            return BoundMethod(name, method, self)
        if name in ("inverse_transform", "partial_fit"):
            return BoundMethod(name, self._inverse if name == "inverse_transform" else self._fit, self)
        if name == "classes_" and self.classes is not None:
            return ArrayValue(shape=(self.classes,), node=node)
        if name == "categories_" and self.classes is not None and not self.several:
            return ListValue([ArrayValue(shape=(self.classes,), node=node)], node)
        return ev.unknown(node, name)

    def _fit(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = _samples(arguments.value(0, "X", "y"), ev, node)
        self.fitted = () if array is None else array.origin
        if self.kind in _ENCODERS:
            self.classes = _class_count(array, ev, node) if array is not None else None
            self.several = (
                array is not None and array.rank == 2 and known(array.shape[1] if array.shape else 0) != 1
            )
            if self.classes is None:
                self.classes = new_dim(ev, "the number of classes", node)
        return self

    def _fit_transform(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        self._fit(arguments, ev, node)
        return self._transform(arguments, ev, node, fresh=True)

    def _inverse(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0), ev, node)
        if array is None:
            return ev.unknown(node)
        if self.kind in _ENCODERS:
            return ArrayValue(rows=array.length(ev, node), steps=None, node=node)
        return array.like(steps=None, low=None, high=None, encoding=None, classes=None, node=node)

    def _transform(
        self, arguments: Arguments, ev: Evaluator, node: CSTNode | None, fresh: bool = False
    ) -> Any:
        array = _samples(arguments.value(0, "X", "y"), ev, node)
        if array is None:
            return ev.unknown(node)
        if self.kind in _ENCODERS:
            return self._encoded(array, ev, node)
        if self.kind in _PROJECTIONS:
            return self._projected(array, node)
        return self._scaled(array, node, fresh)

    def _scaled(self, array: ArrayValue, node: CSTNode | None, fresh: bool) -> ArrayValue:
        result = array.with_step("scaler", self.kind, node)
        result.dtype = array.dtype if array.dtype in ("float32", "float64") else "float64"
        result.low, result.high = None, None
        if self.kind == "MinMaxScaler" and fresh:
            bounds = as_items(self.arguments.value(0, "feature_range")) or [0, 1]
            result.low, result.high = (known(bound) for bound in bounds[:2])
        result.encoding, result.classes = "float", None
        return result

    def _projected(self, array: ArrayValue, node: CSTNode | None) -> ArrayValue:
        width = self.arguments.value(0, "n_components")
        result = array.with_step("projection", self.kind, node)
        fits = known_int(width) is not None and array.shape is not None and len(array.shape) == 2
        result.shape = (array.shape[0], width) if fits and array.shape else None
        result.rows = None if result.shape else array.rows or (array.shape[0] if array.shape else None)
        result.dtype, result.low, result.high = None, None, None
        result.encoding, result.classes = None, None
        return result

    def _encoded(self, array: ArrayValue, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
        rows = array.length(ev, node)
        classes = self.classes
        plain = ArrayValue(origin=array.origin, node=node, name=None, steps=array.steps)
        if rows is None:
            return plain
        if self.kind == "LabelEncoder":
            highest = known_int(classes)
            return plain.like(
                shape=(rows,),
                dtype="int64",
                encoding="int",
                classes=classes,
                low=0,
                high=None if highest is None else highest - 1,
            )
        if self.kind == "OrdinalEncoder":
            return plain.like(shape=array.shape, rows=rows, dtype="float64", low=0)
        return self._binarized(plain, rows, classes)

    def _binarized(self, plain: ArrayValue, rows: Any, classes: Any) -> ArrayValue:
        number = known_int(classes)
        result = plain.like(low=0, high=1, rows=rows)
        if self.kind == "MultiLabelBinarizer":
            return result.like(shape=(rows, classes), dtype="int64", encoding="multi-label", classes=classes)
        if self.kind == "LabelBinarizer":
            if number is None:
                # Two classes make one column, more make one each.
                return result
            if number == 2:
                return result.like(shape=(rows, 1), dtype="int64", encoding="binary", classes=2)
            return result.like(shape=(rows, classes), dtype="int64", encoding="one-hot", classes=classes)
        if self.several or self.arguments.get(None, "drop", "max_categories", "min_frequency"):
            return result
        return result.like(shape=(rows, classes), dtype="float64", encoding="one-hot", classes=classes)


def _samples(value: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue | None:
    """What an encoder or scaler is given, as an array."""
    if isinstance(value, Unknown):
        return assumed_array(value, ev, node)
    array = as_array(value, ev, node)
    if array is None and isinstance(value, Value):
        length = ev.length(value, node)
        return None if length is None else ArrayValue(rows=length, steps=None, node=node)
    return array


def _class_count(array: ArrayValue, ev: Evaluator, node: CSTNode | None) -> Any:
    if array.values is not None:
        return len(set(flat_values(array.values)))
    if array.encoding in ("int", "binary") and array.classes is not None and is_whole(array.origin):
        return array.classes
    return None


def register(library: Library) -> None:
    """Make scalers and encoders known to the library."""
    for kind in (*_SCALERS, *_ENCODERS):
        library.calls(f"sklearn.preprocessing.{kind}")(_maker(kind))
    for kind in _PROJECTIONS:
        library.calls(f"sklearn.decomposition.{kind}")(_maker(kind))

    @library.calls(
        "sklearn.preprocessing.scale", "sklearn.preprocessing.minmax_scale", "sklearn.preprocessing.normalize"
    )
    def scaled(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = _samples(arguments.value(0, "X"), ev, node)
        if array is None or arguments.get(None, "return_norm"):
            return ev.unknown(node)
        return TransformerValue("scale", Arguments(), node)._scaled(array, node, fresh=False)

    @library.calls("sklearn.preprocessing.label_binarize")
    def label_binarize(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = _samples(arguments.value(0, "y"), ev, node)
        classes = ev.length(arguments.value(None, "classes"), node)
        if array is None or classes is None or array.length(ev, node) is None or array.rank == 2:
            return ev.unknown(node)
        width = 1 if known(classes) == 2 else classes
        return ArrayValue(
            shape=(array.length(ev, node), width),
            dtype="int64",
            encoding=None if known(classes) is None else "binary" if width == 1 else "one-hot",
            classes=classes,
            low=0,
            high=1,
            origin=array.origin,
            node=node,
        )


def _maker(kind: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return TransformerValue(kind, arguments, node)

    return handler
