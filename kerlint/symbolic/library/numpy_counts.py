"""What numpy looks up in values: unique, bincount, where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic import shapes
from kerlint.symbolic.arithmetic import apply, is_number, known, multiply
from kerlint.symbolic.array_literals import flat_values, literal
from kerlint.symbolic.array_merging import merged
from kerlint.symbolic.arrays import ArrayValue, as_array, new_dim, new_origin
from kerlint.symbolic.library.array_methods import METHODS, regrouped
from kerlint.symbolic.origins import is_whole
from kerlint.symbolic.values import Arguments, TupleValue, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


def register(library: Library) -> None:
    """Make these functions known to the library."""
    _register_questions(library)
    _register_counts(library)


def _register_questions(library: Library) -> None:
    @library.calls("numpy.shape")
    def shape(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "a")
        array = as_array(value, ev, node)
        return ev.attribute(value if array is None else array, "shape", node)

    @library.calls("numpy.ndim", "numpy.size")
    def size(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    @library.calls("numpy.where")
    def where(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        condition = as_array(arguments.value(0, "condition"), ev, node)
        if condition is None:
            return ev.unknown(node)
        if len(arguments.positional) == 1:
            return METHODS["nonzero"](condition, Arguments(), ev, node)
        choices = [as_array(argument.value, ev, node) for argument in arguments.positional[1:3]]
        if len(choices) != 2 or any(choice is None for choice in choices):
            return condition.like(
                shape=None, rows=None, dtype=None, low=None, high=None, steps=None, node=node
            )
        first, second = (choice for choice in choices if choice is not None)
        dims = shapes.broadcast(shapes.broadcast(condition.shape, first.shape), second.shape)
        result = merged([first, second], dims, condition.origin).like(
            encoding=None, classes=None, steps=None, node=node
        )
        if not isinstance(known(first.low), int | float) or first.shape == () or second.shape == ():
            result.dtype = first.dtype if first.dtype == second.dtype else None
        flat = bool(dims) and (len(dims or ()) == 1 or known((dims or (0,))[-1]) == 1)
        if flat and (first.values, second.values) in ((0, 1), (1, 0)):
            result.encoding, result.classes = "binary", 2
        return result


def _register_counts(library: Library) -> None:
    @library.calls("numpy.unique")
    def unique(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "ar"), ev, node)
        if array is None or arguments.get(None, "axis"):
            return ev.unknown(node)
        found = _distinct(array, ev, node)
        more = [
            arguments.get(i, name)
            for i, name in enumerate(("return_index", "return_inverse", "return_counts"), 1)
        ]
        extra = [argument for argument in more if argument is not None and argument.value is not False]
        if not extra:
            return found
        count = found.length(ev, node)
        names = [name for name, argument in zip(("index", "inverse", "counts"), more) if argument in extra]
        parts: list[Any] = [found]
        for name in names:
            length = array.size if name == "inverse" else count
            dims = (length,) if length is not None and (name != "inverse" or array.rank == 1) else None
            parts.append(
                ArrayValue(shape=dims, dtype="int64", low=0, origin=new_origin(ev, "numpy.unique"), node=node)
            )
        return TupleValue(parts, node)

    @library.calls("numpy.bincount")
    def bincount(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "x"), ev, node)
        if array is None or arguments.get(1, "weights", "minlength"):
            return ev.unknown(node)
        largest = None
        if array.values is not None and flat_values(array.values):
            largest = max(flat_values(array.values))
        elif array.encoding == "int" and array.classes is not None and is_whole(array.origin):
            largest = apply("-", array.classes, 1)
        length = new_dim(ev, "the number of classes", node) if largest is None else apply("+", largest, 1)
        return ArrayValue(
            shape=(length,), dtype="int64", low=0, origin=new_origin(ev, "numpy.bincount"), node=node
        )

    @library.calls("numpy.histogram", "numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt")
    def nothing(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)

    @library.calls("numpy.set_printoptions", "numpy.seterr")
    def settings(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None

    @library.calls("numpy.tile")
    def tile(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array, times = as_array(arguments.value(0, "A"), ev, node), arguments.value(1, "reps")
        items = as_items(times)
        repeats = [times] if items is None else items
        if array is None or array.shape is None or not all(map(is_number, repeats)):
            return ev.unknown(node)
        rank = max(len(array.shape), len(repeats))
        dims = (1,) * (rank - len(array.shape)) + array.shape
        counts = [1] * (rank - len(repeats)) + repeats
        new = tuple(dim if known(count) == 1 else multiply(dim, count) for dim, count in zip(dims, counts))
        return array.like(shape=new, encoding=None, classes=None, origin=regrouped(array, "tile"), node=node)


def _distinct(array: ArrayValue, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
    origin = new_origin(ev, "numpy.unique")
    if array.values is not None:
        found = literal(tuple(sorted(set(flat_values(array.values)))))
        if found is not None:
            return found.like(
                values=found.values, origin=origin, node=node, dtype=array.dtype, encoding=None, classes=None
            )
    if array.encoding in ("int", "binary") and array.classes is not None and is_whole(array.origin):
        return ArrayValue(
            shape=(array.classes,),
            dtype=array.dtype,
            low=array.low,
            high=array.high,
            origin=origin,
            node=node,
        )
    name = f"len(np.unique({array.name}))" if array.name else "the number of distinct values"
    return ArrayValue(
        shape=(new_dim(ev, name, node),),
        dtype=array.dtype,
        low=array.low,
        high=array.high,
        origin=origin,
        node=node,
    )
