"""The hooks, through the real pre-commit, installed from a clone of this repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import CLEAN, MISMATCH, ROOT

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: kerlint
      - id: kerlint-fix
      - id: kerlint
        alias: documents
        name: documents
        types_or: [markdown]
        stages: [manual]
"""
UNUSED = CLEAN.replace("epochs=3)", "epochs=3)  # kerlint: ignore[KER202]")


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHONPATH"))}
    identity = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))
    }
    return subprocess.run(
        command,
        cwd=cwd,
        env={**clean, **identity, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def notebook(script: str) -> str:
    """Two code cells, as Jupyter lays a notebook out."""
    lines = script.splitlines(keepends=True)
    cells = [
        {
            "cell_type": "code",
            "id": name,
            "metadata": {},
            "execution_count": 1,
            "outputs": [],
            "source": source,
        }
        for name, source in (("first", lines[:4]), ("second", lines[4:]))
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


class Project:
    """A repository that uses the hooks."""

    def __init__(self, folder: Path, home: Path, config: str) -> None:
        folder.mkdir()
        self.folder = folder
        self._home = home
        run("git", "init", "-q", cwd=folder)
        self.write(".pre-commit-config.yaml", config)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        run("git", "add", name, cwd=self.folder)

    def hook(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "pre_commit", "run", name, *(arguments or ("--all-files",)))
        return run(*command, cwd=self.folder, PRE_COMMIT_HOME=str(self._home))


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where pre-commit keeps the hooks' environment, and a configuration that names them."""
    pytest.importorskip("pre_commit")
    if not (ROOT / ".git").exists():
        pytest.skip("needs the repository")
    # The tree as it is now, committed in a clone, so that the hooks under test are these.
    top = tmp_path_factory.mktemp("pre-commit")
    hooks = top / "hooks"
    assert run("git", "clone", "-q", str(ROOT), str(hooks), cwd=top).returncode == 0
    run("git", "rm", "-rqf", "--ignore-unmatch", ".", cwd=hooks)
    for name in (
        "kerlint",
        "rules",
        "pyproject.toml",
        "setup.py",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
    ):
        run("cp", "-r", str(ROOT / name), str(hooks / name), cwd=hooks)
    run("git", "add", "-A", cwd=hooks)
    assert run("git", "commit", "-qm", "now", "--allow-empty", cwd=hooks).returncode == 0
    rev = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    return top / "home", CONFIG.format(repo=hooks, rev=rev)


@pytest.fixture
def project(hooks: tuple[Path, str], tmp_path: Path) -> Project:
    return Project(tmp_path / "project", *hooks)


@pytest.mark.slow
def test_the_hook_fails_on_bad_and_passes_on_good(project: Project) -> None:
    project.write("bad.py", MISMATCH)
    project.write("good.py", CLEAN)
    project.write("bad.ipynb", notebook(MISMATCH))
    project.write("good.ipynb", notebook(CLEAN))
    project.write("notes.txt", "not for the hook\n")
    failed = project.hook("kerlint")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "bad.py:6:7: KER202" in failed.stdout
    assert "bad.ipynb:cell 2:2:7: KER202" in failed.stdout
    assert "good." not in failed.stdout
    passed = project.hook("kerlint", "--files", "good.py", "good.ipynb", "notes.txt")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    # Files that the project excludes stay out although pre-commit names them.
    project.write("kerlint.toml", 'extend-exclude = ["bad.*"]\n')
    excluded = project.hook("kerlint")
    assert excluded.returncode == 0, excluded.stdout


@pytest.mark.slow
def test_the_hook_that_fixes(project: Project) -> None:
    project.write("train.py", UNUSED)
    project.write("train.ipynb", notebook(UNUSED))
    # An error without a safe fix is the other hook's to report.
    project.write("bad.py", MISMATCH)
    project.write("bad.ipynb", notebook(MISMATCH))
    fixed = project.hook("kerlint-fix")
    assert fixed.returncode == 1, fixed.stdout + fixed.stderr
    assert "files were modified by this hook" in fixed.stdout
    assert "Fixed 2 findings." in fixed.stdout
    assert "KER202" not in fixed.stdout
    assert (project.folder / "train.py").read_text() == CLEAN
    assert (project.folder / "train.ipynb").read_text() == notebook(CLEAN)
    assert (project.folder / "bad.py").read_text() == MISMATCH
    assert (project.folder / "bad.ipynb").read_text() == notebook(MISMATCH)
    again = project.hook("kerlint-fix")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Passed" in again.stdout
    project.write("train.py", UNUSED)
    project.write("kerlint.toml", 'exclude = ["train.py"]\n')
    assert project.hook("kerlint-fix").returncode == 0
    assert (project.folder / "train.py").read_text() == UNUSED


@pytest.mark.slow
def test_documents_when_they_are_among_the_types(project: Project) -> None:
    project.write("bad.md", f"```python\n{MISMATCH}```\n")
    project.write("good.md", f"```python\n{CLEAN}```\n")
    assert "no files to check" in project.hook("kerlint").stdout
    failed = project.hook("documents", "--hook-stage", "manual", "--all-files")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "bad.md:7:7: KER202" in failed.stdout
    assert "good.md" not in failed.stdout
