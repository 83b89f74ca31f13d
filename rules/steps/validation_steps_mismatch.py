"""KER303 validation-steps-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint_rules.steps.arithmetic import (
    NEARLY_ALL,
    VALIDATION,
    Coverage,
    Steps,
    claimed_coverage,
    coverage,
    divides_by_other_batch_size,
    given_steps,
    right_on_this_path,
    samples_given,
)
from kerlint_rules.steps.mending import needed_steps, steps_fix
from kerlint_rules.steps.wording import advice, origins, validation_outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from libcst import CSTNode

    from kerlint.script import Script


class ValidationStepsMismatch(Rule):
    """validation_steps do not score the validation data exactly once.

    What it finds
    -------------
    `validation_steps` that are not the number of batches in the validation data, where both numbers are
    known:

    - fewer: a warning; information where at least nine tenths are scored, as `n // batch_size` does
      with a small remainder;
    - more: an error where the validation metrics then end after the first epoch (`fit` in Keras 2), a
      warning with `fit_generator` or where the version of Keras is not known; information on Keras 3,
      which stops at the end of the data, and for a repeated Dataset, where some samples count twice.

    Silent: exact numbers, however computed, and what another branch makes exact; unknown sizes; Python
    generators. Steps that are a number of samples (KER304) or divide by another batch size (KER302) are
    reported there.

    Why is this bad?
    ----------------
    The validation curve then says something else than "the validation data": a shuffled generator
    scores other samples each epoch (measured without any training: an accuracy between 0.48 and 0.55),
    an unshuffled one always the same first classes (0.67 instead of 0.51), and the Keras up to 2.3
    another window each time. Early stopping and checkpoints act on that noise.

    Example
    -------
    Nine batches of 128 are 1,152 of 10,000 images:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    val = datagen.flow_from_directory("val", batch_size=128)  # kerlint: samples=10000
    model.fit(train, validation_data=val, validation_steps=9, epochs=20)
    ```

    All of them:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255)
    val = datagen.flow_from_directory("val", batch_size=128, shuffle=False)  # kerlint: samples=10000
    model.fit(train, validation_data=val, epochs=20)
    ```

    Fix
    ---
    Leave `validation_steps` out where Keras knows the length of the data; for a repeated Dataset drop the
    `repeat()`. The fix takes the steps away, or puts `len(generator)` in their place for `fit_generator`. It is
    safe on Keras 3 where the steps are more than the data, which Keras then scores once anyway.

    References
    ----------
    - [`Model.fit`](https://keras.io/api/models/model_training_apis/#fit-method), `validation_steps`
    """

    code: ClassVar[str] = "KER303"
    name: ClassVar[str] = "validation-steps-mismatch"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterator[Finding]:
        """Yield each fit whose validation steps miss or repeat validation data."""
        for steps, seen in _looks(script):
            severity = _judge(steps, seen, script.target.major)
            if severity is not None:
                yield _finding(steps, seen, severity, script)

    def clears(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here were cut short on purpose where another path cuts them."""
        major = script.target.major
        yield from right_on_this_path(
            (steps, _judge(steps, seen, major) is None) for steps, seen in _looks(script)
        )

    def keeps(self, script: Script) -> Iterator[CSTNode]:
        """Steps that are right here, of data without an end that Keras knows."""
        found = {id(finding.node) for finding in self.check(script)}
        return (node for node in needed_steps(script) if id(node) not in found)


def _looks(script: Script) -> Iterator[tuple[Steps, Coverage]]:
    for steps in given_steps(script, VALIDATION):
        if steps.source.kind == "python-generator":
            # Endless: where a pass ends is for the generator's author to say.
            continue
        seen = coverage(steps) or claimed_coverage(steps)
        if seen is not None and not samples_given(steps) and not divides_by_other_batch_size(steps):
            yield steps, seen


def _judge(steps: Steps, seen: Coverage, major: int | None) -> Severity | None:
    if seen.steps == seen.length:
        return None
    if seen.steps < seen.length:
        return Severity.INFO if seen.share >= NEARLY_ALL else Severity.WARNING
    if steps.source.kind == "array" or (steps.epochs == 1 and steps.sized):
        return None
    if not steps.sized or major == 3:
        return Severity.INFO
    return Severity.ERROR if major == 2 and steps.method == "fit" else Severity.WARNING


def _finding(steps: Steps, seen: Coverage, severity: Severity, script: Script) -> Finding:
    major = script.target.major
    what = (
        "leaves a part of the validation data out"
        if seen.share < 1
        else "is more than the validation data have"
    )
    notes, related = origins(steps)
    return Finding(
        steps.node,
        f"validation_steps {what}: {seen}",
        notes=(*notes, *validation_outcome(steps, seen, major)),
        help=advice(steps, seen.length),
        related=related,
        severity=severity,
        fix=steps_fix(steps, script, safe=major == 3 and seen.steps > seen.length),
    )
