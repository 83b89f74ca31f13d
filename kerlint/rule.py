"""What a rule is, and how rules are found.

A rule is a class: code, name, severity, a docstring in fixed sections, and `check(script)`.
The built-in ones live in `kerlint_rules`; anyone's package is found through the same entry point
group, `kerlint.rules`, whose value names a package (walked), a module or a Rule class.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from kerlint.diagnostic import Applicability, Severity

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Script

ENTRY_POINT_GROUP = "kerlint.rules"
SECTIONS = ("What it finds", "Why is this bad?", "Example", "Fix", "References")


@dataclass(frozen=True, slots=True)
class NodeEdit:
    """Replace the code of `node` by `content` (comments and white space around it stay), or insert beside it.

    Attributes:
        node: what is edited.
        content: the new code; an empty one takes the node out, with the comma or the line that is its own.
        at: "node" replaces it; "before" and "after" insert right there; "previous item" and "next item" insert
            an argument or a list's element, laid out as this one; "above" inserts a statement of its own in front
            of the one whose whole value the node is; "string" puts `content` between the quotes of a string, which
            may be bound to the name that the node is: where nothing else is, else this edit is left out, and the fix
            is no safe one.
    """

    node: CSTNode
    content: str
    at: Literal["node", "before", "after", "previous item", "next item", "above", "string"] = "node"


@dataclass(frozen=True, slots=True)
class NeededName:
    """A name that the code of a fix uses and that comes from where the script imports another one from.

    Attributes:
        name: what the fix needs, `Flatten`.
        beside: the name, as the script has it, that its import stands beside: `Dense`.
        modules: the last parts of the modules that surely have both: `layers`.
    """

    name: str
    beside: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedFix:
    """A fix in terms of nodes; the linter turns it into text edits.

    Attributes:
        message: says what is done, in the words of a menu; what differs from case to case in backticks.
        edits: all of them are put in, or none.
        applicability: who may put it in.
        needs: names that are added to the script's imports; where that cannot be done there is no fix.
        scope: nodes whose names are used at each other's places: where these do not stand in the same function,
            or all outside of functions, there is no fix.
    """

    message: str
    edits: tuple[NodeEdit, ...]
    applicability: Applicability
    needs: tuple[NeededName, ...] = ()
    scope: tuple[CSTNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields. The linter adds code, name, file and positions.

    `related` are (node, message) pairs; `severity` overrides the rule's own where the evidence
    is weaker or the Keras version is not known. `about` are further nodes that `Rule.clears` may name.
    """

    node: CSTNode
    message: str
    notes: tuple[str, ...] = ()
    help: str | None = None
    related: tuple[tuple[CSTNode, str], ...] = ()
    severity: Severity | None = None
    fix: ProposedFix | None = None
    about: tuple[CSTNode, ...] = ()


class Rule:
    """Base class of all rules.

    Attributes:
        code: `KER` (or a plugin's own capital letters) and digits; never changes once shipped.
        name: kebab-case words that people search for; never changes once shipped.
        severity: the default; a Finding may carry another.
        keras: the Keras major versions the rule holds for.
        default: False where the rule must be selected to run.
        from_linter: True where the linter itself reports under this code and `check` is never asked.
        unnecessary: True where what it finds has no effect: editors fade it.

    The docstring has a first line, then the sections named in SECTIONS, each underlined with dashes.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    keras: ClassVar[tuple[int, ...]] = (2, 3)
    default: ClassVar[bool] = True
    from_linter: ClassVar[bool] = False
    unnecessary: ClassVar[bool] = False

    def check(self, script: Script) -> Iterable[Finding]:
        """Yield what is wrong with one possible run of the script. Must not keep state between calls."""
        raise NotImplementedError

    def clears(self, script: Script) -> Iterable[CSTNode]:  # noqa: ARG002 - for rules that need it
        """Yield nodes that are in order on this path: findings about them on other paths are dropped.

        For faults of omission: what one branch leaves out, the other may do.
        """
        return ()

    def keeps(self, script: Script) -> Iterable[CSTNode]:  # noqa: ARG002 - for rules that need it
        """Yield nodes that this path needs as they are: findings about them on other paths have no fix.

        For values that are right on one path and wrong on another, where the code is the same.
        """
        return ()


@dataclass(frozen=True, slots=True)
class RuleDocs:
    """A rule's docstring, taken apart: the first line and the text of each section by its heading."""

    summary: str
    sections: dict[str, str] = field(default_factory=dict)


class BrokenPlugin(Exception):
    """An installed package offers rules that cannot be loaded; says which entry point and why."""


def rule_docs(rule: type[Rule]) -> RuleDocs:
    """Read the docstring of a rule; sections that are missing are missing in the result."""
    text = inspect.cleandoc(rule.__doc__ or "")
    parts = re.split(r"^([^\n]+)\n-{3,}\n", text, flags=re.MULTILINE)
    sections = {heading.strip(): body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}
    return RuleDocs(parts[0].strip(), sections)


@lru_cache(maxsize=1)
def load_rules() -> tuple[type[Rule], ...]:
    """All installed rules, by code.

    Raises:
        BrokenPlugin: an entry point does not import, names no rule, or two rules share a code or name.
    """
    found: dict[str, type[Rule]] = {}
    names: dict[str, str] = {}
    for point in entry_points(group=ENTRY_POINT_GROUP):
        for rule in _rules_of(point):
            _validate(rule, point)
            other = found.setdefault(rule.code, rule)
            if other is not rule or names.setdefault(rule.name, rule.code) != rule.code:
                raise BrokenPlugin(
                    f"{point.value} (entry point {point.name!r}): code {rule.code} or name {rule.name!r} "
                    f"is taken by {other.__module__}.{other.__qualname__}; rename one of them"
                )
    return tuple(found[code] for code in sorted(found))


def rule_of(code: str) -> type[Rule] | None:
    """The installed rule with this code, if there is one.

    Raises:
        BrokenPlugin: installed rules cannot be loaded.
    """
    return next((rule for rule in load_rules() if rule.code == code), None)


def _rules_of(point: EntryPoint) -> Iterator[type[Rule]]:
    try:
        target = point.load()
        if isinstance(target, type):
            yield target
            return
        for module in _modules(target):
            yield from _rules_in(module)
    except BrokenPlugin:
        raise
    except Exception as error:
        raise BrokenPlugin(
            f"rules of {point.value} (entry point {point.name!r}) cannot be loaded: "
            f"{type(error).__name__}: {error}; reinstall or remove that package"
        ) from error


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    if hasattr(package, "__path__"):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            yield importlib.import_module(info.name)


def _rules_in(module: ModuleType) -> Iterator[type[Rule]]:
    for value in list(vars(module).values()):
        if (
            isinstance(value, type)
            and issubclass(value, Rule)
            and value.__module__ == module.__name__
            and "code" in vars(value)
        ):
            yield value


def _validate(rule: Any, point: EntryPoint) -> None:
    problem = None
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        problem = "is no subclass of kerlint.rule.Rule"
    elif not re.fullmatch(r"[A-Z]{2,8}\d{3,4}", str(getattr(rule, "code", ""))):
        problem = "needs a code of capital letters and three or four digits"
    elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(getattr(rule, "name", ""))):
        problem = "needs a kebab-case name"
    elif not isinstance(getattr(rule, "severity", None), Severity):
        problem = "needs a severity"
    if problem:
        raise BrokenPlugin(f"{point.value} (entry point {point.name!r}): {rule!r} {problem}")
