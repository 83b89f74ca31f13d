"""Models as scripts build and change them: what Kerlint keeps, and what it does not claim to know."""

from __future__ import annotations

import pytest

from kerlint.keras.outputs import output_activation
from kerlint.script import Model, Script
from kerlint.settings import Settings
from kerlint.symbolic.arithmetic import known
from tests.keras.reading import read

IMPORTS = """
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import *
from tensorflow.keras.models import Model, Sequential
"""


def script(text: str) -> Script:
    return read(IMPORTS + text)


def model(text: str) -> Model:
    """The last model of a script."""
    return script(text).models[-1]


def test_a_loop_that_is_not_known_leaves_the_shapes_after_it_open() -> None:
    found = model("""
m = Sequential()
m.add(Dense(4, input_shape=(3,)))
for _ in range(int(input())):
    m.add(Dense(8))
m.add(Dense(2))
""")
    assert [call.output_shape for call in found.calls] == [(None, 4), None, None]
    assert not found.complete
    assert found.params is None


def test_a_layer_that_is_not_known_leaves_the_model_incomplete() -> None:
    found = model("""
from mylayers import Squeeze
m = Sequential([Dense(4, input_shape=(3,)), Squeeze(), Dense(2)])
""")
    assert [call.output_shape for call in found.calls] == [(None, 4), None, None]
    assert not found.complete


def test_an_unknown_tensor_leaves_the_model_incomplete() -> None:
    found = model("""
from nets import backbone
i = Input((3,))
m = Model(i, Dense(2)(backbone(i)))
""")
    assert not found.complete
    assert found.params is None


def test_sequential_takes_its_input_from_the_data() -> None:
    (fit,) = script("""
import numpy as np
x, y = np.zeros((100, 6)), np.zeros((100, 1))
m = Sequential([Dense(4), Dense(1)])
m.compile("sgd", "mse")
m.fit(x, y)
""").fits
    assert fit.model is not None
    assert fit.model.inputs == ((None, 6),)
    assert fit.model.params == 6 * 4 + 4 + 4 + 1


@pytest.mark.parametrize(
    ("target", "shapes"), [("2", [(None, None, 8), (None, 4)]), ("3", [(None, 80, 8), (None, 4)])]
)
def test_an_embedding_in_front_waits_for_data_in_keras_3(
    target: str, shapes: list[tuple[int | None, ...]]
) -> None:
    script = read(
        """
import numpy as np
from keras.layers import LSTM, Embedding
from keras.models import Sequential

model = Sequential()
model.add(Embedding(100, 8))
model.add(LSTM(4))
model.compile(loss="mse", optimizer="adam")
model.fit(np.zeros((50, 80)), np.zeros((50, 4)))
""",
        settings=Settings(target_keras=target),
    )
    assert [call.output_shape for call in script.fits[0].model.calls] == shapes


def test_what_embeddings_in_front_lead_to_in_keras_3() -> None:
    """The slopes of PReLU need the sequence's length, which only Keras 3 has from the data."""
    script = read(
        """
import numpy as np
from keras.layers import Embedding, PReLU
from keras.models import Sequential

model = Sequential([Embedding(100, 8), PReLU()])
model.compile(loss="mse", optimizer="adam")
model.fit(np.zeros((50, 11)), np.zeros((50, 11, 8)))
""",
        settings=Settings(target_keras="3"),
    )
    (slopes,) = [call for call in script.fits[0].model.calls if call.layer.class_name == "PReLU"]
    assert slopes.problem is None
    assert slopes.output_shape == (None, 11, 8)
    assert slopes.params == 88


def test_snapshots_keep_their_time() -> None:
    found = script("""
m = Sequential([Dense(4, input_shape=(3,)), Dense(1)])
m.layers[0].trainable = False
m.compile("sgd", "mse")
m.layers[0].trainable = True
m.fit(x, y)
""")
    at_compile, at_fit = found.compiles[0].model, found.fits[0].model
    assert at_fit is not None
    assert [layer.trainable for layer in at_compile.layers()] == [False, True]
    assert [layer.trainable for layer in at_fit.layers()] == [True, True]
    assert at_compile.key == at_fit.key
    assert [layer.key for layer in at_compile.layers()] == [layer.key for layer in at_fit.layers()]


def test_an_application_is_frozen_by_a_loop_over_its_layers() -> None:
    found = script("""
base = keras.applications.VGG16(include_top=False, input_shape=(64, 64, 3), weights=None)
for layer in base.layers:
    layer.trainable = False
m = Model(base.input, Dense(3)(Flatten()(base.output)))
m.compile("adam", "mse")
""")
    layers = list(found.compiles[0].model.layers())
    application = next(layer for layer in layers if layer.model is not None)
    assert application.trainable is False
    assert application.model is not None
    assert application.model.parts is not None
    assert application.model.parts.class_name == "VGG16"


def test_a_slice_of_an_applications_layers_says_nothing_of_the_whole() -> None:
    found = script("""
base = keras.applications.VGG16(include_top=False, input_shape=(64, 64, 3), weights=None)
for layer in base.layers[:-4]:
    layer.trainable = False
m = Sequential([base, Flatten(), Dense(3)])
m.compile("adam", "mse")
""")
    assert [layer.trainable for layer in found.compiles[0].model.layers()] == [None, True, True]


def test_a_subclassed_model_has_the_calls_of_its_call_method() -> None:
    (fit,) = script("""
import numpy as np
class Net(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.hidden = Dense(units, activation="relu")
        self.drop = Dropout(0.5)
        self.out = Dense(3, activation="softmax")
    def call(self, x, training=False):
        x = self.hidden(x)
        if training:
            x = self.drop(x)
        return self.out(x)
net = Net(16)
net.compile("adam", "sparse_categorical_crossentropy")
net.fit(np.zeros((10, 5)), np.zeros((10,)))
""").fits
    assert fit.model is not None
    assert fit.model.kind == "subclass"
    assert [call.layer.class_name for call in fit.model.calls] == ["Dense", "Dropout", "Dense"]
    assert fit.model.outputs[0].shape == (None, 3)
    assert fit.model.params == 5 * 16 + 16 + 16 * 3 + 3
    activation = output_activation(fit.model.outputs[0])
    assert activation is not None
    assert activation.name == "softmax"


def test_layers_that_call_does_not_apply_have_weights_too() -> None:
    (found,) = (
        one
        for one in script("""
class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.Sequential([keras.Input((8,)), layers.Dense(2)])
        self.decoder = keras.Sequential([keras.Input((2,)), layers.Dense(8)])

    def call(self, inputs):
        return self.encoder(inputs)

m = Autoencoder()
m.build((None, 8))
m(keras.Input((8,)))
""").models
        if one.kind == "subclass"
    )
    assert found.params is None


def test_a_loaded_model_is_unknown() -> None:
    found = script("""
m = keras.models.load_model("a.h5")
m.compile("adam", "mse")
m.fit(x, y, epochs=3)
""")
    assert found.fits[0].model is not None
    assert found.fits[0].model.kind == "unknown"
    assert found.fits[0].model.calls == ()


def test_a_model_built_by_a_method_of_a_class() -> None:
    (fit,) = script("""
class Trainer:
    def __init__(self, classes=4):
        self.classes = classes
        self.model = self.build()
    def build(self):
        m = Sequential(name="net")
        m.add(Dense(self.classes, input_dim=7))
        return m
    def train(self, x, y):
        self.model.compile(loss="mse", optimizer="sgd")
        self.model.fit(x, y, epochs=2)
""").fits
    assert fit.model is not None
    assert fit.model.name == "net"
    assert fit.model.outputs[0].shape == (None, 4)


def test_what_keras_refuses_is_told_with_the_shapes() -> None:
    found = model("""
m = Sequential([Conv2D(8, 3, input_shape=(6, 6, 1)), MaxPooling2D(4), Conv2D(8, 3)])
""")
    problems = [call.problem for call in found.calls]
    assert problems[:2] == [None, None]
    assert problems[2] is not None
    assert "(None, 1, 1, 8)" in problems[2]


def test_channels_first_for_the_whole_script() -> None:
    found = model("""
from tensorflow.keras import backend as K
K.set_image_data_format("channels_first")
m = Sequential([Conv2D(16, 3, input_shape=(3, 32, 32))])
""")
    assert found.calls[0].output_shape == (None, 16, 30, 30)


def names_of_activations(text: str) -> list[str | None]:
    found = model(text)
    return [layer.activation.name if layer.activation else None for layer in found.layers()]


def test_activations_however_they_are_written() -> None:
    assert names_of_activations("""
def own(x):
    return x * 0.3
act = "relu"
m = Sequential([
    Dense(4, act, input_shape=(3,)),
    Dense(4, activation=tf.nn.relu),
    Dense(4, activation=keras.activations.swish),
    Dense(4, activation=LeakyReLU(0.1)),
    Dense(4, activation=lambda x: tf.nn.leaky_relu(x, alpha=0.2)),
    Dense(4, activation=own),
    Dense(4),
    Activation("softmax"),
    ReLU(),
    LSTM(3),
    Lambda(lambda x: tf.nn.sigmoid(x)),
])
""") == [
        "relu",
        "relu",
        "silu",
        "leaky_relu",
        "leaky_relu",
        None,
        "linear",
        "softmax",
        "relu",
        "tanh",
        "sigmoid",
    ]


def test_layers_of_a_loop_that_is_not_known_are_some_of_many() -> None:
    for loop in ("for i in range(int(sys.argv[1])):", "while again():", "for part in other.layers:"):
        found = model(f"""
import sys
i = x = Input((64, 64, 8))
other = load()
{loop}
    y = Conv2D(8, 3, strides=2, padding="same")(x)
    x = Activation("relu")(y)
m = Model(i, Dense(3)(Flatten()(x)))
""")
        assert not found.complete
        assert found.params is None
        assert [call.layer.class_name for call in found.calls][1:] == [
            "Conv2D",
            "Activation",
            "Flatten",
            "Dense",
        ]
        batch, height, width, channels = found.calls[-2].input_shapes[0] or ()
        assert (batch, known(height), known(width), channels) == (None, None, None, 8)
        assert None not in (height, width)
        assert found.calls[-1].output_shape == (None, 3)
        assert not any(call.problem for call in found.calls)


def test_a_loop_that_passes_nothing_on_leaves_a_model_whole() -> None:
    found = model("""
import sys
i = Input((8,))
x = Dense(4)(i)
for n in range(int(sys.argv[1])):
    x = Dense(5)(i)
m = Model(i, x)
""")
    assert (found.complete, found.params) == (True, 45)


def test_calls_of_activation_functions_are_in_the_graph() -> None:
    found = model("""
i = Input((3,))
m = Model(i, tf.nn.softmax(Dense(4)(i)))
""")
    activation = output_activation(found.outputs[0])
    assert activation is not None
    assert (activation.name, activation.written) == ("softmax", "call")
    assert found.outputs[0].shape == (None, 4)


@pytest.mark.parametrize(
    "joined",
    [
        "Concatenate()([x, other()])",
        "concatenate(parts)",
        "tf.concat([x, other()], axis=-1)",
        "keras.ops.concatenate([x, other()])",
    ],
)
def test_what_is_joined_with_something_unknown_has_no_known_shape(joined: str) -> None:
    found = model(f"""
from elsewhere import other
x = keras.Input((4,))
parts = [x]
for _ in range(int(input())):
    parts.append(Dense(3)(x))
m = Model(x, Dense(2)({joined}))
""")
    assert found.calls[-1].params is None
    assert found.params is None


def test_arrays_count_where_tensors_are_joined() -> None:
    found = model("""
import numpy as np
x = keras.Input((4,))
m = Model(x, Dense(2)(tf.concat([x, np.zeros((3, 5))], axis=1)))
""")
    assert found.calls[-1].input_shapes == ((None, 9),)


def test_the_inputs_that_a_model_is_not_given() -> None:
    found = script("""
a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
both = Dense(1)(Concatenate()([a, b]))
whole, half = Model([a, b], both), Model(a, both)
more = Model(get_inputs(), both)
""").models
    assert [None if m.unfed is None else [layer.name for layer in m.unfed] for m in found] == [
        [],
        ["b"],
        None,
    ]


def test_a_layer_in_place_of_a_tensor() -> None:
    found = script("""
a = keras.Input((4,))
made = Dense(3)
first = Model(a, made)
second = Model(a, Dense(2)(made))
third = Model(a, made(a))
""").models
    assert found[0].problem == "the outputs of this model hold the layer Dense itself, not a tensor"
    assert [call.kind for call in found[1].calls if call.problem] == ["layer"]
    assert found[2].problem is None
    assert all(call.problem is None for call in found[2].calls)
