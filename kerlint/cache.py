"""Results kept between runs, as JSON: nothing in the cache is ever executed.

An entry belongs to a path and holds the key of what was checked: content, settings, versions, target.
A key that differs, a fact outside the file that no longer holds, or a broken entry is a miss.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kerlint
from kerlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Location, Related, Severity, Span
from kerlint.linter import Checked, world_of
from kerlint.world import Fact

if TYPE_CHECKING:
    from kerlint.settings import Settings

FOLDER = ".kerlint_cache"


class Cache:
    """The results of one project (settings root)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready = False

    @classmethod
    def of(cls, settings: Settings) -> Cache:
        """The cache that the settings name."""
        return cls(folder_of(settings))

    def get(self, raw: bytes, path: str, settings: Settings) -> Checked | None:
        """The kept result for this content, None where there is none that still holds."""
        try:
            entry = json.loads(self._file(path).read_bytes())
            if entry["key"] != _key(raw, path, settings):
                return None
            facts = tuple(_fact(item) for item in entry["facts"])
            if facts and not world_of(path, settings).holds(list(facts)):
                return None
            return Checked(tuple(_diagnostic(item) for item in entry["diagnostics"]), facts)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def put(self, raw: bytes, path: str, settings: Settings, checked: Checked) -> None:
        """Keep a result; a cache that cannot be written is no error."""
        if any(diagnostic.code == "KER902" for diagnostic in checked.diagnostics):
            return
        entry = {
            "key": _key(raw, path, settings),
            "facts": [[fact.kind, fact.arguments, fact.digest] for fact in checked.facts],
            "diagnostics": [_to_json(diagnostic) for diagnostic in checked.diagnostics],
        }
        with contextlib.suppress(OSError, ValueError):
            self._prepare()
            file = self._file(path)
            file.parent.mkdir(exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=file.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(entry, stream)
                Path(temporary).replace(file)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
                raise

    def clean(self) -> bool:
        """Remove the folder; False where there is none. Refuses a folder that Kerlint did not make."""
        if not (self.folder / "CACHEDIR.TAG").is_file():
            return False
        shutil.rmtree(self.folder)
        return True

    def _file(self, path: str) -> Path:
        name = hashlib.blake2b(os.path.abspath(path).encode("utf-8", "replace"), digest_size=16).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.json"

    def _prepare(self) -> None:
        if self._ready:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in (
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ):
            if not (self.folder / name).exists():
                (self.folder / name).write_text(text, encoding="utf-8")
        self._ready = True


def folder_of(settings: Settings) -> Path:
    """Where the results of these settings' project are kept."""
    return settings.root / (settings.cache_dir or FOLDER)


def _key(raw: bytes, path: str, settings: Settings) -> str:
    digest = hashlib.blake2b(digest_size=20)
    for part in (_versions(), settings.fingerprint, path, str(Path.cwd())):
        digest.update(part.encode("utf-8", "replace") + b"\0")
    digest.update(raw)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _versions() -> str:
    """Python, Kerlint and every rule package, by size and time of their files: rules change while written."""
    from importlib.metadata import entry_points

    from kerlint.rule import ENTRY_POINT_GROUP

    packages = {"kerlint": [str(Path(kerlint.__file__).parent)]}
    for point in entry_points(group=ENTRY_POINT_GROUP):
        package = point.value.partition(":")[0].partition(".")[0]
        packages.setdefault(package, _folders(package))
    parts = [sys.version, kerlint.__version__]
    for package in sorted(packages):
        for folder in packages[package]:
            parts += [f"{package} {line}" for line in _stamps(Path(folder))]
    return "\n".join(parts)


def _folders(package: str) -> list[str]:
    from importlib.util import find_spec

    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    return list(spec.submodule_search_locations or ([spec.origin] if spec.origin else []))


def _stamps(top: Path) -> Iterator[str]:
    if top.is_file():
        yield f"{top.name} {top.stat().st_size} {top.stat().st_mtime_ns}"
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".json")):
                stat = os.stat(os.path.join(folder, name))
                yield f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}"


# --- JSON -------------------------------------------------------------------------------------------


def _span_to_json(span: Span) -> list[int]:
    return [span.start.row, span.start.column, span.end.row, span.end.column]


def _span(item: Any) -> Span:
    row, column, end_row, end_column = map(int, item)
    return Span(Location(row, column), Location(end_row, end_column))


def _to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "filename": diagnostic.filename,
        "span": _span_to_json(diagnostic.span),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "related": [
            [item.message, item.filename, _span_to_json(item.span), item.cell] for item in diagnostic.related
        ],
        "fix": fix
        and [
            fix.message,
            [[_span_to_json(edit.span), edit.content, edit.cell] for edit in fix.edits],
            fix.applicability,
        ],
        "cell": diagnostic.cell,
        "noqa_row": diagnostic.noqa_row,
    }


def _diagnostic(item: Any) -> Diagnostic:
    fix = None
    if item["fix"]:
        message, edits, applicability = item["fix"]
        fix = Fix(
            message,
            tuple(Edit(_span(span), content, cell) for span, content, cell in edits),
            Applicability(applicability),
        )
    return Diagnostic(
        code=item["code"],
        name=item["name"],
        severity=Severity(item["severity"]),
        message=item["message"],
        filename=item["filename"],
        span=_span(item["span"]),
        notes=tuple(item["notes"]),
        help=item["help"],
        related=tuple(Related(text, name, _span(span), cell) for text, name, span, cell in item["related"]),
        fix=fix,
        cell=item["cell"],
        noqa_row=item["noqa_row"],
    )


def _fact(item: Any) -> Fact:
    kind, arguments, digest = item
    if kind not in ("count_images", "count_files", "read_text", "exists", "is_dir", "list_dir"):
        raise ValueError(kind)
    return Fact(kind, tuple(tuple(part) if isinstance(part, list) else part for part in arguments), digest)
