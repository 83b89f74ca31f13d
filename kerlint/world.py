"""The World: the only door to files outside the script, and a record of what was seen through it.

Each question and its answer is kept as a Fact, so that the cache can ask again and drop a result
whose outside has changed. Nothing is ever executed, and nothing raises: what cannot be read is None.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

# Keras's own lists: ImageDataGenerator.flow_from_directory matches the bare ending, without the dot
# (keras/src/legacy/preprocessing/image.py); the *_dataset_from_directory functions match with it
# (keras/src/utils/{image,text,audio}_dataset_utils.py).
GENERATOR_FORMATS = ("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff")
GENERATOR_FORMATS_WEBP = (*GENERATOR_FORMATS, "webp")
IMAGE_DATASET_FORMATS = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
TEXT_DATASET_FORMATS = (".txt",)
AUDIO_DATASET_FORMATS = (".wav",)

# A directory with more entries than this is not counted: the answer would not be worth the wait.
MOST_ENTRIES = 2_000_000
LARGEST_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One question about the outside and a digest of the answer.

    Attributes:
        kind: the World method that was asked.
        arguments: what it was asked.
        digest: of the answer.
    """

    kind: str
    arguments: tuple[Any, ...]
    digest: str


class World:
    """Files around a script.

    Attributes:
        root: where relative paths start: the script's folder.
        also: further folders that are tried in turn (the project's root), as scripts are run from there too.
        facts: what was asked so far.
    """

    def __init__(self, root: Path, also: tuple[Path, ...] = ()) -> None:
        self.root = root
        self.also = tuple(folder for folder in also if folder != root)
        self._facts: dict[tuple[str, tuple[Any, ...]], tuple[Fact, Any]] = {}

    @property
    def facts(self) -> list[Fact]:
        """What was asked so far, each question once."""
        return [fact for fact, _ in self._facts.values()]

    def count_images(
        self,
        directory: str,
        extensions: tuple[str, ...] = GENERATOR_FORMATS,
        *,
        follow_links: bool = False,
        hidden_classes: bool = True,
    ) -> dict[str, int] | None:
        """Files in each class folder, as Keras's from_directory functions count them.

        Classes are the sorted subfolders; files count at any depth within them, by their ending in lower
        case. `hidden_classes` False leaves folders with a leading dot out, as *_dataset_from_directory do
        and flow_from_directory does not. None where the directory is not there or is too large to count.
        """
        return self._ask(self._count_images, directory, tuple(extensions), follow_links, hidden_classes)

    def count_files(
        self, directory: str, extensions: tuple[str, ...], *, follow_links: bool = False
    ) -> int | None:
        """Files at any depth below the directory itself: what `labels=None` and label lists count."""
        return self._ask(self._count_files, directory, tuple(extensions), follow_links)

    def read_text(self, path: str | Path) -> str | None:
        """A text file (a sibling module, yaml, json) in UTF-8; None where it is not there or no such text."""
        return self._ask(self._read_text, os.fspath(path))

    def exists(self, path: str | Path) -> bool:
        """Is there anything at this path?"""
        return self._ask(self._exists, os.fspath(path))

    def is_dir(self, path: str | Path) -> bool:
        """Is there a directory at this path?"""
        return self._ask(self._is_dir, os.fspath(path))

    def list_dir(self, path: str | Path) -> tuple[str, ...] | None:
        """Sorted names in a directory; None where there is none or it is too large."""
        return self._ask(self._list_dir, os.fspath(path))

    def places(self, fact: Fact) -> list[Path]:
        """Where the answer to this question was looked for."""
        return self._candidates(os.fspath(fact.arguments[0]))

    def holds(self, facts: list[Fact]) -> bool:
        """Does every fact still hold?"""
        for fact in facts:
            self._ask(getattr(self, f"_{fact.kind}"), *fact.arguments)
            if self._facts[fact.kind, fact.arguments][0].digest != fact.digest:
                return False
        return True

    def _ask(self, look: Callable[..., T], *arguments: Any) -> T:
        kind = look.__name__.removeprefix("_")
        if (kind, arguments) not in self._facts:
            import hashlib

            seen = look(*arguments)
            digest = hashlib.blake2b(repr(seen).encode("utf-8", "replace"), digest_size=16).hexdigest()
            self._facts[kind, arguments] = (Fact(kind, arguments, digest), seen)
        answer: T = self._facts[kind, arguments][1]
        return answer

    def _candidates(self, path: str) -> list[Path]:
        try:
            given = Path(path).expanduser()
        except RuntimeError:
            return []
        if given.is_absolute():
            return [given]
        return [folder / given for folder in (self.root, *self.also)]

    def _find(self, path: str) -> Path | None:
        for candidate in self._candidates(path):
            try:
                candidate.stat()
            except (OSError, ValueError):
                continue
            return candidate
        return None

    def _count_images(
        self, directory: str, extensions: tuple[str, ...], follow_links: bool, hidden_classes: bool
    ) -> dict[str, int] | None:
        found = self._find(directory)
        names = None if found is None else _names(found)
        if found is None or names is None:
            return None
        classes = [
            name
            for name in sorted(names)
            if (hidden_classes or not name.startswith(".")) and (found / name).is_dir()
        ]
        budget = _Budget()
        counts = {name: _count(found / name, extensions, follow_links, budget) for name in classes}
        return None if budget.spent else counts

    def _count_files(self, directory: str, extensions: tuple[str, ...], follow_links: bool) -> int | None:
        found = self._find(directory)
        if found is None or not found.is_dir():
            return None
        budget = _Budget()
        count = _count(found, extensions, follow_links, budget)
        return None if budget.spent else count

    def _read_text(self, path: str) -> str | None:
        found = self._find(path)
        try:
            if found is None or not found.is_file() or found.stat().st_size > LARGEST_TEXT:
                return None
            return found.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return None

    def _exists(self, path: str) -> bool:
        return self._find(path) is not None

    def _is_dir(self, path: str) -> bool:
        found = self._find(path)
        return found is not None and found.is_dir()

    def _list_dir(self, path: str) -> tuple[str, ...] | None:
        found = self._find(path)
        names = None if found is None else _names(found)
        return None if names is None or len(names) > MOST_ENTRIES else tuple(sorted(names))


class _Budget:
    """Entries that may still be looked at."""

    def __init__(self) -> None:
        self.left = MOST_ENTRIES

    @property
    def spent(self) -> bool:
        return self.left < 0


def _names(directory: Path) -> list[str] | None:
    try:
        return os.listdir(directory)
    except OSError:
        return None


def _count(directory: Path, extensions: tuple[str, ...], follow_links: bool, budget: _Budget) -> int:
    total = 0
    for _, folders, files in _walk(directory, follow_links):
        budget.left -= len(folders) + len(files)
        if budget.spent:
            break
        total += sum(name.lower().endswith(extensions) for name in files)
    return total


def _walk(directory: Path, follow_links: bool) -> Iterator[tuple[str, list[str], list[str]]]:
    """os.walk, but a link that leads back to a folder on the way to it is not followed for ever."""
    seen: set[str] = set()
    for folder, folders, files in os.walk(directory, followlinks=follow_links):
        if follow_links:
            real = os.path.realpath(folder)
            if real in seen:
                folders.clear()
                continue
            seen.add(real)
        yield folder, folders, files
