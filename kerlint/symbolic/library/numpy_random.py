"""Random arrays: numpy.random, its generators, and Python's random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import known, known_int
from kerlint.symbolic.arrays import ArrayValue, as_array, new_origin
from kerlint.symbolic.library.dtypes import dims_of, dtype_of
from kerlint.symbolic.library.numpy_make import made
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Arguments, External, ListValue, TupleValue, Unknown, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_NEWER = {"integers": "randint", "standard_normal": "randn_size", "permuted": "permutation"}


@dataclass(slots=True, eq=False)
class RandomGenerator(Value):
    """`RandomState(...)` or `default_rng(...)`: its methods are numpy.random's functions."""

    node: CSTNode | None = None

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        return External(f"numpy.random.{_NEWER.get(name, name)}")


def register(library: Library) -> None:
    """Make random numbers known to the library."""

    @library.calls("numpy.random.RandomState", "numpy.random.default_rng", "numpy.random.Generator")
    def generator(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return RandomGenerator(node)

    @library.calls("numpy.random.seed", "random.seed", "numpy.random.set_state")
    def seed(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None

    _register_continuous(library)
    _register_discrete(library)
    _register_order(library)
    _register_python_random(library)


def _random(ev: Evaluator, node: CSTNode | None, name: str, size: Any, **facts: Any) -> Any:
    """An array of a `size` argument's shape; one number for no size."""
    if size is None:
        return ev.unknown(node)
    dims = dims_of(size)
    return made(ev, node, f"numpy.random.{name}", shape=dims, **facts)


def _register_continuous(library: Library) -> None:
    for name, bounds in (("rand", (0, 1)), ("randn", (None, None))):
        library.calls(f"numpy.random.{name}")(_by_dims(name, bounds))
    for name in ("random", "random_sample", "ranf", "sample"):
        library.calls(f"numpy.random.{name}")(_by_size(name, 0, (0, 1)))
    for name in ("randn_size", "standard_exponential"):
        library.calls(f"numpy.random.{name}")(_by_size(name, 0, (None, None)))
    library.calls("numpy.random.standard_normal")(_by_size("standard_normal", 0, (None, None)))
    for name in ("normal", "laplace", "logistic", "gumbel", "beta", "gamma", "lognormal"):
        library.calls(f"numpy.random.{name}")(_by_size(name, 2, (None, None)))
    library.calls("numpy.random.exponential")(_by_size("exponential", 1, (None, None)))

    @library.calls("numpy.random.uniform")
    def uniform(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        low, high = arguments.value(0, "low", default=0.0), arguments.value(1, "high", default=1.0)
        if known(low) is None or known(high) is None:
            return _of_unknown_shape("uniform", arguments.value(2, "size"), ev, node)
        return _random(
            ev,
            node,
            "uniform",
            arguments.value(2, "size"),
            dtype="float64",
            low=known(low),
            high=known(high),
            encoding="float",
        )


def _by_dims(name: str, bounds: tuple[Any, Any]) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if not arguments.positional or arguments.open_positional:
            return ev.unknown(node)
        size = TupleValue([argument.value for argument in arguments.positional])
        low, high = bounds
        return _random(ev, node, name, size, dtype="float64", low=low, high=high, encoding="float")

    return handler


def _by_size(name: str, position: int, bounds: tuple[Any, Any]) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        size = arguments.value(position, "size")
        parameters = [argument.value for argument in arguments.positional[:position]]
        parameters += [arguments.value(None, key) for key in ("loc", "scale") if arguments.get(None, key)]
        if any(known(value) is None for value in parameters):
            return _of_unknown_shape(name, size, ev, node)
        dtype = arguments.value(None, "dtype")
        low, high = bounds
        return _random(
            ev,
            node,
            name,
            size,
            dtype="float64" if dtype is None else dtype_of(dtype),
            low=low,
            high=high,
            encoding="float",
        )

    return handler


def _of_unknown_shape(name: str, size: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """Where a parameter may be an array, only `size` tells the shape."""
    if size is None:
        return ev.unknown(node)
    return _random(ev, node, name, size, dtype="float64", encoding="float")


def _register_discrete(library: Library) -> None:
    @library.calls("numpy.random.randint", "numpy.random.random_integers")
    def randint(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        low, high = arguments.value(0, "low"), arguments.value(1, "high")
        if high is None:
            low, high = 0, low
        size, dtype = arguments.value(2, "size"), arguments.value(3, "dtype")
        first, last = known_int(low), known_int(high)
        endpoint = arguments.value(None, "endpoint") is True
        facts: dict[str, Any] = {"dtype": "int64" if dtype is None else dtype_of(dtype)}
        if first is not None and last is not None:
            last -= not endpoint
            facts |= {"low": first, "high": last}
            if first == 0:
                facts |= {"encoding": "binary" if last == 1 else "int", "classes": last + 1}
        elif as_array(low, ev, node) is not None or isinstance(low, Unknown) or isinstance(high, Unknown):
            facts |= {"low": None, "high": None}
        return _random(ev, node, "randint", size, **facts)

    @library.calls("numpy.random.choice")
    def choice(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        pool, size = arguments.value(0, "a"), arguments.value(1, "size")
        dims = None if size is None else dims_of(size)
        if dims is None:
            return ev.unknown(node)
        count = known_int(pool)
        if count is not None:
            return made(ev, node, "numpy.random.choice", shape=dims, dtype="int64", low=0, high=count - 1)
        array = as_array(pool, ev, node)
        if array is None or array.rank != 1 or arguments.value(None, "axis") is not None:
            return ev.unknown(node)
        return array.like(shape=dims, origin=new_origin(ev, "numpy.random.choice"), node=node)

    @library.calls("numpy.random.binomial", "numpy.random.poisson")
    def counted(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        size = arguments.value(None, "size")
        return _random(ev, node, "binomial", size, dtype="int64", low=0)


def shuffled(array: ArrayValue, ev: Evaluator) -> tuple[Any, ...]:
    """The origin of the same samples in another order."""
    order = ("order", ev.new_key())
    return tuple(source.pick(order) if isinstance(source, Source) else source for source in array.origin)


def shuffle_in_place(value: Any, ev: Evaluator, node: CSTNode | None) -> None:
    """What `shuffle(x)` does to a list or an array."""
    if isinstance(value, ArrayValue):
        value.values = None
        value.origin = shuffled(value, ev)
    elif isinstance(value, CountedList):
        value.get_attribute("sort", ev, node).call(Arguments(), ev, node)
    elif isinstance(value, ListValue):
        value.items[:] = [ev.unknown(node) for _ in value.items]


def _register_order(library: Library) -> None:
    @library.calls("numpy.random.shuffle", "random.shuffle")
    def shuffle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        shuffle_in_place(arguments.value(0), ev, node)

    @library.calls("numpy.random.permutation")
    def permutation(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "x")
        array = as_array(value, ev, node)
        if array is not None and array.shape != ():
            return array.like(origin=shuffled(array, ev), node=node)
        if isinstance(value, Value) and not isinstance(value, Unknown):
            return ev.unknown(node)
        length = ev.number(value)
        if length is None:
            return ev.unknown(node)
        number = known_int(length)
        return made(
            ev,
            node,
            "numpy.random.permutation",
            shape=(length,) if not isinstance(value, Unknown) else None,
            rows=length if not isinstance(value, Unknown) else None,
            dtype="int64",
            low=0,
            high=None if number is None else number - 1,
        )


def _register_python_random(library: Library) -> None:
    @library.calls("random.sample", "random.choices")
    def sample(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        count = ev.number(arguments.value(1, "k"))
        if count is None:
            return ev.unknown(node)
        return CountedList(count, None, node)

    @library.calls("random.choice")
    def choice(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        items = ev.iterate(arguments.value(0), node)
        return items[0] if items is not None and len(items) == 1 else ev.unknown(node)
