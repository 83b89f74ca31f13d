"""Where tf.data datasets come from: arrays, ranges, generators, files, TensorFlow Datasets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.dataset_counts import least_count, rounds
from kerlint.keras.data.dataset_methods import METHODS, unstack
from kerlint.keras.data.datasets import ENDLESS, DatasetValue, Pipeline
from kerlint.keras.data.elements import arrays_in, as_array, map_arrays
from kerlint.keras.data.sizes import learnt
from kerlint.keras.data.values import DataValue, bind, record
from kerlint.script import Size
from kerlint.symbolic.arithmetic import ceil_divide, known, less, subtract
from kerlint.symbolic.arrays import ArrayValue, new_dim
from kerlint.symbolic.functions import PythonGenerator
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import (
    Argument,
    Arguments,
    DictValue,
    ListValue,
    TupleValue,
    Unknown,
    as_bool,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

DATASET = "tensorflow.data.Dataset"


def register(library: Library) -> None:
    """The constructors, and methods called through the class."""
    constructors = {
        "from_tensor_slices": _from_tensor_slices,
        "from_tensors": _from_tensors,
        "range": _range,
        "zip": _zip,
        "from_generator": _from_generator,
        "list_files": _list_files,
    }
    for name, handler in constructors.items():
        library.calls(f"{DATASET}.{name}", f"tensorflow.compat.v1.data.Dataset.{name}")(handler)
    library.calls(
        "tensorflow.data.TFRecordDataset",
        "tensorflow.data.TextLineDataset",
        "tensorflow.data.FixedLengthRecordDataset",
        "tensorflow.data.experimental.CsvDataset",
        "tensorflow.io.TFRecordDataset",
    )(_files)
    library.calls(
        "tensorflow.data.experimental.cardinality",
        "tensorflow.data.cardinality",
        "tensorflow.data.Dataset.cardinality",
    )(_cardinality)
    library.calls("tensorflow.data.experimental.make_csv_dataset")(_make_csv_dataset)
    library.calls(
        f"{DATASET}.sample_from_datasets",
        f"{DATASET}.choose_from_datasets",
        "tensorflow.data.experimental.sample_from_datasets",
        "tensorflow.data.experimental.choose_from_datasets",
    )(_mixed)
    for path in ("tensorflow.data.AUTOTUNE", "tensorflow.data.experimental.AUTOTUNE"):
        library.constant(path, -1)
    library.constant("tensorflow.data.INFINITE_CARDINALITY", ENDLESS)
    library.constant("tensorflow.data.UNKNOWN_CARDINALITY", -2)
    for name, method in METHODS.items():
        if not name.startswith("_") and name != "cardinality":
            library.calls(f"{DATASET}.{name}")(_through_class(method))


def _through_class(method: Any) -> Any:
    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        dataset = arguments.value(0)
        if not isinstance(dataset, DatasetValue):
            return ev.unknown(node)
        rest = Arguments(arguments.positional[1:], arguments.keywords)
        return method(dataset, rest, ev, node)

    return handle


def new_dataset(
    path: str, arguments: Arguments, pipeline: Pipeline, ev: Evaluator, node: CSTNode | None
) -> DatasetValue:
    """A dataset that begins a chain."""
    dataset = DatasetValue(path, bind(arguments, ("source",)), pipeline, ev, node)
    if pipeline.size is None:
        found = learnt(ev, node)
        if found.size is not None:
            count = found.size.samples if pipeline.batched is False else pipeline.count
            dataset.pipeline = replace(pipeline, size=found.size, count=count, classes=found.classes)
    record(dataset, ev)
    return dataset


def _to_arrays(value: Any, ev: Evaluator, node: CSTNode | None) -> Any:
    """Structures stay, their leaves become arrays; a list of numbers is one array, a list of arrays is stacked."""
    if isinstance(value, TupleValue):
        return TupleValue([_to_arrays(item, ev, node) for item in value.items], node, value.complete)
    if isinstance(value, DictValue):
        items = {key: _to_arrays(item, ev, node) for key, item in value.items.items()}
        return DictValue(items, node, value.complete)
    array = as_array(value, ev, node)
    return ev.unknown(node) if array is None else array


def _from_tensor_slices(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = arguments.get(0, "tensors")
    if given is None:
        return ev.unknown(node)
    whole = _to_arrays(given.value, ev, given.node)
    first = next((leaf for leaf in arrays_in(whole) if isinstance(leaf, ArrayValue)), None)
    count = None if first is None else first.length(ev, given.node)
    element = map_arrays(whole, unstack)
    size = None if count is None else Size(count, "", given.node)
    labels = whole.items[1] if isinstance(whole, TupleValue) and len(whole.items) > 1 else None
    classes = getattr(labels, "classes", None)
    return new_dataset(
        f"{DATASET}.from_tensor_slices", arguments, Pipeline(element, count, size, classes=classes), ev, node
    )


def _from_tensors(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = arguments.get(0, "tensors")
    element = ev.unknown(node) if given is None else _to_arrays(given.value, ev, given.node)
    return new_dataset(
        f"{DATASET}.from_tensors", arguments, Pipeline(element, 1, Size(1, "", node)), ev, node
    )


def _range(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    bounds = [ev.number(argument.value) for argument in arguments.positional]
    count: Any = None
    if bounds and None not in bounds:
        start, stop = (0, bounds[0]) if len(bounds) == 1 else (bounds[0], bounds[1])
        step = bounds[2] if len(bounds) > 2 else 1
        count = (
            ceil_divide(stop if known(start) == 0 else subtract(stop, start), step)
            if step != 1
            else (stop if known(start) == 0 else subtract(stop, start))
        )
        if count is not None and less(count, 0):
            count = 0
    element = ArrayValue(shape=(), dtype="int64", origin=(Source(("range", ev.new_key())),), node=node)
    size = None if count is None else Size(count, "", node)
    return new_dataset(f"{DATASET}.range", arguments, Pipeline(element, count, size), ev, node)


def _zip(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = arguments.value(0, "datasets")
    if len(arguments.positional) > 1:
        given = TupleValue([argument.value for argument in arguments.positional], node)
    parts = [leaf for leaf in arrays_in(given) if isinstance(leaf, DatasetValue)]
    if not parts or len(parts) != len(arrays_in(given)):
        return new_dataset(f"{DATASET}.zip", arguments, Pipeline(ev.unknown(node), sized=None), ev, node)
    element = map_arrays(given, lambda dataset: dataset.pipeline.element)
    return new_dataset(f"{DATASET}.zip", arguments, zipped(parts, element), ev, node)


def zipped(parts: list[DatasetValue], element: Any) -> Pipeline:
    """The facts of datasets gone through side by side."""
    facts = [rounds(part) for part in parts]
    finite = [f for f in facts if f.repeats != ENDLESS]
    count = least_count([f.count for f in finite or facts])
    samples = None
    if all(f.size is not None for f in finite or facts):
        samples = least_count([f.size.samples for f in finite or facts if f.size is not None])
    first = (finite or facts)[0]
    size = None if samples is None else Size(samples, first.size.source if first.size is not None else "")
    return replace(
        first,
        element=element,
        count=count,
        size=size,
        repeats=ENDLESS if not finite else first.repeats,
        sized=None if any(f.sized is None for f in facts) else all(f.sized for f in facts),
        shuffle=any(f.shuffle for f in facts),
        classes=next((f.classes for f in facts if f.classes is not None), None),
        class_names=next((f.class_names for f in facts if f.class_names is not None), None),
    )


def _from_generator(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    path = f"{DATASET}.from_generator"
    function = arguments.value(0, "generator")
    passed = as_items(arguments.value(3, "args")) or []
    source = ev.call(function, Arguments(tuple(Argument(value, node) for value in passed)), node)
    if isinstance(source, TupleValue | ListValue):
        source = source.items[0] if len(source.items) == 1 else None
    signature = _signature(arguments, ev)
    endless: bool | None = None
    size, batch = None, None
    element: Any = None
    if isinstance(source, PythonGenerator):
        endless = source.endless(ev)
        element = source.element(ev, node)
    elif isinstance(source, DataValue):
        element = source.elements(ev, node)
        facts = source.snapshot(ev)
        endless, size, batch = (
            (True if facts.kind == "generator" else facts.repeated),
            facts.size,
            facts.batch_size,
        )
    if element is None or isinstance(element, Unknown):
        element = signature if signature is not None else ev.unknown(node)
    count = None if size is None or batch is None else ceil_divide(size.samples, batch.value)
    pipeline = Pipeline(
        element,
        count,
        size,
        batch,
        batched=True if batch is not None else None,
        repeats=ENDLESS if endless else (1 if endless is False else None),
        shuffle=None,
        sized=False,
    )
    return new_dataset(path, arguments, pipeline, ev, node)


def _signature(arguments: Arguments, ev: Evaluator) -> Any:
    """The element that `output_signature`, or `output_shapes`, declares."""
    given = arguments.value(None, "output_signature")
    if given is not None:
        return map_arrays(given, lambda leaf: _declared(leaf, ev))
    shapes = arguments.value(2, "output_shapes")
    if isinstance(shapes, TupleValue) and any(
        isinstance(item, TupleValue | ListValue) for item in shapes.items
    ):
        return TupleValue([_shaped(item, ev) for item in shapes.items], shapes.node)
    return None


def _declared(spec: Any, ev: Evaluator) -> Any:
    if (
        isinstance(spec, Unknown)
        and spec.arguments is not None
        and (spec.origin or "").endswith("TensorSpec")
    ):
        return _shaped(spec.arguments.value(0, "shape"), ev)
    return ev.unknown(None)


def _shaped(shape: Any, ev: Evaluator) -> Any:
    items = as_items(shape)
    if items is None:
        return ev.unknown(None)
    dims = [new_dim(ev, "a variable size") if item is None else ev.number(item) for item in items]
    return ev.unknown(None) if None in dims else ArrayValue(shape=tuple(dims), steps=None)


def _list_files(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    pattern = arguments.value(0, "file_pattern")
    origin = (Source(("files", pattern if isinstance(pattern, str) else ev.new_key())),)
    shuffle = as_bool(arguments.value(1, "shuffle", default=True))
    element = ArrayValue(shape=(), dtype="str", origin=origin, node=node)
    pipeline = Pipeline(element, shuffle=shuffle is not False)
    dataset = new_dataset(f"{DATASET}.list_files", arguments, pipeline, ev, node)
    if dataset.pipeline.size is None:
        count = new_dim(ev, f"len({dataset.called})", node)
        dataset.pipeline = replace(dataset.pipeline, count=count, size=Size(count, "", node))
    return dataset


def _files(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    names = arguments.value(0, "filenames")
    key = names if isinstance(names, str) else names.key if isinstance(names, Unknown) else ev.new_key()
    element = ArrayValue(shape=(), dtype="str", origin=(Source(("files", key)),), node=node)
    path = "tensorflow.data.TFRecordDataset"
    return new_dataset(path, arguments, Pipeline(element, sized=False), ev, node)


def _make_csv_dataset(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = arguments.get(1, "batch_size")
    number = None if given is None else ev.number(given.value)
    epochs = arguments.value(None, "num_epochs")
    pipeline = Pipeline(
        ev.unknown(node),
        batch=None if given is None or number is None else Argument(number, given.node, "batch_size"),
        batched=True,
        repeats=ENDLESS if epochs is None else ev.number(epochs),
        shuffle=as_bool(arguments.value(None, "shuffle", default=True)),
        sized=False,
    )
    return new_dataset("tensorflow.data.experimental.make_csv_dataset", arguments, pipeline, ev, node)


def _mixed(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    parts = [
        item for item in as_items(arguments.value(0, "datasets")) or [] if isinstance(item, DatasetValue)
    ]
    if not parts:
        return ev.unknown(node)
    facts = parts[0].pipeline
    pipeline = replace(facts, count=None, size=None, sized=None, shuffle=True, repeats=facts.repeats)
    return new_dataset(f"{DATASET}.sample_from_datasets", arguments, pipeline, ev, node)


def _cardinality(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    dataset = arguments.value(0, "dataset")
    return dataset.cardinality(ev, node) if isinstance(dataset, DatasetValue) else ev.unknown(node)
