"""TensorFlow's functions on arrays, as they stand in functions that datasets map: what they do to shape and data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kerlint.keras.data.elements import as_array
from kerlint.keras.data.file_flows import dims_of
from kerlint.keras.data.transforms import parameter
from kerlint.symbolic.arithmetic import known, known_int
from kerlint.symbolic.arrays import ArrayValue, new_dim
from kerlint.symbolic.library.array_methods import METHODS
from kerlint.symbolic.library.dtypes import cast, dtype_of
from kerlint.symbolic.origins import Source, is_random
from kerlint.symbolic.values import Arguments, Unknown, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

# What these are given is an image, or the bytes of one, also where nothing else is known of it.
_TAKES_UNKNOWN = ("tensorflow.one_hot", "tensorflow.cast", "tensorflow.image.", "tensorflow.io.decode")

Handler = Callable[[ArrayValue, Arguments, "Evaluator", "CSTNode | None"], Any]

# tf.image functions that change pixels but no shape.
_PIXELS = [
    "adjust_brightness",
    "adjust_contrast",
    "adjust_gamma",
    "adjust_hue",
    "adjust_jpeg_quality",
    "adjust_saturation",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "hsv_to_rgb",
    "per_image_standardization",
    "rgb_to_grayscale",
    "rgb_to_hsv",
    "rgb_to_yuv",
    "rot90",
    "sobel_edges",
    "transpose",
]
_RANDOM_PIXELS = [
    "brightness",
    "contrast",
    "flip_left_right",
    "flip_up_down",
    "hue",
    "jpeg_quality",
    "saturation",
]
_SIZES = {
    "resize": 1,
    "resize_images": 1,
    "resize_with_pad": None,
    "resize_with_crop_or_pad": None,
    "resize_image_with_crop_or_pad": None,
    "central_crop": None,
    "crop_to_bounding_box": None,
    "pad_to_bounding_box": None,
}
_DECODERS = (
    "tensorflow.image.decode_jpeg",
    "tensorflow.image.decode_png",
    "tensorflow.image.decode_image",
    "tensorflow.image.decode_bmp",
    "tensorflow.image.decode_gif",
    "tensorflow.io.decode_jpeg",
    "tensorflow.io.decode_png",
    "tensorflow.io.decode_image",
    "tensorflow.io.decode_bmp",
    "tensorflow.io.decode_gif",
    "tensorflow.io.decode_and_crop_jpeg",
)
_OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "math.divide": "/", "truediv": "/"}
_SAME = (
    "identity",
    "stop_gradient",
    "convert_to_tensor",
    "ensure_shape",
    "constant",
    "io.read_file",
    "ragged.constant",
)


def register(library: Library) -> None:
    """The functions, each passed on to the graph where it is applied to a symbolic tensor."""
    _on_arrays(library, ("tensorflow.cast",), _cast)
    _on_arrays(
        library,
        ("tensorflow.to_float", "tensorflow.compat.v1.to_float"),
        lambda a, _, __, n: cast(a, "float32", n),
    )
    _on_arrays(library, ("tensorflow.image.convert_image_dtype",), _convert_image_dtype)
    _on_arrays(library, ("tensorflow.one_hot",), _one_hot)
    for name in ("reshape", "transpose", "squeeze"):
        _on_arrays(library, (f"tensorflow.{name}",), _method(name))
    _on_arrays(library, ("tensorflow.expand_dims",), _expand_dims)
    _on_arrays(library, tuple(f"tensorflow.{name}" for name in _SAME), lambda array, *_: array)
    _on_arrays(library, ("tensorflow.clip_by_value",), _step("clip", 1))
    for name, operator in _OPERATORS.items():
        paths = (f"tensorflow.{name}", f"tensorflow.math.{name.removeprefix('math.')}")
        _on_arrays(library, paths, _operator(operator))
    for name in _PIXELS:
        _on_arrays(library, (f"tensorflow.image.{name}",), _step(name, 1))
    for name in _RANDOM_PIXELS:
        paths = (f"tensorflow.image.random_{name}", f"tensorflow.image.stateless_random_{name}")
        _on_arrays(library, paths, _step(f"random_{name}", 1, random=True))
    _on_arrays(
        library, ("tensorflow.image.random_crop", "tensorflow.image.stateless_random_crop"), _random_crop
    )
    for name in _SIZES:
        _on_arrays(library, (f"tensorflow.image.{name}", f"tensorflow.compat.v1.image.{name}"), _resize(name))
    _on_arrays(library, _DECODERS, _decode)
    library.calls("tensorflow.cond")(_cond)
    library.fallback("tensorflow.random.")(_random)
    for name, entry in (("zeros", 0), ("ones", 1), ("fill", None)):
        library.calls(f"tensorflow.{name}")(_filled(f"tensorflow.{name}", entry))


def _on_arrays(library: Library, paths: tuple[str, ...], handler: Handler) -> None:
    for path in paths:
        library.calls(path)(_dispatch(path, handler))


def _dispatch(path: str, handler: Handler) -> Any:
    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        from kerlint.keras.tensors import operation

        done = operation(ev, path, arguments, node)
        if done is not NotImplemented:
            return done
        first = arguments.get(
            0, "x", "value", "image", "images", "input", "tensor", "indices", "a", "contents"
        )
        if first is None:
            return ev.unknown(node)
        if isinstance(first.value, Unknown) and not path.startswith(_TAKES_UNKNOWN):
            ev.escape(arguments)
            return Unknown("", None, node, origin=path, arguments=arguments)
        array = as_array(first.value, ev, node)
        rest = Arguments(
            arguments.positional[1:], arguments.keywords, arguments.open_positional, arguments.open_keywords
        )
        return ev.unknown(node) if array is None else handler(array, rest, ev, node)

    return handle


def _cast(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return cast(array, dtype_of(arguments.value(0, "dtype")), node)


def _convert_image_dtype(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Integers become floats between 0 and 1; floats stay."""
    dtype = dtype_of(arguments.value(0, "dtype"))
    if array.dtype is None or dtype is None:
        return array.with_step("convert_image_dtype", dtype, node).like(low=None, high=None, dtype=dtype)
    if array.dtype == "uint8" and dtype.startswith("float"):
        scaled = array.with_step("rescale", 1 / 255, node)
        return scaled.like(dtype=dtype, low=0, high=1)
    return cast(array, dtype, node)


def _one_hot(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    depth = ev.number(arguments.value(0, "depth"))
    shape = None if array.shape is None or depth is None else (*array.shape, depth)
    return array.like(
        shape=shape, dtype="float32", encoding="one-hot", classes=depth, low=0, high=1, node=node
    )


def _method(name: str) -> Handler:
    return lambda array, arguments, ev, node: METHODS[name](array, _axis_free(arguments), ev, node)


def _axis_free(arguments: Arguments) -> Arguments:
    """Numpy's names for TensorFlow's parameters."""
    names = {"shape": "shape", "perm": "axes", "axis": "axis"}
    keywords = {names[key]: value for key, value in arguments.keywords.items() if key in names}
    return Arguments(arguments.positional, keywords)


def _expand_dims(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    axis = known_int(arguments.value(0, "axis"))
    if array.shape is None or axis is None:
        return array.like(shape=None, rows=None, node=node)
    position = axis if axis >= 0 else len(array.shape) + 1 + axis
    return array.like(shape=(*array.shape[:position], 1, *array.shape[position:]), rows=None, node=node)


def _operator(op: str) -> Handler:
    return lambda array, arguments, ev, node: ev.operate(op, array, arguments.value(0, "y"), node)


def _drawn(value: Any) -> bool:
    """Does an argument come from a random number generator?"""
    if isinstance(value, Unknown):
        return (value.origin or "").startswith(("tensorflow.random.", "numpy.random.", "random."))
    return isinstance(value, ArrayValue) and is_random(value.origin)


def _step(name: str, parameters: int, random: bool = False) -> Handler:
    def handle(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        given = arguments.value(0) if arguments.positional else next(iter(arguments.values()), True)
        drawn = random or any(_drawn(value) for value in arguments.values())
        result = array.with_step(name, parameter(given), node, drawn)
        shape = array.shape
        if name in ("rgb_to_grayscale", "grayscale_to_rgb") and shape:
            result.shape = (*shape[:-1], 1 if name.startswith("rgb") else 3)
        elif name in ("rot90", "transpose") and shape and len(shape) > 2:
            result.shape = (*shape[:-3], shape[-2], shape[-3], shape[-1]) if name == "transpose" else shape
        if name in ("per_image_standardization", "sobel_edges"):
            result.low = result.high = None
        return result

    return handle


def _random_crop(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    size = arguments.value(0, "size")
    items = as_items(size)
    result = array.with_step("random_crop", parameter(size), node, random=True)
    dims = None if items is None else [ev.number(item) for item in items]
    result.shape = None if dims is None or None in dims else tuple(dims)
    return result


def _resize(name: str) -> Handler:
    together = _SIZES[name] is not None

    def handle(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        if together:
            size = arguments.value(0, "size", "images")
            dims = dims_of(size, 2, ev)
        elif name == "central_crop":
            dims = [None, None]
            size = arguments.value(0, "central_fraction")
        else:
            first = 2 if name.endswith("bounding_box") else 0
            dims = [
                ev.number(arguments.value(first, "target_height")),
                ev.number(arguments.value(first + 1, "target_width")),
            ]
            size = None
        value = parameter(size) if size is not None else tuple(known(dim) for dim in dims)
        drawn = any(_drawn(item) for item in arguments.values())
        result = array.with_step("resize" if name.startswith("resize") else name, value, node, drawn)
        if array.shape is None or len(array.shape) < 3:
            result.shape = None
        else:
            sides = [new_dim(ev, "an image's side", node) if dim is None else dim for dim in dims]
            result.shape = (*array.shape[:-3], *sides, array.shape[-1])
        if name in ("resize", "resize_images"):
            result.dtype = "float32"
        return result

    return handle


def _decode(array: ArrayValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    channels = ev.number(arguments.value(0, "channels", default=0))
    last = channels if channels is not None and known(channels) != 0 else new_dim(ev, "channels", node)
    shape = (new_dim(ev, "height", node), new_dim(ev, "width", node), last)
    dtype = dtype_of(arguments.value(None, "dtype")) or "uint8"
    high = 255 if dtype == "uint8" else 1 if dtype.startswith("float") else None
    # Nothing has been done yet to pixels that come out of a file.
    return array.like(shape=shape, rows=None, dtype=dtype, low=0, high=high, steps=(), node=node)


def _cond(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Both branches are looked at; where chance decides between them, the difference is augmentation."""
    test = arguments.value(0, "pred")
    truth = ev.truth(test)
    names = ("true_fn", "false_fn")
    if truth is not None:
        return ev.call(arguments.value(1 if truth else 2, names[0 if truth else 1]), Arguments(), node)
    results = [ev.call(arguments.value(i + 1, name), Arguments(), node) for i, name in enumerate(names)]
    first, second = results
    if isinstance(first, ArrayValue) and isinstance(second, ArrayValue):
        if _by_chance(test):
            return second.with_step("cond", None, node, random=True)
        return second.like(steps=None)
    return ev.unknown(node)


def _by_chance(test: Any) -> bool:
    return _drawn(test) or "random" in repr(getattr(test, "key", ""))


def _filled(path: str, entry: int | None) -> Any:
    """Tensors of one number; in a model's graph they are what arrays are."""

    def handle(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        shape = arguments.get(0, "shape", "dims")
        items = None if shape is None else as_items(shape.value)
        dims = None if items is None else [ev.number(item) for item in items]
        if dims is None or None in dims:
            return Unknown("", None, node, origin=path, arguments=arguments)
        given = None if entry is None else arguments.value(1, "dtype", default="float32")
        dtype = None if given is None else dtype_of(given)
        origin = (Source((path, ev.new_key())),)
        return ArrayValue(shape=tuple(dims), dtype=dtype, low=entry, high=entry, origin=origin, node=node)

    return handle


def _random(path: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    """Random numbers of the shape given; seeds and generator objects are none."""
    items = as_items(arguments.value(0, "shape"))
    if path.endswith(("seed", "shuffle", "Generator", "experimental")) or items is None:
        return Unknown("", None, node, origin=path, arguments=arguments)
    dims = [ev.number(item) for item in items]
    origin = (Source((path, ev.new_key())),)
    return ArrayValue(shape=None if None in dims else tuple(dims), dtype="float32", origin=origin, node=node)
