"""An editor as the language server sees it: JSON-RPC over the pipes of a `kerlint server` process."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 60
SHOWS_PLACES = {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}


class Editor:
    """Starts the server, says hello; keeps all that the server says of its own accord."""

    def __init__(
        self,
        folder: Path,
        encodings: list[str] | None = None,
        folders: tuple[Path, ...] = (),
        server: tuple[str, ...] = ("kerlint", "server", "--stdio"),
        process: int | None = None,
        cwd: Path | None = None,
        refuses: tuple[str, ...] = (),
        **capabilities: Any,
    ) -> None:
        self.folder = folder
        self.requests: list[dict[str, Any]] = []
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.kept: list[dict[str, Any]] = []
        self._refuses = refuses
        self._number = 0
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - the server writes there as long as it runs
        self.process = subprocess.Popen(
            [sys.executable, "-m", *server],
            cwd=cwd or folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        threading.Thread(target=self._read, daemon=True).start()
        general = {"general": {"positionEncodings": encodings}} if encodings else {}
        names = [{"uri": root.as_uri(), "name": root.name} for root in folders]
        self.hello = self.ask(
            "initialize",
            {
                "processId": process,
                "rootUri": folder.as_uri(),
                "workspaceFolders": names or None,
                "capabilities": {**SHOWS_PLACES, **general, **capabilities},
            },
        )["capabilities"]
        self.tell("initialized", {})

    def close(self) -> int:
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def log(self) -> str:
        """What the server has written to standard error."""
        self._log.seek(0)
        return self._log.read().decode()

    def tell(self, method: str, params: Any) -> None:
        self._write({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        answer = self.answer(self.request(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def request(self, method: str, params: Any) -> int:
        """Ask without waiting for the answer."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> dict[str, Any]:
        return self.heard(lambda message: message.get("id") == number and "method" not in message)

    def heard(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message not taken yet that is wanted, waiting for it."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while True:
            message = self._messages.get(timeout=PATIENCE)
            if "method" in message and "id" in message:
                self.requests.append(message)
                known = message["method"] not in self._refuses
                unknown = {"error": {"code": -32601, "message": "not known here"}}
                self._write({"id": message["id"], **({"result": {"success": True}} if known else unknown)})
            if wanted(message):
                return message
            self.kept.append(message)

    def diagnostics(self, name: str, version: int | None) -> list[dict[str, Any]]:
        """What the server says of a document in this version."""
        message = self.heard(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == self.uri(name)
                and message["params"].get("version") == version
            )
        )
        return message["params"]["diagnostics"]

    def uri(self, name: str) -> str:
        """A file's name; behind `#` the number of a cell, named as VS Code names them."""
        file, _, cell = name.partition("#")
        uri = file if ":" in file else (self.folder / file).as_uri()
        return f"{uri.replace('file:', 'vscode-notebook-cell:')}#W{cell}" if cell else uri

    def open(self, name: str, text: str, language: str = "python") -> None:
        document = {"uri": self.uri(name), "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def open_notebook(self, name: str, cells: list[str], languages: dict[int, str] | None = None) -> None:
        """Cells are named `name#1`, `name#2`, ..."""
        uri, wanted = self.uri(name), languages or {}
        names = [f"{name}#{number}" for number, _ in enumerate(cells, 1)]
        self.tell(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": uri,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [{"kind": 2, "document": self.uri(cell)} for cell in names],
                },
                "cellTextDocuments": [
                    {
                        "uri": self.uri(cell),
                        "languageId": wanted.get(number, "python"),
                        "version": 1,
                        "text": text,
                    }
                    for number, (cell, text) in enumerate(zip(names, cells, strict=True), 1)
                ],
            },
        )

    def change_notebook(self, name: str, version: int, **cells: Any) -> None:
        """`structure`, `data` or `textContent` of the cells, as the protocol has them."""
        notebook = {"uri": self.uri(name), "version": version}
        self.tell("notebookDocument/didChange", {"notebookDocument": notebook, "change": {"cells": cells}})

    def change(self, name: str, text: str, version: int) -> None:
        document = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def actions(self, name: str, place: dict[str, Any], **context: Any) -> list[dict[str, Any]]:
        document = {"textDocument": {"uri": self.uri(name)}, "range": place}
        return self.ask("textDocument/codeAction", {**document, "context": {"diagnostics": [], **context}})

    def hover(self, name: str, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return self.ask("textDocument/hover", {"textDocument": {"uri": self.uri(name)}, "position": position})

    def _write(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(raw), raw))
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """The text with a client's edits in it; characters are UTF-16 units, as most editors count."""
    raw = text.encode("utf-16-le")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode("utf-16-le")))

    def offset(place: dict[str, int]) -> int:
        return starts[place["line"]] + 2 * place["character"]

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        raw = raw[:start] + edit["newText"].encode("utf-16-le") + raw[end:]
    return raw.decode("utf-16-le")
