"""Faults of compile, fit and its callbacks."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from benchmarks.faults.code import FITS, Code, Replacement, fault, keyword, text_of


def monitors(code: Code) -> Iterator[tuple[str, cst.CSTNode]]:
    """The names that callbacks monitor."""
    for call in code.calls:
        given = keyword(call, "monitor")
        if given is not None and (name := text_of(given.value)) is not None:
            yield name, given.value


@fault("KER601", "monitor= metrics accuracy fit")
def monitor_by_the_old_name(code: Code) -> Iterator[Replacement]:
    compiled = [code.code(call) for call in code.called("compile")]
    if compiled and all('"accuracy"' in text.replace("'", '"') for text in compiled):
        for name, node in monitors(code):
            if name in ("val_loss", "val_accuracy"):
                yield code.replaced(node, '"val_acc"')


@fault("KER601", "monitor= metrics fit acc")
def metrics_left_out(code: Code) -> Iterator[Replacement]:
    compiled = list(code.called("compile"))
    if len(compiled) == 1 and any("acc" in name for name, _ in monitors(code)):
        if (metrics := keyword(compiled[0], "metrics")) is not None:
            yield code.without(compiled[0], metrics)


@fault("KER601", "callbacks= monitor= val_ fit")
def validation_data_left_out(code: Code) -> Iterator[Replacement]:
    if any(name.startswith("val_") for name, _ in monitors(code)):
        for call in code.called(*FITS):
            for name in ("validation_data", "validation_split"):
                given = keyword(call, name)
                if given is not None and keyword(call, "callbacks") is not None:
                    yield code.without(call, given)


@fault("KER602", "callbacks= fit")
def callbacks_left_out(code: Code) -> Iterator[Replacement]:
    if code.text.count("callbacks=") == 1:
        for call in code.called(*FITS):
            given = keyword(call, "callbacks")
            names = [given.value] if given is not None else []
            if isinstance(names and names[0], cst.List):
                names = [element.value for element in names[0].elements]
            if given is not None and names and all(isinstance(name, cst.Name) for name in names):
                yield code.without(call, given)


@fault("KER603", "fit(")
def class_weight_as_a_list(code: Code) -> Iterator[Replacement]:
    for call in code.called("fit"):
        if len(call.args) > 2 and keyword(call, "epochs") is not None:
            given = keyword(call, "class_weight")
            if given is None:
                yield from code.given(call, "class_weight=[1.0, 2.0]")
            else:
                yield code.replaced(given.value, f"list(({code.code(given.value)}).values())")


@fault("KER504", "compile loss {")
def misspelt_output_name(code: Code) -> Iterator[Replacement]:
    for call in code.called("compile"):
        for name in ("loss", "metrics", "loss_weights"):
            given = keyword(call, name)
            if given is not None and isinstance(given.value, cst.Dict) and given.value.elements:
                key = given.value.elements[0]
                if isinstance(key, cst.DictElement) and (name_of := text_of(key.key)) is not None:
                    yield code.replaced(key.key, f'"{name_of}_x"')
