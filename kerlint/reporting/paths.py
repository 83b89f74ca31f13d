"""Paths as code hosts want them: relative to the repository, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path

# Where GitHub and GitLab say that a job's files lie. Elsewhere nobody asks for more than the working directory.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def host_path(filename: str) -> str:
    """Relative where the file is below the repository that a host checks out, or else the working directory."""
    absolute = Path(os.path.abspath(filename))
    try:
        return absolute.relative_to(_root(Path.cwd())).as_posix()
    except ValueError:
        return absolute.as_posix()


def _root(here: Path) -> Path:
    """The root of the repository in a job of a host, the working directory elsewhere."""
    around = (here, *here.parents)
    tops = [Path(os.path.realpath(given)) for name in _TOPS if (given := os.environ.get(name))]
    top = next((top for top in tops if top in around), None)
    if top is None:
        return here
    # A job may check several repositories out side by side.
    inside = around[: around.index(top) + 1]
    return next((folder for folder in inside if (folder / ".git").exists()), here)
