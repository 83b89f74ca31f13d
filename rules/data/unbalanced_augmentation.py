"""KER203 unbalanced-augmentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule

from .held_out import augmentation, held_out, random_words, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kerlint.script import Script


class UnbalancedAugmentation(Rule):
    """Only the training data is augmented: its score is not comparable with the validation score.

    What it finds
    -------------
    Training data with random transforms whose validation data certainly has none. The finding names what
    differs.

    Why is this bad?
    ----------------
    It is not: this is how augmentation is meant to be used, and the finding is never more than an info. But
    whoever compares the curves should know it. The training score is measured on changed, mostly harder
    images (and while dropout is on), so the validation accuracy may lie above the training accuracy without
    any fault, and a gap between the two is no plain measure of overfitting.

    Example
    -------
    The scores of these two differ in more than the images:

    ```python
    train_datagen = ImageDataGenerator(rescale=1 / 255, shear_range=0.2, horizontal_flip=True)
    val_datagen = ImageDataGenerator(rescale=1 / 255)
    train = train_datagen.flow_from_directory("data/train")
    val = val_datagen.flow_from_directory("data/val")
    model.fit(train, validation_data=val, epochs=20)
    ```

    To compare them, score the training images unchanged as well:

    ```python
    plain_train = val_datagen.flow_from_directory("data/train")
    print(model.evaluate(plain_train), model.evaluate(val))
    ```

    Fix
    ---
    None is needed.

    References
    ----------
    - https://keras.io/getting_started/faq/ explains why training loss can exceed testing loss.
    """

    code: ClassVar[str] = "KER203"
    name: ClassVar[str] = "unbalanced-augmentation"
    severity: ClassVar[Severity] = Severity.INFO

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare the augmentation of training and validation data."""
        seen: set[int] = set()
        for held in held_out(script):
            train, found = held.train, augmentation(held.train)
            if held.role != "validation" or train is None or not found or augmentation(held.data) != ():
                continue
            node = train.factory.node if train.factory is not None else found[0].node
            if id(node) in seen:
                continue
            seen.add(id(node))
            yield Finding(
                node,
                f"Only the training data is augmented ({random_words(found)}); "
                f"{title(held.data, 'the validation data')} is not",
                notes=(
                    (
                        "this is good practice; the training score is that of changed images, so it is not "
                        "comparable with the validation score point by point"
                    ),
                ),
                related=((held.data.node, "the validation data"),),
            )
