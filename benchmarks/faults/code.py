"""Typical faults, put into scripts by their syntax alone.

None of them asks Kerlint what the script means, so that they do not share what it cannot see. A fault may be none
in its place (a `Dense` in front of a compile that is no output): what comes of it has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst

from kerlint.diagnostic import Location
from kerlint.positions import locate
from kerlint.source import line_offsets
from kerlint.symbolic.tree import parts, walk
from kerlint.syntax import parse
from kerlint_rules.writing import keyword, last_name

FITS = ("fit", "fit_generator")
FLOWS = ("flow", "flow_from_directory", "flow_from_dataframe")
SCORING = ("evaluate", "evaluate_generator", "predict", "predict_generator")
GENERATORS = ("ImageDataGenerator",)
CONVOLUTIONS = ("Conv1D", "Conv2D", "Conv3D", "Convolution2D")
HELD_OUT = re.compile(r"val|test|dev", re.IGNORECASE)
TRAINING = re.compile(r"train", re.IGNORECASE)
RANDOM = re.compile(r"_range|_flip")


@dataclass(frozen=True)
class Replacement:
    """Other code for a part of the text, given by offsets."""

    start: int
    end: int
    code: str


def parentheses(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The outermost pair around an expression."""
    if not isinstance(node, cst.BaseExpression) or not node.lpar:
        return []
    return [node.lpar[0], node.rpar[-1]]


class Code:
    """A script's text and tree, with the place of each node."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.module = parse(text)
        self.parents: dict[int, cst.CSTNode] = {}
        nodes = []
        for node in walk(self.module):
            nodes.append(node)
            self.parents.update((id(part), node) for part in parts(node))
            nodes += parentheses(node)
        self._spans = {key: span for key, (_, span) in locate([("", self.module)], nodes).items()}
        self._offsets = line_offsets(text)
        self.calls = sorted(
            (node for node in nodes if isinstance(node, cst.Call)), key=lambda call: self.place(call)[1]
        )

    def place(self, node: cst.CSTNode) -> tuple[int, int]:
        """Where a node starts and ends, its parentheses included."""
        around = [self._spans[id(one)] for one in (*parentheses(node)[:1], node, *parentheses(node)[1:])]
        return self._offset(around[0].start), self._offset(around[-1].end)

    def _offset(self, location: Location) -> int:
        return self._offsets[location.row - 1] + location.column - 1

    def code(self, node: cst.CSTNode) -> str:
        """A node as it is written."""
        start, end = self.place(node)
        return self.text[start:end]

    def called(self, *names: str) -> Iterator[cst.Call]:
        """The calls of these functions or methods, whatever they are taken from, in the order of their ends."""
        return (call for call in self.calls if last_name(call.func) in names)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node right above another one."""
        return self.parents[id(node)]

    def target(self, node: cst.CSTNode) -> str:
        """What the statement around an expression assigns to, as written; "" where it does not."""
        while not isinstance(node, cst.Assign | cst.BaseStatement | cst.Module):
            node = self.parent(node)
        return self.code(node.targets[0].target) if isinstance(node, cst.Assign) else ""

    def assigned(self, name: str) -> cst.BaseExpression | None:
        """The value of the only assignment to a name."""
        values = [
            node.value
            for node in walk(self.module)
            if isinstance(node, cst.Assign) and last_name(node.targets[0].target) == name
        ]
        return values[0] if len(values) == 1 else None

    def replaced(self, node: cst.CSTNode, code: str) -> Replacement:
        """Other code for a node."""
        return Replacement(*self.place(node), code)

    def without(self, call: cst.Call, argument: cst.Arg) -> Replacement:
        """A call without one of its arguments."""
        index = call.args.index(argument)
        places = [self._argument(one) for one in call.args]
        start, end = places[index]
        if index + 1 < len(places):
            return Replacement(start, places[index + 1][0], "")
        if index:
            return Replacement(places[index - 1][1], end, "")
        comma = re.compile(r"\s*,?").match(self.text, end)
        return Replacement(start, comma.end() if comma else end, "")

    def _argument(self, argument: cst.Arg) -> tuple[int, int]:
        start, end = self.place(argument.value)
        if argument.keyword is not None:
            start = self.place(argument.keyword)[0]
        return start - len(argument.star), end

    def given(self, call: cst.Call, code: str) -> Iterator[Replacement]:
        """A call with one more argument."""
        if call.args and not any(argument.star for argument in call.args):
            end = self._argument(call.args[-1])[1]
            yield Replacement(end, end, f", {code}")

    def with_value(self, call: cst.Call, name: str, code: str) -> Iterator[Replacement]:
        """A call with another value for a keyword that it has."""
        if (argument := keyword(call, name)) is not None:
            yield self.replaced(argument.value, code)

    def before_compile(self, nodes: list[cst.Call], *words: str) -> Iterator[cst.Call]:
        """The last one of these calls in front of each compile that has one of the words."""
        start = 0
        for compiled in self.called("compile"):
            end = self.place(compiled)[0]
            between = [node for node in nodes if start <= self.place(node)[0] < end]
            if between and (not words or any(word in self.code(compiled) for word in words)):
                yield between[-1]
            start = end

    def scored(self) -> set[str]:
        """The names that stand in `validation_data`, or first in evaluate and predict."""
        values = [given.value for call in self.called(*FITS) if (given := keyword(call, "validation_data"))]
        values += [call.args[0].value for call in self.called(*SCORING) if call.args]
        return {node.value for value in values for node in walk(value) if isinstance(node, cst.Name)}

    def trained_on(self) -> set[str]:
        """The names that stand first in fit."""
        values = [call.args[0].value for call in self.called(*FITS) if call.args]
        return {node.value for value in values for node in walk(value) if isinstance(node, cst.Name)}

    def flows(self, generator: str) -> set[str]:
        """The names of what is made with a generator's flow methods."""
        sources = (
            (call, call.func.value) for call in self.called(*FLOWS) if isinstance(call.func, cst.Attribute)
        )
        return {self.target(call) for call, source in sources if self.code(source) == generator}


Sites = Callable[[Code], Iterator[Replacement]]


@dataclass(frozen=True)
class Fault:
    """One kind of fault.

    Attributes:
        name: what it does.
        codes: the rules of which one has to tell it.
        words: the text has all of them, or there is no place for the fault.
        sites: gives its places.
    """

    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    sites: Sites


FAULTS: list[Fault] = []


def fault(codes: str, words: str) -> Callable[[Sites], Sites]:
    """Take a function in as a fault, called as the function is."""

    def enter(sites: Sites) -> Sites:
        name = sites.__name__.replace("_", " ")
        FAULTS.append(Fault(name, tuple(codes.split()), tuple(words.split()), sites))
        return sites

    return enter


def literal(node: cst.CSTNode | None) -> int | None:
    """The value of a whole number as written."""
    return int(node.value) if isinstance(node, cst.Integer) and node.value.isdigit() else None


def text_of(node: cst.CSTNode | None) -> str | None:
    """The text of a string literal."""
    return node.raw_value if isinstance(node, cst.SimpleString) else None


def argument(call: cst.Call, name: str, position: int) -> cst.BaseExpression | None:
    """The argument of this name, or the one at this position."""
    if (given := keyword(call, name)) is not None:
        return given.value
    before = call.args[: position + 1]
    plain = len(before) > position and all(one.keyword is None and not one.star for one in before)
    return before[position].value if plain else None
