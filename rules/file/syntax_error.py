"""KER900 syntax-error."""

from __future__ import annotations

from typing import ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Rule


class SyntaxErrorInFile(Rule):
    """The file or cell is no valid Python, so nothing in it was checked.

    What it finds
    -------------
    A file, or a notebook's cell, that does not parse as Python 3, or whose bytes cannot be decoded. The
    finding stands where the parser stopped. A notebook's magics (`%matplotlib`, `!pip install`) are no
    errors. Its other cells are checked without the cell; what this one names may be anything to them.

    Why is this bad?
    ----------------
    The script cannot run, and Kerlint cannot say anything else about it. Old training scripts often fail
    here because they were written for Python 2 (`print loss`) or because a comment was broken over two
    lines when the code was pasted.

    Example
    -------
    Python 2:

    ```python
    print "accuracy:", score[1]
    ```

    Python 3:

    ```python
    print("accuracy:", score[1])
    ```

    Fix
    ---
    Correct the line. Files that are meant for another Python belong into `exclude` in the settings.

    References
    ----------
    - https://docs.python.org/3/reference/grammar.html
    """

    code: ClassVar[str] = "KER900"
    name: ClassVar[str] = "syntax-error"
    severity: ClassVar[Severity] = Severity.ERROR
    from_linter: ClassVar[bool] = True
