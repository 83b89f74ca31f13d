"""Which files to check: arguments, folders walked, .gitignore and excludes left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.source import MARKDOWN, NOTEBOOKS

if TYPE_CHECKING:
    from kerlint.settings import Settings, SettingsFinder

SUFFIXES = (".py", ".pyw", *NOTEBOOKS)


@dataclass(slots=True)
class Files:
    """What the arguments stand for.

    Attributes:
        paths: files to check, each once, as messages name them.
        problems: arguments and folders that cannot be read, one message each.
        named: how many of the paths were named as such.
        folders: those that were walked through.
    """

    paths: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    named: int = 0
    folders: list[str] = field(default_factory=list)


def find_files(arguments: Iterable[str], finder: SettingsFinder, *, force_exclude: bool = False) -> Files:
    """The files behind paths given on the command line.

    A file that is named is checked whatever its suffix, and whatever the excludes say unless `force_exclude`.
    Links to folders are not followed.

    Raises:
        SettingsError: the settings in force for a folder cannot be used.
    """
    found = Files()
    seen: set[str] = set()

    def take(path: str) -> None:
        absolute = os.path.abspath(path)
        if absolute not in seen:
            seen.add(absolute)
            found.paths.append(path)

    for argument in arguments:
        path = Path(argument)
        try:
            is_dir = path.is_dir()
            present = is_dir or path.exists()
        except (OSError, ValueError):
            is_dir = present = False
        if is_dir:
            if force_exclude and is_excluded(path, finder):
                continue
            for file in _walk(path, finder, found):
                take(file)
        elif not present:
            found.problems.append(f"{argument}: no such file or folder")
        elif not (force_exclude and is_excluded(path, finder)):
            found.named += 1
            take(os.path.normpath(argument))
    return found


def is_excluded(path: Path, finder: SettingsFinder) -> bool:
    """Would a walk from the project's root have left this path, or a folder above it, out?"""
    absolute = Path(os.path.abspath(path))
    settings = finder.for_folder(absolute if absolute.is_dir() else absolute.parent)
    excludes = _excludes(settings)
    for step in (absolute, *absolute.parents):
        if settings.root not in step.parents:
            return False
        if excludes.match(step.relative_to(settings.root).as_posix(), step.name, step.is_dir()):
            return True
        if settings.respect_gitignore and _Ignores.above(step.parent).ignored(step, step.is_dir()):
            return True
    return False


def _walk(top: Path, finder: SettingsFinder, found: Files) -> Iterator[str]:
    ignores = _Ignores.above(top.absolute())
    stack: list[tuple[Path, _Ignores]] = [(top, ignores)]
    while stack:
        folder, ignores = stack.pop()
        absolute = folder.absolute()
        settings = finder.for_folder(absolute)
        found.folders.append(str(folder))
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            found.problems.append(f"{folder}: cannot be read: {error.strerror}")
            continue
        if settings.respect_gitignore and folder != top:
            ignores = ignores.with_folder(absolute)
        excludes = _excludes(settings)
        suffixes = (*SUFFIXES, *MARKDOWN) if settings.include_markdown else SUFFIXES
        folders = []
        for entry in entries:
            is_dir = entry.is_dir(follow_symlinks=False)
            if not is_dir and (not entry.name.endswith(suffixes) or not entry.is_file()):
                continue
            here = absolute / entry.name
            inside = settings.root in here.parents
            relative = here.relative_to(settings.root).as_posix() if inside else entry.name
            if excludes.match(relative, entry.name, is_dir):
                continue
            if settings.respect_gitignore and ignores.ignored(here, is_dir):
                continue
            if is_dir:
                folders.append((Path(os.path.normpath(folder / entry.name)), ignores))
            else:
                yield os.path.normpath(folder / entry.name)
        stack.extend(reversed(folders))


# --- excludes ---------------------------------------------------------------------------------------


def _excludes(settings: Settings) -> _Excludes:
    return _compiled((*settings.exclude, *settings.extend_exclude))


@lru_cache(maxsize=64)
def _compiled(globs: tuple[str, ...]) -> _Excludes:
    return _Excludes(globs)


class _Excludes:
    """Globs in .gitignore's manner. Plain names, which the defaults are, need no glob library."""

    def __init__(self, globs: tuple[str, ...]) -> None:
        self._names = {glob.rstrip("/") for glob in globs if not set("*?[!/\\") & set(glob.rstrip("/"))}
        rest = [glob for glob in globs if glob.rstrip("/") not in self._names]
        self._spec = _spec(rest) if rest else None

    def match(self, relative: str, name: str, is_dir: bool) -> bool:
        """Is this path, relative to the root, left out?"""
        if name in self._names:
            return True
        return self._spec is not None and bool(self._spec.match_file(f"{relative}/" if is_dir else relative))


def _spec(lines: Iterable[str]) -> Any:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(lines)


# --- .gitignore -------------------------------------------------------------------------------------


class _Ignores:
    """The .gitignore files in force, from the top down; the deepest that has an opinion decides."""

    def __init__(self, specs: tuple[tuple[Path, Any], ...] = ()) -> None:
        self._specs = specs

    @classmethod
    def above(cls, folder: Path) -> _Ignores:
        """Those of a folder and of the folders above it within its repository."""
        chain = [folder]
        for parent in (folder, *folder.parents):
            if (parent / ".git").exists():
                above = [step for step in folder.parents if step == parent or parent in step.parents]
                chain = [*reversed(above), folder]
                break
        ignores = cls()
        for step in chain:
            ignores = ignores.with_folder(step)
        return ignores

    def with_folder(self, folder: Path) -> _Ignores:
        """The same and a folder's own."""
        lines: list[str] = []
        for name in (".git/info/exclude", ".gitignore"):
            try:
                lines += (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
        return _Ignores((*self._specs, (folder, _spec(lines)))) if lines else self

    def ignored(self, path: Path, is_dir: bool) -> bool:
        """Does git leave this (absolute) path out? Folders above it are taken to be in."""
        for folder, spec in reversed(self._specs):
            relative = path.relative_to(folder).as_posix()
            verdict = spec.check_file(f"{relative}/" if is_dir else relative).include
            if verdict is not None:
                return bool(verdict)
        return False
