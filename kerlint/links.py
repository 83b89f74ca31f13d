"""Where the project lives."""

from __future__ import annotations

HOME = "https://github.com/kerlint/kerlint"
ISSUES = f"{HOME}/issues"


def rule_page(code: str) -> str | None:
    """The documentation page of a built-in rule; None for a plugin's."""
    return f"{HOME}/blob/main/docs/rules/{code}.md" if code.startswith("KER") else None
