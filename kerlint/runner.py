"""Many files: read, prefilter, look into the cache, check in worker processes, put in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kerlint.diagnostic import Diagnostic
from kerlint.linter import Checked, check_bytes
from kerlint.memory import collector_paused
from kerlint.source import may_concern_keras

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from kerlint.cache import Cache
    from kerlint.settings import Settings, SettingsFinder
    from kerlint.world import Fact

# Below this much text, starting processes costs more than they save.
_WORTH_PROCESSES = 200_000


@dataclass(slots=True)
class Outcome:
    """What a run over files gave.

    Attributes:
        diagnostics: of all files, in order, each once.
        files: how many were looked at.
        keras: how many of these could concern Keras.
        cached: how many results came from the cache.
        problems: what kept files from being looked at, one message each.
        facts: by path, what was asked about other files.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: int = 0
    keras: int = 0
    cached: int = 0
    problems: list[str] = field(default_factory=list)
    facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Job:
    raw: bytes
    path: str
    settings: Settings


def check_files(
    paths: Sequence[str], finder: SettingsFinder, *, cache: bool = True, jobs: int | None = None
) -> Outcome:
    """Check files; `jobs` worker processes at most, None for as many as there are processors.

    Raises:
        SettingsError: settings that cannot be used.
        BrokenPlugin: installed rules cannot be loaded.
    """
    outcome = Outcome()
    caches: dict[Path, Cache] = {}
    found: list[Diagnostic] = []
    work: list[_Job] = []
    for path in paths:
        settings = finder.for_folder(Path(path).absolute().parent)
        _check_selectors(settings)
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            outcome.problems.append(f"{path}: cannot be read: {error.strerror}")
            continue
        outcome.files += 1
        if not may_concern_keras(raw):
            continue
        outcome.keras += 1
        kept = _cache_of(settings, caches).get(raw, path, settings) if cache else None
        if kept is None:
            work.append(_Job(raw, path, settings))
        else:
            outcome.cached += 1
            outcome.facts[path] = kept.facts
            found.extend(kept.diagnostics)
    for job, checked in zip(work, _run(work, jobs), strict=True):
        found.extend(checked.diagnostics)
        outcome.facts[job.path] = checked.facts
        if cache:
            _cache_of(job.settings, caches).put(job.raw, job.path, job.settings, checked)
    outcome.diagnostics = in_order(found)
    return outcome


def check_text(raw: bytes, path: str, settings: Settings) -> Outcome:
    """Check what standard input gave."""
    _check_selectors(settings)
    checked = check_bytes(raw, path, settings)
    return Outcome(in_order(checked.diagnostics), 1, int(checked.keras))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place; what two files tell of a third is told once."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in diagnostics:
        place = (os.path.abspath(diagnostic.filename), diagnostic.cell, diagnostic.span, diagnostic.code)
        first.setdefault((*place, diagnostic.message), diagnostic)
    return sorted(first.values(), key=lambda diagnostic: diagnostic.sort_key)


def _check_selectors(settings: Settings) -> None:
    """Wrong selectors are told even where no file concerns Keras; the defaults load no rules for that."""
    if (
        settings.select
        or settings.extend_select
        or settings.ignore
        or settings.severity
        or settings.per_file_ignores
    ):
        from kerlint.linter import selection_of

        selection_of(settings)


def _cache_of(settings: Settings, caches: dict[Path, Cache]) -> Cache:
    from kerlint.cache import Cache, folder_of

    folder = folder_of(settings)
    if folder not in caches:
        caches[folder] = Cache(folder)
    return caches[folder]


def _check(job: _Job) -> Checked:
    return check_bytes(job.raw, job.path, job.settings)


def _run(work: list[_Job], jobs: int | None) -> list[Checked]:
    workers = min(_processors() if jobs is None else max(1, jobs), len(work))
    if workers > 1 and (jobs is not None or sum(len(job.raw) for job in work) >= _WORTH_PROCESSES):
        try:
            return _run_in_processes(work, workers)
        except (OSError, ImportError, NotImplementedError):
            # No semaphores or no fork on this machine: one process does it too.
            pass
    if not work:
        return []
    from kerlint.syntax import with_deep_stack

    with collector_paused():
        return with_deep_stack(lambda: [_check(job) for job in work])


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_in_processes(work: list[_Job], workers: int) -> list[Checked]:
    from concurrent.futures.process import BrokenProcessPool

    results: list[Checked | None] = [None] * len(work)
    pool = _pool(workers)
    try:
        futures: list[Future[Checked]] = [pool.submit(_check, job) for job in work]
        try:
            for index, future in enumerate(futures):
                results[index] = future.result()
        except BrokenProcessPool:
            # One file brought its process down, and the pool with it: go on with each file by itself.
            for index, future in enumerate(futures):
                if results[index] is None:
                    done = future.done() and future.exception() is None
                    results[index] = future.result() if done else _check_alone(work[index])
    except BaseException:
        # Nobody waits for what the workers still do, and on their own they would not end.
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return [result or Checked() for result in results]


def _check_alone(job: _Job) -> Checked:
    from concurrent.futures.process import BrokenProcessPool

    from kerlint.linter import process_died

    with _pool(1) as pool:
        try:
            return pool.submit(_check, job).result()
        except BrokenProcessPool:
            return Checked((process_died(job.path, job.settings),))


def _pool(workers: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked workers have everything imported already; elsewhere forking is not safe or not there.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        import kerlint.builder
        import kerlint.syntax  # noqa: F401
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    """Ctrl-C is the parent's to handle: workers would each print a traceback. They collect after files only."""
    import gc
    import signal

    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
