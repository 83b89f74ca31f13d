"""Which data a script trains on, and which it holds against that: what the rules of this folder compare."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.symbolic.arithmetic import describe, is_number, known

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from libcst import CSTNode

    from kerlint.script import DataSource, Fit, Measurement, Script, Transform

_WORDS = {
    "rotation_range": "rotation",
    "width_shift_range": "horizontal shift",
    "height_shift_range": "vertical shift",
    "brightness_range": "brightness",
    "shear_range": "shear",
    "zoom_range": "zoom",
    "channel_shift_range": "channel shift",
    "horizontal_flip": "horizontal flip",
    "vertical_flip": "vertical flip",
    "preprocessing_function": "a preprocessing function that draws random numbers",
    "random_flip_left_right": "horizontal flip",
    "random_flip_up_down": "vertical flip",
}

_NOISE = frozenset({"add", "subtract", "multiply", "divide", "rescale", "GaussianNoise", "clip", "cast"})


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Data that a model is scored on.

    Attributes:
        data: the data.
        train: what that model is trained on, None where it is not known.
        role: "validation", "evaluation" or "prediction".
        node: the call that scores: fit, evaluate or predict.
    """

    data: DataSource
    train: DataSource | None
    role: str
    node: CSTNode

    @property
    def words(self) -> str:
        """`the validation data`."""
        return {"validation": "the validation data", "evaluation": "the data given to evaluate"}.get(
            self.role, "the data given to predict"
        )


def held_out(script: Script) -> Iterator[HeldOut]:
    """Each source that a model is scored on, once, with the data that this model is trained on.

    What a model is trained on counts as held-out data nowhere: scoring the training data is not what these
    rules are about. Nor do several predictions on the same data: that is averaging over augmented copies.
    """
    trained_on = {fit.train.key for fit in script.fits if fit.train is not None}
    seen: set[int] = set()
    for fit in script.fits:
        data = fit.validation
        if data is not None and data.key not in seen and (fit.train is None or data.key != fit.train.key):
            seen.add(data.key)
            yield HeldOut(data, fit.train, "validation", fit.node)
    averaged = _averaged(script.predictions)
    for role, measurements in (("evaluation", script.evaluations), ("prediction", script.predictions)):
        for measurement in measurements:
            data = measurement.data
            if data is None or data.key in seen or data.key in trained_on:
                continue
            fit_of = _fit_of(measurement, script.fits)
            if role == "prediction" and (fit_of is None or not averaged.isdisjoint(_identities(measurement))):
                continue
            seen.add(data.key)
            yield HeldOut(data, fit_of.train if fit_of else None, role, measurement.node)


def _fit_of(measurement: Measurement, fits: Sequence[Fit]) -> Fit | None:
    """The last fit of the very model that is measured; of models out of sight the one fit that there is."""
    model = measurement.model
    if model is None:
        return fits[0] if len(fits) == 1 and fits[0].model is None else None
    return next((fit for fit in reversed(fits) if fit.model is not None and fit.model.key == model.key), None)


def _averaged(predictions: Iterable[Measurement]) -> frozenset[Hashable]:
    """What is predicted on more than once."""
    times = Counter(identity for measurement in predictions for identity in _identities(measurement))
    return frozenset(identity for identity, number in times.items() if number > 1)


def _identities(measurement: Measurement) -> list[Hashable]:
    """What makes two predictions ones on the same data: the source, or one made anew over the same arrays."""
    data, model = measurement.data, measurement.model
    if data is None:
        return []
    if model is None or not data.origin:
        return [data.key]
    return [data.key, (model.key, id(data.node), data.origin)]


def augmentation(source: DataSource | None) -> tuple[Transform, ...] | None:
    """The random transforms that draw anew in each pass; None where they are not known.

    Noise added to arrays is drawn once. Noise added to the inputs of a pipeline is what a denoising model is given
    in validation, too.
    """
    if source is None or source.augmentation is None:
        return None
    if source.kind == "array":
        return ()
    return tuple(transform for transform in source.augmentation if transform.name not in _NOISE)


def random_words(transforms: Iterable[Transform]) -> str:
    """`shear, zoom, horizontal flip`."""
    return ", ".join(dict.fromkeys(_word(transform.name) for transform in transforms))


def _word(name: str) -> str:
    if name in _WORDS:
        return _WORDS[name]
    if name[:1].isupper():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    plain = re.sub(r"^(stateless[_ ])?random[_ ]", "", name)
    return plain.replace("_", " ") or name


def written(transform: Transform) -> str:
    """`rescale=1/255`, `samplewise_center`."""
    value = transform.value
    if value is None or value is True:
        return transform.name
    if is_number(value):
        number = known(value)
        return f"{transform.name}={describe(value) if number is None else _short(number)}"
    if isinstance(value, str):
        if "\n" in value or len(value) > 60:
            return f"{transform.name} (a function of the script)"
        return f"{transform.name}={value.rpartition('keras.')[2]}"
    return f"{transform.name}={value}"


def _short(number: float) -> str:
    """`1/255` as people write it, else four digits."""
    inverse = 1 / number if 0 < abs(number) < 1 else 0.0
    whole = round(inverse)
    return f"1/{whole}" if whole and abs(inverse - whole) < 1e-6 * abs(inverse) else f"{number:.4g}"


def title(source: DataSource, otherwise: str) -> str:
    """The name that the script gives the data, or other words."""
    return f"`{source.name}`" if source.name else otherwise


def sentence(text: str) -> str:
    """The same with a capital at its start."""
    return f"{text[0].upper()}{text[1:]}"
