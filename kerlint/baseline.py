"""Baselines: the findings that an old project has and knows, so that only new ones are reported.

A finding is known by its file (relative to the baseline's folder), code, message and the text of its line: it
stays known where it moves, and is new again where its line changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.settings import SettingsError

if TYPE_CHECKING:
    from kerlint.diagnostic import Diagnostic
    from kerlint.reporting.excerpts import Sources

_VERSION = 1


class Baseline:
    """What is known.

    Args:
        folder: paths count from here.
        known: the fingerprints.
    """

    def __init__(self, folder: Path, known: frozenset[str]) -> None:
        self._folder = folder
        self._known = known

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """The baseline in a file.

        Raises:
            SettingsError: it cannot be read, or is none.
        """
        try:
            loaded = json.loads(path.read_bytes())
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise SettingsError(f"{path}: is not valid JSON: {error}") from error
        try:
            if loaded["version"] != _VERSION:
                raise SettingsError(f"{path}: is of another version of Kerlint: write it anew")
            known = frozenset(str(item["fingerprint"]) for item in loaded["findings"])
        except (LookupError, TypeError) as error:
            raise SettingsError(f"{path}: is no baseline; `kerlint baseline` writes one") from error
        return cls(_folder_of(path), known)

    def new(self, diagnostics: Sequence[Diagnostic], sources: Sources) -> list[Diagnostic]:
        """The findings that are not known."""
        marks = _marks(diagnostics, sources, self._folder)
        return [item for item, mark in zip(diagnostics, marks, strict=True) if mark not in self._known]


def write_baseline(path: Path, diagnostics: Sequence[Diagnostic], sources: Sources) -> None:
    """Write what is found now, an object a finding; code and message are for those who read the file.

    Raises:
        SettingsError: it cannot be written.
    """
    folder = _folder_of(path)
    marks = _marks(diagnostics, sources, folder)
    findings: list[dict[str, Any]] = [
        {
            "file": _relative(item.filename, folder),
            "code": item.code,
            "message": item.message,
            "fingerprint": mark,
        }
        for item, mark in zip(diagnostics, marks, strict=True)
    ]
    text = json.dumps({"version": _VERSION, "findings": findings}, indent=2, ensure_ascii=False) + "\n"
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror}") from error


def _folder_of(path: Path) -> Path:
    return Path(os.path.abspath(path)).parent


def _marks(diagnostics: Sequence[Diagnostic], sources: Sources, folder: Path) -> list[str]:
    from kerlint.fingerprint import fingerprints

    return fingerprints(diagnostics, sources, lambda filename: _relative(filename, folder))


def _relative(filename: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(filename, folder)).as_posix()
    except ValueError:
        # Another drive of Windows.
        return Path(os.path.abspath(filename)).as_posix()
