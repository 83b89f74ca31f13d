"""The Script: one possible run of a training script, and the only thing that rules see.

Frozen facts, each with the libcst node it came from. Three kinds of "nothing":
a value of `None` under a type that says so means *not known* unless its comment says otherwise; an empty tuple
means *known to be empty*; `None` inside a shape is Keras's own None (the batch, a variable size).

Shapes include the batch axis. Sizes are in samples, lengths and steps in batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, apply, divides, known
from kerlint.symbolic.values import Argument
from kerlint.target import Target

if TYPE_CHECKING:
    from libcst import CSTNode

Dim = int | Quantity | None
Shape = tuple[Dim, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A resolved Keras call or the object it made.

    Attributes:
        target: canonical path, `keras.optimizers.Adam`.
        arguments: what was given, by Keras's parameter name.
        node: the call's expression.
        complete: False where an unknown `**kwargs` may have given more.
        key: the same number for the same object.
    """

    target: str
    arguments: Mapping[str, Argument]
    node: CSTNode
    complete: bool = True
    key: int = 0

    @property
    def class_name(self) -> str:
        """The last part of the path: `Adam`."""
        return self.target.rpartition(".")[2]

    def value(self, name: str, default: Any = None) -> Any:
        """The argument's value, `default` where it is not given."""
        argument = self.arguments.get(name)
        return default if argument is None else argument.value


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """An activation function.

    Attributes:
        name: Keras's identifier in snake case ("relu", "leaky_relu", "softmax", "linear"), None where not known
            (a function of the user's own).
        node: where it is given (argument, `Activation` layer, call); the layer's call where it is the default.
        written: how it is given: "argument", "layer", "call" or "default".
    """

    name: str | None
    node: CSTNode
    written: str


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A layer as made by one call: what `keras.layers.Dense(10)` says.

    Attributes:
        class_name: Keras's class name ("Dense"), the user's own class name, or "Model"/"Sequential" for a nested model.
        name: the name given or the one that Keras gives ("dense_1").
        call: the call that made it, arguments bound to Keras's names (Keras 1 names mapped to today's).
        keras: True where Keras defines this class; False for the user's own and for Lambda.
        activation: what its `activation` argument says ("linear" by default where it has such an argument), None where
            the class has no activation.
        model: the nested model, where the layer is one.
        inner: the wrapped layer of TimeDistributed, Bidirectional and the like.
        trainable: the flag at the time of the snapshot, None where not known.
    """

    class_name: str
    name: str | None
    call: Call
    keras: bool
    activation: Activation | None = None
    model: Model | None = None
    inner: Layer | None = None
    trainable: bool | None = True

    @property
    def node(self) -> CSTNode:
        """The call that made the layer."""
        return self.call.node

    @property
    def key(self) -> int:
        """The same number for the same layer object (a shared layer is called several times)."""
        return self.call.key


@dataclass(frozen=True, slots=True, eq=False)
class LayerCall:
    """A layer applied to inputs: a node of the model's graph.

    Attributes:
        layer: the layer.
        inputs: the calls whose outputs it takes, in order; empty for an InputLayer or the first layer of a Sequential.
        input_shapes: the shapes of these, None where not known.
        output_shape: the (first) output's shape.
        params: parameters of the layer (of its first call; a shared layer counts once).
        node: where it is applied (`x = layer(x)`, `model.add(layer)`).
        problem: what Keras would refuse here, with the shapes, None where nothing is known to be wrong.
        refusing: the major versions of Keras that refuse it.
        kind: of the problem: "axes" (another number of axes is wanted), "collapse" (a size below 1 would be left),
            "elements" (a reshape to another number of values), "argument" (whatever the input), "inputs" (several
            tensors where it takes one), "layer" (a layer or model in place of a tensor), "shape" (all else).
    """

    layer: Layer
    inputs: tuple[LayerCall, ...]
    input_shapes: tuple[Shape | None, ...]
    output_shape: Shape | None
    params: Any
    node: CSTNode
    problem: str | None = None
    refusing: tuple[int, ...] = (2, 3)
    kind: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """One output of a model.

    Attributes:
        call: the last layer's call, None where it is not known (an unknown tensor, a user's own function).
        name: the output's name as losses and metrics in dicts use it.
        shape: its shape.
    """

    call: LayerCall | None
    name: str | None
    shape: Shape | None


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A model at the time it was looked at.

    Attributes:
        key: the same number for the same model object, over all snapshots.
        kind: "sequential", "functional", "subclass", "application" (of keras.applications) or "unknown" (loaded,
            passed in).
        name: Keras's or the script's name for it.
        node: the call that made it.
        calls: the graph's calls in the order of `model.summary()`; a Sequential's chain.
        inputs: shapes of the inputs, by order.
        outputs: the outputs.
        params: total parameters, None where not known.
        complete: False where layers may exist that are not listed (added in an unknown loop, a class's hidden part).
        variable: the name the script binds it to.
        parts: for an application, its architecture ("VGG16") and bound arguments.
        repeated: made in a loop that was not unrolled.
        own_training: its class has a training step or loss of its own, which need not take labels as `fit` does.
        own_logs: its class has a training step or metrics of its own, so that `fit` may log other names than compile
            says.
        problem: why Keras refuses to make it: of an application its input or classes, of a functional model a layer
            in place of a tensor; None where nothing is known to be wrong.
        unfed: InputLayers that an output depends on and that are not among the inputs, for the output of a Sequential
            that makes its own input its first layer; None where not known.
    """

    key: int
    kind: str
    name: str | None
    node: CSTNode
    calls: tuple[LayerCall, ...]
    inputs: tuple[Shape | None, ...]
    outputs: tuple[Output, ...]
    params: Any
    complete: bool
    variable: str | None = None
    parts: Call | None = None
    repeated: bool = False
    own_training: bool = False
    own_logs: bool = False
    problem: str | None = None
    unfed: tuple[Layer, ...] | None = None

    def layers(self) -> Iterator[Layer]:
        """Each layer once."""
        seen = set()
        for call in self.calls:
            if call.layer.key not in seen:
                seen.add(call.layer.key)
                yield call.layer


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """A loss as compile knows it.

    Attributes:
        name: Keras's function name in snake case ("categorical_crossentropy", "mean_squared_error"), whatever the
            spelling (string, alias, function, class); None for the user's own.
        from_logits: None where not known.
        node: the expression that gives it.
        call: the loss object, where it is one.
    """

    name: str | None
    from_logits: bool | None
    node: CSTNode
    call: Call | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AppliedLoss:
    """A loss that the script itself applies to a tensor: in a training loop, or within the loss that compile is given.

    Attributes:
        output: the tensor.
        loss: its node is the call.
    """

    output: Output
    loss: Loss


@dataclass(frozen=True, slots=True, eq=False)
class Metric:
    """A metric as compile knows it.

    Attributes:
        name: what the script gives ("accuracy", "acc", or the class in snake case "binary_accuracy"); None for unknown.
        logged: the key under which fit logs it in Keras 2.3 and later; None where not known.
        own: a function or class of the user's own.
        node: the expression.
        output: the output's name it is given for, None for all.
        call: the metric object, where it is one.
    """

    name: str | None
    logged: str | None
    own: bool
    node: CSTNode
    output: str | None = None
    call: Call | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Compile:
    """A `model.compile(...)`.

    Attributes:
        model: the model as it was then.
        optimizer: the optimizer object or, for a string, a Call without arguments; None where not known.
        losses: (output, loss) pairs in the order of the outputs, as far as known. Empty where no loss is given.
        metrics: None where not known.
        call: the arguments as given.
    """

    model: Model
    optimizer: Call | None
    losses: tuple[tuple[Output, Loss], ...]
    metrics: tuple[Metric, ...] | None
    call: Call

    @property
    def node(self) -> CSTNode:
        """The compile call."""
        return self.call.node


@dataclass(frozen=True, slots=True, eq=False)
class Transform:
    """One step that data goes through.

    Attributes:
        name: the term of Keras: "rescale", "shear_range", "horizontal_flip", "RandomFlip", "preprocessing_function",
            "samplewise_center", "cast", "resize", ...
        value: its parameter: a Number, constant, tuple of constants; for a function a string that identifies it.
            None where not known.
        node: where it is written.
        random: does it change from pass to pass (augmentation) or is it fixed (preprocessing)?
    """

    name: str
    value: Any
    node: CSTNode
    random: bool


@dataclass(frozen=True, slots=True, eq=False)
class Size:
    """A number of samples and how it is known.

    Attributes:
        samples: a Number, symbolic where the script only names it.
        source: "" where the script itself says it, else where it was learnt ("counted in data/train").
        node: the place that says it, None outside the script.
    """

    samples: Any
    source: str = ""
    node: CSTNode | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DataSource:
    """Where samples come from.

    Attributes:
        key: the same number for the same object.
        kind: "generator" (flow*), "dataset" (tf.data, image_dataset_from_directory), "sequence" (Sequence/PyDataset),
            "python-generator", "array", "unknown".
        node: the call that made it; the argument's expression for arrays.
        name: what the script calls it.
        size: None where not known.
        batch_size: the argument (its value is a Number), node None for Keras's default; None where not known or
            unbatched.
        length: batches a pass (for a repeated one: of one pass), None where not known.
        shuffle: None where not known.
        augmentation: random transforms, None where not known (an own function, an unknown map).
        preprocessing: fixed transforms in order, None where not known.
        repeated: endless (`repeat()`, an endless generator); None where not known.
        passes: how often it goes through its data until it ends (3 for `repeat(3)`), a Number; 1 for what has no end.
        sized: does Keras know its length by itself (so that steps can be left out)?
        call: the call with bound arguments (`flow_from_directory`), None for arrays.
        factory: the ImageDataGenerator's call, where there is one; `factory.key` tells whether two sources share it.
        directory: as written or computed, None where not known.
        subset: "training", "validation" or None for none.
        split: the validation_split in force, None for none or not known.
        inputs, labels: shapes of one batch's x and y (batch axis first), None where not known.
        sample: the shape of x in one element of a Dataset that was not batched; None for all else.
        label_node: the expression that made the labels, None where they come from `node` itself.
        label_size: the length of the labels where they are an array beside x, a Number; None where not known.
        label_names: the keys of labels that are a dict; None for others and where not known.
        encoding: labels are "int", "one-hot", "binary", "float", "multi-label", "input", "none"; None where not known.
        classes: number of classes, a Number, None where not known.
        origin: identities of the arrays or directories it draws on; equal entries are the same data.
    """

    key: int
    kind: str
    node: CSTNode
    name: str | None = None
    size: Size | None = None
    batch_size: Argument | None = None
    length: Any = None
    shuffle: bool | None = None
    augmentation: tuple[Transform, ...] | None = None
    preprocessing: tuple[Transform, ...] | None = None
    repeated: bool | None = None
    passes: Any = 1
    sized: bool | None = None
    call: Call | None = None
    factory: Call | None = None
    directory: str | None = None
    subset: str | None = None
    split: Any = None
    inputs: Shape | None = None
    labels: Shape | None = None
    sample: Shape | None = None
    label_node: CSTNode | None = None
    label_size: Any = None
    label_names: tuple[str, ...] | None = None
    encoding: str | None = None
    classes: Any = None
    origin: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Callback:
    """A callback object.

    Attributes:
        call: the class (`keras.callbacks.EarlyStopping` or the user's own) and its arguments.
        own: a class of the user's own.
        bases: for a user's own class, the canonical paths of its bases.
        only_reads: of a user's own class, that it certainly adds nothing to the logs.
    """

    call: Call
    own: bool = False
    bases: tuple[str, ...] = ()
    only_reads: bool = False

    @property
    def class_name(self) -> str:
        """`EarlyStopping`."""
        return self.call.class_name


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A `fit`, `fit_generator` or training loop over `train_on_batch`.

    Attributes:
        method: "fit", "fit_generator", "train_on_batch".
        model: as it was then; None where the object is not known to be a model made in the script
            (a parameter, a loaded model) but the call is certainly Keras's.
        compile: the compile in force, None where not known or never compiled.
        train: what it trains on; None where not known.
        validation: what it validates on, None where it does not or where it is not known (see `validates`).
        validates: does this fit validate at all? None where not known.
        steps, validation_steps, epochs, batch_size, class_weight: arguments as given, None where not given (or
            None given).
        callbacks: None where not known; an empty tuple where known to be none.
        callbacks_complete: False where further callbacks may be in the list.
        call: all arguments, under today's names (samples_per_epoch and nb_epoch keep their own).
        repeated: stands in a loop that was not unrolled, or was run for several iterations.
    """

    method: str
    model: Model | None
    compile: Compile | None
    train: DataSource | None
    validation: DataSource | None
    validates: bool | None
    steps: Argument | None
    validation_steps: Argument | None
    epochs: Argument | None
    batch_size: Argument | None
    class_weight: Argument | None
    callbacks: tuple[Callback, ...] | None
    callbacks_complete: bool
    call: Call
    repeated: bool = False

    @property
    def node(self) -> CSTNode:
        """The fit call."""
        return self.call.node


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """An `evaluate`, `predict` or their old generator forms.

    Attributes:
        method: "evaluate", "predict", "evaluate_generator", "predict_generator", "predict_classes", ...
        model, compile, data, steps, call: as in Fit.
    """

    method: str
    model: Model | None
    compile: Compile | None
    data: DataSource | None
    steps: Argument | None
    call: Call

    @property
    def node(self) -> CSTNode:
        """The call."""
        return self.call.node


@dataclass(frozen=True, slots=True, eq=False)
class UnusedCallback:
    """A callback that no call, list or name carries to a fit in this run.

    Attributes:
        callback: the callback.
        holder: the list or assignment that holds it, if any: what never reaches fit.
        holder_name: the name bound to that list or callback.
    """

    callback: Callback
    holder: CSTNode | None
    holder_name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """One possible run.

    Attributes:
        models: every model, as it was last seen (built or changed).
        applied: models called on arrays that have fewer axes than their input, `model(x)`.
        applied_losses: losses of Keras that the script calls with a tensor of a model.
        unused_callbacks: only where every use of the callback is in sight.
        calls: every resolved Keras call, in order.
        assumptions: keys of symbolic comparisons taken for true or false on this path.
        flipped: constants that switch code on and off and that this run sets otherwise than the script: where
            each gets its value, and the other value.
        incomplete: why the analysis stopped early, None where it did not.
    """

    filename: str
    target: Target = field(default_factory=Target)
    models: tuple[Model, ...] = ()
    compiles: tuple[Compile, ...] = ()
    applied_losses: tuple[AppliedLoss, ...] = ()
    fits: tuple[Fit, ...] = ()
    evaluations: tuple[Measurement, ...] = ()
    predictions: tuple[Measurement, ...] = ()
    applied: tuple[Measurement, ...] = ()
    data: tuple[DataSource, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    unused_callbacks: tuple[UnusedCallback, ...] = ()
    calls: tuple[Call, ...] = ()
    assumptions: Mapping[Any, bool] = field(default_factory=dict)
    flipped: tuple[tuple[CSTNode, bool | int | str], ...] = ()
    incomplete: str | None = None

    def divides(self, divisor: Any, number: Any) -> bool | None:
        """Is `number` a multiple of `divisor` on this path (a test `n % b == 0` in the script counts)?"""
        answer = divides(divisor, number)
        if answer is None:
            rest = apply("%", number, divisor)
            if isinstance(rest, Quantity):
                answer = self.assumptions.get(("==", rest.key, ("constant", "int", 0)))
                more = self.assumptions.get(("<", ("constant", "int", 0), rest.key))
                if answer is None and more is not None:
                    answer = not more
                if answer is None and (taken := self.assumptions.get(("truth", rest.key))) is not None:
                    answer = not taken
        return answer


def samples(source: DataSource | None) -> int | None:
    """The plain number of samples, None where it is not known."""
    if source is None or source.size is None:
        return None
    value = known(source.size.samples)
    return value if isinstance(value, int) else None
