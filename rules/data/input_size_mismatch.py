"""KER210 input-size-mismatch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from kerlint.diagnostic import Applicability, Severity
from kerlint.keras.layers.dims import text
from kerlint.rule import Finding, ProposedFix, Rule
from kerlint.symbolic.arithmetic import known_int, same
from kerlint_rules.data.batch_axis import lacks_batch, takes_any_axes
from kerlint_rules.data.generators import with_value
from kerlint_rules.data.given import Given, given, input_call, input_node, plain
from kerlint_rules.data.held_out import sentence
from kerlint_rules.model.declared_input import misdeclared
from kerlint_rules.model.refusals import channels_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from kerlint.script import LayerCall, Model, Script, Shape

# Layers whose weights fix the size of the last axis.
_LAST_AXIS = frozenset(
    {
        *("Dense", "Conv1D", "Conv2D", "Conv3D", "SeparableConv1D", "SeparableConv2D", "DepthwiseConv2D"),
        *("LSTM", "GRU", "SimpleRNN", "BatchNormalization"),
    }
)
_BUILT_ON_SHAPE = frozenset({"sequential", "functional", "application"})


class InputSizeMismatch(Rule):
    """The data have another size than the model's input.

    What it finds
    -------------
    Images of another `target_size`, `image_size` or `color_mode` than the input that the model declares, and
    arrays of another shape, in `fit`, `validation_data`, `evaluate` and `predict`; a Dataset that was not
    batched, in the first three. The finding quotes both shapes. A size of None in the model's input takes
    anything. An axis of 1 at the end too many or too few is in order, as Keras adds or drops it.

    An error where a layer refuses the data, or a functional model of Keras 3. A `Sequential` in Keras 3 does
    not look at the sizes itself; where no layer certainly refuses them it is a warning.

    A single sample without the batch axis is KER221, labels of another number than the inputs are KER220. A
    wrong input shape (with the number of samples in it) is left alone here.

    Why is this bad?
    ----------------
    A functional model ends with "Input 0 of layer ... is incompatible with the layer" (measured with Keras
    3.15 and tf_keras 2), and so does a `Sequential` in Keras 2. In Keras 3 a `Sequential` that pools globally
    trains on images of the other size without a word: width and height swapped, or four times the work.

    Example
    -------
    The generator reads images of 256x256 unless told otherwise:

    ```python
    train = ImageDataGenerator().flow_from_directory("data/train", class_mode="binary")
    model = keras.Sequential([
        keras.Input((150, 150, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(train)
    ```

    It is told:

    ```python
    train = ImageDataGenerator().flow_from_directory(
        "data/train", target_size=(150, 150), class_mode="binary"
    )
    model = keras.Sequential([
        keras.Input((150, 150, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(train)
    ```

    Fix
    ---
    Use one constant for both sizes. Which one is right is the author's to say: the fix, which reads the images
    in the size and colours of the model's input, is unsafe.

    References
    ----------
    - https://keras.io/api/data_loading/image/
    - https://keras.io/api/models/sequential/
    """

    code: ClassVar[str] = "KER210"
    name: ClassVar[str] = "input-size-mismatch"
    severity: ClassVar[Severity] = Severity.ERROR

    def check(self, script: Script) -> Iterable[Finding]:
        """Compare all data with the input of the model they are given to."""
        seen: set[object] = set()
        # Whose declared shape counts samples is told by KER405: one cause, one finding.
        declared_wrong = {case.model.key for case in misdeclared(script)}
        for entry in given(script):
            if _unbatched(entry) and entry.model is not None and id(entry.place) not in seen:
                seen.add(id(entry.place))
                yield _unbatched_finding(entry, entry.model)
            if _mismatch(entry) is not True or entry.model is None or entry.model.key in declared_wrong:
                continue
            # What does not fit in training does not fit in evaluate either.
            same_fault = (entry.model.key, plain(entry.data.inputs or ()))
            if {id(_place(entry)), same_fault} & seen:
                continue
            seen |= {id(_place(entry)), same_fault}
            yield _finding(entry, entry.model, script)

    def clears(self, script: Script) -> Iterable[CSTNode]:
        """Data that fit their model on this path."""
        wrong = {id(finding.node) for finding in self.check(script)}
        for entry in given(script):
            if _mismatch(entry) is False and id(_place(entry)) not in wrong:
                yield _place(entry)


def _shapes(entry: Given) -> tuple[Shape, Shape] | None:
    """The shapes of the data and of the model's one input, where it has been built on it."""
    model, data = entry.model, entry.data
    if data.size is not None and same(data.size.samples, data.label_size) is False:
        return None
    if model is None or model.kind not in _BUILT_ON_SHAPE or len(model.inputs) != 1 or not data.inputs:
        return None
    if _takes_apart(entry):
        return None
    expected = model.inputs[0]
    if not expected or len(expected) < 2 or channels_first(expected) or channels_first(data.inputs):
        # Images with the channels first: Keras's image data format may be set elsewhere.
        return None
    return data.inputs, expected


def _takes_apart(entry: Given) -> bool:
    """May a training step of the script's own give the model something else than a whole batch?"""
    return entry.role != "prediction" and entry.model is not None and entry.model.own_training


def _mismatch(entry: Given) -> bool | None:
    """Do the data certainly have another size than the input? None where that is not known."""
    shapes = _shapes(entry)
    if shapes is None:
        return None
    data, expected = (plain(shape) for shape in shapes)
    if len(data) + 1 == len(expected) and expected[-1] == 1:
        expected = expected[:-1]
    elif len(expected) + 1 == len(data) and data[-1] == 1:
        data = data[:-1]
    if len(data) != len(expected):
        return (
            None if entry.role == "prediction" or _sample_count_in(entry, expected) else _ranks_known(shapes)
        )
    different = [a != b for a, b in zip(data, expected, strict=True) if a is not None and b is not None]
    if any(different):
        return True
    return False if len(different) == len(expected) else None


def _ranks_known(shapes: tuple[Shape, Shape]) -> bool | None:
    """Keras gives numbers of one axis a second one of 1, and nothing else: a size that is not known may be that 1."""
    data, expected = shapes
    if len(data) == 1 and len(expected) == 2:
        return True if known_int(expected[1]) is not None else None
    return True


def _sample_count_in(entry: Given, expected: tuple[int | None, ...]) -> bool:
    """Does the declared shape begin with the number of samples or the batch size?"""
    size, batch = entry.data.size, entry.data.batch_size
    counts = {known_int(size.samples) if size else None, known_int(batch.value) if batch else None}
    return bool(expected) and expected[0] in counts - {None}


def _place(entry: Given) -> CSTNode:
    """The argument that gives the images' size, else the data."""
    data, shapes = entry.data, _shapes(entry)
    place: CSTNode = entry.place
    if data.call is None or shapes is None:
        return place
    one, other = shapes
    only_channels = len(one) == len(other) == 4 and plain(one)[:2] == plain(other)[:2]
    for name in ("color_mode",) if only_channels else ("target_size", "image_size"):
        argument = data.call.arguments.get(name)
        if argument is not None and argument.node is not None:
            place = argument.node
    return place


def _unbatched(entry: Given) -> bool:
    """Are the data single samples of a Dataset? Predictions are for KER221."""
    model, sample = entry.model, entry.data.sample
    if model is None or model.kind not in _BUILT_ON_SHAPE or len(model.inputs) != 1 or not sample:
        return False
    expected = model.inputs[0]
    if not expected or entry.role == "prediction" or _takes_apart(entry) or takes_any_axes(model):
        return False
    return bool(lacks_batch(sample, expected))


def _unbatched_finding(entry: Given, model: Model) -> Finding:
    sample, expected = text(entry.data.sample or ()), text(model.inputs[0] or ())
    return Finding(
        entry.place,
        f"{sentence(entry.words)} are single samples {sample}, but the model takes batches {expected}",
        notes=("Keras takes each element of a Dataset for a batch, and refuses these",),
        help="batch the Dataset: .batch(32)",
        related=(
            (input_node(model), f"the model takes {expected}"),
            (entry.call.node, f"{entry.words} are given here"),
        ),
    )


# --- what Keras does ------------------------------------------------------------------------------------


def _certainly_refused(model: Model, data: Shape, expected: Shape) -> bool:
    """Does the first layer with weights refuse the data, whatever the model looks at itself?"""
    if len(data) == 1:
        return True
    call = input_call(model)
    while call is not None and call.layer.class_name in ("InputLayer", "Rescaling", "Dropout", "Activation"):
        call = _only_user(model, call)
    if call is None:
        return False
    if call.layer.class_name in _LAST_AXIS:
        last = {known_int(data[-1]), known_int(expected[-1])}
        other_width = None not in last and len(last) == 2
        return other_width or (len(data) != len(expected) and call.layer.class_name != "Dense")
    if call.layer.class_name == "Flatten":
        after = _only_user(model, call)
        sizes = [*plain(data), *plain(expected)]
        if after is not None and after.layer.class_name == "Dense" and None not in sizes:
            entries = [math.prod(size or 0 for size in plain(shape)) for shape in (data, expected)]
            return bool(entries[0] != entries[1])
    return False


def _only_user(model: Model, call: LayerCall) -> LayerCall | None:
    users = [other for other in model.calls if any(source is call for source in other.inputs)]
    return users[0] if len(users) == 1 else None


def _finding(entry: Given, model: Model, script: Script) -> Finding:
    data, expected = entry.data.inputs or (), model.inputs[0] or ()
    refused = _certainly_refused(model, data, expected)
    sure = refused or (model.kind != "sequential" and script.target.major == 3)
    outcome = "Keras refuses the data"
    if not refused:
        outcome = (
            "Keras 3 runs a Sequential on the other size where no layer refuses it; Keras 2 refuses the data"
            if model.kind == "sequential"
            else "Keras 3 refuses the data; tf.keras before 2.4 only warns where no layer refuses them"
        )
    where = input_node(model)
    return Finding(
        _place(entry),
        f"{sentence(entry.words)} have the shape {text(data)}, but the model takes {text(expected)}",
        notes=(*_default(entry), outcome),
        help="use the same size for the data and for the model's input",
        related=(
            (where, f"the model takes {text(expected)}"),
            (entry.call.node, f"{entry.words} are given here"),
        ),
        severity=Severity.ERROR if sure else Severity.WARNING,
        fix=None if _fits_another(entry, script) else _fix(entry),
    )


def _fits_another(entry: Given, script: Script) -> bool:
    """Are the images given to another model too, and in the size that this one takes?"""
    return any(other.data.node is entry.data.node and _mismatch(other) is False for other in given(script))


def _fix(entry: Given) -> ProposedFix | None:
    """The images read in the size and colours that the model takes."""
    call, shapes = entry.data.call, _shapes(entry)
    if call is None or shapes is None or len(shapes[0]) != 4 or len(shapes[1]) != 4:
        return None
    data, expected = (plain(shape) for shape in shapes)
    size = "image_size" if call.class_name == "image_dataset_from_directory" else "target_size"
    edits = []
    if data[:2] != expected[:2]:
        edits.append(with_value(call, size, f"({expected[0]}, {expected[1]})"))
    if data[2] != expected[2]:
        mode = _COLOURS.get(expected[2])
        edits.append(None if mode is None else with_value(call, "color_mode", f'"{mode}"'))
    given = [edit for edit in edits if edit is not None]
    if not call.class_name.startswith(("flow_from_d", "image_dataset")) or len(given) != len(edits):
        return None
    message = f"Read images of `{' x '.join(map(str, expected))}`, as the model takes them"
    return ProposedFix(message, tuple(given), Applicability.UNSAFE) if None not in expected else None


_COLOURS = {1: "grayscale", 3: "rgb", 4: "rgba"}


def _default(entry: Given) -> tuple[str, ...]:
    call = entry.data.call
    if call is None:
        return ()
    name = call.class_name
    arguments = call.arguments
    if name.startswith("flow_from_d") and "target_size" not in arguments:
        return (f"{name} reads images of 256x256 unless told otherwise: target_size=(256, 256)",)
    if name == "image_dataset_from_directory" and "image_size" not in arguments:
        return (f"{name} reads images of 256x256 unless told otherwise: image_size=(256, 256)",)
    if name.startswith(("flow_from_d", "image_dataset")) and "color_mode" not in arguments:
        return (f'{name} reads three channels unless told otherwise: color_mode="rgb"',)
    return ()
