from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.settings import SettingsFinder
from kerlint.target import detect_target, requested_target


@pytest.mark.parametrize(
    ("name", "text", "major"),
    [
        ("requirements.txt", "numpy\ntensorflow==2.10.1\n", 2),
        ("requirements.txt", "tensorflow==2.16.1  # new\n", 3),
        ("requirements.txt", "tensorflow>=2.4,<2.16\n", 2),
        ("requirements.txt", "tensorflow>=2.4\n", None),
        ("requirements.txt", "tensorflow\n", None),
        ("requirements.txt", "tensorflow<3\n", None),
        ("requirements.txt", "tensorflow[and-cuda] ~= 2.17.0 ; python_version > '3.9'\n", 3),
        ("requirements.txt", "tensorflow_gpu==1.15\n", 2),
        ("requirements.txt", "# keras==2.2\n-r other.txt\n", None),
        # Keras itself decides where both are pinned.
        ("requirements.txt", "tensorflow==2.15\nkeras>=3.0\n", 3),
        ("requirements.txt", "Keras==2.2.4\ntensorflow\n", 2),
        ("requirements.txt", "keras<3\n", 2),
        ("requirements.txt", "keras>=2.4,<4\n", None),
        # Both Keras 2 and 3 are at hand: an environment variable chooses.
        ("requirements.txt", "tensorflow==2.16.1\ntf_keras==2.16.0\n", None),
        ("requirements-gpu.txt", "tensorflow-gpu==2.4\n", 2),
        ("pyproject.toml", "[project]\nname='a'\ndependencies=['keras>=3.2']\n", 3),
        ("pyproject.toml", "[tool.poetry.dependencies]\ntensorflow = '^2.10'\n", None),
        ("pyproject.toml", "[tool.poetry.dependencies]\ntensorflow = {version = '~2.10'}\n", 2),
        ("pyproject.toml", "[tool.poetry.dependencies]\nkeras = '^2.3'\n", 2),
        ("pyproject.toml", "[dependency-groups]\ndev = ['tensorflow>=2.18']\n", 3),
        ("environment.yml", "dependencies:\n  - python=3.7\n  - tensorflow=1.14=gpu_py37\n", 2),
        ("environment.yaml", "dependencies:\n  - conda-forge::keras=3.4\n", 3),
        ("environment.yml", "dependencies:\n  - pip:\n    - keras==2.3.1\n", 2),
        ("Pipfile", "[packages]\ntensorflow = '==2.8.0'\n", 2),
        ("Pipfile.lock", '{"default": {"keras": {"version": "==3.5.0"}}}', 3),
        ("poetry.lock", "[[package]]\nname = 'keras'\nversion = '2.12.0'\n", 2),
        ("uv.lock", "[[package]]\nname = 'tensorflow'\nversion = '2.18.0'\n", 3),
        ("setup.cfg", "[options]\ninstall_requires =\n    tensorflow<2.16\n", 2),
        ("uv.lock", "[[package]\nbroken", None),
        ("environment.yml", "- a\n", None),
        ("notes.txt", "keras==2.2.4\n", None),
    ],
)
def test_pins(tmp_path: Path, name: str, text: str, major: int | None) -> None:
    (tmp_path / name).write_text(text)
    target = detect_target(tmp_path, tmp_path)
    assert target.major == major
    assert target.source.startswith(f"{name} has ") if major else target.source == ""


def test_files_that_contradict_each_other_decide_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements-tf1.txt").write_text("tensorflow==1.15\n")
    (tmp_path / "requirements-tf2.txt").write_text("tensorflow==2.17\n")
    assert detect_target(tmp_path, tmp_path).major is None


def test_the_nearest_folder_decides(tmp_path: Path) -> None:
    inner = tmp_path / "old" / "mnist"
    inner.mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("keras>=3\n")
    (tmp_path / "old" / "requirements.txt").write_text("keras==2.2.4\n")
    assert detect_target(inner, tmp_path).major == 2
    assert detect_target(tmp_path, tmp_path).major == 3


def test_what_is_asked_for_outranks_pins(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("keras==2.2.4\n")
    assert SettingsFinder(isolated=True).for_folder(tmp_path).target.major == 2
    asked = SettingsFinder(overrides={"target_keras": "3"}, isolated=True).for_folder(tmp_path).target
    assert (asked.major, asked.source) == (3, "target-keras is 3")
    assert requested_target("auto").major is None
