"""Names imported from the project's own files: found as Python finds them, evaluated, never executed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kerlint.source import SourceError
from kerlint.symbolic.imports import ModuleValue
from kerlint.symbolic.scopes import Scope
from kerlint.syntax import parse

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.world import World

# Libraries are not looked for among the project's files.
_LIBRARIES = frozenset(
    "keras tensorflow tf_keras numpy pandas sklearn scipy matplotlib cv2 PIL os sys math random json yaml re time "
    "argparse pathlib collections itertools functools typing datetime glob shutil logging pickle h5py torch "
    "seaborn skimage imutils tqdm dataclasses enum copy abc warnings csv string subprocess absl six __future__".split()
)
_MOST_MODULES = 24
_LARGEST = 300_000


class Project:
    """The modules around a script.

    Attributes:
        parsed: (filename, tree) of every module of the project that was read, for positions of related places.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._trees: dict[str, cst.Module | None] = {}

    @property
    def parsed(self) -> list[tuple[str, cst.Module]]:
        """The files read so far, relative to the script's folder, with their trees."""
        return [(name, tree) for name, tree in self._trees.items() if tree is not None]

    def module(self, path: str, ev: Evaluator, level: int = 0) -> ModuleValue | None:
        """The module of this dotted path where the project has its file, else None.

        Args:
            path: dotted, as the import statement writes it.
            ev: the path of the script that asks; each path evaluates the module once.
            level: leading dots of a relative import.
        """
        root = path.partition(".")[0]
        if not level and root in _LIBRARIES:
            return None
        importer = ev.scope.module.path
        base = PurePosixPath(importer.replace(".", "/")).parent if importer != "__main__" else PurePosixPath()
        for _ in range(level - 1):
            base = base.parent
        below = PurePosixPath(*path.split(".")) if path else PurePosixPath()
        folders = [base] if level else [PurePosixPath(), *([base] if base.parts else [])]
        for folder in folders:
            found = self._load(folder / below, ev)
            if found is not None:
                return found
        return None

    def _load(self, stem: PurePosixPath, ev: Evaluator) -> ModuleValue | None:
        modules = ev.extension(_Evaluated).modules
        key = str(stem)
        if key in modules:
            return modules[key]
        modules[key] = None
        for name in (f"{stem}.py", f"{stem}/__init__.py"):
            tree = self._tree(name)
            if tree is not None:
                modules[key] = self._evaluate(key, name, tree, ev)
                return modules[key]
        return None

    def _tree(self, name: str) -> cst.Module | None:
        if name not in self._trees:
            tree = None
            if len(self.parsed) < _MOST_MODULES:
                text = self._world.read_text(name)
                if text is not None and len(text) <= _LARGEST:
                    tree = _parse(text)
            self._trees[name] = tree
        return self._trees[name]

    def _evaluate(self, key: str, name: str, tree: cst.Module, ev: Evaluator) -> ModuleValue:
        from kerlint.symbolic.statements import run_module

        path = key.replace("/", ".")
        scope = Scope("module", path=path if not name.endswith("__init__.py") else f"{path}.__init__")
        scope.names["__name__"] = path
        scope.names["__file__"] = name
        value = ModuleValue(path, scope)
        # Seen by a module that imports this one back.
        ev.extension(_Evaluated).modules[key] = value
        saved = ev.binding_name
        with ev.at(scope), ev.hints.nested():
            run_module(ev, tree)
        ev.binding_name = saved
        return value


class _Evaluated:
    """Which modules this path has evaluated."""

    def __init__(self, ev: Evaluator) -> None:
        self.modules: dict[str, ModuleValue | None] = {}


def _parse(text: str) -> cst.Module | None:
    """The tree of a module, None where it does not parse: its own check says so."""
    try:
        return parse(text)
    except (SourceError, RecursionError):
        return None
