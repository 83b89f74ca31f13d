from __future__ import annotations

from pathlib import Path

import pytest

from kerlint.diagnostic import Severity
from kerlint.settings import DatasetSize, Settings, SettingsError, SettingsFinder
from kerlint.settings_file import read_settings


def test_the_same_keys_in_every_kind_of_file(tmp_path: Path) -> None:
    toml = """
select = ["KER1", "KER201"]
target-keras = "2"
fail-on = "error"

[severity]
KER203 = "warning"

[per-file-ignores]
"old/*.py" = ["KER7"]

[datasets]
"data/train" = {samples = 40000, classes = 10}
x_train = 500
"""
    yaml = """
select: [KER1, KER201]
target-keras: 2
fail-on: error
severity: {KER203: warning}
per-file-ignores: {"old/*.py": [KER7]}
datasets:
  data/train: {samples: 40000, classes: 10}
  x_train: 500
"""
    written = {
        "kerlint.toml": toml,
        "kerlint.yaml": yaml,
        "pyproject.toml": toml.replace("[", "[tool.kerlint.")
        .replace('= [tool.kerlint."', '= ["')
        .replace("\nselect", "\n[tool.kerlint]\nselect", 1),
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text)
        settings = read_settings(tmp_path / name)
        assert settings is not None, name
        assert settings.select == ("KER1", "KER201")
        assert settings.target_keras == "2"
        assert settings.fail_on is Severity.ERROR
        assert settings.severity == {"KER203": Severity.WARNING}
        assert settings.per_file_ignores == (("old/*.py", ("KER7",)),)
        assert settings.datasets == {"data/train": DatasetSize(40000, 10), "x_train": DatasetSize(500)}
        assert settings.root == tmp_path
        assert settings.origins["select"] == str(tmp_path / name)


def test_the_nearest_file_is_in_force_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.kerlint]\nignore = ['KER1']\nfail-on = 'error'\n")
    (tmp_path / "a" / "kerlint.toml").write_text("ignore = ['KER2']\n")
    # No table for Kerlint: not a settings file.
    (inner / "pyproject.toml").write_text("[project]\nname = 'kerlint-user'\n")
    finder = SettingsFinder()
    assert finder.for_folder(inner).ignore == ("KER2",)
    assert finder.for_folder(inner).fail_on is Severity.WARNING
    assert finder.for_folder(tmp_path).ignore == ("KER1",)
    assert SettingsFinder(isolated=True).for_folder(inner).ignore == ()
    assert SettingsFinder(tmp_path / "pyproject.toml").for_folder(inner).ignore == ("KER1",)


def test_the_command_line_starts_select_anew_and_adds_to_ignore() -> None:
    settings = Settings(select=("KER1",), extend_select=("KER903",), ignore=("KER2",))
    assert settings.override({"ignore": ("KER3",)}, "x").ignore == ("KER2", "KER3")
    chosen = settings.override({"select": ("KER2",)}, "x")
    assert (chosen.select, chosen.extend_select, chosen.ignore) == (("KER2",), (), ())
    assert chosen.origins == {"select": "x"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = []", "unknown key 'selct'; did you mean 'select'?"),
        ("select = 'KER1'", "select: expected a list of strings, found a string ('KER1')"),
        ("select = [1]", "select: expected a list of strings, one of them, found an integer (1)"),
        ("target-keras = '4'", "target-keras: '4' is not possible; known: 2, 3, auto"),
        ("fail-on = 'eror'", "fail-on: 'eror' is not possible; did you mean 'error'?"),
        ("respect-gitignore = 1", "respect-gitignore: expected true or false, found an integer (1)"),
        ("[severity]\nKER1 = 'bad'", "severity.KER1: 'bad' is not possible"),
        ("[datasets]\na = -1", "datasets.a: expected a number that is not negative, found -1"),
        ("[datasets]\na = true", "datasets.a: expected a number of samples or a table"),
        ("[datasets]\na = {sample = 3}", "datasets.a: unknown key 'sample'; did you mean 'samples'?"),
        ("[datasets]\na = {classes = 'x'}", "datasets.a.classes: expected a whole number, found a string"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "kerlint.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["- a\n- b\n", "3", "a: b: c"])
def test_yaml_that_is_no_table(tmp_path: Path, text: str) -> None:
    (tmp_path / "kerlint.yaml").write_text(text)
    with pytest.raises(SettingsError, match=r"kerlint\.yaml"):
        read_settings(tmp_path / "kerlint.yaml")


def test_an_empty_yaml_file_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "kerlint.yml").write_text("# later\n")
    settings = SettingsFinder().for_folder(tmp_path)
    assert settings.file == tmp_path / "kerlint.yml"
    assert settings.origins == {}


def test_the_root_without_a_settings_file(tmp_path: Path) -> None:
    inner = tmp_path / "scripts" / "mnist"
    inner.mkdir(parents=True)
    (tmp_path / "setup.py").touch()
    assert SettingsFinder().for_folder(inner).root == tmp_path


def test_fingerprints_follow_what_judges(tmp_path: Path) -> None:
    plain = Settings(root=tmp_path)
    assert plain.fingerprint == Settings(root=tmp_path, output_format="json").fingerprint
    assert plain.fingerprint != Settings(root=tmp_path, ignore=("KER1",)).fingerprint
    assert plain.fingerprint != Settings(root=tmp_path, datasets={"a": DatasetSize(3)}).fingerprint
