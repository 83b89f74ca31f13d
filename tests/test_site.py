"""The documentation site: mkdocs builds it without a warning, and no link on it is broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from kerlint.links import HOME
from kerlint.rule import load_rules
from kerlint.settings_file import setting_keys
from tests.proof.measured import measured
from tests.proof.samples import samples
from tests.shell import ROOT

pytest.importorskip("mkdocs")
pytest.importorskip("material")


class Page(HTMLParser):
    """What a page links to, and the places that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        for name in ("href", "src"):
            if given.get(name):
                self.links.append(str(given[name]))
        if given.get("id"):
            self.anchors.add(str(given["id"]))


def build(folder: Path, *options: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder), *options]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def article(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]


def headings(text: str) -> Iterator[str]:
    for found in re.findall(r"<h[12][^>]*>(.*?)<a class=\"headerlink\"", text, flags=re.DOTALL):
        yield re.sub(r"<[^>]+>", "", found).strip()


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    assert len(pages) > 40
    broken = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for link in page.links:
            if link.startswith(f"{HOME}/"):
                file = re.fullmatch(rf"{HOME}/(?:blob|tree)/main/([^#]+).*", link)
                if file and not (ROOT / unquote(file[1])).exists():
                    broken.append(f"{path.relative_to(site)}: {link}")
            if re.match(r"[a-z]+:|//", link):
                continue
            target, anchor = urldefrag(unquote(link))
            place = (path.parent / target).resolve() if target else path
            place = place / "index.html" if place.is_dir() else place
            if not place.exists() or (anchor and place in pages and anchor not in pages[place].anchors):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_every_rule_has_its_page_with_what_was_measured(site: Path) -> None:
    by_code = {sample.code: sample for sample in samples()}
    for rule in load_rules():
        if not rule.__module__.startswith("kerlint_rules."):
            continue
        text = article(site / "rules" / rule.code / "index.html")
        assert rule.name in text
        assert "Why is this bad?" in text
        for facts in measured(by_code[rule.code]).values() if rule.code in by_code else ():
            for pair in facts.values():
                assert all(f"<td>{number}</td>" in text for number in pair), rule.code


def test_every_section_of_the_readme_is_on_one_page(site: Path) -> None:
    found = [heading for path in site.rglob("*.html") for heading in headings(article(path))]
    readme = re.sub(r"```.*?```", "", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    for heading in re.findall(r"^## (.+)$", readme, flags=re.MULTILINE):
        if heading != "Proofs":  # a page of docs/ has that name, too
            assert found.count(heading) == 1, heading


def test_all_settings_and_options_are_there(site: Path) -> None:
    text = article(site / "settings" / "index.html")
    table = text.partition('id="all-settings"')[2].partition("</table>")[0]
    assert re.findall(r"<tr>\s*<td><code>([\w-]+)</code>", table) == list(setting_keys())
    assert "--include-markdown" in text.partition('id="kerlint-check"')[2]


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("docs/plugins.md", "[x](nowhere.md)", "nowhere.md"),
        ("docs/plugins.md", "[x](proofs.md#no-such-heading)", "no-such-heading"),
        ("docs/plugins.md", "[x](../no/such/file.py)", "no/such/file.py"),
        ("README.md", "## A new section", "A new section"),
        ("CONTRIBUTING.md", "[x](docs/nowhere.md)", "docs/nowhere.md"),
    ],
)
def test_what_is_broken_does_not_build(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    copy = tmp_path / "copy"
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("docs", "kerlint", "rules", "sample_scripts", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "mkdocs.yml", "action.yml"):
        shutil.copy(ROOT / name, copy)
    with (copy / file).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")
    done = build(tmp_path / "site", cwd=copy)
    assert done.returncode != 0
    assert complaint in done.stderr
