"""Methods of strings and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import apply, is_number, known
from kerlint.symbolic.library.containers import in_order
from kerlint.symbolic.library.convert import from_python, to_python
from kerlint.symbolic.values import CONSTANTS, NO_KEY, Arguments, BoundMethod, ListValue, TupleValue

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.symbolic.evaluator import Evaluator


# Beyond this a padded or repeated string is no fact worth having.
_LONGEST = 10_000


# --- strings and numbers ----------------------------------------------------------------------------

# Methods without side effects whose result is a constant or a container of constants.
_STRING_METHODS = frozenset(
    "capitalize casefold center count decode encode endswith expandtabs find format format_map index"
    " isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle"
    " isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust"
    " rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill".split()
)


def string_method(text: str | bytes, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """The method `name` of a known string; its call is answered by Python where the arguments are known."""
    if name not in _STRING_METHODS or not hasattr(text, name):
        return ev.unknown(node, name)

    def call(arguments: Arguments, ev: Evaluator, node: CSTNode | None) -> Any:
        return _call_string(text, name, arguments, ev, node)

    return BoundMethod(name, call, text)


def _call_string(
    text: str | bytes, name: str, arguments: Arguments, ev: Evaluator, node: CSTNode | None
) -> Any:
    if arguments.open_positional or arguments.open_keywords:
        return ev.unknown(node)
    positional = [_plain(argument.value, name, ev, node) for argument in arguments.positional]
    keywords = {key: _plain(argument.value, name, ev, node) for key, argument in arguments.keywords.items()}
    given = [*positional, *keywords.values()]
    if any(value is NO_KEY or _unbounded(value) for value in given):
        return ev.unknown(node)
    if name in ("format", "format_map") and (isinstance(text, bytes) or re.search(r"\d{4}|:.*\{", text)):
        # A width that may be anything.
        return ev.unknown(node)
    try:
        result = getattr(text, name)(*positional, **keywords)
    except Exception:  # noqa: BLE001 - the script's own error: no fact
        return ev.unknown(node)
    if isinstance(result, str | bytes) and len(result) > 100 * _LONGEST:
        return ev.unknown(node)
    return from_python(result, node)


def _plain(value: Any, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    if name == "join" and not isinstance(value, CONSTANTS):
        items = in_order(value, ev, node)
        return NO_KEY if items is None else to_python(ListValue(items))
    return printable(value) if name == "format" else to_python(value)


def printable(value: Any) -> Any:
    """`to_python` for what prints as the script's own object does: no dicts or sets, which may be of other kinds."""
    plain = to_python(value)
    return NO_KEY if _holds_unordered(plain) else plain


def _holds_unordered(plain: Any) -> bool:
    if isinstance(plain, list | tuple):
        return any(map(_holds_unordered, plain))
    return isinstance(plain, dict | set)


def _unbounded(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > _LONGEST


def number_method(number: Any, name: str, ev: Evaluator, node: CSTNode | None) -> Any:
    """Attributes of a number, numpy's scalars included (`np.ceil(x).astype(int)`, `.item()`).

    What looked like an unknown number in `x / 255` may turn out to be an array by what the script does with it.
    """
    from kerlint.symbolic.elementwise import array_behind

    array = array_behind(number, ev, node)
    if array is not None:
        return array.get_attribute(name, ev, node)
    if name in ("item", "copy", "squeeze", "mean", "sum", "max", "min", "numpy", "conjugate"):
        return BoundMethod(name, lambda arguments, ev, node: number, number)
    if name in ("real", "T"):
        return number
    if name == "shape":
        return TupleValue((), node)
    if name in ("ndim", "size"):
        return int(name == "size")
    if name == "astype":
        label = ev.label(owner_node(node))
        return BoundMethod(
            name, lambda arguments, ev, node: cast(number, arguments.value(0), ev, node, (label,)), number
        )
    if name == "is_integer" and known(number) is not None:
        return BoundMethod(name, lambda arguments, ev, node: float(known(number) or 0).is_integer(), number)
    return ev.unknown(node, name)


def cast(
    number: Any, dtype: Any, ev: Evaluator, node: CSTNode | None, labels: tuple[str | None, ...] = ()
) -> Any:
    """A number as an int or float, by a dtype as numpy takes it; Unknown for other dtypes."""
    name = dtype if isinstance(dtype, str) else getattr(dtype, "path", "").rpartition(".")[2]
    op = "int" if name.startswith(("int", "uint")) else "float" if name.startswith("float") else None
    result = apply(op, number, labels=labels, node=node) if op and is_number(number) else None
    return ev.unknown(node) if result is None else result


def owner_node(node: CSTNode | None) -> CSTNode | None:
    """`x` of `x.name` or of `x.name(...)`."""
    from libcst import Attribute, Call

    if isinstance(node, Call):
        node = node.func
    return node.value if isinstance(node, Attribute) else None


def argument_labels(arguments: Arguments, ev: Evaluator) -> tuple[str | None, ...]:
    """How the script writes each positional argument, for Quantity.labels."""
    return tuple(
        ev.label(argument.node) if argument.node is not None else None for argument in arguments.positional
    )
