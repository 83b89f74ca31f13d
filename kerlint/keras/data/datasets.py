"""tf.data.Dataset: the facts of one, and how they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import (
    arrays_in,
    batch_shape,
    inputs_and_labels,
    label_names,
    leading,
    origins_of,
    transforms_of,
)
from kerlint.keras.data.values import DataValue, replace_recorded
from kerlint.script import Call, DataSource, Size
from kerlint.symbolic.arithmetic import multiply, symbol
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.values import Argument, Arguments, BoundMethod, ListValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Shape
    from kerlint.symbolic.evaluator import Evaluator

ENDLESS = -1
UNKNOWN_CARDINALITY = -2


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The facts of a dataset; methods make new ones with `replace`.

    Attributes:
        element: what one step yields: an array or a structure of arrays, Unknown where not known.
        count: elements of one pass, a Number; None where not known.
        size: samples of one pass.
        batch: the batch size argument; None where not batched or not known.
        batched: does an element hold several samples? None where not known.
        dropping: may batches have left a rest out?
        repeats: passes: a Number, ENDLESS, or None where not known.
        passes: how often such a pass goes through the data: rounds that were counted as one.
        shuffle: is it shuffled? None where not known.
        sized: does TensorFlow know its cardinality?
        class_names: the attribute that `*_dataset_from_directory` sets.
        classes: their number, a Number.
        directory, subset, split: as in DataSource.
    """

    element: Any
    count: Any = None
    size: Size | None = None
    batch: Argument | None = None
    batched: bool | None = False
    dropping: bool = False
    repeats: Any = 1
    passes: Any = 1
    shuffle: bool | None = False
    sized: bool | None = True
    class_names: tuple[str, ...] | None = None
    classes: Any = None
    directory: str | None = None
    subset: str | None = None
    split: Any = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class DatasetValue(DataValue):
    """A tf.data.Dataset."""

    __slots__ = ("pipeline", "root")

    def __init__(
        self,
        target: str,
        arguments: Mapping[str, Argument],
        pipeline: Pipeline,
        ev: Evaluator,
        node: CSTNode | None,
    ) -> None:
        super().__init__(target, arguments, ev, node)
        self.pipeline = pipeline
        # The call that the chain began with.
        self.root: Call = self.call_made

    def derive(self, pipeline: Pipeline, ev: Evaluator, node: CSTNode | None) -> DatasetValue:
        """The dataset that a method of this one makes."""
        made = DatasetValue(self.call_made.target, self.call_made.arguments, pipeline, ev, node)
        made.root = self.root
        made.name = made.name or self.name
        replace_recorded(self, made, ev)
        return made

    def snapshot(self, ev: Evaluator) -> DataSource:
        """The dataset as fit sees it."""
        facts = self.pipeline
        pair = inputs_and_labels(facts.element)
        x, y = pair if pair is not None else (None, None)
        augmentation, preprocessing = transforms_of(x) if x is not None else (None, None)
        labels = leading(y)
        repeated = None if facts.repeats is None else facts.repeats == ENDLESS
        encoding: str | None = None if labels is None else labels.encoding
        if pair is not None and y is None:
            encoding = "none"
        return DataSource(
            self.key,
            "dataset",
            self.node,
            self.name,
            size=self._all_samples(),
            batch_size=facts.batch,
            length=self.pass_length(),
            shuffle=facts.shuffle,
            augmentation=augmentation,
            preprocessing=preprocessing,
            repeated=repeated,
            passes=multiply(facts.passes, self._finite_repeats()),
            sized=False if repeated else facts.sized,
            call=self.root,
            directory=facts.directory,
            subset=facts.subset,
            split=facts.split,
            inputs=batch_shape(x) if facts.batched else None,
            labels=batch_shape(y) if facts.batched and y is not None else None,
            sample=_shape(x) if facts.batched is False else None,
            label_names=label_names(y),
            encoding=encoding,
            classes=facts.classes if facts.classes is not None else getattr(labels, "classes", None),
            origin=origins_of(x) if x is not None else (),
        )

    def _finite_repeats(self) -> Any:
        return 1 if self.pipeline.repeats in (ENDLESS, None) else self.pipeline.repeats

    def _all_samples(self) -> Size | None:
        """Samples of one pass of fit: `repeat(3)` makes one pass of three."""
        size, repeats = self.pipeline.size, self._finite_repeats()
        if size is None or repeats == 1:
            return size
        return Size(multiply(size.samples, repeats), size.source, size.node)

    def pass_length(self) -> Any:
        """Elements of one pass, those of an endless dataset of one round."""
        repeats = self._finite_repeats()
        count = self.pipeline.count
        return count if repeats == 1 or count is None else multiply(count, repeats)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        facts = self.pipeline
        if facts.repeats == ENDLESS or facts.repeats is None:
            return None
        length = self.pass_length()
        return symbol((self.key, "len"), f"len({self.called})", node) if length is None else length

    def cardinality(self, ev: Evaluator, node: CSTNode | None) -> Any:
        """What `cardinality` returns."""
        facts = self.pipeline
        if facts.repeats == ENDLESS:
            return ENDLESS
        if facts.sized is False:
            return UNKNOWN_CARDINALITY
        length = None if facts.sized is None else self.length(ev, node)
        return ev.unknown(node) if length is None else length

    def elements(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.pipeline.element

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.data.dataset_methods import METHODS

        if name in self.attributes:
            return self.attributes[name]
        if name == "class_names" and self.pipeline.class_names is not None:
            return ListValue(self.pipeline.class_names, node)
        if name == "class_names" and self.pipeline.classes is not None:
            return _Names(self.pipeline.classes, node)
        if name in self.pipeline.extra:
            return self.pipeline.extra[name]
        if name == "num_classes" and self.pipeline.classes is not None:
            return self.pipeline.classes
        method = METHODS.get(name)
        if method is not None:
            return BoundMethod(name, _bound(method, self), self)
        return ev.unknown(node, f"{self.name}.{name}" if self.name else name)


def _shape(structure: Any) -> Shape | None:
    """The shape of a single array, None for several or where it is not known."""
    leaves = arrays_in(structure)
    return leaves[0].shape if len(leaves) == 1 and isinstance(leaves[0], ArrayValue) else None


class _Names(ListValue):
    """`class_names` where only their number is known."""

    __slots__ = ("count",)

    def __init__(self, count: Any, node: CSTNode | None) -> None:
        super().__init__((), node, complete=False)
        self.count = count

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.count


Method = Callable[[DatasetValue, Arguments, "Evaluator", "CSTNode | None"], Any]


def _bound(method: Method, dataset: DatasetValue) -> Callable[[Arguments, Any, Any], Any]:
    return lambda arguments, ev, node: method(dataset, arguments, ev, node)
