"""Arrays: what is known of a numpy array without having its data."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import Quantity, known, known_int, symbol
from kerlint.symbolic.origins import Selection, Source
from kerlint.symbolic.values import BoundMethod, Entry, TupleValue, Unknown, UnknownShape, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

Dims = tuple[Any, ...]

# Longer arrays are iterated over by one element that stands for all; those whose rows are all alike as well.
_MOST_ITERATED = 256
_MOST_ALIKE = 16


@dataclass(frozen=True, slots=True, eq=False)
class ArrayStep:
    """Something done to the data since it was loaded.

    Attributes:
        name: as in `script.Transform`: "rescale" (value: the factor), "subtract", "add", "divide" (by no known
            number), "cast" (value: the dtype), "reshape" (value: the dims after the first), "scaler" (value: the
            class's name), "preprocess", ...
        value: a Number or constant, None where not known.
        node: where it is written.
        random: does it draw random numbers?
    """

    name: str
    value: Any
    node: CSTNode | None = field(repr=False)
    random: bool = False


# An array put together from more parts than this says nothing of where its samples come from.
_MOST_SOURCES = 16
# Nobody prepares data in more steps: a loop writes into the array.
_MOST_STEPS = 24


@dataclass(slots=True, eq=False, kw_only=True)
class ArrayValue(Value):
    """A numpy array.

    Attributes:
        shape: its dims, each an int or a Quantity; None where the rank is not known.
        rows: its length where the rank is not known; None where that is not known either.
        dtype: numpy's name ("float32"), None where not known.
        encoding: of labels: "int", "one-hot", "binary", "float", "multi-label"; None where not known.
        classes: the number of classes the labels are known to have.
        low, high: bounds that the data's values keep to, reached or not; 0 and 255 for images.
        steps: what was done to the data since it was loaded, in order; None where that is not known.
        origin: which data it holds (`Source` or any hashable identity; equal: the same data).
        name: what the script calls it.
        node: the expression that made it.
        values: the entries where all are known: nested tuples of plain numbers, row by row.
        escaped: did it go to code that is not in sight?
    """

    compares_elementwise = True

    shape: Dims | None = None
    rows: Any = None
    dtype: str | None = None
    encoding: str | None = None
    classes: Any = None
    low: Any = None
    high: Any = None
    steps: tuple[ArrayStep, ...] | None = ()
    origin: tuple[Hashable, ...] = ()
    name: str | None = None
    node: CSTNode | None = field(default=None, repr=False)
    values: Any = None
    escaped: bool = False

    def __post_init__(self) -> None:
        if len(self.origin) > _MOST_SOURCES:
            self.origin = ()

    def like(self, **changes: Any) -> ArrayValue:
        """A new array that differs in `changes`. Entries and name are not carried over."""
        return replace(self, **{"values": None, "name": None, "escaped": False, **changes})

    def with_step(self, name: str, value: Any, node: CSTNode | None, random: bool = False) -> ArrayValue:
        """A new array with one more step done to it."""
        known_steps = self.steps is not None and len(self.steps) < _MOST_STEPS
        steps = (*(self.steps or ()), ArrayStep(name, value, node, random)) if known_steps else None
        return self.like(steps=steps, node=node)

    def with_rows(self, selection: Selection, count: Any, node: CSTNode | None) -> ArrayValue:
        """Some of its samples: `count` of them, picked by `selection`."""
        origin = tuple(s.pick(selection) if isinstance(s, Source) else s for s in self.origin)
        if self.shape is None:
            return self.like(rows=count, origin=origin, node=node)
        return self.like(shape=(count, *self.shape[1:]), origin=origin, node=node)

    def become(self, other: ArrayValue) -> None:
        """Take over all facts of `other`: what an operation in place does."""
        for attribute in (
            "shape",
            "rows",
            "dtype",
            "encoding",
            "classes",
            "low",
            "high",
            "steps",
            "origin",
            "values",
        ):
            setattr(self, attribute, getattr(other, attribute))

    def named(self, name: str) -> None:
        self.name = self.name or name

    @property
    def rank(self) -> int | None:
        """Number of axes, None where not known."""
        return None if self.shape is None else len(self.shape)

    @property
    def size(self) -> Any:
        """Number of entries, None where not known."""
        return None if self.shape is None else shapes.product(self.shape)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.library.array_methods import METHODS

        if name == "shape":
            if self.shape is not None:
                return TupleValue(self.shape, node)
            return _ShapeOfUnknownRank(f"{self.name or '?'}.shape", None, node, rows=self.rows)
        if name in ("ndim", "size"):
            value = self.rank if name == "ndim" else self.size
            return ev.unknown(node, name) if value is None else value
        if name == "dtype":
            return ev.unknown(node, name) if self.dtype is None else self.dtype
        if name == "T":
            return METHODS["transpose"](self, no_arguments(), ev, node)
        if name == "flat":
            return METHODS["ravel"](self, no_arguments(), ev, node)
        method = METHODS.get(name)
        if method is None:
            return Unknown(f"{self.name}.{name}" if self.name else name, None, node)
        return BoundMethod(name, lambda arguments, ev, node: method(self, arguments, ev, node), self)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name == "shape":
            target = value.items if isinstance(value, TupleValue) else None
            self.shape = (
                None if self.shape is None or target is None else shapes.reshape(self.shape, tuple(target))
            )
            self.values = None

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.indexing import take

        return take(self, index, ev, node)

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        from kerlint.symbolic.indexing import put

        put(self, index, value, ev, node)

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> Sequence[Any] | None:
        length = known_int(self.length(ev, node))
        if length is None or length > _MOST_ITERATED or (self.values is None and length > _MOST_ALIKE):
            return None
        return [self.get_item(i, ev, node) for i in range(length)]

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        if self.shape is None:
            return self.like(rows=None, origin=self._one_row(ev), node=node)
        if len(self.shape) < 2:
            return self.entry(node)
        return self.like(shape=self.shape[1:], origin=self._one_row(ev), node=node)

    def entry(self, node: CSTNode | None) -> Unknown:
        """One of its entries. An array of objects may hold anything."""
        return Unknown("", None, node) if self.dtype in (None, "object") else Entry("", None, node)

    def _one_row(self, ev: Evaluator) -> tuple[Hashable, ...]:
        picked = ("row", ("any", ev.new_key()))
        return tuple(source.pick(picked) if isinstance(source, Source) else source for source in self.origin)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        if self.shape is None:
            return self.rows
        return self.shape[0] if self.shape else None

    def truth(self) -> bool | None:
        return None

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.elementwise import binary

        return binary(self, op, other, reflected, ev, node)

    def operate_in_place(self, op: str, other: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        """`self op= other`: changes this very array, seen through every name that it has."""
        from kerlint.symbolic.elementwise import binary

        result = binary(self, op, other, False, ev, node)
        if isinstance(result, ArrayValue) and op != "@":
            # numpy keeps shape and dtype of the array it writes into.
            kept = {"shape": self.shape, "rows": self.rows, "dtype": self.dtype}
            if self.dtype != result.dtype:
                kept["values"] = None
            self.become(replace(result, **kept))
        return self

    def unary(self, op: str, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.symbolic.elementwise import negate

        return negate(self, op, ev, node)


@dataclass(slots=True, eq=False)
class _ShapeOfUnknownRank(UnknownShape):
    """`x.shape` where only the length of x is known."""

    rows: Any = None

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        if known_int(index) == 0 and self.rows is not None:
            return self.rows
        return ev.unknown(node, f"{self.label}[{index}]" if isinstance(index, int) else "")

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return None


def no_arguments() -> Any:
    """A call without arguments."""
    from kerlint.symbolic.values import Arguments

    return Arguments()


def new_dim(ev: Evaluator, name: str, node: CSTNode | None = None) -> Any:
    """A size that is not known."""
    return symbol(("dim", ev.new_key()), name, node)


def length_name(ev: Evaluator, node: CSTNode | None) -> str:
    """What messages call the length of the array that `node` gives."""
    text = ev.binding_name or (ev.label(node) if node is not None else None)
    return f"len({text})" if text else "len(...)"


def unknown_array(ev: Evaluator, node: CSTNode | None, path: str, **facts: Any) -> ArrayValue:
    """An array that the call of `path` loads or computes, of unknown rank but with a length of its own."""
    if "shape" not in facts and "rows" not in facts:
        facts["rows"] = new_dim(ev, length_name(ev, node), node)
    facts.setdefault("origin", new_origin(ev, path))
    return ArrayValue(name=ev.binding_name, node=node, **facts)


def new_origin(ev: Evaluator, path: str) -> tuple[Source, ...]:
    """Data of its own, named by the call that it came from."""
    return (Source((path, ev.new_key())),)


def made_by(array: ArrayValue) -> str | None:
    """The canonical path of the call that the array's data came from, None where it is not one call."""
    if len(array.origin) != 1 or not isinstance(array.origin[0], Source):
        return None
    key = array.origin[0].key
    return key[0] if isinstance(key, tuple) and key and isinstance(key[0], str) else None


def as_array(value: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue | None:
    """What `numpy.asarray` makes of a value: an array where anything is known of it, else None."""
    from kerlint.symbolic.array_literals import flat_values, literal, nested_shape
    from kerlint.symbolic.library.convert import to_python
    from kerlint.symbolic.values import NO_KEY, ListValue

    if isinstance(value, ArrayValue):
        return value
    converter = getattr(value, "to_array", None)
    if converter is not None:
        result = converter(ev, node)
        return result if isinstance(result, ArrayValue) else None
    if isinstance(value, bool | int | float) or known(value) is not None:
        return literal(value if isinstance(value, bool) else known(value))
    if not isinstance(value, ListValue | TupleValue) or getattr(value, "kind", "") == "set":
        return None
    plain = to_python(value)
    if plain is not NO_KEY:
        frozen = _freeze(plain)
        entries = flat_values(frozen)
        if all(isinstance(v, bool | int | float) for v in entries):
            return literal(frozen)
        if all(isinstance(v, str) for v in entries):
            return ArrayValue(shape=nested_shape(frozen), rows=len(value.items), dtype="str", origin=())
    return _stacked(value, ev, node)


def assumed_array(value: Unknown, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    """An unknown thing that the script uses as an array."""
    return ArrayValue(
        rows=ev.length(value, node),
        origin=(Source(("unknown", value.key)),),
        name=value.label or None,
        node=node,
    )


def _freeze(value: Any) -> Any:
    return tuple(_freeze(item) for item in value) if isinstance(value, list | tuple) else value


def _item(value: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue | None:
    """An element of a list as an array; None where nothing is known of it."""
    if isinstance(value, Entry):
        return ArrayValue(shape=(), steps=None, node=node)
    if isinstance(value, Quantity) and value.op in _NUMERIC:
        return ArrayValue(shape=(), dtype=_NUMERIC[value.op], steps=None, node=node)
    return None if isinstance(value, Unknown) else as_array(value, ev, node)


# What `int(...)` and its like give of anything that is not known.
_NUMERIC = {"int": "int64", "float": "float64"}


def _stacked(value: Any, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    """The array of a list whose elements are arrays, numbers or not known."""
    from kerlint.symbolic.array_merging import merged

    length = value.length(ev, node)
    parts = [_item(item, ev, node) for item in value.items]
    known_parts = [part for part in parts if part is not None and part.shape is not None]
    name = ev.binding_name
    origin = (Source(("list", value)),)
    if known_parts and len(known_parts) == len(parts):
        first = known_parts[0]
        alike = all(
            part.rank == first.rank
            and all(
                shapes.broadcast((a,), (b,)) is not None for a, b in zip(part.shape or (), first.shape or ())
            )
            for part in known_parts
        )
        if alike and first.shape is not None:
            return merged(known_parts, (length, *first.shape), origin).like(name=name, node=node)
    return ArrayValue(rows=length, steps=None, origin=origin, name=name, node=node)
