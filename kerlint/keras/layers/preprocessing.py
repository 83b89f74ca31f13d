"""Preprocessing and augmentation as layers.

Sources: `keras.src.layers.preprocessing` (Keras 3); `RandomHeight` and `RandomWidth` of Keras 2.
"""

from __future__ import annotations

import math
from typing import Any

from kerlint.keras.layers.activation import unchanged
from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError
from kerlint.keras.layers.dims import Dim, Shape, Size, convolved, differ, fresh, plus, quotient, text, times
from kerlint.keras.layers.spec import SPECS, Inferred, register
from kerlint.symbolic.arithmetic import known, less

_MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf", "tf-idf", "binary")


# --- images -----------------------------------------------------------------------------------------


def _height_axis(call: LayerCall, shape: Shape) -> int:
    """Where the height is; a lone image has no batch axis."""
    first = call.channels_first()
    return (1 if first else 0) + (1 if len(shape) == 4 else 0)


def _resized(call: LayerCall) -> Inferred:
    height, width = call.size("height"), call.size("width")
    shape = call.shape
    if len(shape) not in (3, 4):
        raise RefusedError(
            f"{call.name} takes an image or a batch of images, but gets shape {text(shape)}", kind="axes"
        )
    axis = _height_axis(call, shape)
    return call.result((*shape[:axis], height, width, *shape[axis + 2 :]))


def _random_side(call: LayerCall) -> Inferred:
    """RandomHeight and RandomWidth of Keras 2: that side varies."""
    shape = call.shape
    if len(shape) not in (3, 4):
        raise RefusedError(
            f"{call.name} takes an image or a batch of images, but gets shape {text(shape)}", kind="axes"
        )
    axis = _height_axis(call, shape) + (0 if call.name == "RandomHeight" else 1)
    return call.result((*shape[:axis], None, *shape[axis + 1 :]))


def _color_degeneration(call: LayerCall) -> Inferred:
    channels = call.shape[-3 if call.channels_first() else -1] if len(call.shape) > 2 else None
    if differ(channels, 3):
        raise RefusedError(f"{call.name} needs images of 3 channels, but gets shape {text(call.shape)}")
    return unchanged(call)


# --- numbers and words ------------------------------------------------------------------------------


def _normalization(call: LayerCall) -> Inferred:
    shape = call.shape
    axes = [] if call.given("axis") is None else call.axes("axis", len(shape))
    width = times(*(call.defined(shape[axis], f"axis {axis}") for axis in axes))
    if call.arguments.get("mean") is not None:
        return call.result(shape)
    # Mean and variance for each kept value, and the count of what was seen.
    return call.result(shape, 0, plus(times(2, width), 1))


def _encoded(shape: Shape, mode: str | None, depth: Dim) -> Shape | None:
    """The shape after turning indices into vectors of `depth`."""
    if mode is None:
        return None
    if mode == "int":
        return shape
    if mode == "one_hot" and not (len(shape) > 1 and known(shape[-1]) == 1):
        # A symbol may be 1, and then the axis is dropped.
        return None if shape and shape[-1] is not None and known(shape[-1]) is None else (*shape, depth)
    return (*shape[:-1], depth)


def _category_encoding(call: LayerCall) -> Inferred:
    depth = call.size("num_tokens")
    mode = call.choice("output_mode", ("one_hot", "multi_hot", "count", "binary"))
    shape = call.shape
    return call.result((depth,) if not shape else _encoded(shape, mode, depth))


def _discretization(call: LayerCall) -> Inferred:
    mode = call.choice("output_mode", ("int", "one_hot", "multi_hot", "count", "binary"))
    boundaries = call.arguments.get("bin_boundaries")
    depth: Size
    if isinstance(boundaries, tuple | list):
        depth = len(boundaries) + 1
    elif boundaries is None and call.arguments.get("num_bins") is not None:
        depth = call.size("num_bins", least=0)
    else:
        depth = fresh("num_bins")
    shape = call.shape
    if mode in ("multi_hot", "count", "binary"):
        return call.result((shape[0], *shape[2:], depth) if len(shape) > 1 else (depth,))
    return call.result(_encoded(shape, mode, depth))


def _hashing(call: LayerCall) -> Inferred:
    bins = call.size("num_bins")
    mode = call.choice("output_mode", ("int", "one_hot", "multi_hot", "count"))
    shape = call.shape
    if mode is None or mode == "int":
        return call.result(shape if mode else None)
    return call.result((*shape[:-1], bins))


def _hashed_crossing(call: LayerCall) -> Inferred:
    bins = call.size("num_bins")
    mode = call.choice("output_mode", ("int", "one_hot"))
    if not call.listed:
        raise NotKnownError
    shapes = [shape for shape in call.shapes if shape]
    if len(shapes) < len(call.shapes):
        raise NotKnownError
    if len(shapes) != 2:
        raise RefusedError(f"HashedCrossing takes a list of two inputs, not {len(shapes)}")
    if differ(shapes[0][-1], shapes[1][-1]):
        raise RefusedError(
            f"HashedCrossing needs two inputs of the same shape, not {text(shapes[0])} and {text(shapes[1])}"
        )
    return call.result(_encoded(shapes[0], mode, bins))


def _vocabulary_size(call: LayerCall, *, mask: Any, mode: str | None) -> Dim:
    """The number of indices that a lookup gives, a symbol where `adapt` finds it out."""
    padded = call.flag("pad_to_max_tokens")
    if padded:
        return call.size("max_tokens", least=2)
    words = call.arguments.get("vocabulary")
    if padded is None or not isinstance(words, tuple | list) or not words:
        return fresh("vocabulary_size")
    # TextVectorization takes a StringLookup of its own, as it comes.
    looks_up = call.argument if call.name.endswith("Lookup") else SPECS["StringLookup"].signature.default
    oov = known(looks_up("num_oov_indices"))
    if not isinstance(oov, int) or any(not isinstance(word, str | int) for word in words):
        return fresh("vocabulary_size")
    masks = 1 if mask is not None and mode == "int" else 0
    special = [mask] * masks + [looks_up("oov_token")] * oov
    # Keras looks whether the special tokens stand at the front already.
    front = list(words[: len(special)])
    return len(words) + (0 if front == special else len(special))


def _lookup(call: LayerCall) -> Inferred:
    mode = call.choice("output_mode", _MODES)
    shape = call.shape
    depth = _vocabulary_size(call, mask=call.argument("mask_token"), mode=mode)
    return call.result(_encoded(shape, mode, depth))


def _text_vectorization(call: LayerCall) -> Inferred:
    mode = call.choice("output_mode", _MODES)
    shape = call.shape
    if mode == "int":
        length = call.arguments.get("output_sequence_length")
        return call.result((shape[0], None if length is None else call.size("output_sequence_length")))
    if mode is None or len(shape) != 1 or call.argument("split") is None:
        # Keras 3 says (batch, 1, words) before the call and gives (batch, words) in it.
        raise NotKnownError
    return call.result((*shape, _vocabulary_size(call, mask="", mode=mode)))


# --- sound ------------------------------------------------------------------------------------------


def _mel_spectrogram(call: LayerCall) -> Inferred:
    bins = call.size("num_mel_bins")
    stride = call.size("sequence_stride")
    shape = call.shape
    if len(shape) == 1:
        return call.result((bins, quotient(plus(shape[0], stride, 1), stride)))
    return call.result((shape[0], bins, quotient(plus(shape[1], stride, 1), stride)))


def _stft_spectrogram(call: LayerCall) -> Inferred:
    frame = call.size("frame_length")
    step = quotient(frame, 2) if call.arguments.get("frame_step") is None else call.size("frame_step")
    mode = call.choice("mode", ("log", "magnitude", "psd", "real", "imag", "angle", "stft"))
    padding = call.choice("padding", ("valid", "same"))
    assert step is not None
    if less(frame, step):
        raise RefusedError(f"STFTSpectrogram: frame_step={step} must not exceed frame_length={frame}")
    shape = call.shape_of(3)
    first = call.channels_first()
    time, channels = (shape[2], shape[1]) if first else (shape[1], shape[2])
    channels = call.defined(channels, "number of channels")
    frames = convolved(time, frame, step, padding)
    call.fits([frames], f"frame_length={frame}")
    bins = plus(quotient(_fft_length(call, frame), 2), 1)
    kernels = None if mode is None else 1 if mode in ("real", "imag") else 2
    weights = times(kernels, frame, bins)
    if mode is None:
        return call.result(None, None)
    made = times(2, bins) if mode == "stft" else bins
    output: Shape
    if call.certain_flag("expand_dims"):
        output = (shape[0], channels, frames, made) if first else (shape[0], frames, made, channels)
    else:
        merged = times(made, channels)
        output = (shape[0], merged, frames) if first else (shape[0], frames, merged)
    return call.result(output, weights)


def _fft_length(call: LayerCall, frame: Size) -> Size:
    if call.arguments.get("fft_length") is not None:
        return call.size("fft_length")
    return 2 ** math.ceil(math.log2(frame)) if isinstance(frame, int) else fresh("fft_length")


_AUGMENTATIONS = (
    "AugMix",
    "CutMix",
    "MixUp",
    "RandAugment",
    "RandomBrightness",
    "RandomColorJitter",
    "RandomContrast",
    "RandomElasticTransform",
    "RandomErasing",
    "RandomFlip",
    "RandomGaussianBlur",
    "RandomGrayscale",
    "RandomHue",
    "RandomInvert",
    "RandomPerspective",
    "RandomPosterization",
    "RandomRotation",
    "RandomSaturation",
    "RandomSharpness",
    "RandomShear",
    "RandomTranslation",
    "RandomZoom",
    "Solarization",
)
for _name in _AUGMENTATIONS:
    register(_name, unchanged, family="augmentation", rank=2, random=True)
register("RandomColorDegeneration", _color_degeneration, family="augmentation", rank=2, random=True)
register("RandomCrop", _resized, family="augmentation", rank=2, random=True)
for _name in ("RandomHeight", "RandomWidth"):
    register(_name, _random_side, family="augmentation", rank=2, random=True)

register(
    "Resizing",
    _resized,
    family="preprocessing",
    rank=2,
)
register("CenterCrop", _resized, family="preprocessing", rank=2)
for _name in (
    "AutoContrast",
    "ContrastLimitedAdaptiveHistogramEqualization",
    "Equalization",
    "MaxNumBoundingBoxes",
):
    register(_name, unchanged, family="preprocessing", rank=2)
register("Rescaling", unchanged, family="preprocessing", elementwise=True, linear=True)
register(
    "Normalization",
    _normalization,
    family="preprocessing",
    weighted=True,
    linear=True,
)
register("CategoryEncoding", _category_encoding, family="preprocessing")
register(
    "Discretization",
    _discretization,
    family="preprocessing",
)
register("Hashing", _hashing, family="preprocessing")
register("HashedCrossing", _hashed_crossing, family="preprocessing")
register(
    "IntegerLookup",
    _lookup,
    family="preprocessing",
)
register(
    "StringLookup",
    _lookup,
    family="preprocessing",
)
register(
    "TextVectorization",
    _text_vectorization,
    family="preprocessing",
)
register(
    "MelSpectrogram",
    _mel_spectrogram,
    family="preprocessing",
)
register(
    "STFTSpectrogram",
    _stft_spectrogram,
    family="preprocessing",
    weighted=True,
)
