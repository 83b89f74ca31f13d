"""Branches that change nothing a rule could see, and branches that end the script."""

from __future__ import annotations

import libcst as cst

from kerlint.symbolic.tree import mentions

# Calls below these names write, show or report; they return nothing that a model is made of.
_INERT_ROOTS = frozenset(
    "print plt pyplot logging logger log os shutil sys warnings pprint display tqdm time gc mlflow wandb".split()
)
_WORKING = frozenset(
    "fit fit_generator train_on_batch compile evaluate evaluate_generator predict predict_generator train main".split()
)
_LEAVERS = frozenset(["exit", "quit", "sys.exit", "os._exit", "parser.error", "parser.exit", "ap.error"])


def is_inert(node: cst.If) -> bool:
    """Do all branches only print, plot, log or make folders?"""
    if not _inert_block(node.body):
        return False
    if isinstance(node.orelse, cst.If):
        return is_inert(node.orelse)
    return node.orelse is None or _inert_block(node.orelse.body)


def only_leaves(block: cst.BaseSuite) -> bool:
    """Does a block end in raise or exit without having trained or measured anything?"""
    if not block.body:
        return False
    last: cst.CSTNode = block.body[-1]
    if isinstance(last, cst.SimpleStatementLine) and last.body:
        last = last.body[-1]
    return _leaves(last) and mentions(block).isdisjoint(_WORKING)


def _leaves(last: cst.CSTNode) -> bool:
    if isinstance(last, cst.Raise):
        return True
    if isinstance(last, cst.Expr) and isinstance(last.value, cst.Call):
        return _dotted(last.value.func) in _LEAVERS
    return False


def _inert_block(block: cst.BaseSuite) -> bool:
    for statement in block.body:
        if isinstance(statement, cst.If):
            if not is_inert(statement):
                return False
            continue
        smalls = statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement]
        if not all(_inert_small(small) for small in smalls):
            return False
    return True


def _inert_small(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Pass | cst.Import | cst.ImportFrom):
        return isinstance(node, cst.Pass)
    if isinstance(node, cst.Expr):
        if isinstance(node.value, cst.SimpleString):
            return True
        if isinstance(node.value, cst.Call):
            root = (_dotted(node.value.func) or "").partition(".")[0]
            return root in _INERT_ROOTS
    return False


def _dotted(node: cst.CSTNode) -> str | None:
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        base = _dotted(node.value)
        return None if base is None else f"{base}.{node.attr.value}"
    return None
