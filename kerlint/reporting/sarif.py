"""SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any
from urllib.parse import quote

import kerlint
from kerlint.diagnostic import Diagnostic, Fix, Severity, Span
from kerlint.links import HOME, rule_page
from kerlint.reporting import Report
from kerlint.reporting.paths import host_path
from kerlint.rule import Rule, load_rules, rule_docs

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """One log with one run."""
    rules = load_rules()
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Kerlint",
                "informationUri": HOME,
                "version": kerlint.__version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.problems,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": problem}} for problem in report.problems
                ],
            }
        ],
        "results": [_result(item, index, report) for item in report.diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: type[Rule]) -> dict[str, Any]:
    docs = rule_docs(rule)
    described: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": docs.summary or rule.name},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.name],
            "problem.severity": _LEVELS[rule.severity].replace("note", "recommendation"),
        },
    }
    text = "\n\n".join(f"{heading}\n{body}" for heading, body in docs.sections.items())
    if text:
        markdown = "\n\n".join(f"## {heading}\n\n{body}" for heading, body in docs.sections.items())
        described["help"] = {"text": text, "markdown": markdown}
    page = rule_page(rule.code)
    if page:
        described["helpUri"] = page
    return described


def _result(diagnostic: Diagnostic, index: dict[str, int], report: Report) -> dict[str, Any]:
    text = [diagnostic.message, *diagnostic.notes]
    if diagnostic.help:
        text.append(f"Help: {diagnostic.help}")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(text)},
        "locations": [_location(diagnostic.filename, diagnostic.span, diagnostic.cell)],
        "partialFingerprints": {"kerlint/v1": _fingerprint(diagnostic, report)},
    }
    if diagnostic.code in index:
        result["ruleIndex"] = index[diagnostic.code]
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(item.filename, item.span, item.cell),
                "message": {"text": item.message},
            }
            for number, item in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix is not None and diagnostic.cell is None:
        result["fixes"] = [_fix(diagnostic.fix, diagnostic.filename)]
    return result


def _location(filename: str, span: Span, cell: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(filename)}}
    # A notebook's file has rows of JSON; where in which cell goes into the logical location.
    if cell is None:
        physical["region"] = _region(span)
        return {"physicalLocation": physical}
    name = f"cell {cell}, line {span.start.row}, column {span.start.column}"
    return {"physicalLocation": physical, "logicalLocations": [{"name": name}]}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.row,
        "startColumn": span.start.column,
        "endLine": span.end.row,
        "endColumn": span.end.column,
    }


def _uri(filename: str) -> str:
    path = quote(os.fsencode(host_path(filename)))
    return f"file://{path}" if path.startswith("/") else path


def _fix(fix: Fix, filename: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.content}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(filename)}, "replacements": replacements}
    return {"description": {"text": fix.message}, "artifactChanges": [change]}


def _fingerprint(diagnostic: Diagnostic, report: Report) -> str:
    """Stays the same while the line stays the same, wherever it moves."""
    line = report.sources.line(diagnostic.filename, diagnostic.span.start.row, diagnostic.cell) or ""
    text = "\0".join((host_path(diagnostic.filename), diagnostic.code, line.strip()))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
