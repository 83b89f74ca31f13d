"""scikit-learn: splits, folds, scalers, encoders, class weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import apply, ceil_divide, is_number, known, known_int, same, subtract
from kerlint.symbolic.arrays import ArrayValue, as_array, assumed_array, length_name, new_dim, new_origin
from kerlint.symbolic.library import sklearn_data, sklearn_encoders
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Selection, Source, interval
from kerlint.symbolic.values import Arguments, BoundMethod, ListValue, TupleValue, Unknown, Value, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


def register(library: Library) -> None:
    """Make scikit-learn known to the library."""
    _register_splits(library)
    _register_folds(library)
    _register_utils(library)
    sklearn_data.register(library)
    sklearn_encoders.register(library)

    @library.fallback("sklearn.")
    def other(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # Metrics and models read what they are given.
        return Unknown("", None, node, origin=path, arguments=arguments)


# --- train_test_split -------------------------------------------------------------------------------


def split_sizes(count: Any, test_size: Any, train_size: Any, default: float = 0.25) -> tuple[Any, Any] | None:
    """(train, test) sizes of `count` samples, as scikit-learn rounds them: test up, train down.

    See `_validate_shuffle_split` in sklearn/model_selection/_split.py. None where a size is not known.
    """
    if test_size is None and train_size is None:
        test_size = default
    test = None if test_size is None else _share(count, test_size, "ceil")
    train = None if train_size is None else _share(count, train_size, "floor")
    if (test is None and test_size is not None) or (train is None and train_size is not None):
        return None
    if test is None:
        test = subtract(count, train)
    if train is None:
        train = subtract(count, test)
    total, used = known(count), known(apply("+", train, test))
    if total is not None and used is not None and (used > total or (known(train) or 0) <= 0):
        return None
    return train, test


def _share(count: Any, size: Any, rounding: str) -> Any:
    number = known(size)
    if number is None or isinstance(number, bool):
        return None
    if isinstance(number, int):
        return number
    if not 0 < number < 1:
        return None
    share = apply(rounding, apply("*", number, count))
    return share if known(share) is None else known(share)


def part_of(value: Any, selection: Selection, count: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """Some samples of an array, a frame or a list."""
    with_rows = getattr(value, "with_rows", None)
    if with_rows is not None:
        return with_rows(selection, count, node)
    if isinstance(value, ListValue | TupleValue):
        return CountedList(count, None, node, (Source(("list", value)).pick(selection),))
    if isinstance(value, Unknown):
        return assumed_array(value, ev, node).with_rows(selection, count, node)
    return ev.unknown(node)


def _common_length(values: list[Any], ev: Evaluator, node: CSTNode | None) -> Any:
    lengths = [ev.length(value, node) for value in values]
    found = [length for length in lengths if length is not None]
    return next((length for length in found if known(length) is not None), found[0] if found else None)


def _register_splits(library: Library) -> None:
    @library.calls("sklearn.model_selection.train_test_split")
    def train_test_split(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        values = [argument.value for argument in arguments.positional]
        count = _common_length(values, ev, node)
        if not values or arguments.open_positional:
            return ev.unknown(node)
        if count is None:
            count = new_dim(ev, length_name(ev, node), node)
        sizes = None
        if not arguments.open_keywords:
            sizes = split_sizes(
                count, arguments.value(None, "test_size"), arguments.value(None, "train_size")
            )
        if sizes is None:
            train = new_dim(ev, "the number of training samples", node)
            sizes = (train, subtract(count, train))
        key = ev.new_key()
        train_part: Selection = ("part", key, "train")
        test_part: Selection = ("part", key, "test")
        if as_bool(arguments.value(None, "shuffle", default=True)) is False:
            train_part, test_part = interval(0, sizes[0]), interval(sizes[0], count)
        parts = []
        for value in values:
            parts.append(part_of(value, train_part, sizes[0], ev, node))
            parts.append(part_of(value, test_part, sizes[1], ev, node))
        return ListValue(parts, node)


# --- folds ------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class SplitterValue(Value):
    """`KFold(...)` and its relatives."""

    kind: str
    arguments: Arguments
    node: CSTNode | None = None

    def folds(self) -> Any:
        """The number of splits."""
        default = 10 if self.kind.endswith("ShuffleSplit") else 5
        return self.arguments.value(0, "n_splits", default=default)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "split":
            return BoundMethod(name, self._split, self)
        if name == "get_n_splits":
            return BoundMethod(name, lambda arguments, ev, node: self.folds(), self)
        return self.folds() if name == "n_splits" else ev.unknown(node, name)

    def _split(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        count = ev.length(arguments.value(0, "X"), node)
        folds = self.folds()
        if not is_number(folds):
            return ev.unknown(node)
        sizes = None if count is None else self._sizes(count, folds)
        if sizes is None:
            test = new_dim(ev, "the number of samples in a fold", node)
            train = (
                new_dim(ev, "the number of training samples", node)
                if count is None
                else subtract(count, test)
            )
            sizes = (train, test)
        key = ev.new_key()
        source = Source(("sklearn.model_selection.split", key))
        pair = [
            ArrayValue(
                shape=(size,),
                dtype="int64",
                low=0,
                origin=(source.pick(("part", key, part)),),
                name=part,
                node=node,
            )
            for part, size in zip(("train", "test"), sizes)
        ]
        return CountedList(folds, TupleValue(pair, node), node)

    def _sizes(self, count: Any, folds: Any) -> tuple[Any, Any] | None:
        if self.kind.endswith("ShuffleSplit"):
            given = self.arguments
            return split_sizes(count, given.value(None, "test_size"), given.value(None, "train_size"), 0.1)
        n, k = known_int(count), known_int(folds)
        if self.kind == "KFold" and n is not None and k and n % k == 0:
            return n - n // k, n // k
        # Folds differ by a sample or so.
        return None


def _register_folds(library: Library) -> None:
    for kind in ("KFold", "StratifiedKFold", "ShuffleSplit", "StratifiedShuffleSplit", "TimeSeriesSplit"):
        library.calls(f"sklearn.model_selection.{kind}")(_splitter(kind))


def _splitter(kind: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return SplitterValue(kind, arguments, node)

    return handler


# --- utilities --------------------------------------------------------------------------------------


def _register_utils(library: Library) -> None:
    @library.calls("sklearn.utils.shuffle")
    def shuffle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        values = [argument.value for argument in arguments.positional]
        if not values or arguments.open_positional:
            return ev.unknown(node)
        order: Selection = ("order", ev.new_key())
        count = _common_length(values, ev, node)
        limit = arguments.value(None, "n_samples")
        if limit is not None or count is None:
            count = limit if is_number(limit) else new_dim(ev, length_name(ev, node), node)
            order = ("rows", ("shuffle", ev.new_key()))
        parts = [part_of(value, order, count, ev, node) for value in values]
        return parts[0] if len(parts) == 1 else ListValue(parts, node)

    @library.calls("sklearn.utils.class_weight.compute_class_weight", "sklearn.utils.compute_class_weight")
    def class_weight(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        classes = ev.length(arguments.value(1, "classes"), node)
        path = "sklearn.utils.class_weight.compute_class_weight"
        count = new_dim(ev, "the number of classes", node) if classes is None else classes
        return ArrayValue(
            shape=(count,),
            dtype="float64",
            low=0,
            origin=new_origin(ev, path),
            name=ev.binding_name,
            node=node,
        )

    @library.calls("sklearn.utils.class_weight.compute_sample_weight", "sklearn.utils.compute_sample_weight")
    def sample_weight(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(1, "y"), ev, node)
        count = None if array is None else array.length(ev, node)
        if count is None:
            return ev.unknown(node)
        path = "sklearn.utils.class_weight.compute_sample_weight"
        return ArrayValue(shape=(count,), dtype="float64", low=0, origin=new_origin(ev, path), node=node)

    @library.calls("sklearn.utils.gen_batches")
    def batches(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        count = ceil_divide(arguments.value(0, "n"), arguments.value(1, "batch_size"))
        return ev.unknown(node) if count is None or same(count, 0) else CountedList(count, None, node)
