"""Write `kerlint/keras/catalog/applications.json`: the architectures of `keras.applications`.

    python tools/make_applications.py [NAME ...]

Builds every architecture of the installed `keras` (3), and those that only `tf_keras` (2) has, without weights, and
counts. The number of weights is a straight line in the number of input channels, and the top's one in the number of
classes. Takes some minutes. `tests/keras/test_applications_agree.py` holds the result against further models.
"""

from __future__ import annotations

import inspect
import json
import math
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "kerlint" / "keras" / "catalog" / "applications.json"

# How the sides of an image shrink: each pair (a, s) stands for floor((side + a) / s) + 1. Read from the architectures
# (a convolution without padding and a kernel of 3 is (-3, stride), one padded to halve and round up is (-1, 2)), and
# held against every model built here.
_HALVED_5_TIMES_UP = [[-1, 32]]
_HALVED_5_TIMES_DOWN = [[-32, 32]]
_INCEPTION = [[-3, 2], [-3, 1], [-3, 2], [-3, 1], [-3, 2], [-3, 2], [-3, 2]]
SHRINKING = {
    "convnext": _HALVED_5_TIMES_DOWN,
    "densenet": [[-1, 4], [-8, 8]],
    "efficientnet": _HALVED_5_TIMES_UP,
    "efficientnet_v2": _HALVED_5_TIMES_UP,
    "inception_resnet_v2": _INCEPTION,
    "inception_v3": _INCEPTION,
    "mobilenet": [[-1, 2], [-16, 16]],
    "mobilenet_v2": _HALVED_5_TIMES_UP,
    "mobilenet_v3": _HALVED_5_TIMES_UP,
    "nasnet": [[-3, 2], [-1, 16]],
    "regnet": _HALVED_5_TIMES_UP,
    "resnet": _HALVED_5_TIMES_UP,
    "resnet_v2": _HALVED_5_TIMES_UP,
    "vgg16": _HALVED_5_TIMES_DOWN,
    "vgg19": _HALVED_5_TIMES_DOWN,
    "xception": [[-3, 2], [-3, 1], [-1, 16]],
}

# Their pretrained weights come in sizes of their own, chosen by the image.
LEFT_OUT = ("resnet_rs",)

# The widths besides 1 for which there are weights.
WIDTHS = {
    "MobileNet": (0.25, 0.5, 0.75),
    "MobileNetV2": (0.35, 0.5, 0.75, 1.3, 1.4),
    "MobileNetV3Large": (0.75,),
    "MobileNetV3Small": (0.75,),
}


def shrunk(side: int, steps: list[list[int]]) -> int:
    for added, stride in steps:
        side = (side + added) // stride + 1
    return side


@dataclass(frozen=True)
class Facts:
    """What is kept of a built model."""

    output: tuple[int | None, ...]
    params: int
    trainable: int
    last_width: int
    rescales: bool

    @classmethod
    def of(cls, model: Any) -> Facts:
        def size(weights: Any) -> int:
            return sum(math.prod(int(dim) for dim in weight.shape) for weight in weights)

        return cls(
            tuple(model.output_shape),
            size(model.weights),
            size(model.trainable_weights),
            # The last weights are the last layer's kernel and bias.
            int(model.weights[-2].shape[-2]) if len(model.weights[-2].shape) > 1 else 0,
            any(type(layer).__name__ in ("Rescaling", "Normalization") for layer in model.layers),
        )


def line(points: list[tuple[int, int]]) -> list[int]:
    """(constant, slope) of the line through two points."""
    (x, a), (y, b) = points
    slope, rest = divmod(b - a, y - x)
    assert rest == 0
    return [a - slope * x, slope]


class Measured:
    """One package's architectures."""

    def __init__(self, keras: Any) -> None:
        self.keras = keras

    def build(self, name: str, **arguments: Any) -> Facts:
        """What a model built without weights looks like; its variables are never filled."""
        function = getattr(self.keras.applications, name)
        if hasattr(self.keras, "StatelessScope"):
            with self.keras.StatelessScope():
                facts = Facts.of(function(weights=None, **arguments))
                # Or leaving the scope would fill them.
                self.keras.backend.clear_session()
            return facts
        import tensorflow as tf

        with tf.Graph().as_default():
            facts = Facts.of(function(weights=None, **arguments))
        self.keras.backend.clear_session()
        return facts

    def refusal(self, name: str, pattern: str, **arguments: Any) -> int | None:
        """The number that the pattern finds in the refusal of the arguments, None where they are taken."""
        try:
            getattr(self.keras.applications, name)(**arguments)
        except ValueError as error:
            found = re.search(pattern, str(error))
            if found:
                return int(found[1])
            raise
        return None

    def numbers(self, name: str, least: int, steps: list[list[int]], **arguments: Any) -> dict[str, Any]:
        """Features and weights, with and without the top."""
        found = []
        for channels, height, width in ((1, least + 13, 2 * least + 22), (3, 129, 200)):
            model = self.build(name, include_top=False, input_shape=(height, width, channels), **arguments)
            _, *sides, features = model.output
            assert sides == [shrunk(height, steps), shrunk(width, steps)], (name, height, width, sides)
            found.append((channels, model, features))
        assert found[0][2] == found[1][2]
        base = {
            "features": found[0][2],
            "params": line([(channels, model.params) for channels, model, _ in found]),
            "trainable": line([(channels, model.trainable) for channels, model, _ in found]),
            "rescales": found[1][1].rescales,
        }
        return {**base, **self.top(name, base, steps, **arguments)}

    def top(
        self, name: str, base: dict[str, Any], steps: list[list[int]], **arguments: Any
    ) -> dict[str, Any]:
        """The weights of the top: a constant, so many for a class and, where it flattens, for a pixel."""
        lines = []
        for height, width, channels in ((96, 128, 4), (160, 130, 3)):
            model = self.build(
                name, include_top=True, classes=7, input_shape=(height, width, channels), **arguments
            )
            assert model.output == (None, 7)
            added = model.params - base["params"][0] - base["params"][1] * channels
            assert added == model.trainable - base["trainable"][0] - base["trainable"][1] * channels, name
            area = shrunk(height, steps) * shrunk(width, steps)
            lines.append((area, added - 7 * (model.last_width + 1)))
        constant, per_pixel = line(lines)
        top = {"top": [constant, model.last_width + 1]}
        return {**top, "top_per_pixel": per_pixel} if per_pixel else top

    def scaling(self, module: str) -> str:
        """What `preprocess_input` does, by Keras's own names for the ways."""
        import numpy as np

        white = np.full((1, 1, 1, 3), 255.0, "float32")
        done = np.asarray(getattr(self.keras.applications, module).preprocess_input(white)).ravel()
        if np.allclose(done, 255):
            return "none"
        if np.allclose(done, 1):
            return "tf"
        return "caffe" if done[0] > 100 else "torch"

    def architecture(self, name: str) -> dict[str, Any]:
        function = getattr(self.keras.applications, name)
        module = function.__module__.rpartition(".")[2]
        steps = SHRINKING[module]
        least = self.refusal(
            name, r"at least (\d+)x\1", weights=None, include_top=False, input_shape=(1, 1, 3)
        )
        assert least is not None
        size = None
        if module != "mobilenet_v3":
            # The only ones whose top takes images of any size, with their weights too.
            size = self.refusal(name, r"should be \((\d+), \1, 3\)", input_shape=(999, 999, 3))
        found = {
            "module": module,
            "least": least,
            "size": size,
            "shrinking": steps,
            "preprocessing": self.scaling(module),
            **self.numbers(name, least, steps),
        }
        variants = {
            f"alpha={width}": self.numbers(name, least, steps, alpha=width) for width in WIDTHS.get(name, ())
        }
        if module == "mobilenet_v3":
            variants["minimalistic"] = self.numbers(name, least, steps, minimalistic=True)
        if variants:
            found["variants"] = variants
        return found


def names(keras: Any) -> list[str]:
    """The architectures that are measured."""
    functions = {name: value for name, value in vars(keras.applications).items() if inspect.isfunction(value)}
    return sorted(n for n, f in functions.items() if f.__module__.rpartition(".")[2] not in LEFT_OUT)


def main() -> int:
    import tf_keras

    import keras

    found: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    for package, wanted in ((keras, names(keras)), (tf_keras, sorted({*names(tf_keras)} - {*names(keras)}))):
        measured = Measured(package)
        for name in wanted:
            if len(sys.argv) > 1 and name not in sys.argv[1:]:
                continue
            found[name] = measured.architecture(name)
            lines = [f"  {json.dumps(key)}: {json.dumps(found[key])}" for key in sorted(found)]
            TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
            print(name, found[name]["params"], flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
