"""Sequence and PyDataset classes of the script, and TimeseriesGenerator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import (
    as_array,
    batch_of,
    batch_shape,
    inputs_and_labels,
    label_names,
    labels_array,
    leading,
    origins_of,
    transforms_of,
)
from kerlint.keras.data.python_generators import batch_rows, drawn_from
from kerlint.keras.data.values import DataValue, argument, batch_argument, bind, bind_call, placed, record
from kerlint.script import Call, DataSource, Size
from kerlint.symbolic.arithmetic import (
    add,
    ceil_divide,
    floor_divide,
    known,
    multiply,
    quotient,
    subtract,
    symbol,
)
from kerlint.symbolic.classes import ClassValue, Instance, instantiate
from kerlint.symbolic.values import Argument, Arguments, TupleValue, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

SEQUENCES = ("keras.utils.Sequence", "keras.utils.PyDataset", "keras.utils.data_utils.Sequence")
_BATCH_NAMES = ("batch_size", "_batch_size", "batchsize", "batchSize", "bs")


class SequenceValue(Instance):
    """An object of a class that derives from Sequence: its own `__len__` and `__getitem__` tell what it gives."""

    __slots__ = ("_asked", "key", "made", "name")

    def __init__(self, cls: ClassValue, made: Call, name: str | None) -> None:
        super().__init__(cls, made.node)
        self.key = made.key
        self.made = made
        self.name = name
        self._asked = False

    def snapshot(self, ev: Evaluator) -> DataSource:
        """What `fit` learns from it."""
        batch = self.batch(ev)
        length = self.length(ev, None)
        pair = inputs_and_labels(batch)
        x, y = pair if pair is not None else (None, None)
        augmentation, preprocessing = transforms_of(x) if x is not None else (None, None)
        argument = self.batch_argument(ev, x)
        labels = leading(y)
        encoding = None if labels is None else labels.encoding
        whole = drawn_from(x, self.attributes.values())
        return DataSource(
            self.key,
            "sequence",
            self.made.node,
            self.name,
            size=self.size(ev, length, argument),
            batch_size=argument,
            length=length,
            augmentation=augmentation,
            preprocessing=preprocessing,
            repeated=False,
            sized=True,
            call=self.made,
            inputs=batch_shape(x),
            labels=batch_shape(y),
            label_names=label_names(y),
            encoding="none" if pair is not None and y is None else encoding,
            classes=getattr(labels, "classes", None),
            origin=() if x is None else origins_of(x) if whole is None else whole.origin,
        )

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        length = super().length(ev, node)
        divided = quotient(length)
        if divided is not None and known(length) is None and divided.rounding in ("floor", "ceil"):
            # `int(np.floor(n / b))` is n // b.
            divide = floor_divide if divided.rounding == "floor" else ceil_divide
            length = divide(divided.total, divided.divisor)
        called = self.name or f"{self.cls.name}(...)"
        return symbol((self.key, "len"), f"len({called})", node) if length is None else length

    def batch(self, ev: Evaluator) -> Any:
        """What `self[0]` gives, None where the class has no such method."""
        result = self.invoke(
            "__getitem__", Arguments((Argument(symbol((self.key, "index"), "index"), None),)), ev, self.node
        )
        return None if result is NotImplemented else result

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        batch = self.batch(ev)
        return ev.unknown(node) if batch is None else batch

    def batch_argument(self, ev: Evaluator, x: Any) -> Argument | None:
        """The batch size: what `__len__` divides by, an attribute of that name, or the length of what it gives."""
        divided = quotient(super().length(ev, None))
        if divided is not None and divided.rounding in ("floor", "ceil"):
            return Argument(divided.divisor, self._given(divided.divisor), "batch_size")
        for name in _BATCH_NAMES:
            if name in self.attributes and (number := ev.number(self.attributes[name])) is not None:
                return Argument(number, self._given(number), "batch_size")
        number = batch_rows(x)
        return Argument(number, None, "batch_size") if known(number) is not None else None

    def _given(self, number: Any) -> CSTNode | None:
        """Where the script hands this number to the constructor."""
        return next((a.node for a in self.made.arguments.values() if a.value is number), None)

    def size(self, ev: Evaluator, length: Any, batch: Argument | None) -> Size | None:
        """The samples: what `__len__` divides, so many of them as its batches hold."""
        divided = quotient(super().length(ev, None))
        if divided is not None and divided.rounding == "ceil":
            return Size(divided.total, getattr(divided.total, "source", None) or "", divided.node)
        if divided is not None and divided.rounding == "floor" and batch is not None:
            # The rest of the division is never asked for.
            return Size(multiply(length, batch.value), "", divided.node)
        return None

    def external_super(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None if name in ("__init__", "on_epoch_end") else ev.unknown(node)


class TimeseriesGenerator(DataValue):
    """`TimeseriesGenerator(data, targets, length)`: windows of an array, with the target that follows each."""

    __slots__ = ("bound",)

    def __init__(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
        self.bound = bind_call(_TIMESERIES_TARGET, arguments, ev)
        super().__init__(_TIMESERIES_TARGET, self.bound, ev, node, not arguments.open_keywords)

    def snapshot(self, ev: Evaluator) -> DataSource:
        """The windows as batches."""
        batch = batch_argument(self.bound, 128, ev)
        windows = self.windows(ev)
        element = self.elements(ev, None)
        x, y = element.items if isinstance(element, TupleValue) else (element, None)
        augmentation, preprocessing = transforms_of(x)
        return DataSource(
            self.key,
            "sequence",
            self.node,
            self.name,
            size=None if windows is None else Size(windows, "", self.node),
            batch_size=batch,
            length=self.length(ev, None),
            shuffle=as_bool(argument(self.bound, "shuffle", False)),
            augmentation=augmentation,
            preprocessing=preprocessing,
            repeated=False,
            sized=True,
            call=self.call_made,
            inputs=batch_shape(x),
            labels=batch_shape(y),
            encoding=getattr(y, "encoding", None),
            classes=getattr(y, "classes", None),
            origin=origins_of(x),
        )

    def windows(self, ev: Evaluator) -> Any:
        """How many: (end - start) // stride, where the first window needs `length` entries."""
        length = ev.number(argument(self.bound, "length"))
        stride = ev.number(argument(self.bound, "stride", 1))
        start = ev.number(argument(self.bound, "start_index", 0))
        stop = argument(self.bound, "end_index")
        total = ev.length(argument(self.bound, "data"), self.node) if stop is None else None
        last = None if total is None and stop is None else total if stop is None else add(ev.number(stop), 1)
        if None in (length, stride, start, last):
            return None
        return ceil_divide(subtract(last, add(length, start) if known(start) != 0 else length), stride)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        windows, batch = self.windows(ev), batch_argument(self.bound, 128, ev)
        if windows is None or batch is None:
            return symbol((self.key, "len"), f"len({self.called})", node)
        return ceil_divide(windows, batch.value)

    def elements(self, ev: Evaluator, node: CSTNode | None) -> Any:
        batch = batch_argument(self.bound, 128, ev)
        rows = None if batch is None else batch.value
        data = as_array(argument(self.bound, "data"), ev, node)
        targets = as_array(argument(self.bound, "targets"), ev, node)
        length = ev.number(argument(self.bound, "length"))
        rate = ev.number(argument(self.bound, "sampling_rate", 1))
        if data is None or targets is None or rate is None:
            return ev.unknown(node)
        frames = None if length is None else ceil_divide(length, rate) if known(rate) != 1 else length
        shape = None if data.shape is None or frames is None else (frames, *data.shape[1:])
        x = batch_of(shape, rows, (), data.origin, node).like(steps=data.steps)
        label = None if targets.shape is None else targets.shape[1:]
        y = labels_array(label, rows, targets.encoding, targets.classes, targets.origin, node)
        return TupleValue([x, y], node)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "batch_size":
            return argument(self.bound, name, 128)
        if name in self.attributes:
            return self.attributes[name]
        return self.bound[name].value if name in self.bound else ev.unknown(node, name)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.elements(ev, node)


_TIMESERIES_TARGET = "keras.preprocessing.sequence.TimeseriesGenerator"


def register(library: Library) -> None:
    """Subclasses of Sequence, and TimeseriesGenerator."""

    @library.subclass(*SEQUENCES)
    def sequence(cls: ClassValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        init = cls.lookup("__init__")
        names = [] if init is None or not hasattr(init, "parameters") else init.parameters()[1:]
        bound = bind(arguments, tuple(param.name.value for param in names))
        complete = not (arguments.open_positional or arguments.open_keywords)
        made = Call(cls.name, bound, placed(node), complete, ev.new_key())
        value = SequenceValue(cls, made, ev.binding_name)
        instantiate(cls, arguments, ev, node, value)
        record(value, ev)
        return value

    @library.calls(_TIMESERIES_TARGET)
    def timeseries_generator(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        made = TimeseriesGenerator(arguments, ev, node)
        record(made, ev)
        return made
