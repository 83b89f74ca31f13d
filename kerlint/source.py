"""A SourceFile: the text of a script, notebook or document as Python, and the way back to what is on disk.

Decoding follows PEP 263 (coding line, byte order mark). Notebooks become one Python text in which every
code cell starts on a new line, see `kerlint.notebook`; of Markdown only the Python fences are left, each on
its own lines, see `kerlint.markdown`.
"""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from dataclasses import dataclass

from kerlint.diagnostic import Edit, Location, Span

NOTEBOOKS = (".ipynb",)
MARKDOWN = (".md", ".markdown")

_NEWLINE = re.compile(r"\r\n|\r|\n")

# One of these in the bytes, or the file cannot concern Keras: its packages, or, for scripts pasted without
# their imports, calls that hardly anything else has.
_PACKAGES = rb"\b(?:keras|tensorflow|tf_keras|tflearn)\b|\btf\.(?:keras|data|random)\b"
_FRAGMENTS = (
    rb"\b(?:Sequential|Dense|Conv[123]D|Convolution[12]D|LSTM|GRU|ImageDataGenerator|EarlyStopping"
    rb"|ModelCheckpoint|ReduceLROnPlateau|TensorBoard|MaxPool(?:ing)?2D|to_categorical)\s*\("
    rb"|\.\s*(?:compile|fit|fit_generator|evaluate_generator|predict_generator|train_on_batch"
    rb"|flow_from_directory|flow_from_dataframe)\s*\("
)
_CONCERNS_KERAS = re.compile(_PACKAGES + rb"|" + _FRAGMENTS)
# `re.compile(` and `clf.fit(` are everywhere; without an import of Keras they count only with a Keras word.
_WEAK = re.compile(rb"\.\s*(?:compile|fit)\s*\(")
_FIRST_CODE = re.compile(r"(?:[ \t\f]*(?:#[^\r\n]*)?[\r\n]+)*([ \t]*)[^\s#]")
_IMPORTS = re.compile(rb"(?m)^\s*(?:import|from)\s+\w")


class SourceError(Exception):
    """A file that is no readable script; becomes one KER900.

    Attributes:
        location: where, None where it is the file as a whole.
        cell: the notebook cell that `location` counts in.
        help: the way out, None where there is none to tell.
    """

    def __init__(
        self,
        message: str,
        location: Location | None = None,
        cell: int | None = None,
        help: str | None = None,  # noqa: A002 - as Diagnostic calls it
    ) -> None:
        super().__init__(message)
        self.location = location
        self.cell = cell
        self.help = help


@dataclass(frozen=True, slots=True)
class Cell:
    """One code cell of a notebook, or one Python fence of a Markdown document.

    Attributes:
        number: 1-based, among the code cells; None for a fence: readers of Markdown count the file's rows.
        index: 0-based, among all cells of the file.
        first_row: the row of the Python text that the cell's first row is on.
        rows: number of rows.
        indent: what was taken away from the start of each row: white space, in a quotation its marks too.
        outputs: the texts that the notebook stored below the cell.
        bare: rows of the Python text that have code and were not indented so.
    """

    number: int | None
    index: int
    first_row: int
    rows: int
    indent: str = ""
    outputs: tuple[str, ...] = ()
    bare: frozenset[int] = frozenset()

    def indent_of(self, row: int) -> str:
        """What was taken away from the start of a row of the Python text."""
        return "" if row in self.bare else self.indent


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A script to look at.

    Attributes:
        path: as messages name it.
        text: Python, newlines as in the file.
        encoding: Python's name of the file's encoding ("utf-8-sig" with a byte order mark).
        newline: the file's first newline.
        kind: "script", "notebook" or "markdown".
        cells: a notebook's code cells or a document's Python fences, in order.
        indent: white space that was taken away from every line of a fragment pasted with its indentation.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    kind: str = "script"
    cells: tuple[Cell, ...] = ()
    indent: str = ""

    def cell_at(self, row: int) -> Cell | None:
        """The cell or fence that a row of `text` belongs to; None in a script and above the first one."""
        found = None
        for cell in self.cells:
            if cell.first_row > row:
                break
            found = cell
        return found

    def on_disk(self, span: Span) -> tuple[Span, int | None]:
        """A span of `text` as the file's readers count it, and the number of its cell."""
        cell = self.cell_at(span.start.row)
        if cell is None or cell.number is None:
            shift = len(self.indent if cell is None else cell.indent)
            start, end = span.start, span.end
            return Span(
                Location(start.row, start.column + shift), Location(end.row, end.column + shift)
            ), None

        def move(location: Location) -> Location:
            row = min(location.row - cell.first_row, cell.rows - 1) + 1
            return Location(row, location.column + len(cell.indent_of(location.row)))

        return Span(move(span.start), move(span.end)), cell.number

    def edit_on_disk(self, edit: Edit) -> Edit:
        """An edit of `text` as one of the file."""
        cell = self.cell_at(edit.span.start.row)
        indent = self.indent if cell is None else cell.indent_of(edit.span.start.row)
        span, number = self.on_disk(edit.span)
        start, end = edit.span.start, edit.span.end
        if start.column == end.column == 1 and start.row < end.row and not edit.content:
            # Whole lines go with what they are indented by. A notebook's cell does not end with a new line.
            below = Location(end.row, 1)
            if cell is not None and number is not None:
                below = Location(end.row - cell.first_row + 1, 1)
                if below.row > cell.rows:
                    last = split_lines(self.text)[end.row - 2]
                    below = Location(cell.rows, len(indent) + len(last) + 1)
            span = Span(Location(span.start.row, 1), below)
        return Edit(span, edit.content.replace("\n", f"\n{indent}"), number)

    def outputs_at(self, row: int) -> list[str]:
        """The texts that the notebook stored as outputs of the cell at this row; none elsewhere."""
        cell = self.cell_at(row)
        return list(cell.outputs) if cell else []


def may_concern_keras(raw: bytes) -> bool:
    """Could this file have anything to do with Keras? Looks at bytes only; False is certain enough to skip it."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.replace(b"\0", b"")
    found = False
    for match in _CONCERNS_KERAS.finditer(raw):
        if not _WEAK.fullmatch(match[0]):
            return True
        found = True
    # A fragment has no imports at all; a script that imports other things and calls fit is another library's.
    return found and not _IMPORTS.search(raw)


def read_source(raw: bytes, path: str) -> SourceFile:
    """Decode a file's bytes.

    Raises:
        SourceError: no text, or a broken notebook.
    """
    if path.endswith(NOTEBOOKS):
        from kerlint.notebook import read_notebook

        return read_notebook(raw, path)
    text, encoding = decode(raw)
    return source_from_text(text, path, encoding)


def source_from_text(text: str, path: str, encoding: str = "utf-8") -> SourceFile:
    """A script from text at hand; a notebook's text is its JSON.

    Raises:
        SourceError: the text holds NUL or half a character, or a broken notebook.
    """
    if path.endswith(NOTEBOOKS):
        return read_source(text.encode("utf-8", "surrogatepass"), path)
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError("the file holds NUL bytes: it is no Python script", location_at(text, nul))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceError("the text holds half a character", location_at(text, error.start)) from error
    newline = newline_of(text)
    if path.endswith(MARKDOWN):
        from kerlint.markdown import read_markdown

        python, fences = read_markdown(text)
        return SourceFile(path, python, encoding, newline, "markdown", fences)
    indent = _fragment_indent(text)
    if indent:
        text = re.sub(rf"(?m)^{indent}", "", text)
    return SourceFile(path, text, encoding, newline, indent=indent)


def _fragment_indent(text: str) -> str:
    """The white space that every line of a pasted fragment starts with; "" where there is none."""
    first = _FIRST_CODE.match(text)
    if first is None or not first[1]:
        return ""
    lines = (line for line in split_lines(text) if line.strip())
    return first[1] if all(line.startswith(first[1]) for line in lines) else ""


def decode(raw: bytes) -> tuple[str, str]:
    """Text and Python's name of the encoding, by byte order mark and coding line (PEP 263).

    Raises:
        SourceError: an unknown coding, or bytes that the encoding does not have.
    """
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if raw.startswith(mark):
            raise SourceError(
                "the file is encoded in UTF-16, which Python does not read",
                help="save it as UTF-8",
            )
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError as error:
        if "unknown encoding" in str(error) or "problem" in str(error):
            raise SourceError(
                f"the coding line names an encoding that cannot be used: {error}", Location(1, 1)
            ) from error
        encoding = "utf-8"
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        raise SourceError(
            f"byte 0x{raw[error.start]:02x} is not valid {encoding.upper().removesuffix('-SIG')}",
            location_at(before, len(before)),
            help="save the file as UTF-8, or name its encoding in the first line: # -*- coding: latin-1 -*-",
        ) from error
    except (LookupError, ValueError) as error:
        raise SourceError(f"the coding line names an encoding that cannot be used: {error}") from error


def newline_of(text: str) -> str:
    """The first newline of a text, a line feed where it has none."""
    found = _NEWLINE.search(text)
    return found[0] if found else "\n"


def split_lines(text: str) -> list[str]:
    """The lines without their ends, split as Python's tokenizer does (form feeds and the like split nothing)."""
    return _NEWLINE.split(text)


def location_at(text: str, offset: int) -> Location:
    """The place of an offset."""
    row = 1
    start = 0
    for match in _NEWLINE.finditer(text, 0, offset):
        row += 1
        start = match.end()
    return Location(row, offset - start + 1)


def line_offsets(text: str) -> list[int]:
    """Where each line starts; a final entry for the text's end."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text)]
