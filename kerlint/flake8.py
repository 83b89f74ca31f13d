"""A plugin of flake8: Kerlint's findings among flake8's, under Kerlint's own settings.

What flake8 asks of a plugin: https://flake8.pycqa.org/en/latest/plugin-development/plugin-parameters.html
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kerlint
from kerlint.placing import placed_in
from kerlint.settings import SettingsFinder

if TYPE_CHECKING:
    import ast


class Plugin:
    """What flake8 makes for every file that parses.

    Args:
        tree: flake8 hands files only to plugins that take it; Kerlint parses for itself.
        filename: the file, or flake8's name of standard input.
        lines: its text.
    """

    name = "kerlint"
    version = kerlint.__version__

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        self._tree = tree
        self._filename = filename
        self._text = "".join(lines)

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """The findings: row (1-based), column (0-based), text, and the plugin itself.

        Raises:
            SettingsError: Kerlint's settings cannot be used.
            BrokenPlugin: installed rules cannot be loaded.
        """
        from kerlint.files import is_excluded
        from kerlint.linter import lint_source

        finder = _finder()
        # What Kerlint's settings exclude, flake8 may still have been asked to read.
        if is_excluded(Path(self._filename), finder):
            return
        settings = finder.for_folder(Path(os.path.abspath(self._filename)).parent)
        for found in lint_source(self._text, self._filename, settings):
            item = placed_in(found, self._filename)
            at = item.span.start
            yield at.row, at.column - 1, f"{item.code} {item.message}", type(self)


@cache
def _finder() -> SettingsFinder:
    return SettingsFinder()
