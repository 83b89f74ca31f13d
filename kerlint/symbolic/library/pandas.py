"""pandas: frames and series as far as rows and columns are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import add, apply, is_number, known, known_int, multiply, subtract
from kerlint.symbolic.arrays import ArrayValue, as_array, length_name, new_dim, new_origin
from kerlint.symbolic.library.array_methods import METHODS
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Selection, Source, interval, joined
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    DictValue,
    ListValue,
    SliceValue,
    TupleValue,
    Unknown,
    Value,
    as_bool,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


class FrameValue(Value):
    """A DataFrame, or a Series where `series` is set.

    Attributes:
        rows: how many, a Number.
        columns: their names in order, None where they are not known.
        arrays: what is known of single columns.
        origin: which data it holds, as of arrays.
    """

    __slots__ = ("arrays", "columns", "escaped", "name", "node", "origin", "rows", "series", "width")
    compares_elementwise = True

    def __init__(
        self,
        rows: Any,
        columns: tuple[Any, ...] | None,
        origin: tuple[Any, ...],
        node: CSTNode | None,
        *,
        series: bool = False,
    ) -> None:
        self.rows = rows
        self.columns = columns
        self.origin = origin
        self.node = node
        self.series = series
        self.arrays: dict[Any, ArrayValue] = {}
        self.width: Any = None
        self.name: str | None = None
        self.escaped = False

    # --- what others ask ------------------------------------------------------------------------------

    def count_columns(self, ev: Evaluator) -> Any:
        """How many columns, a Number."""
        if self.columns is not None:
            return len(self.columns)
        if self.width is None:
            self.width = new_dim(ev, "the number of columns", self.node)
        return self.width

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.rows

    def truth(self) -> bool | None:
        return None

    def to_array(self, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
        """`self.values`."""
        if self.series:
            known_array = self.arrays.get(self.columns[0]) if self.columns else None
            if known_array is not None:
                return known_array.like(shape=(self.rows,), origin=self.origin, node=node)
            return ArrayValue(shape=(self.rows,), origin=self.origin, name=self.name, node=node)
        return ArrayValue(
            shape=(self.rows, self.count_columns(ev)), origin=self.origin, name=self.name, node=node
        )

    def with_rows(self, selection: Selection, count: Any, node: CSTNode | None) -> FrameValue:
        """Some of its rows."""
        origin = tuple(s.pick(selection) if isinstance(s, Source) else s for s in self.origin)
        return self._with(origin=origin, rows=count, node=node)

    def _with(self, *, node: CSTNode | None, **changes: Any) -> FrameValue:
        made = FrameValue(
            changes.get("rows", self.rows),
            changes.get("columns", self.columns),
            changes.get("origin", self.origin),
            node,
            series=self.series,
        )
        if "columns" not in changes:
            made.width = self.width
        return made

    # --- attributes and items -------------------------------------------------------------------------

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "shape":
            dims = [self.rows] if self.series else [self.rows, self.count_columns(ev)]
            return TupleValue(dims, node)
        if name == "values":
            return self.to_array(ev, node)
        if name in ("iloc", "loc"):
            return Indexer(self, name == "iloc")
        if name == "T":
            return ev.unknown(node)
        if name == "columns":
            if self.columns is None:
                return CountedList(self.count_columns(ev), None, node)
            return ListValue(self.columns, node)
        if name == "index":
            return CountedList(self.rows, None, node)
        if name == "size":
            return self.rows if self.series else multiply(self.rows, self.count_columns(ev))
        method = _METHODS.get(name)
        if method is not None:
            return BoundMethod(name, lambda arguments, ev, node: method(self, arguments, ev, node), self)
        if self.series or (self.columns is not None and name not in self.columns):
            return Unknown(name, None, node)
        return self.column(name, node)

    def column(self, name: Any, node: CSTNode | None) -> FrameValue:
        """One column as a Series."""
        origin = tuple(s.narrow(("column", name)) if isinstance(s, Source) else s for s in self.origin)
        made = FrameValue(self.rows, (name,), origin, node, series=True)
        if name in self.arrays:
            made.arrays[name] = self.arrays[name]
        return made

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if isinstance(index, SliceValue):
            return rows_between(self, index, ev, node)
        mask = _is_mask(index)
        if mask:
            return self.with_rows(
                ("rows", ("mask", ev.new_key())), new_dim(ev, length_name(ev, node), node), node
            )
        if self.series:
            return ev.unknown(node)
        if isinstance(index, str):
            return self.column(index, node)
        names = as_items(index)
        if names is not None and all(isinstance(name, str) for name in names):
            origin = tuple(s.narrow(("columns", *names)) if isinstance(s, Source) else s for s in self.origin)
            return self._with(columns=tuple(names), origin=origin, node=node)
        length = ev.length(index, node) if isinstance(index, ListValue | CountedList) else None
        if length is None:
            # One column, several, or a mask?
            return Unknown("", None, node)
        made = self._with(columns=None, node=node)
        made.width = length
        return made

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if self.series or not isinstance(index, str):
            return
        if self.columns is not None and index not in self.columns:
            self.columns = (*self.columns, index)
        self.width = None
        array = as_array(value, ev, node)
        if array is not None and array.rank == 1:
            self.arrays[index] = array
        else:
            self.arrays.pop(index, None)

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        made = self._with(node=node)
        if op in ("==", "!=", "<", "<=", ">", ">=", "&", "|"):
            made.arrays = {_MASK: ArrayValue(shape=(self.rows,), dtype="bool")}
        return made

    def unary(self, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
        made = self._with(node=node)
        made.arrays = dict(self.arrays) if op == "invert" else {}
        return made


_MASK = "(mask)"


def _is_mask(index: Any) -> bool:
    if isinstance(index, FrameValue):
        return _MASK in index.arrays
    return isinstance(index, ArrayValue) and index.dtype == "bool"


def rows_between(frame: FrameValue, index: SliceValue, ev: Evaluator, node: CSTNode | None) -> Any:
    """`frame[start:stop]`."""
    count = shapes.slice_length(frame.rows, index.start, index.stop, index.step)
    bounds = shapes.slice_bounds(frame.rows, index.start, index.stop)
    if count is None or bounds is None:
        return Unknown("", None, node)
    selection = interval(*bounds) if index.step in (None, 1) else ("rows", ("slice", ev.new_key()))
    return frame.with_rows(selection, count, node)


class Indexer(Value):
    """`frame.iloc`, `frame.loc`."""

    __slots__ = ("by_position", "frame")

    def __init__(self, frame: FrameValue, by_position: bool) -> None:
        self.frame = frame
        self.by_position = by_position

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        parts = list(index.items) if isinstance(index, TupleValue) else [index]
        frame: Any = self.frame
        rows = parts[0]
        if isinstance(rows, SliceValue):
            whole = rows.start is None and rows.stop is None
            if not self.by_position and not whole:
                # Labels, and the last one included.
                return Unknown("", None, node)
            frame = frame if whole else rows_between(frame, rows, ev, node)
        elif _is_mask(rows):
            frame = frame.get_item(rows, ev, node)
        elif isinstance(rows, ArrayValue) and rows.rank == 1 and self.by_position:
            count = rows.shape[0] if rows.shape else None
            source = rows.origin[0] if len(rows.origin) == 1 else ("array", ev.new_key())
            frame = frame.with_rows(("rows", source), count, node)
        else:
            return Unknown("", None, node)
        if len(parts) == 1 or not isinstance(frame, FrameValue):
            return frame
        return self._columns(frame, parts[1], ev, node)

    def _columns(self, frame: FrameValue, part: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if frame.series:
            return Unknown("", None, node)
        if not self.by_position:
            if isinstance(part, SliceValue):
                return Unknown("", None, node)
            return frame.get_item(part, ev, node)
        if isinstance(part, SliceValue):
            width = shapes.slice_length(frame.count_columns(ev), part.start, part.stop, part.step)
            bounds = tuple(known(bound) for bound in (part.start, part.stop, part.step))
            if bounds == (None, None, None) and part.start is part.stop is None:
                return frame
            origin = tuple(s.narrow(("slice", *bounds)) if isinstance(s, Source) else s for s in frame.origin)
            made = FrameValue(frame.rows, None, origin, node)
            made.width = width
            if frame.columns is not None and known_int(width) is not None:
                made.columns = frame.columns[
                    slice(*(known_int(b) for b in (part.start, part.stop, part.step)))
                ]
            return made
        if is_number(part):
            return frame.column(("position", known(part)), node)
        return Unknown("", None, node)


# --- methods ----------------------------------------------------------------------------------------


def _same(frame: FrameValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Changes entries, not how many there are."""
    if as_bool(arguments.value(None, "inplace", default=False)):
        frame.arrays.clear()
        return None
    return frame._with(node=node)


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
    target = frame if in_place else frame._with(node=node)
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


_METHODS: dict[str, Any] = {
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
