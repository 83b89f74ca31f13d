"""Settings: what the project asks for in pyproject.toml, kerlint.toml or kerlint.yaml and on the command line.

The nearest settings file upward from a checked file is in force for it, alone: files do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kerlint.diagnostic import Severity
from kerlint.target import Target, detect_target, requested_target

DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".kerlint_cache",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "_build",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
OUTPUT_FORMATS = ("full", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif")
TARGETS = ("auto", "2", "3")
# Signs that a folder is the top of a project, where no settings file says so.
ROOT_MARKERS = (".git", ".hg", "pyproject.toml", "setup.py", "setup.cfg")


class SettingsError(Exception):
    """A settings file or option cannot be used; the message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class DatasetSize:
    """What the project says about a data set that Kerlint cannot see.

    Attributes:
        samples: number of samples, None where not given.
        classes: number of classes, None where not given.
    """

    samples: int | None = None
    classes: int | None = None


@dataclass(frozen=True)
class Settings:
    """What is in force for a file.

    Attributes:
        select: the rules that run, by code, prefix or name; empty for every rule that is on by default.
        extend_select: rules that run besides.
        ignore: rules that do not run.
        per_file_ignores: by glob, rules that do not run; globs match the path from the root, or the file's name.
        severity: severities by code or name, instead of the rules' own.
        exclude: globs of paths that a walk leaves out.
        extend_exclude: more of these.
        respect_gitignore: leave out what .gitignore leaves out.
        include_markdown: a walk takes Markdown files too, for their Python fences.
        target_keras: the Keras that scripts run on: "2", "3", or "auto" for what pins and scripts say.
        fail_on: the lowest severity for which `check` exits with 1.
        output_format: how `check` lays findings out.
        cache_dir: where results are kept, from the root; `.kerlint_cache` where nothing is said.
        datasets: sizes by directory (path or glob) or by the name of the variable or generator.
        target: the Keras version that `target_keras` or, for "auto", the project's pins give.
        file: the settings file, None where there is none.
        root: the project's top: the settings file's folder.
        origins: for each key that is not at its default, who set it.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    include_markdown: bool = False
    target_keras: str = "auto"
    fail_on: Severity = Severity.WARNING
    output_format: str = "full"
    cache_dir: str | None = None
    datasets: Mapping[str, DatasetSize] = field(default_factory=dict)
    target: Target = field(default_factory=Target)
    file: Path | None = None
    root: Path = field(default_factory=Path.cwd)
    origins: Mapping[str, str] = field(default_factory=dict)

    def override(self, values: Mapping[str, Any], origin: str) -> Settings:
        """The same with some fields set: `extend_*` and `ignore` add to what is there, `select` starts anew."""
        base = replace(self, extend_select=(), ignore=()) if "select" in values else self
        changed: dict[str, Any] = {}
        for name, value in values.items():
            adds = name.startswith("extend_") or name == "ignore"
            changed[name] = (*getattr(base, name), *value) if adds else value
        return replace(base, **changed, origins={**self.origins, **dict.fromkeys(values, origin)})

    @cached_property
    def fingerprint(self) -> str:
        """Equal for settings that judge files alike."""
        judging = (
            self.select,
            self.extend_select,
            self.ignore,
            self.per_file_ignores,
            sorted(self.severity.items()),
            self.target.major,
            self.target.source,
            sorted((name, size.samples, size.classes) for name, size in self.datasets.items()),
            str(self.root),
        )
        return repr(judging)


class SettingsFinder:
    """Finds and reads the settings in force for folders, each file once.

    Args:
        explicit: the one file to use everywhere, instead of looking for it (`--config`).
        overrides: fields from the command line.
        isolated: look for no file at all.

    Raises:
        SettingsError: from every method, where a file cannot be used.
    """

    def __init__(
        self,
        explicit: Path | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        isolated: bool = False,
    ) -> None:
        self._explicit = explicit
        self._overrides = dict(overrides or {})
        self._isolated = isolated
        self._by_folder: dict[Path, Settings] = {}
        self._files: dict[Path, Settings | None] = {}

    def for_folder(self, folder: Path) -> Settings:
        """The settings for files in this (absolute) folder, its target worked out."""
        if folder not in self._by_folder:
            settings = self._find(folder)
            if self._overrides:
                settings = settings.override(self._overrides, "command line")
            target = requested_target(settings.target_keras)
            if settings.target_keras == "auto":
                target = detect_target(folder, settings.root)
            self._by_folder[folder] = replace(settings, target=target)
        return self._by_folder[folder]

    def _find(self, folder: Path) -> Settings:
        from kerlint.settings_file import read_settings

        if self._explicit is not None:
            settings = read_settings(self._explicit, required=True)
            if settings is None:
                raise SettingsError(f"{self._explicit}: holds no [tool.kerlint] table")
            # Settings from elsewhere (a shared file) hold for the project that they are applied to.
            here = Path.cwd()
            return settings if settings.root in (here, *here.parents) else replace(settings, root=here)
        nearest = None if self._isolated else self._nearest(folder)
        return nearest or Settings(root=_project_root(folder))

    def _nearest(self, folder: Path) -> Settings | None:
        from kerlint.settings_file import settings_in

        if folder not in self._files:
            found = settings_in(folder)
            if found is None and folder.parent != folder:
                found = self._nearest(folder.parent)
            self._files[folder] = found
        return self._files[folder]


def _project_root(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in ROOT_MARKERS):
            return candidate
    here = Path.cwd()
    return here if here in folder.parents else folder
