"""`kerlint show`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerlint.cli import complain
from kerlint.commands import settings_finder
from kerlint.linter import world_of
from kerlint.source import SourceError, SourceFile, read_source

if TYPE_CHECKING:
    from libcst import CSTNode, Module

    from kerlint.settings import Settings


def run(args: argparse.Namespace) -> int:
    """Print what is understood of each file; in JSON, an array with an object a file."""
    from kerlint.reporting import show

    overrides = {"target_keras": args.target_keras} if args.target_keras else None
    finder = settings_finder(args, overrides)
    payloads = []
    code = 0
    for path in args.files:
        try:
            source = read_source(Path(path).read_bytes(), path)
            payloads.append(_payload(source, finder.for_folder(Path(path).absolute().parent)))
        except OSError as error:
            code = complain(f"{path}: cannot be read: {error.strerror}")
        except SourceError as error:
            at = f":{error.location.row}:{error.location.column}" if error.location else ""
            code = complain(f"{path}{at}: {error}")
        except RecursionError:
            code = complain(f"{path}: is nested too deep to be analysed")
    if args.output_format == "json":
        print(json.dumps(payloads, indent=2))
    else:
        print("\n".join(show.text(payload) for payload in payloads), end="")
    return code


def _payload(source: SourceFile, settings: Settings) -> dict[str, Any]:
    from kerlint.syntax import with_deep_stack

    def work() -> dict[str, Any]:
        from kerlint.builder import Reading
        from kerlint.cells import parse_source
        from kerlint.reporting import show

        module, readable, _ = parse_source(source)
        reading = Reading(module, readable, settings, world_of(source.path, settings))
        payload = show.payload(list(reading.scripts()), _lines(module, source))
        return {**payload, "filename": source.path}

    return with_deep_stack(work)


def _lines(module: Module, source: SourceFile) -> Callable[[CSTNode], int | None]:
    """The line of any node of the module, in a notebook within its cell; None for nodes of other modules."""
    from libcst.metadata import MetadataWrapper, PositionProvider

    from kerlint.diagnostic import Location, Span

    places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)

    def line(node: CSTNode) -> int | None:
        place = places.get(node)
        if place is None:
            return None
        start = Location(place.start.line, place.start.column + 1)
        return source.on_disk(Span(start, start))[0].start.row

    return line
