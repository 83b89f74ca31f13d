"""The hook, through the real pre-commit, installed from a clone of this repository."""

from __future__ import annotations

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
"""


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


@pytest.mark.slow
def test_the_hook_fails_on_bad_and_passes_on_good(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    if not (ROOT / ".git").exists():
        pytest.skip("needs the repository")
    # The tree as it is now, committed in a clone, so that the hook under test is this one.
    hooks = tmp_path / "hooks"
    assert run("git", "clone", "-q", str(ROOT), str(hooks), cwd=tmp_path).returncode == 0
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

    project = tmp_path / "project"
    project.mkdir()
    run("git", "init", "-q", cwd=project)
    (project / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=hooks, rev=rev))
    (project / "bad.py").write_text(MISMATCH)
    (project / "good.py").write_text(CLEAN)
    (project / "notes.txt").write_text("not for the hook\n")
    run("git", "add", "-A", cwd=project)

    def pre_commit(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(
            sys.executable,
            "-m",
            "pre_commit",
            "run",
            *arguments,
            cwd=project,
            PRE_COMMIT_HOME=str(tmp_path / "home"),
        )

    failed = pre_commit("--all-files")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "bad.py:6:7: KER202" in failed.stdout
    assert "good.py:" not in failed.stdout
    passed = pre_commit("--files", "good.py", "notes.txt")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    # Files that the project excludes stay out although pre-commit names them.
    (project / "kerlint.toml").write_text('extend-exclude = ["bad.py"]\n')
    run("git", "add", "-A", cwd=project)
    excluded = pre_commit("--all-files")
    assert excluded.returncode == 0, excluded.stdout
