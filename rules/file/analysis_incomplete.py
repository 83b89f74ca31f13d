"""KER903 analysis-incomplete."""

from __future__ import annotations

from typing import ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Rule


class AnalysisIncomplete(Rule):
    """The analysis of the file reached one of its bounds, so faults further on may be missing.

    What it finds
    -------------
    A file whose symbolic run took too many steps, too many paths through unknown conditions, or calls
    nested too deeply. The message says which bound. The rule is off by default; select it where a silent
    file must be a checked one.

    Why is this bad?
    ----------------
    It is no fault of the script. But what was not looked at was not checked, and silence there means nothing.

    Example
    -------
    Every condition that the script does not determine doubles the number of paths:

    ```python
    for name in options:
        if os.environ.get(name):
            callbacks.append(make_callback(name))
    ```

    A table says the same without branches:

    ```python
    callbacks = [make_callback(name) for name in options]
    ```

    Fix
    ---
    Move data processing out of the training script into a module of its own.

    References
    ----------
    - https://en.wikipedia.org/wiki/Symbolic_execution#Path_explosion: why there must be a bound.
    """

    code: ClassVar[str] = "KER903"
    name: ClassVar[str] = "analysis-incomplete"
    severity: ClassVar[Severity] = Severity.INFO
    default: ClassVar[bool] = False
    from_linter: ClassVar[bool] = True
