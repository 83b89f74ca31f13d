"""What the editor has open: scripts, and notebooks with their cells, kept in step with its messages."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from kerlint.lsp.positions import Units
from kerlint.opened import Document, Part, uri_key
from kerlint.placing import without_jupyter_folder

# VS Code opens cells under this scheme.
_CELL_SCHEME = "vscode-notebook-cell"


@dataclass(slots=True)
class _Notebook:
    uri: str
    cells: list[lsp.NotebookCell]


class Documents:
    """All that is open.

    Attributes:
        folder: where texts count as lying that are in no file yet.
    """

    def __init__(self) -> None:
        self.folder = ""
        self._texts: dict[str, Part] = {}
        self._notebooks: dict[str, _Notebook] = {}
        self._notebook_of: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        """The names of all documents that are checked as a whole."""
        for key, part in list(self._texts.items()):
            if key not in self._notebook_of:
                yield part.uri
        for notebook in list(self._notebooks.values()):
            yield notebook.uri

    def name(self, uri: str) -> str:
        """The document that a text belongs to."""
        notebook = self._notebooks.get(self._notebook_of.get(uri_key(uri), ""))
        return notebook.uri if notebook else uri

    def get(self, uri: str) -> Document | None:
        """A document, or the one a cell belongs to, as it is now; None where it is not open."""
        key = self._notebook_of.get(uri_key(uri), uri_key(uri))
        notebook = self._notebooks.get(key)
        if notebook is not None:
            return self._notebook_now(notebook)
        part = self._texts.get(key)
        if part is None:
            return None
        name = self._path_of(part.uri)
        # Under a notebook's name, JupyterLab and jupytext hand over all of its cells as one Python text.
        python = part.language == "python" or name.endswith((".py", ".pyw"))
        return Document(part.uri, name, (part,), python and _stands_alone(part.uri))

    def _path_of(self, uri: str) -> str:
        """The path, or for a text that is in no file yet, its name in the editor."""
        name = to_fs_path(uri) or unquote(urlsplit(uri).path) or "untitled"
        return os.path.join(self.folder, without_jupyter_folder(name))

    # --- the editor's messages ----------------------------------------------------------------------

    def open(self, item: lsp.TextDocumentItem, notebook: str | None = None) -> None:
        """A text, or the text of a notebook's cell, was opened."""
        self._texts[uri_key(item.uri)] = Part(item.uri, item.text, item.version, item.language_id)
        if notebook is not None:
            self._notebook_of[uri_key(item.uri)] = uri_key(notebook)

    def change(
        self,
        item: lsp.VersionedTextDocumentIdentifier,
        changes: list[lsp.TextDocumentContentChangeEvent],
        units: Units,
    ) -> None:
        """A text was edited."""
        part = self._texts.get(uri_key(item.uri))
        if part is not None:
            text = units.changed(part.text, changes)
            self._texts[uri_key(item.uri)] = replace(part, text=text, version=item.version)

    def close(self, uri: str) -> None:
        """A text was closed."""
        self._texts.pop(uri_key(uri), None)
        self._notebook_of.pop(uri_key(uri), None)

    def open_notebook(self, params: lsp.DidOpenNotebookDocumentParams) -> None:
        """A notebook was opened."""
        notebook = params.notebook_document
        self._notebooks[uri_key(notebook.uri)] = _Notebook(notebook.uri, list(notebook.cells))
        for item in params.cell_text_documents:
            self.open(item, notebook.uri)

    def change_notebook(self, params: lsp.DidChangeNotebookDocumentParams, units: Units) -> list[str]:
        """Cells came, went, moved or were edited; gives the names of those that are no code cells any more."""
        uri = params.notebook_document.uri
        notebook, cells = self._notebooks.get(uri_key(uri)), params.change.cells
        if notebook is None or cells is None:
            return []
        gone: list[str] = []
        if cells.structure:
            array = cells.structure.array
            notebook.cells[array.start : array.start + array.delete_count] = array.cells or []
            # A cell that got another language is closed and opened again.
            gone = [item.uri for item in cells.structure.did_close or []]
            for name in gone:
                self.close(name)
            for item in cells.structure.did_open or []:
                self.open(item, uri)
        gone += [cell.document for cell in cells.data or [] if cell.kind != lsp.NotebookCellKind.Code]
        kinds = {uri_key(cell.document): cell for cell in cells.data or []}
        notebook.cells = [kinds.get(uri_key(cell.document), cell) for cell in notebook.cells]
        for content in cells.text_content or []:
            self.change(content.document, list(content.changes), units)
        return gone

    def close_notebook(self, params: lsp.DidCloseNotebookDocumentParams) -> list[str]:
        """A notebook was closed; gives the names of its cells."""
        uri = params.notebook_document.uri
        self._notebooks.pop(uri_key(uri), None)
        gone = [key for key, notebook in self._notebook_of.items() if notebook == uri_key(uri)]
        names = [self._texts[key].uri for key in gone if key in self._texts]
        for key in gone:
            self.close(key)
        return names

    def _notebook_now(self, notebook: _Notebook) -> Document:
        name = self._path_of(notebook.uri)
        stored = _stored_outputs(name)
        parts = []
        for cell in notebook.cells:
            part = self._texts.get(uri_key(cell.document))
            if cell.kind == lsp.NotebookCellKind.Code and part is not None and part.language == "python":
                parts.append(replace(part, outputs=stored.get(part.text, "[]")))
        name = name if name.endswith(".ipynb") else f"{name}.ipynb"
        return Document(notebook.uri, name, tuple(parts), _stands_alone(notebook.uri))


def _stands_alone(uri: str) -> bool:
    """Is this something that is edited, and not a part or a copy of it?

    A cell that belongs to no notebook is a fragment without its context. What VS Code shows beside a file, such as
    its last revision in a comparison (`git:/train.py?{"ref":"~"}`), has a query that tells what of the file it is.
    """
    address = urlsplit(uri)
    return address.scheme != _CELL_SCHEME and (address.scheme == "file" or not address.query)


def _stored_outputs(path: str) -> dict[str, str]:
    """The outputs in a notebook's file by the text of their cell: editors do not send them."""
    try:
        stat = Path(path).stat()
    except (OSError, ValueError):
        return {}
    return _outputs_of(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _outputs_of(path: str, modified: int, size: int) -> dict[str, str]:  # noqa: ARG001 - they date what is kept
    try:
        cells: Any = json.loads(Path(path).read_bytes())["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code" and cell["outputs"]]
        return {"".join(cell["source"]): json.dumps(_texts_of(cell["outputs"])) for cell in code}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _texts_of(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs without their pictures, which are large."""
    kept = []
    for output in outputs:
        data = output.get("data", {})
        plain = {"text/plain": data["text/plain"]} if "text/plain" in data else {}
        kept.append({**output, "data": plain} if data else output)
    return kept
