"""Spellings of Keras."""

from __future__ import annotations

import pytest

from kerlint.keras.names import canonical, exports, unbound

SPELLINGS = {
    "keras.layers.Dense": (
        "keras.layers.Dense tensorflow.keras.layers.Dense tf_keras.layers.Dense keras.layers.core.Dense "
        "tensorflow.python.keras.layers.core.Dense tensorflow.contrib.keras.layers.Dense "
        "tensorflow.compat.v1.keras.layers.Dense keras.src.layers.core.dense.Dense keras.legacy.layers.Dense"
    ),
    "keras.layers.Rescaling": "keras.layers.experimental.preprocessing.Rescaling",
    "keras.layers.concatenate": "keras.layers.merge.concatenate",
    "keras.layers.merge": "keras.layers.merge",
    "keras.layers.Layer": "keras.engine.topology.Layer keras.engine.base_layer.Layer keras.Layer",
    "keras.Input": "keras.layers.Input keras.engine.Input keras.engine.input_layer.Input tensorflow.keras.Input",
    "keras.Model": "keras.models.Model keras.engine.training.Model tensorflow.keras.Model",
    "keras.Sequential": "keras.models.Sequential keras.engine.sequential.Sequential",
    "keras.utils.to_categorical": "keras.utils.np_utils.to_categorical tensorflow.keras.utils.to_categorical",
    "keras.utils.Sequence": "keras.utils.data_utils.Sequence",
    "keras.utils.plot_model": "keras.utils.vis_utils.plot_model keras.utils.visualize_util.plot",
    "keras.utils.multi_gpu_model": "keras.utils.training_utils.multi_gpu_model",
    "keras.utils.image_dataset_from_directory": "tensorflow.keras.preprocessing.image_dataset_from_directory",
    "keras.preprocessing.image.ImageDataGenerator": (
        "keras_preprocessing.image.ImageDataGenerator tensorflow.keras.preprocessing.image.ImageDataGenerator "
        "keras.src.legacy.preprocessing.image.ImageDataGenerator"
    ),
    "keras.optimizers.Adam": (
        "keras.optimizers.adam_v2.Adam keras.optimizer_v2.adam.Adam tensorflow.optimizers.Adam "
        "keras.optimizers.experimental.Adam"
    ),
    "keras.optimizers.schedules.ExponentialDecay": "tensorflow.keras.optimizers.schedules.ExponentialDecay",
    "keras.losses.mean_squared_error": "keras.objectives.mean_squared_error",
    "keras.losses.CategoricalCrossentropy": "tensorflow.losses.CategoricalCrossentropy",
    "keras.callbacks.EarlyStopping": "keras.callbacks.callbacks.EarlyStopping",
    "keras.backend.mean": "keras.backend.tensorflow_backend.mean",
    "keras.applications.VGG16": "keras.applications.vgg16.VGG16 keras_applications.vgg16.VGG16",
    "keras.applications.vgg16.preprocess_input": "tensorflow.keras.applications.vgg16.preprocess_input",
    "keras.datasets.mnist.load_data": "tensorflow.keras.datasets.mnist.load_data",
    "keras.models.load_model": "keras.saving.load_model keras.engine.saving.load_model",
    "keras": "keras tensorflow.keras tf_keras",
}


@pytest.mark.parametrize(
    "spelling, name", [(s, name) for name, words in SPELLINGS.items() for s in words.split()]
)
def test_every_spelling_has_one_name(spelling: str, name: str) -> None:
    assert canonical(spelling) == name


@pytest.mark.parametrize(
    "path",
    [
        "tensorflow.data.Dataset",
        "numpy.zeros",
        "tensorflow.losses.sparse_softmax_cross_entropy",
        "kerasx.layers",
    ],
)
def test_what_is_not_keras_is_left_alone(path: str) -> None:
    assert canonical(path) is None


@pytest.mark.parametrize(
    "name, path",
    [
        ("Sequential", "keras.Sequential"),
        ("Dense", "keras.layers.Dense"),
        ("Input", "keras.Input"),
        ("ImageDataGenerator", "keras.preprocessing.image.ImageDataGenerator"),
        ("to_categorical", "keras.utils.to_categorical"),
        ("Adam", "keras.optimizers.Adam"),
        ("EarlyStopping", "keras.callbacks.EarlyStopping"),
        ("VGG16", "keras.applications.VGG16"),
        ("Convolution2D", "keras.layers.Convolution2D"),
        ("layers", "keras.layers"),
        ("K", "keras.backend"),
        ("mnist", "keras.datasets.mnist"),
        ("np", "numpy"),
        ("add", None),
        ("x_train", None),
        ("Trainer", None),
    ],
)
def test_names_that_nothing_binds(name: str, path: str | None) -> None:
    assert unbound(name) == path


@pytest.mark.tensorflow
def test_everything_keras_exports_is_in_the_catalogue() -> None:
    keras = pytest.importorskip("keras")
    for module in ("layers", "optimizers", "losses", "metrics", "callbacks", "regularizers", "initializers"):
        real = {name for name in dir(getattr(keras, module)) if name[:1].isupper()}
        assert real <= exports(module)
