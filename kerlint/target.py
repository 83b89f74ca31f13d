"""Which Keras a project runs on, as its pins say.

Read are, from the script's folder up to the project's root, pyproject.toml, requirements*.txt, setup.cfg,
Pipfile, environment.yml and the lock files poetry.lock, uv.lock, pdm.lock and Pipfile.lock.
A pin on keras decides; else TensorFlow's: from 2.16 on it brings Keras 3, before that Keras 2
(https://keras.io/getting_started/#tensorflow--keras-2-backwards-compatibility). With tf_keras beside such a
TensorFlow, an environment variable chooses between the two: the pins leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# TensorFlow up to here has Keras 2 as tf.keras.
_LAST_WITH_KERAS_2 = (2, 15)
_TENSORFLOW = {
    "tensorflow",
    "tensorflow-cpu",
    "tensorflow-gpu",
    "tensorflow-macos",
    "tensorflow-intel",
    "tensorflow-cpu-aws",
    "tf-nightly",
}
_PACKAGES = {"keras", "keras-nightly", "tf-keras", *_TENSORFLOW}
_REQUIREMENT = re.compile(r"^\s*['\"]?([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?\s*([^;#'\"]*)")
_BOUND = re.compile(r"(===?|~=|>=|<=|!=|<|>|\^|~|=)?\s*v?(\d+(?:\.\d+)*)")


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Which Keras the script runs on.

    Attributes:
        major: 2, 3, or None where not known.
        source: how that is known, for messages ("requirements.txt pins tensorflow==2.10").
    """

    major: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Pin:
    package: str
    specifier: str
    file: Path


def requested_target(choice: str) -> Target:
    """The target that `--target-keras` or the settings ask for: "2" or "3", unknown for "auto"."""
    return Target() if choice == "auto" else Target(int(choice), f"target-keras is {choice}")


def detect_target(folder: Path, root: Path) -> Target:
    """The target that the project's pins give a script in `folder`; unknown where there are none.

    The nearest folder upward to `root` that pins anything decides. Unreadable files are passed over.
    """
    inside = folder == root or root in folder.parents
    for candidate in (folder, *(folder.parents if inside else ())):
        pins = list(_pins(candidate))
        target = _decide(pins, candidate)
        if target.major is not None:
            return target
        if candidate == root:
            break
    return Target()


def is_pins_file(name: str) -> bool:
    """May a file of this name say which Keras a project runs on?"""
    return _reader(name) is not None


def _decide(pins: list[_Pin], folder: Path) -> Target:
    legacy = any(pin.package == "tf-keras" for pin in pins)
    for packages, judge in (
        ({"keras", "keras-nightly"}, _major_of_keras),
        (_TENSORFLOW, _major_of_tensorflow),
    ):
        found: dict[int, _Pin] = {}
        for pin in pins:
            major = judge(pin.specifier) if pin.package in packages else None
            if major is not None:
                found.setdefault(major, pin)
        if len(found) == 1:
            ((major, pin),) = found.items()
            if legacy and major == 3 and pin.package in _TENSORFLOW:
                return Target()
            name = pin.file.relative_to(folder).as_posix()
            return Target(major, f"{name} has {pin.package}{pin.specifier}")
        # Files that contradict each other (requirements for several set-ups) decide nothing.
        if found:
            return Target()
    return Target()


def _major_of_keras(specifier: str) -> int | None:
    low, high = _range(specifier)
    if low is not None and low >= (3,):
        return 3
    if high is not None and high < (3,):
        return 2
    return None


def _major_of_tensorflow(specifier: str) -> int | None:
    low, high = _range(specifier)
    if low is not None and low[:2] > _LAST_WITH_KERAS_2:
        return 3
    if high is not None and high[:2] <= _LAST_WITH_KERAS_2:
        return 2
    return None


_Version = tuple[int, ...]
_ENDLESS = 10**6


def _range(specifier: str) -> tuple[_Version | None, _Version | None]:
    """The lowest and the highest version that a specifier allows, None for no bound."""
    low: _Version | None = None
    high: _Version | None = None
    for operator, number in _BOUND.findall(specifier):
        version = tuple(map(int, number.split(".")))
        floor: _Version | None = None
        ceiling: _Version | None = None
        if operator in ("==", "===", "=", "", "^", "~="):
            floor = version
            if operator == "^":
                ceiling = (version[0], _ENDLESS)
            elif operator == "~=":
                ceiling = (*version[:-1], _ENDLESS)
            else:
                ceiling = (*version, _ENDLESS)
        elif operator == "~":
            floor, ceiling = version, (*version[:2], _ENDLESS)
        elif operator in (">=", ">"):
            floor = version
        elif operator == "<=":
            ceiling = (*version, _ENDLESS)
        elif operator == "<":
            ceiling = _just_below(version)
        if floor is not None:
            low = floor if low is None else max(low, floor)
        if ceiling is not None:
            high = ceiling if high is None else min(high, ceiling)
    return low, high


def _just_below(version: _Version) -> _Version:
    trimmed = list(version)
    while trimmed and trimmed[-1] == 0:
        trimmed.pop()
    if not trimmed:
        return (0,)
    return (*trimmed[:-1], trimmed[-1] - 1, _ENDLESS)


# --- files ------------------------------------------------------------------------------------------


def _pins(folder: Path) -> Iterator[_Pin]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return
    for path in files:
        reader = _reader(path.name)
        if reader is None:
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
            for package, specifier in reader(text):
                name = re.sub(r"[-_.]+", "-", package).lower()
                if name in _PACKAGES:
                    yield _Pin(name, specifier, path)
        except Exception:  # noqa: BLE001 - files of other tools may hold anything; they only fail to tell
            continue


_Reader = Callable[[str], Iterator[tuple[str, str]]]


def _reader(name: str) -> _Reader | None:
    if re.fullmatch(r"(.*[-_.])?requirements?([-_.].*)?\.(txt|in)", name):
        return _from_requirements
    if re.fullmatch(r"(conda[-_])?env(ironment)?([-_.].*)?\.ya?ml|conda\.ya?ml", name):
        return _from_conda
    return {
        "pyproject.toml": _from_pyproject,
        "setup.cfg": _from_setup_cfg,
        "Pipfile": _from_pipfile,
        "Pipfile.lock": _from_pipfile_lock,
        "poetry.lock": _from_toml_lock,
        "uv.lock": _from_toml_lock,
        "pdm.lock": _from_toml_lock,
    }.get(name)


def _requirement(text: str) -> Iterator[tuple[str, str]]:
    match = _REQUIREMENT.match(text)
    if match:
        yield match[1], re.sub(r"\s+", "", match[2]).rstrip(")")


def _from_requirements(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.lstrip().startswith(("#", "-")):
            yield from _requirement(line)


def _from_conda(text: str) -> Iterator[tuple[str, str]]:
    import yaml

    loaded = yaml.safe_load(text)
    dependencies = loaded.get("dependencies") if isinstance(loaded, dict) else None
    for item in dependencies or ():
        for line in item.get("pip", ()) if isinstance(item, dict) else (item,):
            # conda writes channel::package=version=build.
            name = str(line).rpartition("::")[2]
            match = re.match(r"([A-Za-z0-9._-]+?)\s*(=[\d.]+)(=|$)", name)
            yield from [(match[1], match[2])] if match else _requirement(name)


def _from_pyproject(text: str) -> Iterator[tuple[str, str]]:
    import tomllib

    loaded = tomllib.loads(text)
    project = loaded.get("project", {})
    for line in project.get("dependencies", ()):
        yield from _requirement(line)
    for lines in project.get("optional-dependencies", {}).values():
        for line in lines:
            yield from _requirement(line)
    for lines in loaded.get("dependency-groups", {}).values():
        for line in lines:
            if isinstance(line, str):
                yield from _requirement(line)
    poetry = loaded.get("tool", {}).get("poetry", {})
    tables = [poetry.get("dependencies", {})]
    tables += [group.get("dependencies", {}) for group in poetry.get("group", {}).values()]
    for table in tables:
        yield from _from_table(table)


def _from_table(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        version = value.get("version", "") if isinstance(value, dict) else value
        if isinstance(version, str):
            # A bare version means "this one" in Poetry, as in "==".
            yield name, f"=={version}" if re.match(r"\d", version) else version


def _from_setup_cfg(text: str) -> Iterator[tuple[str, str]]:
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    for line in parser.get("options", "install_requires", fallback="").splitlines():
        yield from _requirement(line)


def _from_pipfile(text: str) -> Iterator[tuple[str, str]]:
    import tomllib

    loaded = tomllib.loads(text)
    for section in ("packages", "dev-packages"):
        yield from _from_table(loaded.get(section, {}))


def _from_pipfile_lock(text: str) -> Iterator[tuple[str, str]]:
    import json

    loaded = json.loads(text)
    for section in ("default", "develop"):
        yield from _from_table(loaded.get(section, {}))


def _from_toml_lock(text: str) -> Iterator[tuple[str, str]]:
    import tomllib

    for package in tomllib.loads(text).get("package", ()):
        yield package["name"], f"=={package.get('version', '')}"
