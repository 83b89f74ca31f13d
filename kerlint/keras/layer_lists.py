"""`model.layers` where not every layer is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.keras.layers_value import LayerValue, StandInLayer
from kerlint.keras.models import ModelValue
from kerlint.symbolic.arithmetic import Quantity
from kerlint.symbolic.values import BoundMethod, ListValue, SliceValue, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


class LayerList(ListValue):
    """`model.layers` where not all layers are listed: any one of them stands for all."""

    __slots__ = ("model", "whole")

    def __init__(
        self, model: ModelValue, items: list[LayerValue], node: CSTNode | None, whole: bool = True
    ) -> None:
        super().__init__(items, node, complete=False)
        self.model = model
        self.whole = whole

    def element(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self._any(ev, node)

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        number = index.value if isinstance(index, Quantity) else index
        if isinstance(number, int) and not isinstance(number, bool) and number < 0:
            # From the end the layers are listed up to the first one with hidden parts.
            tail: list[Any] = []
            for layer in reversed(self.items):
                if isinstance(layer, ModelValue):
                    break
                tail.append(layer)
            if self.model.graph().nodes and -number <= len(tail):
                return tail[-number - 1]
        if isinstance(index, SliceValue):
            everything = index.start is None and index.stop is None
            return LayerList(self.model, list(self.items), self.node, self.whole and everything)
        return self._any(ev, node, False)

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.symbol_of(f"len({self.model.variable or 'model'}.layers)").quantity()

    def truth(self) -> bool | None:
        return True

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "pop":
            return BoundMethod(name, lambda arguments, ev, node: self._any(ev, node, False), self)
        return super().get_attribute(name, ev, node)

    def _any(self, ev: Evaluator, node: CSTNode | None, every: bool = True) -> Any:
        at = node or self.model.made.node
        hidden: list[LayerValue] = [layer for layer in self.items if isinstance(layer, ModelValue)]
        listed = [layer for layer in self.items if not isinstance(layer, ModelValue)]
        models = hidden or [self.model]
        return StandInGroup(models, listed if hidden else [], ev.new_key(), at, every and self.whole)


class StandInGroup(StandInLayer):
    """Any one of the layers of a model, some of which are listed."""

    def __init__(
        self, models: list[LayerValue], listed: list[LayerValue], key: int, node: CSTNode, all_of_them: bool
    ) -> None:
        super().__init__(models[0], key, node, all_of_them)
        self.models = models
        self.listed = listed

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if name != "trainable":
            return
        truth = as_bool(value)
        for layer in (*self.models, *self.listed):
            if self.all:
                layer.trainable = truth
            elif layer.trainable != truth:
                layer.trainable = None
