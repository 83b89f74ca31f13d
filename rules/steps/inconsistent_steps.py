"""KER301 inconsistent-steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint.symbolic.arithmetic import describe
from kerlint_rules.steps.arithmetic import (
    NEARLY_ALL,
    TRAINING,
    Coverage,
    Steps,
    claimed_coverage,
    coverage,
    divides_by_other_batch_size,
    divisor_words,
    floor_may_leave_a_rest,
    given_steps,
    right_on_this_path,
    samples_given,
)
from kerlint_rules.steps.mending import needed_steps, steps_fix
from kerlint_rules.steps.wording import advice, origins, training_outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Script
    from kerlint.symbolic.arithmetic import Quotient

# From here on an epoch is more than one pass.
MORE_THAN_ONE_PASS = 1.1


class InconsistentSteps(Rule):
    """steps_per_epoch times the batch size is not the training data.

    What it finds
    -------------
    A `steps_per_epoch` that does not go through the training data once an epoch, where the data are an
    ImageDataGenerator's iterator, a `Sequence`/`PyDataset`, a Dataset without `repeat()` or arrays with a
    `batch_size`:

    - steps that see only a part: fewer than nine tenths of the data (warning). On Keras 3 also steps
      that fall short by less, when that makes every second epoch a stub: an error. `n // batch_size`
      with a remainder is the usual one: the pass has one more batch, and the batch that is left over
      becomes the next epoch.
    - steps that are more than one pass: an error where training then stops (`fit` in Keras 2),
      otherwise a warning from a tenth more upwards. More passes over augmented data with
      `fit_generator` are told as information: the Keras of that time did go on into the next pass, and
      people meant it.

    Where the version of Keras is not known, what holds for Keras 3 only is information. Floor division of
    unknown numbers is information, and only where Keras 3 is known to be used. In Keras 2 it is harmless,
    except with a Dataset that does not repeat, which runs out of data.

    Silent: steps that another branch makes right (`5 if debug else len(train)`); steps that are exactly
    the number of batches, whichever way they are computed; floor division that leaves no rest or is the
    only epoch of its fit; repeated Datasets and endless Python generators, whose epochs may have any
    length; data of unknown size. Steps that are a number of samples (KER304) or divide by another batch
    size (KER302) are reported there.

    Why is this bad?
    ----------------
    An epoch is taken for one look at all data: learning-rate schedules, patience, the curves and the
    comparison with other runs rest on it. With a tenth of the data an epoch, 20 epochs are two, and the
    validation loss swings because the model has hardly trained. With `n // batch_size` on Keras 3
    epochs of 19 and of 1 batch take turns: measured on 610 images, the held-out accuracy after 8 epochs
    was 0.63 instead of 0.86.

    Example
    -------
    40,000 images in batches of 128 are 313 batches; these epochs see a tenth of them:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=128)  # kerlint: samples=40000
    model.fit(train, steps_per_epoch=31, epochs=20)
    ```

    Keras knows the length of the generator:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("train", batch_size=128)  # kerlint: samples=40000
    model.fit(train, epochs=20)
    ```

    Fix
    ---
    Leave `steps_per_epoch` out where Keras knows the length of the data. Shorter epochs on purpose are
    better said with a Dataset: `dataset.repeat()` carries on where the last epoch stopped. The fix takes the
    steps away, or puts `len(generator)` in their place for `fit_generator`. It is safe on Keras 3 where the
    steps are more than one pass, which Keras cuts, or leave one batch over; otherwise shorter epochs may be
    meant.

    References
    ----------
    - [`Model.fit`](https://keras.io/api/models/model_training_apis/#fit-method), `steps_per_epoch`
    - `keras/src/trainers/epoch_iterator.py`: an epoch ends with the steps or with the data
    """

    code: ClassVar[str] = "KER301"
    name: ClassVar[str] = "inconsistent-steps"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterator[Finding]:
        """Yield each fit whose steps do not go through its training data."""
        major = script.target.major
        for steps, seen in _looks(script):
            severity = None if seen is None else _judge(steps, seen, major)
            if seen is not None and severity is not None:
                yield _finding(steps, seen, severity, script)
            elif seen is None and major == 3 and steps.epochs != 1:
                parts = floor_may_leave_a_rest(steps)
                if parts is not None:
                    yield _perhaps(steps, parts, script)

    def clears(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here were cut short on purpose where another path cuts them."""
        major = script.target.major
        yield from right_on_this_path(
            (steps, _judge(steps, seen, major) is None) for steps, seen in _looks(script) if seen is not None
        )

    def keeps(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here, of data without an end that Keras knows."""
        found = {id(finding.node) for finding in self.check(script)}
        return (node for node in needed_steps(script) if id(node) not in found)


def _looks(script: Script) -> Iterator[tuple[Steps, Coverage | None]]:
    for steps in given_steps(script, TRAINING):
        if steps.sized and not samples_given(steps) and not divides_by_other_batch_size(steps):
            yield steps, coverage(steps) or claimed_coverage(steps)


def _judge(steps: Steps, seen: Coverage, major: int | None) -> Severity | None:
    if seen.steps == seen.length:
        return None
    once = steps.epochs == 1
    if seen.steps > seen.length:
        # tf.keras 2 stops after the first epoch; fit_generator was mostly written for the Keras that did not.
        stops = steps.method == "fit" and not once
        if stops and major == 2:
            return Severity.ERROR
        if seen.share < MORE_THAN_ONE_PASS:
            return Severity.INFO if stops and major is None else None
        meant = steps.method == "fit_generator" and bool(steps.source.augmentation)
        return Severity.INFO if meant else Severity.WARNING
    if steps.source.passes != 1:
        # `repeat(20)` gives what many short epochs take.
        return None
    nearly_all = seen.floored or seen.share >= NEARLY_ALL
    if once:
        return None if nearly_all else Severity.WARNING
    if major == 3:
        return Severity.ERROR if seen.rest and seen.length < 2 * seen.steps else Severity.WARNING
    if major == 2 and steps.source.kind == "dataset":
        runs_out = steps.epochs is None or steps.epochs * seen.steps > seen.length
        return Severity.ERROR if runs_out else Severity.WARNING
    if nearly_all:
        return Severity.INFO if major is None else None
    return Severity.WARNING


def _finding(steps: Steps, seen: Coverage, severity: Severity, script: Script) -> Finding:
    major = script.target.major
    if seen.steps > seen.length:
        what = "asks for more than the training data have"
    elif seen.floored:
        what = "leaves one batch over"
    else:
        what = "shows only a part of the training data"
    notes, related = origins(steps)
    return Finding(
        steps.node,
        f"steps_per_epoch {what}: {seen} an epoch",
        notes=(*notes, *_total(steps, seen), *training_outcome(steps, seen, major)),
        help=advice(steps, seen.length),
        related=related,
        severity=severity,
        # Keras 3 ends the epoch with the data anyway; and no one wants each second epoch to be one batch.
        fix=steps_fix(steps, script, safe=major == 3 and (seen.steps > seen.length or seen.floored)),
    )


def _total(steps: Steps, seen: Coverage) -> tuple[str, ...]:
    if steps.epochs is None or steps.epochs == 1 or seen.steps >= seen.length or seen.floored:
        return ()
    return (f"{steps.epochs:,} epochs of this are {steps.epochs * seen.share:.3g} passes over the data",)


def _perhaps(steps: Steps, parts: Quotient, script: Script) -> Finding:
    total, divisor = parts.total_label or describe(parts.total), divisor_words(parts)
    notes, related = origins(steps)
    return Finding(
        steps.node,
        f"steps_per_epoch leaves one batch over unless `{divisor}` divides `{total}`",
        notes=(
            *notes,
            "Keras 3 goes on where the last epoch stopped: that one batch is then every second epoch",
        ),
        help=advice(steps),
        related=related,
        severity=Severity.INFO,
        fix=steps_fix(steps, script),
    )
