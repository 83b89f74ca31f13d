"""Which arguments of ImageDataGenerator change images, and whether at random, against what real images go through."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from kerlint.script import samples
from kerlint.symbolic.arithmetic import known
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow

GENERATORS = 120
VALUES = {
    "featurewise_center": ["False"],
    "samplewise_center": ["True", "False", "0", "1"],
    "samplewise_std_normalization": ["True", "False"],
    "rotation_range": ["0", "30", "0.0"],
    "width_shift_range": ["0.", "0.3", "2", "[-2, 2]"],
    "height_shift_range": ["0", "0.3"],
    "brightness_range": ["None", "(0.2, 0.5)"],
    "shear_range": ["0", "40"],
    "zoom_range": ["0", "0.5", "[0.5, 0.6]", "(1, 1)", "[1.0, 1.0]"],
    "channel_shift_range": ["0.", "80.0"],
    "horizontal_flip": ["True", "False"],
    "vertical_flip": ["True", "False", "1"],
    "fill_mode": ["'constant'"],
    "cval": ["3.0"],
    "rescale": ["None", "0", "1/255", "1. / 255"],
    "preprocessing_function": ["None", "double", "noisy", "lambda image: image + 1"],
}
SETUP = """
import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator

def double(image):
    return image * 2

def noisy(image):
    return image + np.random.normal(size=image.shape)

"""


def _generator(chance: random.Random) -> str:
    given = [f"{name}={chance.choice(values)}" for name, values in VALUES.items() if chance.random() < 0.25]
    return f"ImageDataGenerator({', '.join(given)})"


def _behaviour(generator: Any) -> tuple[bool, bool]:
    """Does it change images from pass to pass, and does it change them at all?"""
    image = np.random.default_rng(1).uniform(60, 190, (12, 12, 3)).astype("float32")
    seen = []
    for seed in range(20):
        np.random.seed(seed)
        seen.append(generator.standardize(generator.random_transform(image.copy())))
    varies = any(not np.allclose(other, seen[0]) for other in seen)
    return varies, any(not np.allclose(other, image) for other in seen)


def test_random_generators() -> None:
    pytest.importorskip("tensorflow")
    namespace: dict[str, Any] = {}
    exec(SETUP, namespace)
    wrong = []
    for piece in range(GENERATORS):
        call = _generator(random.Random(piece))
        varies, changes = _behaviour(eval(call, namespace))
        script = read(f"{SETUP}flow = {call}.flow_from_directory('somewhere')\n")
        (ours,) = script.data
        assert ours.augmentation is not None
        assert ours.preprocessing is not None
        if bool(ours.augmentation) != varies:
            wrong.append(f"{call} varies: {varies}, told {[t.name for t in ours.augmentation]}")
        if not varies and bool(ours.preprocessing) != changes:
            wrong.append(f"{call} changes: {changes}, told {[t.name for t in ours.preprocessing]}")
    assert not wrong, "\n".join(wrong)


FLOWS = [
    "flow(x, y)",
    "flow(x)",
    "flow(x, y, 7, subset='training')",
    "flow(x, y, subset='validation', batch_size=4)",
    "flow(x, one_hot, batch_size=3, shuffle=False)",
    "flow((x, other), y, batch_size=6)",
]


@pytest.mark.parametrize("flow", FLOWS)
def test_flows_of_arrays(flow: str) -> None:
    """Samples, batches and shapes of `flow`."""
    pytest.importorskip("tensorflow")
    text = SETUP + (
        "x = np.zeros((29, 10, 8, 3))\ny = np.arange(29) % 2\none_hot = np.eye(2)[y]\nother = np.zeros((29, 4))\n"
        "made = ImageDataGenerator(validation_split=0.3)\n"
        f"flow = made.{flow}\n"
    )
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    real = namespace["flow"]
    (ours,) = read(text).data
    assert samples(ours) == real.n
    assert known(ours.length) == len(real)
    batch = next(real)
    images = batch[0] if isinstance(batch, tuple) else batch
    images = images[0] if isinstance(images, list) else images
    assert ours.inputs is not None
    assert ours.inputs[1:] == images.shape[1:]
    if isinstance(batch, tuple):
        assert ours.labels is not None
        assert tuple(known(dim) for dim in ours.labels[1:]) == batch[1].shape[1:]
    else:
        assert ours.encoding == "none"
