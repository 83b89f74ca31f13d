"""One file: from text to diagnostics. Pure: no screen, no cache, no environment."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kerlint.diagnostic import Diagnostic, Edit, Fix, Location, Related, Severity, Span
from kerlint.links import ISSUES
from kerlint.source import SourceError, SourceFile, may_concern_keras, read_source, source_from_text

if TYPE_CHECKING:
    from libcst import CSTNode, Module

    from kerlint.rule import Finding, ProposedFix, Rule
    from kerlint.script import Script
    from kerlint.selection import Selection
    from kerlint.settings import Settings
    from kerlint.suppression import Suppressions
    from kerlint.world import Fact, World


_TOP = Span(Location(1, 1), Location(1, 1))


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
    name = os.fspath(path)
    if not may_concern_keras(text.encode("utf-8", "surrogatepass")):
        return []
    try:
        source = source_from_text(text, name)
    except SourceError as error:
        return [*_unreadable(error, name, settings)]
    return list(check_source(source, settings).diagnostics)


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
    from kerlint.syntax import with_deep_stack

    selection = selection_of(settings)
    check = _Check(source, settings, selection)
    try:
        with_deep_stack(check.run)
    except SourceError as error:
        return Checked(_unreadable(error, source.path, settings, source))
    except (RecursionError, MemoryError):
        deep = SourceError("the file is nested too deep to be analysed", help="split its longest expressions")
        return Checked(_unreadable(deep, source.path, settings, source))
    return Checked(tuple(check.finish()), tuple(check.world.facts))


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
    selection = selection_of(settings)
    rule = _own_rule("KER900")
    if rule.code not in selection.codes - selection.ignored_for(path):
        return ()
    at = error.location or _TOP.start
    span = Span(at, Location(at.row, at.column + 1) if error.location else at)
    if source is not None:
        from kerlint.suppression import Suppressions

        if Suppressions(source.text).suppressed(rule.code, rule.name, span):
            return ()
    return (_on_disk(_own(rule, selection, str(error), path, span, help=error.help), source),)


def process_died(path: str, settings: Settings) -> Diagnostic:
    """KER902 for a file that brought down the process that checked it."""
    message = "the process that checked this file died"
    return _own(
        _own_rule("KER902"), selection_of(settings), message, path, help=f"please report it to {ISSUES}"
    )


def _own_rule(code: str) -> type[Rule]:
    from kerlint.rule import load_rules

    return next(rule for rule in load_rules() if rule.code == code)


def _own(
    rule: type[Rule],
    selection: Selection,
    message: str,
    path: str,
    span: Span = _TOP,
    **more: object,
) -> Diagnostic:
    severity = selection.severity(rule, None)
    return Diagnostic(rule.code, rule.name, severity, message, path, span, **more)  # type: ignore[arg-type]


def _on_disk(diagnostic: Diagnostic, source: SourceFile | None) -> Diagnostic:
    """Places as the file's readers count them: in a notebook's cell, in an indented fragment."""
    if source is None or not (source.cells or source.indent) or diagnostic.filename != source.path:
        return diagnostic
    span, cell = source.on_disk(diagnostic.span)
    shift = span.start.row - diagnostic.span.start.row
    fix = diagnostic.fix
    if fix is not None:
        places = [source.on_disk(edit.span) for edit in fix.edits]
        if all(place[1] == cell for place in places):
            edits = tuple(replace(edit, span=place[0]) for edit, place in zip(fix.edits, places, strict=True))
            fix = replace(fix, edits=edits)
        else:
            fix = None
    related = []
    for item in diagnostic.related:
        place, number = source.on_disk(item.span) if item.filename == source.path else (item.span, item.cell)
        related.append(replace(item, span=place, cell=number))
    row = diagnostic.noqa_row
    return replace(
        diagnostic,
        span=span,
        cell=cell,
        fix=fix,
        related=tuple(related),
        noqa_row=None if row is None else row + shift,
    )


class _Check:
    """The check of one source: runs the rules over its Scripts and turns their findings into diagnostics."""

    def __init__(self, source: SourceFile, settings: Settings, selection: Selection) -> None:
        self.source = source
        self.settings = settings
        self.selection = selection
        self.world = world_of(source.path, settings)
        off = selection.ignored_for(source.path)
        self.rules = [rule for rule in selection.rules if rule.code not in off]
        self._on = {rule.code for rule in self.rules}
        self._diagnostics: list[Diagnostic] = []
        self._modules: list[tuple[str, Module]] = []

    def run(self) -> None:
        """Parse, evaluate, ask the rules.

        Raises:
            SourceError: the text does not parse.
            RecursionError: it is nested too deep.
        """
        from kerlint.syntax import parse

        module = parse(self.source.text)
        self._modules = [(self.source.path, module)]
        runnable = [rule for rule in self.rules if not rule.from_linter]
        found: dict[tuple[str, int], tuple[type[Rule], Finding]] = {}
        crashed: set[str] = set()
        incomplete: set[str] = set()
        cleared: set[tuple[str, int]] = set()
        for script in self._scripts(module):
            if script.incomplete:
                incomplete.add(script.incomplete)
            for rule in runnable:
                if rule.code in crashed or (script.target.major or rule.keras[0]) not in rule.keras:
                    continue
                try:
                    findings = list(rule().check(script))
                    cleared.update((rule.code, id(node)) for node in rule().clears(script))
                except (RecursionError, MemoryError):
                    raise
                except Exception as error:  # noqa: BLE001 - a rule's fault must not hide the others' findings
                    crashed.add(rule.code)
                    self._crash(f"rule {rule.code} ({rule.name})", rule.__module__, error)
                    continue
                for finding in findings:
                    key = (rule.code, id(finding.node))
                    if key not in found or _rank(rule, finding) > _rank(*found[key]):
                        found[key] = (rule, finding)
        self._add_findings(
            (rule, finding)
            for rule, finding in found.values()
            if not any((rule.code, id(node)) in cleared for node in (finding.node, *finding.about))
        )
        for reason in sorted(incomplete):
            self._add_own("KER903", f"the analysis is incomplete: {reason}")

    def finish(self) -> list[Diagnostic]:
        """What is left after suppressions, and the suppressions that suppress nothing."""
        from kerlint.suppression import Suppressions

        suppressions = {self.source.path: Suppressions(self.source.text)}
        left = []
        for diagnostic in self._diagnostics:
            mine = self._suppressions_of(diagnostic.filename, suppressions)
            if not mine.suppressed(diagnostic.code, diagnostic.name, diagnostic.span):
                left.append(diagnostic)
        left += self._unused(suppressions[self.source.path])
        return sorted((_on_disk(item, self.source) for item in left), key=lambda item: item.sort_key)

    def _scripts(self, module: Module) -> Iterator[Script]:
        """The Scripts as far as the evaluator gets; its own failure is one KER902."""
        from kerlint.builder import Reading

        try:
            reading = Reading(module, self.source, self.settings, self.world)
            yield from reading.scripts()
            folder = Path(self.source.path).parent
            self._modules += [(str(folder / name), tree) for name, tree in reading.project.parsed]
        except (RecursionError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - the other files must still be checked
            self._crash("the analysis", "kerlint", error)

    def _crash(self, what: str, module: str, error: Exception) -> None:
        package = module.partition(".")[0]
        whom = ISSUES if package in ("kerlint", "kerlint_rules") else f"the authors of {package}"
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        notes = tuple(f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames)
        self._add_own(
            "KER902",
            f"{what} failed on this file: {type(error).__name__}: {error}",
            notes=notes,
            help=f"this is no fault of the script; please report it to {whom}",
        )

    def _add_own(
        self,
        code: str,
        message: str,
        notes: tuple[str, ...] = (),
        help: str | None = None,  # noqa: A002
    ) -> None:
        if code in self._on:
            one_line = " ".join(message.split())
            own = _own(_own_rule(code), self.selection, one_line, self.source.path, notes=notes, help=help)
            self._diagnostics.append(own)

    def _add_findings(self, found: Iterable[tuple[type[Rule], Finding]]) -> None:
        findings = list(found)
        if not findings:
            return
        from kerlint.syntax import locate

        nodes: list[CSTNode] = []
        for _, finding in findings:
            nodes.append(finding.node)
            nodes.extend(node for node, _ in finding.related)
            nodes.extend(edit.node for edit in (finding.fix.edits if finding.fix else ()))
        places = locate(self._modules, nodes)
        self._diagnostics += [self._diagnostic(rule, finding, places) for rule, finding in findings]

    def _diagnostic(
        self, rule: type[Rule], finding: Finding, places: dict[int, tuple[str, Span]]
    ) -> Diagnostic:
        from kerlint.suppression import comment_row

        # A node that is in no file (a rule made it) still has its finding shown.
        filename, span = places.get(id(finding.node), (self.source.path, _TOP))
        related = tuple(
            Related(message, *places[id(node)]) for node, message in finding.related if id(node) in places
        )
        here = filename == self.source.path
        return Diagnostic(
            rule.code,
            rule.name,
            self.selection.severity(rule, finding.severity),
            finding.message,
            filename,
            span,
            finding.notes,
            finding.help,
            related,
            self._fix(finding.fix, places) if finding.fix and here else None,
            noqa_row=comment_row(self.source.text, span) if here else None,
        )

    def _fix(self, fix: ProposedFix, places: dict[int, tuple[str, Span]]) -> Fix | None:
        """The fix as text edits; None where one of its nodes is in another file or in none."""
        from kerlint.edits import removal

        edits = []
        for edit in fix.edits:
            filename, span = places.get(id(edit.node), ("", _TOP))
            if filename != self.source.path:
                return None
            edits.append(Edit(span, edit.content) if edit.content else removal(self.source.text, span))
        return Fix(fix.message, tuple(edits), fix.applicability)

    def _suppressions_of(self, filename: str, known: dict[str, Suppressions]) -> Suppressions:
        from kerlint.suppression import Suppressions

        if filename not in known:
            text = next((tree.code for name, tree in self._modules if name == filename), "")
            known[filename] = Suppressions(text)
        return known[filename]

    def _unused(self, suppressions: Suppressions) -> list[Diagnostic]:
        if "KER901" not in self._on or not suppressions.directives:
            return []
        from kerlint.rule import load_rules
        from kerlint.unused import unused

        rule = _own_rule("KER901")
        found = [
            _own(
                rule, self.selection, item.message, self.source.path, item.span, help=item.help, fix=item.fix
            )
            for item in unused(suppressions, self.selection, load_rules())
        ]
        # A directive without codes must not hide that it is unused itself.
        return [
            item
            for item in found
            if not suppressions.suppressed(item.code, item.name, item.span, by_code=True)
        ]


def _rank(rule: type[Rule], finding: Finding) -> int:
    severity: Severity = finding.severity or rule.severity
    return severity.rank
