"""What findings about steps say: names and numbers, where they came from, what Keras then does, the way out.

What Keras does was measured with 20 samples in batches of 4, for Keras 3.15, tf.keras 2.10 and later, and
Keras 2.2.4 (whose `fit_generator` keeps one queue over all epochs).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kerlint.script import samples as samples_of
from kerlint.symbolic.arithmetic import describe, known_int

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import DataSource
    from kerlint_rules.steps.arithmetic import Coverage, Steps


LONGEST_CODE = 40

# --- names and numbers ----------------------------------------------------------------------------------


def unit(source: DataSource) -> str:
    """`images` where the data come from an image reader, else `samples`."""
    target = source.call.target if source.call else ""
    return "images" if source.factory is not None or "image" in target else "samples"


def counted(number: int, noun: str) -> str:
    """`1 step`, `3,968 steps`, `20 batches`."""
    plural = f"{noun}es" if noun == "batch" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def percent(share: float) -> str:
    """`9.9 %`; less than everything never reads as 100."""
    return f"{min(share * 100, 99.9) if share < 1 else 100:.1f} %"


def named(words: str, value: Any) -> str:
    """A name in backticks, its value beside it where known; a number as it is."""
    number = known_int(value)
    if number is None:
        return f"`{words}`"
    return words if words == describe(value) else f"`{words}` ({number:,})"


def written(node: CSTNode | None) -> str | None:
    """The code of a name, attribute, item or call that fits into a message; None for anything else."""
    from libcst import Attribute, Call, Module, Name, Subscript

    if not isinstance(node, Name | Attribute | Subscript | Call):
        return None
    code = Module([]).code_for_node(node)
    return code if len(code) <= LONGEST_CODE and "\n" not in code else None


def words_in(name: str) -> set[str]:
    """`numTrain_samples` in lower-case parts: num, train, samples."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


# --- where the numbers came from ------------------------------------------------------------------------


def origins(steps: Steps) -> tuple[tuple[str, ...], tuple[tuple[CSTNode, str], ...]]:
    """(notes, related places) that say where the size and the batch size came from."""
    notes: list[str] = []
    related: list[tuple[CSTNode, str]] = []
    size = steps.source.size
    samples = samples_of(steps.source)
    if size is not None and samples is not None:
        words = f"{samples:,} {unit(steps.source)}"
        if size.source:
            notes.append(f"{steps.data_words}: {words}, {size.source}")
        if size.node is not None and size.node is not steps.node:
            related.append((size.node, f"{words} here"))
    batch = steps.source.batch_size
    if batch is not None:
        words = named(steps.batch_words, steps.batch)
        if batch.node is None and steps.source.kind == "generator":
            notes.append(f"{steps.data_words}: batches of {words}, Keras's default")
        elif batch.node is not None and batch.node is not steps.node:
            related.append((batch.node, f"batches of {words}"))
    return tuple(notes), tuple(related)


# --- what Keras then does -------------------------------------------------------------------------------


def training_outcome(steps: Steps, seen: Coverage, major: int | None) -> tuple[str, ...]:
    """What fit makes of a number of steps that is not the length of one pass."""
    if seen.steps > seen.length:
        new = f"Keras 3 ends each epoch after the one pass of {counted(seen.length, 'batch')}, with a warning"
        old = (
            "tf.keras 2 runs out of data and stops training after the first epoch; "
            "Keras up to 2.3 goes on into another pass"
        )
    else:
        new = f"Keras 3 goes on where the last epoch stopped and ends an epoch with the data: {cycle(seen)}"
        old = "tf.keras 2 begins each epoch anew with other batches; Keras up to 2.3 goes on where it stopped"
        if steps.source.kind == "dataset":
            last = -(-seen.length // seen.steps)
            old = f"tf.keras 2 runs out of data and stops training in epoch {last}"
    return by_version(new, old, major)


def cycle(seen: Coverage) -> str:
    """The lengths of the epochs in Keras 3 for fewer steps than a pass has."""
    full = seen.length // seen.steps
    if not seen.rest:
        return f"one pass takes {counted(full, 'epoch')}"
    if full == 1:
        return f"epochs of {seen.steps}, {seen.rest}, {seen.steps}, {seen.rest}, ... batches"
    return f"epochs of {counted(seen.steps, 'batch')}, after every {full} of them one of {seen.rest}"


def validation_outcome(steps: Steps, seen: Coverage, major: int | None) -> tuple[str, ...]:
    """What fit makes of validation_steps that are not the length of one pass."""
    if seen.steps > seen.length:
        if steps.source.repeated and steps.source.kind == "dataset":
            return ("some samples count more often than others in the validation loss and metrics",)
        new = "Keras 3 validates on one pass, with a warning"
        old = (
            "tf.keras 2 runs out of data: no validation loss and metrics after the first epoch; "
            "Keras up to 2.3 goes on into another pass, so that each epoch scores another mix"
        )
        return by_version(new, old, major)
    part = {True: "other samples each epoch", False: "the same first part each epoch"}.get(
        steps.source.shuffle, "this part only"
    )
    if major is not None and major >= 3:
        return (f"Keras 3 scores {part}",)
    who = "tf.keras 2 scores" if major == 2 else "Keras 3 and tf.keras 2 score"
    return f"{who} {part}", "Keras up to 2.3 goes on where the last epoch stopped"


def by_version(new: str, old: str, major: int | None) -> tuple[str, ...]:
    """The notes that hold for the target: what Keras 3 does, what the ones before did."""
    if major is None:
        return new, old
    return (new if major >= 3 else old,)


# --- the way out ----------------------------------------------------------------------------------------


def advice(steps: Steps, length: int | None = None) -> str:
    """What to do about steps that do not fit the data; `length` is the right number where known."""
    if steps.sized:
        batches = "how many batches" if length is None else f"the {counted(length, 'batch')} that"
        return f"leave {steps.parameter} out: Keras knows {batches} {steps.data_words} has"
    return f"give {steps.parameter} as the number of batches in one pass: samples / batch size, rounded up"
