"""The form of proof.yaml: read strictly, with errors that say where and what.

`docs/proofs.md` describes the keys for people; this module is what decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

KERAS_VERSIONS = (2, 3)
SEVERITIES = ("error", "warning", "info")
PLAIN_METRICS = ("loss", "accuracy", "acc", "val_loss", "val_accuracy", "val_acc")
PER_EPOCH = (
    "batches_per_epoch",
    "samples_per_epoch",
    "validation_batches_per_epoch",
    "validation_samples_per_epoch",
)
TIME_LIMIT = 120.0

_VERSION_BLOCKS = {f"keras{version}": version for version in KERAS_VERSIONS}
_WORDS: dict[str, Callable[[float], bool]] = {
    "nan": lambda value: not math.isfinite(value),
    "finite": math.isfinite,
    "diverges": lambda value: not math.isfinite(value) or abs(value) > 1e6,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "below": lambda value, bound: value < bound,
    "above": lambda value, bound: value > bound,
    "equals": lambda value, bound: math.isclose(value, bound, rel_tol=1e-6, abs_tol=1e-9),
}


class ProofError(Exception):
    """A proof.yaml that does not follow the form."""


@dataclass(frozen=True)
class Condition:
    """A condition on one number: a word (`nan`, `finite`, `diverges`) or bounds that must all hold."""

    word: str | None = None
    bounds: tuple[tuple[str, float], ...] = ()

    def holds(self, value: float) -> bool:
        """Is the number as the proof says? A NaN satisfies no bound."""
        if self.word is not None:
            return _WORDS[self.word](value)
        return not math.isnan(value) and all(_COMPARISONS[name](value, bound) for name, bound in self.bounds)

    def __str__(self) -> str:
        return self.word or " and ".join(
            f"{bound:g}" if name == "equals" else f"{name} {bound:g}" for name, bound in self.bounds
        )


@dataclass(frozen=True)
class Outcome:
    """What a script does under real Keras; everything named must hold.

    Attributes:
        raises: (name of the exception's class or of a base, part of the message); None: it ends normally.
        fit: which fit the numbers are about, -1 the last.
        history: last epoch's value by logged name.
        evaluate: the last `evaluate`'s value by name.
        epochs: number of epochs that were run.
        per_epoch: by name of PER_EPOCH either one condition for every epoch or a tuple for the first epochs.
        warns, prints: parts of a warning or log message, of the standard output.
        writes: by file pattern, how many files the script leaves.
        expressions: Python, evaluated in the script's final globals.
    """

    raises: tuple[str, str] | None = None
    fit: int = -1
    history: Mapping[str, Condition] = field(default_factory=dict)
    evaluate: Mapping[str, Condition] = field(default_factory=dict)
    epochs: Condition | None = None
    per_epoch: Mapping[str, Condition | tuple[Condition, ...]] = field(default_factory=dict)
    warns: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    writes: Mapping[str, Condition] = field(default_factory=dict)
    expressions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """What a pair does under one Keras version.

    Attributes:
        keras: the major version.
        says: one sentence.
        bad, good: the outcomes.
        reports: what Kerlint says about bad.py for this target: True, False or a severity.
    """

    keras: int
    says: str
    bad: Outcome
    good: Outcome
    reports: bool | str = True


@dataclass(frozen=True)
class Proof:
    """A whole proof.yaml.

    Attributes:
        claims: one for each Keras version; empty where Keras has no say (`lint_only`).
        seeds: each is set before the script runs, and the claim holds for each.
        prepare: a script that makes data first, in the same folder.
        also: codes that bad.py may be reported for besides its own.
        time_limit: seconds of wall time for one run.
        lint_only: why there is nothing to run.
        more: the claims about further bad scripts of the folder, by name; those without any share bad.py's.
    """

    claims: tuple[Claim, ...]
    seeds: tuple[int, ...] = (0,)
    prepare: str | None = None
    also: tuple[str, ...] = ()
    time_limit: float = TIME_LIMIT
    lint_only: str | None = None
    more: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)

    def claims_of(self, script: str) -> tuple[Claim, ...]:
        """What is claimed of a script of the folder."""
        return self.more.get(script, self.claims)


def read_proof(path: Path) -> Proof:
    """Read and check one proof.yaml.

    Raises:
        ProofError: the file is no YAML or does not follow the form; the message names file and key.
    """
    try:
        return parse_proof(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ProofError) as error:
        raise ProofError(f"{path}: {error}") from None


def parse_proof(data: Any) -> Proof:
    """Turn the YAML's content into a Proof."""
    block = _mapping(data, "the file")
    _allow(
        block,
        "the file",
        (
            "keras", "says", "bad", "good", "reports", "seeds", "prepare", "also", "time_limit", "lint_only",
            "more", *_VERSION_BLOCKS,
        ),
    )  # fmt: skip
    also = tuple(_text(code, "also", r"[A-Z]+\d+") for code in _list(block.get("also", []), "also"))
    if "lint_only" in block:
        if extra := sorted(set(block) - {"lint_only", "also", "says"}):
            raise ProofError(f"lint_only: nothing is run, so {', '.join(extra)} cannot stand beside it")
        return Proof((), also=also, lint_only=_text(block["lint_only"], "lint_only"))
    claims = _claims(block)
    proof = Proof(claims, also=also, more=_more(block.get("more", {}), claims))
    if "seeds" in block:
        seeds = tuple(_integer(seed, "seeds") for seed in _list(block["seeds"], "seeds"))
        if not seeds or len(set(seeds)) != len(seeds):
            raise ProofError("seeds: wants different whole numbers, such as [0, 1, 2]")
        proof = replace(proof, seeds=seeds)
    if "prepare" in block:
        proof = replace(proof, prepare=_text(block["prepare"], "prepare", r"[\w.-]+\.py"))
    if "time_limit" in block:
        proof = replace(proof, time_limit=_number(block["time_limit"], "time_limit"))
    return proof


def _claims(block: Mapping[str, Any]) -> tuple[Claim, ...]:
    versions = tuple(_integer(version, "keras") for version in _list(block.get("keras"), "keras"))
    if not versions or any(version not in KERAS_VERSIONS for version in versions):
        raise ProofError(f"keras: wants a list of major versions out of {list(KERAS_VERSIONS)}")
    if strays := [
        name for name, version in _VERSION_BLOCKS.items() if name in block and version not in versions
    ]:
        raise ProofError(f"{strays[0]}: this version is not listed under keras")
    claims = []
    for version in versions:
        name = f"keras{version}"
        own = _mapping(block.get(name, {}), name)
        _allow(own, name, ("says", "bad", "good", "reports"))
        merged = {**block, **own}
        for key in ("says", "bad", "good"):
            if key not in merged:
                raise ProofError(f"{key}: is missing for Keras {version}")
        claims.append(
            Claim(
                version,
                _text(merged["says"], "says"),
                parse_outcome(merged["bad"], f"{name}.bad" if "bad" in own else "bad"),
                parse_outcome(merged["good"], f"{name}.good" if "good" in own else "good"),
                _reports(merged.get("reports", True)),
            )
        )
    return tuple(claims)


def _more(data: Any, claims: tuple[Claim, ...]) -> dict[str, tuple[Claim, ...]]:
    found = {}
    for script, given in _mapping(data, "more").items():
        where = f"more.{_text(script, 'more', r'bad_[a-z0-9_]+[.]py')}"
        block = _mapping(given, where)
        _allow(block, where, ("keras", "bad", "good", "reports"))
        versions = {claim.keras for claim in claims}
        wanted = _list(block["keras"], f"{where}.keras") if "keras" in block else versions
        if not wanted or not versions.issuperset(wanted):
            raise ProofError(f"{where}.keras: wants some of the versions listed under keras")
        outcomes = {
            name: parse_outcome(block[name], f"{where}.{name}") for name in ("bad", "good") if name in block
        }
        if "reports" in block:
            outcomes["reports"] = _reports(block["reports"])
        found[script] = tuple(replace(claim, **outcomes) for claim in claims if claim.keras in wanted)
    return found


def parse_outcome(data: Any, where: str) -> Outcome:
    """Turn a `bad:` or `good:` block into an Outcome."""
    block = _mapping(data, where)
    _allow(
        block,
        where,
        (
            "raises", "fit", "history", "evaluate", "epochs", "warns", "prints", "writes", "expression",
            *PLAIN_METRICS, *PER_EPOCH,
        ),
    )  # fmt: skip
    if not block.keys() - {"fit"}:
        raise ProofError(f"{where}: claims nothing")
    history = dict(_mapping(block.get("history", {}), f"{where}.history"))
    for name in PLAIN_METRICS:
        if name in block:
            history[name] = block[name]
    raises = None
    if "raises" in block:
        kind, _, part = _text(block["raises"], f"{where}.raises").partition(":")
        if not kind.isidentifier():
            raise ProofError(f'{where}.raises: wants "ClassName" or "ClassName: part of the message"')
        raises = (kind, part.strip())
    return Outcome(
        raises=raises,
        fit=_integer(block.get("fit", -1), f"{where}.fit"),
        history=_conditions(history, where),
        evaluate=_conditions(block.get("evaluate", {}), f"{where}.evaluate"),
        epochs=_condition(block["epochs"], f"{where}.epochs") if "epochs" in block else None,
        per_epoch={name: _each(block[name], f"{where}.{name}") for name in PER_EPOCH if name in block},
        warns=_texts(block.get("warns", []), f"{where}.warns"),
        prints=_texts(block.get("prints", []), f"{where}.prints"),
        writes=_conditions(block.get("writes", {}), f"{where}.writes"),
        expressions=_expressions(block.get("expression", []), f"{where}.expression"),
    )


def _conditions(data: Any, where: str) -> dict[str, Condition]:
    return {
        _text(name, where): _condition(value, f"{where}.{name}")
        for name, value in _mapping(data, where).items()
    }


def _each(data: Any, where: str) -> Condition | tuple[Condition, ...]:
    if isinstance(data, list):
        if not data:
            raise ProofError(f"{where}: the list is empty")
        return tuple(_condition(value, where) for value in data)
    return _condition(data, where)


def _condition(data: Any, where: str) -> Condition:
    if isinstance(data, float) and math.isnan(data):
        return Condition("nan")
    if isinstance(data, str) and data.lower() in _WORDS:
        return Condition(data.lower())
    if isinstance(data, int) and not isinstance(data, bool):
        return Condition(bounds=(("equals", float(data)),))
    if isinstance(data, dict) and data:
        _allow(data, where, tuple(_COMPARISONS))
        return Condition(
            bounds=tuple((name, _number(bound, f"{where}.{name}")) for name, bound in data.items())
        )
    raise ProofError(
        f"{where}: {data!r} is no condition; wants a whole number, {', '.join(_WORDS)}, or a mapping "
        f"of {', '.join(_COMPARISONS)}"
    )


def _expressions(data: Any, where: str) -> tuple[str, ...]:
    expressions = _texts(data, where)
    for expression in expressions:
        try:
            compile(expression, where, "eval")
        except SyntaxError as error:
            raise ProofError(f"{where}: {expression!r} is no Python expression: {error.msg}") from None
    return expressions


def _reports(data: Any) -> bool | str:
    if isinstance(data, bool) or (isinstance(data, str) and data in SEVERITIES):
        return data
    raise ProofError(f"reports: {data!r} is neither true nor false nor one of {', '.join(SEVERITIES)}")


def _allow(block: Mapping[str, Any], where: str, allowed: tuple[str, ...]) -> None:
    for key in block:
        if key not in allowed:
            raise ProofError(f"{where}: unknown key {key!r}; known are {', '.join(allowed)}")


def _mapping(data: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise ProofError(f"{where}: wants a mapping, not {data!r}")
    return data


def _list(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise ProofError(f"{where}: wants a list, not {data!r}")
    return data


def _texts(data: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(item, where) for item in (data if isinstance(data, list) else [data]))


def _text(data: Any, where: str, pattern: str | None = None) -> str:
    if not isinstance(data, str) or not data.strip():
        raise ProofError(f"{where}: wants text, not {data!r}")
    if pattern is not None and not re.fullmatch(pattern, data):
        raise ProofError(f"{where}: {data!r} does not look like {pattern}")
    return data.strip()


def _integer(data: Any, where: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int):
        raise ProofError(f"{where}: wants a whole number, not {data!r}")
    return data


def _number(data: Any, where: str) -> float:
    if isinstance(data, str):
        # YAML 1.1 reads 1e6 as text: it wants 1.0e+6.
        try:
            return float(data)
        except ValueError:
            pass
    if isinstance(data, bool) or not isinstance(data, (int, float)):
        raise ProofError(f"{where}: wants a number, not {data!r}")
    return float(data)
