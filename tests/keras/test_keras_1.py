"""Scripts for Keras 1 are read as Keras 2.0 reads them by its legacy interfaces."""

from __future__ import annotations

from typing import Any

import pytest

from kerlint.keras import layers
from kerlint.keras.layers.names import CLASS_ALIASES
from kerlint.keras.signatures import catalog, signatures
from kerlint.script import Model
from kerlint.settings import Settings
from tests.keras.reading import read

HEAD = "from keras.models import *\nfrom keras.layers import *\n"

# Written for Keras 1, the same for today's Keras, and the input's shape.
LAYERS = [
    ("Dense(output_dim=7, init='uniform', bias=False)", "Dense(7, use_bias=False)", (5,)),
    ("Dense(7, 'uniform', 'relu', W_regularizer=None)", "Dense(7, activation='relu')", (5,)),
    ("Dense(5, 7)", "Dense(7)", (5,)),
    ("LSTM(3, 4, return_sequences=True)", "LSTM(4, return_sequences=True)", (6, 3)),
    ("Convolution2D(4, 3, 5)", "Conv2D(4, (3, 5))", (16, 16, 3)),
    (
        "Convolution2D(4, 3, 5, border_mode='same', subsample=(2, 1), dim_ordering='th')",
        "Conv2D(4, (3, 5), padding='same', strides=(2, 1), data_format='channels_first')",
        (3, 16, 12),
    ),
    ("Convolution2D(4, 3, 3, 'he_normal', 'relu', None, 'same')", "Conv2D(4, 3, padding='same')", (8, 8, 3)),
    ("Convolution2D(nb_filter=4, nb_row=5, nb_col=2)", "Conv2D(4, (5, 2))", (9, 9, 2)),
    ("Convolution2D(4, 3, nb_col=2, bias=False)", "Conv2D(4, (3, 2), use_bias=False)", (9, 9, 2)),
    ("Conv2D(4, 3, 3, border_mode='same')", "Conv2D(4, 3, padding='same')", (9, 9, 2)),
    (
        "AtrousConvolution2D(4, 3, 3, atrous_rate=(2, 2))",
        "Conv2D(4, 3, dilation_rate=2)",
        (12, 12, 2),
    ),
    (
        "SeparableConvolution2D(4, 3, 3, depth_multiplier=2, border_mode='same')",
        "SeparableConv2D(4, 3, depth_multiplier=2, padding='same')",
        (9, 9, 2),
    ),
    (
        "Convolution3D(4, 2, 3, 3, subsample=(1, 2, 2))",
        "Conv3D(4, (2, 3, 3), strides=(1, 2, 2))",
        (6, 8, 8, 2),
    ),
    ("Convolution3D(4, kernel_dim1=2, kernel_dim2=3, kernel_dim3=1)", "Conv3D(4, (2, 3, 1))", (6, 8, 8, 2)),
    (
        "Convolution1D(nb_filter=4, filter_length=3, border_mode='same', subsample_length=2)",
        "Conv1D(4, 3, padding='same', strides=2)",
        (10, 3),
    ),
    ("Convolution1D(4, 3, 'uniform', 'relu', None, 'same')", "Conv1D(4, 3, padding='same')", (10, 3)),
    ("MaxPooling1D(pool_length=3, stride=1)", "MaxPooling1D(3, 1)", (10, 3)),
    ("AveragePooling1D(2, None, border_mode='same')", "AveragePooling1D(2, padding='same')", (9, 3)),
    ("MaxPooling2D((3, 2), border_mode='same')", "MaxPooling2D((3, 2), padding='same')", (9, 9, 3)),
    ("GlobalMaxPooling2D(dim_ordering='th')", "GlobalMaxPooling2D('channels_first')", (3, 9, 9)),
    ("ZeroPadding2D((1, 2), dim_ordering='th')", "ZeroPadding2D((1, 2), 'channels_first')", (3, 9, 9)),
    ("UpSampling1D(length=3)", "UpSampling1D(3)", (4, 2)),
    (
        "LSTM(output_dim=6, inner_init='orthogonal', inner_activation='sigmoid', dropout_W=0.2, dropout_U=0.2)",
        "LSTM(6)",
        (5, 3),
    ),
    (
        "SimpleRNN(6, 'uniform', inner_init='uniform', return_sequences=True)",
        "SimpleRNN(6, return_sequences=True)",
        (5, 3),
    ),
    (
        "Bidirectional(LSTM(output_dim=4), merge_mode='sum')",
        "Bidirectional(LSTM(4), merge_mode='sum')",
        (5, 3),
    ),
    ("TimeDistributed(Dense(output_dim=4))", "TimeDistributed(Dense(4))", (5, 3)),
    ("TimeDistributedDense(4)", "TimeDistributed(Dense(4))", (5, 3)),
    ("BatchNormalization(1e-3, 0, 1)", "BatchNormalization(axis=1)", (3, 8, 8)),
    ("BatchNormalization(mode=0, axis=-1, beta_init='one')", "BatchNormalization()", (8, 8, 3)),
    ("Dropout(p=0.5)", "Dropout(0.5)", (3,)),
    ("GaussianNoise(sigma=0.5)", "GaussianNoise(0.5)", (3,)),
    ("SpatialDropout2D(p=0.5, dim_ordering='th')", "SpatialDropout2D(0.5, 'channels_first')", (3, 4, 4)),
    ("PReLU(init='zero', shared_axes=[1, 2])", "PReLU(shared_axes=[1, 2])", (6, 6, 4)),
    ("Embedding(50, 8, 'uniform', 4, W_regularizer=None, dropout=0.2)", "Embedding(50, 8)", (4,)),
]


def only(layer: str, shape: tuple[int, ...], settings: Settings | None = None) -> Model:
    text = f"{HEAD}m = Sequential()\nm.add(InputLayer({shape!r}))\nm.add({layer})\n"
    return read(text, settings=settings).models[0]


@pytest.mark.parametrize("old, new, shape", LAYERS)
def test_a_layer_of_keras_1_is_todays(old: str, new: str, shape: tuple[int, ...]) -> None:
    (was,), (now,) = only(old, shape).calls, only(new, shape).calls
    assert was.problem is None
    assert (was.output_shape, was.params) == (now.output_shape, now.params)
    assert None not in (was.output_shape, was.params)


@pytest.mark.tensorflow
def test_what_these_layers_are_today_is_what_keras_builds() -> None:
    keras = pytest.importorskip("keras")
    names: dict[str, Any] = dict(vars(keras.layers))
    for _, new, shape in LAYERS:
        layer = eval(new, names)
        output = layer(keras.Input(shape))
        (now,) = only(new, shape).calls
        assert (now.output_shape, now.params) == (tuple(output.shape), layer.count_params()), new


def test_names_that_others_than_keras_1_use_are_read_as_today() -> None:
    assert only("Conv2D(16, 3, 3)", (32, 32, 3)).calls[0].output_shape == (None, 10, 10, 16)
    assert only("Convolution2D(16, (3, 3), (3, 3))", (32, 32, 3)).calls[0].output_shape == (None, 10, 10, 16)
    # Keras 2 refuses numbers for the kernel beside its own `padding`; tf.keras reads a stride.
    found = only("Convolution2D(16, 3, 3, padding='same')", (32, 32, 3))
    assert found.calls[0].output_shape == (None, 11, 11, 16)


def test_a_script_for_keras_3_is_not_for_keras_1() -> None:
    found = only("Convolution2D(16, 3, 3)", (32, 32, 3), Settings(target_keras="3"))
    assert found.calls[0].output_shape == (None, 10, 10, 16)


def test_layers_without_a_name_today() -> None:
    # Weights by the `build` of each class in Keras 1.2.2.
    assert only("Highway()", (6,)).calls[0].params == 2 * (6 * 6 + 6)
    assert only("Highway(bias=False)", (6,)).calls[0].params == 2 * 6 * 6
    maxout = only("MaxoutDense(5, nb_feature=3)", (6,)).calls[0]
    assert (maxout.output_shape, maxout.params) == ((None, 5), 3 * (6 * 5 + 5))
    assert only("SReLU()", (4, 6)).calls[0].params == 4 * 24
    assert only("SReLU(shared_axes=[1])", (4, 6)).calls[0].params == 4 * 6
    assert only("ParametricSoftplus()", (6,)).calls[0].params == 2 * 6


MERGED = """
left = Sequential()
left.add(Dense(32, input_dim=10))
right = Sequential([Dense(16, input_dim=7)])
m = Sequential()
m.add(Merge([left, right], mode='concat', concat_axis=1))
m.add(Dense(3))
m.compile('sgd', 'mse')
m.fit([a, b], y, nb_epoch=3)
"""


def test_models_merged_in_front_of_a_sequential() -> None:
    script = read(HEAD + MERGED)
    model = script.fits[0].model
    assert model is not None
    assert [call.layer.class_name for call in model.calls] == [
        "Sequential",
        "Sequential",
        "Concatenate",
        "Dense",
    ]
    assert model.inputs == ((None, 10), (None, 7))
    assert model.params == (10 * 32 + 32) + (7 * 16 + 16) + (48 * 3 + 3)
    assert model.calls[-1].output_shape == (None, 3)
    assert script.fits[0].epochs is not None
    assert script.fits[0].epochs.value == 3


@pytest.mark.parametrize(
    "mode, class_name, shape",
    [
        ("mode='sum'", "Add", (None, 8)),
        ("mode='mul'", "Multiply", (None, 8)),
        ("mode='ave'", "Average", (None, 8)),
        ("mode='max'", "Maximum", (None, 8)),
        ("mode='concat'", "Concatenate", (None, 16)),
        ("mode='dot', dot_axes=1", "Dot", (None, 1)),
    ],
)
def test_tensors_merged(mode: str, class_name: str, shape: tuple[int, ...]) -> None:
    for writing in (f"merge([a, b], {mode})", f"Merge({mode})([a, b])"):
        text = (
            f"{HEAD}i = Input((4,))\na, b = Dense(8)(i), Dense(8)(i)\nm = Model(input=i, output={writing})\n"
        )
        (model,) = read(text).models
        assert model.calls[-1].layer.class_name == class_name
        assert model.outputs[0].shape == shape


def test_merging_by_a_function_is_unknown() -> None:
    for writing in ("merge([a, b], mode=f, output_shape=(3,))", "Merge(mode='cos')([a, b])"):
        text = (
            f"{HEAD}i = Input((4,))\na, b = Dense(8)(i), Dense(8)(i)\nm = Model(input=i, output={writing})\n"
        )
        assert all(output.shape is None for model in read(text).models for output in model.outputs)


def test_training_methods_of_keras_1() -> None:
    script = read(
        f"{HEAD}m = Sequential([Dense(2, input_dim=3)])\nm.compile('sgd', 'mse', ['accuracy'])\n"
        "m.fit_generator(g, 2000, 5, 1, [], v, 800)\nm.evaluate_generator(v, 800)\n"
        "m.fit_generator(g, samples_per_epoch=2000, nb_epoch=5, validation_data=v, nb_val_samples=800)\n"
        "m.fit(x, y, 16, 4)\n"
    )
    assert script.compiles[0].metrics is not None
    assert [metric.name for metric in script.compiles[0].metrics] == ["accuracy"]
    first, second, third = script.fits
    assert second.call.arguments.keys() == {
        "x",
        "samples_per_epoch",
        "nb_epoch",
        "validation_data",
        "nb_val_samples",
    }
    assert first.epochs is not None
    assert first.epochs.value == 5
    assert third.call.arguments.keys() == {"x", "y", "batch_size", "epochs"}


# What went without a successor; kernels as several numbers became `kernel_size`.
GONE = {"weights", "input_dim", "input_length", "mode", "output_shape", "dropout", "init"}
KERNELS = {"nb_row", "nb_col", "kernel_dim1", "kernel_dim2", "kernel_dim3"}


def test_every_parameter_of_keras_1_has_a_name_today() -> None:
    """By the signatures of both; a name that leads nowhere would leave its argument unread."""
    seen = set()
    for path, text in catalog("1").items():
        known = layers.spec(path.removeprefix("layers.")) if path.startswith("layers.") else None
        if known is None or text is None:
            continue
        versions = signatures(f"keras.layers.{known.class_name}")
        later = [one.names for version, one in versions.items() if version != "1"]
        if known.parameter("bias") == "bias" or not later:
            # Retired.
            continue
        lost = {
            p for p in signatures(f"keras.{path}")["1"].names if known.parameter(p) not in set().union(*later)
        }
        assert lost <= GONE | KERNELS, path
        seen.add(known.class_name)
    assert len(seen) > 50


def test_old_names_of_layers_lead_to_classes_of_today() -> None:
    for old, new in CLASS_ALIASES.items():
        assert f"layers.{new}" in catalog("3"), old
