"""pandas: frames and series as far as rows and columns are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import add, apply, is_number, known, subtract
from kerlint.symbolic.arrays import ArrayValue, as_array, length_name, new_dim, new_origin
from kerlint.symbolic.library.array_methods import METHODS
from kerlint.symbolic.library.frames import FrameValue, rows_between
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Selection, Source, joined
from kerlint.symbolic.values import (
    Arguments,
    DictValue,
    SliceValue,
    Unknown,
    Value,
    as_bool,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


# --- methods ----------------------------------------------------------------------------------------


def _same(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Changes entries, not how many there are."""
    if as_bool(arguments.value(None, "inplace", default=False)):
        frame.arrays.clear()
        return None
    return frame.changed(node=node)


def _reordered(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    order: Selection = ("order", ev.new_key())
    if as_bool(arguments.value(None, "inplace", default=False)):
        frame.origin = frame.with_rows(order, frame.rows, node).origin
        frame.arrays.clear()
        return None
    return frame.with_rows(order, frame.rows, node)


def _fewer(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Rows are dropped, nobody knows how many."""
    count = new_dim(ev, length_name(ev, node), node)
    if as_bool(arguments.value(None, "inplace", default=False)):
        frame.origin = frame.with_rows(("rows", ("kept", ev.new_key())), count, node).origin
        frame.rows = count
        frame.arrays.clear()
        return None
    if arguments.value(0, "axis") in (1, "columns"):
        return Unknown("", None, node)
    return frame.with_rows(("rows", ("kept", ev.new_key())), count, node)


def _drop(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    axis, columns = arguments.value(1, "axis", default=0), arguments.value(None, "columns")
    if columns is None and axis not in (1, "columns"):
        return _fewer(frame, Arguments((), arguments.keywords), ev, node)
    dropped = columns if columns is not None else arguments.value(0, "labels")
    names = [dropped] if isinstance(dropped, str) else as_items(dropped)
    in_place = as_bool(arguments.value(None, "inplace", default=False))
    target = frame if in_place else frame.changed(node=node)
    if names is not None and frame.columns is not None:
        target.columns = tuple(column for column in frame.columns if column not in names)
    else:
        target.columns = None
        width = frame.count_columns(ev)
        target.width = None if names is None else subtract(width, len(names))
    names_key = tuple(map(str, names)) if names is not None else ev.new_key()
    target.origin = tuple(
        s.narrow(("without", names_key)) if isinstance(s, Source) else s for s in frame.origin
    )
    return None if in_place else target


def _sample(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    count, share = arguments.value(0, "n"), arguments.value(1, "frac")
    if known(share) == 1:
        return frame.with_rows(("order", ev.new_key()), frame.rows, node)
    if is_number(share):
        rows: Any = apply("round", apply("*", share, frame.rows))
    else:
        rows = 1 if count is None else count if is_number(count) else None
    if rows is None or as_bool(arguments.value(None, "replace", default=False)):
        return Unknown("", None, node)
    plain = known(rows)
    return frame.with_rows(("rows", ("sample", ev.new_key())), rows if plain is None else plain, node)


def _head(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return rows_between(frame, SliceValue(None, arguments.value(0, "n", default=5)), ev, node)


def _pop(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    name = arguments.value(0)
    if not isinstance(name, str):
        return Unknown("", None, node)
    column = frame.column(name, node)
    _drop(frame, _keywords(columns=name, inplace=True), ev, node)
    return column


def _keywords(**values: Any) -> Arguments:
    from kerlint.symbolic.values import Argument

    return Arguments((), {name: Argument(value, None, name) for name, value in values.items()})


def _to_numpy(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    array = frame.to_array(ev, node)
    dtype = arguments.get(0, "dtype")
    return array if dtype is None else METHODS["astype"](array, arguments, ev, node)


def _unique(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    count = new_dim(ev, "the number of distinct values", node)
    return ArrayValue(shape=(count,), origin=new_origin(ev, "pandas.unique"), node=node)


def _tolist(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return CountedList(frame.rows, None, node, frame.origin)


FRAME_METHODS: dict[str, Any] = {
    **dict.fromkeys(
        "copy fillna astype reset_index replace map rename clip round ffill bfill".split(), _same
    ),
    **dict.fromkeys("sort_values sort_index".split(), _reordered),
    **dict.fromkeys("dropna drop_duplicates query".split(), _fewer),
    "drop": _drop,
    "sample": _sample,
    "head": _head,
    "pop": _pop,
    "to_numpy": _to_numpy,
    "as_matrix": lambda frame, arguments, ev, node: frame.to_array(ev, node),
    "unique": _unique,
    "tolist": _tolist,
    "to_list": _tolist,
}


# --- functions --------------------------------------------------------------------------------------


def register(library: Library) -> None:
    """Make pandas known to the library."""
    for name in (
        "read_csv",
        "read_table",
        "read_excel",
        "read_parquet",
        "read_pickle",
        "read_json",
        "read_hdf",
    ):
        library.calls(f"pandas.{name}")(_reader(name))

    @library.calls("pandas.DataFrame")
    def frame(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _frame_of(arguments.value(0, "data"), arguments.value(2, "columns"), ev, node)

    @library.calls("pandas.Series")
    def series(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        length = ev.length(arguments.value(0, "data"), node)
        if length is None or arguments.get(1, "index"):
            return ev.unknown(node)
        origin = getattr(arguments.value(0, "data"), "origin", None) or new_origin(ev, "pandas.Series")
        return FrameValue(length, None, origin, node, series=True)

    @library.calls("pandas.get_dummies")
    def dummies(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "data")
        length = ev.length(value, node)
        if length is None:
            return ev.unknown(node)
        origin = getattr(value, "origin", None) or new_origin(ev, "pandas.get_dummies")
        return FrameValue(length, None, origin, node)

    @library.calls("pandas.concat")
    def concat(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = as_items(arguments.value(0, "objs"))
        if not parts or not all(isinstance(part, FrameValue) for part in parts):
            return ev.unknown(node)
        if arguments.value(None, "axis", default=0) != 0:
            return ev.unknown(node)
        total: Any = parts[0].rows
        for part in parts[1:]:
            total = add(total, part.rows)
        columns = parts[0].columns if all(part.columns == parts[0].columns for part in parts) else None
        sources = tuple(dict.fromkeys(source for part in parts for source in part.origin))
        return FrameValue(total, columns, joined(sources), node, series=parts[0].series)

    @library.fallback("pandas.")
    def other(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return Unknown("", None, node, origin=path, arguments=arguments)


def _reader(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if arguments.get(None, "chunksize", "iterator", "sheet_name"):
            return ev.unknown(node)
        path = arguments.value(0)
        origin = (
            (Source((f"pandas.{name}", path)),) if isinstance(path, str) else new_origin(ev, f"pandas.{name}")
        )
        if arguments.keywords:
            # Other options, other rows of the file perhaps.
            origin = new_origin(ev, f"pandas.{name}")
        made = FrameValue(new_dim(ev, length_name(ev, node), node), None, origin, node)
        made.name = ev.binding_name
        return made

    return handler


def _frame_of(data: Any, columns: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    names = as_items(columns)
    if isinstance(data, DictValue) and data.complete and names is None:
        lengths = [ev.length(value, node) for value in data.items.values() if not isinstance(value, str)]
        found = [length for length in lengths if length is not None]
        if not found:
            return ev.unknown(node)
        made = FrameValue(found[0], tuple(data.items), new_origin(ev, "pandas.DataFrame"), node)
        for name, value in data.items.items():
            array = as_array(value, ev, node) if isinstance(value, Value) else None
            if array is not None and array.rank == 1:
                made.arrays[name] = array
        return made
    array = as_array(data, ev, node)
    if array is None or array.shape is None or len(array.shape) != 2:
        return ev.unknown(node)
    made = FrameValue(array.shape[0], None if names is None else tuple(names), array.origin, node)
    made.width = array.shape[1]
    return made
