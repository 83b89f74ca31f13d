"""The command line: options, and the way to the commands in `kerlint.commands`.

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage, settings or internal error.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import kerlint
from kerlint.diagnostic import Severity
from kerlint.links import HOME, ISSUES
from kerlint.reporting import FORMATS
from kerlint.settings import TARGETS, SettingsError

_COMMANDS = ("check", "baseline", "show", "rule", "config", "cache", "server")


def run() -> NoReturn:
    """The console script: `main` in a process of its own, which ends with it.

    Taking thousands of trees and values apart before the process ends takes a tenth of its time, and so does
    looking for garbage among them: `kerlint.memory` does that where many files have left some.
    """
    gc.disable()
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            # The language server closes them itself.
            if not stream.closed:
                stream.flush()
    except OSError:
        # The reader has gone, or the disk is full.
        code = 2
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run Kerlint with these arguments (the process's own by default) and return the exit code."""
    _make_streams_safe()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        command = import_module(f"kerlint.commands.{args.command}")
        return int(command.run(args))
    except SettingsError as error:
        return complain(str(error))
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; Python must not complain on its way out either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        complain("interrupted")
        # A thread may be deep in the native parser, which aborts when the interpreter ends under it.
        os._exit(130)
    except Exception as error:  # noqa: BLE001 - the last resort: a clear message and the exit code for it
        if type(error).__name__ == "BrokenPlugin":
            return complain(str(error))
        import traceback

        traceback.print_exc()
        return complain(f"this is a fault of Kerlint; please report it to {ISSUES}")


def complain(message: str) -> int:
    """Write `kerlint: message` to standard error; returns the exit code for errors."""
    print(f"kerlint: {message}", file=sys.stderr, flush=True)
    return 2


def _make_streams_safe() -> None:
    """A terminal without UTF-8 shows escapes for what it has no letters for, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = ""
        if "invalid choice" in message and "command" in message:
            hint = " (to check files: kerlint check PATH)"
        self.exit(2, f"kerlint: {message}{hint}\n`{self.prog} --help` lists the options\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kerlint",
        description="A static linter for Keras training scripts. It reads them and never runs them.",
        epilog=f"Exit codes: 0 clean, 1 findings, 2 usage, settings or internal error. Documentation: {HOME}",
    )
    parser.add_argument("--version", action="version", version=f"kerlint {kerlint.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True, parser_class=_Parser)
    for name in _COMMANDS:
        globals()[f"_add_{name}"](commands)
    return parser


def _add_check(commands: Any) -> None:
    parser = commands.add_parser(
        "check", help="check files and folders", description="Check files and folders."
    )
    _add_finding_options(parser)
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="put safe fixes in")
    fixes.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: those that need a look too"
    )
    fixes.add_argument(
        "--fix-only", action="store_true", help="as --fix, but what is left is not reported and no failure"
    )
    fixes.add_argument("--diff", action="store_true", help="show what --fix would change; writes nothing")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=FORMATS, help="default: full")
    output.add_argument(
        "--output-file", metavar="FILE", help="write the findings there instead of to the screen"
    )
    output.add_argument(
        "--statistics", action="store_true", help="count findings by rule instead of listing them"
    )
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")
    output.add_argument("-q", "--quiet", action="store_true", help="findings only, no summary")
    output.add_argument("-v", "--verbose", action="store_true", help="tell on standard error what is done")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    output.add_argument(
        "--fail-on",
        choices=[str(severity) for severity in Severity],
        help="the lowest severity that makes the exit code 1; default: warning",
    )
    parser.add_argument("--watch", action="store_true", help="check again whenever files change")
    parser.add_argument("--stdin-filename", metavar="FILE", help="the name of what standard input gives")
    parser.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings that `kerlint baseline` wrote there"
    )


def _add_baseline(commands: Any) -> None:
    parser = commands.add_parser(
        "baseline",
        help="write down what is found now, for check --baseline",
        description="Write down what is found now: `kerlint check --baseline FILE` then reports new findings only.",
    )
    _add_finding_options(parser)
    parser.add_argument(
        "--output-file",
        metavar="FILE",
        default="kerlint-baseline.json",
        help="default: kerlint-baseline.json",
    )


def _add_finding_options(parser: Any) -> None:
    """What is looked at, and for what."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="default: ., for check standard input: -"
    )
    rules = parser.add_argument_group("rules (codes such as KER101, prefixes such as KER1, names, or ALL)")
    for option, text in (
        ("--select", "run these only"),
        ("--extend-select", "run these too"),
        ("--ignore", "do not run these"),
    ):
        rules.add_argument(
            option, action="append", type=_list, metavar="RULES", help=f"{text}; commas between"
        )
    rules.add_argument(
        "--target-keras", choices=TARGETS, help="the Keras version; auto reads the project's pins"
    )
    files = parser.add_argument_group("files and settings")
    files.add_argument(
        "--exclude", action="append", type=_list, metavar="GLOBS", help="leave these out instead"
    )
    files.add_argument(
        "--extend-exclude", action="append", type=_list, metavar="GLOBS", help="leave these out too"
    )
    files.add_argument("--force-exclude", action="store_true", help="leave out files too that are named here")
    files.add_argument("--no-respect-gitignore", action="store_true", help="check what .gitignore leaves out")
    files.add_argument(
        "--include-markdown", action="store_true", help="check the Python fences of Markdown files too"
    )
    _add_settings_options(files)
    files.add_argument("--no-cache", action="store_true", help="neither read nor write kept results")
    files.add_argument("--cache-dir", metavar="DIR", help="where results are kept; default: .kerlint_cache")
    files.add_argument(
        "-j", "--jobs", type=_positive, metavar="N", help="worker processes; default: processors"
    )


def _add_show(commands: Any) -> None:
    parser = commands.add_parser(
        "show",
        help="show what Kerlint understands of a script",
        description="Show the runs derived from scripts: layers, shapes, parameters, data sources, fits.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--target-keras", choices=TARGETS, help="the Keras version; auto reads the project's pins"
    )
    _add_settings_options(parser)


def _add_rule(commands: Any) -> None:
    parser = commands.add_parser(
        "rule", help="explain a rule", description="Explain a rule; without one, list them all."
    )
    parser.add_argument("rule", nargs="?", metavar="RULE", help="a code or a name")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")


def _add_config(commands: Any) -> None:
    parser = commands.add_parser(
        "config",
        help="show the settings in force",
        description="Show the settings in force for a file or folder, and where each comes from.",
    )
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="default: .")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    _add_settings_options(parser)


def _add_cache(commands: Any) -> None:
    parser = commands.add_parser("cache", help="kept results", description="Look after kept results.")
    parser.add_argument("action", choices=("clean", "dir"), help="remove them, or tell where they are")
    _add_settings_options(parser)


def _add_server(commands: Any) -> None:
    parser = commands.add_parser(
        "server",
        help="talk to an editor: the language server",
        description="The language server, over standard input and output. It needs pygls: kerlint[lsp].",
    )
    parser.add_argument("--stdio", action="store_true", help="how it talks anyway; some editors say it")
    _add_settings_options(parser)


def _add_settings_options(parser: Any) -> None:
    parser.add_argument("--config", metavar="FILE", help="use this settings file for all files")
    parser.add_argument("--isolated", action="store_true", help="use no settings file")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
