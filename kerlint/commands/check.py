"""`kerlint check`."""

from __future__ import annotations

import argparse
import difflib
import gc
import io
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.cli import complain
from kerlint.commands import finding_overrides, settings_finder
from kerlint.diagnostic import Diagnostic, Severity
from kerlint.files import Files, find_files
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
    if args.watch:
        return _watch(args)
    args.fix = args.fix or args.fix_only
    if args.fix_only and (args.output_file or args.statistics):
        raise SettingsError("--fix-only reports nothing: --output-file and --statistics do not go with it")
    finder = settings_finder(args, _overrides(args))
    if "-" not in args.paths:
        return _check_files(args, finder)[0]
    if len(args.paths) > 1:
        raise SettingsError("standard input (-) cannot be checked together with files")
    return _check_stdin(args, finder, finder.for_folder(Path.cwd()), _baseline(args))


def _check_files(args: argparse.Namespace, finder: SettingsFinder) -> tuple[int, Outcome]:
    """The exit code, and what the last check gave."""
    started = time.perf_counter()
    here = finder.for_folder(Path.cwd())
    baseline = _baseline(args)
    files = find_files(args.paths, finder, force_exclude=args.force_exclude)

    def check() -> Outcome:
        return check_files(files.paths, finder, cache=not args.no_cache, jobs=args.jobs)

    outcome = check()
    problems = [*files.problems, *outcome.problems]
    if args.diff:
        return _show_diff(args, finder, outcome.diagnostics, problems), outcome
    fixed = 0
    if args.fix:
        fixed, not_fixed = _fix(outcome.diagnostics, finder, unsafe=args.unsafe_fixes)
        problems += not_fixed
        outcome = check() if fixed and not args.fix_only else outcome
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
    return _finish(args, _only_new(report, baseline), finder, here), outcome


def _watch(args: argparse.Namespace) -> int:
    """Check again and again until Ctrl-C, which is no failure.

    Raises:
        SettingsError: options that contradict each other, and settings that cannot be used from the start.
    """
    from kerlint.linter import world_of
    from kerlint.reporting.style import count
    from kerlint.watching import View, view_of, watch

    if "-" in args.paths or args.fix or args.fix_only or args.diff:
        raise SettingsError("--watch reports on files: -, --fix, --fix-only and --diff do not go with it")
    others = [path for path in (*args.paths, args.config, args.baseline) if path and not Path(path).is_dir()]
    found = Files()
    checks = 0
    # Unlike a command's that ends, its garbage stays.
    gc.enable()

    def look() -> View:
        nonlocal found
        try:
            finder = settings_finder(args, _overrides(args))
            found = find_files(args.paths, finder, force_exclude=args.force_exclude)
        except SettingsError:
            # The check will say so. Until they are repaired, the files are those of before.
            if not checks:
                raise
        return view_of(found, others)

    def check() -> list[str]:
        nonlocal checks
        checks += 1
        if sys.stdout.isatty() and not args.output_file:
            sys.stdout.write("\x1b[2J\x1b[H")
        outside: list[str] = []
        try:
            finder = settings_finder(args, _overrides(args))
            _, outcome = _check_files(args, finder)
            for path, facts in outcome.facts.items():
                world = world_of(path, finder.for_folder(Path(path).absolute().parent))
                outside += [str(place) for fact in facts for place in world.places(fact)]
        except SettingsError as error:
            if checks == 1:
                raise
            complain(str(error))
        if not args.quiet:
            _tell(f"{time.strftime('%H:%M:%S')} watching {count(len(found.paths), 'file')}; Ctrl-C ends it")
        return outside

    try:
        watch(look, check)
    except KeyboardInterrupt:
        return 0


def _baseline(args: argparse.Namespace) -> Baseline | None:
    if not args.baseline:
        return None
    if args.fix or args.diff:
        raise SettingsError("--baseline is about what is reported; fixes and --diff would not heed it")
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
    raw = sys.stdin.buffer.read()
    # A notebook's JSON would pass for Python without a fault.
    notebook = raw.lstrip().startswith(b"{") and b'"nbformat"' in raw
    path = args.stdin_filename or ("<stdin>.ipynb" if notebook else "<stdin>")
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
        from kerlint.fixer import fix_bytes

        result = fix_bytes(raw, path, settings, unsafe=args.unsafe_fixes)
        for message in result.refused:
            _tell(message)
        if args.diff:
            return 1 if _write_diff(raw, result.raw, path) and not args.exit_zero else 0
        raw, fixed = result.raw, result.count
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()
    outcome = Outcome() if args.fix_only else check_text(raw, path, settings)
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
    if args.fix_only:
        from kerlint.reporting.summary import fixed_line

        report = replace(report, diagnostics=())
        text = fixed_line(report) if output_format in ("full", "concise") else ""
    elif args.statistics:
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
            for message in result.refused:
                _tell(message)
            if result.raw != raw:
                write_atomically(path, result.raw, raw)
                count += result.count
        except FixError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}")
    return count, problems


def _show_diff(
    args: argparse.Namespace, finder: SettingsFinder, diagnostics: list[Diagnostic], problems: list[str]
) -> int:
    """What --fix would change, as one unified diff; exit 1 where it would change anything."""
    from kerlint.fixer import fix_bytes, wanted

    changes = False
    for path in dict.fromkeys(
        item.filename for item in diagnostics if wanted(item, unsafe=args.unsafe_fixes)
    ):
        settings = finder.for_folder(Path(path).absolute().parent)
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}")
            continue
        result = fix_bytes(raw, path, settings, unsafe=args.unsafe_fixes)
        for message in result.refused:
            _tell(message)
        changes = _write_diff(raw, result.raw, path) or changes
    for problem in problems:
        complain(problem)
    if problems:
        return 2
    return 1 if changes and not args.exit_zero else 0


def _write_diff(old: bytes, new: bytes, path: str) -> bool:
    """Write the change in the file's own bytes, so that `git apply` and `patch` can make it; is there one?"""
    before, after = (io.BytesIO(raw).readlines() for raw in (old, new))
    # A tab ends a name with spaces in it.
    name = os.fsencode(f"{path}\t" if " " in path else path)
    sys.stdout.flush()
    for line in difflib.diff_bytes(difflib.unified_diff, before, after, name, name):
        end = b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n"
        sys.stdout.buffer.write(line + end)
    sys.stdout.buffer.flush()
    return old != new


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
