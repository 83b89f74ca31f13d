"""KER603 class-weight-type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from libcst import Attribute, List, Name, Tuple

from kerlint.diagnostic import Applicability, Severity
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arrays import ArrayValue
from kerlint.symbolic.values import ListValue, TupleValue, Unknown
from kerlint_rules.writing import argument as argument_of
from kerlint_rules.writing import code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import Call, Script
    from kerlint.symbolic.values import Argument

ARRAYS = (
    "sklearn.utils.class_weight.compute_class_weight",
    "sklearn.utils.compute_class_weight",
    "sklearn.utils.class_weight.compute_sample_weight",
    "sklearn.utils.compute_sample_weight",
)


class ClassWeightType(Rule):
    """class_weight is an array, a list or a string, where fit takes a dict.

    What it finds
    -------------
    `fit(class_weight=...)` with a numpy array, most often straight from scikit-learn's
    `compute_class_weight`, with a list or tuple of weights, or with the string "balanced" or "auto".

    Why is this bad?
    ----------------
    Keras takes a dict from class index to weight. Measured: Keras 3.15 raises AttributeError, 2.10
    ValueError or AttributeError when training starts. Keras 2.2.4 trains on without any weights and says
    nothing.

    Example
    -------
    scikit-learn's function gives an array:

    ```python
    weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
    model.fit(x, y, class_weight=weights)
    ```

    Keras takes a dict:

    ```python
    weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
    model.fit(x, y, class_weight=dict(enumerate(weights)))
    ```

    Fix
    ---
    `dict(enumerate(weights))` where the labels are 0, 1, 2, ..., which Keras expects of them anyway. The fix is
    safe for weights that the script writes down in a list, and unsafe for others: computed for labels in
    another order, they would go to the wrong classes. There is none where the same variable may hold no
    weights, or a dict. Keras has no word for balanced weights; for "balanced" the fix, which is only shown,
    computes them.

    References
    ----------
    - https://keras.io/api/models/model_training_apis/#fit-method
    - https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_class_weight.html
    """

    code: ClassVar[str] = "KER603"
    name: ClassVar[str] = "class-weight-type"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Look at the class weights of each fit."""
        for fit in script.fits:
            if fit.class_weight is None or fit.method == "train_on_batch":
                continue
            kind = _kind(fit.class_weight.value)
            if kind is not None:
                yield _finding(fit.class_weight, kind, fit.call)

    def keeps(self, script: Script) -> Iterable[CSTNode]:
        """Weights that are none, a dict or not known here: they cannot be counted."""
        for fit in script.fits:
            given = fit.call.arguments.get("class_weight")
            if given is not None and given.node is not None and _kind(given.value) is None:
                yield given.node


def _kind(value: Any) -> str | None:
    """What it is in words, None for a dict and for what is not known."""
    if isinstance(value, str):
        return f"the string {value!r}"
    if isinstance(value, ArrayValue) or (isinstance(value, Unknown) and value.origin in ARRAYS):
        return "an array"
    if isinstance(value, TupleValue | ListValue):
        return f"a {value.kind}"
    return None


def _finding(argument: Argument, kind: str, fit: Call) -> Finding:
    node = argument.node if argument.node is not None else fit.node
    fix = None
    help_text = "pass dict(enumerate(weights)): class index to weight"
    if isinstance(argument.value, str):
        help_text = (
            "compute the weights, for example with scikit-learn's compute_class_weight, "
            "and pass dict(enumerate(weights))"
        )
        fix = _balanced(node, fit)
    elif argument_of(fit.node, node) is not None:
        edits = (NodeEdit(node, "dict(enumerate(", at="before"), NodeEdit(node, "))", at="after"))
        # What is written down as a list has no other order than that of the classes; what was computed may.
        safety = Applicability.SAFE if _written_down(argument.value) else Applicability.UNSAFE
        fix = ProposedFix("Wrap the weights in dict(enumerate(...))", edits, safety)
    return Finding(
        node,
        f"class_weight is {kind}, but fit takes a dict of class index to weight",
        notes=("Keras 3 raises AttributeError; Keras 2.2 ignores it and trains without weights",),
        help=help_text,
        fix=fix,
    )


def _written_down(value: Any) -> bool:
    """Is it a list whose elements stand in the script one by one, in the list?"""
    made = value.node if isinstance(value, TupleValue | ListValue) else None
    return isinstance(made, List | Tuple) and len(made.elements) == len(value.items) and value.complete


def _balanced(node: CSTNode, fit: Call) -> ProposedFix | None:
    """scikit-learn's balanced weights; to look at, as the labels have to be integers and the names be imported."""
    if argument_of(fit.node, node) is None:
        return None
    labels = fit.arguments.get("y")
    y = "labels" if labels is None or not isinstance(labels.node, Name | Attribute) else code(labels.node)
    content = f'dict(enumerate(compute_class_weight("balanced", classes=np.unique({y}), y={y})))'
    message = "Compute the weights with sklearn.utils.class_weight.compute_class_weight"
    return ProposedFix(message, (NodeEdit(node, content),), Applicability.DISPLAY)
