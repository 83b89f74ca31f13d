"""The server's work: documents checked when they are opened, changed and saved, and what was found kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

import kerlint
from kerlint import offers
from kerlint.diagnostic import Diagnostic, Edit
from kerlint.files import is_excluded
from kerlint.hover import Told, told_at, told_of
from kerlint.links import rule_page
from kerlint.linter import Checked, world_of
from kerlint.lsp import actions
from kerlint.lsp.client import Client
from kerlint.lsp.documents import Documents
from kerlint.lsp.keeping import with_kept
from kerlint.lsp.positions import Units
from kerlint.lsp.telling import to_client
from kerlint.memory import collect_when_due
from kerlint.opened import Document
from kerlint.placing import placed_in
from kerlint.rule import BrokenPlugin, rule_docs, rule_of
from kerlint.settings import Settings, SettingsError, SettingsFinder

# Seconds without a change before the text is looked at.
DEBOUNCE = 0.3
# Seconds without a check before garbage is collected, and how many objects are worth it.
REST = 2.0
GARBAGE = 100_000
T = TypeVar("T")
_Handlers = Iterator[tuple[Any, tuple[Any, ...], None]]


@dataclass(slots=True)
class Known:
    """What is known of an open document.

    Attributes:
        document: as it was looked at.
        settings: that were in force, None where the document is not to be checked.
        checked: what the look gave.
        diagnostics: all placed in this document.
        told: for hovering, None until asked for.
        fixed: the edits of all safe fixes, None until asked for.
    """

    document: Document
    settings: Settings | None = None
    checked: Checked = field(default_factory=Checked)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    told: Told | None = None
    fixed: tuple[Edit, ...] | None = None


class _Protocol(LanguageServerProtocol):
    """Answers every request, and leaves changed texts to `Documents`.

    pygls counts lines at form feeds and the like, which editors and Python do not, and writes positions that are
    past a line's end by this count into the message.
    """

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> _Handlers:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(self, params: lsp.DidChangeNotebookDocumentParams) -> _Handlers:
        yield self.fm.features[lsp.NOTEBOOK_DOCUMENT_DID_CHANGE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            # The editor waits for an answer to what cannot be read, too.
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        if self._shutdown and hasattr(message, "id") and hasattr(message, "method"):
            late = JsonRpcInvalidRequest("the server is shutting down")
            self._send_response(message.id, error=late.to_response_error())
        else:
            super().handle_message(message)


class KerlintServer(LanguageServer):
    """A server for one editor.

    Args:
        config: the one settings file to use everywhere.
        isolated: read no settings files.

    Attributes:
        documents: all that is open.
        dismissed: has the editor asked it to shut down?
    """

    def __init__(self, config: Path | None = None, *, isolated: bool = False) -> None:
        cells = lsp.NotebookDocumentFilterWithCells(cells=[lsp.NotebookCellLanguage("python")], notebook="*")
        super().__init__(
            "kerlint",
            kerlint.__version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental,
            notebook_document_sync=lsp.NotebookDocumentSyncOptions([cells], save=True),
            protocol_cls=_Protocol,
        )
        self.documents = Documents()
        self.dismissed = False
        self._config = config
        self._isolated = isolated
        self._known: dict[str, Known] = {}
        self._doubtful: set[str] = set()
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Future[Any]] = set()
        self._one_at_a_time = asyncio.Lock()
        self._complaints: dict[str, str] = {}
        self._rest: asyncio.TimerHandle | None = None

    @property
    def units(self) -> Units:
        """How the editor counts."""
        return Units(self.workspace.position_codec)

    @property
    def client(self) -> Client:
        """What the editor can take."""
        return Client.of(self.client_capabilities, self.units)

    # --- when ---------------------------------------------------------------------------------------

    def go_with(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work run beside all else."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def schedule(self, uri: str, delay: float = 0.0) -> None:
        """Check a document after so many seconds, unless it is scheduled anew before."""
        self._forget_schedule(uri)
        self._pending[uri] = asyncio.ensure_future(self._later(uri, delay))

    def recheck(self, first: str = "") -> None:
        """Look at all open documents anew, as settings or other modules may have changed; at one of them first."""
        for uri in sorted(self.documents, key=lambda uri: uri != first):
            self._doubtful.add(uri)
            self.schedule(uri)

    def closed(self, uri: str, texts: list[str]) -> None:
        """Forget a document, and take the findings in its texts out of the editor."""
        self._forget_schedule(uri)
        self._known.pop(uri, None)
        self._doubtful.discard(uri)
        self._complaints.pop(uri, None)
        self.clear(texts)

    def clear(self, texts: list[str]) -> None:
        """Take the findings of texts that are gone out of the editor."""
        for uri in texts:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def _forget_schedule(self, uri: str) -> None:
        task = self._pending.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _later(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        # A check that has begun goes on to its end: its thread cannot be stopped.
        self._pending.pop(uri, None)
        known = await self.current(uri)
        now = self.documents.get(uri)
        if known is None or now != known.document:
            return
        client = self.client
        found = [(item, to_client(item, now, client)) for item in known.diagnostics]
        for part in now.parts:
            here = [told for item, told in found if told is not None and now.part_at(item.cell) is part]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(part.uri, here, part.version))
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(REST, collect_when_due, GARBAGE)

    # --- what ---------------------------------------------------------------------------------------

    async def current(self, uri: str) -> Known | None:
        """What is known of an open document as it is now; None where it is not open."""
        return await self._to_the_end(self._current(uri))

    async def _current(self, uri: str) -> Known | None:
        async with self._one_at_a_time:
            document = self.documents.get(uri)
            if document is None:
                return None
            known = self._known.get(document.uri)
            doubtful = document.uri in self._doubtful
            self._doubtful.discard(document.uri)
            if known is None or known.document != document or doubtful:
                known = await self._check(document, known)
                if self.documents.get(uri) is not None:
                    self._known[document.uri] = known
            return known

    async def _check(self, document: Document, before: Known | None) -> Known:
        if not document.python:
            return Known(document)
        try:
            # Settings are read each time: it takes a few milliseconds, and they are never out of date.
            finder = SettingsFinder(self._config, isolated=self._isolated)
            path = Path(document.path).absolute()
            if is_excluded(path, finder):
                return Known(document)
            settings = finder.for_folder(path.parent)
            if before is not None and await asyncio.to_thread(_still_holds, before, document, settings):
                return before
            checked = await asyncio.to_thread(document.checked, settings)
        except (SettingsError, BrokenPlugin) as error:
            self._complain(document.uri, str(error))
            return Known(document)
        self._complaints.pop(document.uri, None)
        diagnostics = [placed_in(item, document.path) for item in checked.diagnostics]
        if before is not None and before.settings and before.settings.fingerprint == settings.fingerprint:
            diagnostics = with_kept(diagnostics, document, before.diagnostics, before.document)
        return Known(document, settings, checked, diagnostics)

    def _complain(self, uri: str, message: str) -> None:
        """Tell once what keeps documents from being checked."""
        told = message in self._complaints.values()
        self._complaints[uri] = message
        if not told:
            shown = lsp.ShowMessageParams(lsp.MessageType.Error, f"Kerlint: {message}")
            self.window_show_message(shown)

    # --- requests -----------------------------------------------------------------------------------

    async def code_actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """What can be done about the findings in a range, and in the whole document."""
        known = await self.current(params.text_document.uri)
        if known is None:
            return []
        document, only = known.document, params.context.only
        place = document.place_of(params.text_document.uri)
        if place is None:
            return []
        part, _ = place
        found: list[lsp.CodeAction] = []
        here = offers.at_range(
            document, part, known.diagnostics, self.units.span_in(part.lines, params.range)
        )
        quick = bool(here) and offers.asked_for(offers.QUICK_FIX, only)
        if quick:
            found += actions.quick_fixes(offers.fixes(document, here), document, self.client)
        kinds = offers.kinds_of_all(only, quick=quick, notebook=document.is_notebook)
        if not only and not quick and params.context.trigger_kind is lsp.CodeActionTriggerKind.Automatic:
            # VS Code asks so at each move of the cursor, and shows nothing that is done to the whole document.
            kinds = []
        if kinds and (edits := await self._all_fixed(known)):
            found += actions.fix_all(edits, kinds, document, self.client)
        if quick:
            found += actions.quick_fixes(offers.ignores(document, here), document, self.client)
            found += actions.explanations(here)
        return found

    async def _all_fixed(self, known: Known) -> tuple[Edit, ...]:
        settings = known.settings
        if known.fixed is None and settings is not None:

            def fix() -> None:
                # Several requests may have waited for this.
                if known.fixed is None:
                    known.fixed = offers.all_fixed(known.document, known.diagnostics, settings)

            await self._alone(fix)
        return known.fixed or ()

    async def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """What Kerlint knows of the layer, data or training at a place."""
        known = await self.current(params.text_document.uri)
        if known is None or known.settings is None or not known.checked.keras:
            return None
        document, settings = known.document, known.settings
        place = document.place_of(params.text_document.uri)
        if place is None:
            return None
        part, cell = place

        def tell() -> Told:
            if known.told is None:
                known.told = told_of(document.source, settings)
            return known.told

        told = await self._alone(tell) if known.told is None else known.told
        found = told_at(told, cell, self.units.location_in(part.lines, params.position))
        if found is None:
            return None
        span, texts = found
        content = lsp.MarkupContent(lsp.MarkupKind.PlainText, "\n".join(texts))
        return lsp.Hover(content, self.units.range_in(part.lines, span))

    async def _alone(self, work: Callable[[], T]) -> T:
        """Do work that evaluates a script while no other does."""

        async def run() -> T:
            async with self._one_at_a_time:
                return await asyncio.to_thread(work)

        return await self._to_the_end(run())

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for work that goes on where the request is cancelled: its thread would, and without the lock."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    def explain(self, code: str) -> None:
        """Open a rule's page where the editor can, else show what the rule finds and why."""
        window = self.client_capabilities.window
        page = rule_page(code)
        if page and window and window.show_document and window.show_document.support:
            self.window_show_document(lsp.ShowDocumentParams(page, external=True))
            return
        rule = rule_of(code)
        if rule is not None:
            docs = rule_docs(rule)
            wanted = ("What it finds", "Why is this bad?", "Fix")
            text = [docs.summary, *(docs.sections[key] for key in wanted if key in docs.sections)]
            message = f"{rule.code} {rule.name}\n\n" + "\n\n".join(text)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, message))


def _still_holds(known: Known, document: Document, settings: Settings) -> bool:
    """Would a look at the document now give what is known?"""
    if known.settings is None or known.document != document:
        return False
    world = world_of(document.path, settings)
    return known.settings.fingerprint == settings.fingerprint and world.holds(list(known.checked.facts))
