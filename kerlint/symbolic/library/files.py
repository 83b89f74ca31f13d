"""Paths, folders and files: os, os.path, pathlib, glob, shutil, open, json, yaml."""

from __future__ import annotations

import fnmatch
import json
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import sized
from kerlint.symbolic.arrays import new_dim, new_origin
from kerlint.symbolic.library.convert import from_python
from kerlint.symbolic.library.sequences import CountedList
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import NO_KEY, Arguments, BoundMethod, ListValue, TupleValue, Unknown, Value

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library


@dataclass(slots=True, eq=False)
class PathValue(Value):
    """A pathlib.Path; `text` is None where the path is not known."""

    text: str | None
    node: CSTNode | None = None

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        method = _PATH_METHODS.get(name)
        if method is not None:
            return BoundMethod(name, lambda arguments, ev, node: method(self, arguments, ev, node), self)
        if self.text is None:
            return PathValue(None, node) if name in ("parent", "parents") else ev.unknown(node, name)
        base = posixpath.basename(self.text)
        if name == "parent":
            return PathValue(posixpath.dirname(self.text) or ".", node)
        simple = {"name": base, "stem": posixpath.splitext(base)[0], "suffix": posixpath.splitext(base)[1]}
        if name == "parts":
            return TupleValue([part for part in self.text.split("/") if part], node)
        return simple.get(name, ev.unknown(node, name))

    def operate(self, op: str, other: Any, reflected: bool, ev: Evaluator, node: CSTNode | None) -> Any:
        text = path_text(other)
        if op != "/":
            return NotImplemented
        if text is None or self.text is None:
            return PathValue(None, node)
        first, second = (text, self.text) if reflected else (self.text, text)
        return PathValue(_normal(posixpath.join(first, second)), node)


def path_text(value: Any) -> str | None:
    """The path a string or a Path stands for, None where not known."""
    if isinstance(value, PathValue):
        return value.text
    return value if isinstance(value, str) else None


def _normal(path: str) -> str:
    """What pathlib leaves of a path: no doubled slashes, no `.` parts."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ("/" if path.startswith("/") else "") + "/".join(parts) or "."


def _path_method_read(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    text = ev.world.read_text(owner.text) if owner.text else None
    return ev.unknown(node) if text is None else text


def _path_join(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    result: Any = owner
    for argument in arguments.positional:
        result = result.operate("/", argument.value, False, ev, node)
    return result


def _path_exists(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return _exists(owner.text, ev, node)


def _path_list(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    pattern = arguments.value(0)
    if isinstance(pattern, str) and owner.text is not None and "**" not in pattern:
        return listing(posixpath.join(owner.text, pattern), ev, node)
    return CountedList(new_dim(ev, _count_name(ev), node), PathValue(None, node), node)


def _path_open(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return FileValue(owner.text, str(arguments.value(0, "mode", default="r")), node)


def _path_same(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return owner


def _path_suffix(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    suffix = arguments.value(0)
    if owner.text is None or not isinstance(suffix, str):
        return PathValue(None, node)
    return PathValue(posixpath.splitext(owner.text)[0] + suffix, node)


def _path_text(owner: PathValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return ev.unknown(node) if owner.text is None else owner.text


_PATH_METHODS: dict[str, Any] = {
    "read_text": _path_method_read,
    "joinpath": _path_join,
    "exists": _path_exists,
    "is_dir": _path_exists,
    "is_file": _path_exists,
    "glob": _path_list,
    "rglob": _path_list,
    "iterdir": _path_list,
    "open": _path_open,
    "resolve": lambda owner, arguments, ev, node: PathValue(None, node),
    "absolute": lambda owner, arguments, ev, node: PathValue(None, node),
    "expanduser": _path_same,
    "with_suffix": _path_suffix,
    "as_posix": _path_text,
    "__str__": _path_text,
    "mkdir": lambda owner, arguments, ev, node: None,
}


@dataclass(slots=True, eq=False)
class FileValue(Value):
    """What `open` returns; `path` is None where it is not known."""

    path: str | None
    mode: str
    node: CSTNode | None = None

    def text(self, ev: Evaluator) -> str | None:
        """The file's text, None where it is not read or not there."""
        if self.path is None or any(letter in self.mode for letter in "wax"):
            return None
        return ev.world.read_text(self.path)

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("read", "readlines"):
            return BoundMethod(name, lambda arguments, ev, node: self._read(name, arguments, ev, node), self)
        if name in ("write", "close", "flush", "writelines", "seek"):
            return BoundMethod(name, lambda arguments, ev, node: None, self)
        return ev.unknown(node, name)

    def _read(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        text = None if arguments.positional or "b" in self.mode else self.text(ev)
        if text is None:
            return ev.unknown(node) if name == "read" else self._lines(ev, node)
        return text if name == "read" else ListValue(text.splitlines(keepends=True), node)

    def _lines(self, ev: Evaluator, node: CSTNode | None) -> CountedList:
        return CountedList(new_dim(ev, _count_name(ev), node), None, node)


def _count_name(ev: Evaluator) -> str:
    return f"len({ev.binding_name})" if ev.binding_name else "len(...)"


def listing(pattern: str | None, ev: Evaluator, node: CSTNode | None, full: bool = True) -> Any:
    """The files that match a pattern: counted where its folder is there."""
    folder, _, name = (pattern or "").rpartition("/")
    names = None
    if pattern is not None and not any(char in folder for char in "*?["):
        names = ev.world.list_dir(folder or ".")
    origin = (Source(("files", pattern)),) if pattern is not None else new_origin(ev, "glob.glob")
    if names is None:
        return CountedList(new_dim(ev, _count_name(ev), node), None, node, origin)
    found = [each for each in names if fnmatch.fnmatchcase(each, name) and not each.startswith(".")]
    if not full:
        found = list(names)
    if len(found) > 100:
        return CountedList(sized(len(found), f"counted in {folder or '.'}", node), None, node, origin)
    prefix = f"{folder}/" if folder and full else ""
    return ListValue([prefix + each for each in found], node)


def _exists(path: str | None, ev: Evaluator, node: CSTNode | None) -> Any:
    # What is not here may be there where the script runs.
    return True if path and ev.world.exists(path) else ev.unknown(node)


def register(library: Library) -> None:
    """Make paths and files known to the library."""
    library.constant("os.sep", "/")
    library.constant("os.path.sep", "/")
    library.constant("os.linesep", "\n")
    _register_paths(library)
    _register_folders(library)
    _register_pathlib(library)
    _register_reading(library)


def _texts(arguments: Arguments) -> list[str] | None:
    texts = [path_text(argument.value) for argument in arguments.positional]
    return (
        None
        if None in texts or arguments.open_positional or not texts
        else [t for t in texts if t is not None]
    )


def _register_paths(library: Library) -> None:
    @library.calls("os.path.join")
    def join(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        texts = _texts(arguments)
        return ev.unknown(node) if texts is None else posixpath.join(*texts)

    for name in ("basename", "dirname", "normpath", "expanduser", "split", "splitext"):
        library.calls(f"os.path.{name}")(_pure(name))

    @library.calls("os.path.abspath", "os.path.realpath")
    def absolute(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        texts = _texts(arguments)
        if texts and texts[0] == ev.filename:
            # Relative to the script itself, as other paths are.
            return texts[0]
        return texts[0] if texts and texts[0].startswith("/") else ev.unknown(node)

    @library.calls("os.path.exists", "os.path.isfile", "os.path.isdir")
    def exists(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        texts = _texts(arguments)
        return _exists(texts[0] if texts else None, ev, node)

    @library.calls("os.getenv", "os.environ.get", "os.environ.setdefault")
    def environment(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # As with options, what the script falls back on is the run that it is written for.
        default = arguments.value(1, "default")
        return ev.unknown(node) if default is None else default

    @library.calls("os.getcwd", "os.path.getsize", "os.cpu_count")
    def machine(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)


def _pure(name: str) -> Any:
    def handler(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        texts = _texts(arguments)
        if texts is None or len(texts) != 1:
            return ev.unknown(node)
        if name == "expanduser":
            return ev.unknown(node) if texts[0].startswith("~") else texts[0]
        return from_python(getattr(posixpath, name)(texts[0]), node)

    return handler


def _register_folders(library: Library) -> None:
    @library.calls("os.listdir")
    def listdir(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        folder = path_text(arguments.value(0, "path", default="."))
        return listing(None if folder is None else f"{folder.rstrip('/') or '/'}/*", ev, node, full=False)

    @library.calls("glob.glob", "glob.iglob", "tensorflow.io.gfile.glob")
    def glob(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        pattern = path_text(arguments.value(0, "pathname", "pattern"))
        return listing(None if pattern is not None and "**" in pattern else pattern, ev, node)

    @library.calls("os.walk", "os.scandir", "imutils.paths.list_images", "os.fwalk")
    def walk(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        folder = path_text(arguments.value(0))
        origin = (Source(("files", folder)),) if folder is not None else new_origin(ev, "os.walk")
        return CountedList(new_dim(ev, _count_name(ev), node), None, node, origin)

    @library.calls(
        "os.makedirs",
        "os.mkdir",
        "os.remove",
        "shutil.copy",
        "shutil.rmtree",
        "shutil.copyfile",
        "shutil.move",
    )
    def change(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None


def _register_pathlib(library: Library) -> None:
    @library.calls("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath")
    def path(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if not arguments.positional and not arguments.open_positional:
            return PathValue(".", node)
        texts = _texts(arguments)
        return PathValue(None if texts is None else _normal(posixpath.join(*texts)), node)

    @library.calls("pathlib.Path.cwd", "pathlib.Path.home")
    def machine(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return PathValue(None, node)


def _register_reading(library: Library) -> None:
    @library.calls("builtins.open", "io.open", "codecs.open", "tensorflow.io.gfile.GFile", "gzip.open")
    def open_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        mode = arguments.value(1, "mode", default="r")
        return FileValue(path_text(arguments.value(0, "file")), mode if isinstance(mode, str) else "r", node)

    @library.calls("json.load", "json.loads")
    def load_json(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _parsed(json.loads, arguments, ev, node)

    @library.calls("yaml.load", "yaml.safe_load", "yaml.full_load")
    def load_yaml(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        import yaml

        return _parsed(yaml.safe_load, arguments, ev, node)

    @library.calls("json.dump", "yaml.dump", "pickle.dump", "yaml.safe_dump")
    def dump(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return None

    @library.calls("json.dumps")
    def dumps(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)


def _parsed(parse: Any, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    source = arguments.value(0)
    text = source.text(ev) if isinstance(source, FileValue) else source
    if isinstance(text, str):
        try:
            value = from_python(parse(text), node)
        except Exception:  # noqa: BLE001 - a broken or odd file tells nothing
            value = NO_KEY
        if value is not NO_KEY:
            return value
    return Unknown("", None, node)
