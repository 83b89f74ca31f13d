"""`kerlint cache`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kerlint.cache import Cache, folder_of
from kerlint.commands import settings_finder


def run(args: argparse.Namespace) -> int:
    """Remove the kept results of the project here, or tell where they are."""
    settings = settings_finder(args).for_folder(Path.cwd())
    folder = folder_of(settings)
    if args.action == "dir":
        print(folder)
    elif Cache(folder).clean():
        print(f"Removed {folder}")
    else:
        print(f"Nothing to remove: {folder} is no cache of Kerlint")
    return 0
