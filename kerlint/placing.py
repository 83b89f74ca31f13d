"""The findings of a file as flake8 and editors show them: all of them in the file that was checked."""

from __future__ import annotations

from dataclasses import replace

from kerlint.diagnostic import Diagnostic, Location, Related, Span


def placed_in(item: Diagnostic, filename: str) -> Diagnostic:
    """A finding in another module of the project moves to the place in this file that led to it.

    Its message then starts with where it stands, that place is a related one, and its fix, which is the other
    file's, is gone.
    """
    if item.filename == filename:
        return item
    top = Span(Location(1, 1), Location(1, 1))
    here = next((place for place in item.related if place.filename == filename), Related("", filename, top))
    start = item.span.start
    return replace(
        item,
        filename=filename,
        span=here.span,
        cell=here.cell,
        message=f"{item.filename}:{start.row}:{start.column}: {item.message}",
        related=(Related("found here", item.filename, item.span), *item.related),
        fix=None,
        noqa_row=None,
    )


def without_jupyter_folder(path: str) -> str:
    """A notebook's own path, where JupyterLab names it as if it lay in a folder of copies in its root."""
    return path.replace("/.virtual_documents/", "/", 1)


def whole_text(item: Diagnostic) -> str:
    """All that a finding says, where only one text is shown: the message, the notes and the help, a line each."""
    return "\n".join([item.message, *item.notes, *([f"help: {item.help}"] if item.help else [])])
