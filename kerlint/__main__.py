"""`python -m kerlint`."""

from __future__ import annotations

from kerlint.cli import run

if __name__ == "__main__":
    run()
