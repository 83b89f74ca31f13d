"""KER405 input-shape-wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import libcst as cst

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, NodeEdit, ProposedFix, Rule
from kerlint.symbolic.arithmetic import is_number
from kerlint_rules.model.declared_input import INPUTS, Misdeclared, misdeclared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kerlint.script import Script


class InputShapeWrong(Rule):
    """The declared input shape is no shape of one sample.

    What it finds
    -------------
    - a number where a tuple is wanted: `input_shape=784`, also as `(784)`, and `keras.Input(784)`. Keras 2
      takes a number for `Input` and `InputLayer`, so this is a warning where the version is not known;
    - a shape that holds the batch axis: the number of samples (`input_shape=x_train.shape`), the batch size or
      a None in front of the shape of a sample;
    - the number of samples in the place of a size: `input_shape=(x_train.shape[0],)`.

    The last two are held against the data that the model is fitted on; where these are not known, nothing is
    reported.

    Why is this bad?
    ----------------
    Keras adds the batch axis itself. A number is refused when the layer is made, an axis too many by the first
    layer that counts axes or by `fit`, a wrong size by `fit`: a ValueError in each case.

    Example
    -------
    The model wants batches of shape (None, 1000, 20) and gets (None, 20):

    ```python
    x = np.random.rand(1000, 20)
    model = keras.Sequential([
        layers.Dense(64, activation="relu", input_shape=x.shape),
        layers.Dense(1),
    ])
    model.compile(loss="mse")
    model.fit(x, y)
    ```

    The shape of one sample:

    ```python
    x = np.random.rand(1000, 20)
    model = keras.Sequential([
        layers.Dense(64, activation="relu", input_shape=x.shape[1:]),
        layers.Dense(1),
    ])
    model.compile(loss="mse")
    model.fit(x, y)
    ```

    Fix
    ---
    Give the shape of one sample, `x.shape[1:]`. The fix is safe where nothing else can be meant: a lone number
    becomes a tuple of one, `x.shape` becomes `x.shape[1:]`, a None in front goes. Where a number in front or in the
    place of a size is that of the samples it is unsafe.

    References
    ----------
    - https://keras.io/api/layers/core_layers/input/
    - https://keras.io/guides/sequential_model/#specifying-the-input-shape-in-advance
    """

    code: ClassVar[str] = "KER405"
    name: ClassVar[str] = "input-shape-wrong"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Numbers for shapes, then shapes that the data belie."""
        yield from _numbers(script)
        for case in misdeclared(script):
            yield _finding(case)

    def clears(self, script: Script) -> Iterable[cst.CSTNode]:
        """Shapes that are tuples on this path."""
        for call in script.calls:
            for name in ("input_shape", "shape"):
                given = call.arguments.get(name)
                if given is not None and given.node is not None and not _number(given.value):
                    if id(given.node) not in {id(case.place) for case in misdeclared(script)}:
                        yield given.node


def _number(value: object) -> bool:
    return is_number(value) and not isinstance(value, bool)


def _numbers(script: Script) -> Iterator[Finding]:
    seen: set[int] = set()
    for call in script.calls:
        source = call.target in INPUTS
        given = call.arguments.get("input_shape")
        if given is None and source:
            given = call.arguments.get("shape")
        if (
            given is None
            or not (source or call.target.startswith("keras.layers."))
            or not _number(given.value)
        ):
            continue
        # For Input and InputLayer Keras 2 makes a tuple of it.
        major = script.target.major
        node = given.node or call.node
        if (source and major == 2) or id(node) in seen:
            continue
        seen.add(id(node))
        code = cst.Module([]).code_for_node(_bare(node))
        yield Finding(
            node,
            f"{call.class_name} wants a tuple as {'shape' if source else 'input_shape'}, not the number {code}",
            notes=("Keras 2 takes a number here, Keras 3 does not",) if source and major is None else (),
            help=f"write ({code},): parentheses alone make no tuple",
            severity=Severity.WARNING if source and major is None else Severity.ERROR,
            fix=_tuple_fix(given.node),
        )


def _bare(node: cst.CSTNode) -> cst.CSTNode:
    """The expression without the parentheses around it."""
    if isinstance(node, cst.BaseExpression) and node.lpar:
        return node.with_changes(lpar=(), rpar=())
    return node


def _tuple_fix(node: cst.CSTNode | None) -> ProposedFix | None:
    if not isinstance(node, cst.Integer | cst.Name | cst.Attribute | cst.Subscript):
        return None
    code = cst.Module([]).code_for_node(_bare(node))
    return ProposedFix(f"Write `({code},)`", (NodeEdit(node, f"({code},)"),), Applicability.SAFE)


def _finding(case: Misdeclared) -> Finding:
    declared, sample = text(case.declared), text(case.sample)
    data = case.fit.train.name if case.fit.train is not None and case.fit.train.name else "the data"
    gets, wants = text((None, *case.sample)), text((None, *case.declared))
    related = (
        ()
        if case.fit.train is None
        else ((case.fit.train.node, f"a sample of {data} has the shape {sample}"),)
    )
    what = f"starts with {case.count}" if case.extra else f"gives {case.count} for a size"
    return Finding(
        case.place,
        f"The input shape {declared} {what}, but one sample of {data} has the shape {sample}",
        notes=(f"Keras adds the batch axis itself: the model wants {wants} and gets {gets}",),
        help=f"give the shape of one sample: {sample}",
        related=related,
        fix=_shape_fix(case),
    )


def _shape_fix(case: Misdeclared) -> ProposedFix | None:
    """The shape without its first size; for one that counts samples the shape of a sample."""
    node = case.place
    if isinstance(node, cst.Tuple):
        return _shorter_tuple(node, case) if case.extra else _sample_size(node, case)
    if not case.extra or not isinstance(node, cst.Attribute | cst.Name):
        return None
    # `x.shape` cannot be meant: it is the shape of all samples together.
    whole = isinstance(node, cst.Attribute) and node.attr.value == "shape"
    edit = NodeEdit(node, "[1:]", at="after")
    return ProposedFix(_MESSAGE, (edit,), Applicability.SAFE if whole else Applicability.UNSAFE)


_MESSAGE = "Leave the batch axis out"


def _shorter_tuple(node: cst.Tuple, case: Misdeclared) -> ProposedFix | None:
    if len(node.elements) != len(case.declared) or len(node.elements) < 2:
        return None
    first, second = node.elements[:2]
    if isinstance(first, cst.StarredElement) or isinstance(second, cst.StarredElement):
        return None
    edits = [NodeEdit(first, "")]
    if len(node.elements) == 2 and not isinstance(second.comma, cst.Comma):
        edits.append(NodeEdit(second, ",", at="after"))
    # A None in front is nothing but the batch; a number may be an axis that the data lack.
    sure = case.declared[0] is None
    return ProposedFix(_MESSAGE, tuple(edits), Applicability.SAFE if sure else Applicability.UNSAFE)


def _sample_size(node: cst.Tuple, case: Misdeclared) -> ProposedFix | None:
    """`(x.shape[0],)` for samples of one axis: the size is `x.shape[1]`."""
    value = node.elements[0].value
    if len(node.elements) != 1 or len(case.sample) != 1 or not isinstance(value, cst.Subscript):
        return None
    index = value.slice[0].slice
    if (
        not isinstance(value.value, cst.Attribute)
        or value.value.attr.value != "shape"
        or len(value.slice) != 1
    ):
        return None
    if (
        not isinstance(index, cst.Index)
        or not isinstance(index.value, cst.Integer)
        or index.value.value != "0"
    ):
        return None
    edit = NodeEdit(index.value, "1")
    return ProposedFix("Take the size of a sample, not their number", (edit,), Applicability.UNSAFE)
