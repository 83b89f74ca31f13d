"""Constants that switch parts of a script on and off, and what the script does where they are set otherwise.

`TRAIN = False` at the top, `if TRAIN:` around the training: whoever works with the script changes the constant by
hand, and then the code runs that it turns off now. Where such code trains, the script is read with the other value,
too. A switch is a truth value, 0 or 1, or a word, always the same where it is written down: a variable, an attribute
of a class or object, a key of a dict, a parameter's default, an option of the command line. Numbers and words count
only where nothing but tests asks for them: a word that also names a file or an optimizer says more than which way
to go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import libcst as cst

from kerlint.symbolic.conditions import OTHER_WORD, Flip
from kerlint.symbolic.constants import integer_of, string_of
from kerlint.symbolic.inert import INERT_ROOTS, dotted_name
from kerlint.symbolic.stakes import trains
from kerlint.symbolic.tree import walk

if TYPE_CHECKING:
    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.project import Project

_OTHER_WORDS = 3
_MOST_PLACES = 3
_EQUAL = (cst.Equal, cst.NotEqual, cst.Is, cst.IsNot)
_AMONG = (cst.In, cst.NotIn)


class Switches:
    """The switches of a script and of the modules of its project.

    Args:
        module: the script.
        project: its other modules, as far as they have been read.
    """

    def __init__(self, module: cst.Module, project: Project) -> None:
        self._module = module
        self._project = project
        self._indexes: dict[cst.Module, _Index] = {}

    def offer(self, ev: Evaluator, test: cst.BaseExpression, left_out: cst.CSTNode | None) -> None:
        """Code (None: all that follows) is left out for a test that is known: offer to set its switches otherwise."""
        asked = [(node, name) for node in _asked(test) if (name := _name_of(node)) is not None]
        if not asked or (left_out is not None and not trains(left_out, ev.scope, ev)):
            return
        indexes = [self._index(tree) for tree in (self._module, *(tree for _, tree in self._project.parsed))]
        for node, name in asked:
            places = _places(indexes, name)
            if not places or not ev.flipped.keys().isdisjoint(places):
                continue
            value = ev.evaluate(node)
            if value is None or any((type(value), value) != (type(v), v) for v in map(_value, places)):
                continue
            for other in _others(indexes, name, value, isinstance(node, cst.Subscript)):
                ev.decisions.offer(Flip(places, other))

    def _index(self, tree: cst.Module) -> _Index:
        if tree not in self._indexes:
            self._indexes[tree] = _Index(tree)
        return self._indexes[tree]


def _asked(test: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """What a test asks for: `a`, `b.c` and `d["e"]` in `a and not b.c or d["e"] == "word"`."""
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        yield from _asked(test.expression)
    elif isinstance(test, cst.BooleanOperation):
        yield from _asked(test.left)
        yield from _asked(test.right)
    elif isinstance(test, cst.Comparison):
        if len(test.comparisons) == 1 and isinstance(test.comparisons[0].operator, (*_EQUAL, *_AMONG)):
            yield test.left
            yield test.comparisons[0].comparator
    else:
        yield test


def _name_of(node: cst.BaseExpression) -> str | None:
    if isinstance(node, cst.Name):
        name = node.value
    elif isinstance(node, cst.Attribute):
        name = node.attr.value
    elif isinstance(node, cst.Subscript) and len(node.slice) == 1:
        index = node.slice[0].slice
        text = _value(index.value) if isinstance(index, cst.Index) else None
        name = text if isinstance(text, str) else ""
    else:
        return None
    return name if name.isidentifier() and name not in ("True", "False", "None", "__name__") else None


def _value(node: cst.CSTNode) -> bool | int | str | None:
    """The value of a literal or of a switch of the command line, None for anything else."""
    if isinstance(node, cst.Name):
        return {"True": True, "False": False}.get(node.value)
    if isinstance(node, cst.Integer):
        return integer_of(node)
    if isinstance(node, cst.SimpleString):
        text = string_of(node)
        return text if isinstance(text, str) else None
    if isinstance(node, cst.Call):
        action = _keyword(node, "action")
        word = None if action is None else _value(action)
        return word == "store_false" if word in ("store_true", "store_false") else None
    return None


def _keyword(call: cst.Call, name: str) -> cst.BaseExpression | None:
    return next(
        (arg.value for arg in call.args if arg.keyword is not None and arg.keyword.value == name), None
    )


class _Index:
    """Where a module writes down values under names, and what else it does with the names.

    Attributes:
        places: by name the nodes that give it a value; a name stands for what is bound to that one.
        words: by name the words that it is compared with.
        uses: how often each name stands elsewhere than in tests, reports and bindings.
    """

    def __init__(self, tree: cst.Module) -> None:
        self.places: dict[str, list[cst.CSTNode]] = {}
        self.words: dict[str, list[str]] = {}
        self.uses: Counter[str] = Counter()
        # Every node of the script comes by: its type is looked up, as isinstance goes through libcst's base classes.
        handlers: dict[type, Callable[[Any], None]] = {
            cst.Assign: self._assignment,
            cst.AnnAssign: self._annotated,
            cst.Call: self._call,
            cst.Comparison: self._comparison,
            cst.DictElement: self._entry,
            cst.Name: self._use,
            cst.Param: self._parameter,
            **dict.fromkeys((cst.AugAssign, cst.For, cst.NamedExpr), self._rebound),
            **dict.fromkeys((cst.Global, cst.ImportAlias, cst.Nonlocal), self._forgive),
            **dict.fromkeys((cst.Assert, cst.If, cst.IfExp, cst.While), self._test),
        }
        for node in walk(tree):
            handler = handlers.get(type(node))
            if handler is not None:
                handler(node)

    def _use(self, node: cst.Name) -> None:
        self.uses[node.value] += 1

    def _test(self, node: cst.Assert | cst.If | cst.IfExp | cst.While) -> None:
        self._forgive(node.test)

    def _assignment(self, node: cst.Assign) -> None:
        for target in node.targets:
            self._bind(target.target, node.value)

    def _annotated(self, node: cst.AnnAssign) -> None:
        if node.value is not None:
            self._bind(node.target, node.value)

    def _rebound(self, node: cst.AugAssign | cst.For | cst.NamedExpr) -> None:
        self._bind(node.target, node)

    def _parameter(self, node: cst.Param) -> None:
        self.uses[node.name.value] -= 1
        if node.default is not None:
            self._bind(node.name, node.default)

    def _entry(self, node: cst.DictElement) -> None:
        key = _value(node.key)
        if isinstance(key, str):
            self._put(key, node.value)

    def _bind(self, target: cst.CSTNode, value: cst.CSTNode) -> None:
        if isinstance(target, cst.Tuple | cst.List):
            for element in target.elements:
                self._bind(element.value, target)
            return
        name = _name_of(target) if isinstance(target, cst.BaseExpression) else None
        if name is None:
            return
        self.uses[name] -= not isinstance(target, cst.Subscript)
        source = _name_of(value) if isinstance(value, cst.BaseExpression) else None
        if source is not None:
            self.uses[source] -= 1
        if source != name:
            self._put(name, value)

    def _put(self, name: str, value: cst.CSTNode) -> None:
        self.places.setdefault(name, []).append(value)

    def _call(self, node: cst.Call) -> None:
        function = dotted_name(node.func) or ""
        last = function.rpartition(".")[2]
        if function.partition(".")[0] in INERT_ROOTS:
            for arg in node.args:
                self._forgive(arg)
        if last in ("add_argument", "add_option"):
            self._option(node)
        elif last.startswith("DEFINE_") and len(node.args) > 1:
            name = _value(node.args[0].value)
            if isinstance(name, str):
                self._put(name, node.args[1].value)
        else:
            for arg in node.args:
                if arg.keyword is not None:
                    self.uses[arg.keyword.value] -= 1
                    self._put(arg.keyword.value, arg.value)

    def _option(self, node: cst.Call) -> None:
        from kerlint.symbolic.library.options import destination

        given = _keyword(node, "dest")
        words = [given] if given is not None else [arg.value for arg in node.args if arg.keyword is None]
        name = destination([_value(word) for word in words])
        if name is not None:
            self._put(name, _keyword(node, "default") or node)

    def _comparison(self, node: cst.Comparison) -> None:
        sides = [node.left, *(target.comparator for target in node.comparisons)]
        words = [word for side in sides for word in _words(side)]
        for side in sides:
            name = _name_of(side)
            if name is not None:
                self.words.setdefault(name, []).extend(words)

    def _forgive(self, node: cst.CSTNode) -> None:
        for part in walk(node):
            if type(part) is cst.Name:
                self.uses[part.value] -= 1


def _words(node: cst.BaseExpression) -> Iterator[str]:
    if isinstance(node, cst.Tuple | cst.List | cst.Set):
        for element in node.elements:
            yield from _words(element.value)
    elif isinstance(word := _value(node), str):
        yield word


def _places(indexes: list[_Index], name: str) -> tuple[cst.CSTNode, ...]:
    """The places that say what a name is; none where they are many."""
    seen: set[str] = set()
    names = [name]
    found: dict[cst.CSTNode, None] = {}
    while names:
        current = names.pop()
        if current in seen:
            continue
        seen.add(current)
        for value in (value for index in indexes for value in index.places.get(current, ())):
            source = _name_of(value) if isinstance(value, cst.BaseExpression) else None
            if source is not None:
                names.append(source)
            else:
                found[value] = None
    return tuple(found) if len(found) <= _MOST_PLACES else ()


def _others(indexes: list[_Index], name: str, value: bool | int | str, key: bool) -> list[bool | int | str]:
    """What else a switch may be set to."""
    if isinstance(value, bool):
        return [not value]
    if key or sum(index.uses[name] for index in indexes) > 0:
        return []
    if isinstance(value, int):
        return [1 - value] if value in (0, 1) else []
    others: list[bool | int | str] = []
    for word in (word for index in indexes for word in index.words.get(name, ())):
        if word not in (value, *others):
            others.append(word)
    return others[:_OTHER_WORDS] or [OTHER_WORD]
