"""The folders of sample_scripts/: one a rule, with bad.py, perhaps further bad scripts, good.py and proof.yaml."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kerlint.diagnostic import Applicability
from kerlint.fixer import fix_bytes
from kerlint.linter import lint_source
from kerlint.settings import Settings
from kerlint.target import requested_target
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

    @property
    def bads(self) -> list[str]:
        """`bad.py`, and the further scripts with the fault: `bad_in_a_list.py`."""
        return ["bad.py", *sorted(path.name for path in self.folder.glob("bad_*.py"))]

    def text(self, script: str) -> str:
        """The code of one of the scripts."""
        return (self.folder / script).read_text(encoding="utf-8")

    def settings(self, target: str) -> Settings:
        """The settings under which Kerlint judges the scripts, for a version of Keras or "auto"."""
        return Settings(
            root=self.folder,
            target_keras=target,
            target=requested_target(target),
            extend_select=(self.code,),
        )

    def fixed(self, script: str, target: str) -> str | None:
        """A script after `--fix`, with the unsafe ones where the rule's fix is unsafe; None without a fix."""
        settings = self.settings(target)
        path = str(self.folder / script)
        found = lint_source(self.text(script), path, settings)
        fixes = [one.fix for one in found if one.fix is not None and one.code == self.code]
        unsafe = any(fix.applicability is Applicability.UNSAFE for fix in fixes)
        if not any(fix.applicability is not Applicability.DISPLAY for fix in fixes):
            return None
        return fix_bytes(self.text(script).encode(), path, settings, unsafe=unsafe).raw.decode()

    def with_fix(self, script: str, target: str, scratch: Path) -> Path | None:
        """A copy of the folder in which the script is fixed; None where there is nothing to fix."""
        text = self.fixed(script, target)
        if text is None:
            return None
        copy = scratch / f"{self.folder.name}-{script}-{target}"
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / script).write_text(text, encoding="utf-8")
        return copy

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
                for script in (*self.bads, "good.py")
                if SEEDING.search(self.text(script))
            ]
        found += [f"more: there is no {script}" for script in self.proof.more if script not in self.bads]
        if self.proof.prepare is not None and not (self.folder / self.proof.prepare).is_file():
            found.append(f"prepare: there is no {self.proof.prepare}")
        return found


def samples() -> list[Sample]:
    """All of them, by code."""
    return [Sample(folder) for folder in sorted(FOLDER.glob("[A-Z]*[0-9]-*")) if folder.is_dir()]
