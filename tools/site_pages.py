"""A hook of mkdocs: the site's pages that other files of the repository already hold, its navigation and its links.

Nothing is written twice: sections of README.md become pages, as do CONTRIBUTING.md and CHANGELOG.md. Each section of
README.md has its place in PAGES.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from kerlint.links import HOME
from kerlint.settings import Settings
from kerlint.settings_file import setting_keys

ROOT = Path(__file__).resolve().parents[1]
README = "README.md"
ALL = "*"
# The navigation: title, page, and what it is made of: sections of a file by their headings ("" is what stands above
# the first one). A file of docs/ has its own text first.
PAGES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "index.md": (
        "Getting started",
        (
            (README, ""),
            (README, "Thirty seconds"),
            (README, "Install"),
            (README, "Notebooks and documents"),
            (README, "Fix what is found"),
            (README, "Suppress a finding"),
            (README, "An old project"),
            (README, "Licence"),
        ),
    ),
    "settings.md": ("Settings and options", ((README, "Settings"), (README, "Command line"))),
    "rules/index.md": ("Rules", ((README, "Rules"), (README, "Proofs"))),
    "editors.md": ("Editors", ((README, "In an editor"), (README, "python-lsp-server"))),
    "ci.md": (
        "Hooks and CI",
        ((README, "pre-commit"), (README, "flake8"), (README, "Continuous integration")),
    ),
    "plugins.md": ("Write a plugin", ()),
    "how-it-works.md": ("How it works", ((README, "Speed"),)),
    "agreement.md": ("Agreement with Keras", ()),
    "recall.md": ("What is missed", ()),
    "catalogue.md": ("Keras 1, 2 and 3", ()),
    "proofs.md": ("Proofs", ()),
    "contributing.md": ("Contributing", (("CONTRIBUTING.md", ALL), (README, "Try it in a clone"))),
    "changelog.md": ("Changelog", (("CHANGELOG.md", ALL),)),
}
# These begin with sections of equal weight, so that none of them can be the title.
TITLED = ("settings.md", "ci.md")
COMMANDS = ("check", "baseline", "show", "rule", "config", "cache", "server")

_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
log = logging.getLogger("mkdocs.hooks.site_pages")


# --- the hook ---------------------------------------------------------------------------------------


def on_config(config: Any) -> Any:
    """The navigation."""
    unplaced = set(sections(README)) - {
        name for _, parts in PAGES.values() for file, name in parts if file == README
    }
    for name in sorted(unplaced):
        log.warning("README.md has a section %r that is on no page: place it in tools/site_pages.py", name)
    config.nav = [
        {title: [page, *_families()] if page == "rules/index.md" else page}
        for page, (title, _) in PAGES.items()
    ]
    return config


def on_files(files: Files, config: Any) -> Files:
    """The pages that are no files of docs/."""
    for page in PAGES:
        if not (ROOT / "docs" / page).exists():
            files.append(File.generated(config, page, content=made(page)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links out of docs/, and what a file of docs/ has besides its own text."""
    uri = page.file.src_uri
    if not (ROOT / "docs" / uri).exists():
        return markdown
    return relinked(markdown, f"docs/{uri}", uri) + (made(uri) if uri in PAGES else "")


# --- pages ------------------------------------------------------------------------------------------


def made(page: str) -> str:
    """The text of a page from its parts, links included."""
    title, parts = PAGES[page]
    texts = [f"# {title}\n"] if page in TITLED else []
    for file, name in parts:
        found = sections(file)
        text = "\n".join(found.values() if name == ALL else [found[name]])
        if not texts and not (ROOT / "docs" / page).exists():
            text = re.sub(r"\A## ", "# ", text)
        texts.append(relinked(text, file, page))
    if page == "settings.md":
        texts += [settings_table(), *options()]
    return "\n".join(texts)


def sections(file: str) -> dict[str, str]:
    """The parts of a file by their second-level headings, each with its heading; "" for what stands above."""
    found = {"": ""}
    name = ""
    for line, code in lines_of((ROOT / file).read_text(encoding="utf-8")):
        if not code and line.startswith("## "):
            name = line[3:].strip()
            found[name] = ""
        found[name] += f"{line}\n"
    return found


def lines_of(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is code: within a fence."""
    code = False
    for line in text.splitlines():
        fence = line.lstrip().startswith("```")
        yield line, code or fence
        code ^= fence


def settings_table() -> str:
    """Every key with its default and its meaning, as Settings says them."""
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in (Settings.__doc__ or "").partition("Attributes:\n")[2].splitlines():
        if entry := re.fullmatch(r" {8}([a-z][\w, ]*): (.*)", line):
            names = entry[1].split(", ")
            meanings.update(dict.fromkeys(names, entry[2]))
        elif line.strip():
            meanings.update({name: f"{meanings[name]} {line.strip()}" for name in names})
    defaults = Settings()
    shown = {field.name: getattr(defaults, field.name) for field in fields(Settings)}
    rows = ["## All settings", "", "| key | default | |", "|---|---|---|"]
    for key in setting_keys():
        name = key.replace("-", "_")
        rows.append(f"| `{key}` | {_plain(shown[name])} | {meanings[name]} |")
    return "\n".join(rows) + "\n"


def _plain(value: Any) -> str:
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value)
    return f"`{value}`"


def options() -> Iterator[str]:
    """What --help says."""
    yield "## All options\n"
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "kerlint", command, "--help"],
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        yield f"### kerlint {command}\n\n```text\n{done.stdout}```\n"


def _families() -> Iterator[dict[str, list[str]]]:
    """The rules' pages by the families of the README's tables."""
    rules = sections(README)["Rules"]
    for family, table in re.findall(r"^\*\*(.+)\*\*\n\n((?:\|.*\n)+)", rules, flags=re.MULTILINE):
        yield {family: [f"rules/{page}" for page in re.findall(r"\(docs/rules/(\w+\.md)\)", table)]}


# --- links ------------------------------------------------------------------------------------------


def relinked(text: str, file: str, page: str) -> str:
    """The text of a file of the repository with its links as they are from a page of the site."""

    def link(match: re.Match[str]) -> str:
        return f"]({_target(match[1], file, page)})"

    return "".join(f"{line if code else _LINK.sub(link, line)}\n" for line, code in lines_of(text))


def _target(target: str, file: str, page: str) -> str:
    path, _, anchor = target.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    if not (ROOT / place).exists():
        log.warning("%s links to %s, which does not exist", file, target)
    found = _page_of(place, anchor)
    if found is None:
        kind = "tree" if (ROOT / place).is_dir() else "blob"
        return f"{HOME}/{kind}/main/{place}" + (f"#{anchor}" if anchor else "")
    return posixpath.relpath(found, posixpath.dirname(page) or ".") + (f"#{anchor}" if anchor else "")


def _page_of(place: str, anchor: str) -> str | None:
    """The page that a file of the repository, or its section, is on; None where it is on none."""
    if place.startswith("docs/"):
        return place.removeprefix("docs/")
    for page, (_, parts) in PAGES.items():
        for file, name in parts:
            if file == place and (not anchor or name == ALL or re.sub(r"\W+", "-", name.lower()) == anchor):
                return page
    return None
