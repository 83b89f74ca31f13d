"""Faults of the model: layers left out or out of place, shapes that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from benchmarks.faults.code import CONVOLUTIONS, Code, Replacement, argument, fault, keyword, literal, text_of
from kerlint_rules.writing import last_name

WEIGHTED = ("Dense", *CONVOLUTIONS)
BETWEEN = ("Flatten", "Dropout", "BatchNormalization", "ZeroPadding2D")
POOLS = ("MaxPooling1D", "MaxPooling2D", "AveragePooling2D", "MaxPool2D")
RECURRENT = ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU")
FLATTENING = ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "GlobalAveragePooling1D")


@fault("KER401", "activation fit")
def hidden_activation_left_out(code: Code) -> Iterator[Replacement]:
    """The next layer in the text, but for those between which nothing is nonlinear, has weights, too."""
    made = [call for call in code.calls if str(last_name(call.func))[:1].isupper()]
    for index, call in enumerate(made):
        following = (last_name(later.func) for later in made[index + 1 :])
        given = keyword(call, "activation")
        if last_name(call.func) in WEIGHTED and given is not None and text_of(given.value) == "relu":
            if next((name for name in following if name not in BETWEEN), None) in WEIGHTED:
                yield code.without(call, given)


@fault("KER402 KER403 KER114 KER406", "fit Dense")
def flatten_left_out(code: Code) -> Iterator[Replacement]:
    for call in code.called(*FLATTENING):
        above = code.parent(call)
        if keyword(call, "input_shape") is not None:
            continue
        if isinstance(above, cst.Call) and len(above.args) == 1:
            yield code.replaced(above, code.code(above.args[0].value))
        elif isinstance(above, cst.Arg):
            added = code.parent(above)
            statement = code.parent(added)
            if last_name(getattr(added, "func", added)) == "add" and isinstance(statement, cst.Expr):
                yield code.replaced(statement, "pass")
        elif isinstance(above, cst.Element):
            elements = getattr(code.parent(above), "elements", ())
            if (index := elements.index(above)) + 1 < len(elements):
                end = code.place(elements[index + 1].value)[0]
                yield Replacement(code.place(call)[0], end, "")


@fault("KER406 KER403 KER402 KER114", "return_sequences fit")
def last_output_for_sequences(code: Code) -> Iterator[Replacement]:
    for call in code.called(*RECURRENT):
        given = keyword(call, "return_sequences")
        if given is not None and code.code(given.value) == "True":
            yield code.replaced(given.value, "False")


@fault("KER406 KER402 KER114 KER403", "fit compile")
def sequences_for_last_output(code: Code) -> Iterator[Replacement]:
    for call in code.before_compile(list(code.called(*RECURRENT))):
        if keyword(call, "return_sequences") is None:
            yield from code.given(call, "return_sequences=True")


@fault("KER404", "Conv compile")
def kernel_larger_than_the_image(code: Code) -> Iterator[Replacement]:
    yield from too_large(code, CONVOLUTIONS, "kernel_size", 1)


@fault("KER404", "Pool compile")
def pool_larger_than_the_image(code: Code) -> Iterator[Replacement]:
    yield from too_large(code, POOLS, "pool_size", 0)


def too_large(code: Code, names: tuple[str, ...], name: str, position: int) -> Iterator[Replacement]:
    """A window of some thousand pixels in layers that do not pad."""
    for call in code.called(*names):
        size = argument(call, name, position)
        if size is not None and not any(keyword(call, other) for other in ("padding", "border_mode")):
            yield code.replaced(size, "(4096, 4096)" if "2D" in str(last_name(call.func)) else "4096")


def declared(code: Code) -> Iterator[tuple[cst.Call, cst.BaseExpression]]:
    """The shapes that are declared for the input."""
    for call in code.calls:
        given = keyword(call, "shape" if last_name(call.func) == "Input" else "input_shape")
        if given is not None:
            yield call, given.value


@fault("KER405 KER403 KER210", "fit shape")
def batch_size_in_the_input_shape(code: Code) -> Iterator[Replacement]:
    for _, shape in declared(code):
        if isinstance(shape, cst.Tuple):
            yield code.replaced(shape, "(32, " + code.code(shape).removeprefix("("))
        elif isinstance(shape, cst.Name):
            yield code.replaced(shape, f"(32, *{code.code(shape)})")


@fault("KER403 KER210 KER405", "fit shape")
def input_shape_without_channels(code: Code) -> Iterator[Replacement]:
    for call, shape in declared(code):
        if isinstance(shape, cst.Tuple) and len(shape.elements) == 3:
            sizes = [code.code(element.value) for element in shape.elements]
            yield code.replaced(shape, f"({sizes[0]}, {sizes[1]})")
        elif isinstance(shape, cst.Name) and last_name(call.func) in CONVOLUTIONS:
            yield code.replaced(shape, f"{code.code(shape)}[:2]")


@fault("KER416", "Reshape compile")
def reshape_to_another_size(code: Code) -> Iterator[Replacement]:
    for call in code.called("Reshape"):
        shape = argument(call, "target_shape", 0)
        sizes = [element.value for element in shape.elements] if isinstance(shape, cst.Tuple) else []
        if sizes and all(code.code(size) != "-1" for size in sizes):
            number = literal(sizes[0])
            yield code.replaced(sizes[0], f"{code.code(sizes[0])} + 1" if number is None else str(number + 1))


@fault("KER417", "Input( Model(")
def output_of_another_input(code: Code) -> Iterator[Replacement]:
    for call in code.called("Model"):
        names = ("inputs", "input")
        given = next((given for name in names if (given := argument(call, name, 0)) is not None), None)
        made = code.assigned(given.value) if isinstance(given, cst.Name) else None
        if given is not None and isinstance(made, cst.Call) and last_name(made.func) == "Input":
            yield code.replaced(given, code.code(made))
