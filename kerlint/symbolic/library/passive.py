"""Packages that show, log, wait or count: they change nothing that they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.values import Arguments, Unknown

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_READERS = (
    "matplotlib. pylab. seaborn. plotly. time. datetime. logging. warnings. sys. pprint. IPython. gc. random."
    " scipy. os. re. string. json. shutil. math. statistics. platform. psutil. textwrap. glob. absl.logging."
).split()
_PROGRESS_BARS = (
    "tqdm.tqdm",
    "tqdm.notebook.tqdm",
    "tqdm.auto.tqdm",
    "tqdm.autonotebook.tqdm",
    "tqdm.tqdm_notebook",
    "tqdm.notebook.tqdm_notebook",
    "progressbar.progressbar",
    "tqdm.rich.tqdm",
)
# Where Python 2 and 3 spell a builtin differently.
_COMPATIBLE = ("six.moves.", "past.builtins.", "future.builtins.", "future.moves.", "builtins.__builtins__.")
_MOVED = {
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.grid_search": "sklearn.model_selection",
}


def register(library: Library) -> None:
    """Make these packages known to the library."""
    for prefix in _READERS:
        library.fallback(prefix)(_reads)

    @library.calls(*_PROGRESS_BARS)
    def progress(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        iterable = arguments.get(0, "iterable")
        return ev.unknown(node) if iterable is None else iterable.value

    @library.calls("tqdm.trange", "tqdm.notebook.trange", "tqdm.auto.trange", "tqdm.tnrange")
    def counted(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return library.call("builtins.range", Arguments(arguments.positional), ev, node)

    @library.canonicalizer
    def canonical(path: str) -> str | None:
        for prefix in _COMPATIBLE:
            name = path.removeprefix(prefix)
            if name != path and library.knows(f"builtins.{name}"):
                return f"builtins.{name}"
        for old, new in _MOVED.items():
            if path.startswith(f"{old}."):
                return new + path.removeprefix(old)
        return None


def _reads(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return Unknown("", None, node, origin=path, arguments=arguments)
