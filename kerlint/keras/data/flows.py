"""The iterators that an ImageDataGenerator makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import as_array, batch_of, labels_array, split_steps
from kerlint.keras.data.sizes import (
    learnt,
)
from kerlint.keras.data.transforms import Transforms
from kerlint.keras.data.values import DataValue, argument, batch_argument, directory_of, symbolic_size, text
from kerlint.script import DataSource, Shape, Size
from kerlint.symbolic.arithmetic import (
    apply,
    ceil_divide,
    is_number,
    known,
    less,
    multiply,
    subtract,
    symbol,
)
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    TupleValue,
    as_bool,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.data.generators import ImageDataGeneratorValue
    from kerlint.symbolic.evaluator import Evaluator


class Flow(DataValue):
    """What the three kinds of iterators share.

    Attributes:
        factory: the ImageDataGenerator, None where it is not known.
        bound: the arguments by name.
        size: its samples.
        classes: the number of classes, None where not known.
        class_names: in the order of their indices, None where not known.
    """

    __slots__ = ("bound", "class_names", "classes", "factory", "size")

    def __init__(
        self,
        target: str,
        bound: Mapping[str, Argument],
        factory: ImageDataGeneratorValue | None,
        ev: Evaluator,
        node: CSTNode | None,
        complete: bool,
    ) -> None:
        super().__init__(target, bound, ev, node, complete)
        self.factory = factory
        self.bound = dict(bound)
        self.classes: Any = None
        self.class_names: list[str] | None = None
        self.size: Size = self.find_size(ev)

    # --- what differs ---------------------------------------------------------------------------------

    def find_size(self, ev: Evaluator) -> Size:
        """The samples; sets `classes` and `class_names` too."""
        raise NotImplementedError

    def image_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        """Rows, columns and channels of one image in Keras's order; None where not known."""
        raise NotImplementedError

    def labels_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        """One sample's labels, without the batch; None where there are none or not known."""
        raise NotImplementedError

    def encoding(self) -> str | None:
        """How labels are encoded, None where not known."""
        raise NotImplementedError

    def label_node(self) -> CSTNode | None:
        """The expression that made the labels, None for the iterator's own."""
        return None

    def origins(self, ev: Evaluator) -> tuple[Any, ...]:
        """What data it draws on."""
        raise NotImplementedError

    # --- arguments ------------------------------------------------------------------------------------

    @property
    def shuffle(self) -> bool | None:
        """Does each pass come in another order?"""
        return as_bool(self.attributes.get("shuffle", argument(self.bound, "shuffle", True)))

    @property
    def subset(self) -> str | None:
        """The part it takes: "training", "validation" or None for all."""
        return text(self.bound, "subset")

    @property
    def split(self) -> Any:
        """The generator's validation_split as a Number, None where it has none or it is not known."""
        if self.factory is None or "validation_split" not in self.factory.settings:
            return None
        value = self.factory.settings["validation_split"].value
        return value if is_number(value) and known(value) != 0 else None

    def batch_size(self, ev: Evaluator) -> Argument | None:
        """The argument, 32 by default, or what the script assigned since."""
        if "batch_size" in self.attributes:
            number = ev.number(self.attributes["batch_size"])
            return None if number is None else Argument(number, self.node, "batch_size")
        if "batch_size" not in self.bound and not self.call_made.complete:
            return None
        return batch_argument(self.bound, 32, ev)

    def samples(self, ev: Evaluator) -> Any:
        """The samples as a Number, with what the script assigned since."""
        for name in ("samples", "n"):
            if name in self.attributes and (number := ev.number(self.attributes[name])) is not None:
                return number
        return self.size.samples

    def part(self, total: Any) -> Any:
        """The share of `total` samples that the subset takes, None where it is not known."""
        if total is None or self.subset is None:
            return total
        if self.split is None:
            return None
        held = apply("int", multiply(total, self.split))
        return held if self.subset == "validation" else subtract(total, held)

    def transforms(self, ev: Evaluator) -> tuple[Transforms | None, Transforms | None]:
        """What images go through on their way into a batch."""
        return (None, None) if self.factory is None else self.factory.transforms(ev)

    # --- the Value ------------------------------------------------------------------------------------

    def snapshot(self, ev: Evaluator) -> DataSource:
        """The iterator as it is now."""
        augmentation, preprocessing = self.transforms(ev)
        batch = self.batch_size(ev)
        size = self.size if self.samples(ev) is self.size.samples else Size(self.samples(ev))
        shape, labels = self.image_shape(ev), self.labels_shape(ev)
        return DataSource(
            self.key,
            "generator",
            self.node,
            self.name,
            size=size,
            batch_size=batch,
            length=self.length(ev, None),
            shuffle=self.shuffle,
            augmentation=augmentation,
            preprocessing=preprocessing,
            repeated=False,
            sized=True,
            call=self.call_made,
            factory=None if self.factory is None else self.factory.call_made,
            directory=directory_of(self.bound),
            subset=self.subset,
            split=self.split,
            inputs=_batched(shape),
            labels=_batched(labels),
            label_node=self.label_node(),
            encoding=self.encoding(),
            classes=self.classes,
            origin=self.origins(ev),
        )

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        batch = self.batch_size(ev)
        return None if batch is None else ceil_divide(self.samples(ev), batch.value)

    def elements(self, ev: Evaluator, node: CSTNode | None) -> Any:
        batch = self.batch_size(ev)
        rows = None if batch is None else batch.value
        if rows is not None and less(self.samples(ev), rows):
            # There are no more.
            rows = self.samples(ev)
        augmentation, preprocessing = self.transforms(ev)
        steps = None if augmentation is None or preprocessing is None else (*preprocessing, *augmentation)
        images = batch_of(self.image_shape(ev), rows, steps, self.origins(ev), node, name=self.name)
        if self.encoding() == "none":
            return images
        if self.encoding() == "input":
            return TupleValue([images, images], node)
        labels = labels_array(
            self.labels_shape(ev), rows, self.encoding(), self.classes, self.origins(ev), node
        )
        return TupleValue([images, labels], node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.elements(ev, node)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        if name in ("samples", "n", "nb_sample", "N"):
            return self.samples(ev)
        if name == "batch_size":
            batch = self.batch_size(ev)
            return ev.unknown(node, name) if batch is None else batch.value
        if name in _METHODS:
            return BoundMethod(name, _METHODS[name](self), self)
        if name == "shuffle":
            return ev.unknown(node, name) if self.shuffle is None else self.shuffle
        if name == "image_data_generator" and self.factory is not None:
            return self.factory
        if name in ("num_classes", "nb_class"):
            return self._class_count(ev, node)
        if name == "class_indices":
            return self._class_indices(ev, node)
        if name in ("classes", "labels"):
            return labels_array((), self.samples(ev), "int", self.classes, self.origins(ev), node)
        if name in ("filenames", "filepaths", "index_array"):
            return labels_array((), self.samples(ev), None, None, (), node)
        if name == "image_shape":
            shape = self.image_shape(ev)
            return ev.unknown(node, name) if shape is None else TupleValue(shape, node)
        if name in self.bound:
            return self.bound[name].value
        return ev.unknown(node, f"{self.name}.{name}" if self.name else name)

    def _class_count(self, ev: Evaluator, node: CSTNode | None) -> Any:
        if self.classes is None:
            self.classes = symbol((self.key, "classes"), f"{self.called}.num_classes", self.node)
        return self.classes

    def _class_indices(self, ev: Evaluator, node: CSTNode | None) -> Any:
        if self.class_names is not None:
            return DictValue({name: i for i, name in enumerate(self.class_names)}, node)
        return ClassIndices(self._class_count(ev, node), node)


class ClassIndices(DictValue):
    """`class_indices` of classes whose names are not known: it has as many entries as there are classes."""

    __slots__ = ("count",)

    def __init__(self, count: Any, node: CSTNode | None) -> None:
        super().__init__({}, node, complete=False)
        self.count = count

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.count


def _next(flow: Flow) -> Callable[[Arguments, Any, Any], Any]:
    return lambda arguments, ev, node: flow.elements(ev, node)


def _nothing(flow: Flow) -> Callable[[Arguments, Any, Any], Any]:
    return lambda arguments, ev, node: None


_METHODS: dict[str, Callable[[Flow], Callable[[Arguments, Any, Any], Any]]] = {
    "next": _next,
    "__next__": _next,
    "__getitem__": _next,
    "reset": _nothing,
    "on_epoch_end": _nothing,
}


def _batched(shape: tuple[Any, ...] | None) -> Shape | None:
    return None if shape is None else (None, *shape)


class NumpyFlow(Flow):
    """`flow(x, y)`."""

    __slots__ = ("x", "y")

    def find_size(self, ev: Evaluator) -> Size:
        given = argument(self.bound, "x")
        items = as_items(given)
        # A pair holds the images and what goes along with them.
        images = items[0] if items and len(items) == 2 and not is_number(items[0]) else given
        node = self.bound["x"].node if "x" in self.bound else None
        self.x = None if given is None else as_array(images, ev, node)
        labels = argument(self.bound, "y")
        self.y = None if labels is None else as_array(labels, ev, self.bound["y"].node)
        if self.y is not None:
            self.classes = self.y.classes
        total = None if self.x is None else ev.length(images, node)
        part = None if total is None else self.part(total)
        known_elsewhere = learnt(ev, self.node)
        if self.classes is None:
            self.classes = known_elsewhere.classes
        if part is not None and (known(part) is not None or known_elsewhere.size is None):
            return Size(part, getattr(part, "source", None) or "", node)
        return known_elsewhere.size or symbolic_size(self, "n")

    def image_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        return None if self.x is None or self.x.shape is None else self.x.shape[1:]

    def labels_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        return None if self.y is None or self.y.shape is None else self.y.shape[1:]

    def encoding(self) -> str | None:
        return (
            "none" if argument(self.bound, "y") is None else self.y.encoding if self.y is not None else None
        )

    def label_node(self) -> CSTNode | None:
        return None if self.y is None else self.y.node

    def origins(self, ev: Evaluator) -> tuple[Any, ...]:
        origin: tuple[Any, ...] = () if self.x is None else self.x.origin
        if self.subset is None:
            return origin
        key = ("flow", str(known(self.split)))
        return tuple(
            source.pick(("part", key, self.subset)) if isinstance(source, Source) else source
            for source in origin
        )

    def transforms(self, ev: Evaluator) -> tuple[Transforms | None, Transforms | None]:
        random, fixed = super().transforms(ev)
        before = None if self.x is None else split_steps(self.x)
        if before is None:
            return random or None, None
        drawn, done = before
        return (
            None if random is None and not drawn else (*drawn, *(random or ())),
            None if fixed is None else (*done, *fixed),
        )
