"""Words, labels and image files become arrays: Tokenizer, pad_sequences, to_categorical, load_img and the like."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import as_array
from kerlint.keras.data.file_flows import dims_of
from kerlint.keras.data.transforms import parameter
from kerlint.keras.data.values import argument, bind_call, text
from kerlint.symbolic.arithmetic import known
from kerlint.symbolic.array_literals import flat_values
from kerlint.symbolic.arrays import ArrayValue, new_dim
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Arguments, BoundMethod, DictValue, Unknown, Value, as_bool

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_RANDOM_IMAGES = (
    "random_rotation",
    "random_shift",
    "random_shear",
    "random_zoom",
    "random_channel_shift",
    "random_brightness",
)
_APPLICATIONS = [
    "convnext",
    "densenet",
    "efficientnet",
    "efficientnet_v2",
    "imagenet_utils",
    "inception_resnet_v2",
    "inception_v3",
    "mobilenet",
    "mobilenet_v2",
    "mobilenet_v3",
    "nasnet",
    "regnet",
    "resnet",
    "resnet50",
    "resnet_rs",
    "resnet_v2",
    "vgg16",
    "vgg19",
    "xception",
]


def register(library: Library) -> None:
    """The functions under their canonical paths."""
    library.calls("keras.preprocessing.text.Tokenizer")(
        lambda arguments, ev, node: TokenizerValue(arguments, ev)
    )
    library.calls("keras.utils.pad_sequences")(_pad_sequences)
    library.calls("keras.utils.to_categorical", "keras.utils.np_utils.to_categorical")(_to_categorical)
    library.calls("keras.utils.normalize")(_normalize)
    library.calls("keras.utils.load_img")(_load_img)
    library.calls("keras.utils.img_to_array")(_img_to_array)
    for name in _RANDOM_IMAGES:
        library.calls(f"keras.preprocessing.image.{name}")(_random_image(name))
    for module in _APPLICATIONS:
        path = f"keras.applications.{module}.preprocess_input"
        library.calls(path)(_preprocess_input(path))


class TokenizerValue(Value):
    """A Tokenizer: how many words it knows is not known, how many it keeps may be."""

    __slots__ = ("escaped", "num_words", "words")

    def __init__(self, arguments: Arguments, ev: Evaluator) -> None:
        self.num_words = arguments.value(0, "num_words", "nb_words")
        self.words = Words(new_dim(ev, f"len({ev.binding_name or 'tokenizer'}.word_index)"))
        self.escaped = False

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("word_index", "index_word", "word_counts", "word_docs"):
            return self.words
        if name in ("num_words", "nb_words"):
            return self.num_words
        if name.startswith("fit_on_"):
            return BoundMethod(name, lambda arguments, ev, node: None, self)
        if name in ("texts_to_sequences", "texts_to_matrix", "sequences_to_matrix"):
            return BoundMethod(
                name, lambda arguments, ev, node: self._encode(name, arguments, ev, node), self
            )
        return ev.unknown(node, name)

    def _encode(self, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        texts = arguments.value(0)
        rows, array = ev.length(texts, node), as_array(texts, ev, node)
        origin = () if array is None else array.origin
        width = ev.number(self.num_words) if self.num_words is not None else None
        shape = None
        if name.endswith("_matrix") and rows is not None and width is not None:
            shape = (rows, width)
        return ArrayValue(
            shape=shape, rows=rows, origin=origin, steps=() if array is None else array.steps, node=node
        )


class Words(DictValue):
    """A vocabulary of which only the size has a name."""

    __slots__ = ("count",)

    def __init__(self, count: Any) -> None:
        super().__init__({}, None, complete=False)
        self.count = count

    def length(self, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.count


def _pad_sequences(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Rows of `maxlen` entries, of the longest sequence where it is not given."""
    bound = bind_call("keras.utils.pad_sequences", arguments, ev)
    sequences = argument(bound, "sequences")
    rows, array = ev.length(sequences, node), as_array(sequences, ev, node)
    width = argument(bound, "maxlen")
    number = new_dim(ev, "the longest sequence", node) if width is None else ev.number(width)
    if rows is None and array is not None:
        rows = array.length(ev, node)
    return ArrayValue(
        shape=None if rows is None or number is None else (rows, number),
        rows=rows,
        dtype=text(bound, "dtype", "int32"),
        steps=() if array is None else array.steps,
        origin=() if array is None else array.origin,
        name=ev.binding_name,
        node=node,
    )


def _to_categorical(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """One column for each class; a last axis of 1 goes away."""
    value = arguments.value(0, "y", "x")
    array = as_array(value, ev, node)
    if array is None:
        return ev.unknown(node)
    given = arguments.value(1, "num_classes", "nb_classes")
    classes: Any = ev.number(given) if given is not None else None
    if classes is None and given is None:
        classes = _largest(array)
    if classes is None:
        classes = new_dim(ev, f"the classes of {array.name or ev.label(node) or 'y'}", node)
    dims = array.shape
    if dims is not None and len(dims) > 1 and known(dims[-1]) == 1:
        dims = dims[:-1]
    rows = array.length(ev, node)
    if dims is None and rows is not None:
        # Labels of unknown rank are a column or a row of integers.
        dims = (rows,)
    flat = dims is not None and len(dims) == 1
    return array.like(
        shape=None if dims is None else (*dims, classes),
        rows=rows,
        dtype="float64",
        encoding="one-hot" if flat and array.encoding != "one-hot" else None,
        classes=classes,
        low=0,
        high=1,
        name=ev.binding_name,
        node=node,
    )


def _largest(array: ArrayValue) -> Any:
    """The number of classes that Keras finds: the largest label and one more."""
    if array.values is not None:
        entries = flat_values(array.values)
        finite = entries and all(math.isfinite(entry) for entry in entries)
        return int(max(entries)) + 1 if finite else None
    return array.classes


def _normalize(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    array = as_array(arguments.value(0, "x"), ev, node)
    if array is None:
        return ev.unknown(node)
    axis = parameter(arguments.value(1, "axis", default=-1))
    return array.with_step("normalize", axis, node).like(low=-1, high=1, dtype="float64")


def _load_img(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    bound = bind_call("keras.utils.load_img", arguments, ev)
    path, size = argument(bound, "path"), argument(bound, "target_size")
    dims = [None, None] if size is None else dims_of(size, 2, ev)
    sides = [new_dim(ev, "an image's side", node) if dim is None else dim for dim in dims]
    gray = as_bool(argument(bound, "grayscale", False)) is True or text(bound, "color_mode") == "grayscale"
    channels = 1 if gray else 4 if text(bound, "color_mode") == "rgba" else 3
    key = path if isinstance(path, str) else path.key if isinstance(path, Unknown) else ev.new_key()
    return ArrayValue(
        shape=(*sides, channels),
        dtype="uint8",
        low=0,
        high=255,
        origin=(Source(("image", key)),),
        name=ev.binding_name,
        node=node,
    )


def _img_to_array(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    array = as_array(arguments.value(0, "img"), ev, node)
    if array is None or isinstance(arguments.value(0, "img"), Unknown):
        return ev.unknown(node)
    return array.like(dtype="float32", name=ev.binding_name, node=node)


def _random_image(name: str) -> Any:
    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = as_array(arguments.value(0, "x"), ev, node)
        if array is None:
            return ev.unknown(node)
        return array.with_step(name, parameter(arguments.value(1)), node, random=True)

    return handle


def _preprocess_input(path: str) -> Any:
    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.tensors import operation

        done = operation(ev, path, arguments, node)
        if done is not NotImplemented:
            return done
        given = arguments.get(0, "x", "inputs")
        array = None if given is None else as_array(given.value, ev, node)
        if array is None:
            return ev.unknown(node)
        # What comes out depends on the model it is for; EfficientNet's and MobileNetV3's do nothing at all.
        same = path.split(".")[2] in (
            "convnext",
            "efficientnet",
            "efficientnet_v2",
            "mobilenet_v3",
            "regnet",
            "resnet_rs",
        )
        changed = array.with_step("preprocess_input", path, node)
        return changed if same else changed.like(low=None, high=None, dtype="float32")

    return handle
