"""One module a command, each with `run(args) -> exit code`; what several of them share is here."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from kerlint.settings import SettingsError, SettingsFinder


def settings_finder(args: argparse.Namespace, overrides: dict[str, Any] | None = None) -> SettingsFinder:
    """The finder that --config and --isolated ask for.

    Raises:
        SettingsError: both are given, or --config names no file.
    """
    if args.config and args.isolated:
        raise SettingsError("--config and --isolated contradict each other")
    if args.config and not Path(args.config).is_file():
        raise SettingsError(f"--config {args.config}: no such file")
    return SettingsFinder(Path(args.config) if args.config else None, overrides, isolated=bool(args.isolated))


def finding_overrides(args: argparse.Namespace) -> dict[str, Any]:
    """The fields of Settings set by the options that say what is found where."""
    given: dict[str, Any] = {
        name: tuple(item for part in getattr(args, name) for item in part)
        for name in ("select", "extend_select", "exclude", "extend_exclude", "ignore")
        if getattr(args, name)
    }
    if args.target_keras:
        given["target_keras"] = args.target_keras
    if args.cache_dir:
        given["cache_dir"] = os.path.abspath(args.cache_dir)
    if args.no_respect_gitignore:
        given["respect_gitignore"] = False
    if args.include_markdown:
        given["include_markdown"] = True
    return given
