"""Literals and text formatting."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import libcst as cst

_CONVERSIONS: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}


def integer_of(node: cst.Integer) -> int:
    """The value of an integer literal; 0 for one that Python itself would refuse to convert."""
    try:
        return int(node.value.replace("_", ""), 0)
    except ValueError:
        return 0


def float_of(node: cst.Float) -> float:
    """The value of a float literal."""
    return float(node.value.replace("_", ""))


def string_of(node: cst.SimpleString) -> str | bytes:
    """The value of a string literal."""
    text = node.value
    if "\\" not in text and text[0] in "'\"":
        quotes = 3 if text[:3] in ("'''", '"""') else 1
        return text[quotes:-quotes]
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return ""
    return value if isinstance(value, str | bytes) else ""


def format_text(value: Any, part: cst.FormattedStringExpression) -> str | None:
    """A replacement field's text for a known value, None where the format is computed or too wide."""
    conversion = _CONVERSIONS.get(part.conversion or "")
    if conversion is not None:
        value = conversion(value)
    spec = ""
    for piece in part.format_spec or ():
        if type(piece) is not cst.FormattedStringText:
            return None
        spec += piece.value
    if re.search(r"\d{4,}", spec):
        return None
    try:
        return format(value, spec)
    except (TypeError, ValueError):
        return None
