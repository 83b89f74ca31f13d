"""Thousands of random programs under Kerlint and under real Keras: where do they disagree?

    python -m benchmarks.agreement --programs 10000 --seed 7 [--first 0] [--record FILE [--again]] [--only N...]

Each program is run with Keras 3 and read by Kerlint. Compared are the layers of every model, the output shape and the
weights of each, the weights of the model, the samples that fit gets, and the verdict: where Kerlint says that Keras
refuses a layer, Keras must refuse that very layer. Prints each contradiction with its program and the counts; exit 1
where there is a contradiction. What Keras refuses and Kerlint does not see coming is counted by message.

With a record, each result is kept in that file: a run that was stopped goes on where it was, and `--again` runs only
the programs that contradicted.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.against_keras import compare, prepare
from benchmarks.counts import Counts, keep, kept, report, summed
from benchmarks.programs import program

# Programs a process: what Keras holds on to is let go with it.
_EACH_CHILD = 250


def measure(keras: Any, numbers: Iterable[int], seed: int) -> Iterator[tuple[int, Counts]]:
    """Compare programs in child processes: TensorFlow's kernels may kill the process that runs a program."""
    waiting = list(numbers)
    while waiting:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                _work(keras, waiting[:_EACH_CHILD], seed, writer)
            finally:
                os._exit(0)
        os.close(writer)
        done = 0
        with os.fdopen(reader, "rb") as pipe, contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                part = pickle.load(pipe)
                yield waiting[done], part
                done += 1
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if done < len(waiting[:_EACH_CHILD]):
            message = f"the process dies, status {status}"
            counts = Counts(
                programs=1, crashed=1, silent=Counter([message]), examples={message: waiting[done]}
            )
            yield waiting[done], counts
            done += 1
        del waiting[:done]


def _work(keras: Any, numbers: list[int], seed: int, writer: int) -> None:
    with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb") as pipe:
        for number in numbers:
            try:
                part = compare(keras, number, seed)
            except Exception:  # noqa: BLE001 - a fault of this benchmark or of Kerlint: told, not hidden
                part = Counts(programs=1, contradictions=[(number, traceback.format_exc())])
            pickle.dump(part, pipe)
            pipe.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--programs", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first program")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of programs, in place of a range")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--record", type=Path, help="file of results: goes on where it ends")
    parser.add_argument(
        "--again", action="store_true", help="run the record's contradicting programs once more"
    )
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--show", type=int, default=25, help="lines of each list")
    parser.add_argument("--classes", action="store_true", help="print how often each class appeared")
    options = parser.parse_args()

    done = kept(options.record) if options.record else {}
    numbers: Iterable[int] = (
        options.only or range(options.first, options.first + options.programs)
        if not options.again
        else [number for number, part in done.items() if part.contradictions]
    )
    numbers = [number for number in numbers if options.again or number not in done]
    keras = prepare()
    started = time.monotonic()
    for number, part in measure(keras, numbers, options.seed):
        done[number] = part
        if options.record:
            keep(options.record, number, part)
        for _, text in part.contradictions:
            print(f"--- program {number}: {text}")
        if part.contradictions:
            print(program(number, options.seed).text, flush=True)
        if time.monotonic() - started > options.seconds:
            break
    counts = summed(done.values())
    print(report(counts, options.show))
    if options.classes:
        for title, counter in (("classes", counts.classes), ("besides calls of layers", counts.tricks)):
            print(f"{title}:")
            print("\n".join(f"{count:6,}  {name}" for name, count in sorted(counter.items())))
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if counts.contradictions else 0


if __name__ == "__main__":
    sys.exit(main())
