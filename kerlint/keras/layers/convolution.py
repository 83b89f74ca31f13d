"""Convolutions: plain, transposed, depthwise, separable, locally connected.

Sources: `keras.src.layers.convolutional` (Keras 3), `tf_keras.layers.LocallyConnected1D` and `2D` (Keras 2).
"""

from __future__ import annotations

from kerlint.keras.layers.call import LayerCall, RefusedError
from kerlint.keras.layers.dims import (
    Dim,
    Size,
    convolved,
    fresh,
    larger,
    minus,
    plus,
    quotient,
    text,
    times,
    window,
)
from kerlint.keras.layers.spec import Inferred, register
from kerlint.symbolic.arithmetic import describe, divides, known, same


def _words(call: LayerCall) -> tuple[str, ...]:
    # Keras 2 knows "causal" for SeparableConv1D too, Keras 3 for Conv1D only.
    causal = call.name in ("Conv1D", "SeparableConv1D", "DepthwiseConv1D")
    return ("valid", "same", "causal") if causal else ("valid", "same")


def _one_step(call: LayerCall, strides: tuple[Size, ...], dilation: tuple[Size, ...]) -> None:
    if any((known(s) or 1) > 1 for s in strides) and any((known(d) or 1) > 1 for d in dilation):
        raise RefusedError(
            f"{call.name} takes strides above 1 or a dilation above 1, not both: "
            f"strides={text(strides)}, dilation_rate={text(dilation)}"
        )


def _slid(
    call: LayerCall, spatial: tuple[Dim, ...], kernel: tuple[Size, ...], *, exclusive: bool
) -> list[Dim]:
    """Spatial sizes of the output."""
    rank = call.spec.rank
    strides = call.sizes("strides", rank)
    dilated = "dilation_rate" in call.spec.parameters
    dilation = call.sizes("dilation_rate", rank) if dilated else (1,) * rank
    if exclusive:
        _one_step(call, strides, dilation)
    padding = call.choice("padding", _words(call))
    sizes = [
        convolved(length, k, s, padding, d)
        for length, k, s, d in zip(spatial, kernel, strides, dilation, strict=True)
    ]
    apart = f" and dilation_rate={text(dilation)}" if any(same(d, 1) is False for d in dilation) else ""
    call.fits(sizes, f"kernel_size={text(kernel)}{apart}")
    return sizes


def _convolution(call: LayerCall) -> Inferred:
    filters = call.size("filters")
    groups = call.size("groups")
    spatial, channels, first = call.image(call.spec.rank)
    channels = call.defined(channels, "number of channels")
    for number, what in ((filters, "filters"), (channels, "input channels")):
        if divides(groups, number) is False:
            raise RefusedError(
                f"{call.name}: {describe(number)} {what} do not divide into groups={describe(groups)}"
            )
    kernel = call.sizes("kernel_size", call.spec.rank)
    sizes = _slid(call, spatial, kernel, exclusive=True)
    output = call.with_image(sizes, filters, first)
    return call.with_kernel(output, (*kernel, quotient(channels, groups), filters), call.bias(filters))


def _grown(length: Dim, extent: Size, stride: Size, padding: str | None, extra: Size | None) -> Dim:
    """The length after a transposed convolution with a kernel of `extent`, dilation included.

    Source: `keras.ops.operation_utils.compute_conv_transpose_output_shape`.
    """
    if length is None:
        return None
    if padding is None:
        return fresh("?")
    if padding == "same" and extra is None:
        return times(length, stride)
    grown = times(minus(length, 1), stride)
    if padding == "valid":
        return plus(grown, larger(extent, stride)) if extra is None else plus(grown, extent, extra)
    odd = minus(extent, times(2, quotient(extent, 2)))
    return plus(grown, odd, extra)


def _transposed(call: LayerCall) -> Inferred:
    rank = call.spec.rank
    filters = call.size("filters")
    spatial, channels, first = call.image(rank)
    channels = call.defined(channels, "number of channels")
    kernel = call.sizes("kernel_size", call.spec.rank)
    strides = call.sizes("strides", rank)
    dilation = call.sizes("dilation_rate", rank)
    _one_step(call, strides, dilation)
    padding = call.choice("padding", _words(call))
    extras: tuple[Size | None, ...] = (None,) * rank
    if call.arguments.get("output_padding") is not None:
        given = call.sizes("output_padding", rank, least=0)
        for extra, stride in zip(given, strides, strict=True):
            e, s = known(extra), known(stride)
            if e is not None and s is not None and e >= s:
                raise RefusedError(f"{call.name}: output_padding={e} must be less than strides={s}")
        extras = given
    sizes = [
        _grown(length, window(k, d), stride, padding, extra)
        for length, k, d, stride, extra in zip(spatial, kernel, dilation, strides, extras, strict=True)
    ]
    output = call.with_image(sizes, filters, first)
    return call.with_kernel(output, (*kernel, filters, channels), call.bias(filters))


def _depthwise(call: LayerCall) -> Inferred:
    multiplier = call.size("depth_multiplier")
    spatial, channels, first = call.image(call.spec.rank)
    channels = call.defined(channels, "number of channels")
    kernel = call.sizes("kernel_size", call.spec.rank)
    made = times(channels, multiplier)
    output = call.with_image(_slid(call, spatial, kernel, exclusive=False), made, first)
    return call.with_kernel(output, (*kernel, channels, multiplier), call.bias(made))


def _separable(call: LayerCall) -> Inferred:
    filters = call.size("filters")
    multiplier = call.size("depth_multiplier")
    spatial, channels, first = call.image(call.spec.rank)
    channels = call.defined(channels, "number of channels")
    kernel = call.sizes("kernel_size", call.spec.rank)
    output = call.with_image(_slid(call, spatial, kernel, exclusive=False), filters, first)
    made = times(channels, multiplier)
    weights = plus(times(*kernel, made), times(made, filters), call.bias(filters))
    return call.result(output, weights)


def _locally_connected(call: LayerCall) -> Inferred:
    filters = call.size("filters")
    spatial, channels, first = call.image(call.spec.rank)
    channels = call.defined(channels, "number of channels")
    for length in spatial:
        call.defined(length, "height and width" if len(spatial) == 2 else "length")
    kernel = call.sizes("kernel_size", call.spec.rank)
    sizes = _slid(call, spatial, kernel, exclusive=False)
    output = call.with_image(sizes, filters, first)
    if known(call.argument("implementation")) != 1:
        return call.result(output, None)
    weights = times(*sizes, *kernel, channels, filters)
    return call.result(output, plus(weights, call.bias(times(*sizes, filters))))


for _rank in (1, 2, 3):
    register(
        f"Conv{_rank}D",
        _convolution,
        family="convolution",
        rank=_rank,
        weighted=True,
        linear=True,
    )
    register(
        f"Conv{_rank}DTranspose",
        _transposed,
        family="convolution",
        rank=_rank,
        weighted=True,
        linear=True,
    )
for _rank in (1, 2):
    register(
        f"DepthwiseConv{_rank}D",
        _depthwise,
        family="convolution",
        rank=_rank,
        weighted=True,
        linear=True,
    )
    register(
        f"SeparableConv{_rank}D",
        _separable,
        family="convolution",
        rank=_rank,
        weighted=True,
        linear=True,
    )
    register(
        f"LocallyConnected{_rank}D",
        _locally_connected,
        family="convolution",
        rank=_rank,
        weighted=True,
        linear=True,
    )
