"""Images read and resized by OpenCV, Pillow, imageio, scikit-image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number
from kerlint.symbolic.arrays import ArrayValue, new_dim, new_origin
from kerlint.symbolic.origins import Source
from kerlint.symbolic.values import Arguments, BoundMethod, External, Unknown, Value, as_items

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.registry import Library

_GREY = {0, "cv2.IMREAD_GRAYSCALE"}
_COLOUR_CODES = {"BGR2RGB": 3, "RGB2BGR": 3, "BGR2GRAY": None, "RGB2GRAY": None, "GRAY2RGB": 3, "GRAY2BGR": 3}
_PILLOW_CHANNELS = {"RGB": 3, "RGBA": 4, "L": 0, "HSV": 3, "YCbCr": 3}


class ImageValue(Value):
    """A PIL image: width and height where known, channels by mode (0 for grey)."""

    __slots__ = ("channels", "height", "node", "origin", "width")

    def __init__(
        self, width: Any, height: Any, channels: int | None, origin: Any, node: CSTNode | None
    ) -> None:
        self.width = width
        self.height = height
        self.channels = channels
        self.origin = origin
        self.node = node

    def to_array(self, ev: Evaluator, node: CSTNode | None) -> ArrayValue:
        """What `numpy.array` makes of it: rows first."""
        height = new_dim(ev, "the image's height", node) if self.height is None else self.height
        width = new_dim(ev, "the image's width", node) if self.width is None else self.width
        if self.channels is None:
            return ArrayValue(low=0, high=255, origin=self.origin, node=node)
        channels = (self.channels,) if self.channels else ()
        return ArrayValue(
            shape=(height, width, *channels), dtype="uint8", low=0, high=255, origin=self.origin, node=node
        )

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("resize", "convert", "copy", "rotate", "transpose"):
            return BoundMethod(name, lambda arguments, ev, node: self._changed(name, arguments), self)
        return ev.unknown(node, name)

    def _changed(self, name: str, arguments: Arguments) -> ImageValue:
        width, height, channels = self.width, self.height, self.channels
        if name == "resize":
            size = as_items(arguments.value(0, "size"))
            width, height = size if size and len(size) == 2 and all(map(is_number, size)) else (None, None)
        elif name == "convert":
            channels = _PILLOW_CHANNELS.get(str(arguments.value(0, "mode")))
        elif name in ("rotate", "transpose"):
            width = height = None
        return ImageValue(width, height, channels, self.origin, self.node)


def register(library: Library) -> None:
    """Make image libraries known to the library."""
    _register_opencv(library)

    @library.calls("PIL.Image.open")
    def open_image(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ImageValue(None, None, None, _file_origin(arguments, ev), node)

    @library.calls("PIL.Image.fromarray")
    def from_array(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array = arguments.value(0)
        if not isinstance(array, ArrayValue) or array.shape is None or len(array.shape) < 2:
            return ImageValue(None, None, None, new_origin(ev, "PIL.Image.fromarray"), node)
        channels = array.shape[2] if len(array.shape) == 3 else 0
        return ImageValue(
            array.shape[1],
            array.shape[0],
            channels if isinstance(channels, int) else None,
            array.origin,
            node,
        )

    @library.calls("imageio.imread", "skimage.io.imread", "matplotlib.pyplot.imread", "scipy.misc.imread")
    def read(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ArrayValue(origin=_file_origin(arguments, ev), node=node, low=0)

    @library.calls("skimage.transform.resize")
    def resize(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array, size = arguments.value(0), as_items(arguments.value(1, "output_shape"))
        if not isinstance(array, ArrayValue) or not size or not all(map(is_number, size)):
            return ev.unknown(node)
        if len(size) == 2 and array.shape is None:
            return array.like(rows=size[0], node=node, low=None, high=None, steps=None)
        rest = array.shape[2:] if array.shape is not None and len(size) == 2 else ()
        return array.like(shape=(*size, *rest), dtype="float64", low=None, high=None, steps=None, node=node)


def _file_origin(arguments: Arguments, ev: Evaluator) -> tuple[Any, ...]:
    path = arguments.value(0)
    return (Source(("image", path)),) if isinstance(path, str) else (Source(("image", ev.new_key())),)


def _path_of(value: Any) -> Any:
    return value.path if isinstance(value, External) else value


def _register_opencv(library: Library) -> None:
    @library.calls("cv2.imread")
    def imread(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        flag = _path_of(arguments.value(1, "flags", default=1))
        facts: dict[str, Any] = {"origin": _file_origin(arguments, ev), "node": node, "dtype": "uint8"}
        size = (new_dim(ev, "the image's height", node), new_dim(ev, "the image's width", node))
        if flag in (1, "cv2.IMREAD_COLOR"):
            return ArrayValue(shape=(*size, 3), low=0, high=255, **facts)
        if flag in _GREY:
            return ArrayValue(shape=size, low=0, high=255, **facts)
        return ArrayValue(origin=facts["origin"], node=node, low=0)

    @library.calls("cv2.resize")
    def resize(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array, size = arguments.value(0, "src"), as_items(arguments.value(1, "dsize"))
        if not isinstance(array, ArrayValue | Unknown) or not size or len(size) != 2:
            return ev.unknown(node)
        if not all(map(is_number, size)):
            return ev.unknown(node)
        width, height = size
        if isinstance(array, Unknown):
            return ArrayValue(rows=height, origin=(Source(("unknown", array.key)),), node=node)
        result = array.with_step("resize", (height, width), node)
        if array.shape is None:
            result.rows = height
        elif len(array.shape) in (2, 3) and (len(array.shape) == 2 or array.shape[2] != 1):
            result.shape = (height, width, *array.shape[2:])
        else:
            # OpenCV drops an axis of one channel.
            result.shape = (height, width)
        return result

    @library.calls("cv2.cvtColor")
    def convert(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        array, code = arguments.value(0, "src"), _path_of(arguments.value(1, "code"))
        name = str(code).rpartition("COLOR_")[2]
        if not isinstance(array, ArrayValue):
            return ev.unknown(node)
        result = array.with_step("cvtColor", name or None, node)
        if name not in _COLOUR_CODES or array.shape is None or len(array.shape) < 2:
            return result.like(shape=None, rows=array.rows or (array.shape[0] if array.shape else None))
        channels = _COLOUR_CODES[name]
        result.shape = (*array.shape[:2], *(() if channels is None else (channels,)))
        return result
