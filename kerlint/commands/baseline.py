"""`kerlint baseline`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kerlint.baseline import write_baseline
from kerlint.cli import complain
from kerlint.commands import finding_overrides, settings_finder
from kerlint.files import find_files
from kerlint.reporting.excerpts import Sources
from kerlint.reporting.style import count
from kerlint.runner import check_files
from kerlint.settings import SettingsError


def run(args: argparse.Namespace) -> int:
    """Write down what is found now; nothing is written where a file cannot be read.

    Raises:
        SettingsError: options or settings that cannot be used, or the file cannot be written.
    """
    if "-" in args.paths:
        raise SettingsError("a baseline is about files, not about standard input (-)")
    finder = settings_finder(args, finding_overrides(args))
    files = find_files(args.paths, finder, force_exclude=args.force_exclude)
    outcome = check_files(files.paths, finder, cache=not args.no_cache, jobs=args.jobs)
    code = 0
    for problem in (*files.problems, *outcome.problems):
        code = complain(problem)
    if not code:
        write_baseline(Path(args.output_file), outcome.diagnostics, Sources())
        print(f"{count(len(outcome.diagnostics), 'finding')} written to {args.output_file}")
    return code
