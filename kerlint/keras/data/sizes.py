"""How many samples a source of data has, and how that is known.

In this order: what the script itself determines (the callers of this module), the directory on disk counted as Keras
counts it, what a notebook's cell printed, the settings, a comment. What none of them tells stays a symbol under the
script's own name, so that `train.samples // train.batch_size` and `len(train)` still compare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from kerlint.script import Size
from kerlint.symbolic.arithmetic import sized

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator

_FOUND_IMAGES = re.compile(
    r"Found (\d+) (?:(?:non-)?validated )?image(?:s| filenames?(?:\(s\))?)(?: belonging to (\d+) class)?"
)
_FOUND_FILES = re.compile(
    r"Found (\d+) files?(?: belonging to (\d+) class(?:es)?)?\.(?:\s*Using (\d+) files for (training|validation)\.)?"
    r"(?:\s*Using (\d+) files for (training|validation)\.)?"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a directory or an iterator before any splitting.

    Attributes:
        size: the samples.
        classes: the number of classes.
        per_class: samples by class in Keras's order, where the directory was counted.
    """

    size: Size | None = None
    classes: int | None = None
    per_class: dict[str, int] | None = None


@dataclass
class PrintedCounts:
    """Which of a cell's printed counts are taken: Keras prints one for each iterator, in the order of the calls."""

    ev: Evaluator
    taken: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def next_match(self, pattern: re.Pattern[str], texts: Sequence[str]) -> re.Match[str] | None:
        """The next count of that wording in the cell's output, None where the cell printed no more."""
        key = (pattern.pattern, tuple(texts))
        position = self.taken.get(key, 0)
        self.taken[key] = position + 1
        matches = [match for text in texts for match in pattern.finditer(text)]
        return matches[position] if position < len(matches) else None


def count_directory(
    ev: Evaluator,
    directory: str | None,
    suffixes: tuple[str, ...],
    follow_links: bool,
    classes: Sequence[str] | None = None,
    hidden: bool = True,
) -> dict[str, int] | None:
    """Files by class as Keras finds them below `directory`, None where there is no such directory here.

    Only `classes`, in their order, where they are given: one without a folder counts 0. Folders with a leading dot
    are classes where `hidden` is True, as for ImageDataGenerator.
    """
    if not directory:
        return None
    counts = ev.world.count_images(directory, suffixes, follow_links=follow_links, hidden_classes=hidden)
    if counts is None or not classes:
        return counts
    # A class may be a path below the directory: classes=["."] takes the directory itself.
    return {
        name: counts[name]
        if name in counts
        else ev.world.count_files(f"{directory}/{name}", suffixes, follow_links=follow_links) or 0
        for name in classes
    }


def counted(counts: dict[str, int], directory: str, node: CSTNode | None) -> Counted:
    """The facts of a counted directory."""
    source = f"counted in {directory}"
    total = sized(sum(counts.values()), source, node)
    return Counted(Size(total, source), len(counts), counts)


def printed_images(ev: Evaluator, node: CSTNode | None) -> Counted:
    """What the cell printed for the next `flow_from_directory` or `flow_from_dataframe` in it."""
    match = _next(ev, _FOUND_IMAGES, node)
    if match is None:
        return Counted()
    return Counted(_size(int(match[1]), "from the cell's output", node), _number(match[2]))


def printed_files(ev: Evaluator, node: CSTNode | None) -> tuple[Counted, dict[str, int]]:
    """What the cell printed for the next `*_dataset_from_directory`: all files, and the files used by subset."""
    match = _next(ev, _FOUND_FILES, node)
    if match is None:
        return Counted(), {}
    used = {match[name]: int(match[number]) for number, name in ((3, 4), (5, 6)) if match[name]}
    return Counted(_size(int(match[1]), "from the cell's output", node), _number(match[2])), used


def _next(ev: Evaluator, pattern: re.Pattern[str], node: CSTNode | None) -> re.Match[str] | None:
    texts = ev.output_evidence(node)
    return ev.extension(PrintedCounts).next_match(pattern, texts) if texts else None


def configured(ev: Evaluator, key: str | None) -> Counted:
    """What the settings say of a directory or a variable."""
    datasets = ev.settings.datasets
    if not key or not datasets:
        return Counted()
    entry = datasets.get(key)
    if entry is None:
        path = normpath(key.replace("\\", "/"))
        matching = (e for name, e in datasets.items() if name == path or fnmatchcase(path, normpath(name)))
        entry = next(matching, None)
    if entry is None:
        return Counted()
    size = None if entry.samples is None else _size(entry.samples, "from [tool.kerlint.datasets]", None)
    return Counted(size, entry.classes)


def hinted(ev: Evaluator, node: CSTNode | None) -> Counted:
    """What a comment at the statement says: `# kerlint: samples=40000 classes=5`."""
    samples, classes = _number(ev.hint("samples")), _number(ev.hint("classes"))
    return Counted(_size(samples, "from the comment", node) if samples is not None else None, classes)


def learnt(ev: Evaluator, node: CSTNode | None) -> Counted:
    """What settings (by the variable's name) and comment say of the very iterator a statement makes."""
    named, comment = configured(ev, ev.binding_name), hinted(ev, node)
    return first(named, comment)


def first(*candidates: Counted) -> Counted:
    """The first that is known, fact by fact."""
    size = next((c.size for c in candidates if c.size is not None), None)
    classes = next((c.classes for c in candidates if c.classes is not None), None)
    return Counted(size, classes, next((c.per_class for c in candidates if c.per_class is not None), None))


def _size(samples: int, source: str, node: CSTNode | None) -> Size:
    return Size(sized(samples, source, node), source)


def _number(text: str | None) -> int | None:
    digits = re.sub(r"[_,\s]", "", text) if isinstance(text, str) else ""
    return int(digits) if digits.isdecimal() and len(digits) < 16 else None
