"""`image_dataset_from_directory`, `text_...`, `audio_...`: tf.data datasets of the files below a directory.

Unlike ImageDataGenerator these split the list of all files (the last int(split * n) are for validation) and do not take
folders with a leading dot for classes (keras/src/utils/dataset_utils.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.datasets import DatasetValue, Pipeline
from kerlint.keras.data.elements import labels_array
from kerlint.keras.data.file_flows import channels_first, dims_of, directory_origin
from kerlint.keras.data.sizes import (
    Counted,
    configured,
    count_directory,
    counted,
    first,
    learnt,
    printed_files,
)
from kerlint.keras.data.values import (
    argument,
    batch_argument,
    bind_call,
    directory_of,
    record,
    record_call,
    symbolic_size,
    text,
)
from kerlint.script import Size
from kerlint.symbolic.arithmetic import apply, ceil_divide, is_number, known, multiply, subtract, symbol
from kerlint.symbolic.arrays import ArrayStep, ArrayValue, new_dim
from kerlint.symbolic.values import Argument, Arguments, ListValue, TupleValue, Value, as_bool, as_items
from kerlint.world import AUDIO_DATASET_FORMATS, IMAGE_DATASET_FORMATS, TEXT_DATASET_FORMATS

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_SUFFIXES = {
    "keras.utils.image_dataset_from_directory": IMAGE_DATASET_FORMATS,
    "keras.utils.text_dataset_from_directory": TEXT_DATASET_FORMATS,
    "keras.utils.audio_dataset_from_directory": AUDIO_DATASET_FORMATS,
}
_ENCODINGS = {"int": "int", "binary": "binary", "categorical": "one-hot"}
_CHANNELS = {"rgb": 3, "rgba": 4, "grayscale": 1}


def register(library: Library) -> None:
    """The functions under their canonical paths."""
    for path in _SUFFIXES:
        library.calls(path)(_handler(path))


def _handler(path: str) -> Any:
    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        bound = bind_call(path, arguments, ev)
        subset = text(bound, "subset")
        total, used = _count(bound, _SUFFIXES[path], ev, node)
        subsets = ("training", "validation") if subset == "both" else (subset,)
        made = [_dataset(path, bound, part, total, used, ev, node) for part in subsets]
        for dataset in made:
            dataset.call_made = replace(
                dataset.call_made, complete=not (arguments.open_positional or arguments.open_keywords)
            )
            dataset.root = dataset.call_made
            record(dataset, ev)
        record_call(made[0].call_made, ev)
        if subset == "both":
            made[0].name = made[1].name = None
            return ListValue(made, node)
        return made[0]

    return handle


def _names(bound: Mapping[str, Argument]) -> list[str] | None:
    items = as_items(argument(bound, "class_names"))
    return [item for item in items if isinstance(item, str)] if items else None


def _inferred(bound: Mapping[str, Argument]) -> bool | None:
    """Do labels come from the folders? None where not known."""
    labels = argument(bound, "labels", "inferred")
    if argument(bound, "label_mode", "int") is None:
        return False
    if isinstance(labels, str):
        return labels == "inferred"
    return False if labels is None or isinstance(labels, ListValue | TupleValue) else None


def _count(
    bound: Mapping[str, Argument], suffixes: tuple[str, ...], ev: Evaluator, node: CSTNode | None
) -> tuple[Counted, dict[str, int]]:
    """All files, and those that a notebook's output says a subset takes."""
    directory = directory_of(bound)
    links = as_bool(argument(bound, "follow_links", False)) is True
    on_disk = Counted()
    inferred = _inferred(bound)
    if inferred:
        counts = count_directory(ev, directory, suffixes, links, _names(bound), hidden=False)
        on_disk = Counted() if counts is None else counted(counts, directory or "", node)
    elif inferred is False and directory:
        number = ev.world.count_files(directory, suffixes, follow_links=links)
        if number is not None:
            on_disk = Counted(counted({"": number}, directory, node).size)
    printed, used = printed_files(ev, node)
    return first(on_disk, printed, configured(ev, directory)), used


def _dataset(
    path: str,
    bound: Mapping[str, Argument],
    subset: str | None,
    total: Counted,
    used: dict[str, int],
    ev: Evaluator,
    node: CSTNode | None,
) -> DatasetValue:
    dataset = DatasetValue(path, bound, Pipeline(None), ev, node)
    split_value = argument(bound, "validation_split")
    split = split_value if is_number(split_value) and known(split_value) != 0 else None
    own = learnt(ev, node)
    size = _share(total.size, split, subset, used) or own.size
    if size is None:
        size = symbolic_size(dataset, "samples")
    names = _names(bound) or (list(total.per_class) if total.per_class is not None else None)
    classes: Any = len(names) if names is not None else total.classes or own.classes
    inferred = _inferred(bound)
    mode = argument(bound, "label_mode", "int")
    labelled = (
        None
        if inferred is None or isinstance(mode, Value)
        else mode is not None and (argument(bound, "labels", "inferred") is not None)
    )
    if classes is None and labelled:
        classes = symbol((dataset.key, "classes"), f"len({dataset.called}.class_names)", node)
    shuffle = False if subset == "validation" and text(bound, "subset") == "both" else None
    if shuffle is None:
        shuffle = as_bool(argument(bound, "shuffle", True))
    batch = batch_argument(bound, 32, ev)
    batched = batch is not None or (None if argument(bound, "batch_size", 32) is not None else False)
    origin = directory_origin(bound, subset, _split_key(bound, split))
    rows = None if batch is None else batch.value
    images = _inputs(path, bound, rows, batched, origin, ev, node)
    element: Any = images
    if labelled is None:
        element = ev.unknown(node)
    elif labelled:
        encoding = _ENCODINGS.get(mode)
        label = {"one-hot": (classes,), "binary": (1,), "int": ()}.get(encoding or "")
        labels = labels_array(label, rows if batched else 1, encoding, classes, origin, node)
        if not batched and label is not None:
            labels = labels.like(shape=label, rows=None)
        element = TupleValue([images, labels], node)
    count = size.samples if not batched else None if rows is None else ceil_divide(size.samples, rows)
    dataset.pipeline = Pipeline(
        element,
        count,
        size,
        batch,
        batched,
        shuffle=shuffle,
        class_names=None if names is None else tuple(names),
        classes=classes if labelled else None,
        directory=directory_of(bound),
        subset=subset,
        split=split,
    )
    return dataset


def _split_key(bound: Mapping[str, Argument], split: Any) -> tuple[Any, ...]:
    """Equal keys: the two subsets cut the same list in the same order."""
    seed = argument(bound, "seed")
    shuffled = as_bool(argument(bound, "shuffle", True))
    return ("dataset_from_directory", known(split), (known(seed) if shuffled else "sorted"), shuffled)


def _share(size: Size | None, split: Any, subset: str | None, used: dict[str, int]) -> Size | None:
    """The subset's files: the last int(split * n) are for validation."""
    if subset in used:
        return Size(used[subset], "from the cell's output", size.node if size is not None else None)
    if size is None or (split is None and subset is not None):
        return None
    if split is None or subset not in ("training", "validation"):
        return size
    held = apply("int", multiply(split, size.samples))
    if subset == "validation":
        # Keras takes files[-held:], which is all of them for none.
        samples = size.samples if known(held) == 0 else held
    else:
        samples = subtract(size.samples, held)
    plain = known(samples)
    return Size(samples if plain is None else int(plain), size.source, size.node)


def _inputs(
    path: str,
    bound: Mapping[str, Argument],
    rows: Any,
    batched: bool | None,
    origin: tuple[Any, ...],
    ev: Evaluator,
    node: CSTNode | None,
) -> ArrayValue:
    """The first part of an element."""
    sample: tuple[Any, ...] | None = ()
    dtype, low, high = "str", None, None
    steps: tuple[ArrayStep, ...] = ()
    if path.startswith("keras.utils.image"):
        sample = _image_shape(bound, ev)
        dtype, low, high = "float32", 0, 255
    elif path.startswith("keras.utils.audio"):
        length = argument(bound, "output_sequence_length")
        frames = ev.number(length) if length is not None else new_dim(ev, "the audio's length", node)
        sample = None if frames is None else (frames, new_dim(ev, "channels", node))
        dtype = "float32"
    if sample is None or (batched and rows is None) or batched is None:
        return ArrayValue(rows=rows, dtype=dtype, low=low, high=high, steps=steps, origin=origin, node=node)
    shape = (rows, *sample) if batched else sample
    return ArrayValue(shape=shape, dtype=dtype, low=low, high=high, steps=steps, origin=origin, node=node)


def _image_shape(bound: Mapping[str, Argument], ev: Evaluator) -> tuple[Any, ...] | None:
    given = bound.get("image_size")
    value = None if given is None else given.value
    if given is None:
        rows_columns: list[Any] = [256, 256]
    elif is_number(value):
        rows_columns = [value, value]
    else:
        rows_columns = dims_of(value, 2, ev)
    channels = _CHANNELS.get(text(bound, "color_mode", "rgb") or "")
    if channels is None or any(dim is None for dim in rows_columns):
        return None
    first = channels_first(argument(bound, "data_format"), ev)
    return (channels, *rows_columns) if first else (*rows_columns, channels)
