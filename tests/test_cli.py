from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kerlint as package
from kerlint.rule import load_rules
from tests.shell import CLEAN, MISMATCH, kerlint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bad.py").write_text(MISMATCH)
    (tmp_path / "good.py").write_text(CLEAN)
    (tmp_path / "plain.py").write_text("import os\n")
    return tmp_path


def test_exit_codes(project: Path) -> None:
    assert kerlint("check", "good.py", cwd=project).code == 0
    assert kerlint("check", "bad.py", cwd=project).code == 1
    assert kerlint("check", cwd=project).code == 1
    assert kerlint("check", "--exit-zero", cwd=project).code == 0
    assert kerlint("check", "--ignore", "KER202", cwd=project).code == 0
    assert kerlint("check", "nowhere", cwd=project).code == 2
    assert kerlint("check", "--exit-zero", "nowhere", cwd=project).code == 2
    for arguments in ([], ["chek"], ["check", "--jobs", "0"], ["check", "-", "bad.py"], ["train.py"]):
        done = kerlint(*arguments, cwd=project)
        assert done.code == 2, arguments
        assert done.err.startswith("kerlint: ")
        assert done.out == ""


def test_fail_on(project: Path) -> None:
    def code(severity: str, fail_on: str) -> int:
        (project / "kerlint.toml").write_text(f"severity = {{KER202 = '{severity}'}}\n")
        return kerlint("check", "bad.py", *(["--fail-on", fail_on] if fail_on else []), cwd=project).code

    assert [code(severity, "") for severity in ("error", "warning", "info")] == [1, 1, 0]
    assert [code(severity, "error") for severity in ("error", "warning", "info")] == [1, 0, 0]
    assert code("info", "info") == 1


def test_fail_on_holds_where_its_settings_do(project: Path) -> None:
    (project / "strict").mkdir()
    (project / "strict" / "kerlint.toml").write_text("fail-on = 'info'\nseverity = {KER202 = 'info'}\n")
    (project / "bad.py").rename(project / "strict" / "bad.py")
    assert kerlint("check", cwd=project).code == 1
    (project / "kerlint.toml").write_text("severity = {KER202 = 'info'}\n")
    (project / "strict" / "kerlint.toml").unlink()
    assert kerlint("check", cwd=project).code == 0


def test_the_screen(project: Path) -> None:
    done = kerlint("check", cwd=project)
    assert "bad.py:6:7: KER202 " in done.out
    closing = "Found 1 error (3 files, 2 with Keras).\n1 fixable with `--fix --unsafe-fixes`.\n"
    assert done.out.endswith(closing)
    assert done.err == ""
    assert kerlint("check", "good.py", "plain.py", cwd=project).out == (
        "All checks passed (2 files, 1 with Keras).\n"
    )
    quiet = kerlint("check", "-q", "--output-format", "concise", cwd=project)
    assert len(quiet.out.splitlines()) == 1
    verbose = kerlint("check", "-v", "--target-keras", "2", cwd=project)
    assert "target: target-keras is 2" in verbose.err
    assert "3 files in" in verbose.err


def test_colours(project: Path) -> None:
    assert "\x1b[" not in kerlint("check", cwd=project).out
    assert "\x1b[" in kerlint("check", cwd=project, FORCE_COLOR="1").out
    assert "\x1b[" not in kerlint("check", cwd=project, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" in kerlint("check", "--color", "always", cwd=project, NO_COLOR="1").out


def test_a_terminal_gets_colours(project: Path) -> None:
    pty = pytest.importorskip("pty")
    main, side = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "kerlint", "check", "-q", "bad.py"],
        cwd=project,
        stdout=side,
        check=False,
        env={**env, "TERM": "xterm"},
    )
    os.close(side)
    assert done.returncode == 1
    assert b"\x1b[1;31mKER202" in os.read(main, 10_000)


def test_output_file(project: Path) -> None:
    done = kerlint(
        "check", "--output-format", "json", "--output-file", "out.json", cwd=project, FORCE_COLOR="1"
    )
    assert (done.code, done.out) == (1, "")
    assert [one["code"] for one in json.loads((project / "out.json").read_text())] == ["KER202"]
    done = kerlint("check", "--output-file", "no/such/folder/out", cwd=project)
    assert done.code == 2
    assert done.err == "kerlint: no/such/folder/out: cannot be written: No such file or directory\n"


def test_statistics(project: Path) -> None:
    assert kerlint("check", "--statistics", cwd=project).out == "1  KER202  [ ] preprocessing-mismatch\n"


def test_standard_input(project: Path) -> None:
    done = kerlint("check", "-", "--output-format", "concise", cwd=project, stdin=MISMATCH)
    assert done.out.startswith("<stdin>:6:7: KER202 ")
    assert done.code == 1
    (project / "sub").mkdir()
    (project / "sub" / "kerlint.toml").write_text("ignore = ['KER2']\n")
    named = ("check", "-", "--stdin-filename", "sub/new.py")
    assert kerlint(*named, cwd=project, stdin=MISMATCH).code == 0
    (project / "sub" / "kerlint.toml").write_text("exclude = ['new.py']\n")
    assert kerlint(*named, cwd=project, stdin=MISMATCH).code == 1
    assert kerlint(*named, "--force-exclude", cwd=project, stdin=MISMATCH).code == 0
    full = kerlint("check", "-", "--stdin-filename", "train.py", cwd=project, stdin=MISMATCH)
    assert "6 | val = ImageDataGenerator()" in full.out
    assert kerlint("check", "-", cwd=project, stdin=b"").code == 0
    assert kerlint("check", "-", cwd=project, stdin=b"import keras\n\xff").code == 1


def test_unreadable_names_do_not_stop_it(project: Path) -> None:
    odd = os.fsencode(project) + b"/\xff odd.py"
    try:
        with open(odd, "w") as file:  # noqa: PTH123 - the name is bytes
            file.write(MISMATCH)
    except OSError:
        pytest.skip("this file system refuses the name")
    for output_format in ("full", "concise", "json", "github", "sarif"):
        done = kerlint("check", "--output-format", output_format, cwd=project)
        assert done.code == 1, done.err
        assert "Traceback" not in done.err


def test_a_screen_without_utf8(project: Path) -> None:
    (project / "bad.py").write_text(MISMATCH.replace("epochs=3", "epochs=3,  # é…\n"), encoding="utf-8")
    done = kerlint("check", "bad.py", cwd=project, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.code == 1
    assert done.err == ""


def test_the_reader_goes_away(project: Path) -> None:
    for number in range(120):
        (project / f"bad{number}.py").write_text(MISMATCH)
    kerlint("check", cwd=project)
    command = f"{sys.executable} -m kerlint check --output-format json | head -1"
    done = subprocess.run(command, shell=True, cwd=project, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted(tmp_path: Path, jobs: str) -> None:
    for name in ("a.py", "b.py", "c.py"):
        (tmp_path / name).write_text("import keras\n" + "x = [1, 2, 3]\n" * 100_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "kerlint", "check", "--no-cache", "--jobs", jobs],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "kerlint: interrupted\n"


def test_version_and_help(tmp_path: Path) -> None:
    assert kerlint("--version", cwd=tmp_path).out == f"kerlint {package.__version__}\n"
    assert "check" in kerlint("--help", cwd=tmp_path).out
    for command in ("check", "baseline", "show", "rule", "config", "cache", "server"):
        done = kerlint(command, "--help", cwd=tmp_path)
        assert done.code == 0
        assert done.out.startswith(f"usage: kerlint {command}")


# --- other commands ---------------------------------------------------------------------------------


def test_rule(tmp_path: Path) -> None:
    listed = kerlint("rule", cwd=tmp_path).out.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in load_rules()]
    for key in ("KER202", "ker202", "preprocessing-mismatch"):
        done = kerlint("rule", key, cwd=tmp_path)
        assert done.out.startswith("KER202 preprocessing-mismatch\n\nerror; Keras 2 and 3\n")
        assert "Why is this bad?\n----------------\n" in done.out
    one = json.loads(kerlint("rule", "KER202", "--output-format", "json", cwd=tmp_path).out)
    assert (one["code"], one["keras"], one["default"]) == ("KER202", [2, 3], True)
    assert set(one["sections"]) >= {"What it finds", "Why is this bad?", "Example", "Fix"}
    every = json.loads(kerlint("rule", "--output-format", "json", cwd=tmp_path).out)
    assert one in every
    wrong = kerlint("rule", "preprocesing-mismatch", cwd=tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean KER202 (preprocessing-mismatch)?" in wrong.err


def test_config(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("keras==2.3.1\n")
    (tmp_path / "kerlint.toml").write_text(
        "ignore = ['KER2']\n[datasets]\nx = 3\n[per-file-ignores]\n'a.py' = ['KER1']\n"
    )
    text = kerlint("config", cwd=tmp_path).out
    assert f'ignore            = ["KER2"]  ({tmp_path / "kerlint.toml"})' in text
    assert 'fail-on           = "warning"  (default)' in text
    assert "target: Keras 2 (requirements.txt has keras==2.3.1)" in text
    shown = json.loads(kerlint("config", "--output-format", "json", cwd=tmp_path).out)
    assert shown["settings"]["datasets"]["value"] == {"x": {"samples": 3}}
    assert shown["settings"]["per-file-ignores"]["value"] == {"a.py": ["KER1"]}
    assert shown["settings"]["select"] == {"value": [], "origin": "default"}
    assert shown["target"]["major"] == 2
    isolated = json.loads(kerlint("config", "--isolated", "--output-format", "json", cwd=tmp_path).out)
    assert isolated["settings"]["ignore"]["value"] == []
    assert kerlint("config", "nowhere", cwd=tmp_path).code == 2


def test_cache(project: Path) -> None:
    kerlint("check", cwd=project)
    assert kerlint("cache", "dir", cwd=project).out == f"{project / '.kerlint_cache'}\n"
    assert (project / ".kerlint_cache").is_dir()
    assert kerlint("cache", "clean", cwd=project).out.startswith("Removed ")
    assert not (project / ".kerlint_cache").exists()
    assert kerlint("cache", "clean", cwd=project).code == 0
    kerlint("check", "--no-cache", cwd=project)
    assert not (project / ".kerlint_cache").exists()
    kerlint("check", "--cache-dir", "kept", cwd=project)
    assert (project / "kept" / "CACHEDIR.TAG").is_file()


def test_show(project: Path) -> None:
    done = kerlint("show", "bad.py", cwd=project)
    assert done.code == 0
    assert "flatten (Flatten)" in done.out
    payloads = json.loads(kerlint("show", "bad.py", "good.py", "--output-format", "json", cwd=project).out)
    assert [payload["filename"] for payload in payloads] == ["bad.py", "good.py"]
    assert [layer["class"] for layer in payloads[0]["models"][0]["layers"]] == ["Flatten", "Dense"]
    (project / "broken.py").write_text("import keras\nx = (\n")
    done = kerlint("show", "broken.py", "nowhere.py", "good.py", cwd=project)
    assert done.code == 2
    assert "broken.py:2:5: syntax error" in done.err
    assert "nowhere.py: cannot be read" in done.err
    assert done.out.startswith("good.py")
