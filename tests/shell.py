"""Helpers for tests around the evaluator: the command line in this process, plugins as users install them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

# Unscaled validation data: KER202 has a finding with a related place, on a line that is easy to name.
MISMATCH = """\
from keras.preprocessing.image import ImageDataGenerator
from keras.models import Sequential
from keras.layers import Dense, Flatten

train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("data/train", batch_size=32)
val = ImageDataGenerator().flow_from_directory("data/val", batch_size=32)
model = Sequential([Flatten(input_shape=(256, 256, 3)), Dense(2, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(train, validation_data=val, epochs=3)
"""
CLEAN = MISMATCH.replace("ImageDataGenerator().flow", "ImageDataGenerator(rescale=1.0 / 255).flow")


@dataclass(frozen=True)
class Done:
    """What a run of the command line left."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.findings]


def kerlint(*arguments: str, cwd: Path, stdin: bytes | str | None = None, **env: str) -> Done:
    """`kerlint ...` in a process of its own."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "kerlint", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**clean, **env},
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


PLUGIN = '''\
from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule


class EpochsOne(Rule):
    """fit has its epochs written out.

    What it finds
    -------------
    Any fit with epochs.
    """

    code = "TST101"
    name = "epochs-written"
    severity = Severity.WARNING

    def check(self, script):
        for fit in script.fits:
            if fit.epochs is not None:
                argument = fit.epochs.node
                yield Finding(
                    argument,
                    "epochs is written",
                    fix=ProposedFix("Write 7", (NodeEdit(argument, "7"),), Applicability.SAFE)
                    if "{fix}" == "seven"
                    else None,
                )


class Crashing(Rule):
    """Crashes on purpose."""

    code = "TST102"
    name = "crashing"
    severity = Severity.ERROR
    default = {crash}

    def check(self, script):
        raise ValueError("on\\npurpose")
        yield


class Off(Rule):
    """Off by default."""

    code = "TST103"
    name = "off-by-default"
    severity = Severity.INFO
    default = False

    def check(self, script):
        for fit in script.fits:
            yield Finding(fit.node, "there is a fit")
'''


def install_plugin(folder: Path, *, crash: bool = False, fix: str = "") -> str:
    """Put a rule package into a folder as pip would; returns the folder for PYTHONPATH."""
    folder.mkdir(exist_ok=True)
    text = PLUGIN.replace("{crash}", str(crash)).replace("{fix}", fix)
    (folder / "tst_rules.py").write_text(text)
    info = folder / "tst_rules-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tst-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kerlint.rules]\ntst = tst_rules\n")
    return str(folder)
