"""Diagnostics laid out: for people, for machines, for code hosts. Nothing here judges or prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from kerlint.diagnostic import Diagnostic

if TYPE_CHECKING:
    from kerlint.reporting.excerpts import Sources

# Each format's module has `render(report) -> str`; the result ends with a newline or is empty.
FORMATS = ("full", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif")


@dataclass(frozen=True, slots=True)
class Report:
    """What a reporter lays out.

    Attributes:
        diagnostics: in order.
        files: how many files were looked at.
        keras: how many of these could concern Keras.
        problems: what kept files from being looked at.
        sources: the lines of the files, for excerpts.
        colour: with ANSI colours, where the format has any.
        quiet: without the closing summary, where the format has any.
        fixed: how many fixes were put in before.
        known: how many findings a baseline keeps out.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    keras: int
    sources: Sources
    problems: Sequence[str] = field(default=())
    colour: bool = False
    quiet: bool = False
    fixed: int = 0
    known: int = 0


def render(report: Report, output_format: str) -> str:
    """The report in one of FORMATS."""
    return str(import_module(f"kerlint.reporting.{output_format}").render(report))
