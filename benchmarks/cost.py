"""What checking costs beside parsing: `python -m benchmarks.cost FOLDER [--repeat 5]`.

User CPU seconds of `kerlint check --no-cache`, worker processes included, over those of a process that
only runs `libcst.parse_module` over the files that Kerlint parses. Both are measured in turns, so that a busy
machine slows both; the median of the ratios is the result.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from kerlint.files import find_files
from kerlint.settings import SettingsFinder
from kerlint.source import SourceError, may_concern_keras, read_source


def parsed_files(folders: list[str]) -> tuple[list[str], list[str]]:
    """All files that a check looks at, and those that it parses."""
    paths = find_files(folders, SettingsFinder()).paths
    return paths, [path for path in paths if may_concern_keras(Path(path).read_bytes())]


def user_seconds(command: list[str]) -> float:
    """User CPU seconds of a command and all processes it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    # As installed: compiled once. Without byte code the imports would be measured, not the check.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, env=environment
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} exits with {done.returncode}:\n{done.stderr}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def parse_all(listing: Path) -> None:
    """The floor: decode and parse, nothing else."""
    import libcst

    for path in listing.read_text(encoding="utf-8").splitlines():
        try:
            libcst.parse_module(read_source(Path(path).read_bytes(), path).text)
        except (SourceError, libcst.ParserSyntaxError):
            continue


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--repeat", type=int, default=5, help="measurements of each kind (default 5)")
    parser.add_argument("--jobs", type=int, default=1, help="worker processes of Kerlint (default 1)")
    parser.add_argument("--parse", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.parse is not None:
        parse_all(options.parse)
        return
    paths, parsed = parsed_files(options.folders)
    if not parsed:
        raise SystemExit("no file in there concerns Keras")
    size = sum(Path(path).stat().st_size for path in parsed)
    print(f"{len(paths)} files, of which {len(parsed)} ({size / 1e6:.2f} MB) are parsed")
    with tempfile.TemporaryDirectory() as scratch:
        listing = Path(scratch) / "files"
        listing.write_text("\n".join(parsed), encoding="utf-8")
        check = [sys.executable, "-m", "kerlint", "check", "--no-cache", "--exit-zero", "--output-format"]
        check += ["json", "--jobs", str(options.jobs), *options.folders]
        parse = [sys.executable, "-m", "benchmarks.cost", "--parse", str(listing)]
        ratios = []
        user_seconds(check)
        for _ in range(options.repeat):
            kerlint, floor = user_seconds(check), user_seconds(parse)
            ratios.append(kerlint / floor)
            print(f"kerlint check {kerlint:6.2f} s   libcst.parse_module {floor:6.2f} s   {ratios[-1]:.2f}")
    print(f"ratio: {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
