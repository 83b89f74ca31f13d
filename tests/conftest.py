"""What all tests share of pytest's own set-up."""

from __future__ import annotations

from importlib.util import find_spec

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """pyproject.toml sets an option of pytest-asyncio's: where that is not installed, it would not be known."""
    if find_spec("pytest_asyncio") is None:
        parser.addini("asyncio_default_fixture_loop_scope", "part of pytest-asyncio")
