"""KER504 output-name-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Severity
from kerlint.rule import Finding, Rule
from kerlint_rules.compile.output_names import Naming, known_names, namings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Model, Script


class OutputNameMismatch(Rule):
    """A dict of losses, metrics, weights or labels names an output that the model does not have.

    What it finds
    -------------
    Keys that are the name of no output: in `loss`, `metrics`, `weighted_metrics` and `loss_weights` of
    `compile`, in the labels and `sample_weight` of `fit` and `evaluate`, in `validation_data`, and in the labels
    that a Dataset or generator yields as a dict.

    An output is called like the layer that makes it, or like its key where the model returns a dict. Names are
    followed through nested models, loops and helper functions. Nothing is reported for a key that looks like
    a name that Keras gives by itself (`dense_3`), as these depend on what was made before, and nothing for a
    model whose outputs are not all known.

    Why is this bad?
    ----------------
    Training ends with an error: "Found unexpected losses or metrics that do not correspond to any Model
    output" in Keras 2, "Expected keys [...] in loss dict" in Keras 3. Two cases go on without a word: Keras 2
    leaves an output of a model that returns a dict without its loss, and Keras 3 takes the metrics of a wrong
    key where the model has one output (reported as a warning unless the version is known).

    Example
    -------
    The second output is called `gender`:

    ```python
    age = layers.Dense(1, name="age")(x)
    gender = layers.Dense(1, activation="sigmoid", name="gender")(x)
    model = keras.Model(inputs, [age, gender])
    model.compile(optimizer="adam", loss={"age": "mse", "sex": "binary_crossentropy"})
    ```

    One name for both:

    ```python
    age = layers.Dense(1, name="age")(x)
    gender = layers.Dense(1, activation="sigmoid", name="gender")(x)
    model = keras.Model(inputs, [age, gender])
    model.compile(optimizer="adam", loss={"age": "mse", "gender": "binary_crossentropy"})
    ```

    Fix
    ---
    Use the name of the layer in the dict. Where one key is wrong and one output is left, the fix (unsafe)
    writes that output's name.

    References
    ----------
    - https://keras.io/api/models/model_training_apis/
    - https://keras.io/guides/functional_api/
    """

    code: ClassVar[str] = "KER504"
    name: ClassVar[str] = "output-name-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Every key that names no output, a wrong name once for each model."""
        seen: set[object] = set()
        for naming in namings(script):
            names = known_names(naming.model)
            if names is None:
                continue
            for key, node in naming.keys:
                told = (naming.model.key, key)
                severity = None if naming.accepts(key) else _severity(naming, script.target.major)
                if severity is None or {told, id(node)} & seen:
                    continue
                seen |= {told, id(node)}
                yield _finding(naming, key, node, names, severity)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Keys that are names of outputs on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for naming in namings(script):
            if known_names(naming.model) is not None:
                yield from (
                    node for key, node in naming.keys if naming.accepts(key) and id(node) not in wrong
                )


def _severity(naming: Naming, major: int | None) -> Severity | None:
    """None where the Keras that the script runs on takes the key."""
    if major is not None:
        return Severity.ERROR if major in naming.wrong_in else None
    return Severity.ERROR if naming.wrong_in == {2, 3} else Severity.WARNING


def _finding(naming: Naming, key: str, node: CSTNode, names: tuple[str, ...], severity: Severity) -> Finding:
    from kerlint_rules.compile.output_names import meant, renamed

    right = meant(key, naming, names)
    several = len(names) > 1
    listed = ", ".join(repr(name) for name in names[:-1]) + " and " * several + repr(names[-1])
    notes = () if naming.note is None else (naming.note,)
    return Finding(
        node,
        f"{naming.words} the output {key!r}, but the model's output{'s are' if several else ' is'} {listed}",
        notes=notes,
        help="use the name of the layer that makes the output" if right is None else f"write {right!r}",
        related=_places(naming.model),
        severity=severity,
        fix=None if right is None else renamed(node, right),
    )


def _places(model: Model) -> tuple[tuple[CSTNode, str], ...]:
    """The layers behind the outputs."""
    return tuple(
        (output.call.layer.node, f"the output {output.name!r}")
        for output in model.outputs[:4]
        if output.call is not None
    )
