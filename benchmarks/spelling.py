"""How scripts spell Keras's names, calls and arguments."""

from __future__ import annotations

import random
from typing import Any

from kerlint.keras.layers import spec
from tests.keras.layer_cases import Inner

_STYLES: dict[str, tuple[str, str, str]] = {
    # name: (imports, prefix of layers, prefix of Sequential and Model)
    "layers": ("import keras\nfrom keras import layers", "layers.", "keras."),
    "tf": ("import tensorflow as tf", "tf.keras.layers.", "tf.keras."),
    "tf models": ("import tensorflow as tf", "tf.keras.layers.", "tf.keras.models."),
    "from tensorflow": ("from tensorflow import keras", "keras.layers.", "keras.models."),
    "names": ("from {root}.layers import {names}\nfrom {root}.models import Model, Sequential", "", ""),
    "star": ("from keras.layers import *\nfrom keras.models import Model, Sequential", "", ""),
    "short": ("import keras as k\nimport keras.layers as L", "L.", "k."),
}


class Writer:
    """Lines of a script; knows how the script spells Keras's names and moves some values to variables."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._imports, self._prefix, self._models = _STYLES[rng.choice(list(_STYLES))]
        self._root = rng.choice(("keras", "tensorflow.keras"))
        self._names: set[str] = {"Input"}
        self._more: list[str] = []
        self.lines: list[str] = []
        self.indent = ""
        self._count = 0

    def line(self, text: str) -> None:
        self.lines.append(f"{self.indent}{text}" if text else "")

    def fresh(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"

    def layer(self, name: str) -> str:
        self._names.add(name)
        return f"{self._prefix}{name}"

    def needs(self, statement: str) -> None:
        """An import besides Keras's layers and models."""
        if statement not in self._more:
            self._more.append(statement)

    def model(self, name: str) -> str:
        return f"{self._models}{name}"

    def text(self) -> str:
        imports = self._imports.format(root=self._root, names=", ".join(sorted(self._names)))
        return "\n".join(["import numpy as np", imports, *self._more, "", *self.lines, ""])

    def value(self, value: Any) -> str:
        """An argument, now and then by way of a variable or a small sum."""
        text = self._plain(value)
        if isinstance(value, Inner) or (isinstance(value, list) and value and isinstance(value[0], Inner)):
            return text
        choice = self.rng.random()
        if choice < 0.1:
            name = self.fresh("value")
            self.line(f"{name} = {text}")
            return name
        if choice < 0.18 and type(value) is int and value > 1:
            return self.rng.choice((f"{value - 1} + 1", f"{2 * value} // 2", f"{value + 3} - 3"))
        if choice < 0.22 and type(value) is tuple and len(set(value)) == 1 and type(value[0]) is int:
            return f"({value[0]},) * {len(value)}"
        return text

    def _plain(self, value: Any) -> str:
        if isinstance(value, Inner):
            return self.made(value.class_name, value.arguments)
        if isinstance(value, list):
            return "[" + ", ".join(self._plain(entry) for entry in value) + "]"
        return repr(value)

    def made(self, class_name: str, arguments: dict[str, Any]) -> str:
        """The call that makes a layer."""
        rest = dict(arguments)
        given = []
        known = spec(class_name)
        if known is not None and self.rng.random() < 0.5:
            for parameter in known.parameters[: self.rng.randint(1, 3)]:
                if parameter not in rest:
                    break
                given.append(self.value(rest.pop(parameter)))
        if len(rest) > 1 and self.rng.random() < 0.08:
            name = self.fresh("options")
            pairs = {key: self._plain(value) for key, value in rest.items()}
            if self.rng.random() < 0.5:
                self.line(f"{name} = dict({', '.join(f'{k}={v}' for k, v in pairs.items())})")
            else:
                self.line(f"{name} = {{{', '.join(f'{k!r}: {v}' for k, v in pairs.items())}}}")
            given.append(f"**{name}")
        else:
            given += [f"{key}={self.value(value)}" for key, value in rest.items()]
        return f"{self.layer(class_name)}({', '.join(given)})"
