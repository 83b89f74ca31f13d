"""The language server with what real editors say they can take, through pytest-lsp's client.

It holds the server's messages to the protocol; what else the server does is held elsewhere.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest_lsp = pytest.importorskip("pytest_lsp")

from lsprotocol import types as lsp  # noqa: E402 - all here is part of what may not be installed
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities  # noqa: E402

from tests.editor import applied  # noqa: E402

EDITORS = ("visual-studio-code", "neovim", "emacs", "sublime-text", "pycharm")
SCRIPT = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Flatten(input_shape=(32, 32, 3)))
model.add(layers.Dense(10, activation="relu"))
model.compile("adam", loss="categorical_crossentropy")
"""
FIXED = SCRIPT.replace('"relu"', '"softmax"')
RELU = lsp.Range(lsp.Position(4, 38), lsp.Position(4, 44))


def capabilities_of(editor: str) -> lsp.ClientCapabilities:
    """What an editor says that it can take; of those that pytest-lsp does not know, all that the server asks about.

    Sublime Text: `get_initialize_params` of its package LSP; PyCharm: `ClientCapabilitiesFactory` of LSP4IJ.
    """
    if editor not in ("sublime-text", "pycharm"):
        return client_capabilities(editor)
    sublime = editor == "sublime-text"
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16]),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
                related_information=True,
                version_support=True if sublime else None,
                code_description_support=True,
                data_support=True,
            ),
            diagnostic=lsp.DiagnosticClientCapabilities(
                dynamic_registration=True, related_document_support=True
            ),
            hover=lsp.HoverClientCapabilities(
                content_format=[lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText]
            ),
        ),
        workspace=lsp.WorkspaceClientCapabilities(
            apply_edit=True,
            configuration=True,
            workspace_folders=True,
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_configuration=lsp.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True, relative_pattern_support=True if sublime else None
            ),
        ),
        window=lsp.WindowClientCapabilities(
            work_done_progress=True, show_document=lsp.ShowDocumentClientCapabilities(support=True)
        ),
    )


@pytest_lsp.fixture(
    params=EDITORS, config=ClientServerConfig(server_command=[sys.executable, "-m", "kerlint", "server"])
)
async def client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path: Path
) -> AsyncIterator[None]:
    (tmp_path / "kerlint.toml").write_text("select = ['KER101']\n")
    lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: None)
    params = lsp.InitializeParams(
        capabilities=capabilities_of(request.param),
        root_uri=tmp_path.as_uri(),
        workspace_folders=[lsp.WorkspaceFolder(tmp_path.as_uri(), "here")],
    )
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


async def opened(client: LanguageClient, uri: str) -> list[lsp.Diagnostic]:
    document = lsp.TextDocumentItem(uri, "python", 3, SCRIPT)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


@pytest.mark.asyncio
async def test_all_that_led_to_a_finding_is_told(client: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "train.py").as_uri()
    (found,) = await opened(client, uri)
    assert (found.code, found.range) == ("KER101", RELU)
    assert client.capabilities.text_document is not None
    able = client.capabilities.text_document.publish_diagnostics
    if able is not None and able.related_information:
        (place,) = found.related_information or []
        assert (place.location.uri, place.location.range.start.line, place.message) == (uri, 5, "the loss")
        assert "line 6" not in found.message
    else:
        assert found.related_information is None
        assert "\nline 6: the loss\n" in found.message


@pytest.mark.asyncio
async def test_fixes_come_in_the_form_that_is_understood(client: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "train.py").as_uri()
    found = await opened(client, uri)
    context = lsp.CodeActionContext(found, only=[lsp.CodeActionKind.QuickFix])
    asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), RELU, context)
    fix, *_ = await client.text_document_code_action_async(asked) or []
    assert isinstance(fix, lsp.CodeAction)
    assert fix.edit is not None
    assert client.capabilities.workspace is not None
    able = client.capabilities.workspace.workspace_edit
    if able is not None and able.document_changes:
        assert fix.edit.changes is None
        (change,) = fix.edit.document_changes or []
        assert isinstance(change, lsp.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (uri, 3)
        edits = [edit for edit in change.edits if isinstance(edit, lsp.TextEdit)]
    else:
        assert fix.edit.document_changes is None
        edits = list((fix.edit.changes or {})[uri])
    assert applied(SCRIPT, [plain(edit) for edit in edits]) == FIXED


def plain(edit: lsp.TextEdit) -> dict[str, object]:
    start, end = ({"line": at.line, "character": at.character} for at in (edit.range.start, edit.range.end))
    return {"range": {"start": start, "end": end}, "newText": edit.new_text}


@pytest.mark.asyncio
async def test_hovers_are_plain_text(client: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "train.py").as_uri()
    await opened(client, uri)
    asked = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(4, 20))
    told = await client.text_document_hover_async(asked)
    assert told is not None
    assert isinstance(told.contents, lsp.MarkupContent)
    assert told.contents.kind is lsp.MarkupKind.PlainText
    assert told.contents.value == "dense (Dense): output shape (None, 10), 30,730 parameters"
