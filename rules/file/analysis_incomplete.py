"""KER903 analysis-incomplete."""

from __future__ import annotations

from typing import ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Rule


class AnalysisIncomplete(Rule):
    """The analysis of the file reached its bound, so faults further on may be missing.

    What it finds
    -------------
    A file that does more on one path than Kerlint follows: some ten thousand statements and calls, loops
    that are short enough to be unrolled included. The rule is off by default; select it where a silent file
    must be a checked one.

    Why is this bad?
    ----------------
    It is no fault of the script. But what was not looked at was not checked, and silence there means nothing.

    Example
    -------
    Ten thousands of lines that a program wrote, before the training:

    ```python
    samples.append([0.12, 0.55, 0.31])
    samples.append([0.74, 0.02, 0.98])
    samples.append([0.44, 0.81, 0.07])
    ```

    The same as a file beside the script:

    ```python
    samples = np.loadtxt("samples.csv", delimiter=",")
    ```

    Fix
    ---
    Move data, and what makes it, out of the training script.

    References
    ----------
    - https://en.wikipedia.org/wiki/Symbolic_execution#Path_explosion: why there must be a bound.
    """

    code: ClassVar[str] = "KER903"
    name: ClassVar[str] = "analysis-incomplete"
    severity: ClassVar[Severity] = Severity.INFO
    default: ClassVar[bool] = False
    from_linter: ClassVar[bool] = True
