"""Code that fixes write, in the manner of the script that they mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kerlint.rule import NeededName, NodeEdit

if TYPE_CHECKING:
    from kerlint.script import Layer, Script

# `keras.layers.core` of older versions has Dense, Flatten and Activation together.
LAYER_MODULES = ("layers", "core")
LOSS_MODULES = ("losses",)


def code(node: cst.CSTNode) -> str:
    """The code of a node, without the parentheses around it."""
    if isinstance(node, cst.BaseExpression) and node.lpar and not isinstance(node, cst.Tuple):
        node = node.with_changes(lpar=(), rpar=())
    return cst.Module([]).code_for_node(node)


def string(node: cst.CSTNode, text: str) -> NodeEdit | None:
    """Another text in the quotes of a string literal; None for any other expression."""
    if not isinstance(node, cst.SimpleString):
        return None
    return NodeEdit(node, f"{node.prefix}{node.quote}{text}{node.quote}")


def argument(call: cst.CSTNode, value: cst.CSTNode | None) -> cst.Arg | None:
    """The argument of a call that has this very value; None for what comes from `*args` or `**options`."""
    if value is None or not isinstance(call, cst.Call):
        return None
    return next((arg for arg in call.args if arg.value is value and not arg.star), None)


def keyword(call: cst.CSTNode, name: str) -> cst.Arg | None:
    """The argument that a call gives by this name."""
    if not isinstance(call, cst.Call):
        return None
    return next((arg for arg in call.args if arg.keyword is not None and arg.keyword.value == name), None)


def without(call: cst.CSTNode, value: cst.CSTNode | None) -> NodeEdit | None:
    """The call without the argument of this value; a positional one before others, which cannot go, has no edit."""
    arg = argument(call, value)
    if arg is None or not isinstance(call, cst.Call):
        return None
    return NodeEdit(arg, "") if arg.keyword is not None or arg is call.args[-1] else None


def with_argument(call: cst.CSTNode, text: str) -> NodeEdit | None:
    """The call with one more keyword argument, which it must not have yet; None where `**options` may give it."""
    if not isinstance(call, cst.Call) or any(arg.star == "**" for arg in call.args):
        return None
    if call.args:
        return NodeEdit(call.args[-1], text, at="next item")
    written = code(call)
    return None if "#" in written else NodeEdit(call, f"{code(call.func)}({text})")


def sibling(
    func: cst.CSTNode, name: str, modules: tuple[str, ...]
) -> tuple[str, tuple[NeededName, ...]] | None:
    """How the script writes another name of the module that `func` is from, and what has to be imported for it."""
    if isinstance(func, cst.Attribute) and isinstance(func.value, cst.Name | cst.Attribute):
        return f"{code(func.value)}.{name}", ()
    if isinstance(func, cst.Name):
        return name, (NeededName(name, func.value, modules),)
    return None


def behind(node: cst.CSTNode, trailer: str) -> tuple[NodeEdit, ...]:
    """The expression with a trailer such as `[None]`, in parentheses where these are needed."""
    closed = isinstance(node, cst.Name | cst.Attribute | cst.Subscript | cst.Call | cst.List | cst.ListComp)
    if closed or (isinstance(node, cst.BaseExpression) and node.lpar):
        return (NodeEdit(node, trailer, at="after"),)
    return NodeEdit(node, "(", at="before"), NodeEdit(node, f"){trailer}", at="after")


def last_name(node: cst.CSTNode) -> str | None:
    """`Dense` of `keras.layers.Dense`."""
    name = node.attr if isinstance(node, cst.Attribute) else node
    return name.value if isinstance(name, cst.Name) else None


def makes_one_layer(layer: Layer, script: Script) -> bool:
    """Does the code of a layer make one layer of each model, not several in a loop or by a function?"""
    return all(sum(other.node is layer.node for other in model.layers()) < 2 for model in script.models)
