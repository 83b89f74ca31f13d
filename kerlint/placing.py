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


def whole_text(item: Diagnostic, *, related: bool = False) -> str:
    """All that a finding says, where only one text is shown: the message, the notes and the help, a line each.

    With `related`, the places that led to it too, for editors that show none.
    """
    places = item.related if related else ()
    return "\n".join(
        [
            item.message,
            *(f"{_place(place, item)}: {place.message}" for place in places),
            *item.notes,
            *([f"help: {item.help}"] if item.help else []),
        ]
    )


def _place(place: Related, item: Diagnostic) -> str:
    cell = f"cell {place.cell}, " if place.cell is not None else ""
    here = f"{cell}line {place.span.start.row}"
    return here if place.filename == item.filename else f"{place.filename}, {here}"
