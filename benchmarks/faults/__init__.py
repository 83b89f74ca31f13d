"""Typical faults that `benchmarks.recall` puts into real scripts."""

from benchmarks.faults import data, model, output, steps, training
from benchmarks.faults.code import FAULTS, Code, Fault, Replacement

__all__ = ["FAULTS", "Code", "Fault", "Replacement", "data", "model", "output", "steps", "training"]
