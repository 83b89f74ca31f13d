"""Recurrent layers and their cells.

Sources: `keras.src.layers.rnn` (Keras 3); `CuDNNLSTM` and `CuDNNGRU` of Keras 2, which keep two biases.
"""

from __future__ import annotations

from typing import Any

from kerlint.keras.layers.call import LayerCall, NotKnownError, RefusedError, not_known
from kerlint.keras.layers.dims import Dim, Shape, Size, convolved, plus, text, times
from kerlint.keras.layers.spec import SPECS, Inferred, register
from kerlint.symbolic.values import Unknown

# How many gates' weights stand side by side in the kernel, and how many states a step hands on.
_GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}
_STATES = {"SimpleRNN": 1, "GRU": 1, "LSTM": 2}


def _kind(class_name: str) -> str:
    return class_name.removeprefix("CuDNN").removesuffix("Cell")


def _weights(call: LayerCall, features: Size, units: Size) -> Dim:
    """Kernel, recurrent kernel and bias of a SimpleRNN, GRU or LSTM."""
    kind = _kind(call.name)
    width = times(_GATES[kind], units)
    weights = plus(times(features, width), times(units, width))
    if call.name.startswith("CuDNN"):
        return plus(weights, times(2, width))
    # With reset_after the input's and the state's bias are kept apart.
    twice = kind == "GRU" and call.flag("reset_after")
    return plus(weights, call.bias(None if twice is None else times(2 if twice else 1, width)))


def _sequence(call: LayerCall, axes: int) -> Shape:
    if call.shapes and call.shapes[0] is not None and len(call.shapes[0]) != axes:
        axis_words = "batch, time, features" if axes == 3 else "batch, time, space, channels"
        raise RefusedError(
            f"{call.name} takes an input of {axes} axes ({axis_words}), but gets shape {text(call.shapes[0])}",
            kind="axes",
        )
    return call.shape


def _stateful(call: LayerCall, batch: Dim) -> None:
    if call.flag("stateful") and batch is None:
        raise RefusedError(
            f"{call.name} with stateful=True needs a fixed batch size, "
            f"but its input has shape {text(call.shape)}"
        )


def _outputs(call: LayerCall, step: tuple[Dim, ...], states: list[tuple[Dim, ...]]) -> Any:
    """The output's shape, with those of the states after it where `return_state` asks for them."""
    batch, time = call.shape[0], call.shape[1]
    sequences = call.flag("return_sequences")
    with_states = call.flag("return_state")
    if sequences is None or with_states is None:
        return None
    output = (batch, time, *step) if sequences else (batch, *step)
    return (output, *((batch, *state) for state in states)) if with_states else output


def _recurrent(call: LayerCall) -> Inferred:
    units = call.size("units")
    shape = _sequence(call, 3)
    features = call.defined(shape[2], "number of features")
    _stateful(call, shape[0])
    states: list[tuple[Dim, ...]] = [(units,)] * _STATES[_kind(call.name)]
    return call.result(_outputs(call, (units,), states), _weights(call, features, units))


def _cell(call: LayerCall) -> Inferred:
    """A cell called by hand takes the states beside its input, so only its weights are told."""
    units = call.size("units")
    features = call.defined(call.shape[-1], "number of features")
    return call.result(None, _weights(call, features, units))


def _convolutional(call: LayerCall) -> Inferred:
    rank = call.spec.rank
    filters = call.size("filters")
    kernel = call.sizes("kernel_size", rank)
    strides = call.sizes("strides", rank)
    dilation = call.sizes("dilation_rate", rank)
    padding = call.choice("padding", ("valid", "same"))
    shape = _sequence(call, rank + 3)
    first = call.channels_first()
    spatial, channels = (shape[3:], shape[2]) if first else (shape[2:-1], shape[-1])
    channels = call.defined(channels, "number of channels")
    for size in spatial:
        call.defined(size, "size of every spatial axis", (3,))
    sizes = [
        convolved(length, k, s, padding, d)
        for length, k, s, d in zip(spatial, kernel, strides, dilation, strict=True)
    ]
    call.fits(sizes, f"kernel_size={text(kernel)}")
    _stateful(call, shape[0])
    step = (filters, *sizes) if first else (*sizes, filters)
    width = times(4, filters)
    weights = plus(times(*kernel, channels, width), times(*kernel, filters, width), call.bias(width))
    return call.result(_outputs(call, step, [step, step]), weights)


def _cells(value: Any) -> list[Any]:
    """The cells one after the other: of a list, of StackedRNNCells, or the one itself."""
    if isinstance(value, tuple | list):
        return list(value)
    if getattr(value, "class_name", None) == "StackedRNNCells":
        return _cells(value.arguments.get("cells"))
    return [value]


def _cell_units(call: LayerCall, cell: Any) -> Size:
    arguments = getattr(cell, "arguments", None)
    spec = SPECS.get(getattr(cell, "class_name", None) or "")
    if spec is None or spec.family != "cell" or spec.class_name == "StackedRNNCells" or arguments is None:
        raise NotKnownError
    return call.as_size(
        {spec.parameter(name): value for name, value in arguments.items()}.get("units"), "units"
    )


def _stacked(call: LayerCall, cells: list[Any], shape: Shape) -> tuple[Size, Dim, Dim]:
    """The last cell's units, and the weights of all cells: all and trained."""
    features: Dim = shape[-1]
    params: Dim = 0
    trained: Dim = 0
    units: Size | None = None
    for cell in cells:
        units = _cell_units(call, cell)
        inferred = call.infer_inner(cell, (shape[0], features))
        if inferred.problem:
            raise RefusedError(inferred.problem, inferred.keras, inferred.kind or "shape")
        params, trained = plus(params, inferred.params), plus(trained, inferred.trainable_params)
        features = units
    if units is None:
        raise NotKnownError
    return units, params, trained


def _rnn(call: LayerCall) -> Inferred:
    value = call.arguments.get("cell")
    if isinstance(value, Unknown) or value is None:
        raise NotKnownError
    cells = _cells(value)
    shape = call.shape
    if len(shape) < 3:
        raise RefusedError(
            f"RNN takes an input of 3 axes (batch, time, features), but gets shape {text(shape)}",
            kind="axes",
        )
    units, params, trained = _stacked(call, cells, shape)
    _stateful(call, shape[0])
    if len(cells) == 1 and not isinstance(value, tuple | list):
        states: list[tuple[Dim, ...]] = [(units,)] * _STATES[_kind(cells[0].class_name)]
        output = _outputs(call, (units,), states)
    else:
        # The states of stacked cells come nested, cell by cell.
        output = _outputs(call, (units,), []) if call.flag("return_state") is False else None
    return _trained(call, output, params, trained)


def _stacked_cells(call: LayerCall) -> Inferred:
    _, params, trained = _stacked(call, _cells(call.arguments.get("cells")), call.shape)
    return _trained(call, None, params, trained)


def _trained(call: LayerCall, output: Any, params: Dim, trained: Dim) -> Inferred:
    trainable = call.flag("trainable")
    return Inferred(output, params, trained if trainable else None if trainable is None else 0)


for _name in _GATES:
    register(
        _name,
        _recurrent,
        family="recurrent",
        recurrent=True,
        weighted=True,
    )
    register(f"{_name}Cell", _cell, family="cell", weighted=True)
register(
    "CuDNNGRU",
    _recurrent,
    family="recurrent",
    recurrent=True,
    weighted=True,
)
register(
    "CuDNNLSTM",
    _recurrent,
    family="recurrent",
    recurrent=True,
    weighted=True,
)
for _rank in (1, 2, 3):
    register(
        f"ConvLSTM{_rank}D",
        _convolutional,
        family="recurrent",
        rank=_rank,
        recurrent=True,
        weighted=True,
    )
register(
    "RNN",
    _rnn,
    family="recurrent",
    recurrent=True,
    weighted=True,
)
register("StackedRNNCells", _stacked_cells, family="cell", weighted=True)
register("AbstractRNNCell", not_known, family="cell", weighted=True)
