"""KER217 augmentation-dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.script import DataSource, Fit, Script, samples
from kerlint.symbolic.arithmetic import known_int
from kerlint_rules.writing import without

from .held_out import title

if TYPE_CHECKING:
    from collections.abc import Iterable


class AugmentationDump(Rule):
    """Every batch that is trained on is also written to disk.

    What it finds
    -------------
    `save_to_dir` in the `flow` or `flow_from_directory` of data that goes into `fit`, for training or
    validation. Looking at some augmented images in a loop of one's own is no finding.

    Why is this bad?
    ----------------
    Keras writes each image of each epoch as a new file. Measured: 64 training images leave 224 to 288 files
    after three epochs, with Keras 3.15 and 2.10 alike. It costs time in each step, fills the disk, and
    where the folder lies inside the training folder, later runs read it as one more class.

    Example
    -------
    Twenty epochs write twenty copies of each image:

    ```python
    train = datagen.flow_from_directory("data/train", batch_size=32, save_to_dir="data/augmented")
    model.fit(train, epochs=20)
    ```

    One batch is enough to look at:

    ```python
    next(datagen.flow_from_directory("data/train", batch_size=32, save_to_dir="data/augmented"))
    train = datagen.flow_from_directory("data/train", batch_size=32)
    model.fit(train, epochs=20)
    ```

    Fix
    ---
    Remove `save_to_dir`. The fix does; it is unsafe, because the files may be wanted.

    References
    ----------
    - https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/image/ImageDataGenerator
    """

    code: ClassVar[str] = "KER217"
    name: ClassVar[str] = "augmentation-dump"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at what each fit draws on."""
        seen: set[int] = set()
        for fit in script.fits:
            for source in (fit.train, fit.validation):
                if source is not None and source.key not in seen:
                    seen.add(source.key)
                    yield from _check(source, fit)


def _check(source: DataSource, fit: Fit) -> Iterable[Finding]:
    argument = source.call.arguments.get("save_to_dir") if source.call is not None else None
    if argument is None or argument.node is None or not isinstance(argument.value, str) or not argument.value:
        return
    count, epochs = samples(source), known_int(fit.epochs.value) if fit.epochs is not None else 1
    note = "one file for each image of each epoch"
    if count and epochs and fit.steps is None and fit.validation_steps is None:
        note += f": {count:,} images x {epochs:,} epochs = {count * epochs:,} files"
    edit = None if source.call is None else without(source.call.node, argument.node)
    yield Finding(
        argument.node,
        f"save_to_dir writes every batch of {title(source, 'this data')} to {argument.value!r} in training",
        notes=(note,),
        help="remove save_to_dir, or look at a few batches outside fit",
        related=((fit.node, "trained here"),),
        fix=None if edit is None else ProposedFix("Remove save_to_dir", (edit,), Applicability.UNSAFE),
    )
