"""Which of the editor's messages the server answers, and how."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from kerlint.lsp.actions import EXPLAIN, KINDS
from kerlint.lsp.reparsing import Reparser
from kerlint.lsp.server import DEBOUNCE, KerlintServer
from kerlint.settings_file import FILE_NAMES
from kerlint.syntax import parse_by

# What a result may rest on besides the open texts: settings, pins (see kerlint.target) and imported modules.
WATCHED = (
    *FILE_NAMES,
    ".gitignore",
    "*.py",
    "*requirement*.txt",
    "*requirement*.in",
    "*env*.yml",
    "*env*.yaml",
    "conda.yml",
    "conda.yaml",
    "setup.cfg",
    "Pipfile",
    "Pipfile.lock",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
)
# Seconds between two looks whether the editor still runs.
LOOK = 3.0


def make_server(config: Path | None = None, *, isolated: bool = False) -> KerlintServer:
    """The server with all that it answers; `start_io()` runs it."""
    parse_by(Reparser().parse)
    # An editor may send more than is answered here; its log is no place to say so each time.
    logging.getLogger("pygls").setLevel(logging.ERROR)
    server = KerlintServer(config, isolated=isolated)
    _follow_scripts(server)
    _follow_notebooks(server)
    _answer(server)

    @server.feature(lsp.INITIALIZED)
    async def initialized(_: lsp.InitializedParams) -> None:
        server.documents.folder = server.workspace.root_path or ""
        server.go_with(_end_of(server.process_id))
        await _watch_files(server)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.recheck()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(_: lsp.DidChangeConfigurationParams) -> None:
        server.recheck()

    @server.feature(lsp.SHUTDOWN)
    async def shut_down(_: None) -> None:
        server.dismissed = True

    return server


def _follow_scripts(server: KerlintServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.documents.open(params.text_document)
        server.schedule(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.documents.change(params.text_document, list(params.content_changes), server.units)
        server.schedule(params.text_document.uri, DEBOUNCE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        # The saved file may hold settings, or functions that other open scripts call.
        server.recheck(first=params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.documents.close(uri)
        server.closed(uri, [uri])


def _follow_notebooks(server: KerlintServer) -> None:
    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenNotebookDocumentParams) -> None:
        server.documents.open_notebook(params)
        server.schedule(params.notebook_document.uri)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeNotebookDocumentParams) -> None:
        server.clear(server.documents.change_notebook(params, server.units))
        server.schedule(params.notebook_document.uri, DEBOUNCE)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveNotebookDocumentParams) -> None:
        server.recheck(first=params.notebook_document.uri)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseNotebookDocumentParams) -> None:
        server.closed(params.notebook_document.uri, server.documents.close_notebook(params))


def _answer(server: KerlintServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[*KINDS]))
    async def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return await server.code_actions(params)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return await server.hover(params)

    @server.command(EXPLAIN)
    async def explain(code: str) -> None:
        server.explain(code)


async def _watch_files(server: KerlintServer) -> None:
    """Ask to be told of changed settings and the like, where the editor can."""
    workspace: Any = server.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if not watching or not watching.dynamic_registration:
        return
    watchers = [lsp.FileSystemWatcher(f"**/{name}") for name in WATCHED]
    options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
    method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
    registration = lsp.Registration("kerlint-files", method, options)
    # An editor that refuses tells of no files: what has changed is then seen when something is saved.
    with contextlib.suppress(JsonRpcException):
        await server.client_register_capability_async(lsp.RegistrationParams([registration]))


async def _end_of(editor: int | None) -> None:
    """End when the editor's process has: whoever inherited its pipes may keep them open.

    A number that names no process here is one of another machine or container.
    """
    if editor is None or os.name == "nt" or not _runs(editor):
        return
    while _runs(editor):
        await asyncio.sleep(LOOK)
    # A thread waits for input that does not come.
    os._exit(1)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
