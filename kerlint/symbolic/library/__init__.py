"""What calls into well-known packages return, one module a topic."""

from __future__ import annotations

from importlib import import_module

from kerlint.symbolic.registry import Library

_TOPICS = (
    "builtins",
    "iteration",
    "objects",
    "math",
    "files",
    "tools",
    "options",
    "records",
    "numpy",
    "sklearn",
    "pandas",
    "images",
    "passive",
)


def register(library: Library) -> None:
    """Make everything that these modules know part of the library."""
    for topic in _TOPICS:
        import_module(f"kerlint.symbolic.library.{topic}").register(library)
