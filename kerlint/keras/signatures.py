"""How Keras's classes and functions take their arguments, version by version.

The catalogue is made from Keras itself: `tools/make_names.py` reads the versions that can be installed,
`tools/make_old_names.py` the sources of those before. A version's file is read when it is first asked for; most
scripts need the one of Keras 3 only.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import known

if TYPE_CHECKING:
    from kerlint.symbolic.values import Argument, Arguments

# Newest first: Keras 3, what only its `tf.keras` has, tf_keras, the last Keras 2 with code of its own (2.3.1), and
# Keras 1 (1.2.2).
VERSIONS = ("3", "3-tf", "2", "2.3", "1")
_ORDERS = {2: ("2", "2.3", "3", "3-tf", "1"), 1: ("1", "2.3", "2", "3", "3-tf")}

# What every layer of Keras 1 and 2 takes beside its own parameters (`keras.engine.base_layer` of Keras 2.3).
_OF_EVERY_LAYER = frozenset(
    (
        "name trainable dtype dynamic autocast input_shape batch_input_shape batch_size input_dim input_length "
        "input_dtype weights"
    ).split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """The parameters of a class or function.

    Attributes:
        positional: names of those that may be given by position, in order.
        names: all names.
        required: names of those without a default.
        defaults: the texts of the others' defaults.
    """

    positional: tuple[str, ...]
    names: frozenset[str]
    required: tuple[str, ...]
    defaults: Mapping[str, str]

    def default(self, parameter: str) -> Any:
        """A parameter's default; None where it has none, or one that is no literal."""
        return _literal(self.defaults.get(parameter, "None"))


NO_PARAMETERS = Signature((), frozenset(), (), {})


@cache
def catalog(version: str) -> Mapping[str, str | None]:
    """The signatures of a version as words, by the path below Keras ("layers.Dense", "Model.fit")."""
    path = Path(__file__).with_name("catalog") / f"keras_{version}.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def signature(path: str, major: int | None = None) -> Signature | None:
    """The signature by canonical path, of that major version or, where it has none, of the version nearest to it."""
    return next(_signatures(path, major), None)


def signatures(path: str) -> Mapping[str, Signature]:
    """The signatures of all versions that have one, by version, newest first."""
    name = below(path)
    return {
        version: _parsed(text) for version in VERSIONS if (text := catalog(version).get(name)) is not None
    }


def bind(path: str, arguments: Arguments, major: int | None = None) -> dict[str, Argument]:
    """The arguments of a call by the parameter names of the version that it is written for.

    That is the version `major` as long as the call fits it; else the one that knows more of its keywords, or that its
    positional arguments fit. Surplus positional arguments are dropped, unknown keywords kept.
    """
    found = written_for(path, arguments, major)
    return arguments.bind(() if found is None else found.positional)


def written_for(path: str, arguments: Arguments, major: int | None = None) -> Signature | None:
    """The signature that a call follows; None where no version has such a name."""
    own = [name for name in arguments.keywords if name not in _OF_EVERY_LAYER]
    best = signature(path, major)
    score = (-1, False)
    if best is None or (all(name in best.names for name in own) and _fits(best, arguments)):
        return best
    for candidate in _signatures(path, major):
        rated = (sum(name in candidate.names for name in own), _fits(candidate, arguments))
        if rated > score:
            best, score = candidate, rated
    return best


def _signatures(path: str, major: int | None) -> Iterator[Signature]:
    name = below(path)
    for version in _ORDERS.get(major or 3, VERSIONS):
        text = catalog(version).get(name)
        if text is not None:
            yield _parsed(text)


def below(path: str) -> str:
    """A canonical path below Keras, as the catalogue has it."""
    return path.removeprefix("keras.").replace("optimizers.legacy.", "optimizers.")


@cache
def _parsed(text: str) -> Signature:
    positional: list[str] = []
    names: list[str] = []
    required: list[str] = []
    defaults: dict[str, str] = {}
    by_position = True
    for word in text.split():
        if word.startswith("*"):
            by_position = False
            continue
        name, given, default = word.partition("=")
        names.append(name)
        if by_position:
            positional.append(name)
        if given:
            defaults[name] = default
        else:
            required.append(name)
    return Signature(tuple(positional), frozenset(names), tuple(required), defaults)


@cache
def _literal(text: str) -> Any:
    return None if text == "..." else ast.literal_eval(text)


def _fits(candidate: Signature, arguments: Arguments) -> bool:
    """Are there places for the positional arguments, of their kind, and an argument for each that is required?"""
    given = arguments.positional
    if len(given) > len(candidate.positional):
        return False
    if candidate.required and not (arguments.open_positional or arguments.open_keywords):
        told = candidate.positional[: len(given)]
        if any(name not in arguments.keywords and name not in told for name in candidate.required):
            return False
    return all(_alike(candidate.default(name), one.value) for name, one in zip(candidate.positional, given))


def _alike(default: Any, value: Any) -> bool:
    """May the value stand where Keras's default is this one? What is not known may."""
    number = known(value)
    if isinstance(default, bool):
        return not isinstance(value, str) and (number is None or number in (0, 1))
    if isinstance(default, str):
        return number is None and not isinstance(value, bool)
    if isinstance(default, int) and isinstance(number, float):
        return number.is_integer()
    return not (isinstance(default, int | float) and isinstance(value, str))
