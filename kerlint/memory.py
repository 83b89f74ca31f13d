"""When the garbage collector runs.

Trees and values grow while files are read and are dropped together with their file. Left to itself the collector goes
through all of them again and again and finds next to nothing: a quarter of the time of a check.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects that came and stayed since the last collection: a file leaves about a thousand, 2,000,000 are about 250 MB.
_DUE = 2_000_000


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing is collected within, unless `collect_when_due` asks for it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def collect_when_due(due: int = _DUE) -> None:
    """Collect where much has been left behind. Objects are counted while the collector is paused, too."""
    if gc.get_count()[0] > due:
        gc.collect()
