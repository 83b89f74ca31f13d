"""Data frames and series as far as rows and columns are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import is_number, known, known_int, multiply
from kerlint.symbolic.arrays import ArrayValue, as_array, length_name, new_dim
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Selection, Source, interval
from kerlint.symbolic.values import BoundMethod, ListValue, SliceValue, TupleValue, Unknown, Value, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


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

    def named(self, name: str) -> None:
        self.name = self.name or name

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
        return self.changed(origin=origin, rows=count, node=node)

    def changed(self, *, node: CSTNode | None, **changes: Any) -> FrameValue:
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
        from kerlint.symbolic.library.pandas import FRAME_METHODS

        method = FRAME_METHODS.get(name)
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
            return self.changed(columns=tuple(names), origin=origin, node=node)
        length = ev.length(index, node) if isinstance(index, ListValue | CountedList) else None
        if length is None:
            # One column, several, or a mask?
            return Unknown("", None, node)
        made = self.changed(columns=None, node=node)
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
        made = self.changed(node=node)
        if op in ("==", "!=", "<", "<=", ">", ">=", "&", "|"):
            made.arrays = {_MASK: ArrayValue(shape=(self.rows,), dtype="bool")}
        return made

    def unary(self, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
        made = self.changed(node=node)
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
