"""What an editor shows over code: a layer's output shape and parameters, the size of data, what an epoch sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kerlint.diagnostic import Location, Span

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.settings import Settings
    from kerlint.source import SourceFile


@dataclass(frozen=True, slots=True)
class Fact:
    """A line on something that the script makes or does.

    Attributes:
        span: where; in the cell's rows and columns for a notebook.
        cell: the notebook's cell, None in a script.
        text: the line.
        training: is it a fit? What its arguments are is told together with what it does.
    """

    span: Span
    cell: int | None
    text: str
    training: bool = False


Told = list[Fact]


def told_of(read: Callable[[], SourceFile], settings: Settings) -> Told:
    """What there is to tell of a script; nothing where it cannot be read."""
    from kerlint.syntax import with_deep_stack

    try:
        return with_deep_stack(lambda: _told_of(read(), settings))
    except Exception:  # noqa: BLE001 - what fails here fails in the check too, which says so (KER900, KER902)
        return []


def told_at(told: Told, cell: int | None, location: Location) -> tuple[Span, tuple[str, ...]] | None:
    """The innermost thing at a place, with what the possible runs say of it; None where there is none."""
    around = [fact for fact in told if fact.cell == cell and fact.span.start <= location <= fact.span.end]
    if not around:
        return None
    spans = [fact.span for fact in around]
    innermost = max(spans, key=lambda span: (span.start, -span.end.row, -span.end.column))
    texts = [fact.text for fact in around if fact.span == innermost]
    texts += [fact.text for fact in around if fact.training]
    return innermost, tuple(dict.fromkeys(texts))


def _told_of(source: SourceFile, settings: Settings) -> Told:
    from kerlint.builder import Reading
    from kerlint.cells import parse_source
    from kerlint.linter import world_of
    from kerlint.positions import locate
    from kerlint.reporting.show import data_text, fit_text, layer_text

    module, source, _ = parse_source(source)
    said: list[tuple[CSTNode, str, bool]] = []
    for script in Reading(module, source, settings, world_of(source.path, settings)).scripts():
        for model in script.models:
            for call in model.calls:
                line = layer_text(call)
                said += [(call.layer.node, line, False), (call.node, line, False)]
        known = (data for data in script.data if data.size is not None or data.batch_size is not None)
        said += [(data.node, data_text(data), False) for data in known]
        said += [(fit.node, fit_text(fit), True) for fit in script.fits]
    places = locate([(source.path, module)], [node for node, _, _ in said], source.text)
    return [
        Fact(*source.on_disk(places[id(node)][1]), text, training)
        for node, text, training in said
        if id(node) in places
    ]
