"""What an editor shows over a layer: its output shape and parameters, as far as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerlint.diagnostic import Location, Span
from kerlint.source import source_from_text

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.settings import Settings

Layers = list[tuple[Span, str]]


def layers_of(text: str, path: str, settings: Settings) -> Layers:
    """Where the script makes or applies layers, and a line on each; empty where it cannot be read."""
    from kerlint.syntax import with_deep_stack

    try:
        return with_deep_stack(lambda: _layers_of(text, path, settings))
    except Exception:  # noqa: BLE001 - what fails here fails in the check too, which says so (KER900, KER902)
        return []


def layer_at(layers: Layers, location: Location) -> tuple[Span, tuple[str, ...]] | None:
    """The innermost layer at a place, with what the possible runs say of it; None where there is none."""
    around = [span for span, _ in layers if span.start <= location <= span.end]
    if not around:
        return None
    innermost = max(around, key=lambda span: (span.start, -span.end.row, -span.end.column))
    return innermost, tuple(dict.fromkeys(text for span, text in layers if span == innermost))


def _layers_of(text: str, path: str, settings: Settings) -> Layers:
    from kerlint.builder import Reading
    from kerlint.linter import world_of
    from kerlint.reporting.show import layer_text
    from kerlint.syntax import locate, parse

    source = source_from_text(text, path)
    module = parse(source.text)
    said: list[tuple[CSTNode, str]] = []
    for script in Reading(module, source, settings, world_of(path, settings)).scripts():
        for model in script.models:
            for call in model.calls:
                line = layer_text(call)
                said += [(call.layer.node, line), (call.node, line)]
    places = locate([(path, module)], [node for node, _ in said])
    return [(source.on_disk(places[id(node)][1])[0], line) for node, line in said if id(node) in places]
