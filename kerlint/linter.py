"""One file: from text to diagnostics. Pure: no screen, no cache, no environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kerlint.diagnostic import Diagnostic, Location, Span
from kerlint.links import ISSUES
from kerlint.source import SourceError, SourceFile, may_concern_keras, read_source, source_from_text

if TYPE_CHECKING:
    from kerlint.selection import Selection
    from kerlint.settings import Settings
    from kerlint.world import Fact, World


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at one file gave.

    Attributes:
        diagnostics: in order of place; some may stand in other files of the project.
        facts: about files outside, on which the diagnostics rest.
        keras: False where the file cannot concern Keras and was not parsed.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    facts: tuple[Fact, ...] = ()
    keras: bool = True


def lint_source(text: str, path: str | Path, settings: Settings) -> list[Diagnostic]:
    """The diagnostics of a script given as text (for a notebook: its JSON).

    Args:
        text: the source.
        path: its name for messages; relative paths in the script are looked up from its folder.
        settings: in force for it.
    """
    return list(check_text(text, os.fspath(path), settings).diagnostics)


def check_text(text: str, path: str, settings: Settings) -> Checked:
    """What a script given as text (for a notebook: its JSON) gives; see Checked."""
    if not may_concern_keras(text.encode("utf-8", "surrogatepass")):
        return Checked(keras=False)
    try:
        source = source_from_text(text, path)
    except SourceError as error:
        return Checked(_unreadable(error, path, settings))
    return check_source(source, settings)


def check_bytes(raw: bytes, path: str, settings: Settings) -> Checked:
    """What a file's bytes give; see Checked."""
    if not may_concern_keras(raw):
        return Checked(keras=False)
    try:
        source = read_source(raw, path)
    except SourceError as error:
        return Checked(_unreadable(error, path, settings))
    return check_source(source, settings)


def check_source(source: SourceFile, settings: Settings) -> Checked:
    """What a script or notebook gives, suppressions applied.

    Raises:
        SettingsError: a selector of the settings that no rule has.
        BrokenPlugin: installed rules cannot be loaded.
    """
    from kerlint.checking import Check
    from kerlint.memory import collect_when_due, collector_paused
    from kerlint.syntax import with_deep_stack

    world = world_of(source.path, settings)
    check = Check(source, settings, selection_of(settings), world)
    try:
        with collector_paused():
            with_deep_stack(check.run)
    except SourceError as error:
        return Checked(_unreadable(error, source.path, settings, source))
    except (RecursionError, MemoryError):
        deep = SourceError("the file is nested too deep to be analysed", help="split its longest expressions")
        return Checked(_unreadable(deep, source.path, settings, source))
    except Exception as error:  # noqa: BLE001 - a fault of Kerlint's own must not keep other files from being checked
        check.crash("Kerlint", "kerlint", error)
    collect_when_due()
    return Checked(tuple(check.finish()), tuple(world.facts))


def selection_of(settings: Settings) -> Selection:
    """The rules in force, checked against those installed.

    Raises:
        SettingsError: a selector that no rule has.
        BrokenPlugin: installed rules cannot be loaded.
    """
    return _selection(_Key(settings.fingerprint, settings))


@dataclass(frozen=True, slots=True)
class _Key:
    fingerprint: str
    settings: Settings = field(compare=False)


@lru_cache(maxsize=64)
def _selection(key: _Key) -> Selection:
    from kerlint.rule import load_rules
    from kerlint.selection import Selection

    return Selection(key.settings, load_rules())


def world_of(path: str, settings: Settings) -> World:
    """The outside as a script at this path sees it."""
    from kerlint.world import World

    return World(Path(path).parent, also=(settings.root,))


def _unreadable(
    error: SourceError, path: str, settings: Settings, source: SourceFile | None = None
) -> tuple[Diagnostic, ...]:
    """KER900, unless it is ignored or the file says `ignore-file`."""
    from kerlint.checking import TOP, on_disk, own, own_rule

    selection = selection_of(settings)
    rule = own_rule("KER900")
    if rule.code not in selection.codes - selection.ignored_for(path):
        return ()
    at = error.location or TOP.start
    span = Span(at, Location(at.row, at.column + 1) if error.location else at)
    if source is not None:
        from kerlint.suppression import Suppressions

        if Suppressions(source.text).suppressed(rule.code, rule.name, span):
            return ()
    return (on_disk(own(rule, selection, str(error), path, span, help=error.help), source),)


def process_died(path: str, settings: Settings) -> Diagnostic:
    """KER902 for a file that brought down the process that checked it."""
    from kerlint.checking import own, own_rule

    message = "the process that checked this file died"
    return own(
        own_rule("KER902"), selection_of(settings), message, path, help=f"please report it to {ISSUES}"
    )
