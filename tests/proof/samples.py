"""The folders of sample_scripts/: one a rule, with bad.py, good.py and proof.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.proof.format import Proof, read_proof

FOLDER = Path(__file__).resolve().parents[2] / "sample_scripts"
SEEDING = re.compile(r"\b(?:set_random_seed|random\.seed|set_seed)\(")


@dataclass(frozen=True)
class Sample:
    """A rule's folder, `KER101-relu-before-crossentropy`."""

    folder: Path

    @property
    def code(self) -> str:
        """`KER101`."""
        return self.folder.name.partition("-")[0]

    @property
    def name(self) -> str:
        """`relu-before-crossentropy`."""
        return self.folder.name.partition("-")[2]

    @cached_property
    def proof(self) -> Proof:
        """Its proof.yaml."""
        return read_proof(self.folder / "proof.yaml")

    def text(self, script: str) -> str:
        """The code of `bad.py` or `good.py`."""
        return (self.folder / script).read_text(encoding="utf-8")

    def complaints(self) -> list[str]:
        """What is wrong with the folder itself."""
        wanted = ["bad.py", "good.py", "proof.yaml"]
        missing = [f"{name} is missing" for name in wanted if not (self.folder / name).is_file()]
        if missing:
            return missing
        found = []
        if self.text("bad.py") == self.text("good.py"):
            found.append("bad.py and good.py are the same")
        if len(self.proof.seeds) > 1:
            found += [
                f"proof.yaml lists seeds, but {script} sets its own, so that all runs are one"
                for script in ("bad.py", "good.py")
                if SEEDING.search(self.text(script))
            ]
        if self.proof.prepare is not None and not (self.folder / self.proof.prepare).is_file():
            found.append(f"prepare: there is no {self.proof.prepare}")
        return found


def samples() -> list[Sample]:
    """All of them, by code."""
    return [Sample(folder) for folder in sorted(FOLDER.glob("[A-Z]*[0-9]-*")) if folder.is_dir()]
