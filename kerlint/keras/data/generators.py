"""ImageDataGenerator and its iterators: `flow`, `flow_from_directory`, `flow_from_dataframe`.

Facts from keras/src/legacy/preprocessing/image.py; those of Keras 2 are the same, older argument names aside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.file_flows import DataFrameFlow, DirectoryFlow
from kerlint.keras.data.flows import Flow, NumpyFlow
from kerlint.keras.data.transforms import FIXED, RANDOM, Transforms, transforms
from kerlint.keras.data.values import DataValue, bind_call, placed, record, record_call
from kerlint.script import Call, DataSource
from kerlint.symbolic.values import Argument, Arguments, BoundMethod, Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

TARGET = "keras.preprocessing.image.ImageDataGenerator"
_STATE = (*RANDOM, *FIXED, "fill_mode", "cval", "data_format", "zca_epsilon", "interpolation_order", "dtype")
_FLOWS: dict[str, type[Flow]] = {
    "flow": NumpyFlow,
    "flow_from_directory": DirectoryFlow,
    "flow_from_dataframe": DataFrameFlow,
}


class ImageDataGeneratorValue(DataValue):
    """An ImageDataGenerator: what it does to images, and where its iterators come from.

    Attributes:
        settings: its arguments by name, as the script's assignments changed them since.
        fitted: was `fit` called on it?
    """

    __slots__ = ("fitted", "settings")

    def __init__(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
        bound = bind_call(TARGET, arguments, ev)
        complete = not (arguments.open_positional or arguments.open_keywords)
        super().__init__(TARGET, bound, ev, node, complete)
        self.settings = dict(bound)
        self.fitted = False

    def copied(self, ev: Evaluator, node: CSTNode | None) -> ImageDataGeneratorValue:
        """What `copy.copy` gives: another generator with the same settings."""
        made = ImageDataGeneratorValue(Arguments((), self.settings), ev, node or self.node)
        made.call_made = replace(self.call_made, key=made.key)
        made.fitted = self.fitted
        return made

    def transforms(self, ev: Evaluator) -> tuple[Transforms | None, Transforms | None]:
        """Random and fixed transforms as switched on now."""
        return transforms(self.settings, self.call_made.complete, ev, self.node)

    def snapshot(self, ev: Evaluator) -> DataSource:
        """The generator is no data itself: only what it does is known."""
        augmentation, preprocessing = self.transforms(ev)
        return DataSource(
            self.key,
            "unknown",
            self.node,
            self.name,
            augmentation=augmentation,
            preprocessing=preprocessing,
            factory=self.call_made,
        )

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        if name in _FLOWS:
            return BoundMethod(name, self._flow_method(name), self)
        if name in ("fit", "standardize", "random_transform", "apply_transform"):
            return BoundMethod(name, getattr(self, f"_{name}"), self)
        if name in self.settings:
            return self.settings[name].value
        return ev.unknown(node, f"{self.name}.{name}" if self.name else name)

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name in _STATE:
            self.settings[name] = Argument(value, node, name)
        else:
            self.attributes[name] = value
        if name in ("mean", "std", "zca_whitening_matrix", "principal_components"):
            self.fitted = True

    def _flow_method(self, name: str) -> Callable[[Arguments, Any, Any], Any]:
        return lambda arguments, ev, node: make_flow(name, self, arguments, ev, node)

    def _fit(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
        self.fitted = True
        bound = bind_call(f"{TARGET}.fit", arguments, ev)
        record_call(Call(f"{TARGET}.fit", bound, placed(node), not arguments.open_keywords, self.key), ev)

    def _standardize(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return self._applied(arguments, ev, node, random=False)

    def _random_transform(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return self._applied(arguments, ev, node, random=True)

    def _apply_transform(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # With parameters of the script's own: what changes is not known to be random.
        return ev.unknown(node)

    def _applied(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None, random: bool) -> Any:
        """An array that went through the transforms by hand, as one step each."""
        from kerlint.keras.data.elements import with_transforms

        done = self.transforms(ev)[0 if random else 1]
        value = arguments.value(0, "x")
        return ev.unknown(node) if done is None else with_transforms(value, done, ev, node)


def make_flow(
    method: str,
    factory: ImageDataGeneratorValue | None,
    arguments: Arguments,
    ev: Evaluator,
    node: CSTNode | None,
) -> Flow:
    """The iterator that a `flow*` call returns; `factory` is None where the generator itself is not known."""
    target = f"{TARGET}.{method}"
    bound = bind_call(target, arguments, ev)
    complete = not (arguments.open_positional or arguments.open_keywords)
    flow = _FLOWS[method](target, bound, factory, ev, node, complete)
    record(flow, ev)
    return flow


def register(library: Library) -> None:
    """ImageDataGenerator, and its iterators made by an object that is not known."""

    @library.calls(TARGET)
    def image_data_generator(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        made = ImageDataGeneratorValue(arguments, ev, node)
        record_call(made.call_made, ev)
        return made

    @library.method("flow_from_directory", "flow_from_dataframe")
    def unknown_factory(
        name: str, receiver: Unknown, arguments: Arguments, ev: Evaluator, node: CSTNode | None
    ) -> Any:
        return make_flow(name, None, arguments, ev, node)
