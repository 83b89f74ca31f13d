"""`kerlint server`."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from kerlint.cli import complain
from kerlint.commands import settings_finder


def run(args: argparse.Namespace) -> int:
    """Talk to an editor over standard input and output until it says exit.

    The exit code is 1 where it did not ask to shut down before, as the protocol has it.

    Raises:
        SettingsError: the options contradict each other or name no file.
    """
    settings_finder(args)
    try:
        from kerlint.lsp import make_server
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        return complain("the language server needs pygls: pip install 'kerlint[lsp]'")
    # Left to itself the collector takes more than half of the time of a check; the server calls it when it rests.
    gc.disable()
    server = make_server(Path(args.config) if args.config else None, isolated=bool(args.isolated))
    server.start_io()
    return 0 if server.dismissed else 1
