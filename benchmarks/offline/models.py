"""Every model that Keras makes while a script runs, and what it is made of."""

from __future__ import annotations

import contextlib
import functools
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SCRIPT = "<script>"
_OPERATIONS = frozenset(
    ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceMethod")
)


@dataclass
class Part:
    """A layer of a model as Keras built it.

    Attributes:
        shapes: its output's shape at each call in the model; empty where Keras has not built it.
        operation: a bare function or operator, which only some versions list.
    """

    name: str
    class_name: str
    shapes: list[list[int | None]]
    params: int | None
    operation: bool = False


@dataclass
class Built:
    """A model that Keras built.

    Attributes:
        lines: where the call that made it stands, first to last.
        whole: False where a statement about it has failed, so that a part of it may be missing.
    """

    lines: tuple[int, int]
    name: str
    class_name: str
    built: bool
    inputs: list[Any] | None
    outputs: list[Any] | None
    params: int | None
    parts: list[Part]
    whole: bool = True


class Models:
    """Every model that Keras makes, in order, and where the script made it."""

    def __init__(self) -> None:
        self.made: list[tuple[Any, tuple[int, int]]] = []
        self.latest: Any = None
        self._inside = 0

    def watch(self, *classes: Any) -> None:
        for cls in classes:
            cls.__init__ = self._noting(cls.__init__)

    def hide(self, cls: Any, method: str) -> None:
        """What this method makes is Keras's own business."""
        original = getattr(cls, method)

        @functools.wraps(original)
        def hidden(*args: Any, **kwargs: Any) -> Any:
            self._inside += 1
            try:
                return original(*args, **kwargs)
            finally:
                self._inside -= 1

        setattr(cls, method, hidden)

    def _noting(self, original: Callable[..., None]) -> Callable[..., None]:
        # Keras reads the signature off `__init__`, and wants it whole.
        @functools.wraps(original)
        def noting(self: Any, *args: Any, **kwargs: Any) -> None:
            note(self)
            original(self, *args, **kwargs)

        def note(model: Any) -> None:
            place = _place(model)
            if not self._inside and place and all(known is not model for known, _ in self.made):
                self.made.append((model, place))

        del noting.__wrapped__
        return noting

    def described(self, failed: list[Any]) -> list[Built]:
        """All of them as they are now; `failed` are objects that statements which raised have changed or not."""
        found = []
        for model, lines in self.made:
            with contextlib.suppress(AttributeError, ValueError):
                built = _describe(model, lines)
                built.whole = all(model is not value for value in failed)
                found.append(built)
        return found


def _place(model: Any) -> tuple[int, int] | None:
    """Where the script makes a model; its class's own `__init__` is no such place."""
    frame: types.FrameType | None = sys._getframe(3)
    while frame is not None and (frame.f_code.co_filename != SCRIPT or frame.f_locals.get("self") is model):
        frame = frame.f_back
    if frame is None:
        return None
    position = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return position[0] or frame.f_lineno, position[1] or frame.f_lineno


def _list(shape: Any) -> list[int | None]:
    return [None if dim is None else int(dim) for dim in shape]


def tensors(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [tensor for key in value for tensor in tensors(value[key])]
    return (
        [tensor for item in value for tensor in tensors(item)] if isinstance(value, list | tuple) else [value]
    )


def _describe(model: Any, lines: tuple[int, int]) -> Built:
    graph = getattr(model, "_functional", None) or model
    shapes: dict[int, list[list[int | None]]] = {}
    by_depth = getattr(graph, "_nodes_by_depth", None) or {}
    for depth in sorted(by_depth, reverse=True):
        for node in by_depth[depth]:
            layer = node.operation if hasattr(node, "operation") else node.layer
            outputs = tensors(node.outputtensors if hasattr(node, "outputtensors") else node.outputs)
            shapes.setdefault(id(layer), []).append(_list(outputs[0].shape))
    built = bool(by_depth)
    parts = model.layers if graph is not model or not hasattr(model, "operations") else model.operations
    return Built(
        lines,
        model.name,
        type(model).__name__,
        built or bool(model.built),
        [_list(tensor.shape) for tensor in tensors(model.inputs)] if built else None,
        [_list(tensor.shape) for tensor in tensors(model.outputs)] if built else None,
        _params(model) if built or model.built else None,
        [_part(part, shapes.get(id(part), [])) for part in parts],
    )


def _part(part: Any, shapes: list[list[int | None]]) -> Part:
    operation = not hasattr(part, "count_params") or type(part).__name__ in _OPERATIONS
    return Part(part.name, type(part).__name__, shapes, 0 if operation else _params(part), operation)


def _params(layer: Any) -> int | None:
    try:
        return int(layer.count_params())
    except Exception:  # noqa: BLE001
        # Not built: Keras has another exception for this in each version.
        return None
