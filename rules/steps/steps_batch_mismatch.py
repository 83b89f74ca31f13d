"""KER302 steps-batch-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import known_int, same
from kerlint_rules.steps.arithmetic import (
    EVALUATION,
    PREDICTION,
    TRAINING,
    VALIDATION,
    Steps,
    coverage,
    divides_by_other_batch_size,
    divisor_words,
    given_steps,
)
from kerlint_rules.steps.mending import divisor_fix, needed_steps, steps_fix
from kerlint_rules.steps.wording import advice, named, origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Script
    from kerlint.symbolic.arithmetic import Quotient


class StepsBatchMismatch(Rule):
    """The steps are computed with another batch size than the data have.

    What it finds
    -------------
    `steps_per_epoch`, `validation_steps` or the `steps` of evaluate and predict that divide by one
    batch size while the generator or Dataset makes batches of another:

    - another value: `8000 // 64` for batches of 32;
    - another name, where one of the two is not known: `nb_train_samples // batch_size` for a generator
      with `batch_size=train_batchsize`.

    Silent: equal numbers, by whatever names; names whose last part is the same (`args.batch_size`,
    `BATCH_SIZE`); expressions that are not known (`batch_size * workers`), or that multiply the batch
    size of data whose number is not known (words in windows of `n`); divisors that do not say
    that they are a batch size; parts of a number of batches (`len(train) // 2`); steps that come out as
    the right number all the same.

    Why is this bad?
    ----------------
    Twice the batch size in the divisor is half the data an epoch, half of it is two passes. Nothing
    fails: the curves only show another amount of training than the script says, and validation is
    measured on a part. It happens when a second batch size is added and the old name stays in the
    division.

    Example
    -------
    The generator has its own batch size:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=train_batch_size)
    model.fit(train, steps_per_epoch=nb_train // batch_size, epochs=10)
    ```

    One number for both, or none:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=train_batch_size)
    model.fit(train, epochs=10)
    ```

    Fix
    ---
    Leave the steps out where Keras knows the length of the data, or divide by the batch size that the
    data are made with. The fix, which is unsafe, does the one or the other, or puts `len(generator)` in the place
    of the division for `fit_generator`.

    References
    ----------
    - [`Model.fit`](https://keras.io/api/models/model_training_apis/#fit-method), `steps_per_epoch`
    - `ImageDataGenerator.flow_from_directory`: `batch_size` is 32 unless given
    """

    code: ClassVar[str] = "KER302"
    name: ClassVar[str] = "steps-batch-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterator[Finding]:
        """Yield each number of steps that divides by another batch size."""
        for steps in given_steps(script, TRAINING, VALIDATION, EVALUATION, PREDICTION):
            parts = divides_by_other_batch_size(steps)
            if parts is not None:
                yield _finding(steps, parts, script)

    def keeps(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here, of data without an end that Keras knows."""
        found = {id(finding.node) for finding in self.check(script)}
        return (node for node in needed_steps(script) if id(node) not in found)


def _finding(steps: Steps, parts: Quotient, script: Script) -> Finding:
    divisor = named(divisor_words(parts), parts.divisor)
    batches = named(steps.batch_words, steps.batch)
    notes, related = origins(steps)
    seen = coverage(steps)
    if seen is not None:
        each = "" if steps.role in (EVALUATION, PREDICTION) else " an epoch"
        notes = (f"{seen}{each}", *notes)
    elif same(parts.divisor, steps.batch) is None:
        unknown = divisor_words(parts) if known_int(parts.divisor) is None else steps.batch_words
        notes = (f"the script does not tell what `{unknown}` is: nothing makes the two equal", *notes)
    return Finding(
        steps.node,
        f"{steps.parameter} divides by {divisor}, but {steps.data_words} has batches of {batches}",
        notes=notes,
        help=f"{advice(steps, seen.length if seen else None)}; or divide by {batches}",
        related=related,
        fix=steps_fix(steps, script) or divisor_fix(steps, parts),
    )
