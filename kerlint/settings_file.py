"""One settings file: read, checked key by key, refused with the nearest right word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from kerlint.diagnostic import Severity
from kerlint.settings import OUTPUT_FORMATS, TARGETS, DatasetSize, Settings, SettingsError

FILE_NAMES = ("kerlint.toml", "kerlint.yaml", "kerlint.yml", "pyproject.toml")


def setting_keys() -> tuple[str, ...]:
    """The keys a settings file may hold."""
    return tuple(sorted(_READERS))


def settings_in(folder: Path) -> Settings | None:
    """The settings of this very folder, None where it has none."""
    for name in FILE_NAMES:
        path = folder / name
        if path.is_file():
            settings = read_settings(path)
            if settings is not None:
                return settings
    return None


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


def nearest(word: str, choices: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest choice, else the list of choices."""
    import difflib

    choices = sorted(map(str, choices))
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
    "include-markdown": _boolean,
    "target-keras": _choice(*TARGETS),
    "fail-on": _severity,
    "output-format": _choice(*OUTPUT_FORMATS),
    "cache-dir": _text,
    "datasets": _datasets,
}
