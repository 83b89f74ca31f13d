"""From a syntax tree to Scripts: one for every path that is worth looking at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kerlint.keras.run import KerasRun
from kerlint.keras.versions import target_of
from kerlint.symbolic import statements
from kerlint.symbolic.classes import ClassValue, Instance
from kerlint.symbolic.conditions import Decisions, explore
from kerlint.symbolic.evaluator import BudgetExceeded, Evaluator
from kerlint.symbolic.functions import BoundFunction, FunctionValue
from kerlint.symbolic.hints import Hints
from kerlint.symbolic.project import Project
from kerlint.symbolic.registry import Library
from kerlint.symbolic.stakes import trains
from kerlint.symbolic.tree import mentions
from kerlint.target import Target, requested_target

if TYPE_CHECKING:
    import libcst as cst

    from kerlint.script import Call, Script
    from kerlint.settings import Settings
    from kerlint.source import SourceFile
    from kerlint.symbolic.switches import Switches
    from kerlint.world import World

# Paths a file, and the work on all of them: a script with a dozen open questions is not worth a hundred runs, and
# looking at a long script again costs what parsing it costs. That is done once, or until half its work is done again.
_PATHS = 12
_WORK = 800


@lru_cache(maxsize=1)
def library() -> Library:
    """Everything that Kerlint knows of other packages."""
    from kerlint.keras import register as register_keras
    from kerlint.symbolic.library import register as register_python

    made = Library()
    register_python(made)
    register_keras(made)
    return made


class Reading:
    """The possible runs of one script.

    Attributes:
        project: the project's other modules that were read on the way.
    """

    def __init__(self, module: cst.Module, source: SourceFile, settings: Settings, world: World) -> None:
        self._module = module
        self._source = source
        self._settings = settings
        self._world = world
        self._outputs = cell_outputs(module, source)
        self.project = Project(world)
        self._known_switches: Switches | None = None

    def scripts(self) -> Iterator[Script]:
        """One Script a path, the plainest first."""
        trains = switches = False
        for script, ev in self._explored(open_options=False):
            yield script
            trains = trains or bool(script.fits)
            switches = switches or ev.closed_options
        if switches and not trains:
            # The options' defaults lead past the training.
            for script, _ in self._explored(open_options=True):
                yield script

    def _explored(self, open_options: bool) -> Iterator[tuple[Script, Evaluator]]:
        spent = first = 0
        for script, ev in explore(lambda decisions: self._run(decisions, open_options), _PATHS):
            yield script, ev
            first = first or ev.work
            spent += ev.work
            if spent >= max(_WORK, 3 * first // 2) or script.incomplete:
                return

    def _run(self, decisions: Decisions, open_options: bool) -> tuple[Script, Evaluator]:
        ev = Evaluator(
            library(),
            self._world,
            self._settings,
            str(self._source.path),
            decisions,
            Hints(self._source.text, self._outputs),
            self.project,
            open_options,
            self._switches,
        )
        run = ev.extension(KerasRun)
        run.major = self._target(()).major
        incomplete = None
        try:
            statements.run_module(ev, self._module)
            run_uncalled(ev, trained=bool(run.fits))
        except BudgetExceeded:
            incomplete = "the script does more than Kerlint follows; what comes later was not looked at"
        ev.finish()
        decisions.barren = not run.fits
        return run.script(ev, incomplete, self._target(run.calls)), ev

    def _switches(self) -> Switches:
        if self._known_switches is None:
            from kerlint.symbolic.switches import Switches

            self._known_switches = Switches(self._module, self.project)
        return self._known_switches

    def _target(self, calls: Sequence[Call]) -> Target:
        """The version asked for, else pinned, else the one that the script's own words give away."""
        asked = requested_target(self._settings.target_keras)
        if asked.major is not None:
            return asked
        pinned = self._settings.target
        return pinned if pinned.major is not None else target_of(self._source.text, calls)


def run_uncalled(ev: Evaluator, trained: bool) -> None:
    """Evaluate the functions that nobody has called, callers before what they call.

    Beside a script's own training (`trained`), those that do not train either are read one way only.
    """
    pending = [f for f in ev.functions.values() if not f.called]
    mentioned = {name for f in pending for name in mentions(f.node.body) if name != f.name}
    roots = [f for f in pending if f.name not in mentioned]
    for function in [*roots, *pending]:
        if not function.called:
            _run_symbolically(function, ev, trained)
    late = [f for f in ev.functions.values() if not f.called]
    for function in late:
        _run_symbolically(function, ev, trained)


def _run_symbolically(function: FunctionValue, ev: Evaluator, trained: bool) -> None:
    ev.stakes.closed = trained and not trains(function.node.body, function.closure, ev)
    owner = function.owner
    with ev.at(function.closure):
        if not isinstance(owner, ClassValue):
            result = function.call(function.symbolic_arguments(ev), ev, function.node)
            ev.escaped(result)
            return
        if function.binding == "static":
            function.call(function.symbolic_arguments(ev), ev, function.node)
            return
        receiver = owner.instance
        if receiver is None:
            init = owner.lookup("__init__")
            given = init.symbolic_arguments(ev, skip_first=True) if isinstance(init, FunctionValue) else None
            receiver = ev.call(owner, given or function.symbolic_arguments(ev, skip_first=True), owner.node)
        # What Keras calls on its own objects is followed where it calls it; a training step it calls with data only.
        followed = type(receiver) is Instance or (
            isinstance(receiver, Instance) and function.name in ("train_step", "test_step")
        )
        if not function.called and followed:
            arguments = function.symbolic_arguments(ev, skip_first=True)
            bound = BoundFunction(function, owner if function.binding == "class" else receiver)
            ev.escaped(bound.call(arguments, ev, function.node))
        function.called = True


def cell_outputs(module: cst.Module, source: SourceFile) -> Callable[[cst.CSTNode], list[str]] | None:
    """For a notebook: the stored outputs of the cell that a module-level statement stands in."""
    outputs = getattr(source, "outputs_at", None)
    if outputs is None or not getattr(source, "cells", None):
        return None
    from kerlint.positions import locate

    @cache
    def find(statement: cst.CSTNode) -> list[str]:
        spans = locate([(str(source.path), module)], [statement], source.text)
        return [text for _, span in spans.values() for text in outputs(span.start.row)]

    return find
