"""KER901 unused-suppression."""

from __future__ import annotations

from typing import ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Rule


class UnusedSuppression(Rule):
    """A suppression comment suppresses nothing.

    What it finds
    -------------
    A comment such as `# kerlint: ignore[KER101]`, for a line or for the whole file, where no such finding
    arises, or where it names a code that no rule has. A `# noqa: KER101` counts too; other linters' codes
    in it do not. Codes of rules that are not selected in this run are left alone.

    Why is this bad?
    ----------------
    The comment outlives the fault it was written for. When the fault comes back on that line, it stays
    hidden. A misspelt code never hid anything, and the reader believes it did.

    Example
    -------
    The activation was corrected, the comment was not:

    ```python
    model.add(Dense(10, activation="softmax"))  # kerlint: ignore[KER101]
    ```

    Without it:

    ```python
    model.add(Dense(10, activation="softmax"))
    ```

    Fix
    ---
    Remove the comment, or the one code that is not needed.

    References
    ----------
    - https://docs.astral.sh/ruff/rules/unused-noqa/ does the same for `noqa` comments.
    """

    code: ClassVar[str] = "KER901"
    name: ClassVar[str] = "unused-suppression"
    severity: ClassVar[Severity] = Severity.WARNING
    from_linter: ClassVar[bool] = True
    unnecessary: ClassVar[bool] = True
