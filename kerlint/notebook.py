"""Notebooks: code cells joined into one Python text, line by line, so that every row maps back to its cell.

Magics and shell lines have no meaning for Python: each becomes a `pass` with as many rows as before. Cell magics whose
body is Python (%%time, %%capture) keep it; the others (%%bash, %%html) lose the whole cell.
"""

from __future__ import annotations

import json
import re
from typing import Any

from kerlint.source import Cell, SourceError, SourceFile, location_at, split_lines

_PYTHON_CELL_MAGICS = {
    "time",
    "timeit",
    "capture",
    "prun",
    "python",
    "python3",
    "tensorflow_version",
    "memit",
}
# IPython runs `pip install x` and `cd data` too; two words in a row are never Python.
_AUTOMAGIC = (
    r"(?:pip3?|conda|mamba|cd|ls|ll|cat|cp|mv|mkdir|rmdir|rm|man|more|less|matplotlib|pylab|load_ext|reload_ext|"
    r"autoreload|run|time|timeit|env|config|history)"
    r"[ \t]+(?:-\w+[ \t]+)*(?!(?:in|is|not|and|or|if|else|for)\b)(?:\.\.|(?:\.{1,2}/|~/)?\w[\w./-]*)(?=\s|$)"
)
_LINE_MAGIC = re.compile(rf"^(\s*)(?:[%!]|\?{{1,2}}\w|[\w.]+\?{{1,2}}\s*$|{_AUTOMAGIC})")
# `%time model.fit(...)` runs Python; the prefix gives way to as many columns.
_PYTHON_LINE_MAGIC = re.compile(r"^(\s*)(%(?:time|timeit|prun|memit)(?:\s+-\w+(?:\s*\d+)?)*\s+)(?=[^\s-])")
# `files = !ls` and `x = %time f()` are assignments of something unknown.
_ASSIGNED_MAGIC = re.compile(r"^(\s*[\w., ]+?\s*=\s*)[%!](?!=)")
_OUTPUT_LIMIT = 20_000


def read_notebook(raw: bytes, path: str) -> SourceFile:
    """Read a .ipynb file.

    Raises:
        SourceError: no JSON, no notebook, or one of another language's.
    """
    try:
        text = raw.decode("utf-8-sig")
        loaded = json.loads(text)
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
        lines = split_lines(_joined(cell.get("source", cell.get("input", ""))))
        python, indent = as_python(lines)
        found.append(
            Cell(len(found) + 1, index, len(rows) + 1, len(lines), indent, _outputs(cell.get("outputs")))
        )
        rows.extend(python)
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
    return ""


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


def as_python(lines: list[str]) -> tuple[list[str], str]:
    """A cell's rows as Python, and what they were indented by. The number of rows stays."""
    first = next((row for row, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return lines, ""
    magic = re.match(r"\s*%%(\w+)", lines[first])
    if magic:
        if magic[1] not in _PYTHON_CELL_MAGICS:
            return [""] * len(lines), ""
        lines = ["" if row == first else line for row, line in enumerate(lines)]
    indent = _common_indent(lines)
    if indent:
        lines = [line[len(indent) :] for line in lines]
    return _without_magics(lines), indent


def _common_indent(lines: list[str]) -> str:
    """White space by which the whole cell is indented: IPython takes it away too."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return indent if all(line.startswith(indent) for line in lines if line.strip()) else ""


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
    """Is the next line inside a bracket or a triple-quoted string (where `%` is an operator or text)?"""

    _TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|#.*|[\[({]|[\])}]|\\$')

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
                end = line.find(self._quote, position)
                if end < 0:
                    return
                position = end + 3
                self._quote = None
            match = self._TOKEN.search(line, position)
            if match is None:
                return
            position = match.end()
            token = match[0]
            if token in ('"""', "'''"):
                self._quote = token
            elif token in "[({":
                self._depth += 1
            elif token in "])}":
                self._depth = max(0, self._depth - 1)
            elif token == "\\":
                self._backslash = True
