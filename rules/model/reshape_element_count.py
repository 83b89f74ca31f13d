"""KER416 reshape-element-count."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.keras.layers.dims import times
from kerlint.rule import Rule
from kerlint.symbolic.arithmetic import known_int
from kerlint.symbolic.values import as_items
from kerlint_rules.model.refusals import Refusal, finding, in_order, refusals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.rule import Finding
    from kerlint.script import Script, Shape


class ReshapeElementCount(Rule):
    """A Reshape layer asks for another number of values than its input has.

    What it finds
    -------------
    A `Reshape` whose sizes do not multiply to the number of values in one sample of its input, or, with a -1
    among them, do not divide it. The batch axis is no part of `target_shape`: one that is given there is
    found as well. Symbolic sizes count where they are the same on both sides.

    Nothing is reported where a size of the input is not known.

    Why is this bad?
    ----------------
    Building the model ends with a ValueError: "The total size of the tensor must be unchanged".

    Example
    -------
    7 x 7 x 128 are 6,272 values, the reshape wants 7 x 7 x 64, which are 3,136:

    ```python
    generator = keras.Sequential([
        keras.Input(shape=(100,)),
        layers.Dense(7 * 7 * 128),
        layers.Reshape((7, 7, 64)),
    ])
    ```

    Both sides agree:

    ```python
    generator = keras.Sequential([
        keras.Input(shape=(100,)),
        layers.Dense(7 * 7 * 128),
        layers.Reshape((7, 7, 128)),
    ])
    ```

    Fix
    ---
    Give sizes that multiply to the number of values in a sample; one of them may be -1, and Keras works it
    out. Which of the two sides is wrong is not known, so there is no automatic fix.

    References
    ----------
    - https://keras.io/api/layers/reshaping_layers/reshape/
    """

    code: ClassVar[str] = "KER416"
    name: ClassVar[str] = "reshape-element-count"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Every reshape that is refused for its number of values."""
        for refusal in refusals(script):
            if refusal.call.kind == "elements":
                yield finding(refusal, _help(refusal))

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The layers that fit on this path."""
        yield from in_order(script, [found.node for found in self.check(script)])


def _help(refusal: Refusal) -> str:
    call = refusal.call
    shape: Shape | None = call.input_shapes[0] if call.input_shapes else None
    target = [known_int(entry) for entry in as_items(call.layer.call.value("target_shape")) or [None]]
    if shape is not None and None not in target:
        given = known_int(times(*shape[1:]))
        alone = target[0] not in target[1:]
        if alone and len(target) > 1 and given is not None and given == times(*target[1:]):
            return "leave the batch axis out of target_shape: Keras adds it itself"
        after_dense = bool(call.inputs) and call.inputs[0].layer.class_name == "Dense" and len(shape) == 2
        wanted = known_int(times(*target))
        if after_dense and wanted is not None and wanted > 0:
            return f"give Dense {wanted:,} units, or reshape to sizes that multiply to what it gives"
    return "give sizes that multiply to the number of values in a sample; one of them may be -1"
