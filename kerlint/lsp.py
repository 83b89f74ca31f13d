"""The language server: Kerlint's findings, fixes and shapes in an editor, while a script is written.

The protocol: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

import kerlint
from kerlint.diagnostic import Applicability, Diagnostic, Edit, Location, Severity, Span
from kerlint.files import is_excluded
from kerlint.hover import Layers, layer_at, layers_of
from kerlint.links import rule_page
from kerlint.linter import lint_source
from kerlint.placing import placed_in
from kerlint.reporting.excerpts import Sources
from kerlint.rule import BrokenPlugin, load_rules, rule_docs
from kerlint.settings import Settings, SettingsError, SettingsFinder
from kerlint.settings_file import FILE_NAMES
from kerlint.source import may_concern_keras, split_lines
from kerlint.suppression import ignore_edit

if TYPE_CHECKING:
    from pygls.workspace import TextDocument

# Seconds without a change before the text is looked at.
DEBOUNCE = 0.3
EXPLAIN = "kerlint.explainRule"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
# What these rules find has no effect, and editors fade it.
_WITHOUT_EFFECT = ("KER602", "KER901")


@dataclass(slots=True)
class _Checked:
    """What is known of an open document.

    Attributes:
        uri: the editor's name of it.
        text: as it was looked at.
        path: its name in diagnostics.
        settings: that were in force, None where the document is not to be checked.
        diagnostics: all placed in this document.
        layers: for hovering, None until asked for.
    """

    uri: str
    text: str
    path: str
    settings: Settings | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    layers: Layers | None = None


class KerlintServer(LanguageServer):
    """A server for one editor."""

    def __init__(self, config: Path | None = None, *, isolated: bool = False) -> None:
        # Whole texts: pygls counts lines at form feeds too, editors do not.
        super().__init__(
            "kerlint", kerlint.__version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full
        )
        self._config = config
        self._isolated = isolated
        self._checked: dict[str, _Checked] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()
        self._complaint = ""
        self._generation = 0

    # --- checking -----------------------------------------------------------------------------------

    def schedule(self, uri: str, delay: float = 0.0) -> None:
        """Check a document after so many seconds, unless it is scheduled anew before."""
        self.forget_schedule(uri)
        self._pending[uri] = asyncio.ensure_future(self._later(uri, delay))

    def forget_schedule(self, uri: str) -> None:
        """Do not check a document that was scheduled."""
        task = self._pending.pop(uri, None)
        if task is not None:
            task.cancel()

    def recheck(self) -> None:
        """Look at all open documents anew: settings or other modules have changed."""
        self._checked.clear()
        self._generation += 1
        for uri in list(self.workspace.text_documents):
            self.schedule(uri)

    def close(self, uri: str) -> None:
        """Forget a document, and take its findings out of the editor."""
        self.forget_schedule(uri)
        self._checked.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    async def _later(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        # A check that has begun goes on to its end: its thread cannot be stopped.
        self._pending.pop(uri, None)
        checked = await self.current(uri)
        document = self.workspace.text_documents.get(uri)
        if document is None or document.source != checked.text:
            return
        found = [self._to_client(item, checked) for item in checked.diagnostics]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, document.version))

    async def current(self, uri: str) -> _Checked:
        """What is known of an open document's text as it is now."""
        async with self._one_at_a_time:
            document = self.workspace.text_documents.get(uri)
            if document is None:
                return _Checked(uri, "", _name_of(uri))
            checked = self._checked.get(uri)
            if checked is None or checked.text != document.source:
                generation = self._generation
                checked = _Checked(uri, document.source, _name_of(uri))
                if _is_script(document):
                    await self._check(checked)
                if generation == self._generation and uri in self.workspace.text_documents:
                    self._checked[uri] = checked
            return checked

    async def _check(self, checked: _Checked) -> None:
        try:
            # Settings are read each time: it takes a few milliseconds, and they are never out of date.
            finder = SettingsFinder(self._config, isolated=self._isolated)
            path = Path(checked.path).absolute()
            if is_excluded(path, finder):
                return
            settings = finder.for_folder(path.parent)
            found = await asyncio.to_thread(lint_source, checked.text, checked.path, settings)
        except (SettingsError, BrokenPlugin) as error:
            self._complain(str(error))
            return
        self._complaint = ""
        checked.settings = settings
        checked.diagnostics = [placed_in(item, checked.path) for item in found]

    def _complain(self, message: str) -> None:
        """Tell once what keeps documents from being checked."""
        if message != self._complaint:
            self._complaint = message
            shown = lsp.ShowMessageParams(lsp.MessageType.Error, f"Kerlint: {message}")
            self.window_show_message(shown)

    async def layers(self, checked: _Checked) -> Layers:
        """The layers of a document, read when first asked for."""
        if checked.layers is None:
            async with self._one_at_a_time:
                keras = checked.settings is not None and may_concern_keras(
                    checked.text.encode(errors="replace")
                )
                checked.layers = (
                    await asyncio.to_thread(layers_of, checked.text, checked.path, checked.settings)
                    if keras and checked.settings is not None
                    else []
                )
        return checked.layers

    # --- the client's units -------------------------------------------------------------------------

    def range_in(self, lines: list[str], span: Span) -> lsp.Range:
        """A span of these lines, in 0-based rows and the negotiated units."""

        def position(at: Location) -> lsp.Position:
            line = lines[at.row - 1] if at.row <= len(lines) else ""
            units = self.workspace.position_codec.client_num_units(line[: at.column - 1])
            return lsp.Position(at.row - 1, units)

        return lsp.Range(position(span.start), position(span.end))

    def location_of(self, lines: list[str], at: lsp.Position) -> Location:
        """The client's position in these lines."""
        line = lines[at.line] if at.line < len(lines) else ""
        units = self.workspace.position_codec.client_num_units
        column = next((i for i in range(len(line) + 1) if units(line[:i]) >= at.character), len(line))
        return Location(at.line + 1, column + 1)

    def _to_client(self, item: Diagnostic, checked: _Checked) -> lsp.Diagnostic:
        page = rule_page(item.code)
        sources = Sources({checked.path: checked.text.encode("utf-8", "replace")})
        related = []
        for place in item.related:
            rows = range(1, place.span.end.row + 1)
            lines = [sources.line(place.filename, row) or "" for row in rows]
            uri = (
                checked.uri
                if place.filename == checked.path
                else from_fs_path(os.path.abspath(place.filename))
            )
            where = lsp.Location(str(uri), self.range_in(lines, place.span))
            related.append(lsp.DiagnosticRelatedInformation(where, place.message))
        text = [item.message, *item.notes, *([f"help: {item.help}"] if item.help else [])]
        return lsp.Diagnostic(
            range=self.range_in(split_lines(checked.text), item.span),
            message="\n".join(text),
            severity=_SEVERITIES[item.severity],
            code=item.code,
            code_description=lsp.CodeDescription(page) if page else None,
            source="Kerlint",
            tags=[lsp.DiagnosticTag.Unnecessary] if item.code in _WITHOUT_EFFECT else None,
            related_information=related or None,
        )

    # --- code actions -------------------------------------------------------------------------------

    def actions(self, checked: _Checked, wanted: lsp.Range) -> list[lsp.CodeAction]:
        """The fix of each finding in a range, its suppression, its explanation."""
        lines = split_lines(checked.text)
        start, end = self.location_of(lines, wanted.start), self.location_of(lines, wanted.end)
        here = [item for item in checked.diagnostics if item.span.start <= end and start <= item.span.end]
        found = []
        for item in here:
            if item.fix is not None:
                safe = item.fix.applicability is Applicability.SAFE
                title = item.fix.message if safe else f"{item.fix.message} ({item.fix.applicability})"
                action = self._edit(title, checked, item, item.fix.edits)
                action.is_preferred = safe
                found.append(action)
        for item in here:
            row = item.noqa_row or item.span.start.row
            if not lines[row - 1].rstrip().endswith("\\"):
                edit = ignore_edit(checked.text, item.code, row)
                title = f"Ignore {item.code} ({item.name}) on this line"
                found.append(self._edit(title, checked, item, (edit,)))
        for code, name in dict.fromkeys((item.code, item.name) for item in here):
            title = f"Explain {code} ({name})"
            command = lsp.Command(title, EXPLAIN, arguments=[code])
            found.append(lsp.CodeAction(title, kind=lsp.CodeActionKind.QuickFix, command=command))
        return found

    def _edit(
        self, title: str, checked: _Checked, item: Diagnostic, edits: tuple[Edit, ...]
    ) -> lsp.CodeAction:
        lines = split_lines(checked.text)
        newline = re.search(r"\r\n|\r|\n", checked.text)
        changes = [
            lsp.TextEdit(
                self.range_in(lines, edit.span),
                re.sub(r"\r?\n", newline[0] if newline else "\n", edit.content),
            )
            for edit in edits
        ]
        return lsp.CodeAction(
            title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[self._to_client(item, checked)],
            edit=lsp.WorkspaceEdit(changes={checked.uri: changes}),
        )

    def explain(self, code: str) -> None:
        """Open a rule's page where the editor can, else show what the rule finds and why."""
        window = self.client_capabilities.window
        page = rule_page(code)
        if page and window and window.show_document and window.show_document.support:
            self.window_show_document(lsp.ShowDocumentParams(page, external=True))
            return
        rule = next((rule for rule in load_rules() if rule.code == code), None)
        if rule is not None:
            docs = rule_docs(rule)
            wanted = ("What it finds", "Why is this bad?", "Fix")
            text = [docs.summary, *(docs.sections[key] for key in wanted if key in docs.sections)]
            message = f"{rule.code} {rule.name}\n\n" + "\n\n".join(text)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, message))


def make_server(config: Path | None = None, *, isolated: bool = False) -> KerlintServer:
    """The server with all that it answers; `start_io()` runs it."""
    server = KerlintServer(config, isolated=isolated)

    @server.feature(lsp.INITIALIZED)
    async def initialized(_: lsp.InitializedParams) -> None:
        await _watch_settings(server)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.schedule(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.schedule(params.text_document.uri, DEBOUNCE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        # The saved file may hold settings, or functions that other open scripts call.
        server.recheck()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def settings_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.recheck()

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    async def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        only = params.context.only
        if only and not any(kind in ("", lsp.CodeActionKind.QuickFix) for kind in only):
            return []
        return server.actions(await server.current(params.text_document.uri), params.range)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        checked = await server.current(params.text_document.uri)
        lines = split_lines(checked.text)
        found = layer_at(await server.layers(checked), server.location_of(lines, params.position))
        if found is None:
            return None
        span, texts = found
        content = lsp.MarkupContent(lsp.MarkupKind.PlainText, "\n".join(texts))
        return lsp.Hover(content, server.range_in(lines, span))

    @server.command(EXPLAIN)
    async def explain(code: str) -> None:
        server.explain(code)

    return server


async def _watch_settings(server: KerlintServer) -> None:
    """Ask to be told of changed settings files, where the editor can."""
    workspace: Any = server.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if not watching or not watching.dynamic_registration:
        return
    watchers = [lsp.FileSystemWatcher(f"**/{name}") for name in FILE_NAMES]
    options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
    method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
    registration = lsp.Registration("kerlint-settings", method, options)
    await server.client_register_capability_async(lsp.RegistrationParams([registration]))


def _is_script(document: TextDocument) -> bool:
    name = _name_of(document.uri)
    return not name.endswith(".ipynb") and (
        document.language_id == "python" or name.endswith((".py", ".pyw"))
    )


def _name_of(uri: str) -> str:
    """The path, or for a text that is in no file yet, its name in the editor."""
    return to_fs_path(uri) or unquote(urlsplit(uri).path) or "untitled"
