"""What `kerlint show` prints: the models, data, compiles and fits that Kerlint has understood.

`payload` gives plain data for JSON, `text` lays the same data out for people. Unknown is null in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kerlint.symbolic.arithmetic import Quantity, describe, known, multiply

if TYPE_CHECKING:
    from libcst import CSTNode

    from kerlint.script import Compile, DataSource, Fit, Layer, LayerCall, Model, Script, Shape
    from kerlint.symbolic.values import Argument

Lines = Callable[["CSTNode"], "int | None"]
Json = Any


# --- data ---------------------------------------------------------------------------------------------


def payload(scripts: Sequence[Script], lines: Lines) -> dict[str, Json]:
    """The facts of a file as JSON can hold them.

    Args:
        scripts: one for every path that was looked at; what paths have in common is told once.
        lines: the line that a node stands on, None where it is not in this file.
    """
    return {
        "filename": scripts[0].filename if scripts else None,
        "models": _once(_model(model, lines) for script in scripts for model in script.models),
        "data": _once(_data(source, lines) for script in scripts for source in script.data),
        "compiles": _once(_compile(compiled, lines) for script in scripts for compiled in script.compiles),
        "fits": _once(_fit(fit, lines) for script in scripts for fit in script.fits),
    }


def _once(entries: Iterable[dict[str, Json]]) -> list[dict[str, Json]]:
    """Without repetitions, in the order of first appearance."""
    found: list[dict[str, Json]] = []
    for entry in entries:
        if entry not in found:
            found.append(entry)
    return found


def _number(value: Any) -> int | float | None:
    number: int | float | None = known(value)
    return number


def _shape(shape: Shape | None) -> list[int | None] | None:
    if shape is None:
        return None
    return [value if isinstance(value := known(dim), int) else None for dim in shape]


def _model(model: Model, lines: Lines) -> dict[str, Json]:
    outputs = [_shape(output.shape) for output in model.outputs]
    return {
        "name": model.name or model.variable,
        "kind": model.kind,
        "inputs": [_shape(shape) for shape in model.inputs],
        "outputs": outputs,
        "params": _number(model.params),
        "layers": [_layer(call, lines) for call in _first_calls(model)],
    }


def _first_calls(model: Model) -> list[LayerCall]:
    """One call a layer, in the order of `model.summary()`."""
    seen: set[int] = set()
    found = []
    for call in model.calls:
        if call.layer.key not in seen:
            seen.add(call.layer.key)
            found.append(call)
    return found


def _layer(call: LayerCall, lines: Lines) -> dict[str, Json]:
    return {
        "name": call.layer.name,
        "class": _class_name(call.layer),
        "output_shape": _shape(call.output_shape),
        "params": _number(call.params),
        "line": lines(call.layer.node),
    }


def _class_name(layer: Layer) -> str:
    if layer.model is not None and layer.model.parts is not None:
        return layer.model.parts.class_name
    return layer.class_name


def _data(source: DataSource, lines: Lines) -> dict[str, Json]:
    batch = source.batch_size
    return {
        "name": source.name,
        "kind": source.kind,
        "samples": None if source.size is None else _number(source.size.samples),
        "samples_from": None if source.size is None else source.size.source or "the script",
        "batch_size": None if batch is None else _number(batch.value),
        "shuffle": source.shuffle,
        "augmentation": _names(source.augmentation),
        "preprocessing": _names(source.preprocessing),
        "directory": source.directory,
        "subset": source.subset,
        "classes": _number(source.classes),
        "encoding": source.encoding,
        "line": lines(source.node),
    }


def _names(transforms: Any) -> list[str] | None:
    return None if transforms is None else [transform.name for transform in transforms]


def _compile(compiled: Compile, lines: Lines) -> dict[str, Json]:
    optimizer = compiled.optimizer
    rate = None if optimizer is None else optimizer.value("learning_rate")
    return {
        "model": compiled.model.name or compiled.model.variable,
        "optimizer": None if optimizer is None else optimizer.class_name,
        "learning_rate": _number(rate),
        "losses": [
            {"output": output.name, "name": loss.name, "from_logits": loss.from_logits}
            for output, loss in compiled.losses
        ],
        "metrics": None if compiled.metrics is None else [metric.name for metric in compiled.metrics],
        "line": lines(compiled.node),
    }


def _fit(fit: Fit, lines: Lines) -> dict[str, Json]:
    return {
        "model": None if fit.model is None else fit.model.name or fit.model.variable,
        "method": fit.method,
        "epochs": _given(fit.epochs),
        "train": _seen(fit.train, fit.steps, fit.batch_size),
        "validates": fit.validates,
        "validation": _seen(fit.validation, fit.validation_steps, None) if fit.validation else None,
        "callbacks": None if fit.callbacks is None else [callback.class_name for callback in fit.callbacks],
        "line": lines(fit.node),
    }


def _given(argument: Argument | None) -> int | float | None:
    return None if argument is None else _number(argument.value)


def _seen(source: DataSource | None, steps: Argument | None, batch_size: Argument | None) -> dict[str, Json]:
    """What one epoch reads: `steps` batches of `batch_size` out of `total` samples."""
    batch = source.batch_size if source is not None and source.batch_size is not None else batch_size
    size = source.size.samples if source is not None and source.size is not None else None
    count: Any = None if steps is None else steps.value
    by_words = count if isinstance(count, Quantity) else None
    number, per, total = _number(count), _given(batch), _number(size)
    if steps is None and source is not None and number is None:
        number = _number(source.length)
    if number is None and steps is None and per and total is not None:
        number = -(-total // per)
    samples = None
    if number is not None and per is not None:
        samples = known(multiply(number, per))
        if steps is None and total is not None and samples is not None:
            samples = min(samples, total)
    return {
        "data": None if source is None else source.name,
        "steps": number,
        "steps_as_written": None if by_words is None else describe_steps(by_words),
        "batch_size": per,
        "samples": samples,
        "total": total,
        "percent": _percent(samples, total) if samples is not None and total else None,
    }


def _percent(part: float, whole: float) -> float:
    """Rounded, but 100 only where it is all."""
    rounded = round(100 * part / whole, 1)
    return min(rounded, 99.9) if part < whole else rounded


def describe_steps(value: Quantity) -> str:
    """The steps as the script computes them: `nb_train // batch_size`."""
    return describe(Quantity(value.op, value.args, None, value.labels))


# --- text ---------------------------------------------------------------------------------------------

_UNKNOWN = "?"


def text(shown: dict[str, Json]) -> str:
    """The payload for people: a table a model, then the data, the compiles and what each fit sees in an epoch."""
    parts = [str(shown["filename"])]
    parts += [_model_table(model) for model in shown["models"]]
    if shown["data"]:
        parts.append(_section("data", [_data_line(source) for source in shown["data"]]))
    if shown["compiles"]:
        parts.append(_section("compile", [_compile_line(compiled) for compiled in shown["compiles"]]))
    if shown["fits"]:
        parts.append(_section("fit", [line for fit in shown["fits"] for line in _fit_lines(fit)]))
    if len(parts) == 1:
        parts.append("no model, data or training found")
    return "\n\n".join(parts) + "\n"


def _section(title: str, rows: list[str]) -> str:
    return "\n".join([title, *(f"  {row}" for row in rows)])


def _or_unknown(value: Any) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _shape_text(shape: list[int | None] | None) -> str:
    if shape is None:
        return _UNKNOWN
    parts = ["None" if dim is None else str(dim) for dim in shape]
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def _model_table(model: dict[str, Json]) -> str:
    rows = [("Layer (class)", "Output shape", "Params", "Line")]
    for layer in model["layers"]:
        name = _or_unknown(layer["name"])
        rows.append(
            (
                f"{name} ({layer['class']})",
                _shape_text(layer["output_shape"]),
                _or_unknown(layer["params"]),
                "" if layer["line"] is None else str(layer["line"]),
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = [
        f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:>{widths[3]}}".rstrip()
        for row in rows
    ]
    rule = "-" * max(len(line) for line in lines)
    head = f"model {_or_unknown(model['name'])} ({model['kind']})"
    ends = (
        f"inputs {', '.join(map(_shape_text, model['inputs'])) or _UNKNOWN}, "
        f"outputs {', '.join(map(_shape_text, model['outputs'])) or _UNKNOWN}, "
        f"{_or_unknown(model['params'])} params"
    )
    if not model["layers"]:
        return f"{head}\n{ends}"
    return "\n".join([head, rule, lines[0], rule, *lines[1:], rule, ends])


def layer_text(call: LayerCall) -> str:
    """One layer on one line: `flatten (Flatten): output shape (None, 9), 0 parameters`."""
    output, params = _shape_text(_shape(call.output_shape)), _or_unknown(_number(call.params))
    name = _or_unknown(call.layer.name)
    return f"{name} ({_class_name(call.layer)}): output shape {output}, {params} parameters"


def data_text(source: DataSource) -> str:
    """One data source on one line: `train (generator): 40,000 samples, batches of 32`."""
    return _data_line(_data(source, _nowhere))


def fit_text(fit: Fit) -> str:
    """What a fit's epoch sees and what it validates on, a line each."""
    return "\n".join(line.strip() for line in _fit_lines(_fit(fit, _nowhere)))


def _nowhere(_: CSTNode) -> None:
    """For where the place is plain to see."""


def _data_line(source: dict[str, Json]) -> str:
    name = source["name"] or source["directory"] or source["kind"]
    facts = [f"{_or_unknown(source['samples'])} samples"]
    if source["samples_from"] not in (None, "the script"):
        facts[0] += f" ({source['samples_from']})"
    facts.append(f"batches of {_or_unknown(source['batch_size'])}")
    if source["classes"] is not None:
        facts.append(f"{source['classes']} classes")
    facts += [f"{key}: {', '.join(source[key])}" for key in ("augmentation", "preprocessing") if source[key]]
    return f"{name} ({source['kind']}{_at(source)}): {', '.join(facts)}"


def _at(entry: dict[str, Json]) -> str:
    return "" if entry["line"] is None else f", line {entry['line']}"


def _compile_line(compiled: dict[str, Json]) -> str:
    losses = [_or_unknown(loss["name"]) for loss in compiled["losses"]]
    metrics = (
        _UNKNOWN
        if compiled["metrics"] is None
        else ", ".join(map(_or_unknown, compiled["metrics"])) or "none"
    )
    return (
        f"{_or_unknown(compiled['model'])}{_at(compiled)}: optimizer {_or_unknown(compiled['optimizer'])}, "
        f"loss {', '.join(losses) or 'none'}, metrics {metrics}"
    )


def _fit_lines(fit: dict[str, Json]) -> list[str]:
    head = f"{_or_unknown(fit['model'])}.{fit['method']}{_at(fit)}"
    epochs = "" if fit["epochs"] is None else f" for {fit['epochs']} epochs"
    lines = [f"{head}{epochs}: an epoch sees {_seen_text(fit['train'])}"]
    if fit["validation"] is not None:
        lines.append(f"  validation sees {_seen_text(fit['validation'])}")
    elif fit["validates"] is False:
        lines.append("  no validation")
    return lines


def _seen_text(seen: dict[str, Json]) -> str:
    steps = _or_unknown(seen["steps"])
    if seen["steps"] is None and seen["steps_as_written"]:
        steps = seen["steps_as_written"]
    told = f"{steps} steps x {_or_unknown(seen['batch_size'])} = {_or_unknown(seen['samples'])}"
    told += f" of {_or_unknown(seen['total'])} samples"
    return told if seen["percent"] is None else f"{told} ({seen['percent']:g} %)"
