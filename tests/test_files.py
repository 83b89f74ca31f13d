from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kerlint.files import find_files
from kerlint.settings import SettingsFinder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch()


def found(*arguments: str, force_exclude: bool = False, **overrides: object) -> list[str]:
    finder = SettingsFinder(overrides=overrides)
    return find_files(arguments or (".",), finder, force_exclude=force_exclude).paths


def test_scripts_and_notebooks_in_order(project: Path) -> None:
    make("b.py", "a/z.py", "a/c.ipynb", "a/w.pyw", "a/data.csv", "a/.venv/x.py", "node_modules/x.py")
    make("a/.ipynb_checkpoints/c.ipynb", "venv/lib/y.py", "__pycache__/b.py")
    assert found() == ["b.py", "a/c.ipynb", "a/w.pyw", "a/z.py"]
    assert found("a", "b.py", "./a/z.py") == ["a/c.ipynb", "a/w.pyw", "a/z.py", "b.py"]


def test_what_is_named_is_checked(project: Path) -> None:
    make("venv/y.py", "script", "a.txt")
    assert found("venv/y.py", "script") == ["venv/y.py", "script"]
    assert found("venv/y.py", "script", force_exclude=True) == ["script"]


def test_missing_paths_are_told_and_the_rest_found(project: Path) -> None:
    make("a.py")
    files = find_files(["nowhere.py", "a.py"], SettingsFinder())
    assert files.paths == ["a.py"]
    assert files.problems == ["nowhere.py: no such file or folder"]


def test_gitignore_as_git_reads_it(project: Path) -> None:
    make("a.py", "out/b.py", "runs/keep.py", "runs/drop.py", "lib/runs/keep.py", "lib/gen_x.py", "lib/c.py")
    make("lib/deep/gen_y.py", "scratch/old.py", "x y.py")
    Path(".gitignore").write_text("/out/\nruns/*\n!runs/keep.py\nscratch\n*\\ y.py\n")
    Path("lib/.gitignore").write_text("gen_*\n!gen_y.py\n")
    subprocess.run(["git", "init", "-q", "."], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-o", "--exclude-standard"], capture_output=True, text=True, check=True
    )
    expected = {path for path in listed.stdout.split("\n") if path.endswith(".py")}
    assert set(found()) == expected
    assert "lib/deep/gen_y.py" in expected
    assert "runs/keep.py" in expected
    # From a subfolder, the files above it still hold.
    assert set(found("lib")) == {path for path in expected if path.startswith("lib/")}
    assert "out/b.py" in found(respect_gitignore=False)


def test_excludes(project: Path) -> None:
    make("a.py", "third_party/x.py", "src/third_party/x.py", "src/gen/a_pb2.py", "src/b.py")
    assert found(extend_exclude=("third_party",)) == ["a.py", "src/b.py", "src/gen/a_pb2.py"]
    assert found(extend_exclude=("/third_party", "*_pb2.py")) == ["a.py", "src/b.py", "src/third_party/x.py"]
    assert found(exclude=("src/gen",), extend_exclude=("a.py",)) == [
        "src/b.py",
        "src/third_party/x.py",
        "third_party/x.py",
    ]


def test_settings_of_inner_folders_hold_there(project: Path) -> None:
    make("a/skip/x.py", "b/skip/x.py")
    Path("a/kerlint.toml").write_text('extend-exclude = ["skip"]\n')
    assert found() == ["b/skip/x.py"]


def test_links_to_folders_are_not_followed(project: Path) -> None:
    make("a/x.py")
    Path("a/up").symlink_to("..")
    Path("a/y.py").symlink_to("x.py")
    Path("a/dangling.py").symlink_to("gone.py")
    assert found() == ["a/x.py", "a/y.py"]
