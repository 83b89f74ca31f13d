"""Command-line options: argparse, absl and TensorFlow 1 flags, and plain namespaces.

An option stands for its default: that is the run the script is written for. One without a default is unknown.
Where that run trains nothing, options that choose what to do (switches, a word as the mode) are unknown as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import is_number
from kerlint.symbolic.library.containers import DICT_METHODS, one
from kerlint.symbolic.values import (
    Arguments,
    BoundMethod,
    DictValue,
    External,
    ListValue,
    TupleValue,
    Unknown,
    Value,
    as_items,
)

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator
    from kerlint.symbolic.functions import FunctionValue
    from kerlint.symbolic.registry import Library


class NamespaceValue(Value):
    """An object with attributes: parsed options, `SimpleNamespace(...)`.

    Attributes:
        attributes: by name.
        complete: False where others may exist.
        mapping: is it a dict as well?
        name: how messages call it.
    """

    __slots__ = ("attributes", "complete", "mapping", "name")

    def __init__(
        self, attributes: dict[str, Any], name: str = "", complete: bool = True, mapping: bool = False
    ) -> None:
        self.attributes = attributes
        self.name = name
        self.complete = complete
        self.mapping = mapping

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name == "__dict__":
            return self.as_dict(node)
        if self.mapping and name not in self.attributes and name in DICT_METHODS:
            return self.as_dict(node).get_attribute(name, ev, node)
        if name not in self.attributes:
            self.attributes[name] = Unknown(f"{self.name}.{name}" if self.name else name, None, node)
        return self.attributes[name]

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        self.attributes[name] = value

    def get_item(self, index: Any, ev: Evaluator, node: CSTNode | None) -> Any:
        return self.get_attribute(index, ev, node) if isinstance(index, str) else ev.unknown(node)

    def set_item(self, index: Any, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        if isinstance(index, str):
            self.attributes[index] = value

    def iterate(self, ev: Evaluator, node: CSTNode | None) -> list[Any] | None:
        return list(self.attributes) if self.mapping and self.complete else None

    def as_dict(self, node: CSTNode | None) -> DictValue:
        """`vars(self)`: changes show on both sides."""
        return DictValue(self.attributes, node, self.complete)


class ParserValue(Value):
    """`argparse.ArgumentParser(...)` or a group of its options."""

    __slots__ = ("complete", "defaults", "node")

    def __init__(self, node: CSTNode | None, complete: bool = True) -> None:
        self.defaults: dict[str, Any] = {}
        self.node = node
        self.complete = complete

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        if name in ("add_argument_group", "add_mutually_exclusive_group"):
            return BoundMethod(name, lambda arguments, ev, node: self, self)
        method = _PARSER_METHODS.get(name)
        if method is None:
            return ev.unknown(node, name)
        return BoundMethod(name, lambda arguments, ev, node: method(self, arguments, ev, node), self)


def _add_argument(parser: ParserValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    names = [argument.value for argument in arguments.positional]
    dest = arguments.value(None, "dest") or destination(names)
    if not isinstance(dest, str):
        parser.complete = False
        return ev.unknown(node)
    parser.defaults[dest] = _opened(_default(dest, names, arguments, ev, node), f"args.{dest}", ev, node)
    return ev.unknown(node)


def _opened(default: Any, label: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """The option's value: its default, but unknown where switches are open and it is one."""
    switch = (
        default is None or isinstance(default, bool) or (isinstance(default, str) and default.isidentifier())
    )
    if not switch:
        return default
    ev.closed_options = True
    return Unknown(label, None, node) if ev.open_options else default


def destination(names: list[Any]) -> str | None:
    """The attribute that an option with these names ("-t", "--train") sets, None where one is no text."""
    texts = [name for name in names if isinstance(name, str)]
    if not texts or len(texts) != len(names):
        return None
    chosen = next((text for text in texts if text.startswith("--")), texts[0])
    return chosen.lstrip("-").replace("-", "_")


def _default(dest: str, names: list[Any], arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = arguments.get(None, "default")
    action = arguments.value(None, "action")
    if given is None:
        if action in ("store_true", "store_false"):
            flipped = None if node is None else ev.flipped.get(node)
            return action == "store_false" if flipped is None else flipped
        return Unknown(f"args.{dest}", None, node)
    value = given.value
    positional = bool(names) and isinstance(names[0], str) and not names[0].startswith("-")
    if positional and arguments.value(None, "nargs") not in ("?", "*"):
        # A positional argument must be given: its default is never used.
        return Unknown(f"args.{dest}", None, node)
    kind = arguments.value(None, "type")
    if isinstance(value, str) and kind is not None:
        return ev.call(kind, one(value), node)
    if arguments.value(None, "required") is True:
        return Unknown(f"args.{dest}", None, node)
    return value


def _set_defaults(parser: ParserValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    for name, argument in arguments.keywords.items():
        parser.defaults[name] = argument.value


def _get_default(parser: ParserValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return parser.defaults.get(str(arguments.value(0)), ev.unknown(node))


def _parse(parser: ParserValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    given = as_items(arguments.value(0, "args"))
    values = dict(parser.defaults)
    if given:
        # Options written in the script itself; which values they set is argparse's business.
        values = {name: Unknown(f"args.{name}", None, node) for name in values}
    return NamespaceValue(values, ev.binding_name or "args", parser.complete)


def _parse_known(parser: ParserValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    return TupleValue([_parse(parser, arguments, ev, node), ListValue([], node, complete=False)], node)


_PARSER_METHODS: dict[str, Any] = {
    "add_argument": _add_argument,
    "set_defaults": _set_defaults,
    "get_default": _get_default,
    "parse_args": _parse,
    "parse_known_args": _parse_known,
    "parse_intermixed_args": _parse,
    "print_help": lambda parser, arguments, ev, node: None,
    "print_usage": lambda parser, arguments, ev, node: None,
}


def decorate(function: FunctionValue, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> None:
    """`@click.option("--epochs", default=5)`: the parameter's value where nobody gives one."""
    names = [argument.value for argument in arguments.positional if isinstance(argument.value, str)]
    words = [name for name in names if name.isidentifier()]
    # `--train/--no-train`
    dest = words[0] if words else destination([name.partition("/")[0] for name in names])
    given = arguments.get(None, "default")
    switch = arguments.value(None, "is_flag") is True or any("/" in name for name in names)
    if dest is None or (given is None and not switch):
        return
    value = False if given is None else given.value
    kind = arguments.value(None, "type")
    if isinstance(value, str) and isinstance(kind, External):
        value = ev.call(kind, one(value), node)
    function.defaults.setdefault(dest.lower(), _opened(value, dest, ev, node))


class _Flags:
    """The flags defined so far on this path."""

    def __init__(self, ev: Evaluator) -> None:
        self.defaults: dict[str, Any] = {}


class FlagsValue(Value):
    """`flags.FLAGS`: its attributes are the flags' defaults."""

    __slots__ = ()

    def get_attribute(self, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
        defaults = ev.extension(_Flags).defaults
        if name not in defaults:
            defaults[name] = Unknown(f"FLAGS.{name}", None, node)
        return defaults[name]

    def set_attribute(self, name: str, value: Any, ev: Evaluator, node: CSTNode | None) -> None:
        ev.extension(_Flags).defaults[name] = value

    def call(self, arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return ev.unknown(node)


_FLAG_MODULES = (
    "absl.flags",
    "tensorflow.app.flags",
    "tensorflow.flags",
    "tensorflow.compat.v1.app.flags",
    "tensorflow.compat.v1.flags",
    "tensorflow.python.platform.flags",
    "gflags",
)
_FLAG_KINDS = (
    "integer float string bool boolean enum list multi_integer multi_float multi_string enum_class".split()
)


def register(library: Library) -> None:
    """Make command-line options known to the library."""

    @library.calls("argparse.ArgumentParser", "configargparse.ArgumentParser", "configargparse.ArgParser")
    def parser(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        made = ParserValue(node)
        for parent in as_items(arguments.value(None, "parents")) or []:
            if isinstance(parent, ParserValue):
                made.defaults.update(parent.defaults)
                made.complete = made.complete and parent.complete
            else:
                made.complete = False
        return made

    @library.calls("argparse.Namespace", "types.SimpleNamespace")
    def namespace(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        values = {name: argument.value for name, argument in arguments.keywords.items()}
        return NamespaceValue(values, ev.binding_name or "", not arguments.open_keywords)

    @library.calls(*_DICTS_WITH_ATTRIBUTES)
    def easy(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        name = ev.binding_name or ""
        if not arguments.positional:
            values = {key: argument.value for key, argument in arguments.keywords.items()}
            return NamespaceValue(values, name, not arguments.open_keywords, mapping=True)
        return _nested(arguments.value(0), name)

    @library.calls("wandb.init")
    def wandb(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        # What a sweep sets otherwise is not the run that is written down.
        given = arguments.value(None, "config")
        config = _nested(given, "wandb.config") if isinstance(given, DictValue) else given
        if not isinstance(config, NamespaceValue):
            return ev.unknown(node)
        ev.placed["wandb", "config"] = config
        return NamespaceValue({"config": config}, ev.binding_name or "", complete=False)

    @library.calls("typer.Option", "typer.Argument")
    def typer(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0, "default", default=...)
        return ev.unknown(node) if value is ... else value

    @library.calls("builtins.vars")
    def vars_(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        value = arguments.value(0)
        return value.as_dict(node) if isinstance(value, NamespaceValue) else ev.unknown(node)

    flags = FlagsValue()
    for module in _FLAG_MODULES:
        library.constant(f"{module}.FLAGS", flags)
        for kind in _FLAG_KINDS:
            library.calls(f"{module}.DEFINE_{kind}")(_define)


def _nested(value: Any, name: str) -> Any:
    if not isinstance(value, DictValue):
        return value
    items = {key: _nested(item, f"{name}.{key}") for key, item in value.items.items() if isinstance(key, str)}
    return NamespaceValue(items, name, value.complete, mapping=True)


# Dicts whose keys are attributes, too.
_DICTS_WITH_ATTRIBUTES = (
    "easydict.EasyDict",
    "ml_collections.ConfigDict",
    "ml_collections.config_dict.ConfigDict",
    "omegaconf.OmegaConf.create",
    "addict.Dict",
    "munch.Munch",
    "munch.munchify",
    "box.Box",
)


def _define(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
    name, default = arguments.value(0, "name"), arguments.value(1, "default", "default_value")
    if not isinstance(name, str):
        return ev.unknown(node)
    if isinstance(default, str) and isinstance(node_function(node), str):
        default = _converted(node_function(node) or "", default, ev, node)
    default = _opened(default, f"FLAGS.{name}", ev, node)
    if default is None:
        default = Unknown(f"FLAGS.{name}", None, node)
    ev.extension(_Flags).defaults[name] = default
    return NamespaceValue({"value": default, "default": default}, name)


def node_function(node: CSTNode | None) -> str | None:
    """The name of the function that a call's node calls."""
    from libcst import Attribute, Call, Name

    function = node.func if isinstance(node, Call) else None
    if isinstance(function, Attribute):
        return function.attr.value
    return function.value if isinstance(function, Name) else None


def _converted(function: str, text: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """A default written as a string, as the flag's type reads it."""
    kinds = {"DEFINE_integer": "int", "DEFINE_float": "float"}
    if function not in kinds:
        return text
    number = ev.call(External(f"builtins.{kinds[function]}"), one(text), node)
    return number if is_number(number) else ev.unknown(node)
