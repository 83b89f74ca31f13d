"""What the tests with real editors share: a bad script, and the settings that the README gives."""

from __future__ import annotations

import re
import sys
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


def from_readme(editor: str, language: str) -> str:
    """The settings in this language that stand first after the editor's bold name."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"\*\*{editor}\*\*.*?```{language}\n(.*?)```", readme, re.DOTALL)
    assert found is not None
    return found[1]
