"""Writes docs/rules/ from the rules, their samples and proofs, and what README.md and docs/ take from elsewhere.

tools/in-venv python tools/make_docs.py            writes
tools/in-venv python tools/make_docs.py --check    exits 1 where something is not current
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kerlint.diagnostic import Applicability
from kerlint.linter import lint_source
from kerlint.rule import SECTIONS, Rule, load_rules, rule_docs
from kerlint.settings import Settings
from tests.findings import findings
from tests.proof.measured import measured
from tests.proof.samples import Sample, samples

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "rules"
README = ROOT / "README.md"
WORKINGS = ROOT / "docs" / "how-it-works.md"
FAMILIES = {
    "KER1": "Output, loss and labels",
    "KER2": "Training and validation data",
    "KER3": "Steps and epochs",
    "KER4": "The model",
    "KER5": "compile",
    "KER6": "fit and callbacks",
    "KER7": "The Keras API",
    "KER9": "The file itself",
}
# Why each package is needed at run time; `dependencies` in pyproject.toml must name the same ones.
REASONS = {
    "libcst": "parses scripts and keeps comments and spaces, so that a fix leaves the rest of a file alone",
    "pyyaml": "reads `kerlint.yaml` and conda's `environment.yml`",
    "pathspec": "matches `.gitignore` and exclude patterns as git does",
}


def built_in_rules() -> list[type[Rule]]:
    """The rules that this repository ships, by code."""
    return [rule for rule in load_rules() if rule.__module__.startswith("kerlint_rules.")]


def page_path(rule: type[Rule]) -> Path:
    """docs/rules/KER101.md, where `kerlint.links.rule_page` sends readers."""
    return PAGES / f"{rule.code}.md"


def fixes(rule: type[Rule]) -> str:
    """Which kinds of fix the rule proposes for its sample and fixtures: "safe, unsafe" or less."""
    kinds = {one.fix.applicability for one in findings(rule.code) if one.fix}
    return ", ".join(sorted(kinds - {Applicability.DISPLAY}))


def page(rule: type[Rule], sample: Sample | None) -> str:
    """The whole page of a rule."""
    docs = rule_docs(rule)
    versions = " and ".join(str(version) for version in rule.keras)
    facts = [f"Severity: {rule.severity}", f"Keras {versions}"]
    if kinds := fixes(rule):
        facts.append(f"Fix: {kinds}")
    if not rule.default:
        facts.append("Off unless selected")
    parts = [
        f"# {rule.code}: {rule.name}",
        "<!-- Made by tools/make_docs.py from the rule's docstring, samples and proof. -->",
        docs.summary,
        " · ".join(facts),
    ]
    for heading in SECTIONS:
        if heading in docs.sections:
            parts += [f"## {heading}", docs.sections[heading]]
    if sample is not None:
        parts += proof_section(sample)
    return "\n\n".join(parts) + "\n"


def proof_section(sample: Sample) -> list[str]:
    """The proof in words, what Kerlint says, and what changes from bad.py to good.py."""
    folder = f"sample_scripts/{sample.folder.name}"
    link = f"[{folder}](../../{folder})"
    if sample.proof.lint_only is not None:
        parts = ["## Sample", f"{link}: {sample.proof.lint_only}"]
    else:
        sentences = dict.fromkeys(claim.says for claim in sample.proof.claims)
        parts = ["## Proof", f"{link}, run by the tests under real Keras:"]
        lines = []
        for says in sentences:
            versions = [str(claim.keras) for claim in sample.proof.claims if claim.says == says]
            lines.append(f"- Keras {' and '.join(versions)}: {says}")
        parts.append("\n".join(lines))
        parts += measurements(sample)
    bad, good = sample.text("bad.py"), sample.text("good.py")
    if reported := "\n".join(report(sample, bad)):
        parts += ["Kerlint says about `bad.py`:", f"```text\n{reported}\n```"]
    changes = "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in difflib.unified_diff(
            bad.splitlines(keepends=True), good.splitlines(keepends=True), "bad.py", "good.py", n=1
        )
    )
    return [*parts, f"```diff\n{changes}```"]


def measurements(sample: Sample) -> list[str]:
    """What was measured, as a table; nothing where the samples have changed since."""
    found = measured(sample)
    if not found:
        return []
    rows = ["| | Keras | `bad.py` | `good.py` |", "|---|---|---|---|"]
    for fact in dict.fromkeys(fact for facts in found.values() for fact in facts):
        shown = fact.replace("|", "\\|")
        for version, facts in found.items():
            if fact in facts:
                rows.append(f"| {shown} | {version} | {' | '.join(facts[fact])} |")
                shown = ""
    return [f"Measured with seed {sample.proof.seeds[0]}:", "\n".join(rows)]


def report(sample: Sample, text: str) -> Iterator[str]:
    """The findings of the sample's own rule, as lines."""
    settings = Settings(root=sample.folder, extend_select=(sample.code,))
    for one in lint_source(text, sample.folder / "bad.py", settings):
        if one.code == sample.code:
            yield f"bad.py:{one.span.start.row}:{one.span.start.column}: {one.severity}: {one.message}"
            for related in one.related:
                yield f"  {Path(related.filename).name}:{related.span.start.row}: {related.message}"
            yield from (f"  {note}" for note in one.notes)
            if one.help:
                yield f"  help: {one.help}"


def rules_table(rules: list[type[Rule]]) -> str:
    """One table a family for the README."""
    parts = []
    for prefix, title in FAMILIES.items():
        family = [rule for rule in rules if rule.code.startswith(prefix)]
        if not family:
            continue
        rows = [
            f"| [{rule.code}](docs/rules/{page_path(rule).name}) | `{rule.name}` | {rule.severity} "
            f"| {fixes(rule)} | {' '.join(rule_docs(rule).summary.split())} |"
            for rule in family
        ]
        head = "| code | name | severity | fix | finds |\n|---|---|---|---|---|"
        parts.append("\n".join([f"**{title}**", "", head, *rows]))
    return "\n\n".join(parts)


def dependencies_table() -> str:
    """The packages that Kerlint needs to run, with the reason for each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = ["| package | why |", "|---|---|"]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=!~ ]", requirement)[0]
        rows.append(f"| {name} | {REASONS[name]} |")
    return "\n".join(rows)


def action_table() -> str:
    """The inputs of the GitHub action."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    rows = ["| input | default | |", "|---|---|---|"]
    for name, entry in action["inputs"].items():
        default = f"`{entry['default']}`" if entry["default"] else ""
        rows.append(f"| `{name}` | {default} | {entry['description']} |")
    return "\n".join(rows)


def example(readme: str) -> str:
    """What the command line prints for the README's first script."""
    printed, code = run_on_example(readme, "check", "--no-cache", "--color", "never")
    if code != 1:
        raise SystemExit(f"the README's example exits with {code}:\n{printed}")
    return f"```text\n{printed}```"


def shown_example(readme: str) -> str:
    """What `kerlint show` prints for it."""
    printed, code = run_on_example(readme, "show")
    if code:
        raise SystemExit(f"the README's example exits with {code}:\n{printed}")
    return f"```text\n{printed}```"


def run_on_example(readme: str, command: str, *options: str) -> tuple[str, int]:
    """A command's output for the README's first script, and its exit code."""
    script = re.search(r"```python\n(.*?)```", readme, flags=re.DOTALL)
    if script is None:
        raise SystemExit("README.md has no ```python block to check")
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "train.py").write_text(script[1], encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "kerlint", command, "--isolated", *options, "train.py"],
            cwd=scratch,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    return done.stdout + done.stderr, done.returncode


def fill(text: str, name: str, content: str) -> str:
    """Put content between `<!-- name: begin -->` and `<!-- name: end -->`."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"no markers {begin} ... {end}")
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def wanted() -> dict[Path, str]:
    """Every generated file with the text it should have."""
    rules = built_in_rules()
    by_code = {sample.code: sample for sample in samples()}
    files = {page_path(rule): page(rule, by_code.get(rule.code)) for rule in rules}
    readme = README.read_text(encoding="utf-8")
    readme = fill(readme, "rules", rules_table(rules))
    readme = fill(readme, "dependencies", dependencies_table())
    readme = fill(readme, "action", action_table())
    files[README] = fill(readme, "example", example(readme))
    files[WORKINGS] = fill(WORKINGS.read_text(encoding="utf-8"), "show", shown_example(readme))
    return files


def stale() -> dict[Path, str | None]:
    """Files that are not as they should be, with the text wanted; None for one that should not exist."""
    files: dict[Path, str | None] = dict(wanted())
    for path in PAGES.glob("*.md"):
        files.setdefault(path, None)
    return {path: text for path, text in files.items() if text != _read(path)}


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main() -> int:
    """Write, or with --check only tell."""
    check = sys.argv[1:] == ["--check"]
    changed = stale()
    for path, text in changed.items():
        print(f"{'not current' if check else 'wrote'}: {path.relative_to(ROOT)}")
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
