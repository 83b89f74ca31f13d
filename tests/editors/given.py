"""What the tests with real editors share: a bad script, and the settings that the README gives."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where this environment's `kerlint` is, and what else pip has put beside Python.
HERE = Path(sys.executable).parent

BAD = """\
from keras import Sequential, layers

model = Sequential()
model.add(layers.Flatten(input_shape=(32, 32, 3)))
model.add(layers.Dense(10, name="𝛼é", activation="relu"))
model.compile("adam", loss="categorical_crossentropy")
"""


def from_readme(editor: str, language: str, number: int = 0) -> str:
    """The settings in this language that stand below the editor's name, and before the next one."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {editor}$.*?(?=^##)", readme, re.DOTALL | re.MULTILINE)
    assert section is not None
    return re.findall(rf"^```{language}\n(.*?)^```", section[0], re.DOTALL | re.MULTILINE)[number]


def until(holds: Callable[[], bool], message: Callable[[], str], seconds: int = 60) -> None:
    """Wait for what an editor takes its time for."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, message()
        time.sleep(0.1)


def comes_to_hold(path: Path, text: str) -> None:
    """Wait until a file has this text; while an editor writes, there may be none."""

    def held() -> str:
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    until(lambda: held() == text, held)
