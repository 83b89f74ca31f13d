"""Which rules run on which file, and how severe they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kerlint.diagnostic import Severity
from kerlint.settings import Settings, SettingsError

if TYPE_CHECKING:
    from kerlint.rule import Rule

# A file that could not be checked is told whatever else is selected, unless it is ignored by code or name.
ALWAYS = frozenset({"KER900", "KER902"})
_EXACT = 100
_BY_DEFAULT = 0


class Selection:
    """The rules that the settings put in force.

    As in Ruff, the more specific selector wins (a code over a prefix, a prefix over ALL), and `ignore` wins over
    `select` between equals.

    Args:
        settings: whose select, extend_select, ignore, per_file_ignores and severity count.
        rules: all that are installed.

    Raises:
        SettingsError: a selector that no rule has.
    """

    def __init__(self, settings: Settings, rules: Iterable[type[Rule]]) -> None:
        self._settings = settings
        self._all = tuple(rules)
        self._check()

    @cached_property
    def rules(self) -> tuple[type[Rule], ...]:
        """Those that run, before per_file_ignores."""
        return tuple(rule for rule in self._all if self._selected(rule))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of `rules`."""
        return frozenset(rule.code for rule in self.rules)

    @property
    def is_default(self) -> bool:
        """Are the rules in force those that are on by default, or more?"""
        return not self._settings.select

    def ignored_for(self, path: str) -> frozenset[str]:
        """Codes that per_file_ignores takes away for this file."""
        found: set[str] = set()
        for glob, selectors in self._settings.per_file_ignores:
            if matches_path(glob, path, self._settings.root):
                found.update(rule.code for rule in self._all if _best(selectors, rule) is not None)
        return frozenset(found)

    def severity(self, rule: type[Rule], found: Severity | None) -> Severity:
        """What the settings say, else the finding, else the rule."""
        by_code = self._settings.severity
        return by_code.get(rule.code) or by_code.get(rule.name) or found or rule.severity

    def _selected(self, rule: type[Rule]) -> bool:
        settings = self._settings
        if rule.code in ALWAYS:
            return (_best(settings.ignore, rule) or 0) < _EXACT
        wanted = _best((*settings.select, *settings.extend_select), rule)
        if wanted is None and not settings.select and rule.default:
            wanted = _BY_DEFAULT
        refused = _best(settings.ignore, rule)
        return wanted is not None and (refused is None or wanted > refused)

    def _check(self) -> None:
        settings = self._settings
        given = {
            "select": settings.select,
            "extend-select": settings.extend_select,
            "ignore": settings.ignore,
            "severity": tuple(settings.severity),
            "per-file-ignores": tuple(s for _, selectors in settings.per_file_ignores for s in selectors),
        }
        for key, selectors in given.items():
            for selector in selectors:
                if not any(_best((selector,), rule) is not None for rule in self._all):
                    origin = settings.origins.get(key.replace("-", "_"), "settings")
                    raise SettingsError(
                        f"{origin}: {key}: no rule has the code, prefix or name {selector!r}"
                        f"{did_you_mean(selector, self._all)}"
                    )


def _best(selectors: Iterable[str], rule: type[Rule]) -> int | None:
    """How specific the best matching selector is; None where none matches."""
    best = None
    for selector in selectors:
        upper = selector.upper()
        found = None
        if upper == rule.code or selector.lower() == rule.name:
            found = _EXACT
        elif upper == "ALL":
            found = 1
        elif re.fullmatch(r"[A-Z]+\d*", upper) and rule.code.startswith(upper):
            # Letters alone must be the whole family: "K" selects nothing.
            if len(upper) > len(re.match(r"[A-Z]*", rule.code)[0]) - 1:  # type: ignore[index]
                found = 1 + len(upper)
        if found is not None and (best is None or found > best):
            best = found
    return best


def did_you_mean(word: str, rules: Iterable[type[Rule]]) -> str:
    """`; did you mean KER101 (relu-before-crossentropy)?`, or where to find the list."""
    import difflib

    choices = {}
    for rule in rules:
        choices[rule.code] = choices[rule.name] = rule
    for form in (word.upper(), word.lower().replace("_", "-")):
        close = difflib.get_close_matches(form, choices, n=1, cutoff=0.6)
        if close:
            return f"; did you mean {choices[close[0]].code} ({choices[close[0]].name})?"
    return "; `kerlint rule` lists them"


def matches_path(glob: str, path: str, root: Path) -> bool:
    """Does a glob of the settings mean this file? From the root, from anywhere below, or by file name."""
    import pathspec

    negated = glob.startswith("!")
    absolute = Path(path).absolute()
    try:
        relative = PurePath(absolute).relative_to(root).as_posix()
    except ValueError:
        relative = absolute.name
    spec = pathspec.GitIgnoreSpec.from_lines([glob[1:] if negated else glob])
    return spec.match_file(relative) != negated
