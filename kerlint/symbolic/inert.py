"""Branches that change nothing a rule could see, and branches that end the script."""

from __future__ import annotations

import libcst as cst

from kerlint.symbolic.tree import mentions

# Calls below these names write, show or report; they return nothing that a model is made of.
INERT_ROOTS = frozenset(
    "print plt pyplot logging logger log os shutil sys warnings pprint display tqdm time gc mlflow wandb".split()
)
# Methods that train a model, or show what it has learnt.
TRAINING = frozenset(
    "fit fit_generator train_on_batch compile evaluate evaluate_generator predict predict_generator".split()
)
_WORKING = TRAINING | {"train", "main"}
_LEAVERS = frozenset(["exit", "quit", "sys.exit", "os._exit", "parser.error", "parser.exit", "ap.error"])


def is_inert(node: cst.If) -> bool:
    """Do all branches only print, plot, log or make folders?"""
    if not _inert_block(node.body):
        return False
    if type(node.orelse) is cst.If:
        return is_inert(node.orelse)
    return node.orelse is None or _inert_block(node.orelse.body)


def only_leaves(block: cst.BaseSuite) -> bool:
    """Does a block end in raise or exit without having trained or measured anything?"""
    if not block.body:
        return False
    last: cst.CSTNode = block.body[-1]
    if type(last) is cst.SimpleStatementLine and last.body:
        last = last.body[-1]
    return _leaves(last) and mentions(block).isdisjoint(_WORKING)


def _leaves(last: cst.CSTNode) -> bool:
    if type(last) is cst.Raise:
        return True
    if type(last) is cst.Expr and type(last.value) is cst.Call:
        return dotted_name(last.value.func) in _LEAVERS
    return False


def _inert_block(block: cst.BaseSuite) -> bool:
    for statement in block.body:
        if type(statement) is cst.If:
            if not is_inert(statement):
                return False
            continue
        smalls = statement.body if type(statement) is cst.SimpleStatementLine else [statement]
        if not all(_inert_small(small) for small in smalls):
            return False
    return True


def _inert_small(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Pass | cst.Import | cst.ImportFrom):
        return type(node) is cst.Pass
    if type(node) is cst.Expr:
        if type(node.value) is cst.SimpleString:
            return True
        if type(node.value) is cst.Call:
            root = (dotted_name(node.value.func) or "").partition(".")[0]
            return root in INERT_ROOTS
    return False


def dotted_name(node: cst.CSTNode) -> str | None:
    """`a.b.c` for a name or a chain of attributes, None for anything else."""
    if type(node) is cst.Name:
        return node.value
    if type(node) is cst.Attribute:
        base = dotted_name(node.value)
        return None if base is None else f"{base}.{node.attr.value}"
    return None
