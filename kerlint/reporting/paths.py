"""Paths as code hosts want them: relative to where Kerlint runs, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path


def host_path(filename: str) -> str:
    """Relative where the file is below the working directory, else absolute."""
    absolute = Path(os.path.abspath(filename))
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()
