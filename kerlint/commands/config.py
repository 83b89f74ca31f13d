"""`kerlint config`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from kerlint.commands import settings_finder
from kerlint.settings import Settings, SettingsError
from kerlint.settings_file import setting_keys


def run(args: argparse.Namespace) -> int:
    """Print the settings in force and where each comes from.

    Raises:
        SettingsError: they cannot be used, or there is no such path.
    """
    path = Path(args.path).absolute()
    if not path.exists():
        raise SettingsError(f"{args.path}: no such file or folder")
    settings = settings_finder(args).for_folder(path if path.is_dir() else path.parent)
    rows = [(key, _plain(_value(settings, key)), _origin(settings, key)) for key in setting_keys()]
    if args.output_format == "json":
        result = {
            "file": None if settings.file is None else str(settings.file),
            "root": str(settings.root),
            "target": {"major": settings.target.major, "source": settings.target.source},
            "settings": {key: {"value": value, "origin": origin} for key, value, origin in rows},
        }
        print(json.dumps(result, indent=2))
        return 0
    print(f"settings file: {settings.file or 'none'}")
    print(f"root: {settings.root}")
    target = settings.target
    print(f"target: {f'Keras {target.major} ({target.source})' if target.major else 'not known from pins'}")
    print()
    width = max(len(key) for key, _, _ in rows)
    for key, value, origin in rows:
        print(f"{key:<{width}} = {json.dumps(value)}  ({origin})")
    return 0


def _value(settings: Settings, key: str) -> Any:
    value = getattr(settings, key.replace("-", "_"))
    # Kept as pairs, written as a table.
    return dict(value) if key == "per-file-ignores" else value


def _origin(settings: Settings, key: str) -> str:
    return settings.origins.get(key.replace("-", "_"), "default")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {key: part for key, part in asdict(value).items() if part is not None}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return list(value) if isinstance(value, tuple) else value
