"""KER602 unused-callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Script, UnusedCallback


class UnusedCallbacks(Rule):
    """Callbacks are built and never passed to fit.

    What it finds
    -------------
    A callback, or a list of callbacks, that reaches no `fit` although the script trains. Callbacks that
    leave the script's sight, such as those returned to unknown code, are not counted.

    Why is this bad?
    ----------------
    Nothing says that early stopping, checkpoints or the reduced learning rate are off. Measured: the same
    script trains for 8 epochs without its EarlyStopping and for 2 with it; no checkpoint is ever written.

    Example
    -------
    `callbacks` is built and forgotten:

    ```python
    callbacks = [keras.callbacks.EarlyStopping(patience=3), keras.callbacks.ModelCheckpoint("best.keras")]
    model.fit(x, y, validation_split=0.2, epochs=50)
    ```

    It has to be passed:

    ```python
    callbacks = [keras.callbacks.EarlyStopping(patience=3), keras.callbacks.ModelCheckpoint("best.keras")]
    model.fit(x, y, validation_split=0.2, epochs=50, callbacks=callbacks)
    ```

    Fix
    ---
    Pass the callbacks to `fit`, or delete them. There is no automatic fix: which of the two is meant is the
    author's to say.

    References
    ----------
    - https://keras.io/api/callbacks/
    """

    code: ClassVar[str] = "KER602"
    name: ClassVar[str] = "unused-callbacks"
    severity: ClassVar[Severity] = Severity.WARNING
    unnecessary: ClassVar[bool] = True

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """The callbacks that this path uses."""
        unused = {id(item.callback.call.node) for item in script.unused_callbacks}
        for callback in script.callbacks:
            if id(callback.call.node) not in unused:
                yield callback.call.node

    def check(self, script: Script) -> Iterable[Finding]:
        """One finding for each list or single callback that reaches no fit."""
        if not any(fit.method != "train_on_batch" for fit in script.fits):
            return
        groups: dict[int, tuple[CSTNode, list[UnusedCallback]]] = {}
        for unused in script.unused_callbacks:
            node = unused.holder if unused.holder is not None else unused.callback.call.node
            groups.setdefault(id(node), (node, []))[1].append(unused)
        for node, members in groups.values():
            classes = ", ".join(dict.fromkeys(unused.callback.class_name for unused in members))
            name = members[0].holder_name
            if name is not None and not name.strip("_"):
                # `_ = ...` says that it is not wanted.
                continue
            what = f"`{name}` ({classes})" if name else classes
            verb = "are" if len(members) > 1 else "is"
            fit = script.fits[-1]
            yield Finding(
                node,
                f"{what} {verb} never passed to fit",
                help=f"pass callbacks={_argument(name, members)} to fit, or delete what is not used",
                related=((fit.node, "trained without"),),
                about=tuple(unused.callback.call.node for unused in members),
            )


def _argument(name: str | None, members: list[UnusedCallback]) -> str:
    if name is None:
        return "[...]"
    single = len(members) == 1 and members[0].holder is members[0].callback.call.node
    return f"[{name}]" if single else name
