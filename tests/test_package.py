"""The wheel holds everything: installed into an empty environment, it checks a script."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # setuptools leaves its build folder in the tree, and takes old modules from there the next time.
    copy = folder / "kerlint"
    copy.mkdir()
    for name in ("kerlint", "rules"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, copy, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.mark.slow
def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    own = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("kerlint/**/*.py")}
    rules = {
        f"kerlint_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in ROOT.glob("rules/**/*.py")
    }
    assert {name for name in names if name.endswith(".py")} == own | rules
    data = {name for name in names if not name.endswith(".py")}
    catalogs = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("kerlint/keras/catalog/*.json")}
    assert data == {"kerlint/py.typed", *catalogs}


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    done = run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    installed = json.loads(run(python, "-m", "pip", "list", "--format", "json", cwd=tmp_path).stdout)
    names = {one["name"].lower() for one in installed}
    assert not names & {"tensorflow", "keras", "numpy"}
    bad = ROOT / "sample_scripts" / "KER101-relu-before-crossentropy" / "bad.py"
    kerlint = tmp_path / "env" / "bin" / "kerlint"
    done = run(kerlint, "check", "--no-cache", "--output-format", "json", bad, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "KER101" in {one["code"] for one in json.loads(done.stdout)}
    done = run(kerlint, "rule", "KER101", cwd=tmp_path)
    assert done.returncode == 0
    assert "relu-before-crossentropy" in done.stdout
