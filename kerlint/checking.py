"""The check of one parsed source: rules run over its Scripts, findings turned into diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kerlint.cells import parse_source
from kerlint.diagnostic import Applicability, Diagnostic, Fix, Location, Related, Severity, Span
from kerlint.edits import loses_comment, text_edits
from kerlint.links import ISSUES
from kerlint.positions import locate
from kerlint.rule import Finding, load_rules
from kerlint.suppression import Suppressions, comment_row
from kerlint.unused import unused
from kerlint.world import World

if TYPE_CHECKING:
    from libcst import CSTNode, Module

    from kerlint.rule import ProposedFix, Rule
    from kerlint.script import Script
    from kerlint.selection import Selection
    from kerlint.settings import Settings
    from kerlint.source import SourceError, SourceFile

_Flipped = tuple[tuple["CSTNode", bool | int | str], ...]
TOP = Span(Location(1, 1), Location(1, 1))


def own_rule(code: str) -> type[Rule]:
    """The rule under whose code the linter itself reports."""
    return next(rule for rule in load_rules() if rule.code == code)


def own(
    rule: type[Rule],
    selection: Selection,
    message: str,
    path: str,
    span: Span = TOP,
    **more: object,
) -> Diagnostic:
    """A diagnostic of the linter itself."""
    severity = selection.severity(rule, None)
    return Diagnostic(rule.code, rule.name, severity, message, path, span, **more)  # type: ignore[arg-type]


def on_disk(diagnostic: Diagnostic, source: SourceFile | None) -> Diagnostic:
    """Places as the file's readers count them: in a notebook's cell, in an indented fragment or fence."""
    if source is None or not (source.cells or source.indent):
        return diagnostic
    related = []
    for item in diagnostic.related:
        place, number = source.on_disk(item.span) if item.filename == source.path else (item.span, item.cell)
        related.append(replace(item, span=place, cell=number))
    if diagnostic.filename != source.path:
        return replace(diagnostic, related=tuple(related))
    span, cell = source.on_disk(diagnostic.span)
    shift = span.start.row - diagnostic.span.start.row
    fix = diagnostic.fix
    if fix is not None:
        fix = replace(fix, edits=tuple(source.edit_on_disk(edit) for edit in fix.edits))
    row = diagnostic.noqa_row
    return replace(
        diagnostic,
        span=span,
        cell=cell,
        fix=fix,
        related=tuple(related),
        noqa_row=None if row is None else row + shift,
    )


class Check:
    """The check of one source: runs the rules over its Scripts and turns their findings into diagnostics."""

    def __init__(self, source: SourceFile, settings: Settings, selection: Selection, world: World) -> None:
        self.source = source
        self.settings = settings
        self.selection = selection
        self.world = world
        off = selection.ignored_for(source.path)
        self.rules = [rule for rule in selection.rules if rule.code not in off]
        self._on = {rule.code for rule in self.rules}
        # Rules that saw all there is: the others' silence says nothing about suppressions.
        self._ran = frozenset(self._on)
        self._failed = False
        self._diagnostics: list[Diagnostic] = []
        self._modules: list[tuple[str, Module]] = []

    def run(self) -> None:
        """Parse, evaluate, ask the rules.

        Raises:
            SourceError: the text does not parse.
            RecursionError: it is nested too deep.
        """
        whole = self.source
        module, self.source, errors = parse_source(whole)
        self._add_errors(errors, whole)
        self._modules = [(self.source.path, module)]
        runnable = [rule for rule in self.rules if not rule.from_linter]
        found: dict[tuple[str, int], tuple[type[Rule], Finding]] = {}
        disputed: set[tuple[str, int]] = set()
        crashed: set[str] = set()
        incomplete: set[str] = set()
        scripts: list[Script] = []
        states: dict[tuple[str, int], _Flipped] = {}
        for script in self._scripts(module):
            scripts.append(script)
            if script.incomplete:
                incomplete.add(script.incomplete)
            for rule in runnable:
                if rule.code in crashed or not _holds_for(rule, script):
                    continue
                try:
                    findings = [_sound(finding) for finding in rule().check(script)]
                except (RecursionError, MemoryError):
                    raise
                except Exception as error:  # noqa: BLE001 - a rule's fault must not hide the others' findings
                    crashed.add(rule.code)
                    self._rule_crashed(rule, error)
                    continue
                for finding in findings:
                    key = (rule.code, id(finding.node))
                    finding = _conditional(finding, script)
                    states.setdefault(key, script.flipped)
                    if key in found:
                        other = found[key][1]
                        if not _agree(other.fix, finding.fix):
                            disputed.add(key)
                        finding = _merged(rule, other, finding)
                    found[key] = (rule, finding)
        cleared = self._named("clears", {rule for rule, _ in found.values()}, scripts, crashed)
        # What a switch makes right is wrong all the same as the script stands.
        right = {(code, node, flipped) for (code, node), states in cleared.items() for flipped in states}
        fixable = {rule for rule, finding in found.values() if finding.fix is not None}
        kept = disputed | self._named("keeps", fixable, scripts, crashed).keys()
        self._ran = frozenset() if incomplete or errors or self._failed else self._ran - crashed
        self._add_findings(
            (rule, replace(finding, fix=None) if (rule.code, id(finding.node)) in kept else finding)
            for rule, finding in found.values()
            if not any(
                (rule.code, id(node), state) in right
                for node in (finding.node, *finding.about)
                for state in {(), states[rule.code, id(finding.node)]}
            )
        )
        for reason in sorted(incomplete):
            self._addown("KER903", f"the analysis is incomplete: {reason}")

    def _named(
        self, method: str, rules: Iterable[type[Rule]], scripts: Sequence[Script], crashed: set[str]
    ) -> dict[tuple[str, int], set[_Flipped]]:
        """What rules name on any path, with the switches set otherwise there.

        Asked of those that found something: to work it out takes its time.
        """
        named: dict[tuple[str, int], set[_Flipped]] = {}
        for rule in rules:
            try:
                for script in scripts:
                    if _holds_for(rule, script):
                        for node in getattr(rule(), method)(script):
                            named.setdefault((rule.code, id(node)), set()).add(script.flipped)
            except (RecursionError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001 - as above
                if rule.code not in crashed:
                    crashed.add(rule.code)
                    self._rule_crashed(rule, error)
        return named

    def finish(self) -> list[Diagnostic]:
        """What is left after suppressions, and the suppressions that suppress nothing."""
        suppressions = {self.source.path: Suppressions(self.source.text)}
        left = []
        for diagnostic in self._diagnostics:
            mine = self._suppressions_of(diagnostic.filename, suppressions)
            if not mine.suppressed(diagnostic.code, diagnostic.name, diagnostic.span):
                left.append(diagnostic)
        left += self._unused(suppressions[self.source.path])
        return sorted((on_disk(item, self.source) for item in left), key=lambda item: item.sort_key)

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
            self._failed = True
            self.crash("the analysis", "kerlint", error)

    def _rule_crashed(self, rule: type[Rule], error: Exception) -> None:
        self.crash(f"rule {rule.code} ({rule.name})", rule.__module__, error)

    def crash(self, what: str, module: str, error: Exception) -> None:
        """Note a failure as KER902: what failed, and who is to be told."""
        import traceback

        package = module.partition(".")[0]
        whom = ISSUES if package in ("kerlint", "kerlint_rules") else f"the authors of {package}"
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        notes = tuple(f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames)
        self._addown(
            "KER902",
            f"{what} failed on this file: {type(error).__name__}: {error}",
            notes=notes,
            help=f"this is no fault of the script; please report it to {whom}",
        )

    def _addown(
        self,
        code: str,
        message: str,
        notes: tuple[str, ...] = (),
        help: str | None = None,  # noqa: A002
    ) -> None:
        if code in self._on:
            one_line = " ".join(message.split())
            made = own(own_rule(code), self.selection, one_line, self.source.path, notes=notes, help=help)
            self._diagnostics.append(made)

    def _add_errors(self, errors: Iterable[SourceError], whole: SourceFile) -> None:
        """Cells that do not parse, as KER900; comments in them count for that."""
        rule = own_rule("KER900")
        for error in errors if rule.code in self._on else ():
            at = error.location or TOP.start
            span = Span(at, Location(at.row, at.column + 1))
            if not Suppressions(whole.text).suppressed(rule.code, rule.name, span):
                made = own(rule, self.selection, str(error), whole.path, span, help=error.help)
                self._diagnostics.append(made)

    def _add_findings(self, found: Iterable[tuple[type[Rule], Finding]]) -> None:
        findings = [(rule, self._prepared(finding)) for rule, finding in found]
        if not findings:
            return
        nodes: list[CSTNode] = []
        for _, finding in findings:
            nodes.append(finding.node)
            nodes.extend(node for node, _ in finding.related)
            nodes.extend(edit.node for edit in (finding.fix.edits if finding.fix else ()))
        places = locate(self._modules, nodes, self.source.text)
        self._diagnostics += [self._diagnostic(rule, finding, places) for rule, finding in findings]

    def _prepared(self, finding: Finding) -> Finding:
        fix = finding.fix
        if fix is None or not (
            fix.needs or fix.scope or any(edit.at in ("above", "string") for edit in fix.edits)
        ):
            return finding
        from kerlint.preparing import prepared

        return replace(finding, fix=prepared(fix, self._modules[0][1]))

    def _diagnostic(
        self, rule: type[Rule], finding: Finding, places: dict[int, tuple[str, Span]]
    ) -> Diagnostic:
        # A node that is in no file (a rule made it) still has its finding shown.
        filename, span = places.get(id(finding.node), (self.source.path, TOP))
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
        """The fix as text edits; None where one of its nodes is in another file, in none, or stands for several."""
        edits = []
        for edit in fix.edits:
            filename, span = places.get(id(edit.node), ("", TOP))
            if filename != self.source.path or (edit.at == "node" and _is_unpacked(edit.node)):
                return None
            edits.append((span, edit))
        applicability = fix.applicability
        if applicability is Applicability.SAFE and any(loses_comment(edit) for edit in fix.edits):
            applicability = Applicability.UNSAFE
        return Fix(fix.message, text_edits(self.source.text, edits), applicability)

    def _suppressions_of(self, filename: str, known: dict[str, Suppressions]) -> Suppressions:
        if filename not in known:
            text = next((tree.code for name, tree in self._modules if name == filename), "")
            known[filename] = Suppressions(text)
        return known[filename]

    def _unused(self, suppressions: Suppressions) -> list[Diagnostic]:
        if "KER901" not in self._on or not suppressions.directives:
            return []
        rule = own_rule("KER901")
        found = [
            own(rule, self.selection, item.message, self.source.path, item.span, help=item.help, fix=item.fix)
            for item in unused(suppressions, self.selection, load_rules(), self._ran)
        ]
        # A directive without codes must not hide that it is unused itself.
        return [
            item
            for item in found
            if not suppressions.suppressed(item.code, item.name, item.span, by_code=True)
        ]


def _is_unpacked(node: CSTNode) -> bool:
    """Is it `*args` or `**options`, which stand for other values, too?"""
    from libcst import Arg

    return isinstance(node, Arg) and node.star != ""


def _sound(finding: object) -> Finding:
    """What a rule yielded, where it is a finding: a plugin's slip must not become the linter's crash.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(finding, Finding) or not isinstance(finding.message, str):
        raise TypeError(f"check yielded {finding!r}, which is no Finding with a message")
    return replace(finding, message=" ".join(finding.message.split()))


def _conditional(finding: Finding, script: Script) -> Finding:
    """The finding, and the constants that have to be changed for it to show."""
    if not script.flipped:
        return finding
    from kerlint.symbolic.conditions import OTHER_WORD

    places = tuple(
        (node, f"shows when this is {'something else' if value == OTHER_WORD else repr(value)}")
        for node, value in script.flipped
    )
    return replace(finding, related=(*finding.related, *places))


def _holds_for(rule: type[Rule], script: Script) -> bool:
    return (script.target.major or rule.keras[0]) in rule.keras


def _agree(one: ProposedFix | None, other: ProposedFix | None) -> bool:
    """Do the fixes of one finding on two paths do the same to the code?"""
    if one is None or other is None:
        return True
    edits, others = ([(id(edit.node), edit.content, edit.at) for edit in fix.edits] for fix in (one, other))
    return edits == others


def _merged(rule: type[Rule], one: Finding, other: Finding) -> Finding:
    """The graver of two findings about the same node; its fix is as safe as on the path where it is least so."""
    graver, milder = (other, one) if _rank(rule, other) > _rank(rule, one) else (one, other)
    if graver.fix is None or milder.fix is None:
        return graver
    weaker = max(graver.fix.applicability, milder.fix.applicability, key=tuple(Applicability).index)
    return replace(graver, fix=replace(graver.fix, applicability=weaker))


def _rank(rule: type[Rule], finding: Finding) -> int:
    severity: Severity = finding.severity or rule.severity
    return severity.rank
