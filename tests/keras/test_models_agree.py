"""Kerlint's models against `model.layers` of real Keras: the same script, evaluated and executed."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from kerlint.reporting.show import payload
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow

IMPORTS = """
import keras
import tensorflow as tf
from keras import layers, ops
from keras.layers import *
from keras.models import Model, Sequential
"""

# Each binds `model`.
SCRIPTS = {
    "sequential added one by one": """
        model = Sequential()
        model.add(Conv2D(32, (3, 3), input_shape=(150, 150, 3)))
        model.add(Activation("relu"))
        model.add(MaxPooling2D(pool_size=(2, 2)))
        model.add(Flatten())
        model.add(Dropout(0.5))
        model.add(Dense(1, activation="sigmoid"))
        """,
    "sequential from a list, with an Input": """
        model = keras.Sequential([
            keras.Input(shape=(28, 28, 1)),
            layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10, activation="softmax"),
        ])
        """,
    "a loop of blocks, popped and replaced": """
        model = Sequential([Input((32, 32, 3))])
        for filters in (8, 16, 32):
            for _ in range(2):
                model.add(Conv2D(filters, 3, padding="same", use_bias=False))
                model.add(BatchNormalization())
                model.add(ReLU())
            model.add(MaxPooling2D())
        model.add(Flatten())
        model.add(Dense(100))
        model.pop()
        model.add(Dense(7, name="head"))
        """,
    "recurrent layers": """
        model = Sequential([
            Input((20, 6)),
            Bidirectional(LSTM(12, return_sequences=True)),
            TimeDistributed(Dense(5)),
            GRU(4),
            Dense(1),
        ])
        """,
    "two inputs, two outputs": """
        a, b = Input((10,), name="a"), Input((4, 3), name="b")
        x = Dense(8, activation="relu")(a)
        y = Flatten()(b)
        z = concatenate([x, y])
        one = Dense(1, name="one")(z)
        two = Dense(3, activation="softmax", name="two")(x)
        model = Model(inputs=[a, b], outputs=[one, two])
        """,
    "residual blocks by a helper": """
        def block(x, filters, stride=1):
            shortcut = x
            y = Conv2D(filters, 3, strides=stride, padding="same")(x)
            y = BatchNormalization()(y)
            y = Activation("relu")(y)
            if stride != 1 or x.shape[-1] != filters:
                shortcut = Conv2D(filters, 1, strides=stride)(x)
            return Activation("relu")(add([y, shortcut]))

        inputs = keras.Input((32, 32, 3))
        x = inputs
        for i, filters in enumerate([8, 8, 16]):
            x = block(x, filters, stride=2 if i == 2 else 1)
        model = Model(inputs, Dense(10)(GlobalAveragePooling2D()(x)))
        """,
    "a shared layer": """
        shared = Dense(6)
        a, b = Input((5,)), Input((5,))
        model = Model([a, b], Dense(1)(Concatenate()([shared(a), shared(b)])))
        """,
    "nested models": """
        encoder_input = Input((28, 28, 1))
        x = Conv2D(16, 3, activation="relu")(encoder_input)
        encoder = Model(encoder_input, GlobalMaxPooling2D()(x), name="encoder")
        decoder = Sequential([Input((16,)), Dense(49), Reshape((7, 7, 1))], name="decoder")
        decoder.add(Conv2DTranspose(1, 3, strides=4, padding="same"))
        image = Input((28, 28, 1))
        model = Model(image, decoder(encoder(image)))
        """,
    "a sequential on top of a sequential": """
        base = Sequential([Input((8,)), Dense(4)])
        model = Sequential()
        model.add(base)
        model.add(Dense(2))
        """,
    "part of another model": """
        whole = Sequential([Input((8,)), Dense(4, name="first"), Dense(3), Dense(2)])
        model = Model(whole.inputs, whole.get_layer("first").output)
        """,
    "attention": """
        tokens = Input((None,), dtype="int64")
        x = Embedding(1000, 32)(tokens)
        x = LayerNormalization()(x + MultiHeadAttention(num_heads=2, key_dim=16)(x, x))
        x = GlobalAveragePooling1D()(x)
        model = Model(tokens, Dense(1)(x))
        """,
    "slices and operators": """
        sequence = Input((10, 4))
        last = sequence[:, -1, :]
        middle = sequence[:, 2:5]
        x = Dense(4)(last) * 2 + last
        model = Model(sequence, Concatenate()([x, Flatten()(middle)]))
        """,
    "comparisons": """
        sequence = Input((10, 4))
        high, low = sequence > 0.5, 0.1 >= sequence
        x = Multiply()([keras.ops.cast(high != low, "float32"), sequence])
        model = Model(sequence, Dense(2)(x))
        """,
    "a mask that a layer of the script takes": """
        class Masked(keras.layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.dense = Dense(units)

            def call(self, source, source_mask):
                return self.dense(source) * keras.ops.cast(source_mask, "float32")[:, :, None]

        tokens = Input((None,), dtype="int64")
        x = Masked(4)(source=Embedding(9, 8)(tokens), source_mask=tokens != 0)
        model = Model(tokens, GlobalMaxPooling1D()(x))
        """,
    "tensors by name, in the order of the names": """
        class Decoder(keras.layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.dense = Dense(units)

            def call(self, target, source):
                return self.dense(target) + source

        english, spanish = Input((None,), dtype="int64"), Input((None,), dtype="int64")
        encoded = Embedding(100, 8)(english)
        x = Decoder(8)(target=Embedding(100, 8)(spanish), source=encoded)
        model = Model([english, spanish], Dense(3)(x))
        """,
    "states of an LSTM": """
        inputs = Input((7, 3))
        encoded, h, c = LSTM(5, return_state=True)(inputs)
        target = Input((None, 4))
        decoded = LSTM(5, return_sequences=True)(target, initial_state=[h, c])
        model = Model([inputs, target], Dense(4)(decoded))
        """,
    "a layer of its own": """
        class Scaled(keras.layers.Layer):
            def __init__(self, units, **kwargs):
                super().__init__(**kwargs)
                self.units = units
                self.dense = Dense(units)

            def build(self, input_shape):
                self.scale = self.add_weight(shape=(self.units,), initializer="ones", name="scale")

            def call(self, inputs):
                return self.dense(inputs) * self.scale

        inputs = Input((6,))
        model = Model(inputs, Dense(2)(Scaled(9)(inputs)))
        """,
    "a layer of its own that takes two tensors": """
        class Gate(keras.layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.dense = Dense(units)

            def call(self, target, source):
                return self.dense(target) * source

        a, b = Input((6,)), Input((3,))
        gated = Gate(4)(a, source=Dense(4)(b))
        model = Model([a, b], Dense(2)(gated))
        """,
    "functions of keras.ops": """
        inputs = Input((8, 8, 2))
        x = ops.relu(inputs)
        x = ops.mean(x, axis=(1, 2))
        x = ops.expand_dims(x, 1)
        model = Model(inputs, Flatten()(x))
        """,
    "a lambda": """
        inputs = Input((8, 4))
        x = Lambda(lambda t: t[:, 0])(inputs)
        model = Model(inputs, Dense(3)(x))
        """,
}


def _real(keras: Any, text: str) -> Any:
    keras.backend.clear_session()
    names: dict[str, Any] = {}
    exec(compile(textwrap.dedent(IMPORTS) + textwrap.dedent(text), "script", "exec"), names)
    return names["model"]


def _shape(layer: Any) -> Any:
    output = layer.output if not isinstance(layer.output, list | tuple) else layer.output[0]
    return list(output.shape)


@pytest.mark.parametrize("name", SCRIPTS)
def test_layers_shapes_and_weights(name: str) -> None:
    keras = pytest.importorskip("keras")
    text = SCRIPTS[name]
    model = _real(keras, text)
    script = read(IMPORTS + textwrap.dedent(text))
    ours = next(m for m in reversed(script.models) if m.variable == "model")
    shown = next(
        m for m in reversed(payload([script], lambda node: None)["models"]) if m["name"] == ours.name
    )
    assert ours.complete
    assert ours.params == model.count_params()
    assert [list(tensor.shape) for tensor in model.outputs] == shown["outputs"]
    assert [list(tensor.shape) for tensor in model.inputs] == shown["inputs"]
    # Operators and functions count, too; Keras 3 has them among the operations only.
    parts = model.layers if isinstance(model, keras.Sequential) else model.operations
    real = [(_shape(part), part.count_params() if isinstance(part, keras.Layer) else 0) for part in parts]
    assert [(layer["output_shape"], layer["params"]) for layer in shown["layers"]] == real
    assert [layer["name"] for layer in shown["layers"]] == [part.name for part in parts]
    classes = [_class(part) for part in parts]
    told = [layer["class"] for layer in shown["layers"]]
    assert [c.lower().replace("_", "") for c in told] == [c.lower().replace("_", "") for c in classes]


def _class(layer: Any) -> str:
    name = type(layer).__name__
    return "Model" if name == "Functional" else name
