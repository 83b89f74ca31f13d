"""Checking again whenever files change: `kerlint check --watch`.

The times of the files are polled. That needs no other package, and it also works where the system tells of no
changes: on network drives and in containers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kerlint.files import Files
from kerlint.settings_file import FILE_NAMES
from kerlint.target import is_pins_file

_PAUSE = 0.2
# Polling takes at most this share of a processor, however many files there are.
_SHARE = 0.05
# A file is emptied before it is written, and a branch changed file by file: a change counts once nothing has changed
# for so long. Something that changes all the time is not waited for.
_SETTLED = 0.1
_MOST_WAITS = 20

Stamps = dict[str, tuple[int, int, int] | None]


@dataclass(frozen=True, slots=True)
class View:
    """What a check looks at.

    Attributes:
        files: paths, present or not; another check is due when one of them changes.
        folders: when one of them changes, files may have come or gone.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...]


def watch(look: Callable[[], View], check: Callable[[], Iterable[str]]) -> NoReturn:
    """Check, and again whenever something has changed; never returns.

    Args:
        look: what a check would look at now.
        check: does it and reports; gives further paths that the result rests on.

    Raises:
        KeyboardInterrupt: the way to end it.
    """
    checked: Stamps | None = None
    folders: Stamps = {}
    outside: Stamps = {}
    while True:
        view = look()
        # A known folder keeps the stamp that it had before this look: what came since then asks for another one.
        folders = {path: folders.get(path) or _stamp(path) for path in view.folders}
        files = _stamps(view.files)
        due = files != checked or _stamps(outside) != outside
        checked = files
        while due:
            started = time.time_ns()
            known, outside = outside, _stamps(check())
            # What changed while the check ran may have been read before.
            due = any(
                stamp and stamp[0] >= started and stamp != known.get(path) for path, stamp in outside.items()
            )
        while True:
            started = time.perf_counter_ns()
            if any(_stamps(known) != known for known in (folders, files, outside)):
                _settle((*folders, *files, *outside))
                folders = _stamps(folders)
                break
            time.sleep(max(_PAUSE, (time.perf_counter_ns() - started) * 1e-9 / _SHARE))


def view_of(found: Files, others: Iterable[str]) -> View:
    """What a check of these files looks at: them, the settings and pins that may hold for them, and `others`."""
    walked = {Path(os.path.abspath(folder)) for folder in found.folders}
    homes = {Path(os.path.abspath(path)).parent for path in found.paths} | walked | {Path.cwd()}
    files = {*found.paths, *others}
    for folder in {step for home in homes for step in (home, *home.parents)}:
        # A walked folder changes itself when one of these comes; those above it may change for many reasons.
        always = () if folder in walked else (*FILE_NAMES, ".gitignore")
        files.update(str(folder / name) for name in (*always, *_deciding(folder)))
    return View(tuple(sorted(files)), tuple(sorted(map(str, walked))))


def _settle(paths: Iterable[str]) -> None:
    """Wait until nothing changes any more."""
    before = _stamps(paths)
    for _ in range(_MOST_WAITS):
        time.sleep(_SETTLED)
        now = _stamps(before)
        if now == before:
            return
        before = now


def _deciding(folder: Path) -> Iterable[str]:
    """Files of a folder that say what is checked, and how."""
    try:
        names = os.listdir(folder)
    except OSError:
        return ()
    return [name for name in names if name == ".gitignore" or name in FILE_NAMES or is_pins_file(name)]


def _stamps(paths: Iterable[str]) -> Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        stat = os.stat(path)
    except (OSError, ValueError):
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
