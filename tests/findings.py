"""What a rule says about its sample and its fixtures: for tests and tables about all of its findings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kerlint.diagnostic import Diagnostic
from kerlint.linter import lint_source
from kerlint.settings import Settings
from kerlint.target import requested_target

ROOT = Path(__file__).resolve().parents[1]


@cache
def findings(code: str) -> tuple[Diagnostic, ...]:
    """The rule's own findings, for a Keras that is not known and for Keras 3."""
    files = [*ROOT.glob(f"sample_scripts/{code}-*/bad.py"), *sorted(ROOT.glob(f"tests/rules/{code}/**/*.py"))]
    found: list[Diagnostic] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        for target in ("auto", "3"):
            settings = Settings(root=path.parent, select=(code,), target=requested_target(target))
            found += lint_source(text, path, settings)
    return tuple(one for one in found if one.code == code)
