"""The GitHub action and the README's examples for continuous integration: they are valid, and their shell runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.shell import CLEAN, MISMATCH, ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def readme_block(file: str, words: str = "(`{}`):") -> str:
    """The YAML below the words that name a file."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.partition(f"{words.format(file)}\n\n```yaml\n")[2].partition("```")[0]


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", ".github/workflows/kerlint.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_they_follow_their_schemas(tmp_path: Path, schema: str, file: str) -> None:
    path = tmp_path / Path(file).name
    path.write_text((ROOT / file).read_text() if file == "action.yml" else readme_block(file))
    assert yaml.safe_load(path.read_text())
    assert follows(schema, path) == ""


def follows(schema: str, path: Path) -> str:
    """What a file does wrong."""
    pytest.importorskip("check_jsonschema")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_code_scanning_is_allowed_to_take_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "kerlint.yml"
    path.write_text(readme_block("", "code scanning, which needs a permission:"))
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"]["security-events"] == "write"
    (_, step) = workflow["jobs"]["kerlint"]["steps"]
    assert step["with"] == {"sarif": True}
    assert follows("vendor.github-workflows", path) == ""


def test_the_action_uses_the_inputs_that_it_declares() -> None:
    used = set(re.findall(r"\binputs\.([\w-]+)", (ROOT / "action.yml").read_text()))
    assert used == set(ACTION["inputs"]) == {"version", "paths", "args", "sarif"}
    # Inputs reach the shell as variables: a script that they were written into could be anything.
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert scripts != []
    assert [script for script in scripts if "${{" in script] == []


# --- the steps of the action ------------------------------------------------------------------------


class Runner:
    """Runs a step's shell as GitHub does: `bash -e -o pipefail`, expressions filled in."""

    def __init__(self, temporary: Path, action: Path) -> None:
        self.temporary = temporary
        self._action = action
        self._outputs = temporary / "outputs"

    def outputs(self) -> dict[str, str]:
        """What the last step gave to those after it."""
        return dict(line.split("=", 1) for line in self._outputs.read_text().splitlines())

    def __call__(self, name: str, cwd: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        context = {
            "steps.python.outputs.python-path": sys.executable,
            "runner.temp": str(self.temporary),
            **{f"inputs.{key}": entry["default"] for key, entry in ACTION["inputs"].items()},
            **{f"inputs.{key}": value for key, value in inputs.items()},
        }
        step: dict[str, Any] = STEPS[name]
        assert step["shell"] == "bash"
        given = {
            key: EXPRESSION.sub(lambda match: context[match[1]], text) for key, text in step["env"].items()
        }
        script = self.temporary / "step.sh"
        script.write_text(step["run"])
        clean = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "FORCE_COLOR")}
        self._outputs.write_text("")
        github = {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(self._action),
            "GITHUB_OUTPUT": str(self._outputs),
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=cwd,
            env={**clean, **github, **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action has installed itself."""
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    top = tmp_path_factory.mktemp("action")
    action = top / "action"
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("kerlint", "rules"):
        shutil.copytree(ROOT / name, action / name, ignore=ignore)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, action)
    (top / "temp").mkdir()
    runner = Runner(top / "temp", action)
    done = runner("Install Kerlint", top)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (top / "temp" / "kerlint" / "kerlint_rules").is_dir()
    return runner


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "bad.py").write_text(MISMATCH)
    (tmp_path / "good.py").write_text(CLEAN)
    return tmp_path


@pytest.mark.slow
def test_the_action_annotates_lines(runner: Runner, project: Path) -> None:
    done = runner("Check", project)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(
        "::error title=Kerlint (KER202 preprocessing-mismatch),file=src/bad.py,line=6,"
    )
    assert runner("Check", project, paths="good.py\nsrc/*.py").stdout == done.stdout
    assert runner("Check", project, paths="good.py").returncode == 0
    assert runner("Check", project, args="--ignore KER202\n--no-cache").returncode == 0
    # A pattern among the options is theirs: the shell would make src/bad.py of it.
    assert runner("Check", project / "src", args="--extend-exclude b*.py").returncode == 0
    assert runner("Check", project, paths="nowhere").returncode == 2


@pytest.mark.slow
def test_the_action_writes_sarif(runner: Runner, project: Path) -> None:
    done = runner("Check", project, sarif="true")
    assert done.returncode == 1, done.stderr
    assert "src/bad.py:6:7: KER202 " in done.stdout
    upload = STEPS["Send the findings to code scanning"]
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"
    (run,) = json.loads(Path(runner.outputs()["sarif"]).read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["KER202"]
    # Where there is nothing to send, as it was not asked for or the options are wrong, nothing is sent.
    assert "!cancelled() && steps.check.outputs.sarif }}" in upload["if"]
    for inputs in ({"sarif": "false"}, {"sarif": "true", "args": "--wrong"}):
        assert runner("Check", project, **inputs).returncode in (1, 2)
        assert runner.outputs() == {}


# --- GitLab -----------------------------------------------------------------------------------------


def test_the_job_for_gitlab(project: Path) -> None:
    job = yaml.safe_load(readme_block(".gitlab-ci.yml"))["kerlint"]
    install, *commands = job["script"]
    assert re.fullmatch(r"pip install git\+https://github\.com/kerlint/kerlint", install)
    bin_folder = project / "bin"
    bin_folder.mkdir()
    shim = bin_folder / "kerlint"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kerlint "$@"\n')
    shim.chmod(0o755)
    done = subprocess.run(
        ["sh", "-ec", "\n".join(commands)],
        cwd=project,
        env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [one["check_name"] for one in report] == ["KER202"]
    (kept,) = job["cache"]["paths"]
    assert (project / kept).is_dir()
