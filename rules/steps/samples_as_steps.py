"""KER304 samples-as-steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.steps.arithmetic import (
    EVALUATION,
    PREDICTION,
    TRAINING,
    VALIDATION,
    Steps,
    given_steps,
    samples_given,
)
from kerlint_rules.steps.mending import divided_fix, needed_steps, steps_fix
from kerlint_rules.steps.wording import advice, by_version, counted, named, origins, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Script


class SamplesAsSteps(Rule):
    """A number of samples is given where Keras wants a number of batches.

    What it finds
    -------------
    `steps_per_epoch`, `validation_steps` or the `steps` of evaluate and predict that are

    - the size of the data: `train_generator.samples`, `len(x_train)`, `x_train.shape[0]`, or a number
      equal to the known size (error);
    - a variable whose name says samples or images, `nb_train_samples`, and that nothing divides
      (warning).

    For evaluate and predict, which do no more than work too long, it is a warning too, or information.

    Silent: data in batches of one, data whose batch size is not known at all, steps that the data
    really have, and `samples_per_epoch` of Keras 1, which is a number of samples.

    Why is this bad?
    ----------------
    Each step takes a whole batch. A repeated Dataset or an endless generator then goes through the data
    batch-size times an epoch (32 passes measured for batches of 32). With data that Keras knows to end,
    tf.keras 2 stops training after the first epoch, and without validation metrics from then on; Keras
    3 warns and takes one pass. Keras up to 2.3 does all the work. It is what is left when scripts move
    on from `samples_per_epoch`.

    Example
    -------
    2,000 batches of 32 instead of 63:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=32)
    model.fit(train, steps_per_epoch=train.samples, epochs=10)
    ```

    The generator knows its number of batches:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=32)
    model.fit(train, epochs=10)
    ```

    Fix
    ---
    Leave the steps out where Keras knows the length of the data; elsewhere divide the number of samples
    by the batch size and round up. The fix does the one or the other, and puts `len(generator)` in the place of
    the number for `fit_generator`. Leaving out the size of the data is safe on Keras 3, which ends with the data
    anyway.

    References
    ----------
    - [`Model.fit`](https://keras.io/api/models/model_training_apis/#fit-method), `steps_per_epoch`
    """

    code: ClassVar[str] = "KER304"
    name: ClassVar[str] = "samples-as-steps"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterator[Finding]:
        """Yield each number of steps that is a number of samples."""
        for steps in given_steps(script, TRAINING, VALIDATION, EVALUATION, PREDICTION):
            known_by = samples_given(steps)
            if known_by is not None:
                yield _finding(steps, known_by, script)

    def keeps(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here, of data without an end that Keras knows."""
        found = {id(finding.node) for finding in self.check(script)}
        return (node for node in needed_steps(script) if id(node) not in found)


def _severity(steps: Steps, known_by: str, major: int | None) -> Severity:
    if steps.role in (EVALUATION, PREDICTION):
        return Severity.INFO if steps.sized and major == 3 else Severity.WARNING
    if known_by == "name" or known_int(steps.batch) is None:
        return Severity.WARNING
    return Severity.ERROR


def _finding(steps: Steps, known_by: str, script: Script) -> Finding:
    major = script.target.major
    words = named(steps.words if known_by == "size" else steps.known_as, steps.value)
    kind = unit(steps.source)
    what = (
        f"the number of {kind} in {steps.data_words}"
        if known_by == "size"
        else f"by its name a number of {kind}"
    )
    notes, related = origins(steps)
    count, batch = known_int(steps.value), known_int(steps.batch)
    if count is not None and batch is not None:
        notes = (f"{counted(count, 'step')} x {batch:,} = {count * batch:,} {kind}: {batch:,} passes", *notes)
    return Finding(
        steps.node,
        f"{steps.parameter} is {words}, {what}, not of batches",
        notes=(*notes, *_outcome(steps, major)),
        help=advice(steps),
        related=related,
        severity=_severity(steps, known_by, major),
        fix=steps_fix(steps, script, safe=major == 3 and known_by == "size")
        if steps.sized
        else divided_fix(steps),
    )


def _outcome(steps: Steps, major: int | None) -> tuple[str, ...]:
    each = "an epoch" if steps.role == TRAINING else "each time"
    many = f"goes through the data as many times {each} as a batch has {unit(steps.source)}"
    if not steps.sized:
        return (f"Keras {many}",)
    new = "Keras 3 ends with the data after one pass, with a warning"
    stops = {
        TRAINING: "stops training after the first epoch",
        VALIDATION: "gives no validation loss and metrics after the first epoch",
    }.get(steps.role, "ends with the data, with a warning")
    old = f"tf.keras 2 runs out of data and {stops}; Keras up to 2.3 {many}"
    outcome: tuple[str, ...] = by_version(new, old, major)
    return outcome
