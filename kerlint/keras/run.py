"""What one path of a script does with Keras, written down as it happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerlint.keras import signatures
from kerlint.keras.naming import Names
from kerlint.script import Call, Script
from kerlint.target import Target

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.keras.callbacks import CallbackValue
    from kerlint.keras.models import ModelValue
    from kerlint.script import Compile, DataSource, Fit, Measurement
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.values import Argument, Arguments


class KerasRun:
    """The recorder of one path.

    Attributes:
        names: the counters behind automatic names.
        models: every model object, in order.
        data_sources: every object that is a source of data, in order; each has `snapshot(ev)`.
        callbacks: every callback object, in order.
        keras_1: has a layer been written as Keras 1 or 0 took it?
        channels_first: has the script set the image data format to "channels_first"?
        major: the Keras that calls are written for, as far as that is known before the script is read.
    """

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.names = Names()
        self.models: list[ModelValue] = []
        self.compiles: list[Compile] = []
        self.fits: list[Fit] = []
        self.evaluations: list[Measurement] = []
        self.predictions: list[Measurement] = []
        self.applied: list[Measurement] = []
        self.data_sources: list[Any] = []
        self.callbacks: list[CallbackValue] = []
        self.calls: list[Call] = []
        self.channels_first = False
        self.keras_1 = False
        self.major: int | None = None
        # Compiles of objects that are not models of the script, by the key of the unknown object.
        self.unknown_compiles: dict[Any, Compile | None] = {}

    def call(
        self,
        target: str,
        arguments: Mapping[str, Argument],
        node: CSTNode,
        complete: bool = True,
        key: int | None = None,
    ) -> Call:
        """Record a call of Keras."""
        made = Call(target, dict(arguments), node, complete, self.ev.new_key() if key is None else key)
        self.calls.append(made)
        return made

    def bind(self, path: str, arguments: Arguments) -> dict[str, Argument]:
        """The arguments of a call of Keras by parameter name, as the script's version of Keras reads them."""
        return signatures.bind(path, arguments, self.major)

    def record(self, path: str, arguments: Arguments, node: CSTNode) -> Call:
        """Bind and record a call of Keras."""
        complete = not (arguments.open_keywords or arguments.open_positional)
        return self.call(path, self.bind(path, arguments), node, complete)

    def script(self, ev: Evaluator, incomplete: str | None = None, target: Target | None = None) -> Script:
        """The facts of this path, for the rules."""
        from kerlint.keras.callbacks import unused
        from kerlint.keras.loss_calls import LossCalls

        return Script(
            filename=ev.filename,
            target=Target() if target is None else target,
            models=tuple(model.snapshot(ev) for model in self.models),
            compiles=tuple(self.compiles),
            fits=tuple(self.fits),
            evaluations=tuple(self.evaluations),
            predictions=tuple(self.predictions),
            applied=tuple(self.applied),
            data=self._data(ev),
            callbacks=tuple(callback.snapshot() for callback in self.callbacks),
            applied_losses=ev.extension(LossCalls).written(),
            unused_callbacks=unused(self.callbacks, ev) if self.fits else (),
            calls=tuple(self.calls),
            assumptions=dict(ev.assumptions),
            flipped=tuple(ev.flipped.items()),
            incomplete=incomplete,
        )

    def _data(self, ev: Evaluator) -> tuple[DataSource, ...]:
        """Every source: those made by calls, and the arrays and generators that were handed over."""
        found: dict[int, DataSource] = {}
        for value in self.data_sources:
            source = value.snapshot(ev)
            if source is not None:
                found[source.key] = source
        for fit in self.fits:
            for source in (fit.train, fit.validation):
                if source is not None:
                    found.setdefault(source.key, source)
        for measurement in (*self.evaluations, *self.predictions):
            if measurement.data is not None:
                found.setdefault(measurement.data.key, measurement.data)
        return tuple(found.values())
