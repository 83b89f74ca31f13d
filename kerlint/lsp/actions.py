"""What the editor's menu offers at a finding, in the protocol's words."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as lsp

from kerlint.diagnostic import Diagnostic, Edit
from kerlint.lsp.client import Client
from kerlint.lsp.telling import to_client
from kerlint.offers import ALL_TITLE, FIX_ALL, QUICK_FIX, Offer
from kerlint.opened import Document, Part

EXPLAIN = "kerlint.explainRule"
KINDS = (QUICK_FIX, *FIX_ALL)


def quick_fixes(offers: Iterable[Offer], document: Document, client: Client) -> list[lsp.CodeAction]:
    """What can be done about findings."""
    found = []
    for offer in offers:
        told = to_client(offer.finding, document, client)
        action = lsp.CodeAction(
            offer.title,
            kind=QUICK_FIX,
            diagnostics=[told] if told else None,
            edit=_workspace_edit(offer.edits, document, client),
            is_preferred=offer.preferred or None,
        )
        found.append(action)
    return found


def fix_all(
    edits: Iterable[Edit], kinds: Iterable[str], document: Document, client: Client
) -> list[lsp.CodeAction]:
    """One action of each kind that puts all safe fixes in."""
    edit = _workspace_edit(edits, document, client)
    return [lsp.CodeAction(ALL_TITLE, kind=kind, edit=edit) for kind in kinds]


def explanations(here: Iterable[Diagnostic]) -> list[lsp.CodeAction]:
    """A command for each rule that found something, see `EXPLAIN`."""
    found = []
    for code, name in dict.fromkeys((item.code, item.name) for item in here):
        title = f"Explain {code} ({name})"
        command = lsp.Command(title, EXPLAIN, arguments=[code])
        found.append(lsp.CodeAction(title, kind=QUICK_FIX, command=command))
    return found


def _workspace_edit(edits: Iterable[Edit], document: Document, client: Client) -> lsp.WorkspaceEdit:
    changes: dict[Part, list[lsp.TextEdit]] = {}
    for edit in edits:
        part = document.part_at(edit.cell)
        if part is not None:
            text_edit = lsp.TextEdit(client.units.range_in(part.lines, edit.span), edit.content)
            changes.setdefault(part, []).append(text_edit)
    if not client.versions:
        return lsp.WorkspaceEdit(changes={part.uri: found for part, found in changes.items()})
    return lsp.WorkspaceEdit(
        document_changes=[
            lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(part.uri, part.version), found)
            for part, found in changes.items()
        ]
    )
