"""What comparing many programs gave: kept in a file program by program, summed up, put in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Counts:
    """What was compared, and what came of it."""

    programs: int = 0
    trained: int = 0
    crashed: int = 0
    predicted: int = 0
    shapes: int = 0
    params: int = 0
    models: int = 0
    fits: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    tricks: Counter[str] = field(default_factory=Counter)
    unknown_shapes: Counter[str] = field(default_factory=Counter)
    unknown_params: Counter[str] = field(default_factory=Counter)
    unseen_models: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    examples: dict[str, int] = field(default_factory=dict)
    contradictions: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Take the counts of more programs in."""
        for name, value in vars(other).items():
            if isinstance(value, dict) and not isinstance(value, Counter):
                setattr(self, name, {**value, **getattr(self, name)})
            else:
                setattr(self, name, getattr(self, name) + value)


def kept(record: Path) -> dict[int, Counts]:
    """The latest result of each program that the file holds."""
    if not record.exists():
        return {}
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    return {line["number"]: _from_json(line["counts"]) for line in lines}


def keep(record: Path, number: int, counts: Counts) -> None:
    """Append a program's result to the file."""
    with record.open("a") as out:
        out.write(json.dumps({"number": number, "counts": vars(counts)}) + "\n")


def _from_json(entry: dict[str, Any]) -> Counts:
    counts = Counts(**entry)
    for name, value in vars(Counts()).items():
        if isinstance(value, Counter):
            setattr(counts, name, Counter(entry[name]))
    counts.contradictions = [(number, text) for number, text in counts.contradictions]
    return counts


def summed(parts: Iterable[Counts]) -> Counts:
    """The counts of all of them."""
    total = Counts()
    for part in parts:
        total.add(part)
    return total


def report(counts: Counts, show: int) -> str:
    """The counts in words."""

    def listed(counter: Counter[str], limit: int = show) -> list[str]:
        return [f"    {count:6,}  {name}" for name, count in counter.most_common(limit)]

    unknown, blank = counts.unknown_shapes.total(), counts.unknown_params.total()
    silent = counts.silent.total()
    rare = [(name, count) for name, count in sorted(counts.classes.items(), key=lambda item: item[1])][:6]
    lines = [
        f"{counts.programs:,} programs, {counts.classes.total():,} layers written, {counts.trained:,} programs train",
        f"{len(counts.contradictions)} contradictions",
        f"{counts.models:,} models, {counts.shapes:,} layers compared, {counts.fits:,} fits compared",
        f"unknown shapes: {unknown:,} ({unknown / max(1, counts.shapes):.2%})",
        *(
            f"    {count:6,}  {name}  [e.g. program {counts.examples[f'unknown {name}']}]"
            for name, count in counts.unknown_shapes.most_common(show)
        ),
        f"unknown weights: {blank:,} ({blank / max(1, counts.params):.2%})",
        *listed(counts.unknown_params),
        f"models whose layers are not all known: {counts.unseen_models.total():,}",
        *listed(counts.unseen_models),
        f"{counts.crashed:,} programs crash: {counts.predicted:,} predicted, {silent:,} not",
    ]
    for message, count in counts.silent.most_common(show):
        lines.append(f"    {count:6,}  {message}  [e.g. program {counts.examples[message]}]")
    lines.append(
        f"{len(counts.classes)} classes of layers; the rarest: " + ", ".join(f"{n} {c}" for n, c in rare)
    )
    return "\n".join(lines)
