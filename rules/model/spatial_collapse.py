"""KER404 spatial-collapse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import describe, known_int
from kerlint_rules.model.refusals import (
    Refusal,
    in_order,
    reading,
    refusals,
    sources,
    spatial,
    start_shape,
    swapped_input,
    way,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import LayerCall, Script, Shape

# Longer chains are told from their last steps only.
STEPS_TOLD = 12


class SpatialCollapse(Rule):
    """A convolution, pooling or cropping is left with nothing: its window is larger than its input.

    What it finds
    -------------
    A layer whose output would have a height, width or length below 1, because the layers before it have
    already shrunk the input: one pooling too many, a kernel that does not fit, images that are too small for
    the network, or an input shape with the channels first where Keras reads them last. The sizes are followed
    from the input through every layer, also through helper functions, loops and nested models.

    Nothing is reported where a size on the way is not known, and where another branch of the script takes the
    same layer to a size that fits. An input that looks like channels first may go with a `keras.json` that no
    script shows: that is a warning, and nothing is reported where the script has the names of Keras 1.

    Why is this bad?
    ----------------
    Building the model ends with a ValueError, in Keras 2 ("Negative dimension size") and in Keras 3 ("Computed
    output size would be zero or negative").

    Example
    -------
    The images of 28 pixels are down to 1x1 before the last pooling:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 5),            # 24x24
        layers.MaxPooling2D(4),          # 6x6
        layers.Conv2D(64, 5),            # 2x2
        layers.MaxPooling2D(2),          # 1x1
        layers.MaxPooling2D(2),          # nothing
    ])
    ```

    With `padding="same"` the convolutions leave the size alone:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 5, padding="same"),    # 28x28
        layers.MaxPooling2D(4),                  # 7x7
        layers.Conv2D(64, 5, padding="same"),    # 7x7
        layers.MaxPooling2D(2),                  # 3x3
    ])
    ```

    Fix
    ---
    Leave out a pooling layer, use `padding="same"` in the convolutions, or give larger images. Which one is a
    choice, so there is no automatic fix.

    References
    ----------
    - https://keras.io/api/layers/convolution_layers/convolution2d/ and
      https://keras.io/api/layers/pooling_layers/max_pooling2d/ give the formula of the output's size.
    """

    code: ClassVar[str] = "KER404"
    name: ClassVar[str] = "spatial-collapse"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Every call that is refused because nothing would be left."""
        fitted = {fit.model.key for fit in script.fits if fit.model is not None}
        for refusal in refusals(script):
            if refusal.call.kind != "collapse":
                continue
            swapped = swapped_input(refusal.call)
            if swapped is not None and refusal.model.key not in fitted:
                # Whoever builds the model may have set the image data format before.
                continue
            yield _finding(refusal, swapped)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The layers that fit on this path."""
        yield from in_order(script, [finding.node for finding in self.check(script)])


def _finding(refusal: Refusal, swapped: Shape | None) -> Finding:
    call = refusal.call
    notes = (*_way_told(call), *refusal.notes)
    if swapped is not None:
        right = (*swapped[2:], swapped[1])
        notes += (reading(swapped),)
        help_text = f"give the images as {text(right)}, or the layers data_format='channels_first'"
    else:
        help_text = (
            'leave out a pooling layer or a stride before it, use padding="same", or give larger images'
        )
    return Finding(
        refusal.place,
        refusal.problem,
        notes=notes,
        help=help_text,
        related=sources(call),
        severity=refusal.severity if swapped is None else Severity.WARNING,
    )


def _way_told(call: LayerCall) -> tuple[str, ...]:
    """How the size shrank: "28x28, Conv2D 24x24, MaxPooling2D 6x6"."""
    chain = way(call)
    steps: list[str] = []
    last = _size(start_shape(chain[0]))
    if last is None:
        return ()
    steps.append(last)
    for step in chain[:-1]:
        size = _size(step.output_shape)
        if size is None:
            return ()
        if size != last:
            steps.append(f"{words(step.layer)} {size}")
            last = size
    if len(steps) < 2:
        return ()
    if len(steps) > STEPS_TOLD:
        steps = [steps[0], "...", *steps[-STEPS_TOLD:]]
    return (f"on the way: {', '.join(steps)}",)


def _size(shape: Shape | None) -> str | None:
    if shape is None or len(shape) < 3:
        return None
    sizes = spatial(shape, first=False)
    if all(known_int(size) is None for size in sizes):
        return None
    return "x".join("None" if size is None else describe(size) for size in sizes)
