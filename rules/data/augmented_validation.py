"""KER201 augmented-validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, ProposedFix, Rule

from .augmented_split import is_augmented_split
from .generators import own_generator, removed, trained_with
from .held_out import HeldOut, augmentation, held_out, random_words, sentence, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Script, Transform


class AugmentedValidation(Rule):
    """Validation or test data goes through random transforms.

    What it finds
    -------------
    Data for `validation_data`, `evaluate` or `predict` that is augmented: it comes from an
    `ImageDataGenerator` with rotation, shift, shear, zoom, flip and the like, or from a `Dataset` whose
    `map` applies random layers or `tf.image.random_*`. Often one generator serves training and validation.
    Scoring the training data itself is no finding, nor is predicting the same data several times, as
    averaging over augmented copies does.

    Why is this bad?
    ----------------
    The score is that of other, mostly harder images than the model will meet, and it changes from pass to
    pass although the model stays the same. Measured with Keras 3.15 on scikit-learn's digits: one trained
    model scores 0.33, 0.39 and 0.31 in three evaluations with rotation and shifts, and 0.945 on the images
    as they are. Keras 2.10 does the same. Early stopping and checkpoints then follow chance.

    Example
    -------
    The validation images are rotated and flipped as well:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255, rotation_range=20, horizontal_flip=True)
    train = datagen.flow_from_directory("data/train", target_size=(150, 150))
    val = datagen.flow_from_directory("data/val", target_size=(150, 150))
    model.fit(train, validation_data=val, epochs=20)
    ```

    A generator of their own only scales them:

    ```python
    datagen = ImageDataGenerator(rescale=1 / 255, rotation_range=20, horizontal_flip=True)
    val_datagen = ImageDataGenerator(rescale=1 / 255)
    train = datagen.flow_from_directory("data/train", target_size=(150, 150))
    val = val_datagen.flow_from_directory("data/val", target_size=(150, 150))
    model.fit(train, validation_data=val, epochs=20)
    ```

    Fix
    ---
    Give validation and test data a generator, or a `map`, with the deterministic steps only. For an
    `ImageDataGenerator` the fix does that; it is unsafe, because augmented scores may be wanted for once.

    References
    ----------
    - https://keras.io/api/data_loading/image/
    - https://keras.io/api/layers/preprocessing_layers/image_augmentation/
    """

    code: ClassVar[str] = "KER201"
    name: ClassVar[str] = "augmented-validation"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at every source that a model is scored on."""
        for held in held_out(script):
            found = augmentation(held.data)
            if found and not is_augmented_split(held):
                yield _finding(held, found, script)


def _finding(held: HeldOut, found: tuple[Transform, ...], script: Script) -> Finding:
    train = held.train
    shared_factory = (
        train is not None
        and train.factory is not None
        and held.data.factory is not None
        and train.factory.key == held.data.factory.key
    )
    training_nodes = {id(transform.node) for transform in augmentation(train) or ()}
    shared = shared_factory or id(found[0].node) in training_nodes
    # What is only there for this data is what has to go; what is shared has to stay for training.
    node: CSTNode = held.data.node if shared else found[0].node
    related: list[tuple[CSTNode, str]] = [(held.node, f"scored here ({held.role})")]
    if shared:
        related.insert(0, (found[0].node, "the random transforms, shared with the training data"))
    elif node is not held.data.node:
        related.insert(0, (held.data.node, held.words))
    name = title(held.data, held.words)
    what = name if name == held.words else f"{name}, {held.words},"
    notes = ["the score is that of randomly changed images, and differs from pass to pass for the same model"]
    if augmentation(train) == ():
        notes.append("the training data is not augmented: are the two swapped?")
    return Finding(
        node,
        f"{sentence(what)} is augmented: {random_words(found)}",
        notes=tuple(notes),
        help="build it without random transforms"
        + (", with a generator or map of its own that keeps only the fixed steps" if shared else ""),
        related=tuple(related),
        fix=_fix(held, found, script),
    )


def _fix(held: HeldOut, found: tuple[Transform, ...], script: Script) -> ProposedFix | None:
    """The generator without what is random, or where training needs that, a second one."""
    factory = held.data.factory
    # Where only the held-out data are augmented, the two may be swapped.
    if factory is None or augmentation(held.train) == ():
        return None
    if trained_with(factory, script):
        message = "Read it through a generator of its own without random transforms"
        return own_generator(held.data, found, message, Applicability.UNSAFE, script)
    edits = removed(held.data, found)
    return None if edits is None else ProposedFix("Remove the random transforms", edits, Applicability.UNSAFE)
