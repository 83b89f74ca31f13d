"""The iterators that an ImageDataGenerator makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import as_array, batch_of, labels_array, split_steps
from kerlint.keras.data.sizes import (
    Counted,
    configured,
    count_directory,
    counted,
    first,
    learnt,
    printed_images,
)
from kerlint.keras.data.transforms import Transforms
from kerlint.keras.data.values import DataValue, argument, batch_argument, directory_of, symbolic_size, text
from kerlint.script import DataSource, Shape, Size
from kerlint.symbolic.arithmetic import (
    apply,
    ceil_divide,
    is_number,
    known,
    multiply,
    sized,
    subtract,
    symbol,
)
from kerlint.symbolic.library.files import path_text
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    BoundMethod,
    DictValue,
    ListValue,
    TupleValue,
    Unknown,
    as_bool,
    as_items,
    as_string,
)
from kerlint.world import GENERATOR_FORMATS

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.data.generators import ImageDataGeneratorValue
    from kerlint.symbolic.evaluator import Evaluator

_CHANNELS = {"rgb": 3, "rgba": 4, "grayscale": 1}
# By class_mode: how labels are encoded, and their shape's entries after the batch ("classes" for their number).
_MODES: dict[str | None, str] = {
    "categorical": "one-hot",
    "binary": "binary",
    "sparse": "int",
    "input": "input",
    None: "none",
}


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
        """The share of `total` samples that the subset takes."""
        if self.subset is None:
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
            self.classes = symbol((self.key, "classes"), f"{self.name or '?'}.num_classes", self.node)
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
        return known_elsewhere.size or symbolic_size(self.key, self.name, "n", self.node)

    def image_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        return None if self.x is None or self.x.shape is None else self.x.shape[1:]

    def labels_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        return None if self.y is None or self.y.shape is None else self.y.shape[1:]

    def encoding(self) -> str | None:
        return (
            "none" if argument(self.bound, "y") is None else self.y.encoding if self.y is not None else None
        )

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
            return random, fixed
        drawn, done = before
        return (
            None if random is None and not drawn else (*drawn, *(random or ())),
            None if fixed is None else (*done, *fixed),
        )


class FilesFlow(Flow):
    """What the iterators over image files share."""

    __slots__ = ()

    @property
    def class_mode(self) -> Any:
        """The argument: a string, None, or an unknown value."""
        return argument(self.bound, "class_mode", "categorical")

    def encoding(self) -> str | None:
        mode = self.class_mode
        return _MODES.get(mode) if mode is None or isinstance(mode, str) else None

    def image_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        size = self.bound.get("target_size")
        rows_columns: list[Any] = [256, 256] if size is None else dims_of(size.value, 2, ev)
        channels = _CHANNELS.get(text(self.bound, "color_mode", "rgb") or "")
        if channels is None or any(dim is None for dim in rows_columns):
            return None
        data_format = self.factory.settings.get("data_format") if self.factory is not None else None
        if data_format is not None and as_string(data_format.value) == "channels_first":
            return (channels, *rows_columns)
        return (*rows_columns, channels)

    def labels_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        encoding = self.encoding()
        if encoding == "one-hot":
            return (self._class_count(ev, None),)
        if encoding in ("int", "binary"):
            return ()
        return self.image_shape(ev) if encoding == "input" else None

    def given_classes(self) -> list[str] | None:
        """The `classes` argument where it names them all."""
        items = as_items(argument(self.bound, "classes"))
        names = [as_string(item) for item in items or ()]
        return [name for name in names if name is not None] if names and None not in names else None


def dims_of(value: Any, count: int, ev: Evaluator) -> list[Any]:
    """The entries of a size such as `target_size`: Numbers, or None for what is none."""
    items = as_items(value)
    if items is not None:
        return [ev.number(item) for item in items] if len(items) == count else [None] * count
    if isinstance(value, Unknown):
        return [ev.number(ev.item(value, i, None)) for i in range(count)]
    return [None] * count


class DirectoryFlow(FilesFlow):
    """`flow_from_directory(directory)`."""

    __slots__ = ()

    def find_size(self, ev: Evaluator) -> Size:
        directory, names = directory_of(self.bound), self.given_classes()
        open_classes = names is None and as_bool(argument(self.bound, "classes")) is not False
        links = as_bool(argument(self.bound, "follow_links", False)) is True
        counts = None if open_classes else count_directory(ev, directory, GENERATOR_FORMATS, links, names)
        self.class_names = names if counts is None else list(counts)
        self.classes = None if self.class_names is None else len(self.class_names)
        on_disk = Counted() if counts is None else self._share(counts, directory or "")
        said = configured(ev, directory)
        if self.subset is not None:
            # Keras splits class by class: the total alone does not tell the share.
            said = Counted(None, said.classes)
        facts = first(on_disk, printed_images(ev, self.node), said, learnt(ev, self.node))
        if self.classes is None:
            self.classes = facts.classes
        return facts.size or symbolic_size(self.key, self.name, "samples", self.node)

    def _share(self, counts: dict[str, int], directory: str) -> Counted:
        """The subset's samples: Keras takes int(split * n) of each class for validation, the first ones."""
        if self.subset is None:
            return counted(counts, directory, self.node)
        split = known(self.split)
        if split is None or not 0 < split < 1 or self.subset not in ("training", "validation"):
            return Counted(None, len(counts))
        held = sum(int(split * number) for number in counts.values())
        samples = held if self.subset == "validation" else sum(counts.values()) - held
        source = f"counted in {directory}"
        return Counted(Size(sized(samples, source, self.node), source), len(counts))

    def origins(self, ev: Evaluator) -> tuple[Any, ...]:
        return directory_origin(self.bound, self.subset, ("flow_from_directory", known(self.split)))


class DataFrameFlow(FilesFlow):
    """`flow_from_dataframe(dataframe)`."""

    __slots__ = ()

    def find_size(self, ev: Evaluator) -> Size:
        names = self.given_classes()
        self.class_names = names
        self.classes = None if names is None else len(names)
        printed = printed_images(ev, self.node)
        facts = first(printed, learnt(ev, self.node))
        if self.classes is None:
            self.classes = facts.classes
        return facts.size or symbolic_size(self.key, self.name, "samples", self.node)

    def labels_shape(self, ev: Evaluator) -> tuple[Any, ...] | None:
        if self.class_mode in ("raw", "other", "multi_output"):
            columns = argument(self.bound, "y_col")
            items = as_items(columns)
            if self.class_mode == "multi_output" or (items is None and not isinstance(columns, str)):
                return None
            return () if items is None else (len(items),)
        return super().labels_shape(ev)

    def origins(self, ev: Evaluator) -> tuple[Any, ...]:
        frame = argument(self.bound, "dataframe")
        if isinstance(frame, Unknown):
            source = Source(("dataframe", frame.key))
        elif getattr(frame, "origin", None):
            source = next(
                (s for s in frame.origin if isinstance(s, Source)), Source(("dataframe", id(frame)))
            )
        else:
            return ()
        if self.subset is not None:
            source = source.pick(("part", ("flow_from_dataframe", known(self.split)), self.subset))
        return (source,)


def directory_origin(
    bound: Mapping[str, Argument], subset: str | None, split_key: tuple[Any, ...]
) -> tuple[Any, ...]:
    """The identity of a directory's files, or of the part that a subset takes of them."""
    directory = argument(bound, "directory")
    path = path_text(directory)
    if path is not None:
        key: Any = ("directory", path.replace("\\", "/").removeprefix("./").rstrip("/"))
    elif isinstance(directory, Unknown):
        key = ("directory", directory.key)
    else:
        return ()
    names = as_items(argument(bound, "classes") or argument(bound, "class_names"))
    if isinstance(argument(bound, "classes"), ListValue | TupleValue) and names:
        key = (*key, tuple(str(name) for name in names))
    source = Source(key)
    return (source if subset is None else source.pick(("part", split_key, subset)),)
