"""Which Keras a script was written for, as its own imports and calls show.

Only what exists in one major version counts (https://keras.io/guides/migrating_to_keras_3/ and the evidence of
running each under both). Where signs of both stand in one script, nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kerlint.script import Call
from kerlint.target import Target

# Modules that only one major version has, and the switch to tf_keras.
_ONLY_2 = re.compile(
    r"\b(?:tf_keras|TF_USE_LEGACY_KERAS|keras\.(?:utils\.np_utils|utils\.vis_utils|backend\.tensorflow_backend|engine"
    r"|wrappers\.scikit_learn|layers\.(?:core|convolutional|normalization|recurrent|advanced_activations|merge|pooling|embeddings"
    r"|noise|local|experimental))|tensorflow\.contrib)\b"
)
_ONLY_3 = re.compile(
    r"\bkeras\.(?:ops|random|distribution|tree|dtype_policies)\b|\bKERAS_BACKEND\b|\bkeras_hub\b"
)
_FROM_3 = re.compile(
    r"^[ \t]*from[ \t]+keras[ \t]+import[^\n#]*\b(?:ops|random|distribution|tree)\b", re.MULTILINE
)
_METHODS_2 = frozenset(["fit_generator", "evaluate_generator", "predict_generator", "predict_classes"])
_ARGUMENTS_2 = {
    "fit": ("nb_epoch", "workers", "use_multiprocessing", "max_queue_size"),
    "evaluate": ("workers", "use_multiprocessing", "max_queue_size"),
    "predict": ("workers", "use_multiprocessing", "max_queue_size"),
}
# Names that Keras 2 renamed; samples were counted where batches are counted since.
_KERAS_1 = frozenset(
    ["samples_per_epoch", "nb_epoch", "nb_val_samples", "val_samples", "max_q_size", "nb_worker"]
)


def target_of(text: str, calls: Iterable[Call]) -> Target:
    """The version that a script's text and calls give away; unknown where none or both."""
    found = dict(_signs_in(text))
    for call in calls:
        sign = _sign_of_2(call)
        if sign is not None:
            found.setdefault(2, f"the script uses {sign}")
            break
    if len(found) != 1:
        return Target()
    ((only, source),) = found.items()
    return Target(only, source)


@lru_cache(maxsize=2)
def _signs_in(text: str) -> dict[int, str]:
    """What a script's text says of versions; asked for each of its runs."""
    found: dict[int, str] = {}
    for major, pattern in ((2, _ONLY_2), (3, _ONLY_3), (3, _FROM_3)):
        match = pattern.search(text)
        if match is not None:
            found.setdefault(major, f"the script uses {match[0].strip()}")
    return found


def _sign_of_2(call: Call) -> str | None:
    owner, _, name = call.target.rpartition(".")
    if owner == "keras.Model":
        if name in _METHODS_2:
            return name
        return next(
            (f"{name}({word}=...)" for word in _ARGUMENTS_2.get(name, ()) if word in call.arguments), None
        )
    if owner == "keras.optimizers" and "lr" in call.arguments:
        return f"{name}(lr=...)"
    return None


def speaks_keras_1(calls: Iterable[Call]) -> bool:
    """Does the script give Keras 1's arguments to training methods, which count samples, not steps?"""
    return any(
        call.target.startswith("keras.Model.") and not _KERAS_1.isdisjoint(call.arguments) for call in calls
    )
