"""Notebooks: code cells joined into one Python text, line by line, so that every row maps back to its cell.

Magics and shell lines have no meaning for Python: each becomes a `pass` with as many rows as before. Cell magics whose
body is Python (%%time, %%capture, those of extensions) keep it; the others (%%bash, %%html) lose the whole cell.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from dataclasses import dataclass
from typing import Any

from kerlint.source import Cell, SourceError, SourceFile, location_at, split_lines

_PYTHON_CELL_MAGICS = frozenset({"capture", "memit", "prun", "tensorflow_version", "time", "timeit"})
# Other languages, files, and Python that runs in a process of its own. Further magics are extensions, which mostly
# do something about the cell: what is Python below them is Python.
_FOREIGN_CELL_MAGICS = frozenset(
    {
        *(
            "!",
            "ai",
            "bash",
            "bigquery",
            "cmd",
            "cpp",
            "css",
            "cython",
            "dot",
            "file",
            "html",
            "java",
            "javascript",
        ),
        *(
            "js",
            "julia",
            "latex",
            "markdown",
            "matlab",
            "mermaid",
            "octave",
            "perl",
            "powershell",
            "pypy",
            "python",
        ),
        *(
            "python2",
            "python3",
            "r",
            "ruby",
            "rust",
            "script",
            "sh",
            "shell",
            "skip",
            "sql",
            "svg",
            "sx",
            "system",
        ),
        "writefile",
    }
)
# IPython runs `pip install x` and `cd data` too; two words in a row are never Python.
_AUTOMAGIC = (
    r"(?:pip3?|conda|mamba|cd|ls|ll|cat|cp|mv|mkdir|rmdir|rm|man|more|less|matplotlib|pylab|load_ext|reload_ext|"
    r"autoreload|run|time|timeit|env|config|history)"
    r"[ \t]+(?:-[\w-]+[ \t]+)*(?!(?:in|is|not|and|or|if|else|for)\b)(?:\w|\.\.|~|\./|'|\"|-[ \t]*$)"
)
# What follows `,`, `;` and `/` is a call without brackets; `model.fit?` asks for help.
_LINE_MAGIC = re.compile(rf"^(\s*)(?:[%!,;/]|\?{{1,2}}\w|[^#'\"?]*[\w\]*]\?{{1,2}}\s*(?:#.*)?$|{_AUTOMAGIC})")
# `%time model.fit(...)` runs Python; the prefix gives way to as many columns.
_PYTHON_LINE_MAGIC = re.compile(
    r"^(\s*)(%(?:time|timeit|prun|memit)(?:\s+-\w+(?:\s*\d+)?)*\s+)"
    r"(?=[^\s-])(?!(?:for|while|if|with|async|def|class|try)\b)"
)
# `files = !ls` and `x = %time f()` are assignments of something unknown.
_TARGET = r"\*?[^\W\d][\w.]*(?:\[[^\[\]=]*\][\w.]*)*"
_ASSIGNED_MAGIC = re.compile(
    rf"^(\s*\(?\s*{_TARGET}(?:\s*,\s*{_TARGET})*\s*,?\s*\)?(?:\s*:[\w.\[\], ]+)?\s*=\s*)[%!](?!=)"
)
# Kernels whose notebooks do not always say which language they are in.
_OTHER_KERNELS = re.compile(r"(?:ir|xr|julia|scala|spylon|octave|matlab|bash|javascript|deno|rust|\.net-)\b")
# JSON can name half a pair; no file and no Python source can hold it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s*(?:#|$)")
_OUTPUT_LIMIT = 20_000


def read_notebook(raw: bytes, path: str) -> SourceFile:
    """Read a .ipynb file.

    Raises:
        SourceError: no JSON, no notebook, or one of another language's.
    """
    try:
        text = raw.decode("utf-8-sig")
        # No number matters here, and those of thousands of digits are refused as int.
        loaded = json.loads(text, parse_int=float)
    except UnicodeDecodeError as error:
        raise SourceError("the notebook is not valid UTF-8") from error
    except json.JSONDecodeError as error:
        raise SourceError(
            f"the notebook is not valid JSON: {error.msg}",
            location_at(text, error.pos),
            help="restore the file, or resolve a merge conflict in it",
        ) from error
    except RecursionError as error:
        raise SourceError("the notebook's JSON is nested too deep") from error
    cells = _cells_of(loaded)
    language = _language(loaded)
    if language not in ("python", "ipython", ""):
        cells = []
    rows: list[str] = []
    found: list[Cell] = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        lines = split_lines(_LONE_SURROGATE.sub("\ufffd", _joined(cell.get("source", cell.get("input", "")))))
        python = Python([""] * len(lines)) if _is_foreign(cell) else as_python(lines)
        first = len(rows) + 1
        bare = frozenset(first + row for row in python.bare)
        found.append(
            Cell(len(found) + 1, index, first, len(lines), python.indent, _outputs(cell.get("outputs")), bare)
        )
        rows.extend(python.rows)
    return SourceFile(path, "\n".join(rows) + "\n", "utf-8", "\n", "notebook", tuple(found))


def _cells_of(loaded: Any) -> list[Any]:
    if isinstance(loaded, dict):
        if isinstance(loaded.get("cells"), list):
            return list(loaded["cells"])
        # Format 3 had worksheets.
        sheets = loaded.get("worksheets")
        if isinstance(sheets, list):
            return [
                cell
                for sheet in sheets
                if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
                for cell in sheet["cells"]
            ]
    raise SourceError("the file is JSON but no notebook: it has no list of cells")


def _language(loaded: dict[str, Any]) -> str:
    metadata = loaded.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        entry = metadata.get(key)
        if isinstance(entry, dict) and isinstance(entry.get(name), str):
            return str(entry[name]).lower()
    kernel = metadata.get("kernelspec")
    known = kernel.get("name") if isinstance(kernel, dict) else None
    other = _OTHER_KERNELS.match(known.lower()) if isinstance(known, str) else None
    return other[0] if other else ""


def _is_foreign(cell: dict[str, Any]) -> bool:
    """Did VS Code note another language for this cell?"""
    metadata = cell.get("metadata")
    code = metadata.get("vscode") if isinstance(metadata, dict) else None
    return isinstance(code, dict) and code.get("languageId", "python") != "python"


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _outputs(outputs: Any) -> tuple[str, ...]:
    """Printed texts of a cell: streams and plain-text results."""
    texts = []
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            data = output.get("data")
            plain = data.get("text/plain") if isinstance(data, dict) else None
            text = _joined(output.get("text", plain))
            if text:
                texts.append(text[:_OUTPUT_LIMIT])
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class Python:
    """A cell as Python.

    Attributes:
        rows: as many as the cell has.
        indent: what was taken away from the start of the rows.
        bare: 0-based rows with code that were not indented so.
    """

    rows: list[str]
    indent: str = ""
    bare: frozenset[int] = frozenset()


def as_python(lines: list[str]) -> Python:
    """A cell's rows as Python. The number of rows stays."""
    first = next((row for row, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Python(lines)
    top = next((row for row, line in enumerate(lines) if not _BLANK.match(line)), first)
    magic = re.match(r"\s*%%(\w+|!)", lines[top])
    if magic:
        if magic[1].lower() in _FOREIGN_CELL_MAGICS:
            return Python([""] * len(lines))
        lines = ["" if row == top else line for row, line in enumerate(lines)]
    indent, bare = _indent_of(lines)
    rows = (
        [line if row in bare else line[len(indent) :] for row, line in enumerate(lines)] if indent else lines
    )
    rows = _without_magics(rows)
    if magic and magic[1] not in _PYTHON_CELL_MAGICS and not _is_python(rows):
        return Python([""] * len(lines))
    return Python(rows, indent, bare)


def _is_python(rows: list[str]) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse("\n".join(rows))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _indent_of(lines: list[str]) -> tuple[str, frozenset[int]]:
    """What the first row is indented by: IPython takes it away from all rows that are; and the rows that are not."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent:
        return "", frozenset()
    return indent, frozenset(
        row for row, line in enumerate(lines) if line.strip() and not line.startswith(indent)
    )


def _without_magics(lines: list[str]) -> list[str]:
    result: list[str] = []
    continued = False
    inside = _StringOrBracket()
    for line in lines:
        if not inside and not continued:
            line = _PYTHON_LINE_MAGIC.sub(lambda match: match[1] + "pass;".ljust(len(match[2])), line)
        magic = None if inside else _LINE_MAGIC.match(line)
        if continued:
            result.append("")
            continued = line.endswith("\\")
        elif magic:
            result.append(f"{magic[1]}pass")
            continued = line.endswith("\\")
        elif not inside and (assigned := _ASSIGNED_MAGIC.match(line)):
            # The name stays bound, to something unknown.
            result.append(f"{assigned[1]}get_ipython()")
            continued = line.endswith("\\")
        else:
            result.append(line)
            inside.feed(line)
    return result


class _StringOrBracket:
    """Is the next line inside a bracket or a string (where `%` is an operator or text)?"""

    _TOKEN = re.compile(
        r'"""|\'\'\'|"(?:\\.|[^"\\])*(?:"|\\$)|\'(?:\\.|[^\'\\])*(?:\'|\\$)|#.*|[\[({]|[\])}]|\\$'
    )
    _REST = {quote: re.compile(rf"(?:\\.|[^\\])*?{quote}") for quote in ('"""', "'''", '"', "'")}

    def __init__(self) -> None:
        self._depth = 0
        self._quote: str | None = None
        self._backslash = False

    def __bool__(self) -> bool:
        return self._quote is not None or self._depth > 0 or self._backslash

    def feed(self, line: str) -> None:
        """Take one more line into account."""
        self._backslash = False
        position = 0
        while True:
            if self._quote:
                rest = self._REST[self._quote].match(line, position)
                if rest is None:
                    if len(self._quote) == 1 and not line.endswith("\\"):
                        # A string that is never closed.
                        self._quote = None
                    return
                position = rest.end()
                self._quote = None
            match = self._TOKEN.search(line, position)
            if match is None:
                return
            position = match.end()
            token = match[0]
            if token in self._REST and len(token) == 3:
                self._quote = token
            elif token[0] in "\"'" and token.endswith("\\"):
                self._quote = token[0]
            elif token in "[({":
                self._depth += 1
            elif token in "])}":
                self._depth = max(0, self._depth - 1)
            elif token == "\\":
                self._backslash = True
