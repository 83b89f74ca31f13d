"""KER202 preprocessing-mismatch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.symbolic.arithmetic import describe, known, same

from .generators import like, trained_with
from .held_out import HeldOut, held_out, sentence, title, written
from .raw_data import from_files, same_raw_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kerlint.script import DataSource, Script, Transform

# 1/255 and 1/256 scale alike for every purpose.
TOLERANCE = 0.02
# Steps that leave the numbers as they are, or are compared as the shape of the input.
NEUTRAL = frozenset({"cast", "resize", "batch", "reshape", "expand_dims"})
AFFINE = ("rescale", "add", "subtract", "divide")


class PreprocessingMismatch(Rule):
    """Training and validation data are scaled or normalised differently.

    What it finds
    -------------
    Deterministic steps that differ between the training data and the data for `validation_data`, `evaluate`
    or `predict`: `rescale`, `/ 255`, centring and normalisation, `preprocessing_function`, `Rescaling`
    layers in a `map`, and for images from files the `target_size` and the `color_mode`. It speaks only
    where both sides are known in full, or differ in scale whatever else is done to them, and where both come
    from the same kind of raw data: images from files, the parts of a data set, the results of one call.

    Why is this bad?
    ----------------
    The model is scored on numbers that it never saw. Measured with Keras 3.15 on scikit-learn's digits:
    trained on 0-255 and validated on 0-1, the validation accuracy is 0.25 instead of 0.87. The other way
    round the accuracy hardly moves in a network of ReLUs, but the validation loss is 8.6 instead of 0.15,
    and early stopping follows it. Keras 2.10 does the same.

    Example
    -------
    The test images keep their values from 0 to 255:

    ```python
    train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("data/train")
    test = ImageDataGenerator().flow_from_directory("data/test")
    model.fit(train, validation_data=test)
    ```

    Both are scaled:

    ```python
    train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("data/train")
    test = ImageDataGenerator(rescale=1 / 255).flow_from_directory("data/test")
    model.fit(train, validation_data=test)
    ```

    Fix
    ---
    Do to the held-out data exactly what is done to the training data. Between two `ImageDataGenerator`s the
    fix adds the step that one of them leaves out, and takes the training's where they differ, for sizes and
    colours too. Which of the two is right is the author's to say, so it is unsafe.

    References
    ----------
    - https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
    """

    code: ClassVar[str] = "KER202"
    name: ClassVar[str] = "preprocessing-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare each held-out source with what its model is trained on."""
        for held in held_out(script):
            train, data = held.train, held.data
            if train is None or not same_raw_data(train, data):
                continue
            finding = _compare_steps(held, train, script) or _compare_images(held, train, script)
            if finding is not None:
                yield finding


def _compare_steps(held: HeldOut, train: DataSource, script: Script) -> Finding | None:
    first, second = train.preprocessing, held.data.preprocessing
    if first is None or second is None:
        return None
    one, other = _signature(first), _signature(second)
    if one is None or other is None:
        # Some step's numbers are not known: then only "something" against "nothing" is certain, and another scale.
        if bool(_effective(first)) == bool(_effective(second)) and not _scaled_apart(first, second):
            return None
    elif _alike(one, other):
        return None
    shown = [_effective(first), _effective(second)]
    words = [", ".join(written(step) for step in steps) or "nothing" for steps in shown]
    node = shown[1][0].node if shown[1] and not _shared(shown) else held.data.node
    related = [(train.node, f"the training data: {words[0]}")]
    if node is not held.data.node:
        related.append((held.data.node, held.words))
    related.append((held.node, f"scored here ({held.role})"))
    return Finding(
        node,
        f"{_name(held)} is preprocessed differently from the training data: {words[1]} instead of {words[0]}",
        notes=("the model is scored on a range of numbers that it was not trained on",),
        help="apply the same fixed steps to both",
        related=tuple(related),
        fix=_steps_fix(held, train, (*shown[0], *shown[1]), script),
    )


# The arguments of ImageDataGenerator for its fixed steps, but for those that want a `datagen.fit`.
_STEPS = ("rescale", "preprocessing_function", "samplewise_center", "samplewise_std_normalization")


def _steps_fix(
    held: HeldOut, train: DataSource, steps: tuple[Transform, ...], script: Script
) -> ProposedFix | None:
    """What one of the two ImageDataGenerators leaves out, as the other has it; the training's where both have it."""
    one, other = train.factory, held.data.factory
    if one is None or other is None or one.key == other.key or any(step.name not in _STEPS for step in steps):
        return None
    if trained_with(other, script):
        # Another model has it as it is.
        return None
    edits = []
    for name in _STEPS:
        call, model = (one, other) if name in other.arguments and name not in one.arguments else (other, one)
        if name in one.arguments or name in other.arguments:
            edit = like(call, model, name)
            if edit is not None:
                edits.append(edit)
    if not edits:
        return None
    message = "Preprocess both alike, by the same arguments"
    return ProposedFix(message, tuple(edits), Applicability.UNSAFE, scope=(one.node, other.node))


def _name(held: HeldOut) -> str:
    return sentence(title(held.data, held.words))


def _shared(steps: list[tuple[Transform, ...]]) -> bool:
    nodes = [{id(step.node) for step in side} for side in steps]
    return bool(nodes[0] & nodes[1])


def _effective(steps: Iterable[Transform]) -> tuple[Transform, ...]:
    """The steps that change numbers."""
    return tuple(
        step
        for step in steps
        if step.name not in NEUTRAL and not (step.name == "rescale" and known(step.value) == 1)
    )


def _signature(steps: Iterable[Transform]) -> list[tuple[str, object]] | None:
    """The steps in comparable form, runs of scaling and shifting worked out; None where one is not known."""
    result: list[tuple[str, object]] = []
    factor, offset = 1.0, 0.0

    def close() -> None:
        if not (math.isclose(factor, 1.0, rel_tol=TOLERANCE) and math.isclose(offset, 0.0, abs_tol=1e-9)):
            result.append(("affine", (factor, offset)))

    for step in _effective(steps):
        if step.name in AFFINE:
            number = known(step.value)
            if number is None or (step.name == "divide" and number == 0):
                return None
            if step.name == "rescale":
                factor, offset = factor * number, offset * number
            elif step.name == "divide":
                factor, offset = factor / number, offset / number
            else:
                offset += number if step.name == "add" else -number
            continue
        if step.value is None:
            return None
        close()
        factor, offset = 1.0, 0.0
        result.append((step.name, step.value))
    close()
    return result


def _scaled_apart(first: Iterable[Transform], second: Iterable[Transform]) -> bool:
    """Are the scales certainly different, whatever is subtracted?"""
    one, other = _scale(first), _scale(second)
    return one is not None and other is not None and not 0.5 < one / other < 2


def _scale(steps: Iterable[Transform]) -> float | None:
    """What the data are multiplied by; None where that is not known."""
    factor = 1.0
    for step in _effective(steps):
        number = known(step.value)
        if step.name in ("rescale", "divide") and number:
            factor *= number if step.name == "rescale" else 1 / number
        elif step.name not in ("add", "subtract"):
            return None
    return factor


def _alike(first: list[tuple[str, object]], second: list[tuple[str, object]]) -> bool:
    return len(first) == len(second) and all(map(_same_step, first, second))


def _same_step(first: tuple[str, object], second: tuple[str, object]) -> bool:
    if first[0] != second[0]:
        return False
    one, other = first[1], second[1]
    if isinstance(one, tuple) and isinstance(other, tuple) and first[0] == "affine":
        return math.isclose(one[0], other[0], rel_tol=TOLERANCE) and math.isclose(
            one[1], other[1], rel_tol=TOLERANCE, abs_tol=TOLERANCE
        )
    return one == other


def _compare_images(held: HeldOut, train: DataSource, script: Script) -> Finding | None:
    """Do the sizes and channels of images from files agree?"""
    if not (from_files(train) and from_files(held.data)):
        return None
    first, second = train.inputs, held.data.inputs
    if first is None or second is None or len(first) != 4 or len(second) != 4:
        return None
    if all(same(a, b) is not False for a, b in zip(first[1:], second[1:], strict=True)):
        return None
    words = [" x ".join(describe(dim) for dim in shape[1:]) for shape in (first, second)]
    return Finding(
        held.data.node,
        f"{_name(held)} has images of {words[1]}, the training data of {words[0]}",
        notes=("the same model takes both: it refuses one of them, or scores images of another scale",),
        help="use the same target_size (image_size) and color_mode for both",
        related=((train.node, f"the training data: {words[0]}"), (held.node, f"scored here ({held.role})")),
        fix=_images_fix(held, train, script),
    )


def _images_fix(held: HeldOut, train: DataSource, script: Script) -> ProposedFix | None:
    """The held-out images read in the size and colours of the training images."""
    one, other = train.call, held.data.call
    if one is None or other is None or one.target != other.target:
        return None
    if any(fit.train is not None and fit.train.node is held.data.node for fit in script.fits):
        # Another model trains on what this one is scored on.
        return None
    edits = [
        edit
        for name in ("target_size", "image_size", "color_mode")
        if (edit := like(other, one, name)) is not None
    ]
    if not edits:
        return None
    message = "Read both in the same size and colours"
    return ProposedFix(message, tuple(edits), Applicability.UNSAFE, scope=(one.node, other.node))
