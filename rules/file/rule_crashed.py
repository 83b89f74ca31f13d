"""KER902 rule-crashed."""

from __future__ import annotations

from typing import ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Rule


class RuleCrashed(Rule):
    """A rule or the analysis failed on this file: a fault of Kerlint or of a plugin, not of the script.

    What it finds
    -------------
    A rule that raised an exception. The message names the rule, the exception and where to report it. All
    other rules still ran, and their findings are complete.

    Why is this bad?
    ----------------
    What that rule would have found is missing, so a file without other findings is not known to be clean.

    Example
    -------
    A plugin's rule that takes for granted that every script trains:

    ```python
    def check(self, script):
        fit = script.fits[0]
        if fit.epochs is None:
            yield Finding(fit.node, "trains for one epoch")
    ```

    A script without `fit` makes it raise IndexError; this one holds:

    ```python
    def check(self, script):
        for fit in script.fits:
            if fit.epochs is None:
                yield Finding(fit.node, "trains for one epoch")
    ```

    Fix
    ---
    Report it with the script, or the smallest part of it that still fails. Until it is repaired, leave the
    rule out with `--ignore`.

    References
    ----------
    - https://github.com/kerlint/kerlint/blob/main/CONTRIBUTING.md: how to write a rule.
    """

    code: ClassVar[str] = "KER902"
    name: ClassVar[str] = "rule-crashed"
    severity: ClassVar[Severity] = Severity.ERROR
    from_linter: ClassVar[bool] = True
