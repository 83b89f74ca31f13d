"""Read a snippet as Kerlint reads a script: one Script a path."""

from __future__ import annotations

import textwrap
from pathlib import Path

from kerlint.builder import Reading
from kerlint.script import DataSource, Script
from kerlint.settings import Settings
from kerlint.source import source_from_text
from kerlint.syntax import parse
from kerlint.world import World


def read(text: str, folder: Path | None = None, settings: Settings | None = None) -> Script:
    """The first path of a script that lies in `folder`."""
    root = folder or Path("/nonexistent")
    source = source_from_text(textwrap.dedent(text), str(root / "train.py"))
    return next(iter(Reading(parse(source.text), source, settings or Settings(), World(root)).scripts()))


def data(text: str, folder: Path | None = None, settings: Settings | None = None) -> DataSource:
    """The only source of data of a script."""
    (only,) = read(text, folder, settings).data
    return only
