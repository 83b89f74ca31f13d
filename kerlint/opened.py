"""What an editor has open, as Kerlint looks at it: a script, or a notebook with its cells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from kerlint.linter import Checked, check_bytes, check_text
from kerlint.notebook_text import notebook_of
from kerlint.settings import Settings
from kerlint.source import SourceFile, decode, read_source, source_from_text, split_lines


@dataclass(frozen=True)
class Part:
    """One text of the editor's: a script, or a code cell of a notebook.

    Attributes:
        uri: the editor's name of it.
        text: as it is now.
        version: the editor's count of changes.
        language: the editor's name of the language.
        outputs: what the notebook's file stored below a cell with this text, in its own form.
    """

    uri: str
    text: str
    version: int | None = field(default=None, compare=False)
    language: str = "python"
    outputs: str = "[]"

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines without their ends."""
        return split_lines(self.text)


@dataclass(frozen=True)
class Document:
    """What is checked as a whole, as it was at one moment: a script, or a notebook's Python cells.

    Attributes:
        uri: the editor's name of it.
        path: its name in diagnostics; a notebook's ends in `.ipynb`.
        parts: the script, or the cells in order.
        python: False where there is nothing for Kerlint.
    """

    uri: str
    path: str
    parts: tuple[Part, ...]
    python: bool = True

    @property
    def is_notebook(self) -> bool:
        """Are the parts a notebook's cells?"""
        return self.path.endswith(".ipynb")

    @cached_property
    def raw(self) -> bytes:
        """The bytes of the file that would hold this."""
        if not self.is_notebook:
            _, encoding = decode(self.parts[0].text.encode("utf-8", "replace"))
            return self.parts[0].text.encode(encoding)
        return notebook_of(
            [part.text for part in self.parts], [json.loads(part.outputs) for part in self.parts]
        )

    def texts_in(self, raw: bytes) -> list[str]:
        """The texts of the parts in bytes such as `raw`."""
        if not self.is_notebook:
            return [decode(raw)[0]]
        return ["".join(cell["source"]) for cell in json.loads(raw)["cells"]]

    def source(self) -> SourceFile:
        """It as Python.

        Raises:
            SourceError: it is no readable text.
        """
        if self.is_notebook:
            return read_source(self.raw, self.path)
        return source_from_text(self.parts[0].text, self.path)

    def part_at(self, cell: int | None) -> Part | None:
        """The text that a diagnostic with this cell number stands in; None where a notebook has no such cell."""
        index = (cell or 1) - 1
        return self.parts[index] if index < len(self.parts) else None

    def place_of(self, uri: str) -> tuple[Part, int | None] | None:
        """One of the texts, and the cell number that diagnostics in it have; None where it is not checked."""
        for index, part in enumerate(self.parts):
            if uri_key(part.uri) == uri_key(uri):
                return part, index + 1 if self.is_notebook else None
        return None

    def checked(self, settings: Settings) -> Checked:
        """What a look at it gives.

        Raises:
            SettingsError: a selector of the settings that no rule has.
            BrokenPlugin: installed rules cannot be loaded.
        """
        if self.is_notebook:
            return check_bytes(self.raw, self.path, settings)
        return check_text(self.parts[0].text, self.path, settings)


def uri_key(uri: str) -> str:
    """Editors do not agree, even with themselves, on what they escape in a URI."""
    return unquote(uri)
