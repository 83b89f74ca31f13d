"""One Keras process a version for the whole run of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.proof.harness import Keras


@pytest.fixture(scope="session")
def keras_process() -> Iterator[Callable[[int], Keras]]:
    """Start the Keras of a version when it is first wanted."""
    started: dict[int, Keras] = {}
    with ExitStack() as stack:

        def start(version: int) -> Keras:
            if version not in started:
                started[version] = stack.enter_context(Keras(version))
            return started[version]

        yield start
