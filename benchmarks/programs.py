"""Random training scripts of up to a dozen layers, in the ways people write them.

`program(number, seed)` gives the same text each time. A layer's arguments come from the random cases of
`tests.keras.layer_cases`; the shape so far only guides the choice, so that most layers fit and some do not.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from benchmarks.spelling import Writer
from benchmarks.tricks import TRICKS
from kerlint.keras.layers import infer, spec
from kerlint.keras.layers.names import MERGING_FUNCTIONS
from tests.keras.layer_cases import CASES, Case, Inner

# Values in one sample: more makes Keras slow and tells nothing new.
_LARGEST = 6_000
_DEAR = 0.6  # how often a class of image augmentation, slow to build, leads a program

# Keras 3.15 loses the graph behind a layer that hands on its very input.
_ALONE = ("Equalization",)


@dataclass(frozen=True)
class Program:
    """A script and what it is made of; `declares` says whether it tells the model's input."""

    text: str
    classes: tuple[str, ...]
    tricks: tuple[str, ...]
    trains: bool
    declares: bool


def program(number: int, seed: int = 0) -> Program:
    """The program of that number."""
    rng = random.Random(f"{seed}-{number}")
    names = list(CASES)
    lead = names[number % len(names)]
    known = spec(lead)
    if known is not None and known.family == "augmentation" and rng.random() > _DEAR:
        lead = rng.choice(names)
    return _Author(rng).write(lead)


@cache
def _axes() -> dict[int, list[str]]:
    """The classes that take one float input of so many axes, by the number of axes."""
    found: dict[int, list[str]] = {}
    for name, make in CASES.items():
        counts: Counter[int] = Counter()
        for number in range(25):
            case = make(random.Random(f"axes-{name}-{number}"))
            if isinstance(case.shapes, tuple) and case.dtype == "float32" and not case.call_arguments:
                fits = infer(name, case.arguments, case.shapes).problem is None
                counts[len(case.shapes)] += fits
        known = spec(name)
        if name in _ALONE or (known is not None and known.family == "augmentation"):
            continue
        for axes, count in counts.items():
            if count >= 2:
                found.setdefault(axes, []).append(name)
    return found


# --- what programs are made of ----------------------------------------------------------------------

_ACTIVATIONS = ("relu", "tanh", "sigmoid", "softmax", "elu", "linear", None, "gelu", "reul")
_HARMLESS: dict[str, dict[str, Any]] = {
    "Dropout": {"rate": 0.1},
    "Identity": {},
    "Activation": {"activation": "relu"},
}
_MISTAKES: dict[str, Any] = {"unitz": 3, "units": "8", "filters": 2.5, "rate": 1.5, "activation": "reul"}


@dataclass
class _Step:
    """A layer to come: the expression that makes it, and what it makes of the shape."""

    class_name: str
    arguments: dict[str, Any]
    output: Any
    problem: str | None = None
    loop: tuple[str, list[int]] | None = None
    trick: str | None = None
    given: Any = None


@dataclass
class _Author:
    """Writes one program."""

    rng: random.Random
    classes: list[str] = field(default_factory=list)
    tricks: list[str] = field(default_factory=list)
    sequential: bool = False
    broken: bool = False
    trains: bool = False
    declares: bool = True
    several: bool = False

    def write(self, lead: str) -> Program:
        rng = self.rng
        case = CASES[lead](rng)
        while case.shapes == () or (isinstance(case.shapes, tuple) and len(case.shapes) < 2):
            case = CASES[lead](rng)
        self.out = Writer(rng)
        single = isinstance(case.shapes, tuple) and not case.call_arguments
        function = rng.random() < 0.2
        if function:
            self.out.line("def build():")
            self.out.indent = "    "
        if single and (lead in _ALONE or rng.random() < 0.55):
            shape, dtype = self._sequential(case)
        else:
            shape, dtype = self._functional(case)
        if function:
            self.out.line("return model")
            self.out.indent = ""
            self.out.line("")
            self.out.line("model = build()")
        if rng.random() < 0.3:
            self._train(shape, dtype)
        elif rng.random() < 0.1:
            self.out.line("model.summary(print_fn=lambda *args, **kwargs: None)")
        return Program(self.out.text(), tuple(self.classes), tuple(self.tricks), self.trains, self.declares)

    # --- choosing layers ---------------------------------------------------------------------------

    def step(self, shape: Any, name: str | None = None) -> _Step:
        """A layer for a shape; one that does not fit is mostly thought over."""
        rng = self.rng
        for attempt in range(6):
            chosen = name or self._class_for(shape)
            case = CASES[chosen](rng)
            if case.dtype != "float32" or not isinstance(case.shapes, tuple) or case.call_arguments:
                continue
            step = self._step(chosen, dict(case.arguments), shape)
            if step.problem is None or attempt == 5 or rng.random() < 0.06:
                return step
        return self._step("Dropout", {"rate": 0.5}, shape)

    def _class_for(self, shape: Any) -> str:
        if not isinstance(shape, tuple):
            return self.rng.choice(("Dense", "Flatten", "Dropout", "Activation"))
        fitting = _axes().get(len(shape)) or ["Dense", "Dropout"]
        return self.rng.choice(fitting if self.rng.random() < 0.98 else list(CASES))

    def _step(self, name: str, arguments: dict[str, Any], shape: Any) -> _Step:
        rng = self.rng
        known = spec(name)
        parameters = () if known is None else known.parameters
        if "activation" in parameters and "activation" not in arguments and rng.random() < 0.5:
            arguments["activation"] = rng.choice(_ACTIVATIONS[: 9 if rng.random() < 0.03 else 8])
        extra = {"kernel_initializer": "he_normal", "kernel_regularizer": "l2"}
        arguments |= {key: value for key, value in extra.items() if key in parameters and rng.random() < 0.08}
        if rng.random() < 0.06:
            arguments["name"] = self.out.fresh("part")
        if rng.random() < 0.006:
            mistake = rng.choice(list(_MISTAKES))
            arguments[mistake] = _MISTAKES[mistake]
        if arguments and rng.random() < 0.004:
            arguments.pop(next(iter(arguments)))
        inferred = infer(name, arguments, shape if isinstance(shape, tuple) else None)
        return _Step(name, arguments, inferred.output, inferred.problem)

    def chain(self, shape: Any, count: int) -> list[_Step]:
        """Layers one after the other."""
        steps: list[_Step] = []
        for _ in range(count):
            if self.broken and self.rng.random() < 0.7:
                break
            if isinstance(shape, tuple) and _volume(shape) > _LARGEST:
                step = self._shrink(shape)
            elif not self.broken and _is_shape(shape) and (trick := self._trick(shape)) is not None:
                step = trick
            elif self.rng.random() < 0.07 and isinstance(shape, tuple) and len(shape) in (2, 3):
                step = self._loop(shape)
            else:
                step = self.step(shape)
            steps.append(step)
            self.broken = self.broken or step.problem is not None
            shape = step.output if _is_shape(step.output) else None
        return steps

    def _trick(self, shape: Any) -> _Step | None:
        """Now and then something that is more than a call of a layer."""
        if self.rng.random() > 0.25:
            return None
        fitting = [
            name
            for name, trick in TRICKS.items()
            if trick.fits(shape, self.sequential) and not (self.several and trick.inputs)
        ]
        if not fitting:
            return None
        name = self.rng.choice(fitting)
        return _Step(name, {}, TRICKS[name].output(shape), trick=name, given=shape)

    def _write_trick(self, step: _Step, form: str) -> None:
        """Its lines; `form` is how a layer is applied."""
        assert step.trick is not None
        self.tricks.append(step.trick)
        self.classes += TRICKS[step.trick].write(self.out, step.given, form)

    def _shrink(self, shape: Any) -> _Step:
        pooling = {3: "GlobalMaxPooling1D", 4: "GlobalAveragePooling2D", 5: "GlobalMaxPooling3D"}
        name = pooling.get(len(shape))
        return self._step(name, {}, shape) if name else self._step("Dense", {"units": 3}, shape)

    def _loop(self, shape: Any) -> _Step:
        values = [self.rng.randint(1, 8) for _ in range(self.rng.randint(2, 3))]
        if len(shape) == 2 or self.rng.random() < 0.5:
            name, parameter = "Dense", "units"
            arguments: dict[str, Any] = {"activation": "relu"}
        else:
            name, parameter = self.rng.choice((("Conv1D", "filters"), ("LSTM", "units"), ("GRU", "units")))
            arguments = (
                {"kernel_size": 2, "padding": "same"} if name == "Conv1D" else {"return_sequences": True}
            )
        for value in values:
            inferred = infer(name, {**arguments, parameter: value}, shape)
            shape = inferred.output if inferred.problem is None else shape
        return _Step(name, arguments, shape, inferred.problem, (parameter, values))

    def count(self, step: _Step) -> None:
        self.classes += [step.class_name] * (len(step.loop[1]) if step.loop else 1)
        for value in step.arguments.values():
            inner = value if isinstance(value, list) else [value]
            self.classes += [entry.class_name for entry in inner if isinstance(entry, Inner)]

    def made(self, step: _Step) -> str:
        self.count(step)
        return self.out.made(step.class_name, step.arguments)

    def looped(self, step: _Step, variable: str) -> tuple[str, str]:
        """The head of a `for` and the layer made in its body."""
        assert step.loop is not None
        self.count(step)
        parameter, values = step.loop
        made = self.out.made(step.class_name, step.arguments)
        argument = f"{parameter}={variable}"
        made = (
            made.replace("(", f"({argument}, ", 1)
            if "()" not in made
            else made.replace("()", f"({argument})")
        )
        form = self.rng.random()
        if form < 0.3 and len(set(values)) == 1:
            return f"for {variable} in [{values[0]}] * {len(values)}:", made
        if form < 0.5:
            return f"for i, {variable} in enumerate({values}):", made
        return f"for {variable} in {values}:", made

    # --- kinds of models -----------------------------------------------------------------------------

    def input(self, shape: Any, dtype: str) -> str:
        """`Input(...)`."""
        rng = self.rng
        given: dict[str, Any] = {}
        batch, rest = shape[0], tuple(shape[1:])
        if rng.random() < 0.15:
            given["batch_shape"] = (batch, *rest)
        else:
            given["shape"] = rest if rng.random() < 0.8 or not rest else list(rest)
            if batch is not None:
                given["batch_size"] = batch
        if dtype != "float32":
            given["dtype"] = dtype
        return self.out.made("Input", given)

    def _sequential(self, case: Case) -> tuple[Any, str]:
        rng, out = self.rng, self.out
        form = rng.choice(("list", "add", "add", "variable"))
        self.sequential = form != "list"
        shape: Any = case.shapes
        first = self._step(case.class_name, dict(case.arguments), shape)
        before = []
        if case.dtype == "float32" and rng.random() < 0.3:
            harmless = rng.choice(list(_HARMLESS))
            before.append(self._step(harmless, dict(_HARMLESS[harmless]), shape))
        self.broken = first.problem is not None
        after = self.chain(first.output if _is_shape(first.output) else None, rng.choice((0, 1, 2, 3, 5, 9)))
        steps = [*before, first, *after]
        start = rng.choice(("input", "input", "input", "argument", "none"))
        self.declares = start != "none"
        if start == "argument":
            steps[0].arguments["input_shape"] = tuple(shape[1:])
        given = self.input(shape, case.dtype) if start == "input" else None
        sequential = out.model("Sequential")
        if form == "list":
            steps = [step for step in steps if step.trick is None]
            entries = [] if given is None else [given]
            for step in steps:
                if step.loop:
                    head, made = self.looped(step, "size")
                    entries.append(f"*[{made} {head[:-1]}]")
                else:
                    entries.append(self.made(step))
            if rng.random() < 0.7:
                out.line(f"model = {sequential}([")
                for entry in entries:
                    out.line(f"    {entry},")
                out.line("])")
            else:
                out.line(f"model = {sequential}([{', '.join(entries)}])")
        else:
            target, method = ("model", "add") if form == "add" else ("parts", "append")
            out.line(f"model = {sequential}()" if form == "add" else "parts = []")
            if given is not None:
                out.line(f"{target}.{method}({given})")
            for step in steps:
                if step.trick:
                    self._write_trick(step, f"{target}.{method}({{}})")
                elif step.loop:
                    head, made = self.looped(step, "size")
                    out.line(head)
                    out.line(f"    {target}.{method}({made})")
                else:
                    out.line(f"{target}.{method}({self.made(step)})")
            if form == "variable":
                out.line(f"model = {sequential}(parts)")
        output = steps[-1].output if not self.broken else None
        return (shape, output if _is_shape(output) else None), case.dtype

    def _functional(self, case: Case) -> tuple[Any, str]:
        rng, out = self.rng, self.out
        several = self.several = isinstance(case.shapes, list)
        shapes = case.shapes if several else [case.shapes]
        inputs: list[str] = []
        for shape in shapes:
            name = "inputs" if len(shapes) == 1 else f"input_{len(inputs)}"
            out.line(f"{name} = {self.input(shape, case.dtype)}")
            inputs.append(name)
        inferred = infer(case.class_name, case.arguments, case.shapes, call_arguments=case.call_arguments)
        made = self.made(_Step(case.class_name, dict(case.arguments), inferred.output))
        self.broken = inferred.problem is not None
        given = ", ".join(inputs) if case.spread or not several else f"[{', '.join(inputs)}]"
        options = "".join(f", {name}={value!r}" for name, value in case.call_arguments.items())
        function = next((f for f, cls in MERGING_FUNCTIONS.items() if cls == case.class_name), None)
        output: Any = inferred.output
        if function and several and not case.arguments and rng.random() < 0.3:
            out.line(f"x = {out.layer(function)}({given})")
        elif rng.random() < 0.2:
            out.line(f"layer = {made}")
            out.line(f"x = layer({given}{options})")
        else:
            out.line(f"x = {made}({given}{options})")
        if output is not None and not _is_shape(output):
            # Several tensors: go on with the first.
            out.line("x = x[0]" if rng.random() < 0.5 else "x, *states = x")
            output = output[0]
        rest = self.chain(output, rng.choice((0, 1, 2, 3, 5, 8)))
        outputs = ["x"]
        while rest:
            form = rng.random()
            step = rest.pop(0)
            if step.trick:
                self._write_trick(step, "x = {}(x)")
            elif step.loop:
                head, made = self.looped(step, "size")
                out.line(head)
                out.line(f"    x = {made}(x)")
            elif form < 0.12 and rest and not (rest[0].loop or rest[0].trick):
                self._helper([step, *rest[:1]])
                del rest[:1]
            elif form < 0.24 and step.problem is None and _is_shape(step.output):
                self._branch(step)
            elif form < 0.3 and step.problem is None and _is_shape(step.output) and not self.broken:
                nested = out.fresh("part")
                out.line(f"{nested} = {out.model('Sequential')}([{self.made(step)}])")
                out.line(f"x = {nested}(x)")
            else:
                out.line(f"x = {self.made(step)}(x)")
            output = step.output if not step.problem else None
            if rng.random() < 0.05 and _is_shape(output) and not self.broken:
                out.line(f"extra = {self.made(self._step('Dropout', {'rate': 0.5}, output))}(x)")
                outputs = ["x", "extra"]
        ends = f"[{', '.join(outputs)}]" if len(outputs) > 1 else "x"
        starts = f"[{', '.join(inputs)}]" if several else inputs[0]
        keyword = rng.random() < 0.5
        model = out.model("Model")
        out.line(
            f"model = {model}(inputs={starts}, outputs={ends})"
            if keyword
            else f"model = {model}({starts}, {ends})"
        )
        if several or len(outputs) > 1 or self.broken or not _is_shape(output):
            return None, case.dtype
        return (case.shapes, output), case.dtype

    def _helper(self, steps: list[_Step]) -> None:
        """A function that applies a few layers."""
        out = self.out
        name = out.fresh("block")
        calls = [f"x = {self.made(step)}(x)" for step in steps]
        out.line(f"def {name}(x):")
        for call in calls:
            out.line(f"    {call}")
        out.line("    return x")
        out.line("")
        out.line(f"x = {name}(x)")

    def _branch(self, step: _Step) -> None:
        """Two layers side by side, merged; or a layer shared by both branches."""
        rng, out = self.rng, self.out
        arguments = {k: v for k, v in step.arguments.items() if k != "name"}
        plain = _Step(step.class_name, arguments, step.output)
        if rng.random() < 0.3:
            shared = out.fresh("shared")
            out.line(f"{shared} = {self.made(plain)}")
            out.line(f"y = {shared}(x)")
            out.line(f"x = {shared}(x)")
        else:
            out.line(f"y = {self.made(plain)}(x)")
            out.line(f"x = {self.made(plain)}(x)")
        merge = rng.choice(("Add", "Multiply", "Average", "Maximum", "+", "*", "-", "add", "maximum"))
        if merge in ("+", "*", "-"):
            out.line(f"x = x {merge} y")
        elif merge[0].islower():
            out.line(f"x = {out.layer(merge)}([x, y])")
        else:
            self.classes.append(merge)
            out.line(f"x = {out.layer(merge)}()([x, y])")

    # --- training ---------------------------------------------------------------------------------------

    def _train(self, shapes: Any, dtype: str) -> None:
        rng, out = self.rng, self.out
        if shapes is None or shapes[1] is None or dtype == "string" or len(shapes[1]) < 2:
            return
        given, output = shapes
        if None in output[1:]:
            return
        self.trains = True
        samples = given[0] or rng.choice((4, 6, 9))
        size = (samples, *(3 if dim is None else dim for dim in given[1:]))
        fault = rng.random()
        if fault < 0.03:
            size = (*size[:-1], size[-1] + 1)
        elif fault < 0.05:
            samples += 2
        if dtype == "float32":
            out.line(
                f"x_train = np.random.rand{size}" if rng.random() < 0.6 else f"x_train = np.zeros({size})"
            )
        else:
            out.line(f"x_train = np.random.randint(0, 2, size={size})")
        classes = output[-1]
        labels = (samples, *output[1:])
        loss = "mse"
        if len(output) == 2 and rng.random() < 0.4:
            loss = rng.choice(("sparse_categorical_crossentropy", "categorical_crossentropy"))
        wrong = rng.random() < 0.12
        if loss.startswith("sparse"):
            columns = ", 2" if wrong else ""
            out.line(f"y_train = np.random.randint(0, {classes}, size=({samples}{columns},))")
        else:
            labels = (samples, *output[1:-1], classes + 2) if wrong else labels
            if loss.startswith("categorical") and not wrong and rng.random() < 0.4:
                drawn = f"np.random.randint(0, {classes}, size=({samples},))"
                out.needs("from keras.utils import to_categorical")
                out.line(f"y_train = to_categorical({drawn}, {classes})")
            else:
                out.line(f"y_train = np.zeros({labels})")
        optimizer = rng.choice(('"adam"', '"sgd"', '"rmsprop"'))
        metrics = rng.choice(("", ', metrics=["mae"]'))
        out.line(f'model.compile(optimizer={optimizer}, loss="{loss}"{metrics})')
        batch = given[0] or rng.choice((2, 4))
        data = "x_train" if rng.random() < 0.04 else "x_train, y_train"
        out.line(f"history = model.fit({data}, batch_size={batch}, epochs=1, verbose=0)")


def _is_shape(output: Any) -> bool:
    return isinstance(output, tuple) and not any(isinstance(part, tuple) for part in output)


def _volume(shape: tuple[Any, ...]) -> int:
    size = 1
    for dim in shape[1:]:
        size *= dim if isinstance(dim, int) else 4
    return size
