"""The arithmetic of steps: where a script gives them, what an epoch then sees, what is no number of steps.

Sizes are in samples, lengths and steps in batches; "the data" of a call is its DataSource.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from libcst import BinaryOperation, Multiply

from kerlint.keras.versions import speaks_keras_1
from kerlint.script import samples as samples_of
from kerlint.symbolic.arithmetic import (
    Quantity,
    Quotient,
    describe,
    divides,
    is_number,
    known,
    known_int,
    quotient,
    same,
)
from kerlint.symbolic.values import Argument, Unknown
from kerlint_rules.steps.wording import counted, percent, unit, words_in, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from libcst import CSTNode

    from kerlint.script import Call, DataSource, Fit, Script

TRAINING, VALIDATION, EVALUATION, PREDICTION = "training", "validation", "evaluation", "prediction"


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """A number of steps as one call gets it.

    Attributes:
        role: TRAINING, VALIDATION, EVALUATION or PREDICTION.
        parameter: what Keras calls the argument: "steps_per_epoch", "validation_steps", "steps".
        value: a Number.
        node: the argument's expression, the call where that is not in sight.
        source: the data that the steps are taken from.
        call: the fit, evaluate or predict call.
        method: "fit", "fit_generator", "evaluate", ...
        epochs: how many epochs the fit runs, None where not known; 1 for evaluate and predict.
    """

    role: str
    parameter: str
    value: Any
    node: CSTNode
    source: DataSource
    call: Call
    method: str
    epochs: int | None

    @property
    def batch(self) -> Any:
        """The batch size as a Number, None where nothing is known of it."""
        number = None if self.source.batch_size is None else as_number(self.source.batch_size.value)
        # `math.ceil(n / float(batch_size))` leaves a float of a whole number.
        value = known(number)
        return int(value) if isinstance(value, float) and value.is_integer() else number

    @property
    def sized(self) -> bool:
        """Does Keras know the length of the data, and end an epoch with it?"""
        return is_sized(self.source)

    @property
    def words(self) -> str:
        """How the call writes the steps: a name, else the number or expression."""
        return written(self.node) or describe(self.value)

    @property
    def known_as(self) -> str:
        """The name of the unknown number that they are, whatever it was bound to since; else as `words`."""
        if isinstance(self.value, Quantity) and self.value.op == "symbol":
            return describe(self.value)
        return self.words

    @property
    def batch_words(self) -> str:
        """How the script writes the batch size of the data: a name, else the number or expression."""
        node = self.source.batch_size.node if self.source.batch_size else None
        return written(node) or describe(self.batch)

    @property
    def data_words(self) -> str:
        """What messages call the data: `train_generator`, the training data."""
        return f"`{self.source.name}`" if self.source.name else f"the {self.role} data"


def is_sized(source: DataSource) -> bool:
    """Does Keras know the length of the data, and end an epoch with it?"""
    return source.kind in ("generator", "sequence", "array") or (
        source.kind == "dataset" and source.repeated is False
    )


def sources_of(steps: Steps, script: Script) -> Iterator[DataSource | None]:
    """All data that the same call takes these steps from, in a loop or a function that is called again."""
    for fit in script.fits:
        if fit.node is steps.call.node:
            yield fit.validation if steps.role == VALIDATION else fit.train
    for measurement in (*script.evaluations, *script.predictions):
        if measurement.node is steps.call.node:
            yield measurement.data


def given_steps(script: Script, *roles: str) -> Iterator[Steps]:
    """Every number of steps that the script gives together with data, in these roles."""
    for fit in script.fits:
        for role, parameter, argument, source in (
            (TRAINING, "steps_per_epoch", fit.steps, fit.train),
            (VALIDATION, "validation_steps", fit.validation_steps, fit.validation),
        ):
            value, node = _given(argument, source)
            if role in roles and source is not None and value is not None:
                yield Steps(
                    role, parameter, value, node or fit.node, source, fit.call, fit.method, _epochs(fit)
                )
    if speaks_keras_1(script.calls):
        # There, evaluate_generator and predict_generator take a number of samples in this place.
        return
    for role, measurements in ((EVALUATION, script.evaluations), (PREDICTION, script.predictions)):
        for item in measurements:
            value, node = _given(item.steps, item.data)
            if role in roles and item.data is not None and value is not None:
                yield Steps(role, "steps", value, node or item.node, item.data, item.call, item.method, 1)


def _given(argument: Argument | None, source: DataSource | None) -> tuple[Any, CSTNode | None]:
    if argument is None or source is None:
        return None, None
    if source.kind == "array" and (source.batch_size is None or source.batch_size.node is None):
        # Given steps and no batch size, fit cuts arrays into that many batches: they always fit
        # (keras/src/trainers/data_adapters/array_data_adapter.py; measured for tf.keras 2 too).
        return None, None
    return as_number(argument.value), argument.node


def _epochs(fit: Fit) -> int | None:
    given = fit.call.arguments
    argument, start = fit.epochs or given.get("nb_epoch"), given.get("initial_epoch")
    if argument is None:
        return 1 if fit.call.complete and fit.method != "train_on_batch" else None
    last, first = known_int(argument.value), 0 if start is None else known_int(start.value)
    return None if last is None or first is None else last - first


def as_number(value: Any) -> Any:
    """The value as a Number, something unknown as the symbol it is; None for what is no number."""
    if isinstance(value, Unknown):
        return value.quantity()
    return value if is_number(value) else None


# An epoch of a larger share is still about one pass over the data.
NEARLY_ALL = 0.9

# --- what an epoch sees -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """Known steps against known data.

    Attributes:
        steps: batches that are asked for.
        length: batches that one pass has.
        batch, samples: batch size and number of samples, None where only the length is known.
        unit: "images" or "samples".
    """

    steps: int
    length: int
    batch: int | None
    samples: int | None
    unit: str

    @property
    def share(self) -> float:
        """Part of the data that the steps take: 1.0 is one pass (a last smaller batch included)."""
        if self.batch and self.samples and self.steps < self.length:
            return self.steps * self.batch / self.samples
        return self.steps / self.length

    @property
    def rest(self) -> int:
        """Batches that are left of a pass when no further full epoch fits in."""
        return self.length % self.steps

    @property
    def floored(self) -> bool:
        """Is just the smaller batch left out, as `samples // batch_size` does?"""
        return bool(self.batch and self.samples and self.steps == self.samples // self.batch < self.length)

    def __str__(self) -> str:
        """`31 steps x 128 = 3,968 of 40,000 images (9.9 %)`."""
        steps = counted(self.steps, "step")
        part = percent(self.share) if self.share < 1 else f"{self.share:.3g} passes"
        if not self.batch or not self.samples:
            return f"{steps} for {counted(self.length, 'batch')} ({part})"
        over = "of" if self.share < 1 else "for"
        taken = self.steps * self.batch
        return f"{steps} x {self.batch:,} = {taken:,} {over} {self.samples:,} {self.unit} ({part})"


def coverage(steps: Steps) -> Coverage | None:
    """Steps against data where all numbers are known; None otherwise."""
    source = steps.source
    value = known(steps.value)
    # Where Keras takes a float at all, it runs a last step for its fraction.
    count = math.ceil(value) if value is not None and math.isfinite(value) else None
    batch = known_int(steps.batch)
    samples = samples_of(source)
    length = known_int(source.length)
    if length is None and batch and samples and source.kind in ("generator", "array"):
        length = -(-samples // batch)
    if not count or not length or count < 1 or length < 1:
        return None
    return Coverage(count, length, batch, samples, unit(source))


def claimed_coverage(steps: Steps) -> Coverage | None:
    """The same where only the quotient itself (`2100 // batch_size`) tells how large the data are."""
    parts = quotient(steps.value)
    if parts is None or parts.rounding != "floor" or steps.source.kind != "generator":
        return None
    if samples_of(steps.source) is not None:
        return None
    count, samples, batch = known_int(steps.value), known_int(parts.total), known_int(parts.divisor)
    if not count or not samples or not batch or not same(parts.divisor, steps.batch):
        return None
    return Coverage(count, -(-samples // batch), batch, samples, unit(steps.source))


def floor_may_leave_a_rest(steps: Steps) -> Quotient | None:
    """`n // batch_size` for one pass over this data, where it is not known whether it divides; else None."""
    parts = quotient(steps.value)
    if parts is None or parts.rounding != "floor" or not same(parts.divisor, steps.batch):
        return None
    if divides(parts.divisor, parts.total) is not None:
        return None
    source = steps.source
    samples, batch = samples_of(source), known_int(steps.batch)
    if samples and batch and source.kind == "generator":
        # The total is most likely this size, read in a way that the script does not show.
        return parts if samples % batch else None
    length = quotient(source.length)
    if length is not None:
        exact = length.rounding == "ceil" and same(length.divisor, parts.divisor)
        return parts if exact and same(length.total, parts.total) else None
    if source.kind != "generator" or source.length is not None:
        return None
    return parts if source.size is None or same(source.size.samples, parts.total) is not False else None


def right_on_this_path(judged: Iterable[tuple[Steps, bool]]) -> Iterator[CSTNode]:
    """The places of steps that are right each time this path comes by.

    A path with other steps (`5 if debug else len(train)`) is then a choice that the script makes.
    """
    right: dict[int, tuple[CSTNode, bool]] = {}
    for steps, good in judged:
        _, so_far = right.get(id(steps.node), (steps.node, True))
        right[id(steps.node)] = (steps.node, so_far and good)
    return (node for node, good in right.values() if good)


# --- what is no number of steps -----------------------------------------------------------------------


def divides_by_other_batch_size(steps: Steps) -> Quotient | None:
    """The quotient in the steps where its divisor is not the batch size of the data; else None.

    Two known numbers must differ. Where one of them is not known, both must be plain (no expression), the
    divisor's name must say that it is a batch size, and the data's batch size must go by another name.
    """
    parts = quotient(steps.value)
    batch = steps.batch
    if parts is None or batch is None or quotient(parts.total) is not None or _counts_batches(parts, steps):
        return None
    equal = same(parts.divisor, batch)
    if equal is None:
        plain = all(
            not isinstance(number, Quantity) or number.op in ("symbol", "const")
            for number in (parts.divisor, batch)
        )
        words, batch_name = divisor_words(parts), _last_part(steps.batch_words)
        other = bool(batch_name) and _names_batch(steps) and _last_part(words) != batch_name
        return parts if plain and other and _says_batch(words) else None
    seen = coverage(steps)
    if seen is None:
        return None if equal or _multiplies(parts, batch) else parts
    return None if equal or seen.steps == seen.length else parts


def _names_batch(steps: Steps) -> bool:
    """Is the batch size of the data known by a name of its own, not as what a generator happened to count?"""
    if "(" in steps.batch_words:
        return False
    return steps.source.kind not in ("python-generator", "sequence") or _says_batch(steps.batch_words)


def _multiplies(parts: Quotient, batch: Any) -> bool:
    """Is the divisor the batch size times something: `words // (batch_size * words_a_sample)`?"""
    divisor = getattr(parts.node, "right", None)
    number, size = known_int(parts.divisor), known_int(batch)
    product = isinstance(divisor, BinaryOperation) and isinstance(divisor.operator, Multiply)
    return product and number is not None and bool(size) and number % (size or 1) == 0


def divisor_words(parts: Quotient) -> str:
    """How the script writes what it divides by: a name, else the number or expression."""
    return parts.divisor_label or describe(parts.divisor)


def _counts_batches(parts: Quotient, steps: Steps) -> bool:
    """Is the quotient's total itself a number of batches: `len(train_generator) // 2`?"""
    if same(parts.total, steps.source.length):
        return True
    words = parts.total_label or describe(parts.total)
    of = re.fullmatch(r"len\((.+)\)", words)
    return bool(of and of[1] == steps.source.name) or bool(words_in(words) & _STEP_WORDS)


def samples_given(steps: Steps) -> str | None:
    """How it is known that steps are a number of samples: "size" (that of the data) or "name"; else None.

    Data in batches of one have as many steps as samples; nothing is said without a batch size.
    """
    seen = coverage(steps)
    batch = steps.batch
    if (
        batch is None
        or known_int(batch) == 1
        or (seen and seen.steps <= seen.length)
        or _divided(steps.value)
    ):
        return None
    size = steps.source.size
    if size is not None and same(steps.value, size.samples):
        return "size"
    if steps.source.name and steps.words in (f"{steps.source.name}.samples", f"{steps.source.name}.n"):
        return "size"
    if "(" in steps.known_as.removeprefix("len("):
        # `steps_for(n_samples)` may compute anything.
        return None
    words = words_in(steps.known_as)
    return "name" if words & _SAMPLE_WORDS and not words & _STEP_WORDS else None


_SAMPLE_WORDS = {"sample", "image", "img", "picture", "photo", "example", "instance"}
_SAMPLE_WORDS |= {f"{word}s" for word in _SAMPLE_WORDS}
_STEP_WORDS = {"step", "steps", "batch", "batches", "iteration", "iterations", "iters", "epochs"}


def _divided(value: Any) -> bool:
    """Does a division stand anywhere in it?"""
    if not isinstance(value, Quantity):
        return False
    return value.op in ("/", "//") or any(_divided(arg) for arg in value.args)


def _last_part(name: str) -> str:
    """`args.batch_size`, `args["batch_size"]` and `BATCH_SIZE` are all `batchsize`."""
    return "".join(re.findall(r"\w+", name)[-1:]).replace("_", "").lower()


def _says_batch(name: str) -> bool:
    return "batch" in name.lower() or bool(words_in(name) & {"bs", "bsz", "bsize"})
