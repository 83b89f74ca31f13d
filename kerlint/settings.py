"""Settings: what the project asks for in pyproject.toml, kerlint.toml or kerlint.yaml and on the command line.

The nearest settings file upward from a checked file is in force for it, alone: files do not add up.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
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
OUTPUT_FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif")
TARGETS = ("auto", "2", "3")
FILE_NAMES = ("kerlint.toml", "kerlint.yaml", "kerlint.yml", "pyproject.toml")
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
        select: codes, prefixes and names that run; empty for every rule that is on by default.
        extend_select: further ones.
        ignore: those that do not run.
        per_file_ignores: (glob, selectors) pairs; globs match the path from the root, or the file's name.
        severity: severities by code or name, instead of the rules' own.
        exclude, extend_exclude: globs of paths that a walk leaves out.
        respect_gitignore: leave out what .gitignore leaves out.
        target_keras: "auto", "2" or "3".
        fail_on: the lowest severity for which `check` exits with 1.
        output_format: a reporter's name.
        cache_dir: where results are kept; None for `.kerlint_cache` in the root.
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


def setting_keys() -> tuple[str, ...]:
    """The keys a settings file may hold."""
    return tuple(sorted(_READERS))


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
        if folder not in self._files:
            found = _settings_in(folder)
            if found is None and folder.parent != folder:
                found = self._nearest(folder.parent)
            self._files[folder] = found
        return self._files[folder]


def _settings_in(folder: Path) -> Settings | None:
    for name in FILE_NAMES:
        path = folder / name
        if path.is_file():
            settings = read_settings(path)
            if settings is not None:
                return settings
    return None


def _project_root(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in ROOT_MARKERS):
            return candidate
    return folder


def read_settings(path: Path, *, required: bool = False) -> Settings | None:
    """Read one settings file; None for a pyproject.toml without [tool.kerlint].

    Raises:
        SettingsError: the file cannot be read or holds wrong keys or values.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    # Most pyproject.toml have nothing for Kerlint: they need not even parse.
    if path.name == "pyproject.toml" and b"kerlint" not in raw and not required:
        return None
    table = _parse(path, raw)
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("kerlint") if isinstance(tool, dict) else None
        if table is None:
            return None
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: expected a table of settings, found {_kind(table)}")
    return _from_table(path, table)


def _parse(path: Path, raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8-sig")
        if path.suffix in (".yaml", ".yml"):
            import yaml

            try:
                loaded = yaml.safe_load(text)
            except yaml.YAMLError as error:
                raise SettingsError(f"{path}: is not valid YAML: {' '.join(str(error).split())}") from error
            return {} if loaded is None else loaded
        import tomllib

        return tomllib.loads(text)
    except ValueError as error:
        raise SettingsError(f"{path}: is not valid {path.suffix[1:].upper()}: {error}") from error


def _from_table(path: Path, table: dict[Any, Any]) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            raise SettingsError(f"{path}: unknown key {key!r}{nearest(str(key), _READERS)}")
        try:
            values[key.replace("-", "_")] = reader(value)
        except _WrongValueError as wrong:
            raise SettingsError(f"{path}: {key}{wrong.where}: {wrong}") from wrong
    origins = dict.fromkeys(values, str(path))
    return Settings(**values, file=path, root=path.parent.absolute(), origins=origins)


def nearest(word: str, choices: Any) -> str:
    """`; did you mean 'x'?` for the nearest choice, else the list of choices."""
    choices = sorted(choices)
    close = difflib.get_close_matches(word.lower().replace("_", "-"), choices, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known: {', '.join(choices)}"


# --- values -----------------------------------------------------------------------------------------


class _WrongValueError(Exception):
    """A value of the wrong kind; `where` is the path below the key."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


def _kind(value: object) -> str:
    kinds = {bool: "a boolean", int: "an integer", float: "a float", str: "a string", list: "a list"}
    return "nothing" if value is None else kinds.get(type(value), "a table")


def _expect(value: Any, kind: type, what: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _WrongValueError(f"expected {what}, found {_kind(value)} ({value!r})")
    return value


def _strings(value: Any) -> tuple[str, ...]:
    for item in _expect(value, list, "a list of strings"):
        _expect(item, str, "a list of strings, one of them")
    return tuple(value)


def _boolean(value: Any) -> bool:
    return bool(_expect(value, bool, "true or false"))


def _text(value: Any) -> str:
    return str(_expect(value, str, "a string"))


def _choice(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if str(value) not in choices or isinstance(value, bool):
            raise _WrongValueError(f"{value!r} is not possible{nearest(str(value), choices)}")
        return str(value)

    return read


def _severity(value: Any) -> Severity:
    return Severity(_choice(*Severity)(value))


def _table(value: Any) -> dict[str, Any]:
    for key in _expect(value, dict, "a table"):
        _expect(key, str, "strings as keys")
    return dict(value)


def _within(key: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except _WrongValueError as wrong:
        raise _WrongValueError(str(wrong), f".{key}{wrong.where}") from wrong


def _per_file_ignores(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((glob, _within(glob, _strings, selectors)) for glob, selectors in _table(value).items())


def _severities(value: Any) -> dict[str, Severity]:
    return {name: _within(name, _severity, given) for name, given in _table(value).items()}


def _count(value: Any) -> int:
    count = int(_expect(value, int, "a whole number"))
    if count < 0:
        raise _WrongValueError(f"expected a number that is not negative, found {count}")
    return count


def _dataset(value: Any) -> DatasetSize:
    if isinstance(value, int) and not isinstance(value, bool):
        return DatasetSize(samples=_count(value))
    table = dict(_expect(value, dict, "a number of samples or a table {samples = ..., classes = ...}"))
    known = [item.name for item in fields(DatasetSize)]
    for key in table:
        if key not in known:
            raise _WrongValueError(f"unknown key {key!r}{nearest(str(key), known)}")
    return DatasetSize(**{key: _within(key, _count, number) for key, number in table.items()})


def _datasets(value: Any) -> dict[str, DatasetSize]:
    return {name: _within(name, _dataset, given) for name, given in _table(value).items()}


_READERS: dict[str, Callable[[Any], Any]] = {
    "select": _strings,
    "extend-select": _strings,
    "ignore": _strings,
    "per-file-ignores": _per_file_ignores,
    "severity": _severities,
    "exclude": _strings,
    "extend-exclude": _strings,
    "respect-gitignore": _boolean,
    "target-keras": _choice(*TARGETS),
    "fail-on": _severity,
    "output-format": _choice(*OUTPUT_FORMATS),
    "cache-dir": _text,
    "datasets": _datasets,
}
