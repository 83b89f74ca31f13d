"""`kerlint check`."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.cli import complain
from kerlint.commands import finding_overrides, settings_finder
from kerlint.diagnostic import Diagnostic, Severity
from kerlint.files import find_files
from kerlint.reporting import Report, render, statistics
from kerlint.reporting.excerpts import Sources
from kerlint.runner import Outcome, check_files, check_text
from kerlint.settings import Settings, SettingsError, SettingsFinder

if TYPE_CHECKING:
    from kerlint.baseline import Baseline


def run(args: argparse.Namespace) -> int:
    """Check, fix where asked to, report.

    Raises:
        SettingsError: options or settings that cannot be used.
    """
    started = time.perf_counter()
    finder = settings_finder(args, _overrides(args))
    here = finder.for_folder(Path.cwd())
    baseline = _baseline(args)
    if "-" in args.paths:
        if len(args.paths) > 1:
            raise SettingsError("standard input (-) cannot be checked together with files")
        return _check_stdin(args, finder, here, baseline)
    files = find_files(args.paths, finder, force_exclude=args.force_exclude)
    if args.diff:
        return _show_diff(args, finder, files.paths, files.problems)

    def check() -> Outcome:
        return check_files(files.paths, finder, cache=not args.no_cache, jobs=args.jobs)

    outcome = check()
    problems = [*files.problems, *outcome.problems]
    fixed = 0
    if args.fix:
        fixed, not_fixed = _fix(outcome.diagnostics, finder, unsafe=args.unsafe_fixes)
        problems += not_fixed
        outcome = check() if fixed else outcome
    if args.verbose:
        seconds = time.perf_counter() - started
        _tell(f"{here.file or 'no settings file'}; target: {here.target.source or 'not known from pins'}")
        counts = f"{outcome.keras} with Keras, {outcome.cached} from the cache"
        _tell(f"{outcome.files} files in {seconds:.2f} s: {counts}")
    report = Report(
        outcome.diagnostics,
        outcome.files,
        outcome.keras,
        Sources(),
        problems=tuple(problems),
        fixed=fixed,
    )
    return _finish(args, _only_new(report, baseline), finder, here)


def _baseline(args: argparse.Namespace) -> Baseline | None:
    if not args.baseline:
        return None
    if args.fix or args.diff:
        raise SettingsError("--baseline is about what is reported; --fix and --diff would not heed it")
    from kerlint.baseline import Baseline

    return Baseline.read(Path(args.baseline))


def _only_new(report: Report, baseline: Baseline | None) -> Report:
    """The report without what the baseline knows."""
    if baseline is None:
        return report
    new = baseline.new(report.diagnostics, report.sources)
    return replace(report, diagnostics=new, known=len(report.diagnostics) - len(new))


def _check_stdin(
    args: argparse.Namespace, finder: SettingsFinder, here: Settings, baseline: Baseline | None
) -> int:
    path = args.stdin_filename or "<stdin>"
    raw = sys.stdin.buffer.read()
    if (
        args.stdin_filename
        and args.force_exclude
        and not find_files([path], finder, force_exclude=True).paths
    ):
        if args.fix:
            sys.stdout.buffer.write(raw)
        return 0
    settings = finder.for_folder(Path(path).absolute().parent) if args.stdin_filename else here
    fixed = 0
    if args.fix or args.diff:
        from kerlint.fixer import FixError, fix_bytes

        try:
            result = fix_bytes(raw, path, settings, unsafe=args.unsafe_fixes)
        except FixError as error:
            return complain(str(error))
        if args.diff:
            text = _diff(raw, result.raw, path)
            sys.stdout.write(text)
            return 1 if text and not args.exit_zero else 0
        raw, fixed = result.raw, result.count
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()
    outcome = check_text(raw, path, settings)
    report = Report(outcome.diagnostics, outcome.files, outcome.keras, Sources({path: raw}), fixed=fixed)
    report = _only_new(report, baseline)
    # With --fix, standard output is the script.
    return _finish(args, report, finder, settings, stream=sys.stderr if args.fix else sys.stdout)


def _finish(
    args: argparse.Namespace, report: Report, finder: SettingsFinder, here: Settings, stream: Any = None
) -> int:
    """Write the report, complain about problems, and judge."""
    stream = stream or sys.stdout
    output_format = here.output_format
    colour = not args.output_file and _colour(args.color, stream)
    report = replace(report, colour=colour, quiet=args.quiet)
    if args.statistics:
        text = statistics.render(report.diagnostics, output_format, colour=colour)
    else:
        text = render(report, output_format)
    if args.output_file:
        try:
            Path(args.output_file).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            return complain(f"{args.output_file}: cannot be written: {error.strerror}")
    else:
        stream.write(text)
        stream.flush()
    for problem in report.problems:
        complain(problem)
    if report.problems:
        return 2
    failing = any(_fails(diagnostic, finder, here) for diagnostic in report.diagnostics)
    return 1 if failing and not args.exit_zero else 0


def _fails(diagnostic: Diagnostic, finder: SettingsFinder, here: Settings) -> bool:
    if diagnostic.filename.startswith("<"):
        return diagnostic.severity.rank >= here.fail_on.rank
    settings = finder.for_folder(Path(diagnostic.filename).absolute().parent)
    return diagnostic.severity.rank >= settings.fail_on.rank


def _overrides(args: argparse.Namespace) -> dict[str, Any]:
    """The fields of Settings that options set."""
    given = finding_overrides(args)
    if args.output_format:
        given["output_format"] = args.output_format
    if args.fail_on:
        given["fail_on"] = Severity(args.fail_on)
    return given


def _fix(diagnostics: list[Diagnostic], finder: SettingsFinder, *, unsafe: bool) -> tuple[int, list[str]]:
    """Put fixes in; the number of them, and messages about files that could not be fixed."""
    from kerlint.fixer import FixError, fix_bytes, wanted, write_atomically

    count = 0
    problems = []
    for path in dict.fromkeys(item.filename for item in diagnostics if wanted(item, unsafe=unsafe)):
        settings = finder.for_folder(Path(path).absolute().parent)
        try:
            raw = Path(path).read_bytes()
            result = fix_bytes(raw, path, settings, unsafe=unsafe)
            if result.raw != raw:
                write_atomically(path, result.raw)
                count += result.count
        except FixError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}")
    return count, problems


def _show_diff(
    args: argparse.Namespace, finder: SettingsFinder, paths: list[str], problems: list[str]
) -> int:
    """What --fix would change, as one unified diff; exit 1 where it would change anything."""
    from kerlint.fixer import FixError, fix_bytes, wanted

    outcome = check_files(paths, finder, cache=not args.no_cache, jobs=args.jobs)
    problems = [*problems, *outcome.problems]
    changes = False
    fixable = dict.fromkeys(
        item.filename for item in outcome.diagnostics if wanted(item, unsafe=args.unsafe_fixes)
    )
    for path in fixable:
        settings = finder.for_folder(Path(path).absolute().parent)
        try:
            raw = Path(path).read_bytes()
            result = fix_bytes(raw, path, settings, unsafe=args.unsafe_fixes)
        except FixError as error:
            problems.append(str(error))
            continue
        text = _diff(raw, result.raw, path)
        changes = changes or bool(text)
        sys.stdout.write(text)
    for problem in problems:
        complain(problem)
    if problems:
        return 2
    return 1 if changes and not args.exit_zero else 0


def _diff(old: bytes, new: bytes, path: str) -> str:
    from kerlint.source import decode

    if old == new:
        return ""
    before, after = (decode(raw)[0].splitlines(keepends=True) for raw in (old, new))
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in difflib.unified_diff(before, after, path, path)
    )


def _colour(choice: str, stream: Any) -> bool:
    """As https://no-color.org and https://force-color.org ask for."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def _tell(message: str) -> None:
    print(f"kerlint: {message}", file=sys.stderr)
