from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kerlint.cache import Cache, folder_of
from kerlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Location, Related, Severity, Span
from kerlint.linter import Checked
from kerlint.runner import check_files, in_order
from kerlint.settings import Settings, SettingsFinder
from kerlint.world import World
from tests.shell import CLEAN, MISMATCH, install_plugin, kerlint

SPAN = Span(Location(2, 3), Location(2, 9))
EVERYTHING = Diagnostic(
    "KER101",
    "a-rule",
    Severity.INFO,
    "message – ü",
    "train.py",
    SPAN,
    notes=("a", "b"),
    help="do",
    related=(Related("there", "b.py", SPAN, cell=2),),
    fix=Fix("write it", (Edit(SPAN, "x\n"),), Applicability.UNSAFE),
    cell=3,
    noqa_row=4,
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(root=tmp_path)


def test_what_is_kept_comes_back(settings: Settings) -> None:
    world = World(Path())
    world.count_images("data")
    checked = Checked((EVERYTHING, replace(EVERYTHING, fix=None, help=None)), tuple(world.facts))
    cache = Cache.of(settings)
    assert cache.get(b"x", "train.py", settings) is None
    cache.put(b"x", "train.py", settings, checked)
    assert Cache.of(settings).get(b"x", "train.py", settings) == checked


def test_what_makes_a_result_stale(settings: Settings, tmp_path: Path) -> None:
    world = World(Path())
    world.exists("data.yaml")
    cache = Cache.of(settings)
    cache.put(b"x", "train.py", settings, Checked((), tuple(world.facts)))
    assert cache.get(b"x", "train.py", settings) is not None
    assert cache.get(b"y", "train.py", settings) is None
    assert cache.get(b"x", "./train.py", settings) is None
    assert cache.get(b"x", "train.py", replace(settings, ignore=("KER2",))) is None
    (tmp_path / "data.yaml").touch()
    assert cache.get(b"x", "train.py", settings) is None


def test_broken_entries_are_misses(settings: Settings) -> None:
    cache = Cache.of(settings)
    cache.put(b"x", "train.py", settings, Checked((EVERYTHING,)))
    (entry,) = folder_of(settings).glob("??/*.json")
    good = entry.read_text()
    assert cache.get(b"x", "train.py", settings) is not None
    for text in (
        "",
        "{",
        "[]",
        "null",
        good[:-20],
        good.replace('"info"', '"loud"'),
        good.replace("[2, 3", "[2"),
    ):
        entry.write_text(text)
        assert cache.get(b"x", "train.py", settings) is None, text
    # An entry cannot make Kerlint call anything but the questions that facts are.
    entry.write_text(good.replace('"facts": []', '"facts": [["_names", ["/"], ""]]'))
    assert cache.get(b"x", "train.py", settings) is None


def test_crashes_are_not_kept(settings: Settings) -> None:
    cache = Cache.of(settings)
    cache.put(b"x", "train.py", settings, Checked((replace(EVERYTHING, code="KER902"),)))
    assert cache.get(b"x", "train.py", settings) is None


def test_a_folder_that_cannot_be_written_is_no_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = replace(settings, cache_dir="file")
    Cache.of(nowhere).put(b"x", "train.py", nowhere, Checked())
    assert Cache.of(nowhere).get(b"x", "train.py", nowhere) is None


def test_git_leaves_the_folder_out_and_clean_removes_only_it(settings: Settings, tmp_path: Path) -> None:
    cache = Cache.of(settings)
    cache.put(b"x", "train.py", settings, Checked())
    assert (folder_of(settings) / ".gitignore").read_text() == "*\n"
    assert cache.clean()
    assert not folder_of(settings).exists()
    (tmp_path / "mine").mkdir()
    assert not Cache(tmp_path / "mine").clean()
    assert (tmp_path / "mine").exists()


def test_a_second_run_parses_nothing(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(MISMATCH)
    first = kerlint("check", "--output-format", "json", cwd=tmp_path)
    assert first.codes == ["KER202"]
    second = kerlint("check", "-v", "--output-format", "json", cwd=tmp_path)
    assert second.findings == first.findings
    assert "1 from the cache" in second.err
    (tmp_path / "train.py").write_text(CLEAN)
    assert kerlint("check", "--output-format", "json", cwd=tmp_path).findings == []


def test_facts_of_real_scripts_are_checked_again(tmp_path: Path) -> None:
    text = "from settings import RESCALE\n" + MISMATCH.replace(
        "ImageDataGenerator().", "ImageDataGenerator(rescale=RESCALE)."
    )
    (tmp_path / "train.py").write_text(text)
    (tmp_path / "settings.py").write_text("RESCALE = 1 / 255\n")
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path).findings == []
    (tmp_path / "settings.py").write_text("RESCALE = 1 / 127\n")
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path).codes == ["KER202"]
    (tmp_path / "settings.py").write_text("RESCALE = 1 / 255\n")
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path).findings == []


def test_a_changed_rule_counts(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(CLEAN)
    plugin = install_plugin(tmp_path / "site")
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path, PYTHONPATH=plugin).codes == [
        "TST101"
    ]
    rules = tmp_path / "site" / "tst_rules.py"
    rules.write_text(rules.read_text().replace('"TST101"', '"TST111"'))
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path, PYTHONPATH=plugin).codes == [
        "TST111"
    ]
    assert kerlint("check", "train.py", "--output-format", "json", cwd=tmp_path).codes == []


def modules(folder: Path, *arguments: str) -> set[str]:
    """What a run imports."""
    done = kerlint("check", *arguments, cwd=folder, PYTHONPROFILEIMPORTTIME="1")
    assert done.code in (0, 1), done.err
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines() if "import time:" in line}


def test_what_is_not_needed_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("import os\nprint(os.name)\n")
    loaded = modules(tmp_path, ".")
    heavy = {"libcst", "yaml", "tomllib", "pathspec", "kerlint.rule", "multiprocessing", "concurrent.futures"}
    assert not heavy & loaded
    assert not {name for name in loaded if name.startswith("kerlint_rules")}
    (tmp_path / "train.py").write_text(MISMATCH)
    assert "libcst" in modules(tmp_path, ".")
    again = modules(tmp_path, ".")
    assert not {"libcst", "kerlint.rule.load_rules", "kerlint_rules", "kerlint.builder"} & again
    assert not {name for name in again if name.split(".")[0] in ("tensorflow", "keras", "numpy")}


def test_worker_processes_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(6):
        (tmp_path / f"train{number}.py").write_text("\n" * number + MISMATCH)
    paths = sorted(os.listdir())
    finder = SettingsFinder()
    alone = check_files(paths, finder, cache=False, jobs=1)
    several = check_files(paths, finder, cache=False, jobs=3)
    assert alone == several
    assert [item.filename for item in several.diagnostics] == paths


def test_a_process_that_dies_is_one_finding(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"train{number}.py").write_text(MISMATCH)
    (tmp_path / "killer.py").write_text("import keras\nkeras.Model().fit(x)\n")
    install_plugin(tmp_path / "site")
    rules = tmp_path / "site" / "tst_rules.py"
    dying = "import os\nos._exit(3) if script.filename == 'killer.py' else None"
    text = rules.read_text().replace('raise ValueError("on\\npurpose")', dying.replace("\n", "; ", 1))
    rules.write_text(text.replace("default = False", "default = True", 1))
    assert "_exit" in rules.read_text()
    done = kerlint(
        *("check", ".", "--exclude", "site", "--select", "KER202,TST102"),
        *("--no-cache", "--jobs", "2", "--output-format", "json"),
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path / "site"),
    )
    by_file = {Path(found["filename"]).name: found["code"] for found in done.findings}
    assert by_file == {"killer.py": "KER902", **{f"train{n}.py": "KER202" for n in range(3)}}
    assert done.code == 1


def test_what_two_files_tell_of_a_third_is_told_once() -> None:
    twin = replace(EVERYTHING, filename="./train.py")
    later = replace(EVERYTHING, span=Span(Location(1, 1), Location(1, 2)))
    assert in_order([EVERYTHING, twin, later]) == [later, EVERYTHING]


def test_entries_are_plain_json(settings: Settings) -> None:
    Cache.of(settings).put(b"x", "train.py", settings, Checked((EVERYTHING,)))
    (entry,) = folder_of(settings).glob("??/*.json")
    assert json.loads(entry.read_text())["diagnostics"][0]["message"] == EVERYTHING.message
