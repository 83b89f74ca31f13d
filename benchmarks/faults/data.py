"""Faults of training, validation and test data."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from benchmarks.faults.code import (
    FLOWS,
    GENERATORS,
    HELD_OUT,
    RANDOM,
    TRAINING,
    Code,
    Replacement,
    fault,
    keyword,
)
from kerlint.symbolic.tree import walk
from kerlint_rules.writing import last_name

DATASET = re.compile(r"ds|dataset|gen", re.IGNORECASE)


def without_rescale(code: Code, used: set[str], otherwise: set[str]) -> Iterator[Replacement]:
    """One of several generators without its rescale, used in one way, while another one is used otherwise."""
    scaled = [(call, given) for call in code.called(*GENERATORS) if (given := keyword(call, "rescale"))]
    flows = [code.flows(code.target(call)) for call, _ in scaled]
    for index, (call, given) in enumerate(scaled):
        others = flows[:index] + flows[index + 1 :]
        if (
            flows[index] & used
            and not flows[index] & otherwise
            and any(other & otherwise for other in others)
        ):
            yield code.without(call, given)


@fault("KER202", "ImageDataGenerator rescale fit")
def validation_not_rescaled(code: Code) -> Iterator[Replacement]:
    yield from without_rescale(code, code.scored(), code.trained_on())


@fault("KER202", "ImageDataGenerator rescale fit")
def training_not_rescaled(code: Code) -> Iterator[Replacement]:
    yield from without_rescale(code, code.trained_on(), code.scored())


@fault("KER202", "255 test train fit")
def test_data_not_divided(code: Code) -> Iterator[Replacement]:
    found: list[tuple[str, Replacement]] = []
    for node in walk(code.module):
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Divide):
            if code.code(node.right).rstrip(".0") == "255":
                found.append((code.code(node.left), code.replaced(node, code.code(node.left))))
        elif isinstance(node, cst.AugAssign) and isinstance(node.operator, cst.DivideAssign):
            if code.code(node.value).rstrip(".0") == "255":
                found.append((code.code(node.target), code.replaced(node, "pass")))
    if any(TRAINING.search(what) for what, _ in found):
        held_out = [one for one in found if HELD_OUT.search(one[0]) and not TRAINING.search(one[0])]
        yield from (edit for what, edit in held_out if any(what.startswith(name) for name in code.scored()))


@fault("KER201 KER204", "ImageDataGenerator flow fit")
def validation_from_the_augmenting_generator(code: Code) -> Iterator[Replacement]:
    made = {code.target(call): code.code(call) for call in code.called(*GENERATORS)}
    augmenting = [name for name, text in made.items() if RANDOM.search(text) and TRAINING.search(name)]
    for call in code.called(*FLOWS):
        source = call.func.value if isinstance(call.func, cst.Attribute) else None
        plain = isinstance(source, cst.Name) and not RANDOM.search(made.get(source.value, "_range"))
        if (
            source is not None
            and plain
            and augmenting
            and code.target(call) in code.scored() - code.trained_on()
        ):
            yield code.replaced(source, augmenting[0])


@fault("KER217", "ImageDataGenerator flow fit")
def images_saved(code: Code) -> Iterator[Replacement]:
    for call in code.called(*FLOWS):
        if TRAINING.search(code.target(call)) and keyword(call, "save_to_dir") is None:
            yield from code.given(call, 'save_to_dir="augmented"')


@fault("KER210 KER202", "_from_directory fit")
def other_image_size(code: Code) -> Iterator[Replacement]:
    for call in code.called("flow_from_directory"):
        yield from code.with_value(call, "target_size", "(96, 96)")
    for call in code.called("image_dataset_from_directory"):
        yield from code.with_value(call, "image_size", "(96, 96)")


@fault("KER221", ".predict( compile(")
def predict_one_sample(code: Code) -> Iterator[Replacement]:
    compiled = {receiver(call) for call in code.called("compile")}
    for call in code.called("predict"):
        plain = (
            len(call.args) == 1 and isinstance(call.args[0].value, cst.Name) and receiver(call) in compiled
        )
        name = code.code(call.args[0].value) if plain else ""
        if HELD_OUT.search(name) and not DATASET.search(name):
            yield code.replaced(call.args[0].value, f"{name}[0]")


def receiver(call: cst.Call) -> str | None:
    """The name of the object whose method is called."""
    value = call.func.value if isinstance(call.func, cst.Attribute) else None
    return last_name(value) if value is not None else None


@fault("KER220", "fit( validation_data")
def labels_of_the_other_split(code: Code) -> Iterator[Replacement]:
    for call in code.called("fit"):
        held_out = keyword(call, "validation_data")
        plain = len(call.args) > 2 and all(
            argument.keyword is None and isinstance(argument.value, cst.Name) for argument in call.args[:2]
        )
        # The halves of imdb are of equal size.
        plain = plain and "imdb.load_data" not in code.text
        if plain and held_out is not None and isinstance(held_out.value, cst.Tuple):
            yield code.replaced(call.args[1].value, code.code(held_out.value.elements[1].value))
