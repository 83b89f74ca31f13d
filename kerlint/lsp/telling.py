"""Diagnostics as the editor takes them."""

from __future__ import annotations

import os

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from kerlint.diagnostic import Diagnostic, Related, Severity
from kerlint.links import rule_page
from kerlint.lsp.client import Client
from kerlint.lsp.positions import Units
from kerlint.opened import Document
from kerlint.placing import whole_text
from kerlint.reporting.excerpts import Sources
from kerlint.rule import rule_of

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


def to_client(item: Diagnostic, document: Document, client: Client) -> lsp.Diagnostic | None:
    """One finding of a document; None where it stands in none of its texts."""
    units = client.units
    part = document.part_at(item.cell)
    if part is None:
        return None
    page = rule_page(item.code)
    rule = rule_of(item.code)
    places = [_related(place, document, units) for place in item.related] if client.related else []
    return lsp.Diagnostic(
        range=units.range_in(part.lines, item.span),
        message=whole_text(item, related=not client.related),
        severity=_SEVERITIES[item.severity],
        code=item.code,
        code_description=lsp.CodeDescription(page) if page else None,
        source="Kerlint",
        tags=[lsp.DiagnosticTag.Unnecessary] if rule and rule.unnecessary else None,
        related_information=[place for place in places if place is not None] or None,
    )


def _related(place: Related, document: Document, units: Units) -> lsp.DiagnosticRelatedInformation | None:
    if place.filename == document.path:
        part = document.part_at(place.cell)
        if part is None:
            return None
        uri, lines = part.uri, part.lines
    else:
        sources = Sources()
        uri = str(from_fs_path(os.path.abspath(place.filename)))
        lines = [sources.line(place.filename, row) or "" for row in range(1, place.span.end.row + 1)]
    where = lsp.Location(uri, units.range_in(lines, place.span))
    return lsp.DiagnosticRelatedInformation(where, place.message)
