"""Small files in place of those that examples download."""

from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

_STORY = """1 Mary moved to the bathroom.
2 John went to the hallway.
3 Where is Mary? \tbathroom\t1
4 Daniel went back to the hallway.
5 Sandra moved to the garden.
6 Where is Daniel? \thallway\t4
"""
_TALE = "the quick brown fox jumps over the lazy dog and the cat sat on the mat. "


def made_text(name: str) -> str:
    """Lines of the form that a file of this name has."""
    if name.endswith(".csv"):
        columns = ["Date Time", *(f"column {i}" for i in range(14))]
        rows = [",".join([f"{i}", *(f"{(i * k) % 17}.5" for k in range(1, 15))]) for i in range(3_000)]
        return "\n".join([",".join(f'"{column}"' for column in columns), *rows])
    if "glove" in name:
        return "".join(f"{word} " + " ".join(["0.1"] * 100) + "\n" for word in sorted(set(_TALE.split())))
    if "spa" in name or "fra" in name:
        return "".join(f"Go to {word}.\tVa a {word}.\n" for word in _TALE.split() * 20)
    if "wordlist" in name:
        words = _TALE.split()
        pairs = [f"{first} {last}" for first in words for last in words]
        return "\n".join(pairs if "bi" in name else words * 40)
    return _TALE * 200


def made_file(fname: str | None = None, origin: str = "", *_: Any, extract: bool = False, **__: Any) -> str:
    """A file as `keras.utils.get_file` gives it."""
    name = Path(fname or origin).name
    path = Path(tempfile.mkdtemp()) / name
    if name.endswith((".tgz", ".tar.gz")):
        with tarfile.open(path, "w:gz") as archive:
            for half in ("train", "test"):
                for task in ("qa1_single-supporting-fact", "qa2_two-supporting-facts"):
                    for language in ("en", "en-10k"):
                        member = tarfile.TarInfo(f"tasks_1-20_v1-2/{language}/{task}_{half}.txt")
                        data = (_STORY * 30).encode()
                        member.size = len(data)
                        archive.addfile(member, io.BytesIO(data))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name.removesuffix(".zip"), made_text(name))
    else:
        path.write_text(made_text(name))
    return str(path.parent) if extract else str(path)
