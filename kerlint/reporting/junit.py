"""JUnit's XML as test reports read it: a suite a file, a failed case a finding.

The elements and attributes that readers agree on: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from kerlint.diagnostic import Diagnostic
from kerlint.reporting import Report
from kerlint.reporting.excerpts import printable
from kerlint.reporting.paths import host_path


def render(report: Report) -> str:
    """The document. What kept files from being looked at is an error; without any of these one case passes."""
    top = ET.Element("testsuites", name="kerlint")
    for filename, items in groupby(report.diagnostics, key=lambda item: item.filename):
        path = printable(host_path(filename))
        suite = ET.SubElement(top, "testsuite", name=path)
        for item in items:
            _add_failure(suite, path, item)
    if report.problems:
        suite = ET.SubElement(top, "testsuite", name="kerlint")
        for problem in report.problems:
            case = ET.SubElement(suite, "testcase", name="reading the files", classname="kerlint")
            ET.SubElement(case, "error", message=printable(problem), type="error")
    if not len(top):
        suite = ET.SubElement(top, "testsuite", name="kerlint")
        ET.SubElement(suite, "testcase", name=f"{report.files} files without findings", classname="kerlint")
    for element in (*top, top):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            element.set(name, str(sum(1 for _ in element.iter(tag))))
    ET.indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


def _add_failure(suite: ET.Element, path: str, diagnostic: Diagnostic) -> None:
    row, column = diagnostic.span.start.row, diagnostic.span.start.column
    where = f"{row}:{column}" if diagnostic.cell is None else f"cell {diagnostic.cell}:{row}:{column}"
    case = ET.SubElement(
        suite,
        "testcase",
        name=f"{diagnostic.code} {diagnostic.name} ({where})",
        classname=str(PurePosixPath(path).with_suffix("")),
        file=path,
    )
    if diagnostic.cell is None:
        case.set("line", str(row))
    message = printable(diagnostic.message)
    failure = ET.SubElement(case, "failure", message=message, type=str(diagnostic.severity))
    text = [f"{path}:{where}: {diagnostic.code} {message}", *diagnostic.notes]
    if diagnostic.help:
        text.append(f"help: {diagnostic.help}")
    failure.text = "\n".join(printable(line) for line in text)
