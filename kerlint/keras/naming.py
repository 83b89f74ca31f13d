"""How Keras names objects by themselves: `max_pooling2d_1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache


@lru_cache(maxsize=1024)
def snake_case(name: str) -> str:
    """`MaxPooling2D` -> `max_pooling2d`, as `keras.src.utils.naming.to_snake_case` does it."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


# Classes that Keras itself calls by another name than the one it exports.
_CLASS_NAMES = {"GroupQueryAttention": "GroupedQueryAttention"}
_AUGMENTATIONS = (
    "RandomShear RandomTranslation RandomRotation Solarization RandomPosterization AutoContrast Equalization "
    "RandomBrightness RandomColorDegeneration RandomContrast RandomSharpness"
)
# Layers that a layer makes for itself in its constructor, and those it makes when it is first called: each uses up
# a name. Source: the classes' `__init__` and `build` in Keras 3.
_MAKES = {"AugMix": _AUGMENTATIONS, "RandAugment": _AUGMENTATIONS, "TextVectorization": "StringLookup"}
_MAKES_WHEN_CALLED = {"GroupQueryAttention": "Softmax Dropout", "MultiHeadAttention": "Softmax Dropout"}


class Names:
    """The counters behind automatic names; one for a run of the script."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._inside = 0

    def new(self, class_name: str) -> str:
        """The next name for a class: `dense`, then `dense_1`."""
        base = snake_case(_CLASS_NAMES.get(class_name, class_name))
        count = self._used.get(base, 0)
        self._used[base] = count + 1
        return base if count == 0 else f"{base}_{count}"

    def made(self, class_name: str) -> None:
        """A layer of this class was made, and with it the layers inside."""
        for inner in _MAKES.get(class_name, "").split():
            self.new(inner)

    def called(self, class_name: str) -> None:
        """A layer of this class was called for the first time."""
        for inner in _MAKES_WHEN_CALLED.get(class_name, "").split():
            self.new(inner)

    def of_function(self, name: str) -> str:
        """The name of a function's call in a graph; what runs inside a layer is no part of one."""
        return snake_case(name) if self._inside else self.new(name)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """While a layer's own code runs."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def clear(self) -> None:
        """Start again, as `keras.backend.clear_session()` does."""
        self._used.clear()
