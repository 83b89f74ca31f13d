"""KER403 layer-shape-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.keras.layers import spec
from kerlint.keras.layers.dims import text
from kerlint.rule import Rule
from kerlint.symbolic.values import as_bool
from kerlint_rules.model.declared_input import misdeclared
from kerlint_rules.model.refusals import (
    Refusal,
    finding,
    in_order,
    keeps_axes,
    refusals,
    start_shape,
    starts,
    subject,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.rule import Finding
    from kerlint.script import LayerCall, Script, Shape


class LayerShapeMismatch(Rule):
    """A layer gets an input that it cannot take: another number of axes, or sizes that do not go together.

    What it finds
    -------------
    - a number of axes that the layer refuses: `Conv2D` on flat vectors or on images without a channel axis,
      `LSTM` on anything but (time, features), `TimeDistributed` on vectors;
    - inputs of `Add`, `Multiply`, `Concatenate`, `Dot` or an attention layer whose sizes differ where they
      must agree;
    - several tensors where the layer takes one, such as an LSTM with `return_state=True` in front of `Dense`;
    - a size that weights depend on and that is None, such as `Dense` after `Flatten` of images of any size;
    - a nested model that is called with another shape than it was made for (Keras 3).

    Shapes are followed from the input through every layer. A shape that is not known is left alone, and so is
    a layer that another branch of the script gives a shape that fits. Where only one major version of Keras
    refuses and the script's version is not known, it is a warning. Some such faults have rules of their own:
    spatial-collapse, reshape-element-count, return-sequences, input-shape-wrong, pretrained-input.

    Why is this bad?
    ----------------
    Building the model ends with a ValueError.

    Example
    -------
    The convolution wants (height, width, channels), the images have no channel axis:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28)),
        layers.Conv2D(32, 3, activation="relu"),
    ])
    ```

    With one channel:

    ```python
    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
    ])
    ```

    Fix
    ---
    The finding says what the layer gets and where that comes from. There is no automatic fix, because the
    layer before, the input or the layer itself may be what is wrong.

    References
    ----------
    - https://keras.io/api/layers/ gives for each layer the shape of its input.
    """

    code: ClassVar[str] = "KER403"
    name: ClassVar[str] = "layer-shape-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Every call refused for its shapes that no other rule speaks of."""
        # What a wrong input shape leads to is told where that is declared.
        declared = {case.model.key for case in misdeclared(script)}
        for refusal in refusals(script):
            if subject(refusal.call) == self.name and refusal.model.key not in declared:
                yield finding(refusal, _help(refusal))

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The layers that fit on this path."""
        yield from in_order(script, [found.node for found in self.check(script)])


def _help(refusal: Refusal) -> str:
    call = refusal.call
    shape: Shape | None = call.input_shapes[0] if call.input_shapes else None
    if call.kind == "inputs":
        return _help_on_count(call)
    if len(call.input_shapes) > 1:
        return "make the inputs agree: the same padding and strides on both ways, or a layer that fits one to the other"
    if call.layer.model is not None:
        return "call the model with the shape that it was made for, or make it with sizes of None"
    if shape is None:
        return "check the shape that this layer gets"
    if call.kind == "axes":
        return _help_on_axes(call, shape)
    if None in shape[1:]:
        return _help_on_none(call)
    return "give it an input that fits, or change the layer's arguments"


def _help_on_count(call: LayerCall) -> str:
    # Dropout and its like hand several tensors on.
    giver = call
    while giver.inputs and (giver is call or keeps_axes(giver.layer)):
        giver = giver.inputs[0]
    if as_bool(giver.layer.call.value("return_state", False)):
        first = f"the first of what {words(giver.layer)} gives"
        return f"leave out return_state=True, or take {first}: `x, *states = layer(x)`"
    return "merge the tensors first, or give it one of them"


def _help_on_axes(call: LayerCall, shape: Shape) -> str:
    bare = call.layer.inner if call.layer.inner is not None else call.layer
    found = spec(bare.class_name)
    rank = 0 if found is None else found.rank
    given = bool(starts(call)) and start_shape(starts(call)[0]) is shape
    if found is not None and found.recurrent and rank == 0:
        if len(shape) > 3:
            return "bring it to (time, features) with Reshape or TimeDistributed(Flatten()) first"
        return "give sequences of shape (time, features); a Reshape adds the axis that is missing"
    flattened = any(giver.layer.class_name == "Flatten" for giver in call.inputs)
    if flattened:
        return "move Flatten behind this layer"
    if rank and len(shape) == rank + 1 and given:
        told = text((*shape[1:], 1))
        return f"the channels are an axis of their own: give the data and the input as {told}"
    if rank and len(shape) == 2:
        return "give it a grid with channels; a Reshape makes one of a vector"
    dimensions = len(shape) - 2
    if rank and 1 <= dimensions <= 3 and dimensions != rank:
        name = bare.class_name.replace(f"{rank}D", f"{dimensions}D")
        return (
            f"use {name}, or give it an input of {rank + 2} axes" if spec(name) else "give it another input"
        )
    return "give it an input with that many axes"


def _help_on_none(call: LayerCall) -> str:
    if any(giver.layer.class_name == "Flatten" for giver in call.inputs):
        return "use a global pooling layer in place of Flatten, or give the input a fixed size"
    return "give the input a fixed size"
