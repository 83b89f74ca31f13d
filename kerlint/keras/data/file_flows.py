"""Iterators over image files: `flow_from_directory` and `flow_from_dataframe`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.flows import Flow
from kerlint.keras.data.sizes import (
    Counted,
    configured,
    count_directory,
    counted,
    first,
    learnt,
    printed_images,
)
from kerlint.keras.data.values import argument, directory_of, symbolic_size, text
from kerlint.script import Size
from kerlint.symbolic.arithmetic import known, sized
from kerlint.symbolic.library.files import path_text
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Argument, ListValue, TupleValue, Unknown, as_bool, as_items, as_string
from kerlint.world import GENERATOR_FORMATS

if TYPE_CHECKING:
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
        given = None if self.factory is None else self.factory.settings.get("data_format")
        first = channels_first(None if given is None else given.value, ev)
        return (channels, *rows_columns) if first else (*rows_columns, channels)

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


def channels_first(data_format: Any, ev: Evaluator) -> bool:
    """Does an image's shape begin with the channels: as the argument says, else as the script has set Keras?"""
    from kerlint.keras.run import KerasRun

    if data_format is None:
        return ev.extension(KerasRun).channels_first
    return as_string(data_format) == "channels_first"


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
        return facts.size or symbolic_size(self, "samples")

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
        self.class_names = self.given_classes()
        facts = first(printed_images(ev, self.node), learnt(ev, self.node))
        self.classes = facts.classes if self.class_names is None else len(self.class_names)
        if facts.size is not None:
            return facts.size
        # Rows whose files are missing are left out; those of a frame in sight are taken to be there.
        frame = argument(self.bound, "dataframe")
        rows = None if isinstance(frame, Unknown) else self.part(ev.length(frame, self.node))
        if rows is None:
            return symbolic_size(self, "samples")
        return Size(rows, "", self.bound["dataframe"].node)

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
