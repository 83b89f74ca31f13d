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
from kerlint.rule import BrokenPlugin
from kerlint.settings import SettingsError, SettingsFinder
from kerlint.source import NOTEBOOKS

if TYPE_CHECKING:
    import argparse
    import ast

    from kerlint.diagnostic import Diagnostic


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

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:  # noqa: ARG003 - flake8 gives it
        """Look at the settings before all files: an error that is raised later may leave flake8 hanging.

        Raises:
            ExecutionError: flake8 prints it; Kerlint's settings cannot be used.
        """
        try:
            _finder().for_folder(Path.cwd())
        except SettingsError as error:
            from flake8.exceptions import ExecutionError

            raise ExecutionError(f"Kerlint: {error}") from error

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """The findings: row (1-based), column (0-based), text, and the plugin itself."""
        # Places in a notebook are those in a cell, which flake8 knows nothing of.
        if self._filename.endswith(NOTEBOOKS):
            return
        try:
            found = self._found()
        except (SettingsError, BrokenPlugin) as error:
            # Settings of a folder below, or rules that cannot be loaded.
            yield 1, 0, f"KER902 {error}", type(self)
            return
        for one in found:
            item = placed_in(one, self._filename)
            at = item.span.start
            yield at.row, at.column - 1, f"{item.code} {item.message}", type(self)

    def _found(self) -> list[Diagnostic]:
        from kerlint.files import is_excluded
        from kerlint.linter import lint_source

        finder = _finder()
        # What Kerlint's settings exclude, flake8 may still have been asked to read.
        if is_excluded(Path(self._filename), finder):
            return []
        return lint_source(
            self._text, self._filename, finder.for_folder(Path(os.path.abspath(self._filename)).parent)
        )


@cache
def _finder() -> SettingsFinder:
    return SettingsFinder()
