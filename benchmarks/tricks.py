"""What scripts do besides calling one layer after the other: loops, functions, operations, own layers, nested models.

Each trick writes lines that change the tensor `x`, or that add to a Sequential, and tells the shape it leaves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.spelling import Writer

_Shape = tuple[Any, ...]
# Writes the lines and gives the classes used. `form` is "x = {}(x)" or "model.add({})".
_Write = Callable[[Writer, _Shape, str], list[str]]


@dataclass(frozen=True)
class Trick:
    """One of them.

    Attributes:
        write: its lines.
        output: the shape it leaves.
        axes: the number of axes it takes, the batch among them; empty for any from two on.
        layers: can it add to a Sequential, too?
        known: must all sizes but the batch be known?
        inputs: does it use the model's one input?
    """

    write: _Write
    output: Callable[[_Shape], _Shape]
    axes: tuple[int, ...] = ()
    layers: bool = False
    known: bool = False
    inputs: bool = False

    def fits(self, shape: _Shape, sequential: bool) -> bool:
        """May it come next?"""
        if sequential and not self.layers:
            return False
        if self.known and not all(isinstance(dim, int) for dim in shape[1:]):
            return False
        return len(shape) in self.axes if self.axes else len(shape) >= 2 and isinstance(shape[-1], int)


def _last(size: int) -> Callable[[_Shape], _Shape]:
    return lambda shape: (*shape[:-1], size)


def _same(shape: _Shape) -> _Shape:
    return shape


def _lines(text: str, *classes: str) -> _Write:
    """Lines in which `$Dense` stands for Keras's Dense, `@(...)` for applying a layer and `%n` for a new name."""

    def write(out: Writer, _shape: _Shape, form: str) -> list[str]:
        names: dict[str, str] = {}
        for line in text.strip("\n").split("\n"):
            indent = line[: len(line) - len(line.lstrip())]
            body = line.strip()
            while (place := body.find("%")) >= 0:
                mark = body[place : place + 2]
                names.setdefault(mark, out.fresh("Own" if mark.isupper() else "own"))
                body = body.replace(mark, names[mark])
            body = body.replace("$Sequential", out.model("Sequential")).replace("$Model", out.model("Model"))
            while (place := body.find("$")) >= 0:
                end = place + 1
                while end < len(body) and body[end].isalnum():
                    end += 1
                body = body[:place] + out.layer(body[place + 1 : end]) + body[end:]
            if "ops." in body:
                out.needs("from keras import ops")
            if "functools." in body:
                out.needs("import functools")
            if body.startswith("@"):
                body = form.format(body[1:])
            out.line(f"{indent}{body}")
        return list(classes)

    return write


TRICKS: dict[str, Trick] = {
    "enumerate and names": Trick(
        _lines(
            """
for i, units in enumerate((4, 6)):
    @$Dense(units, name=f"{'%a'}_{i}", activation="relu" if i else None)
""",
            "Dense",
            "Dense",
        ),
        _last(6),
        layers=True,
    ),
    "zip": Trick(
        _lines(
            """
for units, rate in zip([5, 3], [0.1, 0.2]):
    @$Dense(units)
    @$Dropout(rate)
""",
            "Dense",
            "Dropout",
        ),
        _last(3),
        layers=True,
    ),
    "while": Trick(
        _lines(
            """
%n = 8
while %n > 2:
    @$Dense(%n, activation="tanh")
    %n //= 2
""",
            "Dense",
            "Dense",
        ),
        _last(4),
        layers=True,
    ),
    "range": Trick(
        _lines(
            """
for i in range(3):
    @$Dense(2 ** i + 1)
    if i < 2:
        @$ReLU()
""",
            "Dense",
            "ReLU",
        ),
        _last(5),
        layers=True,
    ),
    "configurations": Trick(
        _lines(
            """
for %c in [{"units": 4}, {"units": 7, "activation": "relu"}]:
    @$Dense(**%c)
""",
            "Dense",
            "Dense",
        ),
        _last(7),
        layers=True,
    ),
    "a function that makes layers": Trick(
        _lines(
            """
def %f(units, activation="relu", **kwargs):
    return $Dense(units, activation=activation, **kwargs)

@%f(6, use_bias=False)
@%f(3, "softmax")
""",
            "Dense",
            "Dense",
        ),
        _last(3),
        layers=True,
    ),
    "a flag": Trick(
        _lines(
            """
%d = not False
if %d:
    @$Dense(6)
else:
    @$Dense(60)
""",
            "Dense",
        ),
        _last(6),
        layers=True,
    ),
    "classes in a dict": Trick(
        _lines(
            """
%k = {"relu": $ReLU, "elu": $ELU}
@%k["elu"]()
""",
            "ELU",
        ),
        _same,
        layers=True,
    ),
    "a lambda layer": Trick(_lines("@$Lambda(lambda t: t * 2 + 1)", "Lambda"), _same, layers=True),
    "a lambda layer that slices": Trick(
        _lines("@$Lambda(lambda t: t[:, 0])", "Lambda"),
        lambda s: (s[0], *s[2:]),
        (3, 4),
        layers=True,
        known=True,
    ),
    "a lambda layer with an operation": Trick(
        _lines("@$Lambda(lambda t: ops.mean(t, axis=-1, keepdims=True))", "Lambda"), _last(1), layers=True
    ),
    "a layer of its own": Trick(
        _lines(
            """
class %C($Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.dense = $Dense(units)

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, inputs):
        return self.dense(inputs * self.scale)

@%C(4)
""",
            "Layer",
        ),
        _last(4),
        layers=True,
    ),
    "an own layer without weights": Trick(
        _lines(
            """
class %C($Layer):
    def call(self, inputs):
        return ops.concatenate([inputs, ops.square(inputs)], axis=-1)

@%C()
""",
            "Layer",
        ),
        lambda s: (*s[:-1], 2 * s[-1]),
        layers=True,
    ),
    "a nested Sequential": Trick(
        _lines(
            "@$Sequential([$Dense(5, activation='relu'), $Dropout(0.2), $Dense(3)])",
            "Dense",
            "Dropout",
            "Dense",
        ),
        _last(3),
        layers=True,
    ),
    "a nested functional model": Trick(
        lambda out, shape, form: _lines(
            f"""
%i = $Input({tuple(shape[1:])!r})
%m = $Model(%i, $Dense(3)($Dense(4)(%i)))
@%m
""",
            "Dense",
            "Dense",
        )(out, shape, form),
        _last(3),
        layers=True,
    ),
    "a model at each time step": Trick(
        _lines("@$TimeDistributed($Sequential([$Dense(4), $Dense(2)]))", "TimeDistributed", "Dense", "Dense"),
        _last(2),
        (3, 4),
        layers=True,
        known=True,
    ),
    # --- functional models only -----------------------------------------------------------------------
    "sizes from shapes": Trick(
        _lines(
            "x = $Reshape((x.shape[1] * x.shape[2],))(x)\nx = $Dense(x.shape[-1] // 2 + 1)(x)",
            "Reshape",
            "Dense",
        ),
        lambda s: (s[0], s[1] * s[2] // 2 + 1),
        (3,),
        known=True,
    ),
    "the last step": Trick(_lines("x = x[:, -1]"), lambda s: (s[0], *s[2:]), (3, 4), known=True),
    "a slice": Trick(_lines("x = x[..., :1]"), _last(1)),
    "every other": Trick(_lines("x = x[:, ::2]"), lambda s: (s[0], -(-s[1] // 2), *s[2:]), known=True),
    "a new axis": Trick(_lines("x = x[:, None]"), lambda s: (s[0], 1, *s[1:]), (2, 3), known=True),
    "ops.mean": Trick(_lines("x = ops.mean(x, axis=1)"), lambda s: (s[0], *s[2:]), (3, 4), known=True),
    "ops.reshape": Trick(
        lambda out, shape, form: _lines(f"x = ops.reshape(x, (-1, {math.prod(shape[1:])}))")(
            out, shape, form
        ),
        lambda s: (None, math.prod(s[1:])),
        known=True,
    ),
    "ops.transpose": Trick(
        _lines("x = ops.transpose(x, (0, 2, 1))"), lambda s: (s[0], s[2], s[1]), (3,), known=True
    ),
    "ops.concatenate": Trick(_lines("x = ops.concatenate([x, x], axis=-1)"), lambda s: (*s[:-1], 2 * s[-1])),
    "ops.stack": Trick(
        _lines("x = ops.stack([x, x], axis=1)"), lambda s: (s[0], 2, *s[1:]), (2, 3), known=True
    ),
    "ops.expand_dims": Trick(_lines("x = ops.expand_dims(x, -1)"), lambda s: (*s, 1), (2, 3), known=True),
    "ops.max": Trick(_lines("x = ops.max(x, axis=-1, keepdims=True)"), _last(1)),
    "ops.repeat": Trick(
        _lines("x = ops.repeat(x, 2, axis=1)"), lambda s: (s[0], 2 * s[1], *s[2:]), known=True
    ),
    "ops.split": Trick(
        _lines("%a, %b = ops.split(ops.concatenate([x, x], axis=-1), 2, axis=-1)\nx = %a + %b"), _same
    ),
    "ops.pad": Trick(
        _lines("x = ops.pad(x, ((0, 0), (1, 1), (0, 0)))"), lambda s: (s[0], s[1] + 2, s[2]), (3,), known=True
    ),
    "elementwise operations": Trick(_lines("x = ops.relu(x) + ops.tanh(x) * 0.5"), _same),
    "arithmetic": Trick(_lines("x = (1.0 - x) / 2.0 + x ** 2"), _same),
    "a matrix product": Trick(
        _lines("x = ops.matmul(x, ops.transpose(x, (0, 2, 1)))"),
        lambda s: (s[0], s[1], s[1]),
        (3,),
        known=True,
    ),
    "states": Trick(
        _lines(
            "x, %h, %c = $LSTM(4, return_state=True)(x)\nx = $Concatenate()([x, %h, %c])",
            "LSTM",
            "Concatenate",
        ),
        lambda s: (s[0], 12),
        (3,),
        known=True,
    ),
    "self-attention": Trick(
        _lines(
            "x = $LayerNormalization()(x + $MultiHeadAttention(num_heads=2, key_dim=3)(x, x))",
            "MultiHeadAttention",
            "LayerNormalization",
        ),
        _same,
        (3,),
        known=True,
    ),
    "attention": Trick(_lines("x = $Attention()([x, x])", "Attention"), _same, (3,), known=True),
    "towers": Trick(
        _lines(
            "%t = [$Dense(n, activation='relu')(x) for n in (2, 3, 4)]\nx = $Concatenate()(%t)",
            "Dense",
            "Dense",
            "Dense",
            "Concatenate",
        ),
        _last(9),
    ),
    "a residual block": Trick(
        _lines(
            """
def %f(x, units):
    y = $Dense(units, activation="relu")(x)
    y = $Dense(units)(y)
    if x.shape[-1] != units:
        x = $Dense(units, use_bias=False)(x)
    return $Add()([x, y])

x = %f(x, 4)
x = %f(x, 4)
""",
            "Dense",
            "Dense",
            "Dense",
            "Add",
            "Dense",
            "Dense",
            "Add",
        ),
        _last(4),
    ),
    "functools.partial": Trick(
        _lines("%d = functools.partial($Dense, activation='relu')\nx = %d(5)(x)", "Dense"), _last(5)
    ),
    "layers in a list": Trick(
        _lines(
            """
%l = [$Dense(4), $Activation("relu")]
%l += [$Dense(2)]
for %x in %l:
    x = %x(x)
""",
            "Dense",
            "Activation",
            "Dense",
        ),
        _last(2),
    ),
    "cut off below the head": Trick(
        _lines(
            """
%m = $Model(inputs, x)
x = $Dense(3, activation="softmax")(%m.layers[-1].output)
""",
            "Dense",
        ),
        _last(3),
        inputs=True,
    ),
}
