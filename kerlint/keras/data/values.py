"""Values that stand for data: they change as the script changes them, and are written down by `snapshot`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.script import Call, DataSource, Size
from kerlint.symbolic.arithmetic import symbol
from kerlint.symbolic.library.files import path_text
from kerlint.symbolic.values import Argument, Arguments, Value, as_string

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


class DataValue(Value):
    """Something that `fit` draws batches from, or that makes such things.

    Attributes:
        key: the object's identity.
        node: the call that made it.
        name: what the script called it when it was made.
        origin: the call that made it.
        attributes: what the script assigned to it.
        escaped: True once code out of sight has had it in hand.
    """

    __slots__ = ("attributes", "call_made", "escaped", "key", "name", "node")

    def __init__(
        self,
        target: str,
        arguments: Mapping[str, Argument],
        ev: Evaluator,
        node: CSTNode | None,
        complete: bool = True,
    ) -> None:
        self.key = ev.new_key()
        self.node = placed(node)
        self.name = ev.binding_name
        self.call_made = Call(target, dict(arguments), self.node, complete, self.key)
        self.attributes: dict[str, Any] = {}
        self.escaped = False

    @property
    def called(self) -> str:
        """Its name, or the call that made it where it has none."""
        if self.name is not None:
            return self.name
        function = self.call_made.class_name
        directory = directory_of(self.call_made.arguments)
        return f"{function}({directory!r})" if directory else f"{function}(...)"

    def snapshot(self, ev: Evaluator) -> DataSource:
        """The data as it is now."""
        raise NotImplementedError

    def elements(self, ev: Evaluator, node: CSTNode | None) -> Any:
        """What one step over it yields: a batch, mostly an (x, y) tuple."""
        return ev.unknown(node)

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.elements(ev, node)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        self.attributes[name] = value


def placed(node: CSTNode | None) -> CSTNode:
    """The node; for a call that no code in sight makes, one that stands nowhere."""
    return cst.Name("_") if node is None else node


def record(value: Any, ev: Evaluator) -> None:
    """Keep a source for the Script; it is written down when the path has come to its end."""
    from kerlint.keras.run import KerasRun

    ev.extension(KerasRun).data_sources.append(value)


@contextmanager
def unrecorded(ev: Evaluator) -> Iterator[None]:
    """Sources made meanwhile are parts of another one."""
    from kerlint.keras.run import KerasRun

    run = ev.extension(KerasRun)
    kept = list(run.data_sources)
    try:
        yield
    finally:
        run.data_sources[:] = kept


def record_call(call: Call, ev: Evaluator) -> None:
    """Keep a call for the Script."""
    from kerlint.keras.run import KerasRun

    ev.extension(KerasRun).calls.append(call)


def argument(bound: Mapping[str, Argument], name: str, default: Any = None) -> Any:
    """The value given for a parameter, or Keras's default."""
    given = bound.get(name)
    return default if given is None else given.value


def text(bound: Mapping[str, Argument], name: str, default: str | None = None) -> str | None:
    """The string given for a parameter, None where it is none or not known."""
    return as_string(argument(bound, name, default))


def directory_of(bound: Mapping[str, Argument]) -> str | None:
    """The `directory` argument, a string or a Path; None where not known."""
    return path_text(argument(bound, "directory"))


def batch_argument(bound: Mapping[str, Argument], default: int | None, ev: Evaluator) -> Argument | None:
    """The `batch_size` argument with its value as a Number; None for no batching or where it is no number."""
    given = bound.get("batch_size")
    if given is None:
        return None if default is None else Argument(default, None, "batch_size")
    number = ev.number(given.value)
    return None if number is None else Argument(number, given.node, "batch_size")


def symbolic_size(source: DataValue, attribute: str) -> Size:
    """A size that nothing tells, under the name a script would write for it: `train.samples`."""
    return Size(symbol((source.key, "samples"), f"{source.called}.{attribute}", source.node))


def bind(arguments: Arguments, parameters: tuple[str, ...]) -> dict[str, Argument]:
    """Arguments by parameter name, each with its keyword."""
    return _with_keywords(arguments.bind(parameters))


def bind_call(path: str, arguments: Arguments, ev: Evaluator) -> dict[str, Argument]:
    """The same for a function or class of Keras by its canonical path."""
    from kerlint.keras.run import KerasRun

    return _with_keywords(ev.extension(KerasRun).bind(path, arguments))


def _with_keywords(bound: Mapping[str, Argument]) -> dict[str, Argument]:
    return {name: Argument(given.value, given.node, name) for name, given in bound.items()}


def replace_recorded(old: DataValue, new: DataValue, ev: Evaluator) -> None:
    """A dataset's method made another one of it: that one stands in the Script in its place."""
    from kerlint.keras.run import KerasRun

    sources = ev.extension(KerasRun).data_sources
    for i, source in enumerate(sources):
        if source is old:
            sources[i] = new
            return
    sources.append(new)
