"""What the editor said of itself when it began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygls.capabilities import get_capability

from kerlint.lsp.positions import Units

if TYPE_CHECKING:
    from lsprotocol import types as lsp


@dataclass(frozen=True, slots=True)
class Client:
    """What the editor can take.

    Attributes:
        units: how it counts.
        related: shows it the other places that led to a finding?
        versions: can an edit say which version of a text it is for?
    """

    units: Units
    related: bool = False
    versions: bool = False

    @classmethod
    def of(cls, capabilities: lsp.ClientCapabilities, units: Units) -> Client:
        """The editor with these capabilities."""
        related = get_capability(capabilities, "text_document.publish_diagnostics.related_information", False)
        versions = get_capability(capabilities, "workspace.workspace_edit.document_changes", False)
        return cls(units, bool(related), bool(versions))
