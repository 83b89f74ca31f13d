"""`kerlint rule`."""

from __future__ import annotations

import argparse
import json
from typing import Any

from kerlint.cli import complain
from kerlint.links import rule_page
from kerlint.rule import Rule, load_rules, rule_docs
from kerlint.selection import did_you_mean


def run(args: argparse.Namespace) -> int:
    """Explain one rule, or list them all."""
    rules = load_rules()
    if args.rule is None:
        print(json.dumps([_as_object(rule) for rule in rules], indent=2) if _json(args) else _table(rules))
        return 0
    found = next(
        (rule for rule in rules if rule.code == args.rule.upper() or rule.name == args.rule.lower()), None
    )
    if found is None:
        return complain(f"no rule has the code or name {args.rule!r}{did_you_mean(args.rule, rules)}")
    print(json.dumps(_as_object(found), indent=2) if _json(args) else _explained(found))
    return 0


def _json(args: argparse.Namespace) -> bool:
    return bool(args.output_format == "json")


def _table(rules: tuple[type[Rule], ...]) -> str:
    width = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        off = "" if rule.default else " (off by default)"
        lines.append(f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {_summary(rule)}{off}")
    return "\n".join(lines)


def _explained(rule: type[Rule]) -> str:
    docs = rule_docs(rule)
    off = "" if rule.default else ", off by default"
    versions = " and ".join(map(str, rule.keras))
    parts = [
        f"{rule.code} {rule.name}",
        f"{rule.severity}{off}; Keras {versions}",
        docs.summary,
        *(f"{heading}\n{'-' * len(heading)}\n{body}" for heading, body in docs.sections.items()),
    ]
    page = rule_page(rule.code)
    return "\n\n".join([*parts, *([page] if page else [])])


def _summary(rule: type[Rule]) -> str:
    return " ".join(rule_docs(rule).summary.split())


def _as_object(rule: type[Rule]) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "keras": list(rule.keras),
        "default": rule.default,
        "summary": _summary(rule),
        "sections": rule_docs(rule).sections,
        "url": rule_page(rule.code),
    }
