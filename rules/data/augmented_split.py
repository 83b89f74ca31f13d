"""KER204 augmented-split."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, Rule

from .generators import own_generator
from .held_out import HeldOut, augmentation, held_out, random_words, sentence, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kerlint.script import Script


def is_augmented_split(held: HeldOut) -> bool:
    """Are training and held-out data the two subsets of one augmenting ImageDataGenerator?"""
    train, data = held.train, held.data
    if train is None or not augmentation(data) or train.factory is None or data.factory is None:
        return False
    if train.factory.key != data.factory.key:
        return False
    subsets = {train.subset, data.subset}
    return len(subsets) == 2 and subsets <= {"training", "validation"}


class AugmentedSplit(Rule):
    """One augmenting generator with validation_split serves both subsets.

    What it finds
    -------------
    An `ImageDataGenerator` with random transforms and `validation_split` from which both
    `subset="training"` and `subset="validation"` are drawn.

    Why is this bad?
    ----------------
    `validation_split` only chooses the images; the transforms apply to both subsets. Measured with Keras
    3.15 on scikit-learn's digits with rotation and shift: the validation subset's pixels differ in each
    pass, and the model scores 0.77 instead of 0.90. Keras 2.10 and 2.2.4 do the same.

    Example
    -------
    The validation images are flipped and zoomed, too:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255, zoom_range=0.2, horizontal_flip=True, validation_split=0.2)
    train = datagen.flow_from_directory("data", subset="training")
    val = datagen.flow_from_directory("data", subset="validation")
    ```

    A second generator with the same split gives the same images unchanged:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255, zoom_range=0.2, horizontal_flip=True, validation_split=0.2)
    val_datagen = ImageDataGenerator(rescale=1 / 255, validation_split=0.2)
    train = datagen.flow_from_directory("data", subset="training")
    val = val_datagen.flow_from_directory("data", subset="validation")
    ```

    Fix
    ---
    Draw the validation subset from a second generator with the same `validation_split` and the same fixed
    steps. The split goes by the order of the files, so the subsets do not overlap, and no seed is needed. The
    fix, which is unsafe, writes that generator.

    References
    ----------
    - https://keras.io/api/data_loading/image/
    """

    code: ClassVar[str] = "KER204"
    name: ClassVar[str] = "augmented-split"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare the generators behind training and held-out data."""
        for held in held_out(script):
            if not is_augmented_split(held):
                continue
            train, data = held.train, held.data
            assert train is not None
            assert data.factory is not None
            found = augmentation(data) or ()
            words = random_words(found)
            yield Finding(
                data.node,
                f"{sentence(title(data, 'the validation subset'))} comes from the generator that augments the training "
                f"images, so it is augmented too: {words}",
                notes=("validation_split chooses images; the random transforms apply to both subsets",),
                help="draw the validation subset from a second ImageDataGenerator with the same "
                "validation_split and the fixed steps only",
                related=((data.factory.node, "the generator"), (train.node, "the training subset")),
                fix=own_generator(
                    data,
                    found,
                    "Draw this subset from a second generator without random transforms",
                    Applicability.UNSAFE,
                    script,
                ),
            )
